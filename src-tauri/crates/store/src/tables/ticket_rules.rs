//! A profile's ticket rules.

use std::collections::BTreeMap;

use domain::{ProfileId, SlaId, StatusId, TicketTypeId, ticket_rules::TicketRules};
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
}

/// The rules; empty ones at version 0 when none were ever saved.
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
    put(conn, profile, rules, current + 1, now)
}

/// Empties the rules, whatever their version, and answers the new one.
pub fn clear(conn: &Connection, profile: ProfileId, now: &str) -> Result<i32> {
    let current = version(conn, profile)?;
    put(conn, profile, &TicketRules::default(), current + 1, now)
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
        "INSERT INTO ticket_rules (profile_id, ticket_type, sla, team, agent, request_source, note_outcome, sync_seats,
             updated_at, version)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            id,
            rules.ticket_type.map(TicketTypeId::get),
            rules.sla.map(SlaId::get),
            rules.team,
            rules.agent,
            rules.request_source,
            rules.note_outcome,
            rules.sync_seats,
            now,
            version,
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
            sync_seats: row.get("sync_seats")?,
            ..TicketRules::default()
        },
        version: row.get("version")?,
        updated_at: row.get("updated_at")?,
    })
}
