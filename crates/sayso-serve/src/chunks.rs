//! From a thread that writes to a body that is sent.

use std::io::{self, Write};
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::timeout;

/// How many bytes are gathered before they are sent: the size of a page of memory or two costs a
/// thread's wake for every twenty rows or so.
const GATHERED: usize = 16 * 1024;

/// How many pieces wait for a client that is slow.
const WAITING: usize = 4;

/// Writes to a body from a thread that may wait.
pub(crate) struct Chunks {
    sender: Sender<io::Result<Bytes>>,
    buffer: Vec<u8>,
    runtime: Handle,
    /// How long a client may take nothing before it is given up.
    patience: Duration,
}

/// Tells whether anybody takes a body, beside whoever writes it.
pub(crate) struct Watch(Sender<io::Result<Bytes>>);

impl Watch {
    /// An error once the client has gone.
    pub(crate) fn goes_on(&self) -> io::Result<()> {
        if self.0.is_closed() { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
    }
}

/// A writer, to be used outside of the runtime's own threads, and the body that it fills.
pub(crate) fn chunks(runtime: Handle, patience: Duration) -> (Chunks, Body) {
    let (sender, receiver) = channel(WAITING);
    (Chunks { sender, buffer: Vec::new(), runtime, patience }, body(receiver))
}

fn body(mut receiver: Receiver<io::Result<Bytes>>) -> Body {
    Body::from_stream(stream::poll_fn(move |context| receiver.poll_recv(context)))
}

impl Chunks {
    /// Watches whether anybody takes the body.
    pub(crate) fn watch(&self) -> Watch {
        Watch(self.sender.clone())
    }

    fn send(&self, piece: io::Result<Bytes>) -> io::Result<()> {
        let sent =
            self.runtime.block_on(async { timeout(self.patience, self.sender.send(piece)).await });
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    /// Ends the body before its end, so that the client sees that something is missing.
    pub(crate) fn break_off(self) {
        // Nobody is there to hear of a client that has gone.
        let _ = self.send(Err(io::ErrorKind::UnexpectedEof.into()));
    }
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= GATHERED {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let gathered = std::mem::take(&mut self.buffer);
        self.send(Ok(gathered.into()))
    }
}

#[cfg(test)]
mod tests {
    use tokio::runtime::Builder;

    use super::*;

    #[test]
    fn dropped_body_is_noticed_before_anything_is_written() {
        let runtime = Builder::new_multi_thread().enable_time().build().expect("a runtime");
        let (mut chunks, body) = chunks(runtime.handle().clone(), Duration::from_secs(9));
        assert!(chunks.watch().goes_on().is_ok());
        drop(body);
        assert!(chunks.watch().goes_on().is_err());
        assert!(chunks.write_all(&[b'x'; GATHERED]).is_err());
    }
}
