//! Ticket rules with the names of what they number, from another Halo or a file. They count for nothing by themselves.

use domain::{OrganizationId, ProfileId};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// Rules as they are carried along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedRow {
    /// Whose own rules they are; `None` is everybody's.
    pub organization: Option<OrganizationId>,
    /// The Halo's host or the file's name.
    pub came_from: String,
    /// Whether they are offered to be taken over; otherwise they are names of rules that hold.
    pub is_offered: bool,
    /// The rules with names, as JSON.
    pub rules: String,
}

/// All of a profile, everybody's first.
pub fn all(conn: &Connection, profile: ProfileId) -> Result<Vec<CarriedRow>> {
    decode::rows(
        conn,
        "SELECT * FROM carried_rules WHERE profile_id = ?1 ORDER BY organization_id",
        [profile.get()],
        |row| {
            Ok(CarriedRow {
                organization: decode::optional_id(row, "organization_id", OrganizationId::new)?,
                came_from: row.get("came_from")?,
                is_offered: row.get("is_offered")?,
                rules: row.get("rules")?,
            })
        },
    )
}

/// Keeps rules in place of those of the same.
pub fn put(conn: &Connection, profile: ProfileId, row: &CarriedRow, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR REPLACE INTO carried_rules (profile_id, organization_id, came_from, is_offered, rules, kept_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            profile.get(),
            row.organization.map(OrganizationId::get),
            row.came_from,
            row.is_offered,
            row.rules,
            now,
        ],
    )?;
    Ok(())
}

/// Lets those of one organisation go.
pub fn remove(conn: &Connection, profile: ProfileId, organization: OrganizationId) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM carried_rules WHERE profile_id = ?1 AND organization_id = ?2",
        [profile.get(), organization.get()],
    )?;
    Ok(())
}

/// Lets all go that are offered, or all that are names of rules that hold. Answers how many there were.
pub fn clear(conn: &Connection, profile: ProfileId, is_offered: bool) -> Result<usize> {
    decode::execute(
        conn,
        "DELETE FROM carried_rules WHERE profile_id = ?1 AND is_offered = ?2",
        params![profile.get(), is_offered],
    )
}
