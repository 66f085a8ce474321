//! Which organisations changed since a moment: entered by triggers, whoever makes the change.

use domain::{OrganizationId, ProfileId};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// The number of the newest change in a profile; 0 before the first.
pub fn newest(conn: &Connection, profile: ProfileId) -> Result<i64> {
    let newest: Option<Option<i64>> = decode::value(
        conn,
        "SELECT max(seq) FROM organization_change WHERE profile_id = ?1",
        [profile.get()],
    )?;
    Ok(newest.flatten().unwrap_or(0))
}

/// The organisations that changed, came or went after this number, each once.
pub fn after(conn: &Connection, profile: ProfileId, seq: i64) -> Result<Vec<OrganizationId>> {
    decode::rows(
        conn,
        "SELECT organization_id FROM organization_change WHERE profile_id = ?1 AND seq > ?2 ORDER BY seq",
        params![profile.get(), seq],
        |row| decode::id(row, "organization_id", OrganizationId::new),
    )
}
