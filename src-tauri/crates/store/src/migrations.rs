//! The schema's versions.
//!
//! A released step never changes. `user_version` counts the steps that were taken; all steps of one start are one
//! transaction, so the file has either the old version or the new one.

use domain::matching::fold_name;
use rusqlite::Transaction;
use rusqlite_migration::{HookResult, M, Migrations};

/// All steps, oldest first.
pub(crate) fn steps() -> Vec<M<'static>> {
    vec![
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
        M::up_with_hook(include_str!("../migrations/0012_fold_key.sql"), fold_names),
        M::up(include_str!("../migrations/0013_problems.sql")),
        M::up(include_str!("../migrations/0014_seats.sql")),
        M::up(include_str!("../migrations/0015_seals.sql")),
        M::up(include_str!("../migrations/0016_seat_plans.sql")),
        M::up(include_str!("../migrations/0017_follow_up.sql")),
        M::up(include_str!("../migrations/0018_lost_answers.sql")),
        M::up(include_str!("../migrations/0019_rules_in_the_journal.sql")),
        M::up(include_str!("../migrations/0020_carried_rules.sql")),
    ]
}

/// The steps of this program.
pub(crate) fn released() -> Migrations<'static> {
    Migrations::new(steps())
}

/// Folds the names that are kept already, which SQL cannot.
fn fold_names(tx: &Transaction<'_>) -> HookResult {
    for (table, owner) in [
        ("organization", "profile_id"),
        ("customer", "profile_id"),
        ("customer_staged", "read_id"),
    ] {
        let names: Vec<(i64, i64, String)> = tx
            .prepare(&format!("SELECT {owner}, id, name FROM {table}"))?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut put = tx.prepare(&format!(
            "UPDATE {table} SET fold_key = ?3 WHERE {owner} = ?1 AND id = ?2"
        ))?;
        for (owner, id, name) in names {
            put.execute((owner, id, fold_name(&name)))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_apply_one_after_the_other() {
        released().validate().expect("sound migrations");
    }
}
