//! Files that come in, read as a stream into files without a name, so that
//! hundreds of megabytes need no memory while they travel.

use std::fs::File;
use std::io::Write;

use axum::extract::{FromRequest, Multipart, Request};
use tokio::sync::OwnedSemaphorePermit;

use crate::page_error::PageError;
use crate::pairs::Pairs;
use crate::portal::Portal;
use crate::timeouts::{Pace, TooSlow};

/// Most bytes of one sending.
const MOST: u64 = 1 << 30;
/// Most files of one sending.
const FILES: usize = 40;
/// Most bytes of a field that is no file, and most such fields.
const FIELD: usize = 4 * 1024;
const FIELDS: usize = 32;

/// A file that came in.
pub struct Upload {
    /// Its name, without folders.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its bytes, in a file that ends with this value.
    pub file: File,
}

/// A sending that came in. Its place among those at work ends with this value.
pub struct MultipartForm {
    /// Its fields.
    pub form: Pairs,
    /// Its files.
    pub files: Vec<Upload>,
    /// Its place.
    _place: OwnedSemaphorePermit,
}

fn broken(error: &dyn std::fmt::Display) -> PageError {
    PageError::Broken(error.to_string())
}

/// The name of a file without the folders some browsers send along.
fn bare(name: &str) -> String {
    let bare = name.rsplit(['/', '\\']).next().unwrap_or_default();
    bare.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Reads a sending: its fields, then its files. `may` is asked with the fields
/// that came before the first file; without its leave no byte of a file is kept.
///
/// # Errors
/// [`PageError::TooLarge`], [`PageError::TimedOut`], [`PageError::Asked`] for what is
/// no sending, [`PageError::TooMany`] where others are at it, or what `may` answers.
pub async fn take(
    request: Request,
    portal: &Portal,
    may: impl AsyncFnOnce(&Pairs) -> Result<(), PageError>,
) -> Result<MultipartForm, PageError> {
    let mut pace = Pace::begin(&portal.timeouts);
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| PageError::Asked { what: "multipart/form-data".to_owned() })?;
    let (mut pairs, mut fields, mut files, mut whole) = (Pairs::default(), 0, Vec::new(), 0);
    let (mut may, mut place) = (Some(may), None);
    while let Some(mut field) = next(&mut pace, form.next_field()).await? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(bare) else {
            fields += 1;
            let mut value = Vec::new();
            while let Some(chunk) = next(&mut pace, field.chunk()).await? {
                value.extend_from_slice(&chunk);
                if value.len() > FIELD {
                    return Err(PageError::TooLarge);
                }
            }
            if fields > FIELDS {
                return Err(PageError::TooLarge);
            }
            pairs = pairs.with(&name, &String::from_utf8_lossy(&value));
            continue;
        };
        if let Some(may) = may.take() {
            may(&pairs).await?;
            // Not before: whoever may not send takes nobody's place.
            place = Some(room(portal)?);
        }
        // A browser sends an empty file where none was chosen.
        if file_name.is_empty() {
            continue;
        }
        if files.len() >= FILES {
            return Err(PageError::TooLarge);
        }
        let mut file = tempfile::tempfile().map_err(|error| broken(&error))?;
        let mut size = 0;
        while let Some(chunk) = next(&mut pace, field.chunk()).await? {
            pace.came(chunk.len());
            size += chunk.len() as u64;
            whole += chunk.len() as u64;
            if whole > MOST {
                return Err(PageError::TooLarge);
            }
            // The page cache takes it; writing a chunk does not hold others up for long.
            file.write_all(&chunk).map_err(|error| broken(&error))?;
        }
        files.push(Upload { name: file_name, size, file });
    }
    if let Some(may) = may.take() {
        may(&pairs).await?;
    }
    let place = place.map_or_else(|| room(portal), Ok)?;
    Ok(MultipartForm { form: pairs, files, _place: place })
}

fn room(portal: &Portal) -> Result<OwnedSemaphorePermit, PageError> {
    portal.place().ok_or(PageError::TooMany { seconds: 30 })
}

/// What comes next, at a fair pace; a body that breaks off is the sender's.
async fn next<T, E>(pace: &mut Pace, coming: impl Future<Output = Result<T, E>>) -> Result<T, PageError>
where
    E: std::fmt::Display,
{
    match pace.next(coming).await {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(error)) => {
            let what: String = error.to_string().chars().take(80).collect();
            Err(PageError::Asked { what })
        }
        Err(TooSlow) => Err(PageError::TimedOut),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_before_a_name_are_left_out() {
        assert_eq!(bare("C:\\books\\loans.csv"), "loans.csv");
        assert_eq!(bare("../../etc/passwd"), "passwd");
        assert_eq!(bare("贷款.csv\r\nx"), "贷款.csvx");
        assert_eq!(bare(".."), "..");
    }
}
