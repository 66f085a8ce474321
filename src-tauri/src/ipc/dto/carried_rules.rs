//! Ticket rules from another Halo or a file, looked up by name in this one.

use engine::domain::ticket_rules::Conflict;
use engine::{CarriedOwn, CarriedRules};
use serde::Serialize;
use specta::Type;

use super::ids::OrganizationId;
use super::rules_override::RulesOverrideDto;
use super::ticket_rules::TicketRulesDto;

/// Rules that can be taken over. Nothing of them counts before it is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CarriedRulesDto {
    /// The Halo's host, or the file's name.
    pub came_from: String,
    /// Everybody's; `null` once they were saved.
    pub everybody: Option<CarriedEverybodyDto>,
    /// Those of single organisations, by name.
    pub own: Vec<CarriedOwnDto>,
}

/// Everybody's rules as they would be here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CarriedEverybodyDto {
    /// The rules.
    pub rules: TicketRulesDto,
    /// How many choices were found.
    pub found: u32,
    /// What was not.
    pub conflicts: Vec<CarriedConflictDto>,
}

/// An organisation's own rules as they would be here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CarriedOwnDto {
    /// Whose.
    pub organization: OrganizationId,
    /// The organisation's name.
    pub name: String,
    /// The rules.
    pub own: RulesOverrideDto,
    /// What was not found.
    pub conflicts: Vec<CarriedConflictDto>,
}

/// A choice that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CarriedConflictDto {
    /// The choice, as the form calls it.
    pub choice: String,
    /// What was chosen.
    pub chosen: String,
    /// Why it was left out, as a sentence.
    pub why: String,
}

impl From<Conflict> for CarriedConflictDto {
    fn from(conflict: Conflict) -> Self {
        Self {
            choice: conflict.choice,
            chosen: conflict.chosen,
            why: conflict.why.sentence(),
        }
    }
}

impl From<CarriedOwn> for CarriedOwnDto {
    fn from(carried: CarriedOwn) -> Self {
        Self {
            organization: carried.organization.into(),
            name: carried.name,
            own: carried.resolved.rules.into(),
            conflicts: carried
                .resolved
                .conflicts
                .into_iter()
                .map(Into::into)
                .collect(),
        }
    }
}

impl From<CarriedRules> for CarriedRulesDto {
    fn from(carried: CarriedRules) -> Self {
        Self {
            came_from: carried.came_from,
            everybody: carried.everybody.map(|resolved| CarriedEverybodyDto {
                rules: (&resolved.rules).into(),
                found: resolved.found,
                conflicts: resolved.conflicts.into_iter().map(Into::into).collect(),
            }),
            own: carried.own.into_iter().map(Into::into).collect(),
        }
    }
}
