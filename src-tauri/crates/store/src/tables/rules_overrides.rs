//! Ticket rules of single organisations. While the profile's rules are revoked, these count for nothing either.

use domain::{OrganizationId, ProfileId, SlaId, TicketTypeId, ticket_rules::RulesOverride};
use rusqlite::{Row, params};

use super::ticket_rules::is_revoked;
use crate::{Connection, Error, Result, decode};

/// An organisation's own rules with their bookkeeping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverrideRow {
    /// Whose they are.
    pub organization: OrganizationId,
    /// The organisation's name.
    pub name: String,
    /// What differs.
    pub own: RulesOverride,
    /// Rises with every change.
    pub version: i32,
    /// When it was last changed.
    pub updated_at: String,
}

const SELECT: &str = "SELECT r.*, o.name FROM rules_override AS r JOIN organization AS o ON o.id = r.organization_id";

/// All organisations with rules of their own, by name.
pub fn list(conn: &Connection, profile: ProfileId) -> Result<Vec<OverrideRow>> {
    if is_revoked(conn, profile)? {
        return Ok(Vec::new());
    }
    let sql = format!("{SELECT} WHERE r.profile_id = ?1 ORDER BY o.sort_key, o.id");
    let mut rows = decode::rows(conn, &sql, [profile.get()], read)?;
    for row in &mut rows {
        add_maps(conn, row)?;
    }
    Ok(rows)
}

/// The rules of one organisation, if it has any of its own.
pub fn get(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
) -> Result<Option<OverrideRow>> {
    if is_revoked(conn, profile)? {
        return Ok(None);
    }
    let sql = format!("{SELECT} WHERE r.profile_id = ?1 AND r.organization_id = ?2");
    let found = decode::row(conn, &sql, [profile.get(), organization.get()], read)?;
    found
        .map(|mut row| {
            add_maps(conn, &mut row)?;
            Ok(row)
        })
        .transpose()
}

/// Replaces an organisation's own rules, or takes them away where nothing differs any more. `expected_version` is 0 for
/// one that has none.
///
/// # Errors
/// [`Error::Conflict`] when they are not at `expected_version`.
pub fn save(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    own: &RulesOverride,
    expected_version: i32,
    now: &str,
) -> Result<()> {
    let current = get(conn, profile, organization)?.map_or(0, |row| row.version);
    if current != expected_version {
        return Err(Error::Conflict {
            current_version: current,
        });
    }
    // The cascade empties priorities and fields.
    remove(conn, profile, organization)?;
    if own.is_empty() {
        return Ok(());
    }
    let id = organization.get();
    decode::execute(
        conn,
        "INSERT INTO rules_override (organization_id, profile_id, ticket_type, sla, team, agent, updated_at, version)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            id,
            profile.get(),
            own.ticket_type.map(TicketTypeId::get),
            own.sla.map(SlaId::get),
            own.team,
            own.agent,
            now,
            current + 1,
        ],
    )?;
    for (level, number) in &own.priorities {
        decode::execute(
            conn,
            "INSERT INTO override_priority (organization_id, level_key, number) VALUES (?1, ?2, ?3)",
            params![id, level, number],
        )?;
    }
    for (key, value) in &own.field_defaults {
        decode::execute(
            conn,
            "INSERT INTO override_field (organization_id, field_key, value) VALUES (?1, ?2, ?3)",
            params![id, key, value],
        )?;
    }
    Ok(())
}

/// Takes an organisation's own rules away; where it has none, nothing changes.
pub fn remove(conn: &Connection, profile: ProfileId, organization: OrganizationId) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM rules_override WHERE profile_id = ?1 AND organization_id = ?2",
        [profile.get(), organization.get()],
    )?;
    Ok(())
}

/// Takes all of a profile away, those that were revoked too.
pub(super) fn clear(conn: &Connection, profile: ProfileId) -> Result<()> {
    decode::execute(
        conn,
        "DELETE FROM rules_override WHERE profile_id = ?1",
        [profile.get()],
    )?;
    Ok(())
}

fn add_maps(conn: &Connection, row: &mut OverrideRow) -> Result<()> {
    let id = [row.organization.get()];
    row.own.priorities = decode::rows(
        conn,
        "SELECT level_key, number FROM override_priority WHERE organization_id = ?1",
        id,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?
    .into_iter()
    .collect();
    row.own.field_defaults = decode::rows(
        conn,
        "SELECT field_key, value FROM override_field WHERE organization_id = ?1",
        id,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?
    .into_iter()
    .collect();
    Ok(())
}

fn read(row: &Row<'_>) -> Result<OverrideRow> {
    Ok(OverrideRow {
        organization: decode::id(row, "organization_id", OrganizationId::new)?,
        name: row.get("name")?,
        own: RulesOverride {
            ticket_type: decode::optional_id(row, "ticket_type", TicketTypeId::new)?,
            sla: decode::optional_id(row, "sla", SlaId::new)?,
            team: row.get("team")?,
            agent: row.get("agent")?,
            ..RulesOverride::default()
        },
        version: row.get("version")?,
        updated_at: row.get("updated_at")?,
    })
}
