//! Ticket rules of single organisations.

use engine::database::rules_overrides::OverrideRow;
use engine::domain::ticket_rules::RulesOverride;
use engine::domain::{SlaId, TicketTypeId};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::OrganizationId;
use super::ticket_rules::{FieldDefaultDto, WordChoiceDto, field_default_dtos, field_defaults};

/// What an organisation's tickets have in place of everybody's rules. What is `null` or not listed is as for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RulesOverrideDto {
    /// Ticket type.
    pub ticket_type_id: Option<i32>,
    /// SLA.
    pub sla_id: Option<i32>,
    /// Priority by vendor's level.
    pub priorities: Vec<WordChoiceDto>,
    /// What is sent in fields that types may ask for.
    pub field_defaults: Vec<FieldDefaultDto>,
    /// Name of the team.
    pub team: Option<String>,
    /// The agent.
    pub agent_id: Option<i32>,
}

/// An organisation with rules of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RulesOverrideRowDto {
    /// Whose.
    pub organization: OrganizationId,
    /// The organisation's name.
    pub name: String,
    /// What differs.
    pub own: RulesOverrideDto,
    /// To be given back with the next ones.
    pub version: i32,
}

impl From<RulesOverride> for RulesOverrideDto {
    fn from(own: RulesOverride) -> Self {
        Self {
            ticket_type_id: own.ticket_type.map(TicketTypeId::get),
            sla_id: own.sla.map(SlaId::get),
            field_defaults: field_default_dtos(&own.field_defaults),
            priorities: own
                .priorities
                .into_iter()
                .map(|(key, number)| WordChoiceDto {
                    key,
                    halo_id: Some(number),
                })
                .collect(),
            team: own.team,
            agent_id: own.agent,
        }
    }
}

impl From<RulesOverrideDto> for RulesOverride {
    fn from(own: RulesOverrideDto) -> Self {
        Self {
            ticket_type: own.ticket_type_id.map(TicketTypeId::new),
            sla: own.sla_id.map(SlaId::new),
            priorities: own
                .priorities
                .into_iter()
                .filter_map(|choice| Some((choice.key, choice.halo_id?)))
                .collect(),
            team: own.team.filter(|team| !team.trim().is_empty()),
            agent: own.agent_id,
            field_defaults: field_defaults(own.field_defaults),
        }
    }
}

impl From<OverrideRow> for RulesOverrideRowDto {
    fn from(row: OverrideRow) -> Self {
        Self {
            organization: row.organization.into(),
            name: row.name,
            own: row.own.into(),
            version: row.version,
        }
    }
}
