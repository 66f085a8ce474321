//! How a ticket stands, in one word.

use super::{Absence, ConflictRule, Fate, Side, SyncRules, SyncedTicket, Verdict};
use crate::code::coded_enum;

coded_enum! {
    /// How a ticket's two statuses stand to each other.
    pub enum SyncState {
        /// They belong together.
        InStep = "in_step",
        /// Halo has not been asked yet.
        NotRead = "not_read",
        /// The status here is to be sent.
        Waiting = "waiting",
        /// It is being sent.
        Sending = "sending",
        /// It was sent, and the answer was lost: Halo is asked before anything is sent again.
        Unconfirmed = "unconfirmed",
        /// Both were changed, and the administrator decides.
        Conflict = "conflict",
        /// The maps were changed, and do not join the two any more: the administrator decides.
        MapsChanged = "maps_changed",
        /// The status here has no partner in Halo.
        NoPartnerInHalo = "no_partner_in_halo",
        /// Halo's status has no partner here.
        NoPartnerHere = "no_partner_here",
        /// Halo refused the status.
        Refused = "refused",
        /// The ticket was merged into another, which is not followed.
        Merged = "merged",
        /// The ticket was deleted in Halo.
        Deleted = "deleted",
        /// Halo does not show the ticket any more: deleted, or hidden from the agent.
        Vanished = "vanished",
    }
}

impl SyncState {
    /// What it means and what comes of it, in sentences.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::InStep => "Both statuses belong together.",
            Self::NotRead => "Halo has not been asked about it yet.",
            Self::Waiting => "The status here is sent to Halo next.",
            Self::Sending => "The status here is being sent to Halo.",
            Self::Unconfirmed => {
                "It was sent and the answer was lost. Halo is asked before anything is sent again."
            }
            Self::Conflict => {
                "The status was changed here and in Halo since both last agreed. Nothing is written until you decide."
            }
            Self::MapsChanged => {
                "Nobody touched the ticket; the status maps were edited and do not join its two statuses. Nothing is written until you decide."
            }
            Self::NoPartnerInHalo => {
                "The status here leads to none of Halo’s, so nothing is sent. Choose a partner in the ticket rules."
            }
            Self::NoPartnerHere => {
                "Halo’s status leads to none here, so nothing is changed. Choose a partner in the ticket rules."
            }
            Self::Refused => "Halo refused the status.",
            Self::Merged => {
                "The ticket was merged into another in Halo, which Halyard does not follow."
            }
            Self::Deleted => "The ticket was deleted in Halo.",
            Self::Vanished => {
                "Halo does not show the ticket any more: it was deleted, or the agent may not see it."
            }
        }
    }

    /// Whether nothing goes on before the administrator has decided or chosen a partner.
    pub const fn wants_decision(self) -> bool {
        matches!(
            self,
            Self::Conflict | Self::MapsChanged | Self::NoPartnerInHalo | Self::NoPartnerHere
        )
    }
}

/// How a ticket stands by these rules.
pub fn state(ticket: &SyncedTicket, rules: &SyncRules<'_>) -> SyncState {
    match ticket.fate {
        Fate::Live => {}
        Fate::Merged(_) => return SyncState::Merged,
        Fate::Gone(Absence::Deleted) => return SyncState::Deleted,
        Fate::Gone(Absence::Unseen) => return SyncState::Vanished,
    }
    if let Some(sending) = &ticket.sending {
        return if sending.is_lost {
            SyncState::Unconfirmed
        } else {
            SyncState::Sending
        };
    }
    let Some(there) = &ticket.there else {
        return SyncState::NotRead;
    };
    let wanted = |to| {
        let is_refused = ticket
            .refused
            .as_ref()
            .is_some_and(|refused| refused.is_about(to, there.status));
        if is_refused {
            SyncState::Refused
        } else {
            SyncState::Waiting
        }
    };
    let side = |side| match side {
        Side::Here => rules
            .maps
            .in_halo(&ticket.here)
            .map_or(SyncState::NoPartnerInHalo, wanted),
        Side::Halo => rules
            .maps
            .here(there.status)
            .map_or(SyncState::NoPartnerHere, |_| SyncState::Waiting),
    };
    let verdict = ticket.verdict(rules, there.status);
    if verdict != Verdict::InStep && ticket.overruled == Some(there.status) {
        return side(Side::Here);
    }
    match verdict {
        Verdict::InStep => SyncState::InStep,
        Verdict::Send(to) => wanted(to),
        Verdict::Take(_) => SyncState::Waiting,
        Verdict::NoPartnerInHalo => SyncState::NoPartnerInHalo,
        Verdict::NoPartnerHere => SyncState::NoPartnerHere,
        Verdict::MapsChanged => SyncState::MapsChanged,
        Verdict::BothChanged if rules.conflict == ConflictRule::Ask => SyncState::Conflict,
        Verdict::BothChanged => side(ticket.winner(rules.conflict, there)),
    }
}
