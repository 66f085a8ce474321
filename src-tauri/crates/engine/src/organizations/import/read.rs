//! From a path to text: which files are taken, how large, and in which encoding.

use std::io::{self, Read as _};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::organizations::error::{Error, Result};

/// Largest file, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Bytes looked at to tell UTF-16 without a byte order mark from everything else.
const PROBE: usize = 4_096;

/// A file as text.
#[derive(Debug)]
pub(in crate::organizations) struct TextFile {
    /// Its own name, without the folder.
    pub(in crate::organizations) name: String,
    /// The encoding, in words.
    pub(super) encoding: &'static str,
    /// The text without a byte order mark; lines end with `\n`.
    pub(in crate::organizations) text: String,
}

/// Reads a file as text.
///
/// # Errors
/// [`Error::File`] with a sentence for every kind of thing that is no readable list.
pub(in crate::organizations) fn read(path: &Path) -> Result<TextFile> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = name.to_string_lossy().into_owned();
    let bytes = read_bytes(path, &name)?;
    let (encoding, text) = decode(&bytes, &name)?;
    if text.trim().is_empty() {
        return refuse(format!("{name} is empty."));
    }
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    };
    Ok(TextFile {
        name,
        encoding,
        text,
    })
}

fn refuse<T>(message: String) -> Result<T> {
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
    // It may have grown since.
    fs_err::File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .or_else(|error| refuse(io_sentence(name, &error)))?;
    if bytes.len() as u64 > LARGEST {
        return too_large();
    }
    Ok(bytes)
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

fn decode(bytes: &[u8], name: &str) -> Result<(&'static str, String)> {
    let marked = Encoding::for_bom(bytes);
    let unmarked = match marked {
        Some((_, length)) => &bytes[length..],
        None => bytes,
    };
    let encoding = match marked {
        Some((encoding, _)) => encoding,
        None => guess_encoding(bytes, name)?,
    };
    let (text, is_damaged) = encoding.decode_without_bom_handling(unmarked);
    let words = words(encoding);
    if is_damaged {
        return refuse(format!(
            "{name} says that it is {words}, but holds bytes that are not. Export it again."
        ));
    }
    if text.contains('\0') {
        return refuse(not_text(name));
    }
    Ok((words, text.into_owned()))
}

fn guess_encoding(bytes: &[u8], name: &str) -> Result<&'static Encoding> {
    if let Some(format) = known_format(bytes) {
        return refuse(format!("{name} is {format}, not a CSV file."));
    }
    let probe = &bytes[..bytes.len().min(PROBE)];
    let zeros = |offset: usize| {
        let places = probe.iter().skip(offset).step_by(2);
        places.filter(|byte| **byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = probe.len() / 5;
    if bytes.len().is_multiple_of(2) && even + odd > 0 {
        // Western text in UTF-16 has a zero in nearly every second place, and in those only.
        if odd > many && even == 0 {
            return Ok(UTF_16LE);
        }
        if even > many && odd == 0 {
            return Ok(UTF_16BE);
        }
    }
    if bytes.contains(&0) {
        return refuse(not_text(name));
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    Ok(WINDOWS_1252)
}

fn not_text(name: &str) -> String {
    format!("{name} is not a text file.")
}

/// Files that people take for CSV or choose by mistake, by their first bytes.
fn known_format(bytes: &[u8]) -> Option<&'static str> {
    let formats: [(&[u8], &str); 7] = [
        (b"PK\x03\x04", "an Excel workbook or another ZIP file"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x1f\x8b", "a compressed file"),
    ];
    formats
        .into_iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, format)| format)
}

fn words(encoding: &'static Encoding) -> &'static str {
    if encoding == UTF_16LE {
        "UTF-16 (little-endian)"
    } else if encoding == UTF_16BE {
        "UTF-16 (big-endian)"
    } else if encoding == WINDOWS_1252 {
        "Windows-1252 (Western European)"
    } else {
        "UTF-8"
    }
}
