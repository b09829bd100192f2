//! Whether the server lives, can answer, and what it counts.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::metrics::{MEDIA, Others};
use crate::portal::Portal;

const TEXT: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];

/// It lives.
pub async fn healthz() -> Response {
    (TEXT, "ok\n").into_response()
}

async fn last_batch(portal: Arc<Portal>) -> Result<u32, String> {
    let asked = tokio::task::spawn_blocking(move || portal.desk().last_batch().map_err(|error| error.to_string()));
    match asked.await {
        Ok(answer) => answer.map(|batch| batch.0),
        Err(error) => Err(error.to_string()),
    }
}

/// It can answer: the register can be reached.
pub async fn readyz(State(portal): State<Arc<Portal>>) -> Response {
    match last_batch(portal).await {
        Ok(_) => (TEXT, "ready\n").into_response(),
        Err(why) => {
            tracing::error!(why, "the register cannot be reached");
            (StatusCode::SERVICE_UNAVAILABLE, TEXT, "the register cannot be reached\n").into_response()
        }
    }
}

/// What it counts.
pub async fn metrics(State(portal): State<Arc<Portal>>) -> Response {
    let batch = last_batch(Arc::clone(&portal)).await.ok();
    let others = Others { batch, work: portal.desk().work(), lost_lines: portal.lost_lines() };
    match portal.metrics.text(&others) {
        Ok(text) => ([(header::CONTENT_TYPE, MEDIA)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
