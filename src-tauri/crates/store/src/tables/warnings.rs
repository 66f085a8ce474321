//! What speaks against a pair: the rows, what was set aside, and the records that the rules look at.

use std::collections::BTreeSet;

use domain::{
    CustomerId, Decision, OrganizationId, ProfileId, UNKNOWN_CUSTOMER,
    matching::{fold_name, is_barred_domain, search_key},
    warning::{HaloSide, Surroundings, VendorSide, WarningKind},
};
use rusqlite::{named_params, params};

use super::{customers, organizations, pairs, profiles, rejections};
use crate::{Connection, Result, decode};

/// More records than this that share a name or a domain are not looked at for one pair.
const MOST_RELATED: u32 = 50;

/// What speaks against a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarningRow {
    /// The kind.
    pub kind: WarningKind,
    /// A sentence without a full stop.
    pub text: String,
    /// Whether somebody said that it is right all the same.
    pub set_aside: bool,
}

/// That somebody said "this is right".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAsideRow {
    /// The customer of the pair it was said of.
    pub customer: CustomerId,
    /// Which kind of warning.
    pub kind: WarningKind,
    /// When.
    pub at: String,
}

/// The warnings of an organisation's pair, the gravest first.
pub fn of(conn: &Connection, id: OrganizationId) -> Result<Vec<WarningRow>> {
    let mut rows = decode::rows(
        conn,
        "SELECT kind, text, set_aside FROM pair_warning WHERE organization_id = ?1",
        [id.get()],
        |row| {
            Ok(WarningRow {
                kind: decode::coded(row, "kind", WarningKind::from_code)?,
                text: row.get("text")?,
                set_aside: row.get("set_aside")?,
            })
        },
    )?;
    rows.sort_by_key(|row| row.kind);
    Ok(rows)
}

/// Puts the warnings of a pair in the place of the old ones. Only what differs is written.
pub fn replace(conn: &Connection, id: OrganizationId, warnings: &[WarningRow]) -> Result<()> {
    for old in of(conn, id)? {
        if !warnings.iter().any(|new| new.kind == old.kind) {
            decode::execute(
                conn,
                "DELETE FROM pair_warning WHERE organization_id = ?1 AND kind = ?2",
                params![id.get(), old.kind.code()],
            )?;
        }
    }
    for warning in warnings {
        decode::execute(
            conn,
            "INSERT INTO pair_warning (organization_id, kind, text, set_aside) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (organization_id, kind) DO UPDATE SET text = excluded.text, set_aside = excluded.set_aside
             WHERE text <> excluded.text OR set_aside <> excluded.set_aside",
            params![id.get(), warning.kind.code(), warning.text, warning.set_aside],
        )?;
    }
    Ok(())
}

/// What was set aside for an organisation, by customer and kind.
pub fn set_aside_of(conn: &Connection, id: OrganizationId) -> Result<Vec<SetAsideRow>> {
    decode::rows(
        conn,
        "SELECT customer_id, kind, set_aside_at FROM warning_set_aside
         WHERE organization_id = ?1 ORDER BY customer_id, kind",
        [id.get()],
        |row| {
            Ok(SetAsideRow {
                customer: decode::id(row, "customer_id", CustomerId::new)?,
                kind: decode::coded(row, "kind", WarningKind::from_code)?,
                at: row.get("set_aside_at")?,
            })
        },
    )
}

/// Remembers that a warning is right. Doing it twice changes nothing more.
pub fn set_aside(conn: &Connection, id: OrganizationId, row: &SetAsideRow) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO warning_set_aside (organization_id, customer_id, kind, set_aside_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (organization_id, customer_id, kind) DO NOTHING",
        params![id.get(), row.customer.get(), row.kind.code(), row.at],
    )?;
    Ok(())
}

/// Forgets it for one kind.
pub fn bring_back(
    conn: &Connection,
    id: OrganizationId,
    customer: CustomerId,
    kind: WarningKind,
) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM warning_set_aside WHERE organization_id = ?1 AND customer_id = ?2 AND kind = ?3",
        params![id.get(), customer.get(), kind.code()],
    )?;
    Ok(())
}

/// Forgets everything that was set aside for an organisation.
pub fn clear_set_aside(conn: &Connection, id: OrganizationId) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM warning_set_aside WHERE organization_id = ?1",
        [id.get()],
    )?;
    Ok(())
}

/// Every paired organisation with its customer.
pub fn paired(conn: &Connection, profile: ProfileId) -> Result<Vec<(OrganizationId, CustomerId)>> {
    decode::rows(
        conn,
        "SELECT organization_id, customer_id FROM pair WHERE profile_id = ?1 ORDER BY organization_id",
        [profile.get()],
        |row| {
            Ok((
                decode::id(row, "organization_id", OrganizationId::new)?,
                decode::id(row, "customer_id", CustomerId::new)?,
            ))
        },
    )
}

