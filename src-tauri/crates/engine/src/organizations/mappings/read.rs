//! From a path to a file taken apart.

use std::path::PathBuf;

use super::line::MappingFile;
use super::{csv_form, json_form};
use crate::organizations::error::Result;
use crate::organizations::import::read_text;

/// Reads a file away from the async threads.
///
/// # Errors
/// [`super::super::Error::File`] for everything that is no readable file of mappings.
pub(super) async fn read(path: PathBuf) -> Result<MappingFile> {
    let work = move || {
        let file = read_text(&path)?;
        if file.text.trim_start().starts_with('{') {
            json_form::read(&file.name, &file.text)
        } else {
            csv_form::read(&file.name, &file.text)
        }
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| store::Error::Panicked)?
}
