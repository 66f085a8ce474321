//! Pairs: one organisation to one customer.

use domain::{CustomerId, Evidence, OrganizationId, ProfileId};
use rusqlite::{Row, params};

use crate::{Connection, Result, decode};

/// A pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairRow {
    /// The vendor's side.
    pub organization: OrganizationId,
    /// Halo's side.
    pub customer: CustomerId,
    /// The customer's name when the pair was made.
    pub customer_name: String,
    /// Whether the customer was known to be inactive when the pair was made.
    pub accepted_inactive: bool,
    /// What it was accepted on.
    pub evidence: Evidence,
    /// When.
    pub accepted_at: String,
}

/// The pair of an organisation.
pub fn of(conn: &Connection, profile: ProfileId, id: OrganizationId) -> Result<Option<PairRow>> {
    decode::row(
        conn,
        "SELECT * FROM pair WHERE profile_id = ?1 AND organization_id = ?2",
        [profile.get(), id.get()],
        read,
    )
}

/// The organisations that are mapped to a customer: one, or several where it is shared. The oldest first.
pub fn holders(
    conn: &Connection,
    profile: ProfileId,
    customer: CustomerId,
) -> Result<Vec<OrganizationId>> {
    decode::rows(
        conn,
        "SELECT organization_id FROM pair WHERE profile_id = ?1 AND customer_id = ?2 ORDER BY organization_id",
        [profile.get(), customer.get()],
        |row| decode::id(row, "organization_id", OrganizationId::new),
    )
}

/// Same, with their names, and in the order of these.
pub fn holders_by_name(
    conn: &Connection,
    profile: ProfileId,
    customer: CustomerId,
) -> Result<Vec<(OrganizationId, String)>> {
    decode::rows(
        conn,
        "SELECT o.id, o.name FROM pair AS p CROSS JOIN organization AS o ON o.id = p.organization_id
         WHERE p.profile_id = ?1 AND p.customer_id = ?2 ORDER BY o.sort_key, o.id",
        [profile.get(), customer.get()],
        |row| {
            Ok((
                decode::id(row, "id", OrganizationId::new)?,
                row.get("name")?,
            ))
        },
    )
}

/// How many customers several organisations have, and how many organisations that are.
pub fn shared(conn: &Connection, profile: ProfileId) -> Result<(u32, u32)> {
    decode::row(
        conn,
        "SELECT count(*), coalesce(sum(organizations), 0) FROM
             (SELECT count(*) AS organizations FROM pair WHERE profile_id = ?1 GROUP BY customer_id)
         WHERE organizations > 1",
        [profile.get()],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
    .map(Option::unwrap_or_default)
}

/// All pairs, by organisation.
pub fn all(conn: &Connection, profile: ProfileId) -> Result<Vec<PairRow>> {
    decode::rows(
        conn,
        "SELECT * FROM pair WHERE profile_id = ?1 ORDER BY organization_id",
        [profile.get()],
        read,
    )
}

/// Makes a pair in place of the organisation's earlier one. The database refuses a customer that is taken, unless customers
/// may be shared. One of the same customer is changed in its place, with its licences, whether it may be shared or not.
pub fn put(conn: &Connection, profile: ProfileId, pair: &PairRow) -> Result<()> {
    let changed = decode::execute(
        conn,
        "UPDATE pair SET customer_name = ?4, accepted_inactive = ?5, band = ?6, reasons = ?7, accepted_at = ?8
         WHERE organization_id = ?1 AND profile_id = ?2 AND customer_id = ?3",
        params![
            pair.organization.get(),
            profile.get(),
            pair.customer.get(),
            pair.customer_name,
            pair.accepted_inactive,
            pair.evidence.band.code(),
            decode::reasons_column(&pair.evidence.reasons),
            pair.accepted_at,
        ],
    )?;
    if changed > 0 {
        return Ok(());
    }
    remove(conn, profile, pair.organization)?;
    super::tickets::mapped_by_somebody(conn, profile, pair.organization)?;
    decode::execute(
        conn,
        "INSERT INTO pair (organization_id, profile_id, customer_id, customer_name, accepted_inactive, band, reasons, accepted_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            pair.organization.get(),
            profile.get(),
            pair.customer.get(),
            pair.customer_name,
            pair.accepted_inactive,
            pair.evidence.band.code(),
            decode::reasons_column(&pair.evidence.reasons),
            pair.accepted_at,
        ],
    )?;
    Ok(())
}

/// Remembers, or no longer does, that the customer may be inactive.
pub fn accept_inactive(conn: &Connection, id: OrganizationId, accepted: bool) -> Result<()> {
    decode::execute(
        conn,
        "UPDATE pair SET accepted_inactive = ?2 WHERE organization_id = ?1",
        params![id.get(), accepted],
    )?;
    Ok(())
}

/// Takes an organisation's pair away, and answers whether there was one.
pub fn remove(conn: &Connection, profile: ProfileId, id: OrganizationId) -> Result<bool> {
    let removed = decode::execute(
        conn,
        "DELETE FROM pair WHERE profile_id = ?1 AND organization_id = ?2",
        [profile.get(), id.get()],
    )?;
    Ok(removed > 0)
}

fn read(row: &Row<'_>) -> Result<PairRow> {
    Ok(PairRow {
        organization: decode::id(row, "organization_id", OrganizationId::new)?,
        customer: decode::id(row, "customer_id", CustomerId::new)?,
        customer_name: row.get("customer_name")?,
        accepted_inactive: row.get("accepted_inactive")?,
        evidence: decode::evidence(row)?,
        accepted_at: row.get("accepted_at")?,
    })
}
