//! Halo's configuration as last read. It is replaced as a whole.

use domain::{
    ProfileId, SlaId, StatusId, TeamId, TicketTypeId,
    halo_config::{
        Agent, Choice, CustomField, CustomKind, HaloConfig, MandatoryField, Priority, Sla, Status,
        Team, TicketType,
    },
};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use crate::{Connection, Error, Result, decode};

/// A mandatory field as it is kept in its JSON column.
#[derive(Serialize, Deserialize)]
struct FieldColumn {
    key: String,
    label: String,
    has_default: bool,
    #[serde(default)]
    custom: Option<CustomColumn>,
}

/// What is known of a field that the administrator of Halo has made.
#[derive(Serialize, Deserialize)]
struct CustomColumn {
    id: i32,
    kind: String,
    values: Vec<(i32, String)>,
}

impl From<&CustomField> for CustomColumn {
    fn from(field: &CustomField) -> Self {
        let values = field.values.iter();
        Self {
            id: field.id,
            kind: field.kind.code().to_owned(),
            values: values.map(|one| (one.id, one.name.clone())).collect(),
        }
    }
}

impl CustomColumn {
    fn read(self) -> Result<CustomField> {
        let column = "mandatory_fields";
        let values = self.values.into_iter();
        Ok(CustomField {
            id: self.id,
            kind: CustomKind::from_code(&self.kind).ok_or(Error::Invalid { column })?,
            values: values.map(|(id, name)| Choice { id, name }).collect(),
        })
    }
}

/// Puts a newly read configuration in the place of the old one. Of rows with the same id the first one is kept.
pub fn replace(
    conn: &Connection,
    profile: ProfileId,
    config: &HaloConfig,
    now: &str,
) -> Result<()> {
    let id = profile.get();
    for table in [
        "halo_ticket_type",
        "halo_status",
        "halo_sla",
        "halo_priority",
        "halo_team",
        "halo_category",
        "halo_agent",
        "halo_choice",
    ] {
        conn.execute(&format!("DELETE FROM {table} WHERE profile_id = ?1"), [id])?;
    }
    for (position, ticket_type) in (0u32..).zip(&config.ticket_types) {
        insert_ticket_type(conn, profile, position, ticket_type)?;
    }
    for (position, status) in (0u32..).zip(&config.statuses) {
        decode::execute(
            conn,
            "INSERT OR IGNORE INTO halo_status (profile_id, id, position, name, is_ticket, is_closed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, status.id.get(), position, status.name, status.is_ticket, status.is_closed],
        )?;
    }
    for (position, sla) in (0u32..).zip(&config.slas) {
        decode::execute(
            conn,
            "INSERT OR IGNORE INTO halo_sla (profile_id, id, position, name) VALUES (?1, ?2, ?3, ?4)",
            params![id, sla.id.get(), position, sla.name],
        )?;
    }
    for (position, priority) in (0u32..).zip(&config.priorities) {
        decode::execute(
            conn,
            "INSERT OR IGNORE INTO halo_priority (profile_id, sla_id, number, position, name, hidden)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, priority.sla.get(), priority.number, position, priority.name, priority.hidden],
        )?;
    }
    for (position, team) in (0u32..).zip(&config.teams) {
        decode::execute(
            conn,
            "INSERT OR IGNORE INTO halo_team (profile_id, id, position, name) VALUES (?1, ?2, ?3, ?4)",
            params![id, team.id.get(), position, team.name],
        )?;
    }
    let first = config.categories.iter().map(|name| (1, name));
    let deeper = (2..).zip(&config.deeper_categories);
    let deeper = deeper.flat_map(|(level, names)| names.iter().map(move |name| (level, name)));
    for (position, (level, name)) in (0u32..).zip(first.chain(deeper)) {
        decode::execute(
            conn,
            "INSERT INTO halo_category (profile_id, position, name, level) VALUES (?1, ?2, ?3, ?4)",
            params![id, position, name, level],
        )?;
    }
    insert_agents(conn, profile, &config.agents)?;
    for (list, choices) in [
        (REQUEST_SOURCES, &config.request_sources),
        (IMPACTS, &config.impacts),
        (URGENCIES, &config.urgencies),
        (OUTCOMES, &config.outcomes),
    ] {
        insert_choices(conn, profile, list, choices)?;
    }
    decode::execute(
        conn,
        "INSERT OR REPLACE INTO halo_config (profile_id, read_at) VALUES (?1, ?2)",
        params![id, now],
    )?;
    Ok(())
}

