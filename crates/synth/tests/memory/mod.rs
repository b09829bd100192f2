//! Files in memory.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use huigu_synth::Output;

/// Every file written, by name.
#[derive(Default)]
pub struct Memory {
    files: BTreeMap<String, Arc<Mutex<Vec<u8>>>>,
}

impl Memory {
    /// What the files hold.
    pub fn contents(&self) -> BTreeMap<String, Vec<u8>> {
        self.files.iter().map(|(name, file)| (name.clone(), file.lock().unwrap().clone())).collect()
    }
}

struct File(Arc<Mutex<Vec<u8>>>);

impl Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Output for Memory {
    fn create(&mut self, file_name: &str) -> io::Result<Box<dyn Write + Send>> {
        let bytes = Arc::default();
        self.files.insert(file_name.to_owned(), Arc::clone(&bytes));
        Ok(Box::new(File(bytes)))
    }
}
