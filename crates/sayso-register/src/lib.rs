//! One person, one name over a corpus: names compared, and kept with variants, roles and dates.
//!
//! Stands beside the chain: takes the names that articles give to their speakers and says which of them
//! can be of one.
//!
//! ```
//! use sayso_register::{Agreement, Names};
//! use sayso_text::SpeakerKind::Person;
//!
//! let names = Names::new();
//! let full = names.read("Dee Lind", Person);
//! assert_eq!(names.compare(&full, &names.read("Mayor Lind", Person)), Agreement::Short);
//! ```
//!
//! Always: a comparison is the same in either order; a surname alone makes nobody the same.
//!
//! Does not: look anything up that it was not given, or guess anything about a person.

mod error;
mod fold;
mod lexicon;
mod name;
mod names;
mod register;
mod registrar;
mod roles;

pub use error::{Error, ErrorKind};
pub use name::Name;
pub use names::{Agreement, Names};
pub use register::{Identity, Register};
pub use registrar::{Person, Registrar, Role, Sighting};
