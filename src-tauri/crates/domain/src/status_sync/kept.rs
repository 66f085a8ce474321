//! A ticket's status as it is kept, and how it is judged: the one place that both the poll and the outbox decide by.

use super::judgement::{Decision, Judgement};
use super::{
    Absence, BothSides, ConflictRule, Fate, KeepError, Moment, Refused, Sending, Settled, Side,
    Sighting, StatusMaps, StatusWrites, SyncRules, SyncedTicket, There, landing_left, state,
};
use crate::{SendId, ticket::SendState};

/// A ticket's status as it is kept. The times of [`Self::here_at`] and of the writes are of our clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptStatus {
    /// The vendor's status key, here.
    pub here: String,
    /// When it was last changed.
    pub here_at: Moment,
    /// What both sides last agreed on, or the status of Halo's that somebody decided against.
    pub base: Option<BothSides>,
    /// What the last look at Halo brought.
    pub there: Option<There>,
    /// What became of the ticket in Halo.
    pub fate: Fate,
    /// How the last conflict was decided.
    pub settled: Option<Settled>,
    /// Whether nothing is sent before somebody has decided.
    pub asks: bool,
    /// What is to be written.
    pub writes: StatusWrites,
}

/// What Halo told about a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// It showed it.
    Found(Sighting),
    /// It did not, although it was asked for by its number.
    Missing(Absence),
}

/// What time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// By our clock.
    pub ours: Moment,
    /// By Halo's, as far as that is known.
    pub halo: Moment,
    /// Seconds by which Halo's was last found to be ahead.
    pub ahead: i64,
}

impl KeptStatus {
    /// The ticket as the rules see it. A write that waits for this status is the decision to put it over the status of
    /// Halo's that is the base.
    ///
    /// `is_seen` tells that Halo was looked at just now: only then can a write whose answer was lost be known not to have
    /// landed.
    fn synced(&self, maps: &StatusMaps<'_>, clocks: Clocks, is_seen: bool) -> SyncedTicket {
        let over = self
            .base
            .as_ref()
            .map(|base| base.there)
            .or(self.there.as_ref().map(|there| there.status));
        let wanted = self.writes.newest().filter(|write| write.key == self.here);
        let sending = self.writes.lost().and_then(|lost| {
            Some(Sending {
                here: lost.key.clone(),
                // What was sent, whatever the maps say by now.
                to: lost.sent_as.or_else(|| maps.in_halo(&lost.key))?,
                may_land: !is_seen
                    || lost
                        .tried_at
                        .is_some_and(|sent| landing_left(sent, clocks.ours) > 0),
                is_lost: lost.failure.is_some(),
            })
        });
        let refused = wanted
            .filter(|write| write.state == SendState::Refused)
            .and_then(|write| {
                Some(Refused {
                    to: write.sent_as.or_else(|| maps.in_halo(&write.key))?,
                    over: over?,
                    reason: write.failure.clone().unwrap_or_default(),
                })
            });
        SyncedTicket {
            here: self.here.clone(),
            here_at: self.here_at.plus(clocks.ahead),
            base: self.base.clone(),
            there: self.there.clone(),
            fate: self.fate,
            sending,
            overruled: over.filter(|_| wanted.is_some()),
            refused,
            settled: self.settled.clone(),
        }
    }

    /// The ticket as it stands, by what is known.
    pub fn as_seen(&self, maps: &StatusMaps<'_>, clocks: Clocks) -> SyncedTicket {
        self.synced(maps, clocks, false)
    }

    /// Brings the two sides together. `None` when there is nothing to judge.
    pub fn judge(
        &self,
        news: Option<&News>,
        rules: &SyncRules<'_>,
        clocks: Clocks,
    ) -> Option<Judgement> {
        let was = self.synced(&rules.maps, clocks, false);
        let is_found = matches!(news, Some(News::Found(_)));
        let mut is = self.synced(&rules.maps, clocks, is_found);
        match news {
            Some(News::Found(sighting)) => is.saw(sighting.clone()),
            Some(News::Missing(absence)) => is.missed(*absence),
            None if is.fate == Fate::Live && is.there.is_some() => {}
            None => return None,
        }
        let step = is.settle(rules, clocks.halo);
        let state = state(&is, rules);
        Some(Judgement::new(self, was, is, step, state, news.is_some()))
    }

