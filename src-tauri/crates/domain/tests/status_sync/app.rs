//! Halyard's side: what it keeps, what it only remembers while it runs, and how it goes from poll to write. It does so in
//! the order of the engine, one job at a time, and every decision is the function of `domain` that the engine calls:
//! `KeptStatus::judge` for polls and for the looks of the outbox, `decide`, `StatusWrites` and `WriteEnd`.

use std::collections::BTreeMap;

use domain::status_sync::{
    Absence, BothSides, Clocks, ConflictRule, Fate, KeepError, KeptStatus, LATEST_LANDING, Moment,
    News, ROLL_CALL_EVERY, Side, Sighting, StatusMaps, StatusWrite, SyncRules, SyncState,
    Watermark, WriteEnd, state,
};
use domain::{SendId, StatusId};

/// Pauses after a failure, as the gate of the outbox has them.
const FIRST_PAUSE: i64 = 15;
pub(crate) const LONGEST_PAUSE: i64 = 300;
pub(crate) const POLL_EVERY: i64 = 60;

/// What goes to Halo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ask {
    Poll { since: Option<Moment>, all: bool },
    Look(usize),
    Write { ticket: usize, to: StatusId },
}

/// What comes back.
#[derive(Clone, Debug)]
pub(crate) enum Told {
    Polled {
        server: Moment,
        rows: Vec<(usize, Sighting)>,
        missing: Vec<usize>,
    },
    Looked(Option<Sighting>),
    Wrote(Taken),
}

/// What Halo answers to a write.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Taken {
    Yes,
    NoSuchTicket,
    Refused,
    NotNow,
}

/// A question on its way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question {
    pub(crate) run: u32,
    pub(crate) asked: u64,
    pub(crate) ask: Ask,
}

/// One write of the outbox, being looked after.
#[derive(Clone, Copy, Debug)]
struct Attempt {
    ticket: usize,
    send: SendId,
    stage: Stage,
}

#[derive(Clone, Copy, Debug)]
enum Stage {
    /// The look before.
    Look,
    Write(StatusId),
    /// The look after.
    Check(StatusId),
}

#[derive(Clone, Copy, Debug)]
enum Job {
    Poll,
    Pass(Attempt),
}

pub(crate) struct App {
    // Kept.
    pub(crate) tickets: Vec<KeptStatus>,
    pub(crate) to_halo: BTreeMap<String, StatusId>,
    pub(crate) from_halo: BTreeMap<StatusId, String>,
    pub(crate) conflict: ConflictRule,
    watermark: Watermark,
    clock_ahead: i64,
    sends: i32,
    // Forgotten with the program.
    pub(crate) run: u32,
    pub(crate) is_up: bool,
    /// When the next poll is due, in true seconds; `i64::MAX` for none.
    pub(crate) poll_due: i64,
    /// Seconds from one to the next; `i64::MAX` for none by itself.
    pub(crate) poll_every: i64,
    counter: u64,
    polls: u32,
    is_everything_due: bool,
    job: Option<(u64, Job)>,
    failures: u32,
    shut_until: i64,
}

impl App {
    pub(crate) fn new(
        tickets: Vec<KeptStatus>,
        maps: (BTreeMap<String, StatusId>, BTreeMap<StatusId, String>),
        conflict: ConflictRule,
        now: i64,
    ) -> Self {
        Self {
            tickets,
            to_halo: maps.0,
            from_halo: maps.1,
            conflict,
            watermark: Watermark::default(),
            clock_ahead: 0,
            sends: 0,
            run: 1,
            is_up: true,
            poll_due: now,
            poll_every: POLL_EVERY,
            counter: 0,
            polls: 0,
            is_everything_due: false,
            job: None,
            failures: 0,
            shut_until: i64::MIN,
        }
    }

    /// The program ends without a word.
    pub(crate) fn crash(&mut self) {
        self.is_up = false;
        self.run += 1;
        self.job = None;
    }

    pub(crate) fn start(&mut self, now: i64) {
        self.is_up = true;
        (self.polls, self.is_everything_due) = (0, false);
        (self.failures, self.shut_until) = (0, i64::MIN);
        self.poll_due = now;
    }

    /// Halo's clock is only known as far as the last poll told it.
    fn clocks(&self, ours: Moment) -> Clocks {
        Clocks {
            ours,
            halo: ours.plus(self.clock_ahead),
            ahead: self.clock_ahead,
        }
    }

