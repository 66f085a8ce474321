//! What Halo and the vendor offer to choose from in ticket rules.

use std::collections::BTreeMap;

use engine::domain::SlaId;
use engine::domain::halo_config::{Agent, Choice, CustomKind, HaloConfig, TicketType};
use engine::domain::vendor::VendorStatus;
use serde::Serialize;
use specta::Type;

/// A ticket type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketTypeDto {
    /// Halo's id.
    pub id: i32,
    /// Name.
    pub name: String,
    /// Its SLA, when it has one.
    pub sla_id: Option<i32>,
    /// Statuses it allows; empty means all ticket statuses.
    pub allowed_statuses: Vec<i32>,
    /// Why it cannot be chosen, for example the agent may not create it.
    pub unavailable: Option<String>,
    /// Fields that it asks for and does not fill in itself.
    pub demands: Vec<DemandDto>,
}

/// A field that a ticket type asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DemandDto {
    /// The key under which it is sent.
    pub key: String,
    /// The label Halo shows.
    pub label: String,
}

/// An SLA.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SlaDto {
    /// Halo's id.
    pub id: i32,
    /// Name.
    pub name: String,
}

/// A priority of one SLA.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PriorityDto {
    /// The SLA it belongs to.
    pub sla_id: i32,
    /// The number that goes into a ticket.
    pub priority_id: i32,
    /// Name.
    pub name: String,
}

/// A ticket status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusDto {
    /// Halo's id.
    pub id: i32,
    /// Name.
    pub name: String,
    /// Whether it closes a ticket; `null` when Halo's answer does not tell.
    pub closes: Option<bool>,
}

/// One of the vendor's statuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VendorStatusDto {
    /// Its key.
    pub key: String,
    /// Name.
    pub name: String,
    /// Whether a ticket in it is over.
    pub closes: bool,
}

/// An entry of a list in Halo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HaloChoiceDto {
    /// Halo's id.
    pub id: i32,
    /// Name.
    pub name: String,
}

/// An agent who may get tickets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AgentDto {
    /// Halo's id.
    pub id: i32,
    /// Name.
    pub name: String,
    /// Names of the teams the agent is in; empty when Halo does not tell.
    pub teams: Vec<String>,
}

/// A field that can be given a default, and what may stand in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldChoicesDto {
    /// The key under which it is sent.
    pub key: String,
    /// Label on screen.
    pub label: String,
    /// What may stand in it; empty when Halo lists nothing.
    pub choices: Vec<FieldChoiceDto>,
    /// Whether any text may stand in it.
    pub takes_text: bool,
}

/// One value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldChoiceDto {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub name: String,
}

/// Fields that tickets are made with and types may ask for.
const FIELDS: [(&str, &str); 6] = [
    ("category_1", "Category"),
    ("category_2", "Category 2"),
    ("category_3", "Category 3"),
    ("category_4", "Category 4"),
    ("impact", "Impact"),
    ("urgency", "Urgency"),
];

pub(super) fn field_choices(config: &HaloConfig) -> Vec<FieldChoicesDto> {
    let dto = |(key, label): (&str, &str)| FieldChoicesDto {
        choices: config
            .field_choices(key)
            .into_iter()
            .map(|(value, name)| FieldChoiceDto { value, name })
            .collect(),
        takes_text: config.takes_text(key),
        key: key.to_owned(),
        label: label.to_owned(),
    };
    // Once, though several types may ask for it.
    let own: BTreeMap<String, &str> = config
        .demanded_custom_fields()
        .filter(|(_, field)| field.kind != CustomKind::Other)
        .map(|(label, field)| (field.key(), label))
        .collect();
    let own = own.iter().map(|(key, label)| (key.as_str(), *label));
    FIELDS.into_iter().chain(own).map(dto).collect()
}

impl From<Choice> for HaloChoiceDto {
    fn from(choice: Choice) -> Self {
        Self {
            id: choice.id,
            name: choice.name,
        }
    }
}

impl From<&TicketType> for TicketTypeDto {
    fn from(kind: &TicketType) -> Self {
        Self {
            id: kind.id.get(),
            name: kind.name.clone(),
            sla_id: kind.default_sla.map(SlaId::get),
            allowed_statuses: kind
                .allowed_statuses
                .as_ref()
                .map(|statuses| statuses.iter().map(|id| id.get()).collect())
                .unwrap_or_default(),
            unavailable: (!kind.can_create)
                .then(|| "The API agent may not create this type".to_owned()),
            demands: kind
                .mandatory_fields
                .iter()
                .filter(|field| !field.has_default)
                .map(|field| DemandDto {
                    key: field.key.clone(),
                    label: field.label.clone(),
                })
                .collect(),
        }
    }
}

impl From<Agent> for AgentDto {
    fn from(agent: Agent) -> Self {
        Self {
            id: agent.id,
            name: agent.name,
            teams: agent.teams,
        }
    }
}

impl From<VendorStatus> for VendorStatusDto {
    fn from(status: VendorStatus) -> Self {
        Self {
            key: status.key,
            name: status.name,
            closes: status.is_closed,
        }
    }
}
