//! From bytes to text, in whichever encoding a spreadsheet program wrote them.

use std::path::Path;

use encoding_rs::Encoding;

use super::encoding::TextEncoding;
use super::read::{self, refuse};
use super::workbook;
use crate::organizations::error::Result;

/// Bytes looked at to tell UTF-16 without a byte order mark from everything else.
const PROBE: usize = 4_096;

/// The content of a text file.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) encoding: TextEncoding,
    /// Whether the bytes say so; otherwise it is the likeliest of those that nothing tells apart.
    pub(super) is_sure: bool,
    /// Whether some bytes are none of the encoding that was chosen; signs stand in their places.
    pub(super) is_damaged: bool,
    /// Without a byte order mark; lines end with `\n`.
    pub(super) content: String,
}

/// A text file that was read whole.
#[derive(Debug)]
pub(crate) struct TextFile {
    /// Its own name, without the folder.
    pub(crate) name: String,
    /// Without a byte order mark; lines end with `\n`.
    pub(crate) text: String,
}

/// Reads a text file.
///
/// # Errors
/// [`crate::organizations::Error::File`] with a sentence for everything that is none, a workbook too.
pub(crate) fn read(path: &Path) -> Result<TextFile> {
    let file = read::read(path)?;
    if workbook::is_workbook(&file.bytes) {
        return refuse(format!(
            "{} is a workbook or another ZIP file, not a text file. Save it as CSV.",
            file.name
        ));
    }
    let text = decode(&file.name, &file.bytes, None)?.content;
    Ok(TextFile {
        name: file.name,
        text,
    })
}

/// Reads bytes as text, in the encoding that was chosen or in the one they say.
///
/// # Errors
/// [`crate::organizations::Error::File`] with a sentence for every kind of thing that is no text.
pub(super) fn decode(name: &str, bytes: &[u8], chosen: Option<TextEncoding>) -> Result<Text> {
    let marked = Encoding::for_bom(bytes);
    let (encoding, is_sure) = match (chosen, marked) {
        (Some(chosen), _) => (chosen, true),
        (None, Some((codec, _))) => (
            TextEncoding::ALL
                .into_iter()
                .find(|encoding| encoding.codec() == codec)
                .unwrap_or(TextEncoding::Utf8),
            true,
        ),
        (None, None) => guess_encoding(bytes, name)?,
    };
    let unmarked = match marked {
        Some((codec, length)) if codec == encoding.codec() => &bytes[length..],
        Some(_) | None => bytes,
    };
    let (text, is_damaged) = encoding.codec().decode_without_bom_handling(unmarked);
    let is_damaged = is_damaged || text.contains('\0');
    if is_damaged && chosen.is_none() {
        return refuse(if text.contains('\0') {
            not_text(name)
        } else {
            format!(
                "{name} says that it is {}, but holds bytes that are not. Export it again.",
                encoding.label()
            )
        });
    }
    if text.trim().is_empty() {
        return refuse(format!("{name} is empty."));
    }
    let text = if text.contains(['\r', '\0']) {
        text.replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace('\0', "\u{fffd}")
    } else {
        text.into_owned()
    };
    Ok(Text {
        encoding,
        is_sure,
        is_damaged,
        content: text,
    })
}

/// The encoding, and whether the bytes can be no other.
fn guess_encoding(bytes: &[u8], name: &str) -> Result<(TextEncoding, bool)> {
    if let Some(format) = known_format(bytes) {
        return refuse(format!(
            "{name} is {format}. Choose a CSV file or a workbook."
        ));
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
            return Ok((TextEncoding::Utf16LittleEndian, true));
        }
        if even > many && odd == 0 {
            return Ok((TextEncoding::Utf16BigEndian, true));
        }
    }
    if bytes.contains(&0) {
        return refuse(not_text(name));
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok((TextEncoding::Utf8, true));
    }
    Ok((TextEncoding::Western, false))
}

fn not_text(name: &str) -> String {
    format!("{name} is neither a text file nor a workbook.")
}

/// Files that people choose by mistake, by their first bytes.
fn known_format(bytes: &[u8]) -> Option<&'static str> {
    let formats: [(&[u8], &str); 6] = [
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x1f\x8b", "a compressed file"),
        (b"{\\rtf", "a document"),
    ];
    formats
        .into_iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, format)| format)
}
