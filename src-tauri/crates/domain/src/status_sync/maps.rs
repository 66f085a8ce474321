//! Which statuses belong together, in both directions, and which have no partner.

use std::collections::BTreeMap;

use crate::StatusId;
use crate::halo_config::HaloConfig;
use crate::ticket_rules::TicketRules;
use crate::vendor::Vendor;

/// The two status maps of the ticket rules. Several statuses of one side may lead to one of the other.
#[derive(Clone, Copy, Debug)]
pub struct StatusMaps<'a> {
    to_halo: &'a BTreeMap<String, StatusId>,
    from_halo: &'a BTreeMap<StatusId, String>,
}

impl<'a> From<&'a TicketRules> for StatusMaps<'a> {
    fn from(rules: &'a TicketRules) -> Self {
        Self {
            to_halo: &rules.status_to_halo,
            from_halo: &rules.status_from_halo,
        }
    }
}

impl<'a> StatusMaps<'a> {
    /// The maps as they are.
    pub const fn new(
        to_halo: &'a BTreeMap<String, StatusId>,
        from_halo: &'a BTreeMap<StatusId, String>,
    ) -> Self {
        Self { to_halo, from_halo }
    }

    /// The Halo status that a status here is sent as.
    pub fn in_halo(&self, here: &str) -> Option<StatusId> {
        self.to_halo.get(here).copied()
    }

    /// The status here that a Halo status comes back as.
    pub fn here(&self, there: StatusId) -> Option<&'a str> {
        self.from_halo.get(&there).map(String::as_str)
    }

    /// Whether the two belong together. One direction is enough: where several statuses here are sent as one of Halo's,
    /// or several of Halo's come back as one here, the other direction names only one of them, and asking for both
    /// would send the ticket to and fro between them.
    pub fn agree(&self, here: &str, there: StatusId) -> bool {
        self.here(there) == Some(here) || self.in_halo(here) == Some(there)
    }
}

/// Statuses that the other side cannot follow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partnerless {
    /// Keys of the vendor's statuses that are not sent to Halo.
    pub here: Vec<String>,
    /// Halo's statuses, of those that the ticket type allows, that come back as nothing.
    pub there: Vec<StatusId>,
}

/// The statuses without a partner, in the order of each side. Nothing is guessed for them: a ticket that gets into one
/// says so on its row.
pub fn partnerless(rules: &TicketRules, vendor: &Vendor, config: &HaloConfig) -> Partnerless {
    let maps = StatusMaps::from(rules);
    let kind = rules.ticket_type.and_then(|id| config.ticket_type(id));
    let has_no_partner = |status: &&crate::halo_config::Status| {
        status.is_ticket
            && kind.is_none_or(|kind| kind.allows(status.id))
            && maps.here(status.id).is_none()
    };
    Partnerless {
        here: vendor
            .statuses
            .iter()
            .filter(|status| maps.in_halo(&status.key).is_none())
            .map(|status| status.key.clone())
            .collect(),
        there: config
            .statuses
            .iter()
            .filter(has_no_partner)
            .map(|status| status.id)
            .collect(),
    }
}
