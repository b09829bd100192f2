//! Lists the schema's steps: a file laid into `schema` is the next one.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let from = |name: &str| env::var(name).map_err(io::Error::other);
    let folder = Path::new(&from("CARGO_MANIFEST_DIR")?).join("schema");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths = fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    let mut list = String::from("&[");
    for (path, number) in paths.iter().zip(1..) {
        // A gap, a stray file or two of one number would shift every later version.
        if path.file_name().is_none_or(|name| name != format!("{number:04}.sql").as_str()) {
            return Err(io::Error::other(format!("step {number:04}.sql expected, not {}", path.display())));
        }
        write!(list, "include_str!({:?}),", path.to_string_lossy()).map_err(io::Error::other)?;
    }
    list.push(']');
    fs::write(Path::new(&from("OUT_DIR")?).join("steps.rs"), list)
}
