//! From a workbook to lines of cells: which sheet, and how much of it.
//!
//! Cells are read one by one where the format allows it: a single cell in the last corner of a sheet would make a block
//! of seventeen milliards. What a workbook unpacks to is measured before anything is read from it ([`super::unpacked`]).
//! Values only: formulas are never worked out, macros never looked at.

use std::io::Cursor;
use std::panic::{self, AssertUnwindSafe};

use calamine::{Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, Xlsx, open_workbook_from_rs};

use super::cells::{Cells, Content};
use super::read::refuse;
use super::table::Line;
use super::unpacked::{self, Packed};
use crate::organizations::error::Result;

/// The start of a ZIP file, which is what workbooks since 2007 are.
const ZIP: &[u8] = b"PK\x03\x04";
/// The start of what older workbooks, and those with a password, are.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A sheet of a workbook.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The sheets that can be chosen, in the workbook's order.
    pub(super) names: Vec<String>,
    /// The one that was read.
    pub(super) name: String,
    /// Its rows that are not blank.
    pub(super) lines: Vec<Line>,
}

/// Whether a file may be a workbook, by its first bytes.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(OLE)
}

/// Reads the first of the wanted sheets that is there, or else the first visible one with something in it.
///
/// # Errors
/// [`crate::organizations::Error::File`] with a sentence for everything that is no workbook that can be read.
pub(super) fn read(name: &str, bytes: &[u8], wanted: &[&str]) -> Result<Sheet> {
    // The formats have grown for forty years; a reader that stumbles over one must not take the program along.
    let read = AssertUnwindSafe(|| {
        let mut book = open(name, bytes)?;
        choose(name, &mut book, wanted)
    });
    panic::catch_unwind(read).unwrap_or_else(|_| damaged(name))
}

enum Book<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
    Xlsb(Box<Xlsb<Cursor<&'a [u8]>>>),
    Xls(Box<Xls<Cursor<&'a [u8]>>>),
}

fn damaged<T>(name: &str) -> Result<T> {
    refuse(format!(
        "{name} is damaged, or no workbook. Open it in Excel and save it again."
    ))
}

fn locked<T>(name: &str) -> Result<T> {
    refuse(format!(
        "{name} is protected by a password. Save a copy without one."
    ))
}

fn open<'a>(name: &str, bytes: &'a [u8]) -> Result<Book<'a>> {
    let cursor = Cursor::new(bytes);
    if bytes.starts_with(OLE) {
        // A newer workbook with a password is a sealed parcel in an old envelope.
        if holds_utf16(bytes, "EncryptedPackage") {
            return locked(name);
        }
        return match open_workbook_from_rs(cursor) {
            Ok(book) => Ok(Book::Xls(Box::new(book))),
            Err(XlsError::Password) => locked(name),
            Err(_) => damaged(name),
        };
    }
    let book = match unpacked::kind(bytes) {
        Packed::Xlsx => open_workbook_from_rs(cursor)
            .map(|book| Book::Xlsx(Box::new(book)))
            .ok(),
        Packed::Xlsb => open_workbook_from_rs(cursor)
            .map(|book| Book::Xlsb(Box::new(book)))
            .ok(),
        Packed::OpenDocument => {
            return refuse(format!(
                "{name} is an OpenDocument file. Save it as an Excel workbook or as CSV."
            ));
        }
        Packed::Other => {
            return refuse(format!("{name} is a ZIP file without a workbook in it."));
        }
        Packed::TooLarge => {
            return refuse(format!(
                "{name} unpacks to more than 512 MB, which no list of organisations does."
            ));
        }
        Packed::Damaged => None,
    };
    book.map_or_else(|| damaged(name), Ok)
}

