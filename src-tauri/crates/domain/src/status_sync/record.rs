//! What is known of one ticket whose status is kept in step. What becomes of it is in `ticket`.

use super::{BothSides, ConflictRule, Moment, Side};
use crate::{CustomerId, StatusId, TicketId};

/// What is known of a ticket, as the rules see it. How it is kept is [`super::KeptStatus`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncedTicket {
    /// The vendor's status key, here.
    pub here: String,
    /// When it was last changed.
    pub here_at: Moment,
    /// What both sides last agreed on.
    pub base: Option<BothSides>,
    /// What the last look at Halo brought.
    pub there: Option<There>,
    /// What became of the ticket in Halo.
    pub fate: Fate,
    /// The write that is under way or whose answer was lost.
    pub sending: Option<Sending>,
    /// Halo's status that the administrator decided against.
    pub overruled: Option<StatusId>,
    /// What Halo refused.
    pub refused: Option<Refused>,
    /// How the last conflict was decided.
    pub settled: Option<Settled>,
}

/// Halo's side of a ticket, as it was last seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct There {
    /// Its status.
    pub status: StatusId,
    /// When anything about it changed last, and so the latest that its status can have been changed.
    pub updated: Option<Moment>,
    /// Whether it is closed. Which statuses close a ticket differs from Halo to Halo.
    pub is_closed: bool,
    /// Whose ticket it is.
    pub customer: Option<CustomerId>,
}

/// What became of a ticket in Halo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is there.
    Live,
    /// It was merged into this one.
    Merged(TicketId),
    /// It is not there any more.
    Gone(Absence),
}

/// Why a ticket is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Halo lists it among the deleted.
    Deleted,
    /// Halo answers as if there were none: deleted, or hidden from the agent.
    Unseen,
}

/// A write of a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The status here that is sent.
    pub here: String,
    /// As which.
    pub to: StatusId,
    /// Whether it may still land: it is not long ago, or Halo was not looked at since.
    pub may_land: bool,
    /// Whether it is known that its answer was lost.
    pub is_lost: bool,
}

/// A status that Halo did not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which.
    pub to: StatusId,
    /// While it had this one.
    pub over: StatusId,
    /// Halo's words.
    pub reason: String,
}

impl Refused {
    /// Whether sending this now would be the same again.
    pub fn is_about(&self, to: StatusId, over: StatusId) -> bool {
        (self.to, self.over) == (to, over)
    }
}

/// How a conflict was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// By which rule; [`ConflictRule::Ask`] when the administrator decided.
    pub by: ConflictRule,
    /// Which side's status stayed.
    pub winner: Side,
    /// The status here before.
    pub here: String,
    /// Halo's status before.
    pub there: StatusId,
}

/// A ticket as Halo showed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Its status and what goes with it.
    pub there: There,
    /// The ticket it was merged into.
    pub merged_into: Option<TicketId>,
}
