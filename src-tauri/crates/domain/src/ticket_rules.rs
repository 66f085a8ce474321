//! Ticket rules and what Halo would refuse about them.
//!
//! The rules follow the order in which Halo makes them depend on each other: type, SLA, priority, status
//! (halo-api.md 3.4 to 5). Reading Halo's configuration and sending tickets does not live here.

mod finding;
mod finding_words;
mod life_cycle;
mod map_finding;
mod map_findings;
mod named;
mod overrides;
mod preflight;
mod preset;
mod propose;
mod resolve;
mod synonyms;

pub use finding::{Finding, Severity, StatusPlace};
pub use life_cycle::{Journey, JourneyEnd, Place, Side, journey};
pub use map_finding::MapFinding;
pub use map_findings::map_findings;
pub use named::{Named, NamedBack, NamedField, NamedOwn, NamedRules};
pub use overrides::RulesOverride;
pub use preflight::{preflight, preflight_override};
pub use propose::{Left, Proposal, propose};
pub use resolve::{Conflict, Resolved, Why, resolve, resolve_own};

use std::collections::BTreeMap;

use crate::{SlaId, StatusId, TicketTypeId, halo_config::HaloConfig};

/// How a profile's tickets are made and kept in step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TicketRules {
    /// The type every ticket gets.
    pub ticket_type: Option<TicketTypeId>,
    /// An SLA in place of the type's own.
    pub sla: Option<SlaId>,
    /// The vendor's level key to Halo's `priorityid`.
    pub priorities: BTreeMap<String, i32>,
    /// The vendor's status key to Halo's status.
    pub status_to_halo: BTreeMap<String, StatusId>,
    /// Halo's status to the vendor's status key.
    pub status_from_halo: BTreeMap<StatusId, String>,
    /// What is sent in fields that Halo asks for, by the key under which they are sent, for example `category_1`.
    pub field_defaults: BTreeMap<String, String>,
    /// The team's name: Halo wants the name, not the id, on a ticket (halo-api.md 3.7).
    pub team: Option<String>,
    /// Halo's id of the agent who gets the ticket.
    pub agent: Option<i32>,
    /// Halo's id of the request source; without one, tickets show as "Manual" (halo-api.md 4).
    pub request_source: Option<i32>,
    /// Halo's id of the outcome that notes are made with (halo-api.md 3.9).
    pub note_outcome: Option<i32>,
    /// Whether Halo may mail end users about these tickets. Without it, no mail is asked for in any call.
    pub allow_mail: bool,
}

impl TicketRules {
    /// The SLA that tickets get by these rules: the override, or the type's own. `None` if Halo no longer has it.
    pub fn effective_sla(&self, config: &HaloConfig) -> Option<SlaId> {
        let sla = self.sla.or_else(|| {
            self.ticket_type
                .and_then(|id| config.ticket_type(id))
                .and_then(|ticket_type| ticket_type.default_sla)
        })?;
        config.sla(sla).map(|sla| sla.id)
    }

    /// The priority number to send for a vendor's level.
    ///
    /// `None` when there is no SLA, or when the priority is not one of it: Halo would refuse it or put the SLA's
    /// default in its place without a word (halo-api.md 5).
    pub fn priority_to_send(&self, level: &str, config: &HaloConfig) -> Option<i32> {
        let sla = self.effective_sla(config)?;
        let number = *self.priorities.get(level)?;
        config
            .priorities_of(sla)
            .any(|priority| priority.number == number)
            .then_some(number)
    }
}