fn holds_utf16(bytes: &[u8], word: &str) -> bool {
    let wanted: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

fn choose(name: &str, book: &mut Book<'_>, wanted: &[&str]) -> Result<Sheet> {
    let sheets = match book {
        Book::Xlsx(book) => book.sheets_metadata(),
        Book::Xlsb(book) => book.sheets_metadata(),
        Book::Xls(book) => book.sheets_metadata(),
    };
    let mut visible = Vec::new();
    let mut hidden = Vec::new();
    for sheet in sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
    {
        match sheet.visible {
            SheetVisible::Visible => visible.push(sheet.name.clone()),
            SheetVisible::Hidden | SheetVisible::VeryHidden => hidden.push(sheet.name.clone()),
        }
    }
    // Hidden sheets hold look-up lists; only where nothing else is there they are meant.
    let names = if visible.is_empty() { hidden } else { visible };
    let is_there = |wanted: &&&str| names.iter().any(|name| name == **wanted);
    if let Some(wanted) = wanted.iter().find(is_there) {
        return Ok(Sheet {
            name: (*wanted).to_owned(),
            lines: lines(name, book, wanted)?,
            names,
        });
    }
    for sheet in &names {
        let lines = lines(name, book, sheet)?;
        if !lines.is_empty() {
            return Ok(Sheet {
                name: sheet.clone(),
                names,
                lines,
            });
        }
    }
    refuse(format!("{name} has no sheet with anything in it."))
}

fn lines(name: &str, book: &mut Book<'_>, sheet: &str) -> Result<Vec<Line>> {
    let mut cells = Cells::default();
    match book {
        Book::Xlsx(book) => {
            read_xlsx(book, sheet, &mut cells)?.map_or_else(|| damaged(name), Ok)?;
        }
        Book::Xlsb(book) => {
            let Ok(mut reader) = book.worksheet_cells_reader(sheet) else {
                return damaged(name);
            };
            loop {
                match reader.next_cell() {
                    Ok(Some(cell)) => {
                        cells.put(cell.get_position(), Content::of(cell.get_value(), None))?;
                    }
                    Ok(None) => break,
                    Err(_) => return damaged(name),
                }
            }
        }
        Book::Xls(book) => {
            let Ok(range) = book.worksheet_range(sheet) else {
                return damaged(name);
            };
            let (row, column) = range.start().unwrap_or_default();
            for (down, right, value) in range.used_cells() {
                let at = |start: u32, by: usize| start.saturating_add(super::count(by));
                cells.put((at(row, down), at(column, right)), value.into())?;
            }
        }
    }
    Ok(cells.into_lines())
}

/// Puts the cells of a sheet where they belong; `None` for one that cannot be read.
fn read_xlsx(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str, cells: &mut Cells) -> Result<Option<()>> {
    Ok(match read_values(book, sheet, cells)? {
        Some(()) => read_formulas(book, sheet, cells)?,
        None => None,
    })
}

fn read_values(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    cells: &mut Cells,
) -> Result<Option<()>> {
    let Ok(mut reader) = book.worksheet_cells_reader(sheet) else {
        return Ok(None);
    };
    // The styles borrow the reader, so what counts of them is taken along.
    let formats: Vec<Option<String>> = reader
        .styles()
        .iter()
        .map(|style| Some(style.number_format.as_ref()?.format_code.clone()))
        .collect();
    loop {
        match reader.next_cell_with_style_id() {
            Ok(Some((cell, style))) => {
                let format = formats.get(style).and_then(Option::as_deref);
                cells.put(cell.get_position(), Content::of(cell.get_value(), format))?;
            }
            Ok(None) => return Ok(Some(())),
            Err(_) => return Ok(None),
        }
    }
}

/// Shows the formulas of cells without a value: a program wrote them that cannot work them out.
fn read_formulas(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    cells: &mut Cells,
) -> Result<Option<()>> {
    let Ok(mut reader) = book.worksheet_cells_reader(sheet) else {
        return Ok(None);
    };
    loop {
        match reader.next_formula() {
            Ok(Some(cell)) if cell.get_value().is_empty() => {}
            Ok(Some(cell)) => cells.put_if_empty(cell.get_position(), cell.get_value())?,
            Ok(None) => return Ok(Some(())),
            Err(_) => return Ok(None),
        }
    }
}
