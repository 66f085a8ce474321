//! A ticket that Halyard makes in Halo: how it stands, what is still to be written to Halo for it, and what happened to it.
//!
//! Pure rules. What the ticket looks like in Halo, the clock and the sending are the engine's; how the two statuses are
//! brought together when both changed is a rule of its own.

mod hold;

pub use hold::{HoldFacts, WAITS_FOR_A_WORD, hold, own_customer};

use crate::code::coded_enum;

coded_enum! {
    /// How a ticket stands, the one thing that its row says.
    pub enum TicketState {
        /// Halo holds what was last agreed.
        InStep = "in_step",
        /// Something is still to be written to Halo.
        Waiting = "waiting",
        /// The two statuses do not go together, and somebody has to decide.
        Conflict = "conflict",
        /// Not sent, for a reason that somebody has to mend here.
        Held = "held",
        /// Halo refused a write.
        Failed = "failed",
        /// No longer in Halo, no longer to be seen there, or given up.
        Gone = "gone",
    }
}

coded_enum! {
    /// Why a ticket is not sent. It never goes to a customer that is not the organisation's own.
    pub enum HoldReason {
        /// The organisation has no customer.
        Unmapped = "unmapped",
        /// The organisation is held.
        OrganizationHeld = "organization_held",
        /// The organisation is excluded.
        OrganizationExcluded = "organization_excluded",
        /// The organisation was deleted here.
        OrganizationGone = "organization_gone",
        /// Its customer is no longer in Halo.
        CustomerGone = "customer_gone",
        /// Its customer became inactive in Halo.
        CustomerInactive = "customer_inactive",
        /// The ticket rules say too little, or what Halo would refuse.
        Rules = "rules",
    }
}

impl HoldReason {
    /// What is in the way, one sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Unmapped => "The organisation has no customer in Halo yet.",
            Self::OrganizationHeld => "The organisation is held.",
            Self::OrganizationExcluded => "The organisation is excluded.",
            Self::OrganizationGone => "The organisation was deleted here.",
            Self::CustomerGone => "The organisation's customer is no longer in Halo.",
            Self::CustomerInactive => "The organisation's customer is inactive in Halo.",
            Self::Rules => "The ticket rules are not complete.",
        }
    }

    /// What lets the ticket go, one sentence.
    pub const fn mend(self) -> &'static str {
        match self {
            Self::Unmapped | Self::CustomerGone => {
                "Map the organisation to a customer, and the ticket is sent."
            }
            Self::OrganizationHeld => "Release the organisation, and the ticket is sent.",
            Self::OrganizationExcluded => {
                "Bring the organisation back and map it, or discard the ticket."
            }
            Self::OrganizationGone => {
                "Bring the organisation back with undo, or discard the ticket."
            }
            Self::CustomerInactive => {
                "Say that the pair is right all the same, or map the organisation to another customer."
            }
            Self::Rules => "Finish the ticket rules, and the ticket is sent.",
        }
    }

    /// Whether the ticket goes as soon as this is mended. Whoever maps an organisation was asked about the tickets that wait
    /// for it; what else holds one may be mended by a mere read of Halo.
    pub const fn goes_when_mended(self) -> bool {
        match self {
            Self::Unmapped
            | Self::OrganizationHeld
            | Self::OrganizationExcluded
            | Self::OrganizationGone => true,
            Self::CustomerGone | Self::CustomerInactive | Self::Rules => false,
        }
    }
}

coded_enum! {
    /// Why a ticket is no longer followed in Halo.
    pub enum TicketGone {
        /// Halo no longer has it.
        Deleted = "deleted",
        /// Halo put it into another ticket.
        Merged = "merged",
        /// The agent may not see it, or it was deleted: Halo answers the same to both.
        NoAccess = "no_access",
        /// The number leads to a ticket without our mark.
        NotOurs = "not_ours",
    }
}

coded_enum! {
    /// What is written to Halo.
    pub enum SendKind {
        /// The ticket itself.
        Create = "create",
        /// A note on it.
        Note = "note",
        /// Its status.
        Status = "status",
    }
}

coded_enum! {
    /// How a write to Halo stands.
    pub enum SendState {
        /// Not sent, or surely not done.
        Waiting = "waiting",
        /// Sent, and no answer was seen: Halo is asked before anything is sent again.
        Unanswered = "unanswered",
        /// Done.
        Done = "done",
        /// Halo refused it; it is sent again only when somebody asks for it.
        Refused = "refused",
        /// Taken back or given up.
        Dropped = "dropped",
    }
}

impl SendState {
    /// Whether Halo still has to be written to.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Unanswered)
    }
}

