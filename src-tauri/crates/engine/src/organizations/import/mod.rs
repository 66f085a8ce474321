//! Organisations from a list: preview and import.
//!
//! The way of a file: `read` (to bytes), `text` and `separated` or `workbook` (to lines of cells), `table` (where the
//! heading is), `columns` and `recipe` (what each column holds), `rows` (cells to fields, with what is wrong), `plan`
//! (fields against what is there). Preview and import go the same way to the end, so a preview promises what the
//! import does. A list from elsewhere joins the way at `table`.

pub(super) mod api;
mod apply;
mod cells;
mod columns;
mod delimiter;
mod encoding;
mod file;
mod gone;
mod heading;
mod plan;
mod preview;
mod read;
mod recipe;
mod rows;
mod separated;
mod table;
mod text;
mod understood;
mod unpacked;
mod view;
mod workbook;

use std::path::PathBuf;

use domain::ProfileId;
use store::Store;

pub(super) use domain::domain_import::name_key;
pub use encoding::TextEncoding;
pub(crate) use text::read as read_text;
pub use view::{
    BadRow, ColumnUse, GoneAct, GoneRow, ImportColumn, ImportOptions, ImportPreview, Imported,
    ReadOptions, Reading, Remaining,
};

use super::error::{Error, Result};
use file::Misfit;

/// The journal's code for an import of organisations.
pub(super) const KIND: &str = "import";

/// Says what importing a file would do. Nothing is written.
///
/// # Errors
/// [`Error::File`] when the file is no readable list, [`Error::InvalidInput`] for an unknown delimiter.
pub async fn preview_file(
    store: &Store,
    profile: ProfileId,
    path: PathBuf,
    options: ReadOptions,
) -> Result<ImportPreview> {
    let understood = file::understand(store, profile, path, options, Misfit::Guess).await?;
    preview::preview(store, profile, understood).await
}

/// Imports a file in one step that can be undone. Importing it again changes nothing.
///
/// # Errors
/// Those of [`preview_file`]; [`Error::InvalidInput`] for columns that cannot be imported, for a file that is another
/// one than was shown, and for organisations that are not gone.
pub async fn import_file(
    store: &Store,
    profile: ProfileId,
    path: PathBuf,
    options: ImportOptions,
    now: &str,
) -> Result<Imported> {
    let read = options.read;
    let understood = file::understand(store, profile, path, read, Misfit::Refuse).await?;
    if options
        .shown
        .is_some_and(|shown| shown != understood.fingerprint)
    {
        return Err(invalid_columns(
            "The file was changed since it was shown. Look at the preview again.",
        ));
    }
    apply::apply(store, profile, understood, options.gone, now).await
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
