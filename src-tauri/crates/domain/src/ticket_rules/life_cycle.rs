//! Where the two status maps lead: a ticket's way between the vendor's statuses and Halo's, step by step. What is wrong
//! with the maps as a whole is in [`super::map_findings`].
//!
//! Only the maps are followed here. What is written when both sides changed is not decided here.

use super::TicketRules;
use crate::StatusId;

/// One of the two sides that a status stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The vendor's.
    Vendor,
    /// Halo's.
    Halo,
}

/// A status of one side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The vendor's status with this key.
    Vendor(String),
    /// Halo's status.
    Halo(StatusId),
}

/// A ticket's way along the maps, from one status on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    /// The statuses in order, from the one it began with; each is another one, and the sides take turns.
    pub stops: Vec<Place>,
    /// How it ends.
    pub end: JourneyEnd,
}

/// How a way along the maps ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JourneyEnd {
    /// The last two statuses stand for each other.
    Settled,
    /// The last status has no partner, so the other side stays as it is.
    NoPartner,
    /// It goes back to the stop with this index, and round again for ever.
    Circle {
        /// Index into the stops.
        from: usize,
    },
}

impl TicketRules {
    /// The status on the other side that the maps give for a status.
    pub(super) fn partner(&self, place: &Place) -> Option<Place> {
        match place {
            Place::Vendor(key) => self.status_to_halo.get(key).copied().map(Place::Halo),
            Place::Halo(id) => self.status_from_halo.get(id).cloned().map(Place::Vendor),
        }
    }
}

/// Follows the maps from a status until they settle, end, or go round in a circle.
pub fn journey(rules: &TicketRules, start: &Place) -> Journey {
    let mut stops = vec![start.clone()];
    let mut here = start.clone();
    loop {
        let Some(next) = rules.partner(&here) else {
            let end = JourneyEnd::NoPartner;
            return Journey { stops, end };
        };
        if let Some(from) = stops.iter().position(|stop| *stop == next) {
            let end = if from + 2 == stops.len() {
                JourneyEnd::Settled
            } else {
                JourneyEnd::Circle { from }
            };
            return Journey { stops, end };
        }
        stops.push(next.clone());
        here = next;
    }
}
