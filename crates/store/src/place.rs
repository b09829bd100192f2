//! Where a register is: a folder with an SQLite file, or a PostgreSQL
//! database. What is shown of it never holds a password.

use std::fmt;
use std::path::{Path, PathBuf};

/// Name of the SQLite file inside the register's folder.
pub const FILE: &str = "register.sqlite3";

/// Where a register is.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// A folder; the register is [`FILE`] in it.
    Folder(PathBuf),
    /// A PostgreSQL database, by its URL.
    Database(String),
}

impl Place {
    /// A `postgres://` or `postgresql://` URL is a database, all else a folder.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
            Self::Database(text.to_owned())
        } else {
            Self::Folder(PathBuf::from(text))
        }
    }

    /// The SQLite file, of a folder.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        match self {
            Self::Folder(folder) => Some(folder.join(FILE)),
            Self::Database(_) => None,
        }
    }
}

impl From<&Path> for Place {
    fn from(folder: &Path) -> Self {
        Self::Folder(folder.to_owned())
    }
}

/// Everything but the password, which may stand before `@` or as a parameter.
fn without_password(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("postgres", url));
    let (head, parameters) = rest.split_once('?').map_or((rest, None), |(head, after)| (head, Some(after)));
    let head = match head.rsplit_once('@') {
        Some((credentials, host)) => format!("{}@{host}", credentials.split(':').next().unwrap_or_default()),
        None => head.to_owned(),
    };
    let kept: Vec<&str> = parameters
        .map(|text| text.split('&').filter(|part| !part.to_ascii_lowercase().starts_with("password=")).collect())
        .unwrap_or_default();
    if kept.is_empty() { format!("{scheme}://{head}") } else { format!("{scheme}://{head}?{}", kept.join("&")) }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.join(FILE).display()),
            Self::Database(url) => f.write_str(&without_password(url)),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for (url, shown) in [
            ("postgres://u:secret@host:5432/db", "postgres://u@host:5432/db"),
            ("postgresql://u:se@cret@host/db?password=secret&a=b", "postgresql://u@host/db?a=b"),
            ("postgres:///db?host=socket&Password=secret", "postgres:///db?host=socket"),
            ("postgres://host/db", "postgres://host/db"),
        ] {
            let place = Place::parse(url);
            assert_eq!(place.to_string(), shown);
            assert!(!format!("{place:?}").contains("secret"));
            assert_eq!(place.file(), None);
        }
    }

    #[test]
    fn anything_else_is_a_folder() {
        assert_eq!(Place::parse("huigu-data").file(), Some(Path::new("huigu-data").join(FILE)));
    }
}
