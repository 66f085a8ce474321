//! Ticket rules: what was chosen, and everything the form shows.

use engine::RulesForm;
use engine::domain::ticket_rules::{Left, Proposal, TicketRules};
use engine::domain::{SlaId, StatusId, TicketTypeId};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::carried_rules::CarriedRulesDto;
use super::connect::VocabularyWordDto;
use super::rules_choices::{
    AgentDto, FieldChoicesDto, HaloChoiceDto, PriorityDto, SlaDto, StatusDto, TicketTypeDto,
    VendorStatusDto, field_choices,
};
use super::rules_override::RulesOverrideRowDto;

/// A default for one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldDefaultDto {
    /// The key under which it is sent.
    pub key: String,
    /// What is sent.
    pub value: String,
}

/// A choice for one word of the vendor. A word that is not listed has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WordChoiceDto {
    /// The vendor's word.
    pub key: String,
    /// Halo's id; `null` is not chosen.
    pub halo_id: Option<i32>,
}

/// A choice for one of Halo's statuses, which Halo may no longer have. A
/// status that is not listed has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusBackDto {
    /// Halo's status.
    pub status_id: i32,
    /// The vendor's status; `null` leaves the vendor's side as it is.
    pub key: Option<String>,
}

/// The rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketRulesDto {
    /// Ticket type.
    pub ticket_type_id: Option<i32>,
    /// SLA, when it overrides the type's own.
    pub sla_id: Option<i32>,
    /// Priority by vendor's level.
    pub priorities: Vec<WordChoiceDto>,
    /// Halo status by vendor's status.
    pub status_out: Vec<WordChoiceDto>,
    /// Vendor's status by Halo status.
    pub status_back: Vec<StatusBackDto>,
    /// What is sent in fields that types may ask for. A field that is not listed has none.
    pub field_defaults: Vec<FieldDefaultDto>,
    /// Name of the team that gets the tickets.
    pub team: Option<String>,
    /// The agent who gets them.
    pub agent_id: Option<i32>,
    /// Where Halo says that they come from.
    pub request_source_id: Option<i32>,
    /// What notes are made with.
    pub note_outcome_id: Option<i32>,
    /// Whether Halo may mail end users about them.
    pub allow_mail: bool,
}

/// The rules with their empty choices filled in as far as names tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RulesProposalDto {
    /// The rules.
    pub rules: TicketRulesDto,
    /// How many choices were filled in.
    pub filled: u32,
    /// Levels and statuses of the vendor that still have no choice, by name.
    pub left: Vec<String>,
    /// Halo's statuses that still lead nowhere, by name.
    pub left_in_halo: Vec<String>,
}

/// Everything the form shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TicketRulesFormDto {
    /// The saved rules.
    pub rules: TicketRulesDto,
    /// Their version, to be given back with the next ones.
    pub version: i32,
    /// Whether rules were saved before.
    pub saved: bool,
    /// Ticket types; the ones that cannot be chosen say why.
    pub ticket_types: Vec<TicketTypeDto>,
    /// SLAs.
    pub slas: Vec<SlaDto>,
    /// Priorities of all SLAs, hidden ones left out.
    pub priorities: Vec<PriorityDto>,
    /// Ticket statuses.
    pub statuses: Vec<StatusDto>,
    /// Fields that can be given a default.
    pub fields: Vec<FieldChoicesDto>,
    /// Names of the teams that may be chosen.
    pub teams: Vec<String>,
    /// Agents who may be chosen.
    pub agents: Vec<AgentDto>,
    /// Request sources that may be chosen.
    pub request_sources: Vec<HaloChoiceDto>,
    /// What notes can be made with.
    pub outcomes: Vec<HaloChoiceDto>,
    /// Vendor's levels.
    pub levels: Vec<VocabularyWordDto>,
    /// Vendor's statuses.
    pub vendor_statuses: Vec<VendorStatusDto>,
    /// Organisations with rules of their own, by name.
    pub overrides: Vec<RulesOverrideRowDto>,
    /// Rules from another Halo or a file that can be taken over.
    pub carried: Option<CarriedRulesDto>,
    /// When all mapping was revoked, as long as it can be brought back.
    pub revoked_at: Option<String>,
    /// When Halo's configuration was read; `null` is never.
    pub read_at: Option<String>,
}

/// What is chosen, without empty values.
pub(super) fn field_defaults(
    defaults: Vec<FieldDefaultDto>,
) -> std::collections::BTreeMap<String, String> {
    defaults
        .into_iter()
        .filter(|field| !field.value.trim().is_empty())
        .map(|field| (field.key, field.value))
        .collect()
}