/// The configuration, in Halo's order. Empty when it was never read.
pub fn load(conn: &Connection, profile: ProfileId) -> Result<HaloConfig> {
    let id = profile.get();
    Ok(HaloConfig {
        ticket_types: decode::rows(
            conn,
            "SELECT * FROM halo_ticket_type WHERE profile_id = ?1 ORDER BY position",
            [id],
            read_ticket_type,
        )?,
        statuses: decode::rows(
            conn,
            "SELECT * FROM halo_status WHERE profile_id = ?1 ORDER BY position",
            [id],
            |row| {
                Ok(Status {
                    id: decode::id(row, "id", StatusId::new)?,
                    name: row.get("name")?,
                    is_ticket: row.get("is_ticket")?,
                    is_closed: row.get("is_closed")?,
                })
            },
        )?,
        slas: decode::rows(
            conn,
            "SELECT * FROM halo_sla WHERE profile_id = ?1 ORDER BY position",
            [id],
            |row| {
                Ok(Sla {
                    id: decode::id(row, "id", SlaId::new)?,
                    name: row.get("name")?,
                })
            },
        )?,
        priorities: decode::rows(
            conn,
            "SELECT * FROM halo_priority WHERE profile_id = ?1 ORDER BY position",
            [id],
            |row| {
                Ok(Priority {
                    sla: decode::id(row, "sla_id", SlaId::new)?,
                    number: row.get("number")?,
                    name: row.get("name")?,
                    hidden: row.get("hidden")?,
                })
            },
        )?,
        teams: decode::rows(
            conn,
            "SELECT * FROM halo_team WHERE profile_id = ?1 ORDER BY position",
            [id],
            |row| {
                Ok(Team {
                    id: decode::id(row, "id", TeamId::new)?,
                    name: row.get("name")?,
                })
            },
        )?,
        categories: categories(conn, profile, 1)?,
        deeper_categories: [
            categories(conn, profile, 2)?,
            categories(conn, profile, 3)?,
            categories(conn, profile, 4)?,
        ],
        agents: decode::rows(
            conn,
            "SELECT * FROM halo_agent WHERE profile_id = ?1 ORDER BY position",
            [id],
            |row| {
                let teams: String = row.get("teams")?;
                Ok(Agent {
                    id: row.get("id")?,
                    name: row.get("name")?,
                    teams: serde_json::from_str(&teams)?,
                })
            },
        )?,
        request_sources: choices(conn, profile, REQUEST_SOURCES)?,
        impacts: choices(conn, profile, IMPACTS)?,
        urgencies: choices(conn, profile, URGENCIES)?,
        outcomes: choices(conn, profile, OUTCOMES)?,
    })
}

// Codes of the lists in `halo_choice`.
const REQUEST_SOURCES: &str = "request_source";
const IMPACTS: &str = "impact";
const URGENCIES: &str = "urgency";
const OUTCOMES: &str = "outcome";

fn categories(conn: &Connection, profile: ProfileId, level: i32) -> Result<Vec<String>> {
    decode::rows(
        conn,
        "SELECT name FROM halo_category WHERE profile_id = ?1 AND level = ?2 ORDER BY position",
        [profile.get(), level],
        |row| Ok(row.get("name")?),
    )
}

