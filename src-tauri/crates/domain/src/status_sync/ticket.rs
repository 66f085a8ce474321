//! What becomes of a ticket: what Halo showed, what people did and how writes ended go in, the next step comes out.

use super::{
    Absence, BothSides, ConflictRule, Fate, Moment, Refused, Sending, Settled, Side, Sighting,
    StatusMaps, SyncedTicket, There, Verdict, merge,
};
use crate::StatusId;

/// Seconds after which a write whose answer was lost has surely landed or never will: Halo's gateway gives up after
/// about 60 (halo-api.md section 6).
pub const LATEST_LANDING: i64 = 120;

/// The order of what happened to a ticket while the program runs, by one counter for all of it. Two answers of Halo that
/// overtake each other are told apart by when they were asked for, not by any clock. Nothing of it outlives the program:
/// no request does either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// When the look was asked for that was believed last.
    looked: u64,
    /// A look that was asked for before this is out of date.
    ended: u64,
    /// When the status was changed here.
    edited: u64,
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
    /// Look at it in Halo: nothing is sent on what was seen before.
    Look,
    /// Send this status, after [`SyncedTicket::begin`] was kept.
    Send(StatusId),
    /// Look again from then on: a write may still land.
    LookAt(Moment),
}

/// How a write ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteEnd {
    /// Halo took it.
    Done,
    /// It surely was not done.
    NotDone,
    /// Nobody knows.
    Lost,
    /// Halo refused it, in these words.
    Refused(String),
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
    /// A ticket that was made with this status. `there` is what Halo's answer to the making said.
    pub fn made(here: &str, at: Moment, there: Option<There>, maps: &StatusMaps<'_>) -> Self {
        let base = there
            .as_ref()
            .filter(|there| maps.agree(here, there.status))
            .map(|there| BothSides {
                here: here.to_owned(),
                there: there.status,
            });
        Self {
            here: here.to_owned(),
            here_at: at,
            base,
            there,
            fate: Fate::Live,
            sending: None,
            overruled: None,
            refused: None,
            settled: None,
        }
    }

    /// After a start of the program: a write that was under way may have landed or not.
    pub fn wake(&mut self) {
        if let Some(sending) = &mut self.sending {
            sending.is_lost = true;
        }
    }

    /// A person changed the status here.
    pub fn edit(&mut self, status: &str, at: Moment, marks: &mut Marks, now: u64) {
        if self.here == status {
            return;
        }
        status.clone_into(&mut self.here);
        self.here_at = at;
        self.refused = None;
        self.settled = None;
        marks.edited = now;
    }

    /// Halo showed the ticket, in answer to a question asked at `asked`. Answers whether that was news: what was asked
    /// before something that is known already is not believed.
    pub fn saw(&mut self, sighting: Sighting, marks: &mut Marks, asked: u64) -> bool {
        if !marks.believe(asked) {
            return false;
        }
        self.fate = sighting.merged_into.map_or(Fate::Live, Fate::Merged);
        self.there = Some(sighting.there);
        true
    }

    /// Halo did not show the ticket although it was asked for by its number.
    pub fn missed(&mut self, absence: Absence, marks: &mut Marks, asked: u64) -> bool {
        if !marks.believe(asked) {
            return false;
        }
        self.fate = Fate::Gone(absence);
        self.sending = None;
        true
    }

    /// Takes over what Halo has, where that is due, and says what to do next. `now` is Halo's clock.
    pub fn settle(&mut self, marks: &Marks, rules: &SyncRules<'_>, now: Moment) -> Step {
        if self.fate != Fate::Live {
            self.sending = None;
            return Step::Rest;
        }
        let Some(there) = self.there.clone() else {
            return Step::Look;
        };
        if let Some(step) = self.settle_write(marks, &there, now) {
            return step;
        }
        let verdict = self.verdict(rules, there.status);
        if verdict != Verdict::InStep && self.overruled == Some(there.status) {
            return self.send(marks, rules, &there);
        }
        match verdict {
            Verdict::InStep => {
                self.agreed(there.status);
                Step::Rest
            }
            Verdict::Send(_) => self.send(marks, rules, &there),
            Verdict::Take(key) => {
                self.settled = None;
                self.take(key, &there, now);
                Step::Rest
            }
            Verdict::BothChanged if rules.conflict != ConflictRule::Ask => {
                self.decide(marks, rules, &there, now)
            }
            Verdict::BothChanged
            | Verdict::MapsChanged
            | Verdict::NoPartnerInHalo
            | Verdict::NoPartnerHere => Step::Rest,
        }
    }

    /// A write starts. To be kept before the request goes out.
    pub fn begin(&mut self, to: StatusId, at: Moment) {
        self.sending = self.there.as_ref().map(|there| Sending {
            here: self.here.clone(),
            to,
            over: there.status,
            at,
            is_lost: false,
        });
    }

    /// A write ended at `now` on the counter. Looks asked for before may show either side of it, and are not believed.
    pub fn ended(&mut self, end: WriteEnd, marks: &mut Marks, now: u64) {
        marks.ended = now;
        match end {
            WriteEnd::Lost => {
                if let Some(sending) = &mut self.sending {
                    sending.is_lost = true;
                }
            }
            WriteEnd::NotDone => self.sending = None,
            WriteEnd::Done => self.landed(),
            WriteEnd::Refused(reason) => {
                self.refused = self.sending.take().map(|sending| Refused {
                    to: sending.to,
                    over: sending.over,
                    reason,
                });
            }
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

    /// What Halo refused may be tried again.
    pub fn try_again(&mut self) {
        self.refused = None;
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

    /// Looks for what became of a write. `None` when nothing is open any more.
    fn settle_write(&mut self, marks: &Marks, there: &There, now: Moment) -> Option<Step> {
        let sending = self.sending.as_mut()?;
        if !sending.is_lost {
            return Some(Step::Rest);
        }
        if !marks.is_fresh() {
            return Some(Step::Look);
        }
        if there.status == sending.to {
            self.landed();
            return None;
        }
        // Halo's clock went back since: the wait begins anew, for nobody knows how much of it is over.
        sending.at = sending.at.min(there.seen_at);
        let until = sending.at.plus(LATEST_LANDING);
        if there.status == sending.over && until.since(there.seen_at) > 0 {
            let is_waiting = (0..LATEST_LANDING).contains(&now.since(sending.at));
            return Some(if is_waiting {
                Step::LookAt(until)
            } else {
                Step::Look
            });
        }
        self.sending = None;
        None
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

    fn decide(&mut self, marks: &Marks, rules: &SyncRules<'_>, there: &There, now: Moment) -> Step {
        let winner = self.winner(rules.conflict, there);
        let settled = self.settled_by(rules.conflict, winner, there.status);
        match winner {
            Side::Here => {
                if rules.maps.in_halo(&self.here).is_some() {
                    self.settled = Some(settled);
                }
                self.send(marks, rules, there)
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

    /// Wants to send the status here. Only on a look that was asked for after it was changed: a technician may have been
    /// at the ticket since the last poll.
    fn send(&mut self, marks: &Marks, rules: &SyncRules<'_>, there: &There) -> Step {
        let Some(to) = rules.maps.in_halo(&self.here) else {
            return Step::Rest;
        };
        if let Some(refused) = &self.refused
            && refused.is_about(to, there.status)
        {
            return Step::Rest;
        }
        if marks.is_fresh() {
            Step::Send(to)
        } else {
            Step::Look
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

impl Marks {
    fn believe(&mut self, asked: u64) -> bool {
        let is_news = asked >= self.looked && asked > self.ended;
        if is_news {
            self.looked = asked;
        }
        is_news
    }

    /// Whether Halo was looked at since the last change here and the last write.
    fn is_fresh(&self) -> bool {
        self.looked > self.edited && self.looked > self.ended
    }
}
