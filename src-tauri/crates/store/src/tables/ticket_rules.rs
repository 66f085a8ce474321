//! A profile's ticket rules.

use std::collections::BTreeMap;

use domain::{
    OrganizationId, ProfileId, SlaId, StatusId, TicketTypeId, halo_config::HaloConfig,
    ticket_rules::TicketRules,
};
use rusqlite::{Row, params};

use crate::{Connection, Error, Result, decode};

/// Ticket rules with their bookkeeping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TicketRulesRow {
    /// The rules.
    pub rules: TicketRules,
    /// Rises with every change; 0 when they were never saved.
    pub version: i32,
    /// When they were last changed.
    pub updated_at: Option<String>,
    /// When all mapping was revoked; the rules are empty then, and can be brought back.
    pub revoked_at: Option<String>,
}

/// The rules; empty ones at version 0 when none were ever saved, and at their version while they are revoked.
pub fn load(conn: &Connection, profile: ProfileId) -> Result<TicketRulesRow> {
    let id = [profile.get()];
    let found = decode::row(
        conn,
        "SELECT * FROM ticket_rules WHERE profile_id = ?1",
        id,
        read,
    )?;
    let Some(mut row) = found else {
        return Ok(TicketRulesRow::default());
    };
    if row.revoked_at.is_some() {
        row.rules = TicketRules::default();
        return Ok(row);
    }
    row.rules.priorities = map(
        conn,
        "SELECT level_key, number FROM level_priority WHERE profile_id = ?1",
        profile,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    row.rules.status_to_halo = map(
        conn,
        "SELECT status_key, status_id FROM status_to_halo WHERE profile_id = ?1",
        profile,
        |row| Ok((row.get(0)?, decode::id(row, "status_id", StatusId::new)?)),
    )?;
    row.rules.status_from_halo = map(
        conn,
        "SELECT status_id, status_key FROM status_from_halo WHERE profile_id = ?1",
        profile,
        |row| Ok((decode::id(row, "status_id", StatusId::new)?, row.get(1)?)),
    )?;
    row.rules.field_defaults = map(
        conn,
        "SELECT field_key, value FROM field_default WHERE profile_id = ?1",
        profile,
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(row)
}

/// Replaces the rules and answers their new version.
///
/// # Errors
/// [`Error::Conflict`] when they are not at `expected_version` any more.
pub fn save(
    conn: &Connection,
    profile: ProfileId,
    rules: &TicketRules,
    expected_version: i32,
    now: &str,
) -> Result<i32> {
    let current = version(conn, profile)?;
    if current != expected_version {
        return Err(Error::Conflict {
            current_version: current,
        });
    }
    if is_revoked(conn, profile)? {
        // What was revoked together with the old rules does not come back with new ones.
        super::rules_overrides::clear(conn, profile)?;
    }
    put(conn, profile, rules, current + 1, now)
}

/// Revokes the rules and those of single organisations, whatever their version. They count for nothing from now on,
/// and can be brought back until new ones are saved. Answers whether there was anything to revoke.
pub fn revoke(conn: &Connection, profile: ProfileId, now: &str) -> Result<bool> {
    let revoked = decode::execute(
        conn,
        "UPDATE ticket_rules SET revoked_at = ?2, updated_at = ?2, version = version + 1
         WHERE profile_id = ?1 AND revoked_at IS NULL",
        params![profile.get(), now],
    )?;
    Ok(revoked > 0)
}

/// Brings revoked rules back, those of single organisations with them. Answers whether there were any.
pub fn bring_back(conn: &Connection, profile: ProfileId, now: &str) -> Result<bool> {
    let brought = decode::execute(
        conn,
        "UPDATE ticket_rules SET revoked_at = NULL, updated_at = ?2, version = version + 1
         WHERE profile_id = ?1 AND revoked_at IS NOT NULL",
        params![profile.get(), now],
    )?;
    Ok(brought > 0)
}

/// Whether the rules were revoked and nothing was saved since.
pub(super) fn is_revoked(conn: &Connection, profile: ProfileId) -> Result<bool> {
    let sql = "SELECT revoked_at IS NOT NULL FROM ticket_rules WHERE profile_id = ?1";
    Ok(decode::value(conn, sql, [profile.get()])?.unwrap_or(false))
}

fn version(conn: &Connection, profile: ProfileId) -> Result<i32> {
    let sql = "SELECT version FROM ticket_rules WHERE profile_id = ?1";
    Ok(decode::value(conn, sql, [profile.get()])?.unwrap_or(0))
}

fn put(
    conn: &Connection,
    profile: ProfileId,
    rules: &TicketRules,
    version: i32,
    now: &str,
) -> Result<i32> {
    let id = profile.get();
    // The cascade empties the maps.
    decode::execute(conn, "DELETE FROM ticket_rules WHERE profile_id = ?1", [id])?;
    decode::execute(
        conn,
        "INSERT INTO ticket_rules (profile_id, ticket_type, sla, team, agent, request_source, note_outcome, updated_at,
             version, allow_mail)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            id,
            rules.ticket_type.map(TicketTypeId::get),
            rules.sla.map(SlaId::get),
            rules.team,
            rules.agent,
            rules.request_source,
            rules.note_outcome,
            now,
            version,
            rules.allow_mail,
        ],
    )?;
    for (level, number) in &rules.priorities {
        decode::execute(
            conn,
            "INSERT INTO level_priority (profile_id, level_key, number) VALUES (?1, ?2, ?3)",
            params![id, level, number],
        )?;
    }
    for (key, status) in &rules.status_to_halo {
        decode::execute(
            conn,
            "INSERT INTO status_to_halo (profile_id, status_key, status_id) VALUES (?1, ?2, ?3)",
            params![id, key, status.get()],
        )?;
    }
    for (status, key) in &rules.status_from_halo {
        decode::execute(
            conn,
            "INSERT INTO status_from_halo (profile_id, status_id, status_key) VALUES (?1, ?2, ?3)",
            params![id, status.get(), key],
        )?;
    }
    for (key, value) in &rules.field_defaults {
        decode::execute(
            conn,
            "INSERT INTO field_default (profile_id, field_key, value) VALUES (?1, ?2, ?3)",
            params![id, key, value],
        )?;
    }
    Ok(version)
}

