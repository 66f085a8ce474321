//! How each access check last ended.

use domain::{CheckState, Naming, ProfileId};
use rusqlite::params;
use serde::{Deserialize, Serialize};

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
    /// What to do about it, in a sentence.
    pub remedy: Option<String>,
    /// How the rights below are meant.
    pub naming: Naming,
    /// The rights that it is about.
    pub rights: Vec<RightRow>,
    /// Halo's own words.
    pub halo_text: Option<String>,
    /// How long it took, in milliseconds.
    pub took_ms: Option<u32>,
    /// When it ran.
    pub checked_at: String,
}

/// A right that a check names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightRow {
    /// Key of the recipe's item.
    pub key: String,
    /// The part of its value that is meant, such as one permission of several.
    pub value: Option<String>,
}

/// Remembers an outcome in place of the last one.
pub fn save(conn: &Connection, profile: ProfileId, check: &CheckRow) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR REPLACE INTO access_check
             (profile_id, check_key, state, meaning, remedy, naming, rights, halo_text, took_ms, checked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            profile.get(),
            check.key,
            check.state.code(),
            check.meaning,
            check.remedy,
            check.naming.code(),
            serde_json::to_string(&check.rights)?,
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
                remedy: row.get("remedy")?,
                naming: decode::coded(row, "naming", Naming::from_code)?,
                rights: serde_json::from_str(row.get_ref("rights")?.as_str().unwrap_or_default())?,
                halo_text: row.get("halo_text")?,
                took_ms: row.get("took_ms")?,
                checked_at: row.get("checked_at")?,
            })
        },
    )
}

/// Forgets the outcome of one check.
pub fn forget(conn: &Connection, profile: ProfileId, key: &str) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM access_check WHERE profile_id = ?1 AND check_key = ?2",
        params![profile.get(), key],
    )?;
    Ok(())
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
