//! The vendor's vocabulary of a profile: statuses, levels, products.

use domain::{
    ProfileId,
    vendor::{Vendor, VendorLevel, VendorProduct, VendorStatus},
};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// The vocabulary, in the administrator's order.
///
/// # Errors
/// [`crate::Error::NotFound`] when there is no such profile.
pub fn load(conn: &Connection, profile: ProfileId) -> Result<Vendor> {
    let id = profile.get();
    let (key, name) = decode::row(
        conn,
        "SELECT vendor_key, vendor_name FROM profile WHERE id = ?1",
        [id],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?
    .ok_or(crate::Error::NotFound { what: "profile" })?;
    Ok(Vendor {
        key,
        name,
        statuses: decode::rows(
            conn,
            "SELECT status_key, name, is_closed FROM vendor_status WHERE profile_id = ?1 ORDER BY position",
            [id],
            |row| {
                Ok(VendorStatus {
                    key: row.get(0)?,
                    name: row.get(1)?,
                    is_closed: row.get(2)?,
                })
            },
        )?,
        levels: decode::rows(
            conn,
            "SELECT level_key, name FROM vendor_level WHERE profile_id = ?1 ORDER BY position",
            [id],
            |row| {
                Ok(VendorLevel {
                    key: row.get(0)?,
                    name: row.get(1)?,
                })
            },
        )?,
        products: decode::rows(
            conn,
            "SELECT product_key, name FROM vendor_product WHERE profile_id = ?1 ORDER BY position",
            [id],
            |row| {
                Ok(VendorProduct {
                    key: row.get(0)?,
                    name: row.get(1)?,
                })
            },
        )?,
    })
}

/// Replaces the vocabulary. The vendor's name and key belong to the profile and stay.
pub fn replace(conn: &Connection, profile: ProfileId, vendor: &Vendor) -> Result<()> {
    let id = profile.get();
    for table in ["vendor_status", "vendor_level", "vendor_product"] {
        conn.execute(&format!("DELETE FROM {table} WHERE profile_id = ?1"), [id])?;
    }
    for (position, status) in (0u32..).zip(&vendor.statuses) {
        decode::execute(
            conn,
            "INSERT INTO vendor_status (profile_id, status_key, position, name, is_closed) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, status.key, position, status.name, status.is_closed],
        )?;
    }
    for (position, level) in (0u32..).zip(&vendor.levels) {
        decode::execute(
            conn,
            "INSERT INTO vendor_level (profile_id, level_key, position, name) VALUES (?1, ?2, ?3, ?4)",
            params![id, level.key, position, level.name],
        )?;
    }
    for (position, product) in (0u32..).zip(&vendor.products) {
        decode::execute(
            conn,
            "INSERT INTO vendor_product (profile_id, product_key, position, name) VALUES (?1, ?2, ?3, ?4)",
            params![id, product.key, position, product.name],
        )?;
    }
    Ok(())
}
