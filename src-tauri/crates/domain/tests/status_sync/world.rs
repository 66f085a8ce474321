//! Both sides, the network between them and the people at both ends.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use domain::status_sync::{
    BothSides, ConflictRule, KeepError, LATEST_LANDING, Side, SyncState, SyncedTicket, WriteEnd,
    state,
};
use domain::{CustomerId, StatusId};

use crate::app::{App, Ask, Question, Told};
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
const POLL_EVERY: i64 = 60;
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
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.changes += other.changes;
        self.writes += other.writes;
        self.requests += other.requests;
        self.in_step += other.in_step;
        self.stated += other.stated;
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
    next_poll: i64,
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
    requests: u64,
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
        let maps = domain::status_sync::StatusMaps::new(&to_halo, &from_halo);
        let made = (0..count)
            .map(|ticket| {
                let there = halo.one(ticket, now).map(|sighting| sighting.there);
                SyncedTicket::made("open", halo.clock(now), there, &maps)
            })
            .collect();
        Self {
            app: App::new(made, (to_halo, from_halo), conflict),
            random,
            now,
            next_poll: now,
            ahead: 0,
            weather: Weather::default(),
            halo,
            parcels: BTreeMap::new(),
            sent: 0,
            of_ticket: vec![(0, 0); count],
            requests: 0,
        }
    }

    pub(crate) fn live(mut self, steps: u32) -> Result<Tally, String> {
        for _ in 0..steps {
            let pause = self.random.seconds(0, 40);
            self.advance(pause);
            self.something_happens();
        }
        self.grow_quiet();
        for _ in 0..3 {
            self.poll_now();
            self.decide_what_is_asked();
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
        Ok(tally)
    }

    /// Nobody does anything any more, the network is well again, and nothing is under way.
    fn grow_quiet(&mut self) {
        self.weather = Weather::default();
        if !self.app.is_up {
            self.app.start();
        }
        self.next_poll = i64::MAX;
        self.advance(i64::from(SLOWEST) + LATEST_LANDING);
    }

    fn poll_now(&mut self) {
        self.next_poll = self.now;
        self.advance(0);
        self.next_poll = i64::MAX;
        self.advance(POLL_EVERY);
    }

    /// Lets time pass: parcels arrive, polls are due.
    fn advance(&mut self, seconds: i64) {
        let until = self.now.saturating_add(seconds);
        loop {
            let parcel = self.parcels.keys().next().copied();
            let arrival = parcel.map_or(i64::MAX, |(at, _)| at);
            let next = arrival.min(self.next_poll);
            if next > until {
                break;
            }
            self.now = self.now.max(next);
            if self.next_poll <= next {
                self.next_poll = self.now + POLL_EVERY;
                if let Some(question) = self.app.poll() {
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
                let told = self.answer(question.ask);
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
                self.app.hear(question, told, self.now);
                self.settle();
            }
            Parcel::Patience(question) => {
                self.app.give_up(question);
                self.settle();
            }
        }
    }

    fn settle(&mut self) {
        let now = self.app.clock(self.now, self.ahead);
        for question in self.app.settle(now) {
            self.send(question);
        }
    }

    /// What Halo does with a question.
    fn answer(&mut self, ask: Ask) -> Told {
        let server = self.halo.clock(self.now);
        match ask {
            Ask::Poll { since, all } => {
                let mut rows = self.halo.changed_since(since, self.now);
                let mut missing = Vec::new();
                if all {
                    for ticket in 0..self.halo.tickets.len() {
                        match self.halo.one(ticket, self.now) {
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
            Ask::Look(ticket) => Told::Looked {
                ticket,
                server,
                found: self.halo.one(ticket, self.now),
            },
            Ask::Write { ticket, to } => {
                let end = if self.halo.tickets[ticket].is_deleted {
                    WriteEnd::NotDone
                } else if self.halo.refuses && to == REFUSED {
                    WriteEnd::Refused("Not from you".to_owned())
                } else {
                    self.of_ticket[ticket].1 += 1;
                    self.halo.set(ticket, to, self.now);
                    WriteEnd::Done
                };
                Told::Wrote { ticket, end }
            }
        }
    }

    fn something_happens(&mut self) {
        let ticket = self.random.index(self.app.tickets.len());
        match self.random.below(100) {
            0..22 if self.app.is_up => {
                let status = self.random.pick(&KEYS);
                let at = self.app.clock(self.now, self.ahead);
                self.of_ticket[ticket].0 += u64::from(self.app.edit(ticket, status, at));
                self.settle();
            }
            22..44 => {
                let status = self.random.pick(&STATUSES);
                let changes = self.halo.tickets[ticket].status != status;
                self.of_ticket[ticket].0 += u64::from(changes);
                self.halo.set(ticket, status, self.now);
            }
            44..49 => self.halo.touch(ticket, self.now),
            49..53 => {
                let found = &mut self.halo.tickets[ticket];
                found.is_deleted = !found.is_deleted;
                self.halo.touch(ticket, self.now);
            }
            53..55 => {
                let into = self.random.index(self.app.tickets.len());
                // Rarely: a merged ticket has no more to tell.
                if into != ticket && self.random.percent(10) {
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
                self.app.start();
                self.next_poll = self.now;
            }
            66..69 => self.ahead = self.random.seconds(0, 14_400) - 7_200,
            69..72 => self.halo.ahead = self.random.seconds(0, 14_400) - 7_200,
            72..80 => {
                self.weather = Weather {
                    drops: self.random.pick(&[0, 0, 20, 50, 100]),
                    delays: self.random.pick(&[0, 20, 60]),
                    duplicates: self.random.pick(&[0, 20, 50]),
                };
            }
            80..90 if self.app.is_up => self.decide(ticket),
            _ => {}
        }
    }

    fn state(&self, ticket: usize) -> SyncState {
        state(&self.app.tickets[ticket], &self.app.rules())
    }

    fn decide_what_is_asked(&mut self) {
        for ticket in 0..self.app.tickets.len() {
            if self.state(ticket) == SyncState::Conflict {
                self.decide(ticket);
            }
        }
    }

    /// The administrator decides about what the row shows, where it asks for that.
    fn decide(&mut self, ticket: usize) {
        let can = [
            SyncState::Conflict,
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
        let now = self.app.clock(self.now, self.ahead);
        let is_done = self.keep(ticket, side, now) || self.keep(ticket, other, now);
        self.of_ticket[ticket].0 += u64::from(is_done);
        self.settle();
    }

    fn keep(&mut self, ticket: usize, side: Side, now: domain::status_sync::Moment) -> bool {
        let mut decided = self.app.tickets[ticket].clone();
        let Some(there) = decided.there.as_ref().map(|there| there.status) else {
            return false;
        };
        let shown = BothSides {
            here: decided.here.clone(),
            there,
        };
        let end = decided.keep(side, &shown, &self.app.rules().maps, now);
        self.app.tickets[ticket] = decided;
        !matches!(end, Err(KeepError::NoPartner | KeepError::ChangedMeanwhile))
    }

    /// Both sides have to agree, or the row has to say truly why not.
    fn judge(&self) -> Result<Tally, String> {
        let mut tally = Tally::default();
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
                    SyncState::Refused => self.halo.refuses,
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
            if !is_true || writes > 2 * changes.max(1) {
                return Err(format!(
                    "ticket {ticket} is {state:?}: {} here, {} in Halo, {changes} changes, {writes} writes, {:?}, {ours:?}",
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
