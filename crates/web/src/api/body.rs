//! Bodies that come in: small ones into memory, books as a stream into a file
//! without a name, each within bounds of size and time.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::pin::Pin;

use axum::body::{Body, HttpBody};
use axum::http::{HeaderMap, header};
use huigu_answers::texts::problem;
use huigu_desk::{Hash, ProblemKind};
use serde_json::Value;
use tokio::sync::OwnedSemaphorePermit;

use super::answer::{CSV, JSON, XLSX};
use super::problem::Problem;
use crate::portal::Portal;
use crate::timeouts::{Pace, Timeouts, TooSlow};

/// Most bytes of a body of JSON.
pub const JSON_MOST: u64 = 256 << 10;
/// Most bytes of a book.
pub const BOOK_MOST: u64 = 1 << 30;

/// What an endpoint takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyType {
    /// No body.
    Nothing,
    /// JSON of this schema.
    Input(&'static Value),
    /// A book.
    Book,
}

/// Media types of books.
pub const BOOKS: [&str; 4] = [CSV, XLSX, "application/vnd.apache.parquet", "application/octet-stream"];

/// A body that came in.
pub enum ReceivedBody {
    /// None.
    Nothing,
    /// Of JSON, not yet read.
    Json(Vec<u8>),
    /// A book.
    Book(Book),
}

/// A book that came in; file and place among those at work end with this value.
pub struct Book {
    file: std::sync::Mutex<File>,
    size: u64,
    _place: OwnedSemaphorePermit,
}

impl ReceivedBody {
    /// The bytes of a book.
    ///
    /// # Errors
    /// Whatever the system answers.
    pub fn book(&self) -> std::io::Result<Vec<u8>> {
        let Self::Book(Book { file, size, .. }) = self else { return Err(std::io::ErrorKind::NotFound.into()) };
        let mut file = file.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        file.rewind()?;
        let mut bytes = Vec::with_capacity(usize::try_from(*size).unwrap_or(0));
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The hash of what came.
    ///
    /// # Errors
    /// Whatever the system answers.
    pub fn hash(&self) -> std::io::Result<Hash> {
        Ok(match self {
            Self::Nothing => Hash::of(b""),
            Self::Json(bytes) => Hash::of(bytes),
            Self::Book(_) => Hash::of(&self.book()?),
        })
    }
}

/// Whether headers announce a body that the endpoint takes.
///
/// # Errors
/// A problem that names the types taken, or the most bytes.
pub fn announced(body_type: BodyType, headers: &HeaderMap) -> Result<(), Problem> {
    let (allowed, most): (&[&str], u64) = match body_type {
        BodyType::Nothing => return Ok(()),
        BodyType::Input(_) => (&[JSON], JSON_MOST),
        BodyType::Book => (&BOOKS, BOOK_MOST),
    };
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = text(header::CONTENT_TYPE).split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let encoded = !matches!(text(header::CONTENT_ENCODING), "" | "identity");
    if encoded || !allowed.contains(&media.as_str()) {
        let allowed = allowed.join(", ");
        return Err(Problem::said(ProblemKind::Media, problem::MediaTypes { allowed: &allowed }));
    }
    match text(header::CONTENT_LENGTH).parse() {
        Ok(length) if most < length => Err(too_large(most)),
        _ => Ok(()),
    }
}

fn too_large(most: u64) -> Problem {
    Problem::said(ProblemKind::TooLarge, problem::BodyTooLarge { most: &most.to_string() })
}

/// Reads a body.
///
/// # Errors
/// A problem where it is too large, too slow, or breaks off.
pub async fn receive(body_type: BodyType, body: Body, portal: &Portal) -> Result<ReceivedBody, Problem> {
    let timeouts = &portal.timeouts;
    match body_type {
        BodyType::Nothing => Ok(ReceivedBody::Nothing),
        BodyType::Input(_) => {
            let mut bytes = Vec::new();
            stream(body, JSON_MOST, timeouts, |chunk| {
                bytes.extend_from_slice(chunk);
                Ok(())
            })
            .await?;
            Ok(ReceivedBody::Json(bytes))
        }
        BodyType::Book => {
            let Some(place) = portal.place() else { return Err(Problem::of(ProblemKind::TooMany).after(30)) };
            let mut file = tempfile::tempfile().map_err(Problem::broken)?;
            // The page cache takes it; writing a chunk does not hold others up for long.
            let write = |chunk: &[u8]| file.write_all(chunk).map_err(Problem::broken);
            let size = stream(body, BOOK_MOST, timeouts, write).await?;
            Ok(ReceivedBody::Book(Book { file: std::sync::Mutex::new(file), size, _place: place }))
        }
    }
}

async fn stream(
    mut body: Body,
    most: u64,
    timeouts: &Timeouts,
    mut each: impl FnMut(&[u8]) -> Result<(), Problem>,
) -> Result<u64, Problem> {
    let (mut size, mut pace) = (0, Pace::begin(timeouts));
    loop {
        let next = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context));
        let chunk = match pace.next(next).await {
            Err(TooSlow) => return Err(Problem::of(ProblemKind::TooSlow)),
            Ok(None) => return Ok(size),
            Ok(Some(Err(_))) => return Err(Problem::said(ProblemKind::Body, problem::BODY_BROKE_OFF)),
            // What is no data are trailers.
            Ok(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
        };
        size += chunk.len() as u64;
        pace.came(chunk.len());
        if size > most {
            return Err(too_large(most));
        }
        each(&chunk)?;
    }
}
