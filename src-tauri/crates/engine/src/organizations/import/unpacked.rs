//! What a ZIP file is, and what it would unpack to, before anything is unpacked for good.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

/// What a workbook may unpack to, in bytes. One of 64 MB that holds a list unpacks to less.
const LARGEST: u64 = 512 * 1024 * 1024;

/// A workbook is made of some dozens of parts.
const MOST_PARTS: usize = 10_000;

/// What a ZIP file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packed {
    /// An Excel workbook.
    Xlsx,
    /// An Excel workbook in Excel's own binary form.
    Xlsb,
    /// A file of `LibreOffice` and its kin.
    OpenDocument,
    /// No workbook.
    Other,
    /// More than any list.
    TooLarge,
    /// A part of it cannot be unpacked.
    Damaged,
}

/// Looks into a ZIP file. Its parts are unpacked to nowhere, whatever they say about their size.
pub(super) fn kind(bytes: &[u8]) -> Packed {
    kind_within(bytes, LARGEST)
}

fn kind_within(bytes: &[u8], largest: u64) -> Packed {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Packed::Damaged;
    };
    if archive.len() > MOST_PARTS {
        return Packed::TooLarge;
    }
    let has = |part: &str| {
        let mut names = archive.file_names();
        names.any(|name| name.is_ok_and(|name| name == part))
    };
    let kind = if has("xl/workbook.bin") {
        Packed::Xlsb
    } else if has("xl/workbook.xml") {
        Packed::Xlsx
    } else if has("content.xml") && has("mimetype") {
        return Packed::OpenDocument;
    } else {
        return Packed::Other;
    };
    let mut total = 0;
    for part in 0..archive.len() {
        let Ok(file) = archive.by_index(part) else {
            return Packed::Damaged;
        };
        // Pictures and macros are never unpacked.
        let Ok(name) = file.name() else {
            return Packed::Damaged;
        };
        let is_read = [".xml", ".bin", ".rels"]
            .iter()
            .any(|end| name.ends_with(end));
        if is_read {
            let mut rest = file.take(largest + 1 - total);
            match std::io::copy(&mut rest, &mut std::io::sink()) {
                Ok(size) => total += size,
                Err(_) => return Packed::Damaged,
            }
            if total > largest {
                return Packed::TooLarge;
            }
        }
    }
    kind
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn the_kind_is_told_by_the_parts() {
        let check = |parts: &[(&str, &[u8])], kind: Packed| {
            assert_eq!(kind_within(&packed(parts), 1_000), kind, "{parts:?}");
        };
        check(&[("xl/workbook.xml", b"<x/>")], Packed::Xlsx);
        check(&[("xl/workbook.bin", b"x")], Packed::Xlsb);
        check(
            &[("mimetype", b"x"), ("content.xml", b"x")],
            Packed::OpenDocument,
        );
        check(&[("notes.txt", b"x")], Packed::Other);
        check(&[], Packed::Other);
        assert_eq!(kind(b"PK\x03\x04 and nothing"), Packed::Damaged);
    }

    #[test]
    fn what_it_unpacks_to_is_counted_over_all_parts_that_are_read() {
        let part = [b' '; 600];
        let bomb = packed(&[
            ("xl/workbook.xml", &part),
            ("xl/worksheets/sheet1.xml", &part),
        ]);
        assert_eq!(kind_within(&bomb, 1_000), Packed::TooLarge);
        assert_eq!(kind_within(&bomb, 1_200), Packed::Xlsx);
        let picture = packed(&[("xl/workbook.xml", &part), ("xl/media/logo.png", &part)]);
        assert_eq!(kind_within(&picture, 1_000), Packed::Xlsx);
    }
}