/// Fields with what is chosen for them.
pub(super) fn field_default_dtos(
    defaults: &std::collections::BTreeMap<String, String>,
) -> Vec<FieldDefaultDto> {
    let dto = |(key, value): (&String, &String)| FieldDefaultDto {
        key: key.clone(),
        value: value.clone(),
    };
    defaults.iter().map(dto).collect()
}

impl From<&TicketRules> for TicketRulesDto {
    fn from(rules: &TicketRules) -> Self {
        let word = |(key, halo_id): (&String, i32)| WordChoiceDto {
            key: key.clone(),
            halo_id: Some(halo_id),
        };
        let statuses = rules.status_to_halo.iter();
        Self {
            ticket_type_id: rules.ticket_type.map(TicketTypeId::get),
            sla_id: rules.sla.map(SlaId::get),
            priorities: rules
                .priorities
                .iter()
                .map(|(k, n)| (k, *n))
                .map(word)
                .collect(),
            status_out: statuses.map(|(k, id)| (k, id.get())).map(word).collect(),
            status_back: rules
                .status_from_halo
                .iter()
                .map(|(id, key)| StatusBackDto {
                    status_id: id.get(),
                    key: Some(key.clone()),
                })
                .collect(),
            field_defaults: field_default_dtos(&rules.field_defaults),
            team: rules.team.clone(),
            agent_id: rules.agent,
            request_source_id: rules.request_source,
            note_outcome_id: rules.note_outcome,
            allow_mail: rules.allow_mail,
        }
    }
}

impl From<TicketRulesDto> for TicketRules {
    fn from(rules: TicketRulesDto) -> Self {
        Self {
            ticket_type: rules.ticket_type_id.map(TicketTypeId::new),
            sla: rules.sla_id.map(SlaId::new),
            priorities: rules
                .priorities
                .into_iter()
                .filter_map(|choice| Some((choice.key, choice.halo_id?)))
                .collect(),
            status_to_halo: rules
                .status_out
                .into_iter()
                .filter_map(|choice| Some((choice.key, StatusId::new(choice.halo_id?))))
                .collect(),
            status_from_halo: rules
                .status_back
                .into_iter()
                .filter_map(|back| Some((StatusId::new(back.status_id), back.key?)))
                .collect(),
            field_defaults: field_defaults(rules.field_defaults),
            team: rules.team.filter(|team| !team.trim().is_empty()),
            agent: rules.agent_id,
            request_source: rules.request_source_id,
            note_outcome: rules.note_outcome_id,
            allow_mail: rules.allow_mail,
        }
    }
}

impl From<Proposal> for RulesProposalDto {
    fn from(proposal: Proposal) -> Self {
        let (mut left, mut left_in_halo) = (Vec::new(), Vec::new());
        for choice in proposal.left {
            match choice {
                Left::Level(name) | Left::VendorStatus(name) => left.push(name),
                Left::HaloStatus(name) => left_in_halo.push(name),
            }
        }
        Self {
            rules: (&proposal.rules).into(),
            filled: proposal.filled,
            left,
            left_in_halo,
        }
    }
}

impl From<RulesForm> for TicketRulesFormDto {
    fn from(form: RulesForm) -> Self {
        let RulesForm {
            rules,
            version,
            saved,
            config,
            read_at,
            vendor,
            revoked_at,
            overrides,
            carried,
        } = form;
        Self {
            fields: field_choices(&config),
            overrides: overrides.into_iter().map(Into::into).collect(),
            carried: carried.map(Into::into),
            revoked_at,
            rules: (&rules).into(),
            version,
            saved,
            ticket_types: config.ticket_types.iter().map(Into::into).collect(),
            slas: config
                .slas
                .iter()
                .map(|sla| SlaDto {
                    id: sla.id.get(),
                    name: sla.name.clone(),
                })
                .collect(),
            priorities: config
                .priorities
                .iter()
                .filter(|priority| !priority.hidden)
                .map(|priority| PriorityDto {
                    sla_id: priority.sla.get(),
                    priority_id: priority.number,
                    name: priority.name.clone(),
                })
                .collect(),
            statuses: config
                .statuses
                .iter()
                .filter(|status| status.is_ticket)
                .map(|status| StatusDto {
                    id: status.id.get(),
                    name: status.name.clone(),
                    closes: status.is_closed,
                })
                .collect(),
            teams: config.teams.into_iter().map(|team| team.name).collect(),
            agents: config.agents.into_iter().map(Into::into).collect(),
            request_sources: config.request_sources.into_iter().map(Into::into).collect(),
            outcomes: config.outcomes.into_iter().map(Into::into).collect(),
            levels: vendor
                .levels
                .into_iter()
                .map(|level| VocabularyWordDto {
                    key: level.key,
                    name: level.name,
                })
                .collect(),
            vendor_statuses: vendor.statuses.into_iter().map(Into::into).collect(),
            read_at,
        }
    }
}
