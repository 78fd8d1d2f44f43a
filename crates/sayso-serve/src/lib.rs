//! The page over the whole program, and its interface over HTTP.
//!
//! Stands over the pipeline and beside the command line: takes texts and tables from a browser or another
//! program, and answers with what the command line would write.
//!
//! ```no_run
//! use sayso_serve::{Server, ServerOptions};
//!
//! let server = Server::bind("127.0.0.1:8080", ServerOptions::default())?;
//! server.run(|address| println!("http://{address}/"))?;
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Always: the rows are byte for byte those of the command line; a request that cannot be answered has a
//! status that says so and an object in JSON with the reason; what one client does, hang, send too much,
//! or go away, costs no other its answer; what is taken in is bounded by [`ServerOptions::max_body`].
//!
//! Does not: encrypt or know users (it is for one machine, or stands behind a server that does), keep
//! anything of what it was sent, or open a connection itself.

mod answer;
mod ask;
mod at_once;
mod chunks;
mod description;
mod guard;
mod intake;
mod pipelines;
mod refusal;
mod routes;
mod server;
mod workers;

pub use server::{Server, ServerOptions};
