//! Which items of the recipe the administrator has ticked off.

use domain::ProfileId;
use rusqlite::params;

use crate::{Connection, Result, decode};

/// Keys of the ticked items.
pub fn list(conn: &Connection, profile: ProfileId) -> Result<Vec<String>> {
    decode::rows(
        conn,
        "SELECT item_key FROM recipe_tick WHERE profile_id = ?1 ORDER BY item_key",
        [profile.get()],
        |row| Ok(row.get(0)?),
    )
}

/// Ticks an item, or takes its tick away. Doing it twice changes nothing more.
pub fn set(
    conn: &Connection,
    profile: ProfileId,
    key: &str,
    ticked: bool,
    now: &str,
) -> Result<()> {
    if ticked {
        decode::execute(
            conn,
            "INSERT INTO recipe_tick (profile_id, item_key, ticked_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (profile_id, item_key) DO NOTHING",
            params![profile.get(), key, now],
        )?;
    } else {
        decode::execute(
            conn,
            "DELETE FROM recipe_tick WHERE profile_id = ?1 AND item_key = ?2",
            params![profile.get(), key],
        )?;
    }
    Ok(())
}
