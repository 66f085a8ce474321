//! Both sides, the network between them and the people at both ends.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use domain::status_sync::{
    BothSides, ConflictRule, Fate, KeepError, KeptStatus, LATEST_LANDING, Moment, Side, StatusMaps,
    StatusWrites, SyncState,
};
use domain::{CustomerId, StatusId};

use crate::accounts::Accounts;
use crate::app::{App, Ask, LONGEST_PAUSE, POLL_EVERY, Question, Taken, Told};
use crate::halo::{CLOSED, Halo, HaloTicket, REFUSED};
use crate::random::Random;

const KEYS: [&str; 4] = ["open", "working", "waiting", "done"];
const STATUSES: [StatusId; 6] = [
    StatusId::new(1),
    StatusId::new(2),
    StatusId::new(4),
    REFUSED,
    CLOSED,
    StatusId::new(21),
];
/// Seconds after which nobody waits for an answer any more.
const PATIENCE: i64 = 30;
/// Seconds that a request can be under way and still be done.
const SLOWEST: u32 = 110;

/// What happened in a run.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Changes by people: statuses here and there, decisions.
    pub(crate) changes: u64,
    /// Writes that Halo carried out.
    pub(crate) writes: u64,
    /// Questions, polls included.
    pub(crate) requests: u64,
    /// Tickets that ended in step.
    pub(crate) in_step: u64,
    /// Tickets that ended otherwise, for a reason.
    pub(crate) stated: u64,
    /// Polls that it took at most until both sides agreed.
    pub(crate) worst_polls: u32,
    /// The most writes that one change here took until the next one.
    pub(crate) most_writes: u64,
    /// Decisions after which nobody changed anything, and that held.
    pub(crate) held: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.changes += other.changes;
        self.writes += other.writes;
        self.requests += other.requests;
        self.in_step += other.in_step;
        self.stated += other.stated;
        self.worst_polls = self.worst_polls.max(other.worst_polls);
        self.most_writes = self.most_writes.max(other.most_writes);
        self.held += other.held;
    }
}

enum Parcel {
    Request(Question),
    Answer(Question, Told),
    Patience(Question),
}

/// Chances in percent.
#[derive(Clone, Copy, Default)]
struct Weather {
    drops: u32,
    delays: u32,
    duplicates: u32,
}

