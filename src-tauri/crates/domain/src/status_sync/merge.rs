//! The three-way merge: what both sides last agreed on, what is here now, what Halo has now.

use super::StatusMaps;
use crate::StatusId;
use crate::code::coded_enum;

/// A status of each side that were found to belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BothSides {
    /// The vendor's status key.
    pub here: String,
    /// Halo's status.
    pub there: StatusId,
}

coded_enum! {
    /// One of the two sides of a ticket.
    pub enum Side {
        /// What Halyard has.
        Here = "here",
        /// What Halo has.
        Halo = "halo",
    }
}

coded_enum! {
    /// What happens when a status was changed on both sides since they last agreed.
    pub enum ConflictRule {
        /// Halo's status is taken.
        HaloWins = "halo_wins",
        /// The status here is sent.
        HereWins = "here_wins",
        /// The later change stays; Halo's in the same second.
        NewestWins = "newest_wins",
        /// Nothing happens until the administrator has decided.
        Ask = "ask",
    }
}

/// What the two statuses mean to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They belong together.
    InStep,
    /// Only the one here was changed: Halo should have this.
    Send(StatusId),
    /// Only Halo's was changed: here should be this.
    Take(String),
    /// Only the one here was changed, and it has no partner in Halo.
    NoPartnerInHalo,
    /// Only Halo's was changed, and it has no partner here.
    NoPartnerHere,
    /// Both were changed, to statuses that do not belong together.
    BothChanged,
    /// Neither was changed, yet the maps do not join them: they were edited.
    MapsChanged,
}

/// Compares both sides with what they last agreed on.
///
/// Without a base they never agreed: the ticket is new, and its status here is what it was made for.
pub fn merge(
    maps: &StatusMaps<'_>,
    base: Option<&BothSides>,
    here: &str,
    there: StatusId,
) -> Verdict {
    if maps.agree(here, there) {
        return Verdict::InStep;
    }
    let sent = maps.in_halo(here).map(Verdict::Send);
    let taken = maps.here(there).map(|key| Verdict::Take(key.to_owned()));
    let Some(base) = base else {
        return sent.or(taken).unwrap_or(Verdict::NoPartnerInHalo);
    };
    match (base.here != here, base.there != there) {
        (true, false) => sent.unwrap_or(Verdict::NoPartnerInHalo),
        (false, true) => taken.unwrap_or(Verdict::NoPartnerHere),
        (true, true) => Verdict::BothChanged,
        (false, false) if sent.is_none() && taken.is_none() => Verdict::NoPartnerInHalo,
        (false, false) => Verdict::MapsChanged,
    }
}
