//! How what was staged becomes what is known.

use domain::{CustomerId, CustomerReadId, ProfileId};
use rusqlite::params;

use super::{end, expect_open};
use crate::tables::{customer_mail, profiles};
use crate::{Connection, Result, decode};

/// What a read changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swap {
    /// Customers that were not there before.
    pub added: u32,
    /// Customers with another name, reference, tenant, state or other domains.
    pub changed: u32,
    /// Customers that Halo no longer lists.
    pub removed: u32,
    /// The rest of those that came.
    pub unchanged: u32,
}

/// Ends a complete read: the staged customers take the place of the old ones, and the profile's time of the last read
/// is set.
///
/// # Errors
/// [`crate::Error::NotFound`] when the read is over or another one has begun since.
pub fn finish_complete(
    conn: &Connection,
    profile: ProfileId,
    read: CustomerReadId,
    expected: Option<u32>,
    now: &str,
) -> Result<Swap> {
    expect_open(conn, profile, read)?;
    let ids = [profile.get(), read.get()];
    let compared = compare(conn, profile, read)?;
    let removed = decode::execute(
        conn,
        "DELETE FROM customer WHERE profile_id = ?1 AND id NOT IN (SELECT id FROM customer_staged WHERE read_id = ?2)",
        ids,
    )?;
    put_staged(conn, profile, read, now)?;
    customer_mail::derive(conn, profile)?;
    end(conn, read, expected, true, None, now)?;
    profiles::set_last_read(conn, profile, now)?;
    Ok(Swap {
        removed: decode::count(removed),
        ..compared
    })
}

/// Ends a read of what changed: the staged customers are added or brought up to date, no other is touched, and the
/// profile's time of the last read is set.
///
/// # Errors
/// [`crate::Error::NotFound`] when the read is over or another one has begun since.
pub fn finish_changes(
    conn: &Connection,
    profile: ProfileId,
    read: CustomerReadId,
    expected: Option<u32>,
    now: &str,
) -> Result<Swap> {
    expect_open(conn, profile, read)?;
    let compared = compare(conn, profile, read)?;
    if compared.added + compared.changed > 0 {
        put_staged(conn, profile, read, now)?;
        customer_mail::derive(conn, profile)?;
    }
    end(conn, read, expected, true, None, now)?;
    profiles::set_last_read(conn, profile, now)?;
    Ok(compared)
}

/// Shows staged customers before the read has ended. Only for a profile of which nothing complete was ever read: there
/// is nothing else to show.
///
/// # Errors
/// [`crate::Error::NotFound`] when the read is over or another one has begun since.
pub fn show_staged(
    conn: &Connection,
    profile: ProfileId,
    read: CustomerReadId,
    customers: impl IntoIterator<Item = CustomerId>,
    now: &str,
) -> Result<()> {
    expect_open(conn, profile, read)?;
    for customer in customers {
        let ids = params![profile.get(), read.get(), customer.get(), now];
        decode::execute(
            conn,
            "INSERT OR IGNORE INTO customer (profile_id, id, name, sort_key, search_text, reference, inactive, tenant_ids, first_seen_at, fold_key)
             SELECT ?1, id, name, sort_key, search_text, reference, inactive, tenant_ids, ?4, fold_key FROM customer_staged
             WHERE read_id = ?2 AND id = ?3",
            ids,
        )?;
        decode::execute(
            conn,
            "INSERT OR IGNORE INTO customer_domain (profile_id, customer_id, domain, origin)
             SELECT ?1, customer_id, domain, origin FROM customer_staged_domain WHERE read_id = ?2 AND customer_id = ?3",
            [profile.get(), read.get(), customer.get()],
        )?;
    }
    Ok(())
}

/// What taking the staged customers in will change.
fn compare(conn: &Connection, profile: ProfileId, read: CustomerReadId) -> Result<Swap> {
    let ids = [profile.get(), read.get()];
    let count = |sql: &str| -> Result<u32> { Ok(decode::value(conn, sql, ids)?.unwrap_or(0)) };
    let received = count("SELECT count(*) FROM customer_staged WHERE read_id = ?2 AND ?1 > 0")?;
    let kept = count(
        "SELECT count(*) FROM customer_staged AS s JOIN customer AS c ON c.profile_id = ?1 AND c.id = s.id WHERE s.read_id = ?2",
    )?;
    let changed = count(
        "SELECT count(*) FROM customer_staged AS s JOIN customer AS c ON c.profile_id = ?1 AND c.id = s.id
         WHERE s.read_id = ?2 AND (
             s.name <> c.name OR s.inactive <> c.inactive OR s.reference IS NOT c.reference OR s.tenant_ids <> c.tenant_ids
             OR EXISTS (SELECT domain FROM customer_staged_domain WHERE read_id = ?2 AND customer_id = s.id
                 EXCEPT SELECT domain FROM customer_domain WHERE profile_id = ?1 AND customer_id = s.id AND origin <> 'mail')
             OR EXISTS (SELECT domain FROM customer_domain WHERE profile_id = ?1 AND customer_id = s.id AND origin <> 'mail'
                 EXCEPT SELECT domain FROM customer_staged_domain WHERE read_id = ?2 AND customer_id = s.id))",
    )?;
    Ok(Swap {
        added: received - kept,
        changed,
        removed: 0,
        unchanged: kept - changed,
    })
}

/// Adds the staged customers or brings them up to date, with their domains.
fn put_staged(
    conn: &Connection,
    profile: ProfileId,
    read: CustomerReadId,
    now: &str,
) -> Result<()> {
    let ids = [profile.get(), read.get()];
    decode::execute(
        conn,
        "INSERT INTO customer (profile_id, id, name, sort_key, search_text, reference, inactive, tenant_ids, first_seen_at, fold_key)
         SELECT ?1, id, name, sort_key, search_text, reference, inactive, tenant_ids, ?3, fold_key FROM customer_staged WHERE read_id = ?2
         ON CONFLICT (profile_id, id) DO UPDATE SET name = excluded.name, sort_key = excluded.sort_key,
             search_text = excluded.search_text, reference = excluded.reference, inactive = excluded.inactive,
             tenant_ids = excluded.tenant_ids, fold_key = excluded.fold_key
         WHERE name <> excluded.name OR search_text <> excluded.search_text OR inactive <> excluded.inactive
             OR reference IS NOT excluded.reference OR tenant_ids <> excluded.tenant_ids
             OR fold_key <> excluded.fold_key",
        params![profile.get(), read.get(), now],
    )?;
    decode::execute(
        conn,
        "DELETE FROM customer_domain WHERE profile_id = ?1 AND origin <> 'mail'
           AND customer_id IN (SELECT id FROM customer_staged WHERE read_id = ?2)
           AND (customer_id, domain) NOT IN (SELECT customer_id, domain FROM customer_staged_domain WHERE read_id = ?2)",
        ids,
    )?;
    decode::execute(
        conn,
        "INSERT INTO customer_domain (profile_id, customer_id, domain, origin)
         SELECT ?1, customer_id, domain, origin FROM customer_staged_domain WHERE read_id = ?2
         ON CONFLICT (profile_id, customer_id, domain) DO UPDATE SET origin = excluded.origin WHERE origin <> excluded.origin",
        ids,
    )?;
    Ok(())
}
