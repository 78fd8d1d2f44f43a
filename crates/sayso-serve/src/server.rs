//! Listening, and stopping without a loss.

use std::future::pending;
use std::io;
use std::net::{SocketAddr, TcpListener as Listener, ToSocketAddrs};
use std::sync::Arc;
use std::thread::{self, available_parallelism};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use sayso::PipelineOptions;
use sayso::attribute::Complementizer;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{sleep, timeout};

use crate::guard::Guard;
use crate::intake::Intake;
use crate::pipelines::Pipelines;
use crate::routes::{Shared, routes};
use crate::workers::{queue, work};

/// How a server answers.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ServerOptions {
    /// How statements are found, and by which model where a request names none.
    pub pipeline: PipelineOptions,
    /// What becomes of a "that" before a content; by default as the command line has it for each format.
    pub complementizer: Option<Complementizer>,
    /// The threads that find statements; 0 for as many as the machine has cores.
    pub jobs: usize,
    /// The most bytes of a body.
    pub max_body: usize,
    /// The names under which the server may be reached, beside `localhost` and any address in numbers.
    pub names: Vec<String>,
    /// How long a client may take to send a request, or leave an answer untaken.
    pub patience: Duration,
}

impl Default for ServerOptions {
    /// Bodies up to 64 MiB, some ten thousand articles; and a minute of patience.
    fn default() -> Self {
        Self {
            pipeline: PipelineOptions::default(),
            complementizer: None,
            jobs: 0,
            max_body: 64 << 20,
            names: Vec::new(),
            patience: Duration::from_secs(60),
        }
    }
}

/// The connections that are open at once: enough for many clients, and few enough for the limit of open
/// files that systems set.
const CONNECTIONS: usize = 512;

/// A server that has its place and is not yet answering.
pub struct Server {
    listener: Listener,
    address: SocketAddr,
    options: ServerOptions,
    pipelines: Pipelines,
    runtime: Runtime,
}

impl Server {
    /// Loads the model and takes the place, which a client can connect to from then on.
    ///
    /// # Errors
    /// Where another program has the place, or the model cannot be loaded.
    pub fn bind(place: impl ToSocketAddrs, options: ServerOptions) -> io::Result<Self> {
        let listener = Listener::bind(place)?;
        listener.set_nonblocking(true)?;
        let pipelines = Pipelines::new(options.pipeline.clone(), options.complementizer);
        let mut runtime = Builder::new_multi_thread();
        // Two threads pass bytes on; the work is done by others. Each answer has a thread that mostly waits.
        runtime.worker_threads(2).max_blocking_threads(CONNECTIONS).enable_io().enable_time();
        Ok(Self {
            address: listener.local_addr()?,
            listener,
            options,
            pipelines: pipelines.map_err(io::Error::other)?,
            runtime: runtime.build()?,
        })
    }

    /// Where the server is.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers until the program is asked to end (Ctrl-C, or SIGTERM on Unix), then ends what is under
    /// way. A second time ends it at once. `ready` is called once it would hear of that: who reads there
    /// that the server is ready may ask it to end.
    ///
    /// # Errors
    /// Where the system gives no signals or no connections.
    pub fn run(self, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
        let mut signals = {
            let _within = self.runtime.enter();
            Signals::new()?
        };
        ready(self.address);
        // One signal is both for who waits for the first and for who waits for the second: the one hands on.
        let (first, heard) = oneshot::channel();
        let end = async move {
            signals.next().await;
            // Nobody waits any more where all has ended.
            let _ = first.send(signals);
        };
        let at_once = async move {
            match heard.await {
                Ok(mut signals) => signals.next().await,
                Err(_) => pending().await,
            }
        };
        self.run_until(end, at_once)
    }

