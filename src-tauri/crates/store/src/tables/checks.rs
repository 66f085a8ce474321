//! How each access check last ended.

use domain::{CheckState, ProfileId};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// The last outcome of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRow {
    /// Which check.
    pub key: String,
    /// How it ended.
    pub state: CheckState,
    /// What that means, in a sentence.
    pub meaning: String,
    /// The right that is missing, as Halo names it.
    pub missing_right: Option<String>,
    /// Where to click to give it.
    pub path: Vec<String>,
    /// Halo's own words.
    pub halo_text: Option<String>,
    /// How long it took, in milliseconds.
    pub took_ms: Option<u32>,
    /// When it ran.
    pub checked_at: String,
}

/// Remembers an outcome in place of the last one.
pub fn save(conn: &Connection, profile: ProfileId, check: &CheckRow) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR REPLACE INTO access_check
             (profile_id, check_key, state, meaning, missing_right, path, halo_text, took_ms, checked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            profile.get(),
            check.key,
            check.state.code(),
            check.meaning,
            check.missing_right,
            serde_json::to_string(&check.path)?,
            check.halo_text,
            check.took_ms,
            check.checked_at,
        ],
    )?;
    Ok(())
}

/// All outcomes, by key.
pub fn list(conn: &Connection, profile: ProfileId) -> Result<Vec<CheckRow>> {
    decode::rows(
        conn,
        "SELECT * FROM access_check WHERE profile_id = ?1 ORDER BY check_key",
        [profile.get()],
        |row| {
            Ok(CheckRow {
                key: row.get("check_key")?,
                state: decode::coded(row, "state", CheckState::from_code)?,
                meaning: row.get("meaning")?,
                missing_right: row.get("missing_right")?,
                path: serde_json::from_str(row.get_ref("path")?.as_str().unwrap_or_default())?,
                halo_text: row.get("halo_text")?,
                took_ms: row.get("took_ms")?,
                checked_at: row.get("checked_at")?,
            })
        },
    )
}

/// Forgets all outcomes.
pub fn clear(conn: &Connection, profile: ProfileId) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM access_check WHERE profile_id = ?1",
        [profile.get()],
    )?;
    Ok(())
}