/// The rules by which tickets of one organisation are made: the profile's, with the organisation's own in their place.
/// Every ticket is made by these.
pub fn effective(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    config: &HaloConfig,
) -> Result<TicketRules> {
    let rules = load(conn, profile)?.rules;
    let own = super::rules_overrides::get(conn, profile, organization)?;
    Ok(own.map_or_else(
        || rules.clone(),
        |row| rules.for_organization(&row.own, config),
    ))
}

fn map<K: Ord, V>(
    conn: &Connection,
    sql: &str,
    profile: ProfileId,
    read: impl FnMut(&Row<'_>) -> Result<(K, V)>,
) -> Result<BTreeMap<K, V>> {
    Ok(decode::rows(conn, sql, [profile.get()], read)?
        .into_iter()
        .collect())
}

fn read(row: &Row<'_>) -> Result<TicketRulesRow> {
    Ok(TicketRulesRow {
        rules: TicketRules {
            ticket_type: decode::optional_id(row, "ticket_type", TicketTypeId::new)?,
            sla: decode::optional_id(row, "sla", SlaId::new)?,
            team: row.get("team")?,
            agent: row.get("agent")?,
            request_source: row.get("request_source")?,
            note_outcome: row.get("note_outcome")?,
            allow_mail: row.get("allow_mail")?,
            ..TicketRules::default()
        },
        version: row.get("version")?,
        updated_at: row.get("updated_at")?,
        revoked_at: row.get("revoked_at")?,
    })
}
