//! Which items of the recipe the administrator has ticked off.

use domain::ProfileId;
use rusqlite::params;

use crate::{Connection, Result, decode};

/// A tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Key of the item.
    pub key: String,
    /// What the setting was to be set to when it was ticked; unknown for ticks of version 1.
    pub value: Option<String>,
}

/// The ticks, by key.
pub fn list(conn: &Connection, profile: ProfileId) -> Result<Vec<Tick>> {
    decode::rows(
        conn,
        "SELECT item_key, value FROM recipe_tick WHERE profile_id = ?1 ORDER BY item_key",
        [profile.get()],
        |row| {
            Ok(Tick {
                key: row.get(0)?,
                value: row.get(1)?,
            })
        },
    )
}

/// Ticks an item that is set to `value`. Doing it twice changes nothing more.
pub fn tick(
    conn: &Connection,
    profile: ProfileId,
    key: &str,
    value: &str,
    now: &str,
) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO recipe_tick (profile_id, item_key, value, ticked_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (profile_id, item_key) DO UPDATE SET value = ?3, ticked_at = ?4 WHERE value IS NOT ?3",
        params![profile.get(), key, value, now],
    )?;
    Ok(())
}

/// Takes the tick of an item away.
pub fn untick(conn: &Connection, profile: ProfileId, key: &str) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM recipe_tick WHERE profile_id = ?1 AND item_key = ?2",
        params![profile.get(), key],
    )?;
    Ok(())
}
