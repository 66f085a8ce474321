//! The vendor's side of a pair.

use crate::{OrganizationId, code::coded_enum};

/// An organisation, with what matters for pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Our own id.
    pub id: OrganizationId,
    /// The name as the vendor shows it.
    pub name: String,
    /// Registrable domains, as [`crate::matching::domains_of`] makes them.
    pub domains: Vec<String>,
    /// The vendor's own id, if known.
    pub external_id: Option<String>,
    /// The Microsoft tenant id, if known.
    pub tenant_id: Option<String>,
}

coded_enum! {
    /// Where an organisation stands. Each organisation is in exactly one state.
    pub enum OrganizationState {
        /// One candidate, clear enough to be accepted as it is.
        Suggested = "suggested",
        /// Candidates that only a person can decide between.
        Choose = "choose",
        /// No pair and no candidate.
        Unmapped = "unmapped",
        /// Paired with an active customer.
        Mapped = "mapped",
        /// Put off by the administrator.
        Held = "held",
        /// Never to be paired, by the administrator's decision.
        Excluded = "excluded",
        /// Paired, and something speaks against it that nobody has said to be right.
        Problem = "problem",
    }
}

impl OrganizationState {
    /// Whether the organisation still waits for the administrator.
    pub const fn is_to_do(self) -> bool {
        matches!(self, Self::Suggested | Self::Choose | Self::Unmapped)
    }
}

coded_enum! {
    /// What the administrator said about an organisation that has no pair.
    pub enum Decision {
        /// Nothing yet.
        Open = "open",
        /// Later.
        Held = "held",
        /// Never.
        Excluded = "excluded",
    }
}