    /// Answers until the first future is there, then ends what is under way, until the second is there or
    /// the patience is at its end.
    ///
    /// # Errors
    /// Where the system gives no connections.
    pub fn run_until(
        self,
        end: impl Future<Output = ()>,
        at_once: impl Future<Output = ()>,
    ) -> io::Result<()> {
        let Self { listener, options, pipelines, runtime, .. } = self;
        let cores = available_parallelism().map_or(1, usize::from);
        let threads = if options.jobs == 0 { cores } else { options.jobs };
        let (queue, jobs) = queue(threads);
        let pipelines = Arc::new(pipelines);
        let shared = Shared {
            guard: Guard { names: options.names },
            pipelines: Arc::clone(&pipelines),
            queue,
            threads,
            intake: Intake::new(options.max_body, options.patience),
            patience: options.patience,
        };
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| work(&jobs, &pipelines));
            }
            let routes = routes(Arc::new(shared));
            let listening = async {
                let graceful = serve(listener, routes, options.patience, end).await?;
                let last = timeout(options.patience, graceful.shutdown());
                tokio::select! {
                    _ = last => {}
                    () = at_once => {}
                }
                Ok(())
            };
            let ended = runtime.block_on(listening);
            // What still writes is left behind, and with the last of it go the queue and the threads.
            runtime.shutdown_timeout(Duration::from_secs(1));
            ended
        })
    }
}

/// Takes connections until the end, and gives those that are open.
async fn serve(
    listener: Listener,
    routes: Router,
    patience: Duration,
    end: impl Future<Output = ()>,
) -> io::Result<GracefulShutdown> {
    let listener = TcpListener::from_std(listener)?;
    let graceful = GracefulShutdown::new();
    let open = Arc::new(Semaphore::new(CONNECTIONS));
    let mut end = std::pin::pin!(end);
    loop {
        let next = async {
            let permit = Arc::clone(&open).acquire_owned().await.map_err(io::Error::other)?;
            listener.accept().await.map(|(stream, _)| (stream, permit))
        };
        let taken = tokio::select! {
            taken = next => taken,
            () = &mut end => break,
        };
        let Ok((stream, permit)) = taken else {
            // Too many open files, mostly: some will close.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let connection = graceful.watch(connection(prompt(stream), routes.clone(), patience));
        tokio::spawn(async move {
            // A connection that breaks is nobody's fault here.
            let _ = connection.await;
            drop(permit);
        });
    }
    Ok(graceful)
}

/// A connection whose answers go out as they are written. They are sent in pieces, and the last would wait for
/// the client's word that the first has come: 40 milliseconds a request.
fn prompt(stream: TcpStream) -> TcpStream {
    // Where the system does not do it, the answer is late and no worse.
    let _ = stream.set_nodelay(true);
    stream
}

fn connection(
    stream: TcpStream,
    routes: Router,
    patience: Duration,
) -> http1::Connection<TokioIo<TcpStream>, TowerToHyperService<Router>> {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(patience);
    builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes))
}

/// What asks the program to end, from when it is made: Ctrl-C, or SIGTERM on Unix.
struct Signals {
    #[cfg(unix)]
    kinds: [tokio::signal::unix::Signal; 2],
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let kinds = [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?];
        Ok(Self { kinds })
    }

    /// The next one.
    async fn next(&mut self) {
        let [interrupted, terminated] = &mut self.kinds;
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self {})
    }

    /// The next one.
    async fn next(&mut self) {
        // That it cannot be heard leaves the system's own answer.
        let _ = tokio::signal::ctrl_c().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_do_not_wait_to_be_sent() {
        let runtime = Builder::new_current_thread().enable_io().build().expect("a runtime");
        let (before, after) = runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a place");
            let address = listener.local_addr().expect("a place");
            let (client, taken) = tokio::join!(TcpStream::connect(address), listener.accept());
            let (_client, (stream, _)) = (client.expect("a client"), taken.expect("a client"));
            (stream.nodelay().expect("known"), prompt(stream).nodelay().expect("known"))
        });
        assert_eq!((before, after), (false, true));
    }
}
