//! Reading organisations with their domains and seats.

use std::collections::HashMap;

use domain::{Decision, OrganizationId, ProfileId, SourceKind};
use rusqlite::{Row, params};

use super::{OrganizationRow, Seat};
use crate::{Connection, Result, decode};

/// One organisation, if the profile has it.
pub fn get(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
) -> Result<Option<OrganizationRow>> {
    let found = decode::row(
        conn,
        "SELECT * FROM organization WHERE profile_id = ?1 AND id = ?2",
        params![profile.get(), id.get()],
        read,
    )?;
    let Some(mut organization) = found else {
        return Ok(None);
    };
    organization.domains = decode::rows(
        conn,
        "SELECT domain FROM organization_domain WHERE organization_id = ?1 ORDER BY position",
        [id.get()],
        |row| Ok(row.get(0)?),
    )?;
    organization.seats = decode::rows(
        conn,
        "SELECT product_key, seats FROM organization_seat WHERE organization_id = ?1 ORDER BY product_key",
        [id.get()],
        |row| {
            Ok(Seat {
                product_key: row.get(0)?,
                count: row.get(1)?,
            })
        },
    )?;
    Ok(Some(organization))
}

/// All organisations of a profile, by id.
pub fn all(conn: &Connection, profile: ProfileId) -> Result<Vec<OrganizationRow>> {
    let mut organizations = decode::rows(
        conn,
        "SELECT * FROM organization WHERE profile_id = ?1 ORDER BY id",
        [profile.get()],
        read,
    )?;
    let mut domains: HashMap<i32, Vec<String>> = HashMap::new();
    decode::rows(
        conn,
        "SELECT d.organization_id, d.domain FROM organization_domain AS d
         JOIN organization AS o ON o.id = d.organization_id
         WHERE o.profile_id = ?1 ORDER BY d.organization_id, d.position",
        [profile.get()],
        |row| {
            domains.entry(row.get(0)?).or_default().push(row.get(1)?);
            Ok(())
        },
    )?;
    let mut seats: HashMap<i32, Vec<Seat>> = HashMap::new();
    decode::rows(
        conn,
        "SELECT s.organization_id, s.product_key, s.seats FROM organization_seat AS s
         JOIN organization AS o ON o.id = s.organization_id
         WHERE o.profile_id = ?1 ORDER BY s.organization_id, s.product_key",
        [profile.get()],
        |row| {
            let seat = Seat {
                product_key: row.get(1)?,
                count: row.get(2)?,
            };
            seats.entry(row.get(0)?).or_default().push(seat);
            Ok(())
        },
    )?;
    for organization in &mut organizations {
        organization.domains = domains.remove(&organization.id.get()).unwrap_or_default();
        organization.seats = seats.remove(&organization.id.get()).unwrap_or_default();
    }
    Ok(organizations)
}

/// Who has a vendor's id.
pub fn holder_of_external_id(
    conn: &Connection,
    profile: ProfileId,
    external_id: &str,
) -> Result<Option<(OrganizationId, String)>> {
    decode::row(
        conn,
        "SELECT id, name FROM organization WHERE profile_id = ?1 AND external_id = ?2",
        params![profile.get(), external_id],
        |row| {
            Ok((
                decode::id(row, "id", OrganizationId::new)?,
                row.get("name")?,
            ))
        },
    )
}

/// Reads everything but domains and seats, which are in tables of their own.
fn read(row: &Row<'_>) -> Result<OrganizationRow> {
    Ok(OrganizationRow {
        id: decode::id(row, "id", OrganizationId::new)?,
        name: row.get("name")?,
        domains: Vec::new(),
        external_id: row.get("external_id")?,
        tenant_id: row.get("tenant_id")?,
        note: row.get("note")?,
        seats: Vec::new(),
        source: decode::coded(row, "source", SourceKind::from_code)?,
        decision: decode::coded(row, "decision", Decision::from_code)?,
        decision_reason: row.get("decision_reason")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        version: row.get("version")?,
    })
}
