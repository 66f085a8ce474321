//! Halyard's side: what it keeps, what it only remembers while it runs, and how it goes from poll to write.

use std::collections::{BTreeMap, BTreeSet};

use domain::StatusId;
use domain::status_sync::{
    Absence, ConflictRule, Marks, Moment, ROLL_CALL_EVERY, Sighting, StatusMaps, Step, SyncRules,
    SyncedTicket, Watermark, WriteEnd,
};

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
    Looked {
        ticket: usize,
        server: Moment,
        found: Option<Sighting>,
    },
    Wrote {
        ticket: usize,
        end: WriteEnd,
    },
}

/// A question on its way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question {
    pub(crate) run: u32,
    pub(crate) asked: u64,
    pub(crate) ask: Ask,
}

pub(crate) struct App {
    // Kept.
    pub(crate) tickets: Vec<SyncedTicket>,
    pub(crate) to_halo: BTreeMap<String, StatusId>,
    pub(crate) from_halo: BTreeMap<StatusId, String>,
    pub(crate) conflict: ConflictRule,
    watermark: Watermark,
    // Forgotten with the program.
    pub(crate) run: u32,
    pub(crate) is_up: bool,
    marks: Vec<Marks>,
    counter: u64,
    polls: u32,
    is_everything_due: bool,
    open: BTreeMap<u64, Ask>,
    server: Option<(Moment, i64)>,
}

impl App {
    pub(crate) fn new(
        tickets: Vec<SyncedTicket>,
        maps: (BTreeMap<String, StatusId>, BTreeMap<StatusId, String>),
        conflict: ConflictRule,
    ) -> Self {
        Self {
            marks: vec![Marks::default(); tickets.len()],
            tickets,
            to_halo: maps.0,
            from_halo: maps.1,
            conflict,
            watermark: Watermark::default(),
            run: 1,
            is_up: true,
            counter: 0,
            polls: 0,
            is_everything_due: true,
            open: BTreeMap::new(),
            server: None,
        }
    }

    /// The program ends without a word.
    pub(crate) fn crash(&mut self) {
        self.is_up = false;
        self.run += 1;
        self.open.clear();
    }

    pub(crate) fn start(&mut self) {
        self.is_up = true;
        self.marks = vec![Marks::default(); self.tickets.len()];
        (self.counter, self.polls, self.is_everything_due) = (0, 0, true);
        self.server = None;
        self.tickets.iter_mut().for_each(SyncedTicket::wake);
    }

    /// Halo's clock as far as it is known: what it told last and the time since, or our own before the first answer.
    pub(crate) fn clock(&self, now: i64, ahead: i64) -> Moment {
        match self.server {
            Some((told, at)) => told.plus(now - at),
            None => Moment::from_seconds(now + ahead),
        }
    }

    pub(crate) fn rules(&self) -> SyncRules<'_> {
        SyncRules {
            maps: StatusMaps::new(&self.to_halo, &self.from_halo),
            conflict: self.conflict,
        }
    }

    fn count(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    fn question(&mut self, ask: Ask) -> Question {
        let asked = self.count();
        self.open.insert(asked, ask);
        Question {
            run: self.run,
            asked,
            ask,
        }
    }

    pub(crate) fn edit(&mut self, ticket: usize, status: &str, at: Moment) -> bool {
        let now = self.count();
        let changes = self.tickets[ticket].here != status;
        self.tickets[ticket].edit(status, at, &mut self.marks[ticket], now);
        changes
    }

    /// The next poll, unless one is under way.
    pub(crate) fn poll(&mut self) -> Option<Question> {
        let is_polling = self
            .open
            .values()
            .any(|ask| matches!(ask, Ask::Poll { .. }));
        if !self.is_up || is_polling {
            return None;
        }
        let all = self.is_everything_due || self.polls.is_multiple_of(ROLL_CALL_EVERY);
        let since = self.watermark.ask_from();
        Some(self.question(Ask::Poll { since, all }))
    }

    /// What is to be done about every ticket, one question for each at a time.
    pub(crate) fn settle(&mut self, now: Moment) -> Vec<Question> {
        let busy: BTreeSet<usize> = self
            .open
            .values()
            .filter_map(|ask| match ask {
                Ask::Poll { .. } => None,
                Ask::Look(ticket) | Ask::Write { ticket, .. } => Some(*ticket),
            })
            .collect();
        let mut questions = Vec::new();
        for ticket in (0..self.tickets.len()).filter(|ticket| !busy.contains(ticket)) {
            let mut next = self.tickets[ticket].clone();
            let step = next.settle(&self.marks[ticket], &self.rules(), now);
            self.tickets[ticket] = next;
            match step {
                Step::Rest | Step::LookAt(_) => {}
                Step::Look => questions.push(self.question(Ask::Look(ticket))),
                Step::Send(to) => {
                    self.tickets[ticket].begin(to, now);
                    questions.push(self.question(Ask::Write { ticket, to }));
                }
            }
        }
        questions
    }

    /// An answer came, once or again. What nobody waits for any more is taken all the same, except the end of a write.
    pub(crate) fn hear(&mut self, question: Question, told: Told, now: i64) {
        let was_open = self.open.remove(&question.asked).is_some();
        match told {
            Told::Polled {
                server,
                rows,
                missing,
            } => {
                self.server = Some((server, now));
                for (ticket, sighting) in rows {
                    self.tickets[ticket].saw(sighting, &mut self.marks[ticket], question.asked);
                }
                for ticket in missing {
                    self.miss(ticket, question.asked);
                }
                if was_open {
                    self.polls += 1;
                    let advanced = self.watermark.after(Some(server), None);
                    self.watermark = advanced.watermark;
                    self.is_everything_due = advanced.went_back;
                }
            }
            Told::Looked {
                ticket,
                server,
                found,
            } => {
                self.server = Some((server, now));
                match found {
                    Some(sighting) => {
                        self.tickets[ticket].saw(sighting, &mut self.marks[ticket], question.asked);
                    }
                    None => self.miss(ticket, question.asked),
                }
            }
            Told::Wrote { ticket, end } if was_open => {
                let now = self.count();
                self.tickets[ticket].ended(end, &mut self.marks[ticket], now);
            }
            Told::Wrote { .. } => {}
        }
    }

    /// No answer came in time.
    pub(crate) fn give_up(&mut self, question: Question) {
        if let Some(Ask::Write { ticket, .. }) = self.open.remove(&question.asked) {
            let now = self.count();
            self.tickets[ticket].ended(WriteEnd::Lost, &mut self.marks[ticket], now);
        }
    }

    fn miss(&mut self, ticket: usize, asked: u64) {
        self.tickets[ticket].missed(Absence::Unseen, &mut self.marks[ticket], asked);
    }
}
