//! What the administrator said "not this one" to.

use domain::{CustomerId, OrganizationId, ProfileId};
use rusqlite::{Row, params};

use crate::{Connection, Result, decode};

/// One rejection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectionRow {
    /// The organisation.
    pub organization: OrganizationId,
    /// The customer it is not.
    pub customer: CustomerId,
    /// The customer's name at that time.
    pub customer_name: String,
    /// When.
    pub rejected_at: String,
}

/// The rejections of an organisation, by customer.
pub fn of(conn: &Connection, profile: ProfileId, id: OrganizationId) -> Result<Vec<RejectionRow>> {
    decode::rows(
        conn,
        "SELECT * FROM rejection WHERE profile_id = ?1 AND organization_id = ?2 ORDER BY customer_id",
        [profile.get(), id.get()],
        read,
    )
}

/// All rejections of a profile.
pub fn all(conn: &Connection, profile: ProfileId) -> Result<Vec<RejectionRow>> {
    decode::rows(
        conn,
        "SELECT * FROM rejection WHERE profile_id = ?1 ORDER BY organization_id, customer_id",
        [profile.get()],
        read,
    )
}

/// Remembers a rejection. Doing it twice changes nothing more.
pub fn add(conn: &Connection, profile: ProfileId, rejection: &RejectionRow) -> Result<()> {
    decode::execute(
        conn,
        "INSERT INTO rejection (organization_id, customer_id, profile_id, customer_name, rejected_at)
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (organization_id, customer_id) DO NOTHING",
        params![
            rejection.organization.get(),
            rejection.customer.get(),
            profile.get(),
            rejection.customer_name,
            rejection.rejected_at,
        ],
    )?;
    Ok(())
}

/// Forgets one rejection.
pub fn remove(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    customer: CustomerId,
) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM rejection WHERE profile_id = ?1 AND organization_id = ?2 AND customer_id = ?3",
        [profile.get(), organization.get(), customer.get()],
    )?;
    Ok(())
}

/// Forgets all rejections of an organisation.
pub fn clear(conn: &Connection, profile: ProfileId, organization: OrganizationId) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM rejection WHERE profile_id = ?1 AND organization_id = ?2",
        [profile.get(), organization.get()],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<RejectionRow> {
    Ok(RejectionRow {
        organization: decode::id(row, "organization_id", OrganizationId::new)?,
        customer: decode::id(row, "customer_id", CustomerId::new)?,
        customer_name: row.get("customer_name")?,
        rejected_at: row.get("rejected_at")?,
    })
}
