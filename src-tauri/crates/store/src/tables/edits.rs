//! The undo journal: what was done, in words, and what the touched organisations looked like before and after.
//!
//! What the images hold is the engine's business.

use std::collections::HashSet;

use domain::{EditId, OrganizationId, ProfileId};
use rusqlite::{Row, params};

use crate::{Connection, Result, decode};

/// One undo step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditRow {
    /// Our id.
    pub id: EditId,
    /// What was done, as a code of the engine.
    pub kind: String,
    /// What was done, in words.
    pub what: String,
    /// When.
    pub done_at: String,
    /// When it was undone.
    pub undone_at: Option<String>,
}

/// Enters an edit. `images_json` is a JSON document.
pub fn insert(
    conn: &Connection,
    profile: ProfileId,
    kind: &str,
    what: &str,
    images_json: &str,
    organizations: &[OrganizationId],
    now: &str,
) -> Result<EditId> {
    decode::execute(
        conn,
        "INSERT INTO edit (profile_id, kind, what, images, done_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![profile.get(), kind, what, images_json, now],
    )?;
    let id = EditId::new(decode::last_id(conn)?);
    // What was taken back before can no longer be made again: it would meet other organisations than it left.
    decode::execute(
        conn,
        "UPDATE edit SET undo_order = NULL WHERE profile_id = ?1 AND undo_order IS NOT NULL",
        [profile.get()],
    )?;
    for organization in organizations {
        decode::execute(
            conn,
            "INSERT OR IGNORE INTO edit_organization (organization_id, edit_id) VALUES (?1, ?2)",
            [organization.get(), id.get()],
        )?;
    }
    Ok(id)
}

/// One edit.
pub fn get(conn: &Connection, profile: ProfileId, id: EditId) -> Result<Option<EditRow>> {
    decode::row(
        conn,
        "SELECT id, kind, what, done_at, undone_at FROM edit WHERE profile_id = ?1 AND id = ?2",
        [profile.get(), id.get()],
        read,
    )
}

/// The images of an edit.
pub fn images(conn: &Connection, profile: ProfileId, id: EditId) -> Result<Option<String>> {
    decode::value(
        conn,
        "SELECT images FROM edit WHERE profile_id = ?1 AND id = ?2",
        [profile.get(), id.get()],
    )
}

/// The images of all edits of some kinds after one of them (0: from the first on) that stand and are not closed, oldest
/// first.
pub fn images_of_kinds(
    conn: &Connection,
    profile: ProfileId,
    kinds: &[&str],
    after: i32,
) -> Result<Vec<String>> {
    let kinds = serde_json::json!(kinds).to_string();
    decode::rows(
        conn,
        "SELECT images FROM edit
         WHERE profile_id = ?1 AND id > ?3 AND undone_at IS NULL AND closed_at IS NULL AND kind IN (SELECT value FROM json_each(?2)) ORDER BY id",
        params![profile.get(), kinds, after],
        |row| Ok(row.get(0)?),
    )
}

/// Marks an edit as undone. It is the first to be made again, until a new edit comes.
pub fn set_undone(conn: &Connection, id: EditId, now: &str) -> Result<()> {
    decode::execute_on(
        conn,
        "edit",
        "UPDATE edit SET undone_at = ?2, undo_order =
             (SELECT coalesce(max(other.undo_order), 0) + 1 FROM edit AS other WHERE other.profile_id = edit.profile_id)
         WHERE id = ?1 AND undone_at IS NULL",
        params![id.get(), now],
    )
}

/// Marks an undone edit as made again.
pub fn set_redone(conn: &Connection, id: EditId) -> Result<()> {
    decode::execute_on(
        conn,
        "edit",
        "UPDATE edit SET undone_at = NULL, undo_order = NULL WHERE id = ?1 AND undone_at IS NOT NULL",
        [id.get()],
    )
}

/// The newest edits, newest first.
pub fn list(conn: &Connection, profile: ProfileId, limit: u32) -> Result<Vec<EditRow>> {
    decode::rows(
        conn,
        "SELECT id, kind, what, done_at, undone_at FROM edit WHERE profile_id = ?1 ORDER BY id DESC LIMIT ?2",
        params![profile.get(), limit],
        read,
    )
}

/// Edits after one of them that stand and are not closed, oldest first.
pub fn standing_after(conn: &Connection, profile: ProfileId, id: EditId) -> Result<Vec<EditRow>> {
    decode::rows(
        conn,
        "SELECT id, kind, what, done_at, NULL AS undone_at FROM edit
         WHERE profile_id = ?1 AND id > ?2 AND undone_at IS NULL AND closed_at IS NULL ORDER BY id",
        [profile.get(), id.get()],
        read,
    )
}

/// The organisations that an edit touched.
pub fn touched_by(conn: &Connection, id: EditId) -> Result<Vec<OrganizationId>> {
    decode::rows(
        conn,
        "SELECT organization_id FROM edit_organization WHERE edit_id = ?1",
        [id.get()],
        |row| decode::id(row, "organization_id", OrganizationId::new),
    )
}

/// The newest edit that can be undone.
pub fn last_undoable(conn: &Connection, profile: ProfileId) -> Result<Option<EditRow>> {
    decode::row(
        conn,
        "SELECT id, kind, what, done_at, NULL AS undone_at FROM edit
         WHERE profile_id = ?1 AND undone_at IS NULL AND closed_at IS NULL ORDER BY id DESC LIMIT 1",
        [profile.get()],
        read,
    )
}

