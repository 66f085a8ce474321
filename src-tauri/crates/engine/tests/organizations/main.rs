//! Organisations and pairing over a real database file in a folder of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod accept;
mod automatic;
mod board;
mod by_words;
mod common;
mod decide;
mod detail;
mod forms;
mod halo_customers;
mod history;
mod import;
mod import_again;
mod import_files;
mod import_undo;
mod import_workbooks;
mod kept_suggestions;
mod licences;
mod mappings;
mod redo;
mod reviews;
mod selection;
mod sharing;
mod snapshot;
mod undo;
mod warnings;
