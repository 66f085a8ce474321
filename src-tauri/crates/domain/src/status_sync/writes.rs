//! The writes of one ticket's status that are not done, as the outbox keeps them.
//!
//! What each step does to them is written down here once more than in the store, which keeps them in a table: a test of
//! the store holds the two to each other, so that what the simulation proves of these holds for the table.

use super::{Moment, landing_left};
use crate::{SendId, StatusId, ticket::SendState};

/// One write of a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusWrite {
    /// Our number of it; a later one has a higher number.
    pub id: SendId,
    /// The vendor's status that is sent.
    pub key: String,
    /// How it stands: waiting, unanswered or refused.
    pub state: SendState,
    /// Halo's status that it was last sent as: the maps may say another since.
    pub sent_as: Option<StatusId>,
    /// When it was last sent, by our clock.
    pub tried_at: Option<Moment>,
    /// What the last attempt failed with, once that is known.
    pub failure: Option<String>,
}

impl StatusWrite {
    /// Seconds for which it may still land, `now` by our clock.
    pub fn landing_left(&self, now: Moment) -> i64 {
        if self.state != SendState::Unanswered {
            return 0;
        }
        self.tried_at.map_or(0, |sent| landing_left(sent, now))
    }
}

/// How an attempt to write a status ended, the look at the ticket after it included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteEnd {
    /// Halo took it, and was seen to have it since.
    Taken,
    /// Halo took it, and was seen to have another status since.
    NotTaken,
    /// It surely was not done.
    NotDone,
    /// Nobody knows.
    Lost,
    /// Halo refused it.
    Refused,
}

impl WriteEnd {
    /// How the write stands after this. One that another has taken the place of is never sent again.
    pub const fn leads_to(self, is_superseded: bool) -> SendState {
        match self {
            // What was seen is judged like every other look, which settles it.
            Self::Taken | Self::Lost => SendState::Unanswered,
            Self::NotTaken | Self::Refused | Self::NotDone if is_superseded => SendState::Dropped,
            Self::NotTaken | Self::Refused => SendState::Refused,
            Self::NotDone => SendState::Waiting,
        }
    }
}

/// All of a ticket's that are not done, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusWrites(Vec<StatusWrite>);

impl StatusWrites {
    /// These, oldest first.
    pub const fn new(writes: Vec<StatusWrite>) -> Self {
        Self(writes)
    }

    /// The one that is wanted.
    pub fn newest(&self) -> Option<&StatusWrite> {
        self.0.last()
    }

    /// The one whose answer was lost; an older one where the status was changed again since.
    pub fn lost(&self) -> Option<&StatusWrite> {
        self.0
            .iter()
            .find(|write| write.state == SendState::Unanswered)
    }

    /// The one whose turn it is: the oldest, unless Halo refused it.
    pub fn next(&self) -> Option<&StatusWrite> {
        self.0.first().filter(|write| write.state.is_open())
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, oldest first.
    pub fn all(&self) -> &[StatusWrite] {
        &self.0
    }

    /// Whether another has taken the place of this one.
    pub fn is_superseded(&self, id: SendId) -> bool {
        self.0.last().is_some_and(|newest| newest.id > id)
    }

    /// A status is to be written. Only the newest matters; one whose answer was lost may still land, so it stays until
    /// that is known.
    pub fn enqueue(&mut self, id: SendId, key: &str) {
        self.0.retain(|write| write.state == SendState::Unanswered);
        self.0.push(StatusWrite {
            id,
            key: key.to_owned(),
            state: SendState::Waiting,
            sent_as: None,
            tried_at: None,
            failure: None,
        });
    }

    /// It is being sent as this. `false` when it was taken back meanwhile.
    pub fn begin(&mut self, id: SendId, to: StatusId, now: Moment) -> bool {
        let found = self
            .0
            .iter_mut()
            .find(|write| write.id == id && write.state.is_open());
        let Some(write) = found else { return false };
        write.state = SendState::Unanswered;
        (write.sent_as, write.tried_at) = (Some(to), Some(now));
        write.failure = None;
        true
    }

    /// How a write stands now. One that was taken back meanwhile stays so.
    pub fn settle(&mut self, id: SendId, state: SendState, failure: Option<String>) {
        match state {
            SendState::Done | SendState::Dropped => self.0.retain(|write| write.id != id),
            SendState::Waiting | SendState::Unanswered | SendState::Refused => {
                if let Some(write) = self.0.iter_mut().find(|write| write.id == id) {
                    (write.state, write.failure) = (state, failure);
                }
            }
        }
    }

    /// Our clock was set back since it was sent: the wait for it begins anew, for nobody knows how much of it is over.
    pub fn sent_no_later_than(&mut self, id: SendId, now: Moment) {
        if let Some(write) = self.0.iter_mut().find(|write| write.id == id) {
            write.tried_at = write.tried_at.map(|at| at.min(now));
        }
    }

    /// It is known what became of the one whose answer was lost. What did not land is sent anew, unless something newer is.
    pub fn settle_lost(&mut self, has_landed: bool) {
        let newest = self.0.last().map(|write| write.id);
        self.0.retain(|write| {
            write.state != SendState::Unanswered || (!has_landed && Some(write.id) == newest)
        });
        for write in &mut self.0 {
            if write.state == SendState::Unanswered {
                (write.state, write.failure) = (SendState::Waiting, None);
            }
        }
    }

    /// They are taken back.
    pub fn drop_all(&mut self) {
        self.0.clear();
    }

    /// What Halo refused is sent again.
    pub fn retry(&mut self) {
        for write in &mut self.0 {
            if write.state == SendState::Refused {
                write.state = SendState::Waiting;
            }
        }
    }
}
