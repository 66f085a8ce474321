//! Reading customers: what comes is staged, and takes the place of the old rows only when it is complete.
//!
//! An incomplete read changes nothing, so a customer is never lost to a page that did not come. One that broke off keeps
//! its rows and its place for a while, so that the next one can go on there (`place`).

mod place;
mod swap;

use domain::{
    CustomerReadId, ProfileId,
    matching::{fold_name, search_key},
};
use rusqlite::{Row, params};

use super::customers::{CustomerInput, search_text};
use crate::{Connection, Error, Result, decode};

pub use place::{Place, Resumed, keep_place, pause, resume};
pub use swap::{Swap, finish_changes, finish_complete, show_staged};

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

/// Begins a read. What an earlier one of the profile left staged is thrown away.
pub fn start(conn: &Connection, profile: ProfileId, now: &str) -> Result<CustomerReadId> {
    decode::execute(
        conn,
        "DELETE FROM customer_staged WHERE read_id IN (SELECT id FROM customer_read WHERE profile_id = ?1)",
        [profile.get()],
    )?;
    decode::execute(
        conn,
        "UPDATE customer_read SET bookmark = NULL WHERE profile_id = ?1 AND bookmark IS NOT NULL",
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
    let mut seen_before = 0;
    for customer in customers {
        // Not a plain REPLACE: the domains of an earlier one have to go too, by the cascade of a delete.
        seen_before += decode::execute(
            conn,
            "DELETE FROM customer_staged WHERE read_id = ?1 AND id = ?2",
            params![read.get(), customer.id.get()],
        )?;
        decode::execute(
            conn,
            "INSERT INTO customer_staged (read_id, id, name, sort_key, search_text, reference, inactive, tenant_ids, fold_key)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                read.get(),
                customer.id.get(),
                customer.name,
                search_key(&customer.name),
                search_text(
                    &customer.name,
                    customer.domains.iter().chain(&customer.web_domains),
                    customer.reference.as_deref(),
                ),
                customer.reference,
                customer.inactive,
                customer.tenant_ids.join(" "),
                fold_name(&customer.name),
            ],
        )?;
        for (domains, origin) in [
            (&customer.domains, "domain"),
            (&customer.web_domains, "website"),
        ] {
            for domain in domains.iter().filter(|domain| !domain.is_empty()) {
                decode::execute(
                    conn,
                    "INSERT OR IGNORE INTO customer_staged_domain (read_id, customer_id, domain, origin) VALUES (?1, ?2, ?3, ?4)",
                    params![read.get(), customer.id.get(), domain, origin],
                )?;
            }
        }
    }
    decode::execute(
        conn,
        "UPDATE customer_read SET received = received + ?2 WHERE id = ?1",
        params![read.get(), decode::count(customers.len() - seen_before)],
    )?;
    let received = decode::value(
        conn,
        "SELECT received FROM customer_read WHERE id = ?1",
        [read.get()],
    )?;
    Ok(received.unwrap_or(0))
}

/// Ends a read that did not bring everything and cannot be gone on with. The old customers stay.
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
        "UPDATE customer_read SET finished_at = ?2, expected = ?3, complete = ?4, note = ?5, bookmark = NULL WHERE id = ?1",
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