coded_enum! {
    /// Why a write to Halo did not go through.
    pub enum SendTrouble {
        /// The connection: everything waits.
        Connection = "connection",
        /// Halo refused it, with words of its own.
        Refused = "refused",
        /// The agent may not.
        NotAllowed = "not_allowed",
        /// The vendor's status has no partner in Halo.
        NoPartner = "no_partner",
        /// Halo took it and did nothing.
        NotTaken = "not_taken",
        /// Halo answered with something that makes no sense, again and again.
        Doubtful = "doubtful",
        /// Its answer was lost, and Halo cannot be searched far enough to tell whether it is there.
        Unfindable = "unfindable",
    }
}

coded_enum! {
    /// Who did something to a ticket.
    pub enum Actor {
        /// The administrator, in this program.
        Here = "here",
        /// This program by itself.
        Halyard = "halyard",
        /// Somebody in Halo.
        Halo = "halo",
    }
}

coded_enum! {
    /// What happened to a ticket.
    pub enum TicketEventKind {
        /// It was made here.
        Opened = "opened",
        /// It cannot be sent yet.
        Held = "held",
        /// What held it is mended.
        Released = "released",
        /// Halo made it.
        Created = "created",
        /// The answer was lost; it was found in Halo by its reference.
        Found = "found",
        /// Halo holds something else than was sent.
        Differs = "differs",
        /// A note was written here.
        Noted = "noted",
        /// The note is in Halo.
        NoteSent = "note_sent",
        /// The status here changed.
        StatusHere = "status_here",
        /// Halo took the status.
        StatusSent = "status_sent",
        /// The status in Halo changed.
        StatusThere = "status_there",
        /// The status changed on both sides.
        Conflict = "conflict",
        /// A conflict was decided.
        Decided = "decided",
        /// Halo refused a write.
        Refused = "refused",
        /// A write could not get through.
        Delayed = "delayed",
        /// Sent again because somebody asked for it.
        Retried = "retried",
        /// It is no longer to be found in Halo.
        Gone = "gone",
        /// It is in Halo again.
        Back = "back",
        /// Halo moved it to another customer.
        Moved = "moved",
        /// Halo put it into another ticket.
        Merged = "merged",
        /// What Halo had refused was given up.
        Discarded = "discarded",
    }
}

/// What a ticket's state follows from.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and any of them go together"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TicketFacts {
    /// Why it is no longer followed in Halo.
    pub gone: Option<TicketGone>,
    /// It was never found in Halo, and nobody wants it there any more.
    pub is_given_up: bool,
    /// Why it is not sent.
    pub hold: Option<HoldReason>,
    /// Its two statuses do not go together, and nobody has decided.
    pub is_in_conflict: bool,
    /// Halo refused a write that has not been taken back.
    pub has_refused_write: bool,
    /// Something is still to be written.
    pub has_open_write: bool,
}

impl TicketFacts {
    /// The state that the row says: the gravest first.
    pub const fn state(self) -> TicketState {
        if self.gone.is_some() || self.is_given_up {
            TicketState::Gone
        } else if self.has_refused_write {
            TicketState::Failed
        } else if self.is_in_conflict {
            TicketState::Conflict
        } else if self.hold.is_some() {
            TicketState::Held
        } else if self.has_open_write {
            TicketState::Waiting
        } else {
            TicketState::InStep
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_fact_is_the_state() {
        let all = TicketFacts {
            gone: Some(TicketGone::Deleted),
            is_given_up: true,
            hold: Some(HoldReason::Unmapped),
            is_in_conflict: true,
            has_refused_write: true,
            has_open_write: true,
        };
        let mut facts = all;
        let mut seen = vec![facts.state()];
        facts.gone = None;
        assert_eq!(facts.state(), TicketState::Gone, "nobody wants it");
        facts.is_given_up = false;
        seen.push(facts.state());
        facts.has_refused_write = false;
        seen.push(facts.state());
        facts.is_in_conflict = false;
        seen.push(facts.state());
        facts.hold = None;
        seen.push(facts.state());
        facts.has_open_write = false;
        seen.push(facts.state());
        assert_eq!(
            seen,
            [
                TicketState::Gone,
                TicketState::Failed,
                TicketState::Conflict,
                TicketState::Held,
                TicketState::Waiting,
                TicketState::InStep,
            ]
        );
    }

    #[test]
    fn every_hold_says_what_it_is_and_what_mends_it() {
        for reason in HoldReason::ALL {
            for text in [reason.sentence(), reason.mend()] {
                assert!(text.ends_with('.') && text.len() > 20, "{reason:?}: {text}");
            }
        }
    }
}
