//! What the last complete read of all customers told about the next one.

use domain::ProfileId;
use rusqlite::params;

use super::customer_mail::MailOf;
use crate::{Connection, Result, decode};

/// How the customers of a profile may be read next time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerSyncRow {
    /// Whose list was read.
    pub account: String,
    /// By Halo's clock: what changed since then has not been read. `None` when Halo does not tell its time.
    pub watermark: Option<String>,
    /// Whether Halo lists only what changed when asked for that; `None` before it was tried.
    pub tells_changes: Option<bool>,
    /// When all customers were last read, by our clock.
    pub whole_read_at: String,
    /// When the mail domains of the users were read.
    pub users_read_at: Option<String>,
    /// When the mail domains of the sites were read.
    pub sites_read_at: Option<String>,
}

/// The row of a profile; `None` before the first complete read.
pub fn load(conn: &Connection, profile: ProfileId) -> Result<Option<CustomerSyncRow>> {
    decode::row(
        conn,
        "SELECT * FROM customer_sync WHERE profile_id = ?1",
        [profile.get()],
        |row| {
            Ok(CustomerSyncRow {
                account: row.get("account")?,
                watermark: row.get("watermark")?,
                tells_changes: row.get("tells_changes")?,
                whole_read_at: row.get("whole_read_at")?,
                users_read_at: row.get("users_read_at")?,
                sites_read_at: row.get("sites_read_at")?,
            })
        },
    )
}

/// Remembers a complete read of all customers. What was learnt about another account is forgotten.
pub fn whole_read(
    conn: &Connection,
    profile: ProfileId,
    account: &str,
    watermark: Option<&str>,
    now: &str,
) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM customer_sync WHERE profile_id = ?1 AND account <> ?2",
        params![profile.get(), account],
    )?;
    decode::execute(
        conn,
        "INSERT INTO customer_sync (profile_id, account, watermark, whole_read_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (profile_id) DO UPDATE SET watermark = excluded.watermark, whole_read_at = excluded.whole_read_at",
        params![profile.get(), account, watermark, now],
    )?;
    Ok(())
}

/// Remembers up to when changes have been read.
pub fn set_watermark(conn: &Connection, profile: ProfileId, watermark: Option<&str>) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE customer_sync SET watermark = ?2 WHERE profile_id = ?1",
        params![profile.get(), watermark],
    )?;
    Ok(())
}

/// Remembers whether Halo lists only what changed when asked for that.
pub fn set_tells_changes(conn: &Connection, profile: ProfileId, tells: bool) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE customer_sync SET tells_changes = ?2 WHERE profile_id = ?1",
        params![profile.get(), tells],
    )?;
    Ok(())
}

/// Remembers when mail domains were read.
pub fn mail_read(conn: &Connection, profile: ProfileId, of: MailOf, now: &str) -> Result<()> {
    let column = match of {
        MailOf::Users => "users_read_at",
        MailOf::Sites => "sites_read_at",
    };
    decode::execute(
        conn,
        &format!("UPDATE customer_sync SET {column} = ?2 WHERE profile_id = ?1"),
        params![profile.get(), now],
    )?;
    Ok(())
}
