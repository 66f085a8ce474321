//! Where a read stands, for one that breaks off and is gone on with.

use domain::{CustomerId, CustomerReadId, ProfileId};
use rusqlite::params;

use super::{WHAT, expect_open};
use crate::{Connection, Result, decode};

/// Where a read stands after a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose list is read. A read is only gone on with for the same one.
    pub account: String,
    /// Halo's clock when it gave the first page.
    pub server_time: Option<String>,
    /// How many customers Halo says there are.
    pub expected: Option<u32>,
    /// The reader's own mark, as JSON.
    pub bookmark: String,
}

/// A read that is gone on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resumed {
    /// Its id.
    pub id: CustomerReadId,
    /// Where it stood.
    pub place: Place,
    /// The customers that came before.
    pub received: Vec<CustomerId>,
}

/// Remembers where a read stands. To be kept together with the rows of the page.
///
/// # Errors
/// [`crate::Error::NotFound`] when the read is gone.
pub fn keep_place(conn: &Connection, read: CustomerReadId, place: &Place, now: &str) -> Result<()> {
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE customer_read SET account = ?2, server_time = ?3, expected = ?4, bookmark = ?5, paged_at = ?6 WHERE id = ?1",
        params![
            read.get(),
            place.account,
            place.server_time,
            place.expected,
            place.bookmark,
            now
        ],
    )
}

/// Ends a read that broke off. Its rows and its place stay, so that [`resume`] can go on with it; the old customers
/// stay too.
///
/// # Errors
/// [`crate::Error::NotFound`] when the read is over or another one has begun since.
pub fn pause(
    conn: &Connection,
    profile: ProfileId,
    read: CustomerReadId,
    note: &str,
    now: &str,
) -> Result<()> {
    expect_open(conn, profile, read)?;
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE customer_read SET finished_at = ?2, note = ?3 WHERE id = ?1",
        params![read.get(), now, note],
    )
}

/// Opens the newest read again if it broke off, is of the same list, and its last page came at `not_before` or later.
/// Also one that the end of the program cut off.
pub fn resume(
    conn: &Connection,
    profile: ProfileId,
    account: &str,
    not_before: &str,
) -> Result<Option<Resumed>> {
    let found = decode::row(
        conn,
        "SELECT id, server_time, expected, bookmark FROM customer_read
         WHERE profile_id = ?1 AND id = (SELECT max(id) FROM customer_read WHERE profile_id = ?1)
           AND complete = 0 AND bookmark IS NOT NULL AND account = ?2 AND paged_at >= ?3",
        params![profile.get(), account, not_before],
        |row| {
            Ok(Resumed {
                id: decode::id(row, "id", CustomerReadId::new)?,
                place: Place {
                    account: account.to_owned(),
                    server_time: row.get("server_time")?,
                    expected: row.get("expected")?,
                    bookmark: row.get("bookmark")?,
                },
                received: Vec::new(),
            })
        },
    )?;
    let Some(mut resumed) = found else {
        return Ok(None);
    };
    resumed.received = decode::rows(
        conn,
        "SELECT id FROM customer_staged WHERE read_id = ?1",
        [resumed.id.get()],
        |row| decode::id(row, "id", CustomerId::new),
    )?;
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE customer_read SET finished_at = NULL, note = NULL WHERE id = ?1",
        [resumed.id.get()],
    )?;
    Ok(Some(resumed))
}
