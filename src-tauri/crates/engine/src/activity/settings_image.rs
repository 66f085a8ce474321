//! Settings of a whole connection as the journal keeps them: the ticket rules, what the connection is for, how statuses are
//! kept in step.

use std::collections::BTreeMap;

use domain::status_sync::ConflictRule;
use domain::ticket_rules::TicketRules;
use domain::vendor::Vendor;
use domain::{Features, SlaId, StatusId, TicketTypeId};
use serde::{Deserialize, Serialize};
use store::status_sync::StatusSyncRow;

/// The ticket rules of everybody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AllRulesImage {
    ticket_type: Option<i32>,
    sla: Option<i32>,
    priorities: BTreeMap<String, i32>,
    status_to_halo: BTreeMap<String, i32>,
    /// Pairs: a number cannot be read back as the key of a map inside an act.
    status_from_halo: Vec<(i32, String)>,
    field_defaults: BTreeMap<String, String>,
    team: Option<String>,
    agent: Option<i32>,
    request_source: Option<i32>,
    note_outcome: Option<i32>,
    allow_mail: bool,
}

impl AllRulesImage {
    pub(crate) fn has_no_type(&self) -> bool {
        self.ticket_type.is_none()
    }

    /// Whether the vendor's vocabulary has every word that these have and the others do not.
    pub(crate) fn can_follow(&self, others: &Self, vendor: &Vendor) -> bool {
        let levels = self.priorities.keys();
        let mut levels = levels.filter(|key| !others.priorities.contains_key(*key));
        let has_levels = levels.all(|key| vendor.levels.iter().any(|level| level.key == *key));
        let words = |rules: &Self| {
            let there = rules.status_to_halo.keys();
            let back = rules.status_from_halo.iter().map(|(_, key)| key);
            there.chain(back).cloned().collect::<Vec<_>>()
        };
        let known = words(others);
        let mut statuses = words(self).into_iter().filter(|key| !known.contains(key));
        has_levels && statuses.all(|key| vendor.statuses.iter().any(|status| status.key == key))
    }
}

impl From<&TicketRules> for AllRulesImage {
    fn from(rules: &TicketRules) -> Self {
        Self {
            ticket_type: rules.ticket_type.map(TicketTypeId::get),
            sla: rules.sla.map(SlaId::get),
            priorities: rules.priorities.clone(),
            status_to_halo: rules
                .status_to_halo
                .iter()
                .map(|(key, status)| (key.clone(), status.get()))
                .collect(),
            status_from_halo: rules
                .status_from_halo
                .iter()
                .map(|(status, key)| (status.get(), key.clone()))
                .collect(),
            field_defaults: rules.field_defaults.clone(),
            team: rules.team.clone(),
            agent: rules.agent,
            request_source: rules.request_source,
            note_outcome: rules.note_outcome,
            allow_mail: rules.allow_mail,
        }
    }
}

impl From<AllRulesImage> for TicketRules {
    fn from(image: AllRulesImage) -> Self {
        Self {
            ticket_type: image.ticket_type.map(TicketTypeId::new),
            sla: image.sla.map(SlaId::new),
            priorities: image.priorities,
            status_to_halo: image
                .status_to_halo
                .into_iter()
                .map(|(key, status)| (key, StatusId::new(status)))
                .collect(),
            status_from_halo: image
                .status_from_halo
                .into_iter()
                .map(|(status, key)| (StatusId::new(status), key))
                .collect(),
            field_defaults: image.field_defaults,
            team: image.team,
            agent: image.agent,
            request_source: image.request_source,
            note_outcome: image.note_outcome,
            allow_mail: image.allow_mail,
        }
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FeaturesImage {
    tickets: bool,
    status: bool,
    seats: bool,
}

impl FeaturesImage {
    /// In words, for the line.
    pub(crate) fn in_words(self) -> String {
        let parts = [
            (self.tickets, "tickets"),
            (self.status, "statuses both ways"),
            (self.seats, "seats"),
        ];
        let wanted: Vec<&str> = parts
            .into_iter()
            .filter(|(is_wanted, _)| *is_wanted)
            .map(|(_, name)| name)
            .collect();
        if wanted.is_empty() {
            "customers only".to_owned()
        } else {
            wanted.join(", ")
        }
    }
}

impl From<Features> for FeaturesImage {
    fn from(features: Features) -> Self {
        Self {
            tickets: features.tickets,
            status: features.status,
            seats: features.seats,
        }
    }
}

impl From<FeaturesImage> for Features {
    fn from(image: FeaturesImage) -> Self {
        Self {
            tickets: image.tickets,
            status: image.status,
            seats: image.seats,
        }
    }
}

/// How statuses are kept in step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SyncImage {
    conflict_rule: String,
    interval_seconds: u32,
}

impl SyncImage {
    pub(crate) fn new(rule: ConflictRule, interval_seconds: u32) -> Self {
        Self {
            conflict_rule: rule.code().to_owned(),
            interval_seconds,
        }
    }

    /// `None` for a rule that is not known here.
    pub(crate) fn chosen(&self) -> Option<(ConflictRule, u32)> {
        Some((
            ConflictRule::from_code(&self.conflict_rule)?,
            self.interval_seconds,
        ))
    }

    /// In words, for the line.
    pub(crate) fn in_words(&self) -> String {
        let rule = match ConflictRule::from_code(&self.conflict_rule) {
            Some(ConflictRule::HaloWins) => "Halo’s status is taken",
            Some(ConflictRule::HereWins) => "the status here is sent",
            Some(ConflictRule::NewestWins) => "the later change stays",
            Some(ConflictRule::Ask) => "somebody decides",
            None => "a rule of a newer Halyard",
        };
        format!(
            "Where both sides were changed, {rule}; asked every {} seconds",
            self.interval_seconds
        )
    }
}

impl From<&StatusSyncRow> for SyncImage {
    fn from(row: &StatusSyncRow) -> Self {
        Self::new(row.conflict_rule, row.interval_seconds)
    }
}