    pub(crate) fn rules(&self) -> SyncRules<'_> {
        SyncRules {
            maps: StatusMaps::new(&self.to_halo, &self.from_halo),
            conflict: self.conflict,
        }
    }

    pub(crate) fn state(&self, ticket: usize, ours: Moment) -> SyncState {
        let rules = self.rules();
        let seen = self.tickets[ticket].as_seen(&rules.maps, self.clocks(ours));
        state(&seen, &rules)
    }

    fn next_send(&mut self) -> SendId {
        self.sends += 1;
        SendId::new(self.sends)
    }

    fn question(&mut self, job: Job) -> Question {
        self.counter += 1;
        let asked = self.counter;
        self.job = Some((asked, job));
        let ask = match job {
            Job::Poll => Ask::Poll {
                since: self.watermark.ask_from(),
                all: self.is_everything_due
                    || self.watermark.ask_from().is_none()
                    || self.polls.is_multiple_of(ROLL_CALL_EVERY),
            },
            Job::Pass(Attempt { ticket, stage, .. }) => match stage {
                Stage::Look | Stage::Check(_) => Ask::Look(ticket),
                Stage::Write(to) => Ask::Write { ticket, to },
            },
        };
        Question {
            run: self.run,
            asked,
            ask,
        }
    }

    pub(crate) fn edit(&mut self, ticket: usize, status: &str, ours: Moment) -> bool {
        let (clocks, id) = (self.clocks(ours), self.next_send());
        self.tickets[ticket].edit(status, clocks, id)
    }

    /// Halo is tried again with what it refused.
    pub(crate) fn retry(&mut self, ticket: usize) {
        self.tickets[ticket].writes.retry();
        self.shut_until = i64::MIN;
    }

    pub(crate) fn keep(
        &mut self,
        ticket: usize,
        side: Side,
        ours: Moment,
    ) -> Result<(), KeepError> {
        let (clocks, first, second) = (self.clocks(ours), self.next_send(), self.next_send());
        let kept = self.tickets[ticket].clone();
        let there = kept.there.as_ref().ok_or(KeepError::ChangedMeanwhile)?;
        let shown = BothSides {
            here: kept.here.clone(),
            there: there.status,
        };
        let decided = kept.decide(side, &shown, &self.rules().maps, clocks)?;
        self.tickets[ticket].keep_decision(&decided, clocks, first);
        self.judge(ticket, None, clocks, second);
        Ok(())
    }

    /// When there is something to do without anybody asking for it.
    pub(crate) fn next_action(&self, now: i64, ours: Moment) -> i64 {
        if !self.is_up || self.job.is_some() {
            return i64::MAX;
        }
        let writes = self.tickets.iter().filter_map(|ticket| {
            let id = ticket.next_write()?;
            let write = ticket.writes.all().iter().find(|write| write.id == id)?;
            Some(now + rest_of(write, ours))
        });
        let due = writes.chain([self.poll_due]).min().unwrap_or(i64::MAX);
        due.max(self.shut_until).max(now)
    }

    /// Begins what is due.
    pub(crate) fn act(&mut self, now: i64) -> Option<Question> {
        if self.poll_due <= now {
            self.poll_due = i64::MAX;
            return Some(self.question(Job::Poll));
        }
        self.go_on(SendId::new(0))
    }

    /// The next write of the pass, if there is one.
    fn go_on(&mut self, after: SendId) -> Option<Question> {
        self.job = None;
        let turns = self.tickets.iter().enumerate();
        let (send, ticket) = turns
            .filter_map(|(ticket, kept)| Some((kept.next_write()?, ticket)))
            .filter(|(send, _)| *send > after)
            .min()?;
        let stage = Stage::Look;
        Some(self.question(Job::Pass(Attempt {
            ticket,
            send,
            stage,
        })))
    }

    fn judge(
        &mut self,
        ticket: usize,
        news: Option<&News>,
        clocks: Clocks,
        id: SendId,
    ) -> Option<StatusId> {
        let judged = self.tickets[ticket].judge(news, &self.rules(), clocks)?;
        self.tickets[ticket].keep_judgement(&judged, clocks, id);
        judged.to_send()
    }

    /// An answer came. What nobody waits for any more is not heard: its connection is closed.
    pub(crate) fn hear(
        &mut self,
        question: Question,
        told: Told,
        now: i64,
        ours: Moment,
    ) -> Option<Question> {
        let (asked, job) = self.job?;
        if asked != question.asked {
            return None;
        }
        match (job, told) {
            (
                Job::Poll,
                Told::Polled {
                    server,
                    rows,
                    missing,
                },
            ) => {
                let all = matches!(question.ask, Ask::Poll { all: true, .. });
                self.take_in(server, rows, &missing, all, ours);
                self.job = None;
                self.poll_due = now.saturating_add(self.poll_every);
                self.went_well();
                None
            }
            (Job::Pass(attempt), Told::Looked(found)) => self.looked(attempt, found, ours),
            (Job::Pass(attempt), Told::Wrote(taken)) => self.wrote(attempt, taken, now),
            (job, told) => unreachable!("{told:?} in answer to {job:?}"),
        }
    }

    fn take_in(
        &mut self,
        server: Moment,
        rows: Vec<(usize, Sighting)>,
        missing: &[usize],
        all: bool,
        ours: Moment,
    ) {
        self.clock_ahead = server.since(ours);
        let clocks = self.clocks(ours);
        let rows: BTreeMap<usize, Sighting> = rows.into_iter().collect();
        for ticket in 0..self.tickets.len() {
            let is_known_gone = matches!(self.tickets[ticket].fate, Fate::Gone(_));
            let news = match rows.get(&ticket) {
                Some(sighting) => Some(News::Found(sighting.clone())),
                None if missing.contains(&ticket) && !is_known_gone => {
                    Some(News::Missing(Absence::Unseen))
                }
                None => None,
            };
            let id = self.next_send();
            self.judge(ticket, news.as_ref(), clocks, id);
        }
        self.polls += 1;
        let advanced = self.watermark.after(Some(server), None);
        self.watermark = advanced.watermark;
        self.is_everything_due = !all && (self.is_everything_due || advanced.went_back);
    }

    fn looked(
        &mut self,
        attempt: Attempt,
        found: Option<Sighting>,
        ours: Moment,
    ) -> Option<Question> {
        let Attempt {
            ticket,
            send,
            stage,
        } = attempt;
        let gone = match &found {
            None => Some(Fate::Gone(Absence::Unseen)),
            Some(sighting) => sighting.merged_into.map(Fate::Merged),
        };
        let (Some(sighting), None) = (found, gone) else {
            if let Some(fate) = gone {
                self.tickets[ticket].give_up(fate);
            }
            return self.go_on(send);
        };
        if let Stage::Check(to) = stage
            && sighting.there.status != to
        {
            self.end(attempt, WriteEnd::NotTaken, "It was not taken");
            return self.go_on(send);
        }
        let (clocks, id) = (self.clocks(ours), self.next_send());
        let step = self.judge(ticket, Some(&News::Found(sighting)), clocks, id);
        self.went_well();
        let writes = &mut self.tickets[ticket].writes;
        if matches!(stage, Stage::Look)
            && let Some(to) = step
            && writes.newest().is_some_and(|newest| newest.id == send)
            && writes.begin(send, to, ours)
        {
            return Some(self.question(Job::Pass(Attempt {
                stage: Stage::Write(to),
                ..attempt
            })));
        }
        // What still may land is waited for.
        let still = writes.all().iter().find(|write| write.id == send).cloned();
        if let Some(still) = still.filter(|write| write.landing_left(ours) > 0) {
            writes.settle(send, still.state, Some("The answer was lost".to_owned()));
            writes.sent_no_later_than(send, ours);
        }
        self.go_on(send)
    }

    fn wrote(&mut self, attempt: Attempt, taken: Taken, now: i64) -> Option<Question> {
        let Stage::Write(to) = attempt.stage else {
            return None;
        };
        match taken {
            // The answer may be half of the ticket, so it is read again; one that is not there is looked for.
            Taken::Yes | Taken::NoSuchTicket => Some(self.question(Job::Pass(Attempt {
                stage: Stage::Check(to),
                ..attempt
            }))),
            Taken::Refused => {
                self.end(attempt, WriteEnd::Refused, "Not from you");
                self.go_on(attempt.send)
            }
            Taken::NotNow => {
                self.end(attempt, WriteEnd::NotDone, "Not now");
                self.shut(now);
                None
            }
        }
    }

    fn end(&mut self, attempt: Attempt, end: WriteEnd, why: &str) {
        let writes = &mut self.tickets[attempt.ticket].writes;
        let state = end.leads_to(writes.is_superseded(attempt.send));
        writes.settle(attempt.send, state, Some(why.to_owned()));
    }

    /// No answer came in time.
    pub(crate) fn give_up(&mut self, question: Question, now: i64, ours: Moment) {
        let Some((asked, job)) = self.job else { return };
        if asked != question.asked {
            return;
        }
        match job {
            Job::Poll => self.poll_due = now.saturating_add(self.poll_every),
            Job::Pass(attempt) => self.no_answer(attempt, ours),
        }
        self.shut(now);
    }

    fn no_answer(&mut self, attempt: Attempt, ours: Moment) {
        let writes = &mut self.tickets[attempt.ticket].writes;
        let state = writes
            .all()
            .iter()
            .find(|write| write.id == attempt.send)
            .map(|write| write.state);
        match (attempt.stage, state) {
            (Stage::Write(_), Some(_)) => {
                self.end(attempt, WriteEnd::Lost, "No answer");
            }
            (Stage::Look | Stage::Check(_), Some(state)) => {
                writes.settle(attempt.send, state, Some("No answer".to_owned()));
                writes.sent_no_later_than(attempt.send, ours);
            }
            (_, None) => {}
        }
    }

    fn shut(&mut self, now: i64) {
        self.job = None;
        let pause = FIRST_PAUSE.saturating_mul(2_i64.saturating_pow(self.failures.min(16)));
        self.shut_until = now + pause.min(LONGEST_PAUSE);
        self.failures += 1;
    }

    fn went_well(&mut self) {
        (self.failures, self.shut_until) = (0, i64::MIN);
    }
}

/// How long a write rests: the first look is not put off, nor one after our clock was set back, and what may land is waited
/// for.
fn rest_of(write: &StatusWrite, ours: Moment) -> i64 {
    if write.failure.is_some() && write.tried_at.is_none_or(|sent| sent <= ours) {
        write.landing_left(ours).min(LATEST_LANDING)
    } else {
        0
    }
}
