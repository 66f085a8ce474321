//! Which statuses prove that the two maps work: one of the vendor's to be shown in Halo, one of Halo's to be brought
//! back.

use domain::halo_config::{Status, TicketType};
use domain::{StatusId, ticket_rules::TicketRules};

use super::plan::Basis;

/// A status of the vendor with its partner in Halo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pairing {
    pub(super) halo: StatusId,
    pub(super) halo_name: String,
    pub(super) vendor_name: String,
    /// Whether Halo counts a ticket in it as closed.
    pub(super) closes: bool,
}

impl Basis {
    /// The status to give the ticket: an open one, and not the one it begins with, so that something is seen to move.
    pub(super) fn status_there(&self) -> Option<Pairing> {
        let kind = self.ticket_type()?;
        let mut open: Vec<Pairing> = self
            .vendor
            .statuses
            .iter()
            .filter(|status| !status.is_closed)
            .filter_map(|status| {
                let halo = *self.rules.status_to_halo.get(&status.key)?;
                self.pairing(kind, halo, &status.name)
            })
            .filter(|pairing| !pairing.closes)
            .collect();
        open.sort_by_key(|pairing| kind.initial_status == Some(pairing.halo));
        open.into_iter().next()
    }

    /// The status that somebody in Halo might give it afterwards: another one that leads back, an open one if there is
    /// any.
    pub(super) fn status_back(&self) -> Option<Pairing> {
        let kind = self.ticket_type()?;
        let there = self.status_there().map(|pairing| pairing.halo);
        let mut ways: Vec<Pairing> = self
            .rules
            .status_from_halo
            .iter()
            .filter(|(halo, _)| Some(**halo) != there)
            .filter_map(|(&halo, key)| self.pairing(kind, halo, &self.vendor_status(key)?))
            .collect();
        ways.sort_by_key(|pairing| pairing.closes);
        ways.into_iter().next()
    }

    /// What a status of Halo's is here, by the rules.
    pub(super) fn brought_back(&self, halo: StatusId) -> Option<String> {
        self.vendor_status(self.rules.status_from_halo.get(&halo)?)
    }

    pub(super) fn status_name(&self, id: StatusId) -> String {
        let known = self.config.status(id);
        known.map_or_else(|| format!("Status {id}"), |status| status.name.clone())
    }

    fn vendor_status(&self, key: &str) -> Option<String> {
        let known = self.vendor.statuses.iter().find(|status| status.key == key);
        known.map(|status| status.name.clone())
    }

    fn ticket_type(&self) -> Option<&TicketType> {
        let TicketRules { ticket_type, .. } = &self.rules;
        self.config.ticket_type((*ticket_type)?)
    }

    fn pairing(&self, kind: &TicketType, halo: StatusId, vendor_name: &str) -> Option<Pairing> {
        let status: &Status = self
            .config
            .status(halo)
            .filter(|status| status.is_ticket && kind.allows(halo))?;
        Some(Pairing {
            halo,
            halo_name: status.name.clone(),
            vendor_name: vendor_name.to_owned(),
            closes: status.is_closed == Some(true),
        })
    }
}
