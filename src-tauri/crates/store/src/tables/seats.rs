//! Seats on both sides as they are known, and what says which licence a product stands for.
//!
//! The licences themselves are in [`super::licences`].

use std::collections::BTreeMap;

use domain::{
    CustomerId, LicenceId, OrganizationId, ProfileId,
    seats::{LicenceKey, LicenceRule, SeatSide},
};
use rusqlite::params;

use crate::{Connection, Result, decode};

/// The last complete read of all licences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceListRow {
    /// When.
    pub read_at: String,
    /// Halo said then that it has no software licences.
    pub no_module: bool,
}

/// The vendor's side with the names that are shown for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideRow {
    /// Seats, customer, chosen licence.
    pub side: SeatSide,
    /// The organisation's name.
    pub organization: String,
    /// The customer's name; for one that is gone, its last.
    pub customer: String,
}

/// When the licences of all customers were last read; `None` when they never were.
pub fn last_read(conn: &Connection, profile: ProfileId) -> Result<Option<LicenceListRow>> {
    decode::row(
        conn,
        "SELECT read_at, no_module FROM licence_list WHERE profile_id = ?1 AND read_at IS NOT NULL",
        [profile.get()],
        |row| {
            Ok(LicenceListRow {
                read_at: row.get(0)?,
                no_module: row.get(1)?,
            })
        },
    )
}

/// Remembers a complete read of all licences.
pub fn set_read(conn: &Connection, profile: ProfileId, no_module: bool, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR REPLACE INTO licence_list (profile_id, read_at, no_module) VALUES (?1, ?2, ?3)",
        params![profile.get(), now, no_module],
    )?;
    Ok(())
}

/// Remembers that Halo listed none where there had been some. What was read before stays.
pub fn set_found_empty(conn: &Connection, profile: ProfileId, now: &str) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO licence_list (profile_id, no_module, found_empty_at) VALUES (?1, 0, ?2)
         ON CONFLICT (profile_id) DO UPDATE SET found_empty_at = excluded.found_empty_at",
        params![profile.get(), now],
    )?;
    Ok(())
}

/// When Halo listed none since the last complete read, where there had been some.
pub fn found_empty_at(conn: &Connection, profile: ProfileId) -> Result<Option<String>> {
    decode::value(
        conn,
        "SELECT found_empty_at FROM licence_list WHERE profile_id = ?1 AND found_empty_at IS NOT NULL",
        [profile.get()],
    )
}

/// The licence that each product stands for, by product key.
pub fn rules(conn: &Connection, profile: ProfileId) -> Result<BTreeMap<String, LicenceRule>> {
    let rows = decode::rows(
        conn,
        "SELECT product_key, told_by, value, name FROM product_licence WHERE profile_id = ?1",
        [profile.get()],
        |row| {
            let rule = LicenceRule {
                key: decode::coded(row, "told_by", LicenceKey::from_code)?,
                value: row.get("value")?,
                name: row.get("name")?,
            };
            Ok((row.get("product_key")?, rule))
        },
    )?;
    Ok(rows.into_iter().collect())
}

/// Says which licence a product stands for, or that nothing does. What an earlier rule had found is forgotten with it.
pub fn set_rule(
    conn: &Connection,
    profile: ProfileId,
    product: &str,
    rule: Option<&LicenceRule>,
) -> Result<()> {
    for table in ["product_licence", "licence_found"] {
        decode::execute(
            conn,
            &format!("DELETE FROM {table} WHERE profile_id = ?1 AND product_key = ?2"),
            params![profile.get(), product],
        )?;
    }
    if let Some(rule) = rule {
        decode::execute(
            conn,
            "INSERT INTO product_licence (profile_id, product_key, told_by, value, name) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                profile.get(),
                product,
                rule.key.code(),
                rule.value,
                rule.name
            ],
        )?;
    }
    Ok(())
}

