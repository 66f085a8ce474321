//! Importing organisations from a list.

use engine::organizations::{
    BadRow, ColumnUse, GoneAct, GoneRow, ImportColumn, ImportOptions, ImportPreview, Imported,
    ReadOptions, Reading, Remaining, TextEncoding,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::OrganizationId;
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

/// The encoding of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum TextEncodingDto {
    /// UTF-8.
    Utf8,
    /// UTF-16, little-endian.
    Utf16LittleEndian,
    /// UTF-16, big-endian.
    Utf16BigEndian,
    /// Windows-1252.
    Western,
    /// Windows-1250.
    CentralEuropean,
    /// Windows-1251.
    Cyrillic,
    /// Windows-1253.
    Greek,
    /// Windows-1254.
    Turkish,
    /// Mac OS Roman.
    Mac,
    /// Shift JIS.
    Japanese,
    /// GBK.
    ChineseSimplified,
    /// Big5.
    ChineseTraditional,
    /// EUC-KR.
    Korean,
}

/// How to read the file. Everything `null` is remembered from the last file of this shape, or worked out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReadOptionsDto {
    /// Delimiter: `,` `;` `|` or a tab.
    pub delimiter: Option<String>,
    /// The encoding of a text file.
    pub encoding: Option<TextEncodingDto>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether there is a heading above the rows.
    pub has_header: Option<bool>,
    /// What each column holds, in the file's order.
    pub columns: Option<Vec<ColumnUseDto>>,
}

/// What is done with an organisation that is gone from its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum GoneActDto {
    /// Left out for good, its pair taken away.
    Exclude,
    /// Deleted here.
    Delete,
}

/// What is to become of organisations that the source no longer lists.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RemainingDto {
    /// What is done with them.
    pub act: GoneActDto,
    /// Which.
    pub organizations: Vec<OrganizationId>,
}

/// What to import.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportOptionsDto {
    /// How to read the file.
    pub read: ReadOptionsDto,
    /// The fingerprint of what was shown.
    pub shown: Option<String>,
    /// `null` keeps the gone ones.
    pub gone: Option<RemainingDto>,
}

/// A column with its guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportColumnDto {
    /// Its place, from 0: two may have the same heading.
    pub place: u32,
    /// Heading, or `Column 3`.
    pub heading: String,
    /// What it is taken for.
    pub holds: ColumnUseDto,
    /// First value that is not empty.
    pub sample: String,
}

/// A row that will not be imported, or not all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BadRowDto {
    /// Line in the file, row of the sheet or place in the list, from 1.
    pub line: u32,
    /// Why.
    pub reason: String,
    /// Beginning of the line.
    pub text: String,
}

/// An organisation that the last import listed and this one does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GoneRowDto {
    /// Which.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// The customer it is mapped to.
    pub mapped_to: Option<String>,
}

/// How a source was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum ReadingDto {
    /// A text file.
    #[serde(rename_all = "camelCase")]
    Text {
        /// Delimiter in use.
        delimiter: String,
        /// Encoding in use.
        encoding: TextEncodingDto,
    },
    /// A sheet of a workbook.
    #[serde(rename_all = "camelCase")]
    Workbook {
        /// The sheet in use.
        sheet: String,
        /// The sheets that can be chosen.
        sheets: Vec<String>,
    },
    /// A list that a vendor's API answered with.
    Api,
}

/// What importing the source would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportPreviewDto {
    /// The file's own name, or the host of an API.
    pub name: String,
    /// How it was read.
    pub reading: ReadingDto,
    /// Whether there is a heading above the rows.
    pub has_header: bool,
    /// Lines above the heading that were passed over.
    pub above: u32,
    /// Whether the columns are as they were chosen last time.
    pub remembered: bool,
    /// Tells whether a later read brought the same.
    pub fingerprint: String,
    /// The columns.
    pub columns: Vec<ImportColumnDto>,
    /// First 20 rows, cell by cell.
    pub rows: Vec<Vec<String>>,
    /// Data rows in the source.
    pub total_rows: u32,
    /// Organisations that would be added.
    pub added: u32,
    /// Organisations that would be changed.
    pub updated: u32,
    /// Organisations that are the same already.
    pub unchanged: u32,
    /// Organisations that are gone from the source, by name.
    pub gone: Vec<GoneRowDto>,
    /// Rows that would be left out.
    pub bad_rows: Vec<BadRowDto>,
    /// Rows that would be taken, with something in them passed over.
    pub passed_over: Vec<BadRowDto>,
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
    /// Gone from the source, and excluded.
    pub excluded: u32,
    /// Gone from the source, and deleted here.
    pub deleted: u32,
    /// Left out.
    pub bad_rows: Vec<BadRowDto>,
    /// Taken, with something in them passed over.
    pub passed_over: Vec<BadRowDto>,
    /// For undo.
    pub edit: EditDto,
    /// What was accepted after it by itself, a step of its own.
    pub accepted: Option<EditDto>,
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

