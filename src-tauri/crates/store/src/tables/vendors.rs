//! The vendor's vocabulary of a profile: statuses, levels, products.

use domain::{
    ProfileId,
    vendor::{Vendor, VendorLevel, VendorProduct, VendorStatus, words::WordList},
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

/// What holds on to one word of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordUse {
    /// The list it stands in.
    pub list: WordList,
    /// Its key.
    pub key: String,
    /// Ticket rules that name it.
    pub rules: u32,
    /// Organisations that have seats of it.
    pub organizations: u32,
}

/// Every word that something holds on to.
pub fn uses(conn: &Connection, profile: ProfileId) -> Result<Vec<WordUse>> {
    decode::rows(
        conn,
        "SELECT 'statuses' AS list, status_key AS word, count(*) AS rules, 0 AS organizations FROM (
             SELECT status_key FROM status_to_halo WHERE profile_id = ?1
             UNION ALL SELECT status_key FROM status_from_halo WHERE profile_id = ?1
         ) GROUP BY status_key
         UNION ALL
         SELECT 'levels', level_key, count(*), 0 FROM (
             SELECT level_key FROM level_priority WHERE profile_id = ?1
             UNION ALL SELECT p.level_key FROM override_priority AS p
                 JOIN rules_override AS r USING (organization_id) WHERE r.profile_id = ?1
         ) GROUP BY level_key
         UNION ALL
         SELECT 'products', s.product_key, 0, count(*) FROM organization_seat AS s
             JOIN organization AS o ON o.id = s.organization_id WHERE o.profile_id = ?1 GROUP BY s.product_key",
        [profile.get()],
        |row| {
            Ok(WordUse {
                list: decode::coded(row, "list", WordList::from_code)?,
                key: row.get("word")?,
                rules: row.get("rules")?,
                organizations: row.get("organizations")?,
            })
        },
    )
}

/// Replaces the vocabulary, and takes away what held on to words that are no longer in it: their rules and seats.
pub fn replace_with_uses(conn: &Connection, profile: ProfileId, vendor: &Vendor) -> Result<()> {
    replace(conn, profile, vendor)?;
    for sql in [
        "DELETE FROM level_priority WHERE profile_id = ?1
           AND level_key NOT IN (SELECT level_key FROM vendor_level WHERE profile_id = ?1)",
        "DELETE FROM override_priority
         WHERE organization_id IN (SELECT organization_id FROM rules_override WHERE profile_id = ?1)
           AND level_key NOT IN (SELECT level_key FROM vendor_level WHERE profile_id = ?1)",
        "DELETE FROM status_to_halo WHERE profile_id = ?1
           AND status_key NOT IN (SELECT status_key FROM vendor_status WHERE profile_id = ?1)",
        "DELETE FROM status_from_halo WHERE profile_id = ?1
           AND status_key NOT IN (SELECT status_key FROM vendor_status WHERE profile_id = ?1)",
        "DELETE FROM organization_seat
         WHERE organization_id IN (SELECT id FROM organization WHERE profile_id = ?1)
           AND product_key NOT IN (SELECT product_key FROM vendor_product WHERE profile_id = ?1)",
        "DELETE FROM product_licence WHERE profile_id = ?1
           AND product_key NOT IN (SELECT product_key FROM vendor_product WHERE profile_id = ?1)",
    ] {
        decode::execute(conn, sql, [profile.get()])?;
    }
    Ok(())
}
