//! Files that come in, read as a stream into files without a name, so that
//! hundreds of megabytes need no memory while they travel.

use std::fs::File;
use std::io::Write;
use std::time::Duration;

use axum::extract::{FromRequest, Multipart, Request};
use tokio::sync::Semaphore;

use crate::ask::Pairs;
use crate::trouble::Trouble;

/// Most bytes of one sending.
const MOST: u64 = 1 << 30;
/// Most files of one sending.
const FILES: usize = 40;
/// Most bytes of a field that is no file.
const FIELD: usize = 4 * 1024;
/// Time the next part of a body has to come.
const NEXT: Duration = Duration::from_secs(30);
/// Most sendings at once: each fills a disk and then a core.
static ROOM: Semaphore = Semaphore::const_new(4);

/// A file that came in.
pub struct Upload {
    /// Its name, without folders.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its bytes, in a file that ends with this value.
    pub file: File,
}

fn broken(error: &dyn std::fmt::Display) -> Trouble {
    Trouble::Broken(error.to_string())
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
/// [`Trouble::TooLarge`], [`Trouble::TimedOut`], [`Trouble::Asked`] for what is
/// no sending, or what `may` answers.
pub async fn take(
    request: Request,
    may: impl AsyncFnOnce(&Pairs) -> Result<(), Trouble>,
) -> Result<(Pairs, Vec<Upload>), Trouble> {
    let Ok(_place) = ROOM.try_acquire() else { return Err(Trouble::TooMany { seconds: 30 }) };
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| Trouble::Asked { what: "multipart/form-data".to_owned() })?;
    let (mut pairs, mut files, mut whole) = (Pairs::default(), Vec::new(), 0);
    let mut may = Some(may);
    while let Some(mut field) = next(form.next_field()).await?? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(bare) else {
            let mut value = Vec::new();
            while let Some(chunk) = next(field.chunk()).await?? {
                value.extend_from_slice(&chunk);
                if value.len() > FIELD {
                    return Err(Trouble::TooLarge);
                }
            }
            pairs = pairs.with(&name, &String::from_utf8_lossy(&value));
            continue;
        };
        if let Some(may) = may.take() {
            may(&pairs).await?;
        }
        // A browser sends an empty file where none was chosen.
        if file_name.is_empty() {
            continue;
        }
        if files.len() >= FILES {
            return Err(Trouble::TooLarge);
        }
        let mut file = tempfile::tempfile().map_err(|error| broken(&error))?;
        let mut size = 0;
        while let Some(chunk) = next(field.chunk()).await?? {
            size += chunk.len() as u64;
            whole += chunk.len() as u64;
            if whole > MOST {
                return Err(Trouble::TooLarge);
            }
            // The page cache takes it; writing a chunk does not hold others up for long.
            file.write_all(&chunk).map_err(|error| broken(&error))?;
        }
        files.push(Upload { name: file_name, size, file });
    }
    if let Some(may) = may.take() {
        may(&pairs).await?;
    }
    Ok((pairs, files))
}

/// What comes next, within its time; a body that breaks off is the sender's.
async fn next<T, E>(coming: impl Future<Output = Result<T, E>>) -> Result<Result<T, Trouble>, Trouble>
where
    E: std::fmt::Display,
{
    match tokio::time::timeout(NEXT, coming).await {
        Ok(Ok(found)) => Ok(Ok(found)),
        Ok(Err(error)) => {
            let what: String = error.to_string().chars().take(80).collect();
            Ok(Err(Trouble::Asked { what }))
        }
        Err(_) => Err(Trouble::TimedOut),
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
