//! What the last calls to Halo told about a connection, so that it is known again after a restart.

use domain::{
    ProfileId,
    health::{Area, Noted, Standing, Trouble},
};
use rusqlite::{Row, params};

use crate::{Connection, Result, decode};

/// The place of a trouble that stops every call.
const LINK: &str = "link";

/// How every profile with a trouble stands.
pub fn all(conn: &Connection) -> Result<Vec<(ProfileId, Standing)>> {
    let rows = decode::rows(
        conn,
        "SELECT * FROM connection_trouble ORDER BY profile_id",
        [],
        |row| {
            let place: String = row.get("place")?;
            let profile = decode::id(row, "profile_id", ProfileId::new)?;
            Ok((profile, Area::from_code(&place), read(row)?))
        },
    )?;
    let mut standings: Vec<(ProfileId, Standing)> = Vec::new();
    for (profile, area, noted) in rows {
        if standings.last().is_none_or(|(last, _)| *last != profile) {
            standings.push((profile, Standing::default()));
        }
        if let Some((_, standing)) = standings.last_mut() {
            match area {
                Some(area) => {
                    standing.lost.insert(area, noted);
                }
                None => standing.link = Some(noted),
            }
        }
    }
    Ok(standings)
}

/// Keeps how a profile stands in place of what was kept.
pub fn replace(conn: &Connection, profile: ProfileId, standing: &Standing) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM connection_trouble WHERE profile_id = ?1",
        [profile.get()],
    )?;
    if let Some(noted) = &standing.link {
        insert(conn, profile, LINK, noted)?;
    }
    for (area, noted) in &standing.lost {
        insert(conn, profile, area.code(), noted)?;
    }
    Ok(())
}

fn insert(conn: &Connection, profile: ProfileId, place: &str, noted: &Noted) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO connection_trouble (profile_id, place, trouble, what, since, until)
         SELECT id, ?2, ?3, ?4, ?5, ?6 FROM profile WHERE id = ?1",
        params![
            profile.get(),
            place,
            noted.trouble.code(),
            noted.what,
            noted.since,
            noted.until
        ],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Noted> {
    Ok(Noted {
        trouble: decode::coded(row, "trouble", Trouble::from_code)?,
        what: row.get("what")?,
        since: row.get("since")?,
        until: row.get("until")?,
    })
}
