//! Mappings as a file: written for a spreadsheet or a program, and read back against what is here now.
//!
//! `line` is one organisation as it stands in a file, `csv_form` and `json_form` are how it stands there, `write` puts a
//! file in its place, `read` takes one apart, `plan` holds it against what is here, `apply` carries it out. Nothing in a
//! file is a secret.

mod apply;
mod csv_form;
mod export;
mod json_form;
mod line;
mod plan;
mod read;
#[cfg(test)]
mod round_trip_tests;
mod write;

pub(crate) use write::write as write_whole;

/// The journal's code for an import of mappings.
pub(super) const KIND: &str = "import_mappings";

pub use apply::{Imported, TakeFrom, import_mappings};
pub use export::{Exported, Format, export_mappings, suggested_name};
pub(crate) use export::{file_name, origin_of};
pub use plan::{LineState, MappingPreview, PlannedLine, preview_mappings};
