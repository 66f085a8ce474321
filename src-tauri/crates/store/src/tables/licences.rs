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
    /// Halo's count, where it says one.
    pub seats: Option<i32>,
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

/// What was read last; `None` when nobody has asked.
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
        "SELECT id, name, seats FROM customer_licence WHERE profile_id = ?1 AND customer_id = ?2
         ORDER BY name COLLATE NOCASE, id",
        ids,
        |row| {
            Ok(LicenceRow {
                id: decode::id(row, "id", LicenceId::new)?,
                name: row.get("name")?,
                seats: row.get("seats")?,
            })
        },
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
        decode::execute(
            conn,
            "INSERT OR REPLACE INTO customer_licence (profile_id, customer_id, id, name, seats) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                profile.get(),
                customer.get(),
                licence.id.get(),
                licence.name,
                licence.seats
            ],
        )?;
    }
    Ok(())
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
