//! A request that is not answered as it wishes: a status, and an object in JSON with the reason.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) reason: String,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, reason: impl Into<String>) -> Self {
        Self { status, reason: reason.into() }
    }

    /// What was sent cannot be read, or asks for what there is not.
    pub(crate) fn wrong(reason: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, reason)
    }

    /// The body is larger than what is taken.
    pub(crate) fn too_large(limit: usize) -> Self {
        let reason = format!(
            "the body is larger than the {limit} bytes that this server takes; send fewer articles at \
             once, or start it with a larger --max-body"
        );
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, reason)
    }

    /// The program itself has failed.
    pub(crate) fn fault() -> Self {
        let reason = "the program failed at this request; this is a fault of it: please report it";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, reason)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({ "status": self.status.as_u16(), "error": self.reason });
        let text = format!("{body}\n");
        let headers = [("content-type", "application/json"), ("cache-control", "no-store")];
        (self.status, headers, text).into_response()
    }
}
