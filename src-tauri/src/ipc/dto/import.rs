//! Importing organisations from a CSV file.

use engine::organizations::{BadRow, ColumnUse, CsvColumn, CsvOptions, CsvPreview, Imported};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::organizations::EditDto;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "field")]
pub enum ColumnUseDto {
    /// Left out.
    Ignore,
    /// Name.
    Name,
    /// One or more domains.
    Domains,
    /// External id.
    ExternalId,
    /// Microsoft tenant id.
    TenantId,
    /// Note.
    Note,
    /// Seats of a product.
    #[serde(rename_all = "camelCase")]
    Seats {
        /// Which product.
        product: String,
    },
}

/// How to read the file. Everything `null` is worked out from the file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CsvOptionsDto {
    /// Delimiter: `,` `;` `|` or a tab.
    pub delimiter: Option<String>,
    /// Whether the first row is a heading.
    pub has_header: Option<bool>,
    /// What each column holds, in the file's order.
    pub columns: Option<Vec<ColumnUseDto>>,
}

/// A column with its guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CsvColumnDto {
    /// Heading, or `Column 3`.
    pub heading: String,
    /// What it is taken for.
    pub holds: ColumnUseDto,
    /// First value that is not empty.
    pub sample: String,
}

/// A row that will not be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CsvBadRowDto {
    /// Line in the file, from 1.
    pub line: u32,
    /// Why.
    pub reason: String,
    /// Beginning of the line.
    pub text: String,
}

/// What importing the file would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CsvPreviewDto {
    /// The file's own name.
    pub file_name: String,
    /// Delimiter in use.
    pub delimiter: String,
    /// Encoding in use, in words.
    pub encoding: String,
    /// Whether the first row is a heading.
    pub has_header: bool,
    /// The columns.
    pub columns: Vec<CsvColumnDto>,
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
    pub bad_rows: Vec<CsvBadRowDto>,
    /// Rows that would be taken, with something in them passed over.
    pub passed_over: Vec<CsvBadRowDto>,
    /// The products that a column of seats can be of, by name.
    pub products: Vec<String>,
    /// Why nothing can be imported yet, for example no column for the name.
    pub blocked: Option<String>,
}

/// What the import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportedDto {
    /// Added.
    pub added: u32,
    /// Changed.
    pub updated: u32,
    /// The same as before.
    pub unchanged: u32,
    /// Left out.
    pub bad_rows: Vec<CsvBadRowDto>,
    /// Taken, with something in them passed over.
    pub passed_over: Vec<CsvBadRowDto>,
    /// For undo.
    pub edit: EditDto,
}

impl From<ColumnUseDto> for ColumnUse {
    fn from(column: ColumnUseDto) -> Self {
        match column {
            ColumnUseDto::Ignore => Self::Ignore,
            ColumnUseDto::Name => Self::Name,
            ColumnUseDto::Domains => Self::Domains,
            ColumnUseDto::ExternalId => Self::ExternalId,
            ColumnUseDto::TenantId => Self::TenantId,
            ColumnUseDto::Note => Self::Note,
            ColumnUseDto::Seats { product } => Self::Seats { product },
        }
    }
}

impl From<ColumnUse> for ColumnUseDto {
    fn from(column: ColumnUse) -> Self {
        match column {
            ColumnUse::Ignore => Self::Ignore,
            ColumnUse::Name => Self::Name,
            ColumnUse::Domains => Self::Domains,
            ColumnUse::ExternalId => Self::ExternalId,
            ColumnUse::TenantId => Self::TenantId,
            ColumnUse::Note => Self::Note,
            ColumnUse::Seats { product } => Self::Seats { product },
        }
    }
}

impl From<CsvOptionsDto> for CsvOptions {
    fn from(options: CsvOptionsDto) -> Self {
        let columns = options.columns;
        Self {
            delimiter: options.delimiter,
            has_header: options.has_header,
            columns: columns.map(|columns| columns.into_iter().map(Into::into).collect()),
        }
    }
}

impl From<CsvColumn> for CsvColumnDto {
    fn from(column: CsvColumn) -> Self {
        Self {
            heading: column.heading,
            holds: column.holds.into(),
            sample: column.sample,
        }
    }
}

impl From<BadRow> for CsvBadRowDto {
    fn from(row: BadRow) -> Self {
        Self {
            line: row.line,
            reason: row.reason,
            text: row.text,
        }
    }
}

impl From<CsvPreview> for CsvPreviewDto {
    fn from(preview: CsvPreview) -> Self {
        Self {
            file_name: preview.file_name,
            delimiter: preview.delimiter,
            encoding: preview.encoding,
            has_header: preview.has_header,
            columns: preview.columns.into_iter().map(Into::into).collect(),
            rows: preview.rows,
            total_rows: preview.total_rows,
            added: preview.added,
            updated: preview.updated,
            unchanged: preview.unchanged,
            bad_rows: preview.bad_rows.into_iter().map(Into::into).collect(),
            passed_over: preview.passed_over.into_iter().map(Into::into).collect(),
            products: preview.products,
            blocked: preview.blocked,
        }
    }
}

impl From<Imported> for ImportedDto {
    fn from(imported: Imported) -> Self {
        Self {
            added: imported.added,
            updated: imported.updated,
            unchanged: imported.unchanged,
            bad_rows: imported.bad_rows.into_iter().map(Into::into).collect(),
            passed_over: imported.passed_over.into_iter().map(Into::into).collect(),
            edit: imported.edit.into(),
        }
    }
}