impl From<TextEncodingDto> for TextEncoding {
    fn from(encoding: TextEncodingDto) -> Self {
        match encoding {
            TextEncodingDto::Utf8 => Self::Utf8,
            TextEncodingDto::Utf16LittleEndian => Self::Utf16LittleEndian,
            TextEncodingDto::Utf16BigEndian => Self::Utf16BigEndian,
            TextEncodingDto::Western => Self::Western,
            TextEncodingDto::CentralEuropean => Self::CentralEuropean,
            TextEncodingDto::Cyrillic => Self::Cyrillic,
            TextEncodingDto::Greek => Self::Greek,
            TextEncodingDto::Turkish => Self::Turkish,
            TextEncodingDto::Mac => Self::Mac,
            TextEncodingDto::Japanese => Self::Japanese,
            TextEncodingDto::ChineseSimplified => Self::ChineseSimplified,
            TextEncodingDto::ChineseTraditional => Self::ChineseTraditional,
            TextEncodingDto::Korean => Self::Korean,
        }
    }
}

impl From<TextEncoding> for TextEncodingDto {
    fn from(encoding: TextEncoding) -> Self {
        match encoding {
            TextEncoding::Utf8 => Self::Utf8,
            TextEncoding::Utf16LittleEndian => Self::Utf16LittleEndian,
            TextEncoding::Utf16BigEndian => Self::Utf16BigEndian,
            TextEncoding::Western => Self::Western,
            TextEncoding::CentralEuropean => Self::CentralEuropean,
            TextEncoding::Cyrillic => Self::Cyrillic,
            TextEncoding::Greek => Self::Greek,
            TextEncoding::Turkish => Self::Turkish,
            TextEncoding::Mac => Self::Mac,
            TextEncoding::Japanese => Self::Japanese,
            TextEncoding::ChineseSimplified => Self::ChineseSimplified,
            TextEncoding::ChineseTraditional => Self::ChineseTraditional,
            TextEncoding::Korean => Self::Korean,
        }
    }
}

impl From<ReadOptionsDto> for ReadOptions {
    fn from(options: ReadOptionsDto) -> Self {
        let columns = options.columns;
        Self {
            delimiter: options.delimiter,
            encoding: options.encoding.map(Into::into),
            sheet: options.sheet,
            has_header: options.has_header,
            columns: columns.map(|columns| columns.into_iter().map(Into::into).collect()),
        }
    }
}

impl From<RemainingDto> for Remaining {
    fn from(remaining: RemainingDto) -> Self {
        Self {
            act: match remaining.act {
                GoneActDto::Exclude => GoneAct::Exclude,
                GoneActDto::Delete => GoneAct::Delete,
            },
            organizations: remaining
                .organizations
                .into_iter()
                .map(Into::into)
                .collect(),
        }
    }
}

impl From<ImportOptionsDto> for ImportOptions {
    fn from(options: ImportOptionsDto) -> Self {
        Self {
            read: options.read.into(),
            shown: options.shown,
            gone: options.gone.map(Into::into),
        }
    }
}

impl From<ImportColumn> for ImportColumnDto {
    fn from(column: ImportColumn) -> Self {
        Self {
            place: column.place,
            heading: column.heading,
            holds: column.holds.into(),
            sample: column.sample,
        }
    }
}

impl From<BadRow> for BadRowDto {
    fn from(row: BadRow) -> Self {
        Self {
            line: row.line,
            reason: row.reason,
            text: row.text,
        }
    }
}

impl From<GoneRow> for GoneRowDto {
    fn from(row: GoneRow) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            mapped_to: row.mapped_to,
        }
    }
}

impl From<Reading> for ReadingDto {
    fn from(reading: Reading) -> Self {
        match reading {
            Reading::Text {
                delimiter,
                encoding,
            } => Self::Text {
                delimiter,
                encoding: encoding.into(),
            },
            Reading::Workbook { sheet, sheets } => Self::Workbook { sheet, sheets },
            Reading::Api => Self::Api,
        }
    }
}

impl From<ImportPreview> for ImportPreviewDto {
    fn from(preview: ImportPreview) -> Self {
        Self {
            name: preview.name,
            reading: preview.reading.into(),
            has_header: preview.has_header,
            above: preview.above,
            remembered: preview.remembered,
            fingerprint: preview.fingerprint,
            columns: preview.columns.into_iter().map(Into::into).collect(),
            rows: preview.rows,
            total_rows: preview.total_rows,
            added: preview.added,
            updated: preview.updated,
            unchanged: preview.unchanged,
            gone: preview.gone.into_iter().map(Into::into).collect(),
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
            excluded: imported.excluded,
            deleted: imported.deleted,
            bad_rows: imported.bad_rows.into_iter().map(Into::into).collect(),
            passed_over: imported.passed_over.into_iter().map(Into::into).collect(),
            edit: imported.edit.into(),
            accepted: imported.accepted.map(Into::into),
        }
    }
}
