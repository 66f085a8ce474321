//! When to look again at organisations that are held or excluded.
//!
//! A date is text of the form `2027-03-01`. Whether it has come is for the view `review_due` to say, by the calendar of
//! this computer.

use std::collections::HashMap;

use domain::{OrganizationId, ProfileId};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// Sets or takes away the date of one organisation.
pub fn set(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
    review_on: Option<&str>,
) -> Result<()> {
    match review_on {
        Some(day) => decode::execute(
            conn,
            "INSERT INTO review (organization_id, profile_id, review_on) VALUES (?2, ?1, ?3)
             ON CONFLICT (organization_id) DO UPDATE SET review_on = excluded.review_on",
            params![profile.get(), id.get(), day],
        )?,
        None => decode::execute(
            conn,
            "DELETE FROM review WHERE profile_id = ?1 AND organization_id = ?2",
            params![profile.get(), id.get()],
        )?,
    };
    Ok(())
}

/// The date of one organisation.
pub fn of(conn: &Connection, profile: ProfileId, id: OrganizationId) -> Result<Option<String>> {
    decode::value(
        conn,
        "SELECT review_on FROM review WHERE profile_id = ?1 AND organization_id = ?2",
        [profile.get(), id.get()],
    )
}

/// Whether the date of one organisation has come.
pub fn is_due(conn: &Connection, profile: ProfileId, id: OrganizationId) -> Result<bool> {
    let due: Option<String> = decode::value(
        conn,
        "SELECT review_on FROM review_due WHERE profile_id = ?1 AND organization_id = ?2",
        [profile.get(), id.get()],
    )?;
    Ok(due.is_some())
}

/// All dates of a profile.
pub fn all(conn: &Connection, profile: ProfileId) -> Result<HashMap<OrganizationId, String>> {
    let rows = decode::rows(
        conn,
        "SELECT organization_id, review_on FROM review WHERE profile_id = ?1",
        [profile.get()],
        |row| {
            Ok((
                decode::id(row, "organization_id", OrganizationId::new)?,
                row.get("review_on")?,
            ))
        },
    )?;
    Ok(rows.into_iter().collect())
}
