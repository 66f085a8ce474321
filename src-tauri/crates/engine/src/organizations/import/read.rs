//! From a path to bytes: which files are taken, how large, and that nobody writes to them meanwhile.

use std::hash::{DefaultHasher, Hasher as _};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::SystemTime;

use crate::organizations::error::{Error, Result};

/// Largest file, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A file that was read whole.
#[derive(Debug)]
pub(super) struct FileBytes {
    /// Its own name, without the folder.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Reads a file.
///
/// # Errors
/// [`Error::File`] with a sentence for every kind of thing that is no file that can be read.
pub(super) fn read(path: &Path) -> Result<FileBytes> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = name.to_string_lossy().into_owned();
    let bytes = read_bytes(path, &name)?;
    Ok(FileBytes { name, bytes })
}

/// Tells whether two reads brought the same; for this run of the program only.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("{:016x}-{}", hasher.finish(), bytes.len())
}

/// A refusal as a result.
pub(super) fn refuse<T>(message: String) -> Result<T> {
    Err(Error::File { message })
}

fn read_bytes(path: &Path, name: &str) -> Result<Vec<u8>> {
    // Before opening: opening a pipe waits until somebody writes to it.
    let facts = fs_err::metadata(path).or_else(|error| refuse(io_sentence(name, &error)))?;
    if facts.is_dir() {
        return refuse(format!("{name} is a folder, not a file."));
    }
    if !facts.is_file() {
        return refuse(format!(
            "{name} is not a plain file but a device or a pipe."
        ));
    }
    let too_large = || refuse(format!("{name} is larger than 64 MB."));
    if facts.len() > LARGEST {
        return too_large();
    }
    let mut bytes = Vec::new();
    let read = || -> io::Result<(Stamp, Stamp)> {
        let mut file = fs_err::File::open(path)?;
        let before = Stamp::of(&file)?;
        // It may have grown since.
        io::Read::by_ref(&mut file)
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)?;
        Ok((before, Stamp::of(&file)?))
    };
    let (before, after) = { read }().or_else(|error| refuse(io_sentence(name, &error)))?;
    if bytes.len() as u64 > LARGEST {
        return too_large();
    }
    if before != after || after.length != bytes.len() as u64 {
        return refuse(format!(
            "{name} was changed while it was read. Wait until it is saved, then read it again."
        ));
    }
    Ok(bytes)
}

/// What tells that a file was written to.
#[derive(PartialEq, Eq)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(file: &fs_err::File) -> io::Result<Self> {
        let facts = file.metadata()?;
        Ok(Self {
            length: facts.len(),
            // Not every file system keeps it.
            modified: facts.modified().ok(),
        })
    }
}

fn io_sentence(name: &str, error: &io::Error) -> String {
    let kind = error.kind();
    let is = |kinds: [io::ErrorKind; 2]| kinds.contains(&kind);
    if is([io::ErrorKind::NotFound, io::ErrorKind::NotADirectory]) {
        format!("There is no file {name} at this place.")
    } else if is([io::ErrorKind::InvalidInput, io::ErrorKind::InvalidFilename]) {
        // For example with a NUL in it.
        "No file can have this name.".to_owned()
    } else if kind == io::ErrorKind::PermissionDenied {
        format!("You may not read {name}.")
    } else {
        format!("{name} could not be read: {kind}.")
    }
}
