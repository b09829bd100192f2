//! Lists the files of the plan that is shipped in the program: a file laid
//! into its folder is shipped.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The files of a folder whose names end in `.toml`, in the order of their names.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    Ok(paths)
}

fn main() -> io::Result<()> {
    let from = |name: &str| env::var(name).map_err(io::Error::other);
    let plan = Path::new(&from("CARGO_MANIFEST_DIR")?).join("../../plans/zhenhai-2021");
    let mut list = String::from("&[");
    for folder in [plan.clone(), plan.join("datasets")] {
        println!("cargo::rerun-if-changed={}", folder.display());
        for path in files(&folder)? {
            let name = path.strip_prefix(&plan).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
            let path = path.to_string_lossy();
            write!(list, "({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
        }
    }
    list.push(']');
    fs::write(Path::new(&from("OUT_DIR")?).join("shipped.rs"), list)
}
