//! Ticket rules: what Halo offers, what was chosen, what Halo would refuse.

use engine::RulesForm;
use engine::domain::halo_config::TicketType;
use engine::domain::ticket_rules::{Finding, Left, Proposal, Severity, TicketRules};
use engine::domain::{SlaId, StatusId, TicketTypeId};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::connect::VocabularyWordDto;

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
    /// Category for types that demand one.
    pub category: Option<String>,
    /// Name of the team that gets the tickets.
    pub team: Option<String>,
    /// Whether seats are to be synchronised.
    pub sync_seats: bool,
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FindingSeverityDto {
    /// Halo would refuse the ticket.
    Blocks,
    /// It would work, but not as one may expect.
    LookOnce,
}

/// A finding of the pre-flight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindingDto {
    /// How serious.
    pub severity: FindingSeverityDto,
    /// What was found and what mends it.
    pub text: String,
    /// Part of the form it belongs to, for example `ticketType`, `sla`,
    /// `priority.high`, `statusToHalo.closed`, `statusFromHalo.9`, `field.category_1`.
    pub field: String,
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
    /// Categories that may be chosen.
    pub categories: Vec<String>,
    /// Names of the teams that may be chosen.
    pub teams: Vec<String>,
    /// Vendor's levels.
    pub levels: Vec<VocabularyWordDto>,
    /// Vendor's statuses.
    pub vendor_statuses: Vec<VocabularyWordDto>,
    /// When Halo's configuration was read; `null` is never.
    pub read_at: Option<String>,
}

/// The key under which Halo takes the first category.
const CATEGORY: &str = "category_1";

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
            category: rules.field_defaults.get(CATEGORY).cloned(),
            team: rules.team.clone(),
            sync_seats: rules.sync_seats,
        }
    }
}

impl From<TicketRulesDto> for TicketRules {
    fn from(rules: TicketRulesDto) -> Self {
        let category = rules
            .category
            .filter(|category| !category.trim().is_empty());
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
            field_defaults: category
                .map(|category| (CATEGORY.to_owned(), category))
                .into_iter()
                .collect(),
            team: rules.team.filter(|team| !team.trim().is_empty()),
            sync_seats: rules.sync_seats,
            ..Self::default()
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
        } = form;
        Self {
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
            categories: config.categories,
            teams: config.teams.into_iter().map(|team| team.name).collect(),
            levels: vendor
                .levels
                .into_iter()
                .map(|level| VocabularyWordDto {
                    key: level.key,
                    name: level.name,
                })
                .collect(),
            vendor_statuses: vendor
                .statuses
                .into_iter()
                .map(|status| VocabularyWordDto {
                    key: status.key,
                    name: status.name,
                })
                .collect(),
            read_at,
        }
    }
}

impl From<&Finding> for FindingDto {
    fn from(finding: &Finding) -> Self {
        Self {
            severity: match finding.severity() {
                Severity::Blocks => FindingSeverityDto::Blocks,
                Severity::Warns => FindingSeverityDto::LookOnce,
            },
            text: finding.to_string(),
            field: finding.field(),
        }
    }
}
