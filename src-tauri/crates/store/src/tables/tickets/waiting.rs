//! Tickets that wait for their organisation to be mapped, and are sent as soon as it is.

use std::collections::HashMap;

use domain::{OrganizationId, ProfileId};

use crate::{Connection, Result, decode};

/// How many wait for each organisation; those without any are not among them.
pub fn waiting_for_pair(
    conn: &Connection,
    profile: ProfileId,
) -> Result<HashMap<OrganizationId, u32>> {
    let rows = decode::rows(
        conn,
        "SELECT organization_id, count(*) AS tickets FROM ticket
         WHERE profile_id = ?1 AND state = 'held' AND hold <> 'rules' GROUP BY organization_id",
        [profile.get()],
        |row| {
            Ok((
                decode::id(row, "organization_id", OrganizationId::new)?,
                row.get("tickets")?,
            ))
        },
    )?;
    Ok(rows.into_iter().collect())
}

/// The subjects of those that wait for one organisation, the oldest first.
pub fn subjects_waiting(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    most: u32,
) -> Result<Vec<String>> {
    decode::rows(
        conn,
        "SELECT summary FROM ticket WHERE profile_id = ?1 AND organization_id = ?2 AND state = 'held' AND hold <> 'rules'
         ORDER BY id LIMIT ?3",
        rusqlite::params![profile.get(), organization.get(), most],
        |row| Ok(row.get("summary")?),
    )
}
