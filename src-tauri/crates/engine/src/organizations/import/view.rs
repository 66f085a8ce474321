//! What is asked of an import, and what it answers.

use domain::OrganizationId;
use serde::{Deserialize, Serialize};

use super::TextEncoding;
use crate::organizations::edits::Edited;

/// What a column holds. Kept in recipes: a variant may be added, none may be renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "field")]
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

/// How to read a file. What is `None` is remembered from the last file of this shape, or worked out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// `,` `;` `|` or a tab; without effect on a workbook.
    pub delimiter: Option<String>,
    /// The encoding of a text file.
    pub encoding: Option<TextEncoding>,
    /// The sheet of a workbook, by its name.
    pub sheet: Option<String>,
    /// Whether there is a heading above the rows.
    pub has_header: Option<bool>,
    /// What each column holds, in the file's order.
    pub columns: Option<Vec<ColumnUse>>,
}

/// What to import, and what becomes of organisations that are gone from the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// How to read the file.
    pub read: ReadOptions,
    /// [`ImportPreview::fingerprint`] of what was shown; `None` imports what is there now.
    pub shown: Option<String>,
    /// `None` keeps the gone ones.
    pub gone: Option<Remaining>,
}

/// What is to become of organisations that a source no longer lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remaining {
    /// What is done with them.
    pub act: GoneAct,
    /// Which; each of them has to be gone.
    pub organizations: Vec<OrganizationId>,
}

/// What is done with an organisation that is gone from its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoneAct {
    /// Left out for good, its pair taken away.
    Exclude,
    /// Deleted here.
    Delete,
}

/// A column with what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportColumn {
    /// Its place, from 0: two may have the same heading.
    pub place: u32,
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
    /// Line in the file, row of the sheet or place in the list, from 1.
    pub line: u32,
    /// Why, in words without a full stop.
    pub reason: String,
    /// Beginning of the line.
    pub text: String,
}

/// An organisation that the last import of the source listed and this one does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneRow {
    /// Our own id.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// The customer it is mapped to.
    pub mapped_to: Option<String>,
}

/// How a source was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A text file.
    Text {
        /// What parts the cells.
        delimiter: String,
        /// The encoding.
        encoding: TextEncoding,
    },
    /// A sheet of a workbook.
    Workbook {
        /// The sheet.
        sheet: String,
        /// All sheets that can be chosen.
        sheets: Vec<String>,
    },
    /// A list that a vendor's API answered with.
    Api,
}

/// What importing a source would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPreview {
    /// The file's own name, or the host of an API.
    pub name: String,
    /// How it was read.
    pub reading: Reading,
    /// Whether there is a heading above the rows.
    pub has_header: bool,
    /// Lines above the heading that were passed over.
    pub above: u32,
    /// Whether the columns are as they were chosen last time.
    pub remembered: bool,
    /// Tells whether a later read brought the same; for this run of the program.
    pub fingerprint: String,
    /// The columns.
    pub columns: Vec<ImportColumn>,
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
    pub gone: Vec<GoneRow>,
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
    /// Gone from the source, and excluded.
    pub excluded: u32,
    /// Gone from the source, and deleted here.
    pub deleted: u32,
    /// Left out.
    pub bad_rows: Vec<BadRow>,
    /// Taken, with something in them passed over.
    pub passed_over: Vec<BadRow>,
    /// For undo.
    pub edit: Edited,
    /// What was accepted after it by itself, a step of its own.
    pub accepted: Option<Edited>,
}
