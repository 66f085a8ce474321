//! Filling in by name: what a newcomer would choose without thinking, and nothing that needs thought.
//!
//! Only choices are proposed that the ticket type and its SLA have, and only where nothing is chosen. A word fits the
//! one that is called the same, else the one that means the same in this field; where several fit, none is taken.

use super::{TicketRules, preset, synonyms};
use crate::{
    StatusId,
    halo_config::{HaloConfig, Priority, Status, TicketType},
    vendor::{Vendor, VendorLevel, VendorStatus},
};
use synonyms::Vocabulary;

/// Rules with their empty choices filled in as far as names tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The rules.
    pub rules: TicketRules,
    /// How many choices were filled in.
    pub filled: u32,
    /// Levels and statuses whose choice is still empty, in the order of the form.
    pub left: Vec<Left>,
}

/// A choice that names did not settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// The priority of this level of the vendor, by its name.
    Level(String),
    /// The Halo status for this status of the vendor, by its name.
    VendorStatus(String),
    /// The vendor's status for this Halo status, by its name.
    HaloStatus(String),
}

/// Fills in what is empty and what the names settle, or what suits the vendor. Without a ticket type that Halo has,
/// nothing else can be proposed.
pub fn propose(rules: &TicketRules, vendor: &Vendor, config: &HaloConfig) -> Proposal {
    let mut proposal = Proposal {
        rules: rules.clone(),
        filled: 0,
        left: Vec::new(),
    };
    if rules.ticket_type.is_none()
        && let Some(suited) = preset::ticket_type(vendor, config)
    {
        proposal.rules.ticket_type = Some(suited.id);
        proposal.filled += 1;
    }
    let rules = proposal.rules.clone();
    let Some(ticket_type) = rules.ticket_type.and_then(|id| config.ticket_type(id)) else {
        return proposal;
    };
    proposal.fill_extras(ticket_type, vendor, config);
    if let Some(sla) = rules.effective_sla(config) {
        let offered: Vec<&Priority> = config
            .priorities_of(sla)
            .filter(|priority| !priority.hidden)
            .collect();
        proposal.fill_priorities(&vendor.levels, &offered);
    }
    let offered: Vec<&Status> = config.statuses_for(ticket_type).collect();
    proposal.fill_statuses_to_halo(&vendor.statuses, &offered);
    proposal.fill_statuses_from_halo(&offered, &vendor.statuses);
    proposal
}

impl Proposal {
    /// Mandatory fields that the type leaves empty, and where the tickets come from.
    fn fill_extras(&mut self, ticket_type: &TicketType, vendor: &Vendor, config: &HaloConfig) {
        for field in &ticket_type.mandatory_fields {
            if field.has_default || self.rules.field_defaults.contains_key(&field.key) {
                continue;
            }
            if let Some(value) = preset::field_value(&field.key, vendor, config) {
                self.rules.field_defaults.insert(field.key.clone(), value);
                self.filled += 1;
            }
        }
        if self.rules.request_source.is_none()
            && let Some(source) = preset::request_source(config)
        {
            self.rules.request_source = Some(source);
            self.filled += 1;
        }
    }

    fn fill_priorities(&mut self, levels: &[VendorLevel], offered: &[&Priority]) {
        for level in levels {
            if self.rules.priorities.contains_key(&level.key) {
                continue;
            }
            let fitting =
                Vocabulary::Levels.fitting(&level.name, offered, |priority| &priority.name);
            match fitting {
                Some(priority) => {
                    let key = level.key.clone();
                    self.rules.priorities.insert(key, priority.number);
                    self.filled += 1;
                }
                None => self.left.push(Left::Level(level.name.clone())),
            }
        }
    }

    fn fill_statuses_to_halo(&mut self, statuses: &[VendorStatus], offered: &[&Status]) {
        for status in statuses {
            if self.rules.status_to_halo.contains_key(&status.key) {
                continue;
            }
            let suited: Vec<&Status> = offered
                .iter()
                .copied()
                .filter(|halo| agree(status, halo))
                .collect();
            let fitting = Vocabulary::Statuses.fitting(&status.name, &suited, |halo| &halo.name);
            match fitting {
                Some(halo) => {
                    let key = status.key.clone();
                    self.rules.status_to_halo.insert(key, halo.id);
                    self.filled += 1;
                }
                None => self.left.push(Left::VendorStatus(status.name.clone())),
            }
        }
    }

    fn fill_statuses_from_halo(&mut self, offered: &[&Status], statuses: &[VendorStatus]) {
        for halo in offered {
            if self.rules.status_from_halo.contains_key(&halo.id) {
                continue;
            }
            let suited: Vec<&VendorStatus> = statuses
                .iter()
                .filter(|status| agree(status, halo))
                .collect();
            let fitting = Vocabulary::Statuses.fitting(&halo.name, &suited, |status| &status.name);
            match fitting {
                Some(status) => {
                    let id: StatusId = halo.id;
                    self.rules.status_from_halo.insert(id, status.key.clone());
                    self.filled += 1;
                }
                None => self.left.push(Left::HaloStatus(halo.name.clone())),
            }
        }
    }
}

/// A name must never close on one side what stays open on the other.
fn agree(vendor: &VendorStatus, halo: &Status) -> bool {
    halo.is_closed
        .is_none_or(|closed| closed == vendor.is_closed)
}

#[cfg(test)]
#[path = "propose_tests.rs"]
mod tests;