    /// Lets one side's status stay, as the administrator decided looking at these two.
    ///
    /// # Errors
    /// When one of them has changed meanwhile, or the one that should stay has no partner.
    pub fn decide(
        &self,
        side: Side,
        shown: &BothSides,
        maps: &StatusMaps<'_>,
        clocks: Clocks,
    ) -> Result<Decision, KeepError> {
        let mut ticket = self.synced(maps, clocks, false);
        ticket.keep(side, shown, maps, clocks.halo)?;
        let base = match (side, &ticket.base) {
            // What stays here goes over the status that was decided against.
            (Side::Here, base) => {
                let here = base.as_ref().map_or(&shown.here, |base| &base.here);
                Some(BothSides {
                    here: here.clone(),
                    there: shown.there,
                })
            }
            (Side::Halo, base) => base.clone(),
        };
        Ok(Decision {
            took: (side == Side::Halo).then(|| ticket.here.clone()),
            base,
            sends: (side == Side::Here).then(|| shown.here.clone()),
            settled: Settled {
                by: ConflictRule::Ask,
                winner: side,
                here: shown.here.clone(),
                there: shown.there,
            },
        })
    }

    /// Keeps what was judged, as the store does. `id` is the number of the write that it may enter.
    pub fn keep_judgement(&mut self, judged: &Judgement, clocks: Clocks, id: SendId) {
        if judged.is_heard {
            self.there.clone_from(&judged.is.there);
        }
        if let Some(here) = judged.took() {
            here.clone_into(&mut self.here);
            self.here_at = clocks.ours;
        }
        if judged.base.is_some() {
            self.base.clone_from(&judged.base);
        }
        self.asks = judged.asks;
        self.settled.clone_from(&judged.is.settled);
        if self.fate != judged.is.fate {
            self.fate = judged.is.fate;
            self.forget_writes_of_the_gone();
        }
        if let Some(has_landed) = judged.lost_landed {
            self.writes.settle_lost(has_landed);
        }
        if judged.drops_writes {
            self.writes.drop_all();
        }
        if let Some(key) = judged.new_write() {
            self.writes.enqueue(id, key);
        }
    }

    /// The ticket is not one to write to: as the outbox found it on its own look.
    pub fn give_up(&mut self, fate: Fate) {
        self.fate = fate;
        self.forget_writes_of_the_gone();
    }

    /// What the agent may not see for a while may be seen again, and then what waits is sent.
    fn forget_writes_of_the_gone(&mut self) {
        match self.fate {
            Fate::Live | Fate::Gone(Absence::Unseen) => {}
            Fate::Merged(_) | Fate::Gone(Absence::Deleted) => self.writes.drop_all(),
        }
    }

    /// Keeps a decision, as the store does.
    pub fn keep_decision(&mut self, decided: &Decision, clocks: Clocks, id: SendId) {
        if let Some(here) = &decided.took {
            here.clone_into(&mut self.here);
            self.here_at = clocks.ours;
        }
        if decided.base.is_some() {
            self.base.clone_from(&decided.base);
        }
        self.asks = false;
        self.settled = Some(decided.settled.clone());
        self.writes.drop_all();
        if let Some(key) = &decided.sends {
            self.writes.enqueue(id, key);
        }
    }

    /// A person changed the status here. Answers whether that changes anything.
    pub fn edit(&mut self, key: &str, clocks: Clocks, id: SendId) -> bool {
        if self.here == key {
            return false;
        }
        key.clone_into(&mut self.here);
        self.here_at = clocks.ours;
        self.writes.enqueue(id, key);
        true
    }

    /// The write whose turn it is; none while somebody has to decide or the ticket is not there.
    pub fn next_write(&self) -> Option<SendId> {
        if self.asks || self.fate != Fate::Live {
            return None;
        }
        self.writes.next().map(|write| write.id)
    }
}
