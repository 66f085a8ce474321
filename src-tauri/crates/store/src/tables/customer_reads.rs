//! Reading all customers: what comes is staged, and takes the place of the old rows only when it is complete.
//!
//! An incomplete read changes nothing, so a customer is never lost to a page that did not come.

use domain::{CustomerReadId, ProfileId, matching::search_key};
use rusqlite::{Row, params};

use super::{customers::CustomerInput, profiles};
use crate::{Connection, Error, Result, decode};

const WHAT: &str = "customer read";

/// One attempt to read all customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerReadRow {
    /// Our id.
    pub id: CustomerReadId,
    /// When it began.
    pub started_at: String,
    /// When it ended; `None` when it is under way or was cut off.
    pub finished_at: Option<String>,
    /// How many customers Halo says there are.
    pub expected: Option<u32>,
    /// How many distinct ones came.
    pub received: u32,
    /// Whether they took the place of the old ones.
    pub complete: bool,
    /// Why not.
    pub note: Option<String>,
}

/// What a complete read changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swap {
    /// Customers that were not there before.
    pub added: u32,
    /// Customers with another name, reference, state or other domains.
    pub changed: u32,
    /// Customers that Halo no longer lists.
    pub removed: u32,
    /// The rest.
    pub unchanged: u32,
}

/// Begins a read. What an earlier one of the profile left staged is thrown away.
pub fn start(conn: &Connection, profile: ProfileId, now: &str) -> Result<CustomerReadId> {
    decode::execute(
        conn,
        "DELETE FROM customer_staged WHERE read_id IN (SELECT id FROM customer_read WHERE profile_id = ?1)",
        [profile.get()],
    )?;
    decode::execute(
        conn,
        "INSERT INTO customer_read (profile_id, started_at) VALUES (?1, ?2)",
        params![profile.get(), now],
    )?;
    Ok(CustomerReadId::new(decode::last_id(conn)?))
}

/// Stages what came, and answers how many distinct customers have come so far. One that comes twice counts once, and
/// the later one holds.
///
/// # Errors
/// [`Error::NotFound`] when the read is over or another one has begun since.
pub fn stage(
    conn: &Connection,
    profile: ProfileId,
    read: CustomerReadId,
    customers: &[CustomerInput],
) -> Result<u32> {
    expect_open(conn, profile, read)?;
    for customer in customers {
        // Not a plain REPLACE: the domains of an earlier one have to go too, by the cascade of a delete.
        decode::execute(
            conn,
            "DELETE FROM customer_staged WHERE read_id = ?1 AND id = ?2",
            params![read.get(), customer.id.get()],
        )?;
        decode::execute(
            conn,
            "INSERT INTO customer_staged (read_id, id, name, sort_key, search_text, reference, inactive)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                read.get(),
                customer.id.get(),
                customer.name,
                search_key(&customer.name),
                search_text(customer),
                customer.reference,
                customer.inactive,
            ],
        )?;
        for domain in customer.domains.iter().filter(|domain| !domain.is_empty()) {
            decode::execute(
                conn,
                "INSERT OR IGNORE INTO customer_staged_domain (read_id, customer_id, domain) VALUES (?1, ?2, ?3)",
                params![read.get(), customer.id.get(), domain],
            )?;
        }
    }
    decode::execute(
        conn,
        "UPDATE customer_read SET received = (SELECT count(*) FROM customer_staged WHERE read_id = ?1) WHERE id = ?1",
        [read.get()],
    )?;
    let received = decode::value(
        conn,
        "SELECT received FROM customer_read WHERE id = ?1",
        [read.get()],
    )?;
    Ok(received.unwrap_or(0))
}