pub(crate) struct World {
    random: Random,
    now: i64,
    /// Seconds by which the clock of this computer is ahead.
    ahead: i64,
    weather: Weather,
    halo: Halo,
    app: App,
    /// By time of arrival, and then in the order of sending.
    parcels: BTreeMap<(i64, u64), Parcel>,
    sent: u64,
    /// Changes and writes of each ticket.
    of_ticket: Vec<(u64, u64)>,
    /// Tickets of which Halo ever refused a status, or gave it up again.
    refused: Vec<bool>,
    /// What each ticket had in Halo before our last write.
    written_over: Vec<Option<StatusId>>,
    requests: u64,
    accounts: Accounts,
    /// When our clock was last set.
    clock_set: i64,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let now = 1_800_000_000;
        let count = 1 + random.index(4);
        let mut halo = Halo {
            tickets: Vec::new(),
            ahead: 0,
            refuses: random.percent(20),
        };
        halo.tickets = vec![
            HaloTicket {
                status: STATUSES[0],
                updated: halo.clock(now),
                is_deleted: false,
                merged_into: None,
                customer: CustomerId::new(12),
            };
            count
        ];
        let mut to_halo = BTreeMap::new();
        let mut from_halo = BTreeMap::new();
        for key in KEYS {
            if random.percent(93) {
                to_halo.insert(key.to_owned(), random.pick(&STATUSES));
            }
        }
        for status in STATUSES {
            if random.percent(93) {
                from_halo.insert(status, random.pick(&KEYS).to_owned());
            }
        }
        let conflict = random.pick(ConflictRule::ALL);
        let maps = StatusMaps::new(&to_halo, &from_halo);
        let made = (0..count)
            .map(|ticket| made(&halo, ticket, now, &maps))
            .collect();
        Self {
            app: App::new(made, (to_halo, from_halo), conflict, now),
            random,
            now,
            ahead: 0,
            weather: Weather::default(),
            halo,
            parcels: BTreeMap::new(),
            sent: 0,
            of_ticket: vec![(0, 0); count],
            refused: vec![false; count],
            written_over: vec![None; count],
            requests: 0,
            accounts: Accounts::default(),
            clock_set: i64::MIN,
        }
    }

    /// Our clock.
    fn ours(&self) -> Moment {
        Moment::from_seconds(self.now + self.ahead)
    }

    pub(crate) fn live(mut self, steps: u32) -> Result<Tally, String> {
        for _ in 0..steps {
            let pause = self.random.seconds(0, 40);
            self.advance(pause);
            self.something_happens();
        }
        self.grow_quiet();
        let mut worst_polls = 0;
        for poll in 1..=3 {
            self.poll_now();
            self.decide_what_is_asked();
            if worst_polls == 0 && self.judge().is_ok() {
                worst_polls = poll;
            }
        }
        let before: u64 = self.of_ticket.iter().map(|(_, writes)| writes).sum();
        let mut tally = self.judge()?;
        for _ in 0..3 {
            self.poll_now();
        }
        let after: u64 = self.of_ticket.iter().map(|(_, writes)| writes).sum();
        if before != after {
            return Err(format!("{} writes after all was quiet", after - before));
        }
        self.judge()?;
        tally.requests = self.requests;
        tally.worst_polls = worst_polls;
        Ok(tally)
    }

    /// Nobody does anything any more, the network is well again, and nothing is under way.
    fn grow_quiet(&mut self) {
        self.weather = Weather::default();
        if !self.app.is_up {
            self.app.start(self.now);
        }
        (self.app.poll_due, self.app.poll_every) = (i64::MAX, i64::MAX);
        // The longest pause, and a wait that begins anew because our clock was set back.
        self.advance(i64::from(SLOWEST) + LONGEST_PAUSE + 2 * LATEST_LANDING);
    }

    fn poll_now(&mut self) {
        self.app.poll_due = self.now;
        self.advance(POLL_EVERY);
    }

    /// Lets time pass: parcels arrive, polls and writes are due.
    fn advance(&mut self, seconds: i64) {
        let until = self.now.saturating_add(seconds);
        loop {
            let parcel = self.parcels.keys().next().copied();
            let arrival = parcel.map_or(i64::MAX, |(at, _)| at);
            let action = self.app.next_action(self.now, self.ours());
            let next = arrival.min(action);
            if next > until {
                break;
            }
            self.now = self.now.max(next);
            if action <= next {
                if let Some(question) = self.app.act(self.now) {
                    self.send(question);
                }
            } else if let Some(parcel) = parcel.and_then(|key| self.parcels.remove(&key)) {
                self.arrive(parcel);
            }
        }
        self.now = until;
    }

    fn put(&mut self, after: i64, parcel: Parcel) {
        self.sent += 1;
        self.parcels.insert((self.now + after, self.sent), parcel);
    }

    fn delay(&mut self) -> i64 {
        if self.random.percent(self.weather.delays) {
            self.random.seconds(1, SLOWEST)
        } else {
            0
        }
    }

    fn send(&mut self, question: Question) {
        self.requests += 1;
        if let Ask::Write { ticket, .. } = question.ask {
            self.accounts.sent(question.asked, ticket);
        }
        self.put(PATIENCE, Parcel::Patience(question));
        if self.random.percent(self.weather.drops) {
            return;
        }
        let delay = self.delay();
        self.put(delay, Parcel::Request(question));
        let repeats = !matches!(question.ask, Ask::Write { .. });
        if repeats && self.random.percent(self.weather.duplicates) {
            let delay = self.delay();
            self.put(delay, Parcel::Request(question));
        }
    }

    fn arrive(&mut self, parcel: Parcel) {
        match parcel {
            Parcel::Request(question) => {
                let told = self.answer(question);
                for _ in 0..=u32::from(self.random.percent(self.weather.duplicates)) {
                    if !self.random.percent(self.weather.drops) {
                        let delay = self.delay();
                        self.put(delay, Parcel::Answer(question, told.clone()));
                    }
                }
            }
            // A connection ends with the program that opened it.
            Parcel::Answer(question, _) | Parcel::Patience(question)
                if !self.app.is_up || question.run != self.app.run => {}
            Parcel::Answer(question, told) => {
                let ours = self.ours();
                if let Some(question) = self.app.hear(question, told, self.now, ours) {
                    self.send(question);
                }
            }
            Parcel::Patience(question) => self.app.give_up(question, self.now, self.ours()),
        }
    }

    /// What Halo does with a question.
    fn answer(&mut self, question: Question) -> Told {
        let server = self.halo.clock(self.now);
        match question.ask {
            Ask::Poll { since, all } => {
                let mut rows = self.halo.changed_since(since);
                let mut missing = Vec::new();
                if all {
                    for ticket in 0..self.halo.tickets.len() {
                        match self.halo.one(ticket) {
                            Some(found) => rows.push((ticket, found)),
                            None => missing.push(ticket),
                        }
                    }
                }
                Told::Polled {
                    server,
                    rows,
                    missing,
                }
            }
            Ask::Look(ticket) => Told::Looked(self.halo.one(ticket)),
            Ask::Write { ticket, to } => Told::Wrote(if self.halo.tickets[ticket].is_deleted {
                // When it is back, what it did not take then may be tried again.
                self.refused[ticket] = true;
                Taken::NoSuchTicket
            } else if self.halo.refuses && to == REFUSED {
                self.refused[ticket] = true;
                Taken::Refused
            } else if self.random.percent(self.weather.drops / 4) {
                Taken::NotNow
            } else {
                self.of_ticket[ticket].1 += 1;
                self.accounts.written(question.asked);
                self.written_over[ticket] = Some(self.halo.tickets[ticket].status);
                self.halo.set(ticket, to, self.now);
                Taken::Yes
            }),
        }
    }

    fn something_happens(&mut self) {
        let ticket = self.random.index(self.app.tickets.len());
        match self.random.below(100) {
            0..22 if self.app.is_up => {
                let status = self.random.pick(&KEYS);
                let ours = self.ours();
                if self.app.edit(ticket, status, ours) {
                    self.of_ticket[ticket].0 += 1;
                    self.accounts.changed_here(ticket);
                }
            }
            22..44 => {
                let status = self.random.pick(&STATUSES);
                let changes = self.halo.tickets[ticket].status != status;
                self.of_ticket[ticket].0 += u64::from(changes);
                self.accounts.changed_there(ticket);
                // Put back before we look again, it looks as if Halo had not taken ours.
                self.refused[ticket] |= self.written_over[ticket] == Some(status);
                self.halo.set(ticket, status, self.now);
            }
            44..49 => self.halo.touch(ticket, self.now),
            49..51 => {
                self.accounts.changed_there(ticket);
                self.halo.tickets[ticket].is_deleted = true;
                self.halo.touch(ticket, self.now);
            }
            // What is deleted by mistake is mostly recovered.
            51..54 => {
                self.halo.tickets[ticket].is_deleted = false;
                self.halo.touch(ticket, self.now);
            }
            54..55 => {
                let into = self.random.index(self.app.tickets.len());
                // Rarely: a merged ticket has no more to tell.
                if into != ticket && self.random.percent(20) {
                    self.accounts.changed_there(ticket);
                    self.halo.set(ticket, CLOSED, self.now);
                    self.halo.tickets[ticket].merged_into = Some(into);
                }
            }
            55..57 => {
                self.halo.tickets[ticket].customer = CustomerId::new(13);
                self.halo.touch(ticket, self.now);
            }
            57..62 if self.app.is_up => self.app.crash(),
            57..66 if !self.app.is_up => {
                self.app.start(self.now);
            }
            66..69 => {
                self.ahead = self.random.seconds(0, 14_400) - 7_200;
                self.clock_set = self.now;
            }
            69..72 => self.halo.ahead = self.random.seconds(0, 14_400) - 7_200,
            72..80 => {
                self.weather = Weather {
                    drops: self.random.pick(&[0, 0, 0, 20, 50, 100]),
                    delays: self.random.pick(&[0, 0, 20, 60]),
                    duplicates: self.random.pick(&[0, 20, 50]),
                };
            }
            80..90 if self.app.is_up => self.decide(ticket),
            90..93 if self.app.is_up && self.state(ticket) == SyncState::Refused => {
                self.of_ticket[ticket].0 += 1;
                self.accounts.changed_here(ticket);
                self.app.retry(ticket);
            }
            93..96 if self.app.is_up => self.edit_rules(),
            _ => {}
        }
    }

    /// Somebody saves other rules: a status gets another partner, or none, or the other side wins.
    fn edit_rules(&mut self) {
        let (key, status) = (self.random.pick(&KEYS), self.random.pick(&STATUSES));
        match self.random.below(10) {
            0 => self.app.conflict = self.random.pick(ConflictRule::ALL),
            1 => {
                self.app.to_halo.remove(key);
            }
            2 => {
                self.app.from_halo.remove(&status);
            }
            3..7 => {
                self.app.to_halo.insert(key.to_owned(), status);
            }
            _ => {
                self.app.from_halo.insert(status, key.to_owned());
            }
        }
        for ticket in 0..self.app.tickets.len() {
            self.of_ticket[ticket].0 += 1;
            self.accounts.changed_here(ticket);
        }
    }

    /// Whether a write of this ticket is on its way to Halo.
    fn is_being_written(&self, ticket: usize) -> bool {
        self.parcels.values().any(|parcel| {
            matches!(parcel, Parcel::Request(Question { ask: Ask::Write { ticket: of, .. }, .. }) if *of == ticket)
        })
    }

    fn state(&self, ticket: usize) -> SyncState {
        self.app.state(ticket, self.ours())
    }

    fn decide_what_is_asked(&mut self) {
        for ticket in 0..self.app.tickets.len() {
            if [SyncState::Conflict, SyncState::MapsChanged].contains(&self.state(ticket)) {
                self.decide(ticket);
            }
        }
    }

    /// The administrator decides about what the row shows, where it asks for that.
    fn decide(&mut self, ticket: usize) {
        let can = [
            SyncState::Conflict,
            SyncState::MapsChanged,
            SyncState::NoPartnerHere,
            SyncState::NoPartnerInHalo,
        ];
        if !can.contains(&self.state(ticket)) {
            return;
        }
        let side = self.random.pick(Side::ALL);
        let other = if side == Side::Here {
            Side::Halo
        } else {
            Side::Here
        };
        if !self.keep(ticket, side) && !self.keep(ticket, other) {
            return;
        }
        self.of_ticket[ticket].0 += 1;
        // By a clock that was set forward meanwhile, what was sent seems too old to land; and of what a technician did since
        // the last look nobody knows.
        let is_late = self.now.saturating_sub(self.clock_set) <= i64::from(SLOWEST);
        let kept = &self.app.tickets[ticket];
        let is_known = kept
            .there
            .as_ref()
            .is_some_and(|there| there.status == self.halo.tickets[ticket].status);
        let holds = is_known && !(is_late && self.is_being_written(ticket));
        let holds = holds.then(|| kept.here.clone());
        self.accounts.decided(ticket, holds);
    }

    fn keep(&mut self, ticket: usize, side: Side) -> bool {
        let end = self.app.keep(ticket, side, self.ours());
        !matches!(end, Err(KeepError::NoPartner | KeepError::ChangedMeanwhile))
    }

    /// Both sides have to agree, or the row has to say truly why not.
    fn judge(&self) -> Result<Tally, String> {
        let mut tally = Tally {
            most_writes: self.accounts.most(),
            held: self.accounts.held(),
            ..Tally::default()
        };
        for (ticket, ours) in self.app.tickets.iter().enumerate() {
            let theirs = &self.halo.tickets[ticket];
            let maps = self.app.rules().maps;
            let state = self.state(ticket);
            let (lonely_here, lonely_there) = (
                maps.in_halo(&ours.here).is_none(),
                maps.here(theirs.status).is_none(),
            );
            let is_true = if theirs.is_deleted {
                state == SyncState::Vanished
            } else if theirs.merged_into.is_some() {
                state == SyncState::Merged
            } else {
                match state {
                    SyncState::InStep => maps.agree(&ours.here, theirs.status),
                    SyncState::NoPartnerInHalo => lonely_here,
                    SyncState::NoPartnerHere => lonely_there,
                    SyncState::Conflict => lonely_here && lonely_there,
                    SyncState::Refused => self.halo.refuses || self.refused[ticket],
                    SyncState::NotRead
                    | SyncState::Waiting
                    | SyncState::Sending
                    | SyncState::Unconfirmed
                    | SyncState::MapsChanged
                    | SyncState::Merged
                    | SyncState::Deleted
                    | SyncState::Vanished => false,
                }
            };
            let (changes, writes) = self.of_ticket[ticket];
            let wrong = self.accounts.wrong(ticket, &ours.here);
            if !is_true || wrong.is_some() {
                return Err(format!(
                    "ticket {ticket} is {state:?}: {} here, {} in Halo, {changes} changes, {writes} writes, {wrong:?}, {:?}, {ours:?}",
                    ours.here, theirs.status, self.app.conflict
                ));
            }
            tally.changes += changes;
            tally.writes += writes;
            if state == SyncState::InStep {
                tally.in_step += 1;
            } else {
                tally.stated += 1;
            }
        }
        Ok(tally)
    }
}

/// A ticket as it is kept when it was made.
fn made(halo: &Halo, ticket: usize, now: i64, maps: &StatusMaps<'_>) -> KeptStatus {
    let there = halo.one(ticket).map(|sighting| sighting.there);
    let base = there
        .as_ref()
        .filter(|there| maps.agree(KEYS[0], there.status))
        .map(|there| BothSides {
            here: KEYS[0].to_owned(),
            there: there.status,
        });
    KeptStatus {
        here: KEYS[0].to_owned(),
        here_at: Moment::from_seconds(now),
        base,
        there,
        fate: Fate::Live,
        settled: None,
        asks: false,
        writes: StatusWrites::default(),
    }
}
