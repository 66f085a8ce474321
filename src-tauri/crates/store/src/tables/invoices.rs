//! Lines of recurring invoices that take their quantity from a licence, as last read. They are only ever looked at.

use std::collections::BTreeMap;

use domain::{LicenceId, ProfileId, billing::BilledBy, billing::InvoiceState};
use rusqlite::{Row, params};

use crate::{Connection, Result, decode};

/// The last time that recurring invoices were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceListRow {
    /// When.
    pub asked_at: String,
    /// What came of it.
    pub state: InvoiceState,
    /// How many invoices Halo listed, when what is kept was read.
    pub invoices: u32,
    /// When what is kept was read; `None` where nothing is.
    pub read_at: Option<String>,
    /// Why they could not be read.
    pub note: Option<String>,
}

/// The last time that recurring invoices were asked for; `None` when they never were.
pub fn last(conn: &Connection, profile: ProfileId) -> Result<Option<InvoiceListRow>> {
    decode::row(
        conn,
        "SELECT * FROM invoice_list WHERE profile_id = ?1",
        [profile.get()],
        |row| {
            Ok(InvoiceListRow {
                asked_at: row.get("asked_at")?,
                state: decode::coded(row, "state", InvoiceState::from_code)?,
                invoices: row.get("invoices")?,
                read_at: row.get("read_at")?,
                note: row.get("note")?,
            })
        },
    )
}

/// Puts what was read in the place of what was known.
pub fn replace(
    conn: &Connection,
    profile: ProfileId,
    invoices: u32,
    lines: &[(LicenceId, BilledBy)],
    now: &str,
) -> Result<()> {
    remove_lines(conn, profile)?;
    for (licence, line) in lines {
        decode::execute(
            conn,
            "INSERT OR REPLACE INTO invoice_line (profile_id, licence_id, invoice_id, line_id, invoice_name, line_text, free,
                 minimum, only_assigned, licences)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                profile.get(),
                licence.get(),
                line.invoice,
                line.line,
                line.invoice_name,
                line.text,
                line.free,
                line.minimum,
                line.only_assigned,
                line.licences,
            ],
        )?;
    }
    decode::execute(
        conn,
        "INSERT OR REPLACE INTO invoice_list (profile_id, asked_at, state, invoices, read_at, note)
         VALUES (?1, ?2, 'read', ?3, ?2, NULL)",
        params![profile.get(), now, invoices],
    )?;
    Ok(())
}

/// Remembers that they may not be read, and forgets those of before: nobody can tell whether they still hold.
pub fn set_not_allowed(
    conn: &Connection,
    profile: ProfileId,
    state: InvoiceState,
    now: &str,
) -> Result<()> {
    remove_lines(conn, profile)?;
    decode::execute(
        conn,
        "INSERT OR REPLACE INTO invoice_list (profile_id, asked_at, state, invoices, read_at, note)
         VALUES (?1, ?2, ?3, 0, NULL, NULL)",
        params![profile.get(), now, state.code()],
    )?;
    Ok(())
}

/// Remembers that they could not be read this time; what was read before stays.
pub fn set_failed(conn: &Connection, profile: ProfileId, why: &str, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO invoice_list (profile_id, asked_at, state, invoices, note) VALUES (?1, ?2, 'failed', 0, ?3)
         ON CONFLICT (profile_id) DO UPDATE SET asked_at = excluded.asked_at, state = 'failed', note = excluded.note",
        params![profile.get(), now, why],
    )?;
    Ok(())
}

fn remove_lines(conn: &Connection, profile: ProfileId) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM invoice_line WHERE profile_id = ?1",
        [profile.get()],
    )?;
    Ok(())
}

/// The lines that take their quantity from a licence, by licence.
pub fn by_licence(
    conn: &Connection,
    profile: ProfileId,
) -> Result<BTreeMap<LicenceId, Vec<BilledBy>>> {
    let rows = decode::rows(
        conn,
        "SELECT * FROM invoice_line WHERE profile_id = ?1 ORDER BY licence_id, invoice_id, line_id",
        [profile.get()],
        |row| Ok((decode::id(row, "licence_id", LicenceId::new)?, read(row)?)),
    )?;
    let mut found: BTreeMap<LicenceId, Vec<BilledBy>> = BTreeMap::new();
    for (licence, line) in rows {
        found.entry(licence).or_default().push(line);
    }
    Ok(found)
}

/// The lines that take their quantity from one licence.
pub fn of_licence(
    conn: &Connection,
    profile: ProfileId,
    licence: LicenceId,
) -> Result<Vec<BilledBy>> {
    decode::rows(
        conn,
        "SELECT * FROM invoice_line WHERE profile_id = ?1 AND licence_id = ?2 ORDER BY invoice_id, line_id",
        [profile.get(), licence.get()],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<BilledBy> {
    Ok(BilledBy {
        invoice: row.get("invoice_id")?,
        invoice_name: row.get("invoice_name")?,
        line: row.get("line_id")?,
        text: row.get("line_text")?,
        free: row.get("free")?,
        minimum: row.get("minimum")?,
        only_assigned: row.get("only_assigned")?,
        licences: row.get("licences")?,
    })
}
