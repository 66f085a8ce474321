//! Customers as last read from Halo.
//!
//! They only ever change by a read, in [`super::customer_reads`].

use std::collections::HashMap;

use domain::{Customer, CustomerId, ProfileId, UNKNOWN_CUSTOMER, matching::search_key};
use rusqlite::{Row, named_params, params};

use super::{grid::like_pattern, pairs};
use crate::{Connection, Result, decode};

/// A customer as it comes from Halo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerInput {
    /// Halo's id.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// Whether Halo has it switched off.
    pub inactive: bool,
    /// Registrable domains of Halo's `domain`, as [`domain::matching::domains_of`] makes them.
    pub domains: Vec<String>,
    /// Registrable domains of Halo's `website`.
    pub web_domains: Vec<String>,
    /// Halo's `ref`, the MSP's own number for it.
    pub reference: Option<String>,
    /// Microsoft tenants linked in Halo, in small letters.
    pub tenant_ids: Vec<String>,
}

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// Halo's id.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// Whether Halo has it switched off.
    pub inactive: bool,
    /// Registrable domains, sorted.
    pub domains: Vec<String>,
    /// Halo's `ref`.
    pub reference: Option<String>,
    /// When it first came.
    pub first_seen_at: String,
}

/// A customer found by a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerHit {
    /// Halo's id.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// A domain, if there is one.
    pub domain: Option<String>,
    /// Whether Halo has it switched off.
    pub inactive: bool,
    /// The organisations it is paired with, by name: one, or several where it is shared.
    pub taken_by: Vec<String>,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerSearch {
    /// The first ones.
    pub hits: Vec<CustomerHit>,
    /// How many there are.
    pub total: u32,
}

/// How many customers there are, Halo's "Unknown" not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CustomerCounts {
    /// All.
    pub total: u32,
    /// Those that are not switched off.
    pub active: u32,
}

/// Customers whose name, domain or reference holds the text: active ones first, names that begin with it before
/// others. Halo's "Unknown" is never among them.
pub fn search(
    conn: &Connection,
    profile: ProfileId,
    text: &str,
    limit: u32,
) -> Result<CustomerSearch> {
    let pattern = like_pattern(text);
    let beginning = pattern
        .as_deref()
        .map(|pattern| pattern.trim_start_matches('%'));
    let hits = decode::rows(
        conn,
        // The first ones are found in the index by name, which holds the text; only they are looked up.
        "WITH found AS MATERIALIZED (
             SELECT id, inactive, sort_key, (:pattern IS NOT NULL AND sort_key NOT LIKE :beginning ESCAPE '\\') AS is_inside
             FROM customer
             WHERE profile_id = :profile AND id <> :unknown AND (:pattern IS NULL OR search_text LIKE :pattern ESCAPE '\\')
             ORDER BY inactive, is_inside, sort_key, id LIMIT :limit)
         SELECT c.id, c.name, c.inactive,
             (SELECT min(d.domain) FROM customer_domain AS d WHERE d.profile_id = c.profile_id AND d.customer_id = c.id) AS domain
         FROM found CROSS JOIN customer AS c ON c.profile_id = :profile AND c.id = found.id
         ORDER BY found.inactive, found.is_inside, found.sort_key, found.id",
        named_params! {
            ":profile": profile.get(),
            ":unknown": UNKNOWN_CUSTOMER.get(),
            ":pattern": pattern,
            ":beginning": beginning,
            ":limit": limit,
        },
        |row| {
            let id = decode::id(row, "id", CustomerId::new)?;
            Ok(CustomerHit {
                id,
                name: row.get("name")?,
                domain: row.get("domain")?,
                inactive: row.get("inactive")?,
                taken_by: pairs::holders_by_name(conn, profile, id)?
                    .into_iter()
                    .map(|(_, name)| name)
                    .collect(),
            })
        },
    )?;
    let total = decode::value(
        conn,
        "SELECT count(*) FROM customer WHERE profile_id = :profile AND id <> :unknown
           AND (:pattern IS NULL OR search_text LIKE :pattern ESCAPE '\\')",
        named_params! {
            ":profile": profile.get(),
            ":unknown": UNKNOWN_CUSTOMER.get(),
            ":pattern": pattern,
        },
    )?
    .unwrap_or(0);
    Ok(CustomerSearch { hits, total })
}

/// One customer, if the last complete read had it.
pub fn get(conn: &Connection, profile: ProfileId, id: CustomerId) -> Result<Option<CustomerRow>> {
    let found = decode::row(
        conn,
        "SELECT * FROM customer WHERE profile_id = ?1 AND id = ?2",
        params![profile.get(), id.get()],
        read,
    )?;
    let Some(mut customer) = found else {
        return Ok(None);
    };
    customer.domains = decode::rows(
        conn,
        "SELECT domain FROM customer_domain WHERE profile_id = ?1 AND customer_id = ?2 ORDER BY domain",
        params![profile.get(), id.get()],
        |row| Ok(row.get(0)?),
    )?;
    Ok(Some(customer))
}

/// A customer that has a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainHolder {
    /// Halo's id.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// Whether Halo has it switched off.
    pub inactive: bool,
}