/// Paired organisations whose warnings may change with those of `touched`, they themselves among them. `customers` are
/// those that were theirs before.
pub fn affected(
    conn: &Connection,
    profile: ProfileId,
    touched: &[OrganizationId],
    customers: &[CustomerId],
) -> Result<BTreeSet<OrganizationId>> {
    let mut near: BTreeSet<CustomerId> = customers.iter().copied().collect();
    let mut affected: BTreeSet<OrganizationId> = touched.iter().copied().collect();
    for &id in touched {
        if let Some(pair) = pairs::of(conn, profile, id)? {
            near.insert(pair.customer);
        }
        if let Some(row) = organizations::get(conn, profile, id)? {
            near.extend(customers_like(conn, profile, &row.name, &row.domains)?);
        }
    }
    for id in near {
        if let Some(row) = customers::get(conn, profile, id)? {
            affected.extend(organizations_like(conn, profile, &row.name, &row.domains)?);
        }
        affected.extend(pairs::holders(conn, profile, id)?);
    }
    Ok(affected)
}

/// What the rules look at for an organisation and a customer, whether they are a pair or not. `None` when there is no
/// such organisation.
pub fn surroundings(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    customer: CustomerId,
) -> Result<Option<Surroundings>> {
    let Some(organization) = vendor_side(conn, profile, organization)? else {
        return Ok(None);
    };
    let customer = halo_side(conn, profile, customer)?;
    let mut others = Vec::new();
    for id in customers_like(conn, profile, &organization.name, &organization.domains)? {
        if customer.as_ref().is_some_and(|customer| customer.id == id) {
            continue;
        }
        let Some(other) = halo_side(conn, profile, id)? else {
            continue;
        };
        let mut having = Vec::new();
        for holder in pairs::holders(conn, profile, id)? {
            having.extend(vendor_side(conn, profile, holder)?);
        }
        others.push((other, having));
    }
    let mut waiting = Vec::new();
    if let Some(customer) = &customer {
        for id in organizations_like(conn, profile, &customer.name, &customer.domains)? {
            if id != organization.id && waits_for(conn, profile, id, customer.id)? {
                waiting.extend(vendor_side(conn, profile, id)?);
            }
        }
    }
    let mut sharing = Vec::new();
    let own = pairs::of(conn, profile, organization.id)?.map(|pair| pair.customer);
    // Of a pair that is only thought of, whoever has the customer would lose it.
    if let Some(customer) = customer
        .as_ref()
        .filter(|customer| own == Some(customer.id))
    {
        for id in pairs::holders(conn, profile, customer.id)? {
            if id != organization.id {
                sharing.extend(vendor_side(conn, profile, id)?);
            }
        }
    }
    Ok(Some(Surroundings {
        organization,
        customer,
        others,
        waiting,
        sharing,
        may_share: profiles::may_share(conn, profile)?,
    }))
}

/// Remembers how many people Halo has for a customer.
pub fn put_users(
    conn: &Connection,
    profile: ProfileId,
    customer: CustomerId,
    users: u32,
    now: &str,
) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO customer_users (profile_id, customer_id, users, counted_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (profile_id, customer_id) DO UPDATE SET users = excluded.users, counted_at = excluded.counted_at",
        params![profile.get(), customer.get(), users, now],
    )?;
    Ok(())
}

/// Customers whose people are to be counted: those of organisations with seats, longest not counted first.
pub fn to_count(conn: &Connection, profile: ProfileId) -> Result<Vec<CustomerId>> {
    decode::rows(
        conn,
        "SELECT p.customer_id FROM pair AS p
         JOIN customer AS c ON c.profile_id = p.profile_id AND c.id = p.customer_id
         LEFT JOIN customer_users AS u ON u.profile_id = p.profile_id AND u.customer_id = p.customer_id
         WHERE p.profile_id = ?1
           AND EXISTS (SELECT 1 FROM organization_seat AS s WHERE s.organization_id = p.organization_id AND s.seats > 0)
         GROUP BY p.customer_id
         ORDER BY u.counted_at IS NOT NULL, u.counted_at, min(p.organization_id)",
        [profile.get()],
        |row| decode::id(row, "customer_id", CustomerId::new),
    )
}

fn vendor_side(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
) -> Result<Option<VendorSide>> {
    let found = organizations::get(conn, profile, id)?;
    Ok(found.map(|row| VendorSide {
        id,
        seats: row.seats.iter().map(|seat| seat.count).max(),
        name: row.name,
        domains: row.domains,
    }))
}