/// What the rules led to, by customer and product.
pub fn found(
    conn: &Connection,
    profile: ProfileId,
) -> Result<BTreeMap<(CustomerId, String), LicenceId>> {
    let rows = decode::rows(
        conn,
        "SELECT customer_id, product_key, licence_id FROM licence_found WHERE profile_id = ?1",
        [profile.get()],
        |row| {
            Ok((
                (
                    decode::id(row, "customer_id", CustomerId::new)?,
                    row.get("product_key")?,
                ),
                decode::id(row, "licence_id", LicenceId::new)?,
            ))
        },
    )?;
    Ok(rows.into_iter().collect())
}

/// Remembers what a rule led to.
pub fn remember_found(
    conn: &Connection,
    profile: ProfileId,
    customer: CustomerId,
    product: &str,
    licence: LicenceId,
) -> Result<()> {
    decode::execute(
        conn,
        "INSERT OR REPLACE INTO licence_found (profile_id, customer_id, product_key, licence_id) VALUES (?1, ?2, ?3, ?4)",
        params![profile.get(), customer.get(), product, licence.get()],
    )?;
    Ok(())
}

/// The vendor's side: every product of every organisation that is mapped, by customer and then by name.
pub fn sides(conn: &Connection, profile: ProfileId) -> Result<Vec<SideRow>> {
    decode::rows(
        conn,
        "SELECT p.organization_id, o.name AS organization, p.customer_id, coalesce(c.name, p.customer_name) AS customer,
             c.id IS NOT NULL AS is_there, v.product_key, s.seats, l.licence_id, l.licence_name
         FROM pair AS p
         JOIN organization AS o ON o.id = p.organization_id
         JOIN vendor_product AS v ON v.profile_id = p.profile_id
         LEFT JOIN customer AS c ON c.profile_id = p.profile_id AND c.id = p.customer_id
         LEFT JOIN organization_seat AS s ON s.organization_id = p.organization_id AND s.product_key = v.product_key
         LEFT JOIN pair_licence AS l ON l.organization_id = p.organization_id AND l.product_key = v.product_key
         WHERE p.profile_id = ?1
         ORDER BY p.customer_id, o.sort_key, o.id, v.position",
        [profile.get()],
        |row| {
            let licence = decode::optional_id(row, "licence_id", LicenceId::new)?;
            let name: Option<String> = row.get("licence_name")?;
            Ok(SideRow {
                side: SeatSide {
                    organization: decode::id(row, "organization_id", OrganizationId::new)?,
                    customer: decode::id(row, "customer_id", CustomerId::new)?,
                    customer_is_there: row.get("is_there")?,
                    product: row.get("product_key")?,
                    seats: row.get("seats")?,
                    chosen: licence.zip(name),
                },
                organization: row.get("organization")?,
                customer: row.get("customer")?,
            })
        },
    )
}

/// How many organisations have seats and no customer.
pub fn unmapped(conn: &Connection, profile: ProfileId) -> Result<u32> {
    let count = decode::value(
        conn,
        "SELECT count(DISTINCT s.organization_id) FROM organization_seat AS s
         JOIN organization AS o ON o.id = s.organization_id
         WHERE o.profile_id = ?1 AND s.seats > 0
             AND NOT EXISTS (SELECT 1 FROM pair AS p WHERE p.organization_id = o.id)",
        [profile.get()],
    )?;
    Ok(count.unwrap_or(0))
}

/// A kind of licence, as several customers have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceKindRow {
    /// Its name.
    pub name: String,
    /// The vendor's number of the product.
    pub sku: Option<String>,
    /// How many customers have one.
    pub customers: u32,
}

/// The licences that occur, those of most customers first; at most `limit`.
pub fn kinds(conn: &Connection, profile: ProfileId, limit: u32) -> Result<Vec<LicenceKindRow>> {
    decode::rows(
        conn,
        "SELECT name, sku, count(DISTINCT customer_id) AS customers FROM customer_licence
         WHERE profile_id = ?1 AND name <> '' GROUP BY name, sku ORDER BY customers DESC, name, sku LIMIT ?2",
        params![profile.get(), limit],
        |row| {
            Ok(LicenceKindRow {
                name: row.get("name")?,
                sku: row.get("sku")?,
                customers: row.get("customers")?,
            })
        },
    )
}
