//! What becomes of a ticket: what Halo showed and what is known of a write go in, the next step comes out.

use super::{
    Absence, BothSides, ConflictRule, Fate, Moment, Settled, Side, Sighting, StatusMaps,
    SyncedTicket, There, Verdict, merge,
};
use crate::StatusId;

/// Seconds after which a write whose answer was lost has surely landed or never will: Halo's gateway gives up after
/// about 60 (halo-api.md section 6).
pub const LATEST_LANDING: i64 = 120;

/// Seconds for which what was sent at `sent` may still land, by one clock. One that was set back since makes nobody wait
/// longer than that at a time.
pub const fn landing_left(sent: Moment, now: Moment) -> i64 {
    let left = LATEST_LANDING.saturating_sub(now.since(sent));
    if left < 0 {
        0
    } else if left > LATEST_LANDING {
        LATEST_LANDING
    } else {
        left
    }
}

/// What a ticket's steps depend on beside itself.
#[derive(Clone, Copy, Debug)]
pub struct SyncRules<'a> {
    /// Which statuses belong together.
    pub maps: StatusMaps<'a>,
    /// What happens when both sides were changed.
    pub conflict: ConflictRule,
}

/// What is to be done about a ticket now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    Rest,
    /// Nothing before it is known what became of the write that is under way.
    Wait,
    /// Send this status, after a look at the ticket.
    Send(StatusId),
}

/// Why a decision of the administrator cannot be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepError {
    /// One of the statuses is not the one that was decided about.
    ChangedMeanwhile,
    /// The status that should stay has no partner on the other side.
    NoPartner,
}

impl SyncedTicket {
    /// Halo showed the ticket.
    pub fn saw(&mut self, sighting: Sighting) {
        let mut there = sighting.there;
        // A note changes the ticket as well: what the status was first seen with is nearer to its own change.
        if let Some(known) = &self.there
            && known.status == there.status
        {
            there.updated = known.updated.or(there.updated);
        }
        self.fate = sighting.merged_into.map_or(Fate::Live, Fate::Merged);
        self.there = Some(there);
    }

    /// Halo did not show the ticket although it was asked for by its number.
    pub fn missed(&mut self, absence: Absence) {
        self.fate = Fate::Gone(absence);
        self.sending = None;
    }

    /// Takes over what Halo has, where that is due, and says what to do next. `now` is Halo's clock.
    pub fn settle(&mut self, rules: &SyncRules<'_>, now: Moment) -> Step {
        if self.fate != Fate::Live {
            self.sending = None;
            return Step::Rest;
        }
        let Some(there) = self.there.clone() else {
            return Step::Rest;
        };
        if self.settle_write(&there) {
            return Step::Wait;
        }
        let verdict = self.verdict(rules, there.status);
        if verdict != Verdict::InStep && self.overruled == Some(there.status) {
            return self.send(rules, &there);
        }
        match verdict {
            Verdict::InStep => {
                self.agreed(there.status);
                Step::Rest
            }
            Verdict::Send(_) => self.send(rules, &there),
            Verdict::Take(key) => {
                self.settled = None;
                self.take(key, &there, now);
                Step::Rest
            }
            Verdict::BothChanged if rules.conflict != ConflictRule::Ask => {
                self.decide(rules, &there, now)
            }
            Verdict::BothChanged
            | Verdict::MapsChanged
            | Verdict::NoPartnerInHalo
            | Verdict::NoPartnerHere => Step::Rest,
        }
    }

    /// The administrator decided which status stays, looking at these two.
    ///
    /// # Errors
    /// When one of them has changed meanwhile, or the one that should stay has no partner.
    pub fn keep(
        &mut self,
        side: Side,
        shown: &BothSides,
        maps: &StatusMaps<'_>,
        now: Moment,
    ) -> Result<(), KeepError> {
        let there = self.there.clone().ok_or(KeepError::ChangedMeanwhile)?;
        if shown.here != self.here || shown.there != there.status || self.sending.is_some() {
            return Err(KeepError::ChangedMeanwhile);
        }
        let settled = self.settled_by(ConflictRule::Ask, side, there.status);
        match side {
            Side::Here => {
                maps.in_halo(&self.here).ok_or(KeepError::NoPartner)?;
                self.overruled = Some(there.status);
                self.refused = None;
            }
            Side::Halo => {
                let key = maps.here(there.status).ok_or(KeepError::NoPartner)?;
                self.take(key.to_owned(), &there, now);
            }
        }
        self.settled = Some(settled);
        Ok(())
    }

    pub(super) fn verdict(&self, rules: &SyncRules<'_>, there: StatusId) -> Verdict {
        merge(&rules.maps, self.base.as_ref(), &self.here, there)
    }

    /// Whose status stays by a rule that does not ask.
    pub(super) fn winner(&self, rule: ConflictRule, there: &There) -> Side {
        let is_newer_here = there.updated.is_some_and(|at| self.here_at.since(at) > 0);
        match rule {
            ConflictRule::HereWins => Side::Here,
            ConflictRule::NewestWins if is_newer_here => Side::Here,
            ConflictRule::HaloWins | ConflictRule::NewestWins | ConflictRule::Ask => Side::Halo,
        }
    }

    /// Looks for what became of a write. `true` while that is not known.
    fn settle_write(&mut self, there: &There) -> bool {
        let Some(sending) = &self.sending else {
            return false;
        };
        if there.status == sending.to {
            self.landed();
            return false;
        }
        // Also where Halo has a third status: what is decided about that one must not be undone by ours when it lands late.
        if sending.may_land {
            return true;
        }
        self.sending = None;
        false
    }

    /// Halo has what was sent.
    fn landed(&mut self) {
        let Some(sending) = self.sending.take() else {
            return;
        };
        if let Some(there) = &mut self.there {
            there.status = sending.to;
        }
        self.base = Some(BothSides {
            here: sending.here,
            there: sending.to,
        });
        self.overruled = None;
        self.refused = None;
    }

    fn decide(&mut self, rules: &SyncRules<'_>, there: &There, now: Moment) -> Step {
        let winner = self.winner(rules.conflict, there);
        let settled = self.settled_by(rules.conflict, winner, there.status);
        match winner {
            Side::Here => {
                if rules.maps.in_halo(&self.here).is_some() {
                    self.settled = Some(settled);
                }
                self.send(rules, there)
            }
            Side::Halo => {
                if let Some(key) = rules.maps.here(there.status) {
                    self.take(key.to_owned(), there, now);
                    self.settled = Some(settled);
                }
                Step::Rest
            }
        }
    }

    fn settled_by(&self, by: ConflictRule, winner: Side, there: StatusId) -> Settled {
        Settled {
            by,
            winner,
            here: self.here.clone(),
            there,
        }
    }

    /// Wants to send the status here, unless Halo refused just that.
    fn send(&self, rules: &SyncRules<'_>, there: &There) -> Step {
        let Some(to) = rules.maps.in_halo(&self.here) else {
            return Step::Rest;
        };
        let is_refused = self
            .refused
            .as_ref()
            .is_some_and(|refused| refused.is_about(to, there.status));
        if is_refused {
            Step::Rest
        } else {
            Step::Send(to)
        }
    }

    fn take(&mut self, key: String, there: &There, now: Moment) {
        self.here = key;
        self.here_at = there.updated.unwrap_or(now);
        self.agreed(there.status);
    }

    fn agreed(&mut self, there: StatusId) {
        self.base = Some(BothSides {
            here: self.here.clone(),
            there,
        });
        self.overruled = None;
        self.refused = None;
    }
}