fn halo_side(conn: &Connection, profile: ProfileId, id: CustomerId) -> Result<Option<HaloSide>> {
    let Some(row) = customers::get(conn, profile, id)? else {
        return Ok(None);
    };
    let users = decode::value(
        conn,
        "SELECT users FROM customer_users WHERE profile_id = ?1 AND customer_id = ?2",
        [profile.get(), id.get()],
    )?;
    let own: Option<i32> = decode::value(
        conn,
        "SELECT own_customer_id FROM profile WHERE id = ?1 AND own_customer_id IS NOT NULL",
        [profile.get()],
    )?;
    Ok(Some(HaloSide {
        id,
        name: row.name,
        domains: row.domains,
        inactive: row.inactive,
        is_own: own == Some(id.get()),
        users,
    }))
}

/// Whether an organisation waits for a decision and might become this customer's.
fn waits_for(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
    customer: CustomerId,
) -> Result<bool> {
    let is_open =
        organizations::get(conn, profile, id)?.is_some_and(|row| row.decision == Decision::Open);
    Ok(is_open
        && pairs::of(conn, profile, id)?.is_none()
        && !rejections::of(conn, profile, id)?
            .iter()
            .any(|rejection| rejection.customer == customer))
}

/// Customers that share a domain or the name, by id.
fn customers_like(
    conn: &Connection,
    profile: ProfileId,
    name: &str,
    domains: &[String],
) -> Result<BTreeSet<CustomerId>> {
    let mut found = BTreeSet::new();
    for domain in domains.iter().filter(|domain| !is_barred_domain(domain)) {
        found.extend(decode::rows(
            conn,
            "SELECT customer_id FROM customer_domain WHERE profile_id = ?1 AND domain = ?2 ORDER BY customer_id LIMIT ?3",
            params![profile.get(), domain, MOST_RELATED],
            |row| decode::id(row, "customer_id", CustomerId::new),
        )?);
    }
    found.extend(named_like(
        conn,
        "SELECT id, name FROM customer WHERE profile_id = :profile AND sort_key >= :from AND sort_key < :to
         ORDER BY sort_key, id LIMIT :most",
        profile,
        name,
        CustomerId::new,
    )?);
    found.remove(&UNKNOWN_CUSTOMER);
    Ok(found)
}

/// Organisations that share a domain or the name, by id.
fn organizations_like(
    conn: &Connection,
    profile: ProfileId,
    name: &str,
    domains: &[String],
) -> Result<BTreeSet<OrganizationId>> {
    let mut found = BTreeSet::new();
    for domain in domains.iter().filter(|domain| !is_barred_domain(domain)) {
        found.extend(decode::rows(
            conn,
            "SELECT d.organization_id FROM organization_domain AS d CROSS JOIN organization AS o ON o.id = d.organization_id
             WHERE d.domain = ?2 AND o.profile_id = ?1 ORDER BY d.organization_id LIMIT ?3",
            params![profile.get(), domain, MOST_RELATED],
            |row| decode::id(row, "organization_id", OrganizationId::new),
        )?);
    }
    found.extend(named_like(
        conn,
        "SELECT id, name FROM organization WHERE profile_id = :profile AND sort_key >= :from AND sort_key < :to
         ORDER BY sort_key, id LIMIT :most",
        profile,
        name,
        OrganizationId::new,
    )?);
    Ok(found)
}

/// Records whose names fold to the same one. The index knows names as they are sorted, so it is asked for those that
/// begin alike; legal endings stand behind.
fn named_like<T>(
    conn: &Connection,
    sql: &str,
    profile: ProfileId,
    name: &str,
    new: fn(i32) -> T,
) -> Result<Vec<T>> {
    let folded = fold_name(name);
    let from = beginning(&folded, &search_key(name));
    if from.is_empty() {
        return Ok(Vec::new());
    }
    let found = decode::rows(
        conn,
        sql,
        named_params! {
            ":profile": profile.get(),
            ":from": from,
            ":to": format!("{from}\u{10ffff}"),
            ":most": MOST_RELATED,
        },
        |row| {
            let other: String = row.get("name")?;
            let id = decode::id(row, "id", new)?;
            Ok((fold_name(&other) == folded).then_some(id))
        },
    )?;
    Ok(found.into_iter().flatten().collect())
}

/// The whole words that the folded name and the name as it is sorted begin with.
fn beginning<'a>(folded: &'a str, sorted: &str) -> &'a str {
    if sorted.starts_with(folded) {
        return folded;
    }
    let alike = folded
        .char_indices()
        .zip(sorted.chars())
        .find(|((_, a), b)| a != b)
        .map_or(folded.len().min(sorted.len()), |((at, _), _)| at);
    let alike = folded.get(..alike).unwrap_or_default();
    alike.rfind(' ').map_or("", |end| &alike[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_for_by_the_words_they_begin_with() {
        let check = |name: &str, expected: &str| {
            assert_eq!(
                beginning(&fold_name(name), &search_key(name)),
                expected,
                "{name}"
            );
        };
        check("Wren Dental Ltd", "wren dental");
        check("Wren & Co", "wren");
        check("Wren-Dental", "");
        check("Äpfel GmbH", "apfel");
        check("", "");
    }
}