fn choices(conn: &Connection, profile: ProfileId, list: &str) -> Result<Vec<Choice>> {
    decode::rows(
        conn,
        "SELECT id, name FROM halo_choice WHERE profile_id = ?1 AND list = ?2 ORDER BY position",
        params![profile.get(), list],
        |row| {
            Ok(Choice {
                id: row.get("id")?,
                name: row.get("name")?,
            })
        },
    )
}

fn insert_agents(conn: &Connection, profile: ProfileId, agents: &[Agent]) -> Result<()> {
    for (position, agent) in (0u32..).zip(agents) {
        let teams = serde_json::to_string(&agent.teams)?;
        decode::execute(
            conn,
            "INSERT OR IGNORE INTO halo_agent (profile_id, id, position, name, teams)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![profile.get(), agent.id, position, agent.name, teams],
        )?;
    }
    Ok(())
}

fn insert_choices(
    conn: &Connection,
    profile: ProfileId,
    list: &str,
    choices: &[Choice],
) -> Result<()> {
    for (position, choice) in (0u32..).zip(choices) {
        decode::execute(
            conn,
            "INSERT OR IGNORE INTO halo_choice (profile_id, list, id, position, name)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![profile.get(), list, choice.id, position, choice.name],
        )?;
    }
    Ok(())
}

/// When the configuration was last read.
pub fn read_at(conn: &Connection, profile: ProfileId) -> Result<Option<String>> {
    decode::value(
        conn,
        "SELECT read_at FROM halo_config WHERE profile_id = ?1",
        [profile.get()],
    )
}

fn insert_ticket_type(
    conn: &Connection,
    profile: ProfileId,
    position: u32,
    ticket_type: &TicketType,
) -> Result<()> {
    let allowed = ticket_type
        .allowed_statuses
        .as_ref()
        .map(|ids| serde_json::to_string(&ids.iter().map(|id| id.get()).collect::<Vec<_>>()))
        .transpose()?;
    let fields: Vec<FieldColumn> = ticket_type
        .mandatory_fields
        .iter()
        .map(|field| FieldColumn {
            key: field.key.clone(),
            label: field.label.clone(),
            has_default: field.has_default,
            custom: field.custom.as_ref().map(CustomColumn::from),
        })
        .collect();
    decode::execute(
        conn,
        "INSERT OR IGNORE INTO halo_ticket_type (profile_id, id, position, name, can_create, default_sla, default_priority,
             initial_status, allowed_statuses, mandatory_fields)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            profile.get(),
            ticket_type.id.get(),
            position,
            ticket_type.name,
            ticket_type.can_create,
            ticket_type.default_sla.map(SlaId::get),
            ticket_type.default_priority,
            ticket_type.initial_status.map(StatusId::get),
            allowed,
            serde_json::to_string(&fields)?,
        ],
    )?;
    Ok(())
}

fn read_ticket_type(row: &Row<'_>) -> Result<TicketType> {
    let allowed: Option<String> = row.get("allowed_statuses")?;
    let allowed: Option<Vec<i32>> = allowed
        .map(|text| serde_json::from_str(&text))
        .transpose()?;
    let fields: String = row.get("mandatory_fields")?;
    let fields: Vec<FieldColumn> = serde_json::from_str(&fields)?;
    Ok(TicketType {
        id: decode::id(row, "id", TicketTypeId::new)?,
        name: row.get("name")?,
        can_create: row.get("can_create")?,
        default_sla: decode::optional_id(row, "default_sla", SlaId::new)?,
        default_priority: row.get("default_priority")?,
        initial_status: decode::optional_id(row, "initial_status", StatusId::new)?,
        allowed_statuses: allowed.map(|ids| ids.into_iter().map(StatusId::new).collect()),
        mandatory_fields: fields
            .into_iter()
            .map(|field| {
                Ok(MandatoryField {
                    key: field.key,
                    label: field.label,
                    has_default: field.has_default,
                    custom: field.custom.map(CustomColumn::read).transpose()?,
                })
            })
            .collect::<Result<_>>()?,
    })
}