/// Ends a complete read: the staged customers take the place of the old ones, and the profile's time of the last read
/// is set.
///
/// # Errors
/// [`Error::NotFound`] when the read is over or another one has begun since.
pub fn finish_complete(
    conn: &Connection,
    profile: ProfileId,
    read: CustomerReadId,
    expected: Option<u32>,
    now: &str,
) -> Result<Swap> {
    expect_open(conn, profile, read)?;
    let ids = [profile.get(), read.get()];
    let count = |sql: &str| -> Result<u32> { Ok(decode::value(conn, sql, ids)?.unwrap_or(0)) };
    let received = count("SELECT count(*) FROM customer_staged WHERE read_id = ?2 AND ?1 > 0")?;
    let kept = count(
        "SELECT count(*) FROM customer_staged AS s JOIN customer AS c ON c.profile_id = ?1 AND c.id = s.id WHERE s.read_id = ?2",
    )?;
    let removed = count(
        "SELECT count(*) FROM customer AS c WHERE c.profile_id = ?1
           AND NOT EXISTS (SELECT 1 FROM customer_staged AS s WHERE s.read_id = ?2 AND s.id = c.id)",
    )?;
    let changed = count(
        "SELECT count(*) FROM customer_staged AS s JOIN customer AS c ON c.profile_id = ?1 AND c.id = s.id
         WHERE s.read_id = ?2 AND (
             s.name <> c.name OR s.inactive <> c.inactive OR s.reference IS NOT c.reference
             OR EXISTS (SELECT domain FROM customer_staged_domain WHERE read_id = ?2 AND customer_id = s.id
                 EXCEPT SELECT domain FROM customer_domain WHERE profile_id = ?1 AND customer_id = s.id)
             OR EXISTS (SELECT domain FROM customer_domain WHERE profile_id = ?1 AND customer_id = s.id
                 EXCEPT SELECT domain FROM customer_staged_domain WHERE read_id = ?2 AND customer_id = s.id))",
    )?;

    decode::execute(
        conn,
        "DELETE FROM customer WHERE profile_id = ?1 AND id NOT IN (SELECT id FROM customer_staged WHERE read_id = ?2)",
        ids,
    )?;
    decode::execute(
        conn,
        "INSERT INTO customer (profile_id, id, name, sort_key, search_text, reference, inactive, first_seen_at)
         SELECT ?1, id, name, sort_key, search_text, reference, inactive, ?3 FROM customer_staged WHERE read_id = ?2
         ON CONFLICT (profile_id, id) DO UPDATE SET name = excluded.name, sort_key = excluded.sort_key,
             search_text = excluded.search_text, reference = excluded.reference, inactive = excluded.inactive
         WHERE name <> excluded.name OR search_text <> excluded.search_text OR inactive <> excluded.inactive
             OR reference IS NOT excluded.reference",
        params![profile.get(), read.get(), now],
    )?;
    decode::execute(
        conn,
        "DELETE FROM customer_domain WHERE profile_id = ?1
           AND (customer_id, domain) NOT IN (SELECT customer_id, domain FROM customer_staged_domain WHERE read_id = ?2)",
        ids,
    )?;
    decode::execute(
        conn,
        "INSERT OR IGNORE INTO customer_domain (profile_id, customer_id, domain)
         SELECT ?1, customer_id, domain FROM customer_staged_domain WHERE read_id = ?2",
        ids,
    )?;
    end(conn, read, expected, true, None, now)?;
    profiles::set_last_read(conn, profile, now)?;
    Ok(Swap {
        added: received - kept,
        changed,
        removed,
        unchanged: kept - changed,
    })
}

/// Ends a read that did not bring everything. The old customers stay.
///
/// # Errors
/// [`Error::NotFound`] when the read is over or another one has begun since.
pub fn finish_incomplete(
    conn: &Connection,
    profile: ProfileId,
    read: CustomerReadId,
    expected: Option<u32>,
    note: &str,
    now: &str,
) -> Result<()> {
    expect_open(conn, profile, read)?;
    end(conn, read, expected, false, Some(note), now)
}

/// The latest attempt.
pub fn last(conn: &Connection, profile: ProfileId) -> Result<Option<CustomerReadRow>> {
    decode::row(
        conn,
        "SELECT * FROM customer_read WHERE profile_id = ?1 ORDER BY id DESC LIMIT 1",
        [profile.get()],
        read_row,
    )
}

fn end(
    conn: &Connection,
    read: CustomerReadId,
    expected: Option<u32>,
    complete: bool,
    note: Option<&str>,
    now: &str,
) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM customer_staged WHERE read_id = ?1",
        [read.get()],
    )?;
    decode::execute_on(
        conn,
        WHAT,
        "UPDATE customer_read SET finished_at = ?2, expected = ?3, complete = ?4, note = ?5 WHERE id = ?1",
        params![read.get(), now, expected, complete, note],
    )
}

/// Only the newest read of a profile may go on, and only until it has ended.
fn expect_open(conn: &Connection, profile: ProfileId, read: CustomerReadId) -> Result<()> {
    let is_open: bool = decode::value(
        conn,
        "SELECT finished_at IS NULL AND id = (SELECT max(id) FROM customer_read WHERE profile_id = ?1)
         FROM customer_read WHERE profile_id = ?1 AND id = ?2",
        [profile.get(), read.get()],
    )?
    .unwrap_or(false);
    if is_open {
        Ok(())
    } else {
        Err(Error::NotFound { what: WHAT })
    }
}

fn search_text(customer: &CustomerInput) -> String {
    let mut text = search_key(&customer.name);
    for part in customer.domains.iter().chain(&customer.reference) {
        text.push('\n');
        text.push_str(&search_key(part));
    }
    text
}

fn read_row(row: &Row<'_>) -> Result<CustomerReadRow> {
    Ok(CustomerReadRow {
        id: decode::id(row, "id", CustomerReadId::new)?,
        started_at: row.get("started_at")?,
        finished_at: row.get("finished_at")?,
        expected: row.get("expected")?,
        received: row.get("received")?,
        complete: row.get("complete")?,
        note: row.get("note")?,
    })
}
