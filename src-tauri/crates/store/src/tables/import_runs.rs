//! Imports with the organisations they listed.

use domain::{EditId, OrganizationId, ProfileId, SourceKind};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// Imports of one source that are kept. The newest one may be undone, and then the one before it counts again.
const KEPT: u32 = 5;

/// Remembers an import. `edit` is the undo step it made, if it changed anything.
pub fn record(
    conn: &Connection,
    profile: ProfileId,
    source: SourceKind,
    edit: Option<EditId>,
    listed: &[OrganizationId],
    now: &str,
) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO import_run (profile_id, source, edit_id, imported_at) VALUES (?1, ?2, ?3, ?4)",
        params![profile.get(), source.code(), edit.map(EditId::get), now],
    )?;
    let run = decode::last_id(conn)?;
    for organization in listed {
        decode::execute(
            conn,
            "INSERT OR IGNORE INTO import_member (run_id, organization_id) VALUES (?1, ?2)",
            [run, organization.get()],
        )?;
    }
    decode::execute(
        conn,
        "DELETE FROM import_run WHERE profile_id = ?1 AND source = ?2 AND id NOT IN (
             SELECT id FROM import_run WHERE profile_id = ?1 AND source = ?2 ORDER BY id DESC LIMIT ?3)",
        params![profile.get(), source.code(), KEPT],
    )?;
    Ok(())
}

/// The organisations that the newest import of a source listed, undone ones passed over. Some may be gone since.
pub fn listed_last(
    conn: &Connection,
    profile: ProfileId,
    source: SourceKind,
) -> Result<Vec<OrganizationId>> {
    decode::rows(
        conn,
        "SELECT organization_id FROM import_member WHERE run_id = (
             SELECT max(r.id) FROM import_run AS r LEFT JOIN edit AS e ON e.id = r.edit_id
             WHERE r.profile_id = ?1 AND r.source = ?2 AND e.undone_at IS NULL)
         ORDER BY organization_id",
        params![profile.get(), source.code()],
        |row| decode::id(row, "organization_id", OrganizationId::new),
    )
}