/// The newest edit of a kind that stands and is not closed, with how many organisations it touched.
pub fn last_of_kind(
    conn: &Connection,
    profile: ProfileId,
    kind: &str,
) -> Result<Option<(EditRow, u32)>> {
    decode::row(
        conn,
        "SELECT id, kind, what, done_at, NULL AS undone_at,
             (SELECT count(*) FROM edit_organization WHERE edit_id = edit.id) AS touched
         FROM edit WHERE profile_id = ?1 AND kind = ?2 AND undone_at IS NULL AND closed_at IS NULL
         ORDER BY id DESC LIMIT 1",
        params![profile.get(), kind],
        |row| Ok((read(row)?, row.get("touched")?)),
    )
}

/// The organisations that any edit of these kinds touched, undone or not.
pub fn touched_by_kinds(
    conn: &Connection,
    profile: ProfileId,
    kinds: &[&str],
) -> Result<HashSet<OrganizationId>> {
    let kinds = serde_json::json!(kinds).to_string();
    let touched = decode::rows(
        conn,
        "SELECT DISTINCT t.organization_id FROM edit AS e CROSS JOIN edit_organization AS t ON t.edit_id = e.id
         WHERE e.profile_id = ?1 AND e.kind IN (SELECT value FROM json_each(?2))",
        params![profile.get(), kinds],
        |row| decode::id(row, "organization_id", OrganizationId::new),
    )?;
    Ok(touched.into_iter().collect())
}

/// The edit that was undone last, if no new one has come since.
pub fn last_redoable(conn: &Connection, profile: ProfileId) -> Result<Option<EditRow>> {
    decode::row(
        conn,
        "SELECT id, kind, what, done_at, undone_at FROM edit
         WHERE profile_id = ?1 AND undo_order IS NOT NULL ORDER BY undo_order DESC LIMIT 1",
        [profile.get()],
        read,
    )
}

/// Those organisations of an edit that a newer edit touched which stands.
pub fn touched_since(
    conn: &Connection,
    profile: ProfileId,
    edit: EditId,
) -> Result<HashSet<OrganizationId>> {
    // Newer edits are few and the journal is long: it is entered by that index, which knows without the images what stands.
    let touched = decode::rows(
        conn,
        "SELECT DISTINCT t.organization_id
         FROM edit AS e INDEXED BY edit_standing CROSS JOIN edit_organization AS t ON t.edit_id = e.id
         WHERE e.profile_id = ?1 AND e.id > ?2 AND e.undone_at IS NULL AND e.closed_at IS NULL
           AND t.organization_id IN (SELECT organization_id FROM edit_organization WHERE edit_id = ?2)",
        [profile.get(), edit.get()],
        |row| decode::id(row, "organization_id", OrganizationId::new),
    )?;
    Ok(touched.into_iter().collect())
}

/// An edit with what it did to one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// The edit.
    pub edit: EditRow,
    /// What it did to that organisation alone, as JSON; `None` when the images do not name it.
    pub image: Option<String>,
    /// How many organisations the edit touched.
    pub touched: u32,
}

/// The newest edits that touched an organisation with what each did to it, newest first.
pub fn history(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    limit: u32,
) -> Result<Vec<HistoryRow>> {
    decode::rows(
        conn,
        "SELECT e.id, e.kind, e.what, e.done_at, e.undone_at,
             (SELECT one.value FROM json_each(e.images) AS one
              WHERE json_extract(one.value, '$.organization') = t.organization_id) AS image,
             (SELECT count(*) FROM edit_organization AS other WHERE other.edit_id = e.id) AS touched
         FROM edit_organization AS t CROSS JOIN edit AS e ON e.id = t.edit_id
         WHERE e.profile_id = ?1 AND t.organization_id = ?2 ORDER BY e.id DESC LIMIT ?3",
        params![profile.get(), organization.get(), limit],
        |row| {
            Ok(HistoryRow {
                edit: read(row)?,
                image: row.get("image")?,
                touched: row.get("touched")?,
            })
        },
    )
}

/// Closes all edits of a profile: they stand as they are, and none is undone or made again any more. To be called when
/// the Halo is left that they were made with.
pub fn close_all(conn: &Connection, profile: ProfileId, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE edit SET closed_at = ?2, undo_order = NULL WHERE profile_id = ?1 AND closed_at IS NULL",
        params![profile.get(), now],
    )?;
    Ok(())
}

/// Whether an edit is closed.
pub fn is_closed(conn: &Connection, profile: ProfileId, id: EditId) -> Result<bool> {
    let closed = decode::value(
        conn,
        "SELECT closed_at IS NOT NULL FROM edit WHERE profile_id = ?1 AND id = ?2",
        [profile.get(), id.get()],
    )?;
    Ok(closed.unwrap_or(false))
}

/// A mark that changes with every edit and every undo of a profile, and when its edits are closed.
pub fn stamp(conn: &Connection, profile: ProfileId) -> Result<(i32, u32)> {
    decode::row(
        conn,
        "SELECT (SELECT coalesce(max(id), 0) FROM edit WHERE profile_id = ?1),
             (SELECT count(*) FROM edit WHERE profile_id = ?1 AND undone_at IS NOT NULL)
             + (SELECT count(*) FROM edit WHERE profile_id = ?1 AND closed_at IS NOT NULL)",
        [profile.get()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
    .map(Option::unwrap_or_default)
}

fn read(row: &Row<'_>) -> Result<EditRow> {
    Ok(EditRow {
        id: decode::id(row, "id", EditId::new)?,
        kind: row.get("kind")?,
        what: row.get("what")?,
        done_at: row.get("done_at")?,
        undone_at: row.get("undone_at")?,
    })
}