/// All customers that have a domain, by name. Halo's "Unknown" is never among them.
pub fn with_domain(
    conn: &Connection,
    profile: ProfileId,
    domain: &str,
) -> Result<Vec<DomainHolder>> {
    decode::rows(
        conn,
        "SELECT c.id, c.name, c.inactive FROM customer_domain AS d
         JOIN customer AS c ON c.profile_id = d.profile_id AND c.id = d.customer_id
         WHERE d.profile_id = ?1 AND d.domain = ?2 AND c.id <> ?3 ORDER BY c.sort_key, c.id",
        params![profile.get(), domain, UNKNOWN_CUSTOMER.get()],
        |row| {
            Ok(DomainHolder {
                id: decode::id(row, "id", CustomerId::new)?,
                name: row.get("name")?,
                inactive: row.get("inactive")?,
            })
        },
    )
}

/// How many there are.
pub fn counts(conn: &Connection, profile: ProfileId) -> Result<CustomerCounts> {
    decode::row(
        conn,
        "SELECT count(*), count(*) FILTER (WHERE inactive = 0) FROM customer WHERE profile_id = ?1 AND id <> ?2",
        [profile.get(), UNKNOWN_CUSTOMER.get()],
        |row| Ok(CustomerCounts { total: row.get(0)?, active: row.get(1)? }),
    )
    .map(Option::unwrap_or_default)
}

/// How many customers came after a moment, Halo's "Unknown" not counted.
pub fn first_seen_since(conn: &Connection, profile: ProfileId, since: &str) -> Result<u32> {
    let count = decode::value(
        conn,
        "SELECT count(*) FROM customer AS c WHERE profile_id = ?1 AND id <> ?2 AND first_seen_at > ?3
             AND NOT EXISTS (SELECT 1 FROM customer_creation AS m
                 WHERE m.profile_id = c.profile_id AND m.customer_id = c.id)",
        params![profile.get(), UNKNOWN_CUSTOMER.get(), since],
    )?;
    Ok(count.unwrap_or(0))
}

/// How many customers there would be with these, Halo's "Unknown" not counted.
pub fn count_with(conn: &Connection, profile: ProfileId, more: &[CustomerId]) -> Result<u32> {
    let mut count: u32 = decode::value(
        conn,
        "SELECT count(*) FROM customer WHERE profile_id = ?1 AND id <> ?2",
        [profile.get(), UNKNOWN_CUSTOMER.get()],
    )?
    .unwrap_or(0);
    for customer in more.iter().filter(|id| **id != UNKNOWN_CUSTOMER) {
        let known: bool = decode::value(
            conn,
            "SELECT EXISTS (SELECT 1 FROM customer WHERE profile_id = ?1 AND id = ?2)",
            [profile.get(), customer.get()],
        )?
        .unwrap_or(false);
        count += u32::from(!known);
    }
    Ok(count)
}

/// Customers without any domain, those that left not counted.
pub fn without_domain(conn: &Connection, profile: ProfileId) -> Result<Vec<CustomerId>> {
    decode::rows(
        conn,
        "SELECT id FROM customer AS c WHERE profile_id = ?1 AND id <> ?2 AND inactive = 0
           AND NOT EXISTS (SELECT 1 FROM customer_domain AS d WHERE d.profile_id = c.profile_id AND d.customer_id = c.id)
         ORDER BY id",
        [profile.get(), UNKNOWN_CUSTOMER.get()],
        |row| decode::id(row, "id", CustomerId::new),
    )
}

/// All customers with what matters for pairing, by id.
pub fn all_for_matching(conn: &Connection, profile: ProfileId) -> Result<Vec<Customer>> {
    let mut domains: HashMap<i32, Vec<String>> = HashMap::new();
    decode::rows(
        conn,
        "SELECT customer_id, domain FROM customer_domain WHERE profile_id = ?1 ORDER BY customer_id, domain",
        [profile.get()],
        |row| {
            domains.entry(row.get(0)?).or_default().push(row.get(1)?);
            Ok(())
        },
    )?;
    decode::rows(
        conn,
        "SELECT id, name, inactive, reference, tenant_ids FROM customer WHERE profile_id = ?1 ORDER BY id",
        [profile.get()],
        |row| {
            let id: i32 = row.get(0)?;
            let tenants: String = row.get(4)?;
            Ok(Customer {
                id: CustomerId::new(id),
                name: row.get(1)?,
                inactive: row.get(2)?,
                reference: row.get(3)?,
                tenant_ids: tenants.split_whitespace().map(str::to_owned).collect(),
                domains: domains.remove(&id).unwrap_or_default(),
            })
        },
    )
}

/// What a customer is found by.
pub(super) fn search_text<'a>(
    name: &str,
    domains: impl IntoIterator<Item = &'a String>,
    reference: Option<&'a str>,
) -> String {
    let mut text = search_key(name);
    for part in domains.into_iter().map(String::as_str).chain(reference) {
        text.push('\n');
        text.push_str(&search_key(part));
    }
    text
}

fn read(row: &Row<'_>) -> Result<CustomerRow> {
    Ok(CustomerRow {
        id: decode::id(row, "id", CustomerId::new)?,
        name: row.get("name")?,
        inactive: row.get("inactive")?,
        domains: Vec::new(),
        reference: row.get("reference")?,
        first_seen_at: row.get("first_seen_at")?,
    })
}
