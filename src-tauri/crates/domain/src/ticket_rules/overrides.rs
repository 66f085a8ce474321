//! Rules of one organisation that differ from those of its profile.
//!
//! Status maps, request source, notes, mails and seats are the profile's alone: a ticket's two life-cycles have to mean
//! the same for everybody.

use std::collections::BTreeMap;

use super::TicketRules;
use crate::{SlaId, TicketTypeId, halo_config::HaloConfig};

/// What an organisation's tickets have in place of the profile's rules. What is empty is as for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesOverride {
    /// The type its tickets get.
    pub ticket_type: Option<TicketTypeId>,
    /// The SLA its tickets get.
    pub sla: Option<SlaId>,
    /// The vendor's level key to Halo's `priorityid`.
    pub priorities: BTreeMap<String, i32>,
    /// The team's name.
    pub team: Option<String>,
    /// Halo's id of the agent who gets the ticket.
    pub agent: Option<i32>,
    /// What is sent in fields that Halo asks for, by the key under which they are sent, for example `category_1`.
    pub field_defaults: BTreeMap<String, String>,
}

impl RulesOverride {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl TicketRules {
    /// The rules by which tickets of one organisation are made.
    ///
    /// What would mean something else under the organisation's own choices is not taken over: the profile's SLA was
    /// chosen for the profile's type, its priorities are numbers of its SLA, and its agent may not be in another team.
    #[must_use]
    pub fn for_organization(&self, own: &RulesOverride, config: &HaloConfig) -> Self {
        let mut rules = self.clone();
        let other_type = own
            .ticket_type
            .is_some_and(|id| Some(id) != self.ticket_type);
        rules.ticket_type = own.ticket_type.or(self.ticket_type);
        rules.sla = own.sla.or(self.sla.filter(|_| !other_type));
        if rules.effective_sla(config) != self.effective_sla(config) {
            rules.priorities.clear();
        }
        rules.priorities.extend(own.priorities.clone());
        if let Some(team) = &own.team {
            rules.team = Some(team.clone());
            let suits = |id: &i32| config.agent(*id).is_some_and(|agent| agent.suits(team));
            rules.agent = self.agent.filter(suits);
        }
        rules.agent = own.agent.or(rules.agent);
        rules.field_defaults.extend(own.field_defaults.clone());
        rules
    }
}

#[cfg(test)]
#[path = "overrides_tests.rs"]
mod tests;
