//! `sayso serve`: the page over the whole program, and its interface over HTTP.

use std::net::{IpAddr, SocketAddr};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use sayso_serve::{Server, ServerOptions};

use crate::exit::{tell, wrong_usage};
use crate::pipeline_args::PipelineArgs;
use crate::size;

/// Serves a page to paste or drop articles into, and the same to other programs over HTTP
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sayso serve                                          then open http://127.0.0.1:8080/ in a browser
  sayso serve --port 9000 --model small                another port; small where a request names no model
  curl --data-binary @article.txt http://127.0.0.1:8080/extract?format=csv
  curl --data-binary @news.csv -H 'Content-Type: text/csv' http://127.0.0.1:8080/extract
Its interface is described for programs at /openapi.json, and for people in docs/web.md. It knows no users
and does not encrypt: leave it on this machine, or put a server in front that does both.")]
pub(crate) struct Args {
    /// Port; 0 takes any that is free
    #[arg(long, value_name = "NUMBER", default_value_t = 8080)]
    port: u16,

    /// Address to listen at; 0.0.0.0 or :: lets other machines ask
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    address: IpAddr,

    /// A name by which this server is reached, besides localhost and addresses in numbers (may be repeated)
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,

    /// Refuse bodies of more than this
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size::bytes)]
    max_body: u64,

    /// Threads [default: as many as the machine has cores]
    #[arg(long, short, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,

    #[command(flatten)]
    pipeline: PipelineArgs,
}

/// Runs the command.
pub(crate) fn run(args: Args) -> anyhow::Result<ExitCode> {
    let place = SocketAddr::new(args.address, args.port);
    let mut options = ServerOptions::default();
    options.complementizer = args.pipeline.complementizer();
    options.pipeline = args.pipeline.options()?;
    options.jobs = args.jobs;
    options.max_body = usize::try_from(args.max_body).unwrap_or(usize::MAX);
    options.names = args.host;
    let server = Server::bind(place, options).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => wrong_usage(anyhow!(
            "{place}: another program listens there; choose another with --port"
        )),
        _ => anyhow::Error::from(error).context(place.to_string()),
    })?;
    let ready = |address| tell(format_args!("http://{address}/ is ready; Ctrl-C stops it"));
    server.run(ready).with_context(|| place.to_string())?;
    tell(format_args!("stopped"));
    Ok(ExitCode::SUCCESS)
}
