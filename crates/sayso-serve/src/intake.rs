//! Taking bodies in, so that neither one nor many of them together fill the memory.
//!
//! A body takes room as its bytes come, not as it says it will: a client that promises much and sends
//! nothing holds none. Where there is no room, a body waits until another is answered.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody as _};
use axum::http::StatusCode;
use http_body_util::BodyExt as _;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::refusal::Refusal;

/// How many of the largest bodies there is room for.
const LARGEST: usize = 4;

/// The unit of room, in bytes.
const UNIT: usize = 1024;

/// Takes bodies in.
pub(crate) struct Intake {
    pub(crate) max_body: usize,
    patience: Duration,
    room: Arc<Semaphore>,
}

/// A body with the room that it holds until it is dropped.
pub(crate) struct Received {
    pub(crate) bytes: Bytes,
    pub(crate) room: Option<OwnedSemaphorePermit>,
}

impl Intake {
    pub(crate) fn new(max_body: usize, patience: Duration) -> Self {
        let units = (max_body / UNIT + 1).saturating_mul(LARGEST).min(Semaphore::MAX_PERMITS);
        Self { max_body, patience, room: Arc::new(Semaphore::new(units)) }
    }

    /// The whole body, if it comes in time and is not too large.
    pub(crate) async fn received(&self, body: Body) -> Result<Received, Refusal> {
        // One that says that it is too large is refused before it is sent.
        if body.size_hint().lower() > self.max_body as u64 {
            return Err(Refusal::too_large(self.max_body));
        }
        timeout(self.patience, self.gathered(body)).await.unwrap_or_else(|_| {
            let reason =
                format!("the body did not come within {} seconds", self.patience.as_secs());
            Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, reason))
        })
    }

    async fn gathered(&self, mut body: Body) -> Result<Received, Refusal> {
        let mut bytes = Vec::new();
        let mut room: Option<OwnedSemaphorePermit> = None;
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else {
                return Err(Refusal::wrong("the body ended before its end"));
            };
            let Ok(data) = frame.into_data() else { continue };
            if bytes.len() + data.len() > self.max_body {
                return Err(Refusal::too_large(self.max_body));
            }
            let units = u32::try_from(data.len().div_ceil(UNIT)).unwrap_or(u32::MAX);
            let more = Arc::clone(&self.room).acquire_many_owned(units).await;
            let more = more.map_err(|_| Refusal::fault())?;
            match &mut room {
                Some(room) => room.merge(more),
                None => room = Some(more),
            }
            bytes.extend_from_slice(&data);
        }
        Ok(Received { bytes: bytes.into(), room })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run<T>(work: impl Future<Output = T>) -> T {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime.enable_time().build().expect("a runtime").block_on(work)
    }

    #[test]
    fn room_is_given_back_with_the_body() {
        let intake = Intake::new(10 * UNIT, Duration::from_millis(50));
        let take = || run(intake.received(Body::from(vec![b'x'; 10 * UNIT])));
        let held: Vec<_> = (0..LARGEST).map(|_| take().expect("room")).collect();
        let status = take().err().map(|refusal| refusal.status);
        assert_eq!(status, Some(StatusCode::REQUEST_TIMEOUT));
        drop(held);
        assert_eq!(take().expect("room").bytes.len(), 10 * UNIT);
    }

    #[test]
    fn body_of_more_is_refused() {
        let intake = Intake::new(5, Duration::from_secs(1));
        let status =
            |body: &'static str| run(intake.received(body.into())).err().map(|it| it.status);
        assert_eq!(status("12345"), None);
        assert_eq!(status("123456"), Some(StatusCode::PAYLOAD_TOO_LARGE));
    }
}
