//! Software licences of customers as last read, and those that pairs use.

use std::collections::HashMap;

use domain::{CustomerId, LicenceId, OrganizationId, ProfileId};
use rusqlite::{Row, params};

use crate::{Connection, Result, decode};

/// A software licence of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceRow {
    /// Halo's id.
    pub id: LicenceId,
    /// Its name.
    pub name: String,
    /// Halo's count, where it says one. It can be less than nothing.
    pub seats: Option<i32>,
    /// The vendor's number of the product, where somebody keeps it in Halo.
    pub sku: Option<String>,
    /// Whether it is in force.
    pub is_active: bool,
}

/// What Halo listed for a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceRead {
    /// Halo has no licences at all.
    pub no_module: bool,
    /// When it was asked.
    pub read_at: String,
    /// By name.
    pub licences: Vec<LicenceRow>,
}

/// Which licence counts the seats of which product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairLicenceRow {
    /// The vendor's product.
    pub product_key: String,
    /// The licence.
    pub licence: LicenceId,
    /// Its name when it was chosen.
    pub licence_name: String,
}

/// What was read last, licences in force only; `None` when nobody has asked.
pub fn of_customer(
    conn: &Connection,
    profile: ProfileId,
    customer: CustomerId,
) -> Result<Option<LicenceRead>> {
    let ids = [profile.get(), customer.get()];
    let read = decode::row(
        conn,
        "SELECT no_module, read_at FROM licence_read WHERE profile_id = ?1 AND customer_id = ?2",
        ids,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let Some((no_module, read_at)) = read else {
        return Ok(None);
    };
    let licences = decode::rows(
        conn,
        "SELECT * FROM customer_licence WHERE profile_id = ?1 AND customer_id = ?2 AND is_active = 1
         ORDER BY name COLLATE NOCASE, id",
        ids,
        read_licence,
    )?;
    Ok(Some(LicenceRead {
        no_module,
        read_at,
        licences,
    }))
}

/// Puts a new list in the place of the old one.
pub fn replace(
    conn: &Connection,
    profile: ProfileId,
    customer: CustomerId,
    read: &LicenceRead,
) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM licence_read WHERE profile_id = ?1 AND customer_id = ?2",
        [profile.get(), customer.get()],
    )?;
    decode::execute(
        conn,
        "INSERT INTO licence_read (profile_id, customer_id, no_module, read_at) VALUES (?1, ?2, ?3, ?4)",
        params![profile.get(), customer.get(), read.no_module, read.read_at],
    )?;
    for licence in &read.licences {
        put(conn, profile, customer, licence)?;
    }
    Ok(())
}

/// Puts the licences of all customers in the place of all that were known. A customer of the snapshot without any has
/// been read too.
pub fn replace_all(
    conn: &Connection,
    profile: ProfileId,
    licences: &[(CustomerId, LicenceRow)],
    no_module: bool,
    now: &str,
) -> Result<()> {
    let id = profile.get();
    decode::execute(conn, "DELETE FROM licence_read WHERE profile_id = ?1", [id])?;
    decode::execute(
        conn,
        "INSERT INTO licence_read (profile_id, customer_id, no_module, read_at)
         SELECT profile_id, id, ?2, ?3 FROM customer WHERE profile_id = ?1",
        params![id, no_module, now],
    )?;
    for (customer, licence) in licences {
        decode::execute(
            conn,
            "INSERT OR IGNORE INTO licence_read (profile_id, customer_id, no_module, read_at) VALUES (?1, ?2, ?3, ?4)",
            params![id, customer.get(), no_module, now],
        )?;
        put(conn, profile, *customer, licence)?;
    }
    Ok(())
}

/// Enters one licence, or replaces what was known of it. Its customer has to have been read.
pub fn put(
    conn: &Connection,
    profile: ProfileId,
    customer: CustomerId,
    licence: &LicenceRow,
) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR REPLACE INTO customer_licence (profile_id, customer_id, id, name, seats, sku, is_active)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            profile.get(),
            customer.get(),
            licence.id.get(),
            licence.name,
            licence.seats,
            licence.sku,
            licence.is_active,
        ],
    )?;
    Ok(())
}

/// Enters a licence as Halo holds it after a write, whether or not its customer was read before.
pub fn put_written(
    conn: &Connection,
    profile: ProfileId,
    customer: CustomerId,
    licence: &LicenceRow,
    now: &str,
) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR IGNORE INTO licence_read (profile_id, customer_id, no_module, read_at) VALUES (?1, ?2, 0, ?3)",
        params![profile.get(), customer.get(), now],
    )?;
    put(conn, profile, customer, licence)
}

/// The licences of all customers that are known, by customer and name.
pub fn all(conn: &Connection, profile: ProfileId) -> Result<Vec<(CustomerId, LicenceRow)>> {
    decode::rows(
        conn,
        "SELECT * FROM customer_licence WHERE profile_id = ?1 ORDER BY customer_id, name COLLATE NOCASE, id",
        [profile.get()],
        |row| {
            Ok((
                decode::id(row, "customer_id", CustomerId::new)?,
                read_licence(row)?,
            ))
        },
    )
}

fn read_licence(row: &Row<'_>) -> Result<LicenceRow> {
    Ok(LicenceRow {
        id: decode::id(row, "id", LicenceId::new)?,
        name: row.get("name")?,
        seats: row.get("seats")?,
        sku: row.get("sku")?,
        is_active: row.get("is_active")?,
    })
}

/// The licences that an organisation's pair uses, by product key.
pub fn of_pair(conn: &Connection, id: OrganizationId) -> Result<Vec<PairLicenceRow>> {
    decode::rows(
        conn,
        "SELECT product_key, licence_id, licence_name FROM pair_licence WHERE organization_id = ?1 ORDER BY product_key",
        [id.get()],
        read_of_pair,
    )
}

/// Same, of all pairs of a profile.
pub fn of_pairs(
    conn: &Connection,
    profile: ProfileId,
) -> Result<HashMap<OrganizationId, Vec<PairLicenceRow>>> {
    let rows = decode::rows(
        conn,
        "SELECT l.* FROM pair_licence AS l JOIN pair AS p ON p.organization_id = l.organization_id
         WHERE p.profile_id = ?1 ORDER BY l.organization_id, l.product_key",
        [profile.get()],
        |row| {
            Ok((
                decode::id(row, "organization_id", OrganizationId::new)?,
                read_of_pair(row)?,
            ))
        },
    )?;
    Ok(decode::grouped(rows))
}

/// Sets the licences that a pair uses. There has to be a pair; they go with it.
pub fn set_for_pair(
    conn: &Connection,
    id: OrganizationId,
    licences: &[PairLicenceRow],
) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM pair_licence WHERE organization_id = ?1",
        [id.get()],
    )?;
    for row in licences {
        decode::execute(
            conn,
            "INSERT INTO pair_licence (organization_id, product_key, licence_id, licence_name) VALUES (?1, ?2, ?3, ?4)",
            params![
                id.get(),
                row.product_key,
                row.licence.get(),
                row.licence_name
            ],
        )?;
    }
    Ok(())
}

fn read_of_pair(row: &Row<'_>) -> Result<PairLicenceRow> {
    Ok(PairLicenceRow {
        product_key: row.get("product_key")?,
        licence: decode::id(row, "licence_id", LicenceId::new)?,
        licence_name: row.get("licence_name")?,
    })
}
