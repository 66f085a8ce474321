//! What speaks against a pair, and what was set aside. The records that the rules look at are in [`super::surroundings`].

use std::collections::HashMap;

use domain::{CustomerId, OrganizationId, ProfileId, warning::WarningKind};
use rusqlite::{Row, params};

use crate::{Connection, Result, decode};

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
        read,
    )?;
    rows.sort_by_key(|row| row.kind);
    Ok(rows)
}

/// The warnings of all pairs of a profile that have any.
pub fn all(
    conn: &Connection,
    profile: ProfileId,
) -> Result<HashMap<OrganizationId, Vec<WarningRow>>> {
    let rows = decode::rows(
        conn,
        "SELECT w.* FROM pair_warning AS w JOIN pair AS p ON p.organization_id = w.organization_id WHERE p.profile_id = ?1",
        [profile.get()],
        |row| {
            Ok((
                decode::id(row, "organization_id", OrganizationId::new)?,
                read(row)?,
            ))
        },
    )?;
    Ok(decode::grouped(rows))
}

/// Puts the warnings of a pair in the place of the old ones, which are as told. Only what differs is written.
pub fn replace(
    conn: &Connection,
    id: OrganizationId,
    old: &[WarningRow],
    new: &[WarningRow],
) -> Result<()> {
    for gone in old {
        if !new.iter().any(|row| row.kind == gone.kind) {
            decode::execute(
                conn,
                "DELETE FROM pair_warning WHERE organization_id = ?1 AND kind = ?2",
                params![id.get(), gone.kind.code()],
            )?;
        }
    }
    for row in new.iter().filter(|row| !old.contains(row)) {
        decode::execute(
            conn,
            "INSERT INTO pair_warning (organization_id, kind, text, set_aside) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (organization_id, kind) DO UPDATE SET text = excluded.text, set_aside = excluded.set_aside",
            params![id.get(), row.kind.code(), row.text, row.set_aside],
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
        read_set_aside,
    )
}

/// Same, of all organisations of a profile.
pub fn all_set_aside(
    conn: &Connection,
    profile: ProfileId,
) -> Result<HashMap<OrganizationId, Vec<SetAsideRow>>> {
    let rows = decode::rows(
        conn,
        "SELECT a.* FROM warning_set_aside AS a JOIN organization AS o ON o.id = a.organization_id
         WHERE o.profile_id = ?1 ORDER BY a.organization_id, a.customer_id, a.kind",
        [profile.get()],
        |row| {
            Ok((
                decode::id(row, "organization_id", OrganizationId::new)?,
                read_set_aside(row)?,
            ))
        },
    )?;
    Ok(decode::grouped(rows))
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

/// Forgets that it was right for several organisations to have one customer, for those that do.
pub fn raise_shared_again(conn: &Connection, profile: ProfileId) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM warning_set_aside WHERE kind = ?2 AND (organization_id, customer_id) IN
             (SELECT organization_id, customer_id FROM pair WHERE profile_id = ?1 AND customer_id IN
                 (SELECT customer_id FROM pair WHERE profile_id = ?1 GROUP BY customer_id HAVING count(*) > 1))",
        params![profile.get(), WarningKind::TwoOrganizations.code()],
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

fn read(row: &Row<'_>) -> Result<WarningRow> {
    Ok(WarningRow {
        kind: decode::coded(row, "kind", WarningKind::from_code)?,
        text: row.get("text")?,
        set_aside: row.get("set_aside")?,
    })
}

fn read_set_aside(row: &Row<'_>) -> Result<SetAsideRow> {
    Ok(SetAsideRow {
        customer: decode::id(row, "customer_id", CustomerId::new)?,
        kind: decode::coded(row, "kind", WarningKind::from_code)?,
        at: row.get("set_aside_at")?,
    })
}
