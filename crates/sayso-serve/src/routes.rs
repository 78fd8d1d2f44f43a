//! What is answered where.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use sayso_page::{FILES, File, INDEX};
use serde_json::json;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::answer::{Documents, answer};
use crate::ask::{Answer, Ask, Parameters, media_type};
use crate::at_once::{Tried, answered, is_short};
use crate::chunks::chunks;
use crate::description::described;
use crate::guard::Guard;
use crate::intake::{Intake, Received};
use crate::pipelines::Pipelines;
use crate::refusal::Refusal;
use crate::workers::Queue;

/// What the page may do: load its own files and ask this server. Nothing in an article can do more, were
/// it not escaped.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What all requests share.
pub(crate) struct Shared {
    pub(crate) guard: Guard,
    pub(crate) pipelines: Arc<Pipelines>,
    pub(crate) queue: Queue,
    pub(crate) threads: usize,
    pub(crate) intake: Intake,
    pub(crate) patience: Duration,
}

/// All routes.
pub(crate) fn routes(shared: Arc<Shared>) -> Router {
    let mut router = Router::new()
        .route("/extract", post(extract))
        .route("/review", post(review))
        .route("/health", get(health))
        .route("/openapi.json", get(description))
        .route("/", get(async || served(&INDEX)));
    for file in FILES {
        router = router.route(&format!("/{}", file.name), get(async move || served(file)));
    }
    router
        .fallback(async |request: Request| {
            let path = request.uri().path();
            Refusal::new(StatusCode::NOT_FOUND, format!("{path}: there is no such page"))
        })
        .method_not_allowed_fallback(async |request: Request| {
            let reason = format!("{} is not for {}", request.uri().path(), request.method());
            Refusal::new(StatusCode::METHOD_NOT_ALLOWED, reason)
        })
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guarded))
        .with_state(shared)
}

fn served(file: &'static File) -> Response {
    let headers = [(header::CONTENT_TYPE, file.media_type), (header::CACHE_CONTROL, "no-cache")];
    (headers, file.text).into_response()
}

/// Lets in who may ask, and says in each answer what a browser may do with it.
async fn guarded(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let mut response = match shared.guard.check(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    };
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in fixed {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    response
}

async fn description(State(shared): State<Arc<Shared>>) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    (headers, described(shared.pipelines.models())).into_response()
}

async fn health(State(shared): State<Arc<Shared>>) -> Response {
    let models: Vec<String> = shared.pipelines.models().collect();
    let body = json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "model": models.first(),
        "models": models,
        "threads": shared.threads,
        "max_body": shared.intake.max_body,
    });
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, format!("{body}\n")).into_response()
}

async fn extract(
    State(shared): State<Arc<Shared>>,
    parameters: Result<Query<Parameters>, QueryRejection>,
    request: Request,
) -> Result<Response, Refusal> {
    let Query(parameters) = parameters.map_err(|it| Refusal::wrong(it.body_text()))?;
    let (head, body) = request.into_parts();
    let ask = Ask::new(parameters, &head.headers, &shared.pipelines)?;
    let body = shared.intake.received(body).await?;
    let kind = match ask.answer {
        Answer::Page => "application/x-ndjson",
        Answer::File(format) => media_type(format),
    };
    let body = begun(ask, body, &shared).await?;
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, body).into_response())
}

/// What the page asks while somebody reads rows by hand.
async fn review(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Refusal> {
    let body = shared.intake.received(request.into_body()).await?;
    let answered = tokio::task::spawn_blocking(move || {
        let _held = body.room;
        sayso_web::review(&body.bytes)
    });
    let answer = answered.await.map_err(|_| Refusal::fault())?.map_err(Refusal::wrong)?;
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, answer).into_response())
}

/// The body of the answer, once the documents are read. A thread that may wait goes on to fill it.
async fn begun(ask: Ask, body: Received, shared: &Arc<Shared>) -> Result<Body, Refusal> {
    let Received { bytes, room } = body;
    let mut left = Err(bytes);
    if let Err(bytes) = &left
        && is_short(&ask, bytes)
    {
        match answered(&ask, Documents::read(&ask, bytes.clone())?, &shared.queue).await? {
            Tried::Answered(rows) => return Ok(rows.into()),
            Tried::Left(documents) => left = Ok(documents),
        }
    }
    let (chunks, filled) = chunks(Handle::current(), shared.patience);
    let (sender, read) = oneshot::channel();
    let queue = shared.queue.clone();
    tokio::task::spawn_blocking(move || match left.or_else(|it| Documents::read(&ask, it)) {
        Ok(documents) => {
            let _held = room;
            if sender.send(Ok(())).is_ok() {
                answer(&ask, documents, &queue, chunks);
            }
        }
        Err(refusal) => drop(sender.send(Err(refusal))),
    });
    read.await.map_err(|_| Refusal::fault())??;
    Ok(filled)
}
