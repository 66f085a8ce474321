//! Organisations from a CSV file: preview and import.
//!
//! The way of a file: `read` (bytes to text), `table` (text to lines of cells), `columns` (what each column holds),
//! `rows` (cells to fields, with what is wrong), `plan` (fields against what is there). Preview and import go the
//! same way to the end, so a preview promises what the import does.

mod apply;
mod columns;
mod delimiter;
mod plan;
mod preview;
mod read;
mod rows;
mod table;

use std::path::PathBuf;

use domain::{ProfileId, vendor::VendorProduct};
use store::Store;

pub use apply::import_csv;
pub(super) use plan::name_key;
pub use preview::preview_csv;
pub(super) use read::read as read_text;

use super::edits::Edited;
use super::error::{Error, Result};
use rows::Row;
use table::Table;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnUse {
    /// Left out.
    Ignore,
    /// Name.
    Name,
    /// One or more domains. Several columns may hold some.
    Domains,
    /// The vendor's own id.
    ExternalId,
    /// The Microsoft tenant id.
    TenantId,
    /// A remark.
    Note,
    /// Seats of one product.
    Seats {
        /// The product's name or key in the profile's vocabulary.
        product: String,
    },
}

/// How to read the file. What is `None` is worked out from it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CsvOptions {
    /// `,` `;` `|` or a tab.
    pub delimiter: Option<String>,
    /// Whether the first row is a heading.
    pub has_header: Option<bool>,
    /// What each column holds, in the file's order.
    pub columns: Option<Vec<ColumnUse>>,
}

/// A column with what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvColumn {
    /// Heading, or `Column 3`.
    pub heading: String,
    /// What it is taken for.
    pub holds: ColumnUse,
    /// First value that is not empty.
    pub sample: String,
}

/// A row that is not imported, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Line in the file, from 1.
    pub line: u32,
    /// Why, in words without a full stop.
    pub reason: String,
    /// Beginning of the line.
    pub text: String,
}

/// What importing the file would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvPreview {
    /// The file's own name.
    pub file_name: String,
    /// Delimiter in use.
    pub delimiter: String,
    /// Encoding in use, in words.
    pub encoding: String,
    /// Whether the first row is a heading.
    pub has_header: bool,
    /// The columns.
    pub columns: Vec<CsvColumn>,
    /// First 20 rows, cell by cell.
    pub rows: Vec<Vec<String>>,
    /// Data rows in the file.
    pub total_rows: u32,
    /// Organisations that would be added.
    pub added: u32,
    /// Organisations that would be changed.
    pub updated: u32,
    /// Organisations that are the same already.
    pub unchanged: u32,
    /// Rows that would be left out.
    pub bad_rows: Vec<BadRow>,
    /// Rows that would be taken, with something in them passed over.
    pub passed_over: Vec<BadRow>,
    /// The products that a column of seats can be of, by name.
    pub products: Vec<String>,
    /// Why nothing can be imported yet, as a sentence.
    pub blocked: Option<String>,
}

/// What the import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Added.
    pub added: u32,
    /// Changed.
    pub updated: u32,
    /// The same as before.
    pub unchanged: u32,
    /// Left out.
    pub bad_rows: Vec<BadRow>,
    /// Taken, with something in them passed over.
    pub passed_over: Vec<BadRow>,
    /// For undo.
    pub edit: Edited,
}

/// A file as far as it can be understood without looking at the database.
struct Parsed {
    file_name: String,
    encoding: &'static str,
    table: Table,
    columns: Vec<ColumnUse>,
    rows: Vec<Row>,
    bad_rows: Vec<BadRow>,
    products: Vec<String>,
    blocked: Option<String>,
}

/// What to do with a choice of columns that does not fit the file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Misfit {
    /// Guess anew: the choice was made for another delimiter.
    Guess,
    /// Refuse: nobody has seen what would happen.
    Refuse,
}

/// Reads and understands a file, away from the async threads.
async fn parse(
    store: &Store,
    profile: ProfileId,
    path: PathBuf,
    options: CsvOptions,
    misfit: Misfit,
) -> Result<Parsed> {
    let vendor = store
        .read(move |tx| store::vendors::load(tx, profile))
        .await?;
    let work = move || parse_file(&path, options, &vendor.products, misfit);
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| store::Error::Panicked)?
}

fn parse_file(
    path: &std::path::Path,
    options: CsvOptions,
    products: &[VendorProduct],
    misfit: Misfit,
) -> Result<Parsed> {
    let file = read::read(path)?;
    let delimiter = match options.delimiter {
        Some(chosen) => delimiter::chosen(&chosen)?,
        None => delimiter::guess(&file.text),
    };
    let table = Table::new(&file.text, delimiter, options.has_header, products)?;
    let columns = match options.columns {
        Some(chosen) if chosen.len() == table.headings.len() => chosen,
        Some(_) if misfit == Misfit::Refuse => {
            return Err(invalid_columns(
                "The file has other columns than the ones shown. Look at the preview again.",
            ));
        }
        Some(_) | None => columns::guess(&table, products),
    };
    let (blocked, (rows, bad_rows)) = match columns::resolve(&columns, products) {
        Ok(fields) => (None, rows::read(&table, &fields)),
        Err(reason) => (Some(reason), (Vec::new(), Vec::new())),
    };
    Ok(Parsed {
        file_name: file.name,
        encoding: file.encoding,
        table,
        columns,
        rows,
        bad_rows,
        products: products
            .iter()
            .map(|product| product.name.clone())
            .collect(),
        blocked,
    })
}

fn invalid_columns(message: impl Into<String>) -> Error {
    Error::InvalidInput {
        field: "columns",
        message: message.into(),
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
