//! Halyard's `SQLite` file.
//!
//! Lives here: opening and guarding the file, migrations, the two threads that own its connections, and one module
//! per table with its rows and queries. Does not live here: any decision about what to store. Times come from the
//! caller; no secret ever gets here.

mod aside;
mod backup;
mod copies;
mod decode;
mod elsewhere;
mod error;
mod folder;
mod look;
mod migrations;
mod open;
mod pragmas;
mod restore;
mod tables;
mod worker;

pub use backup::{Backup, BackupKind};
pub use copies::contents;
pub use error::{Damage, Error, Notice, OpenError, Result};
pub use open::{Opened, Others};
pub use restore::{Contents, RestoreError};
pub use rusqlite::{Connection, Transaction};
pub use tables::{
    board, carried_rules, checks, customer_creations, customer_mail, customer_reads, customer_sync,
    customers, edits, grid, halo_config, hosts, import_recipes, import_runs, invoices, journal,
    known_objects, licences, organization_changes, organizations, pairs, problems, profiles,
    recipe_ticks, rejections, reviews, revocations, rules_overrides, runs, seat_lines, seat_plans,
    seats, snapshot_halo, status_sync, suggestions, surroundings, test_runs, ticket_events,
    ticket_rules, ticket_sends, tickets, troubles, vendors, warnings,
};
pub use worker::Store;

/// The version of `SQLite` inside.
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}
