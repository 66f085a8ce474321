//! The schema's versions.
//!
//! A released step never changes. `user_version` counts the steps that were taken; all steps of one start are one
//! transaction, so the file has either the old version or the new one.

use rusqlite_migration::{M, Migrations};

/// All steps, oldest first.
pub(crate) const STEPS: &[M<'static>] = &[
    M::up(include_str!("../migrations/0001_initial.sql")),
    M::up(include_str!("../migrations/0002_checks.sql")),
    M::up(include_str!("../migrations/0003_connection_life.sql")),
    M::up(include_str!("../migrations/0004_grid_and_board.sql")),
    M::up(include_str!("../migrations/0005_sources.sql")),
    M::up(include_str!("../migrations/0006_reviews.sql")),
    M::up(include_str!("../migrations/0007_pairs.sql")),
    M::up(include_str!("../migrations/0008_tickets.sql")),
    M::up(include_str!("../migrations/0009_rules.sql")),
    M::up(include_str!("../migrations/0010_sync.sql")),
    M::up(include_str!("../migrations/0011_share.sql")),
    M::up(include_str!("../migrations/0012_seats.sql")),
];

/// The steps of this program.
pub(crate) fn released() -> Migrations<'static> {
    Migrations::from_slice(STEPS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_apply_one_after_the_other() {
        released().validate().expect("sound migrations");
    }
}
