//! Our mark on a ticket. A ticket without it is nobody of ours, whatever its number.

use halo_api::Ticket;
use jiff::{SignedDuration, Timestamp};

/// How far Halo's clock may be from ours.
const CLOCKS_APART: SignedDuration = SignedDuration::from_hours(1);

/// From when on a ticket can have been made that was sent then.
pub(crate) fn search_from(sent: Timestamp) -> Timestamp {
    sent.checked_sub(CLOCKS_APART).unwrap_or(Timestamp::MIN)
}

/// The reference of one run, as its ticket carries it: in a field of its own, and in the summary for builds of Halo that
/// do not keep the field (halo-api section 4, "Linking").
pub(crate) struct Mark(String);

impl Mark {
    pub(crate) fn new(reference: String) -> Self {
        Self(reference)
    }

    pub(super) fn reference(&self) -> &str {
        &self.0
    }

    pub(crate) fn is_on(&self, ticket: &Ticket) -> bool {
        ticket.third_party_id_string.as_deref() == Some(self.reference())
            || ticket.summary.contains(&format!("[{}]", self.0))
    }
}
