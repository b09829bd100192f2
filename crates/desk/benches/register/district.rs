//! The books of a synthetic district, in memory.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use huigu_facts::Kind;
use huigu_synth::{District, Output, Shape};

type Files = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// Keeps files in memory.
struct Memory(Files);

/// A file being written there.
struct Part(Files, String);

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut files = self.0.lock().expect("no writer fails");
        files.entry(self.1.clone()).or_default().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Output for Memory {
    fn create(&mut self, file_name: &str) -> io::Result<Box<dyn Write + Send>> {
        let part = Part(Arc::clone(&self.0), file_name.to_owned());
        Ok(Box::new(io::BufWriter::with_capacity(1 << 20, part)))
    }
}

/// Books as CSV: name, kind, bytes, in the order of the kinds.
pub struct Books {
    pub files: Vec<(String, Kind, Vec<u8>)>,
}

impl Books {
    /// A district with so many loan events, ten a loan.
    pub fn make(events: u64) -> Self {
        let files = Files::default();
        let district = District { loans: events / 10, events, seed: 7, shape: Shape::default() };
        district.write_csv(&mut Memory(Arc::clone(&files)), &|_| ()).expect("memory takes all files");
        let files = std::mem::take(&mut *files.lock().expect("no writer fails"));
        let known = |(name, bytes): (String, Vec<u8>)| Kind::from_file_name(&name).map(|kind| (name, kind, bytes));
        let mut files: Vec<_> = files.into_iter().filter_map(known).collect();
        files.sort_by_key(|(_, kind, _)| *kind);
        Self { files }
    }

    /// The one file of a kind.
    pub fn file(&self, kind: Kind) -> (&str, &[u8]) {
        let mut of_kind = self.files.iter().filter(|(_, found, _)| *found == kind);
        let (name, _, bytes) = of_kind.next().expect("the district has such a book");
        assert!(of_kind.next().is_none(), "so many rows come in several files");
        (name, bytes)
    }
}
