//! What came of judging a ticket, or of a decision about it: what is to be kept.

use super::{BothSides, Fate, KeptStatus, Settled, Step, SyncState, SyncedTicket};
use crate::StatusId;

/// What came of judging a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The ticket before.
    pub was: SyncedTicket,
    /// The ticket after.
    pub is: SyncedTicket,
    /// What is to be done.
    pub step: Step,
    /// How it stands, in one word.
    pub state: SyncState,
    /// Whether Halo told anything about it.
    pub is_heard: bool,
    /// What both sides agree on from now on, or the status of Halo's that is written over. `None` leaves what is kept.
    pub base: Option<BothSides>,
    /// Whether nothing is sent before somebody has decided.
    pub asks: bool,
    /// Whether the write whose answer was lost has landed; `None` while nobody knows, or nothing was lost.
    pub lost_landed: Option<bool>,
    /// Whether what is to be written is taken back: something newer holds.
    pub drops_writes: bool,
    new_write: Option<String>,
}

impl Judgement {
    pub(super) fn new(
        kept: &KeptStatus,
        was: SyncedTicket,
        is: SyncedTicket,
        step: Step,
        state: SyncState,
        is_heard: bool,
    ) -> Self {
        let newest = kept.writes.newest();
        // What is sent goes over the status that Halo has now; nothing is sent over any other.
        let base = match (step, &is.there) {
            (Step::Send(_), Some(there)) => Some(BothSides {
                here: is.base.as_ref().map_or(&is.here, |base| &base.here).clone(),
                there: there.status,
            }),
            _ => is.base.clone(),
        };
        // What waits and has nowhere to go would be tried for ever.
        let is_stuck = newest.is_some_and(|newest| newest.state.is_open())
            && matches!(state, SyncState::NoPartnerHere | SyncState::NoPartnerInHalo);
        let is_waiting_for_this =
            newest.is_some_and(|newest| newest.key == is.here && newest.state.is_open());
        Self {
            lost_landed: lost_landed(&was, &is),
            drops_writes: newest.is_some() && (is.here != was.here || state == SyncState::InStep),
            asks: is_stuck || matches!(state, SyncState::Conflict | SyncState::MapsChanged),
            new_write: (matches!(step, Step::Send(_)) && !is_waiting_for_this)
                .then(|| is.here.clone()),
            base: base.filter(|base| kept.base.as_ref() != Some(base)),
            is_heard,
            was,
            is,
            step,
            state,
        }
    }

    /// The status that is here from now on, where it was taken over.
    pub fn took(&self) -> Option<&str> {
        (self.is.here != self.was.here).then_some(self.is.here.as_str())
    }

    /// The status that a write is entered for.
    pub fn new_write(&self) -> Option<&str> {
        self.new_write.as_deref()
    }

    /// The status that is to be sent.
    pub const fn to_send(&self) -> Option<StatusId> {
        match self.step {
            Step::Send(to) => Some(to),
            Step::Rest | Step::Wait => None,
        }
    }
}

fn lost_landed(was: &SyncedTicket, is: &SyncedTicket) -> Option<bool> {
    let sent = was.sending.as_ref()?;
    let is_known = is.fate == Fate::Live && is.sending.is_none();
    is_known.then(|| {
        is.there
            .as_ref()
            .is_some_and(|there| there.status == sent.to)
    })
}

/// What the administrator decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The status that is here from now on, where Halo's stays.
    pub took: Option<String>,
    /// What both agree on from now on, or the status of Halo's that is written over.
    pub base: Option<BothSides>,
    /// The status here that is to be written, where that stays.
    pub sends: Option<String>,
    /// That, for the row.
    pub settled: Settled,
}
