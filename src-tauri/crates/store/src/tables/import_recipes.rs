//! How each source was read last time.
//!
//! The recipe is the engine's own JSON; one of a later version that it does not understand is as good as none.

use domain::{ProfileId, SourceKind};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// The recipe of a source; `None` before it was read for the first time.
pub fn load(conn: &Connection, profile: ProfileId, source: SourceKind) -> Result<Option<String>> {
    decode::value(
        conn,
        "SELECT recipe FROM import_recipe WHERE profile_id = ?1 AND source = ?2",
        params![profile.get(), source.code()],
    )
}

/// Remembers a recipe in place of the one before.
pub fn save(
    conn: &Connection,
    profile: ProfileId,
    source: SourceKind,
    recipe: &str,
    now: &str,
) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO import_recipe (profile_id, source, recipe, saved_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (profile_id, source) DO UPDATE SET recipe = excluded.recipe, saved_at = excluded.saved_at",
        params![profile.get(), source.code(), recipe, now],
    )?;
    Ok(())
}

/// Forgets a recipe.
pub fn forget(conn: &Connection, profile: ProfileId, source: SourceKind) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM import_recipe WHERE profile_id = ?1 AND source = ?2",
        params![profile.get(), source.code()],
    )?;
    Ok(())
}
