//! What becomes of a ticket: echoes, lost answers, answers that overtake each other, conflicts, endings.

use std::collections::BTreeMap;

use super::*;
use crate::{CustomerId, StatusId, TicketId};

const NEW: i32 = 1;
const WITH_USER: i32 = 4;
const CLOSED: i32 = 9;
const WITH_CAB: i32 = 10;

/// A ticket with the rules, the counter and Halo's clock that go with it.
struct Case {
    to_halo: BTreeMap<String, StatusId>,
    from_halo: BTreeMap<StatusId, String>,
    conflict: ConflictRule,
    ticket: SyncedTicket,
    marks: Marks,
    counter: u64,
    now: Moment,
}

impl Case {
    /// A ticket that is Open here and New in Halo, seen just now.
    fn new(conflict: ConflictRule) -> Self {
        let to_halo = [("open", NEW), ("waiting", WITH_USER), ("resolved", CLOSED)];
        let from_halo = [(NEW, "open"), (WITH_USER, "waiting"), (CLOSED, "resolved")];
        let mut case = Self {
            to_halo: to_halo
                .map(|(key, id)| (key.to_owned(), StatusId::new(id)))
                .into(),
            from_halo: from_halo
                .map(|(id, key)| (StatusId::new(id), key.to_owned()))
                .into(),
            conflict,
            ticket: SyncedTicket {
                here: "open".to_owned(),
                here_at: Moment::from_seconds(0),
                base: None,
                there: None,
                fate: Fate::Live,
                sending: None,
                overruled: None,
                refused: None,
                settled: None,
            },
            marks: Marks::default(),
            counter: 0,
            now: Moment::from_seconds(1_000),
        };
        case.look(NEW);
        assert_eq!(case.settle(), Step::Rest);
        assert_eq!(case.state(), SyncState::InStep);
        case
    }

    fn count(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    fn there(&self, status: i32) -> There {
        There {
            status: StatusId::new(status),
            updated: Some(self.now),
            is_closed: status == CLOSED,
            customer: Some(CustomerId::new(12)),
            seen_at: self.now,
        }
    }

    fn look_asked(&mut self, status: i32, asked: u64) -> bool {
        let sighting = Sighting {
            there: self.there(status),
            merged_into: None,
        };
        self.ticket.saw(sighting, &mut self.marks, asked)
    }

    fn look(&mut self, status: i32) {
        let asked = self.count();
        assert!(self.look_asked(status, asked));
    }

    fn edit(&mut self, status: &str) {
        let now = self.count();
        self.ticket.edit(status, self.now, &mut self.marks, now);
    }

    fn settle(&mut self) -> Step {
        let rules = SyncRules {
            maps: StatusMaps::new(&self.to_halo, &self.from_halo),
            conflict: self.conflict,
        };
        self.ticket.settle(&self.marks, &rules, self.now)
    }

    fn state(&self) -> SyncState {
        let rules = SyncRules {
            maps: StatusMaps::new(&self.to_halo, &self.from_halo),
            conflict: self.conflict,
        };
        state(&self.ticket, &rules)
    }

    fn begin(&mut self, to: i32) {
        assert_eq!(self.settle(), Step::Send(StatusId::new(to)));
        self.ticket.begin(StatusId::new(to), self.now);
        assert_eq!(self.state(), SyncState::Sending);
        assert_eq!(self.settle(), Step::Rest, "one write at a time");
    }

    fn end(&mut self, end: WriteEnd) {
        let now = self.count();
        self.ticket.ended(end, &mut self.marks, now);
    }

    fn keep(&mut self, side: Side, here: &str, there: i32) -> Result<(), KeepError> {
        let maps = StatusMaps::new(&self.to_halo, &self.from_halo);
        let shown = BothSides {
            here: here.to_owned(),
            there: StatusId::new(there),
        };
        self.ticket.keep(side, &shown, &maps, self.now)
    }

    fn later(&mut self, seconds: i64) {
        self.now = self.now.plus(seconds);
    }
}

#[test]
fn closed_there_is_closed_here_and_reopened_here_is_reopened_there() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.look(CLOSED);
    assert_eq!(case.settle(), Step::Rest);
    assert_eq!(case.ticket.here, "resolved");
    assert_eq!(case.state(), SyncState::InStep);
    case.edit("open");
    assert_eq!(case.state(), SyncState::Waiting);
    assert_eq!(case.settle(), Step::Look, "nothing is sent unseen");
    case.look(CLOSED);
    case.begin(NEW);
    case.end(WriteEnd::Done);
    assert_eq!(case.state(), SyncState::InStep);
    // The echo of our own write is no change of anybody's.
    case.look(NEW);
    assert_eq!(case.settle(), Step::Rest);
    assert_eq!(case.ticket.here, "open");
}

#[test]
fn an_answer_that_was_overtaken_is_not_believed() {
    let mut case = Case::new(ConflictRule::HaloWins);
    let before_the_write = case.count();
    case.edit("resolved");
    case.look(NEW);
    case.begin(CLOSED);
    case.end(WriteEnd::Done);
    assert!(!case.look_asked(NEW, before_the_write));
    assert_eq!(case.settle(), Step::Rest);
    assert_eq!(case.ticket.here, "resolved");
    let (first, second) = (case.count(), case.count());
    assert!(case.look_asked(WITH_USER, second));
    assert!(!case.look_asked(CLOSED, first), "the earlier question");
    case.settle();
    assert_eq!(case.ticket.here, "waiting");
}

#[test]
fn after_a_lost_answer_halo_is_asked_before_anything_is_sent_again() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.edit("resolved");
    case.look(NEW);
    case.begin(CLOSED);
    case.end(WriteEnd::Lost);
    assert_eq!(case.state(), SyncState::Unconfirmed);
    assert_eq!(case.settle(), Step::Look);
    // Not there yet: it may still be on its way.
    case.later(30);
    case.look(NEW);
    let landing = Moment::from_seconds(1_000 + LATEST_LANDING);
    assert_eq!(case.settle(), Step::LookAt(landing));
    case.later(LATEST_LANDING);
    assert_eq!(case.settle(), Step::Look, "what was seen is too old");
    case.look(CLOSED);
    assert_eq!(case.settle(), Step::Rest);
    assert_eq!(case.state(), SyncState::InStep);
}

#[test]
fn a_write_that_never_landed_is_sent_once_more() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.edit("resolved");
    case.look(NEW);
    case.begin(CLOSED);
    // The program ended in the middle of it.
    case.marks = Marks::default();
    case.ticket.wake();
    assert_eq!(case.settle(), Step::Look);
    case.later(LATEST_LANDING);
    case.look(NEW);
    case.begin(CLOSED);
    case.end(WriteEnd::Done);
    assert_eq!(case.state(), SyncState::InStep);
}

#[test]
fn what_surely_was_not_done_is_sent_when_halo_answers_again() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.edit("resolved");
    case.look(NEW);
    case.begin(CLOSED);
    case.end(WriteEnd::NotDone);
    assert_eq!(case.state(), SyncState::Waiting);
    assert_eq!(case.settle(), Step::Look);
    case.look(NEW);
    case.begin(CLOSED);
}

#[test]
fn a_refusal_rests_until_something_changes() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.edit("resolved");
    case.look(NEW);
    case.begin(CLOSED);
    case.end(WriteEnd::Refused("Not outside of Actions".to_owned()));
    for _ in 0..3 {
        case.look(NEW);
        assert_eq!(case.settle(), Step::Rest);
        assert_eq!(case.state(), SyncState::Refused);
    }
    case.ticket.try_again();
    case.begin(CLOSED);
    case.end(WriteEnd::Refused("Not outside of Actions".to_owned()));
    // What was refused is not what is wanted now.
    case.edit("waiting");
    case.look(NEW);
    case.begin(WITH_USER);
}

#[test]
fn the_rule_decides_when_both_were_changed_and_says_so() {
    for (rule, edited_later, winner) in [
        (ConflictRule::HaloWins, true, Some(Side::Halo)),
        (ConflictRule::HereWins, false, Some(Side::Here)),
        (ConflictRule::NewestWins, true, Some(Side::Here)),
        (ConflictRule::NewestWins, false, Some(Side::Halo)),
        (ConflictRule::Ask, true, None),
    ] {
        let mut case = Case::new(rule);
        if edited_later {
            case.look(WITH_USER);
            case.later(5);
            case.edit("resolved");
            let there = case.ticket.there.clone().unwrap();
            let asked = case.count();
            let sighting = Sighting {
                there,
                merged_into: None,
            };
            case.ticket.saw(sighting, &mut case.marks, asked);
        } else {
            case.edit("resolved");
            case.later(5);
            case.look(WITH_USER);
        }
        let step = case.settle();
        let settled = case.ticket.settled.as_ref();
        assert_eq!(settled.map(|s| s.winner), winner, "{rule:?}");
        match winner {
            Some(Side::Here) => assert_eq!(step, Step::Send(StatusId::new(CLOSED))),
            Some(Side::Halo) => {
                assert_eq!((step, case.ticket.here.as_str()), (Step::Rest, "waiting"));
            }
            None => {
                assert_eq!(step, Step::Rest);
                assert_eq!(case.state(), SyncState::Conflict);
            }
        }
    }
}

#[test]
fn the_administrators_decision_counts_for_what_was_shown() {
    let conflict = || {
        let mut case = Case::new(ConflictRule::Ask);
        case.edit("resolved");
        case.look(WITH_USER);
        assert_eq!(case.settle(), Step::Rest);
        case
    };
    let mut case = conflict();
    assert_eq!(
        case.keep(Side::Halo, "open", WITH_USER),
        Err(KeepError::ChangedMeanwhile)
    );
    assert_eq!(
        case.keep(Side::Here, "resolved", NEW),
        Err(KeepError::ChangedMeanwhile)
    );
    case.keep(Side::Halo, "resolved", WITH_USER).unwrap();
    assert_eq!(case.ticket.here, "waiting");
    assert_eq!(case.state(), SyncState::InStep);

    let mut case = conflict();
    case.keep(Side::Here, "resolved", WITH_USER).unwrap();
    assert_eq!(case.state(), SyncState::Waiting);
    // A technician was quicker: that is another question.
    case.look(NEW);
    assert_eq!(case.settle(), Step::Send(StatusId::new(CLOSED)));
    let mut case = conflict();
    case.keep(Side::Here, "resolved", WITH_USER).unwrap();
    case.look(WITH_USER);
    case.begin(CLOSED);
    case.end(WriteEnd::Done);
    assert_eq!(case.state(), SyncState::InStep);
}

#[test]
fn a_status_without_partner_is_stated_and_can_be_decided() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.look(WITH_CAB);
    assert_eq!(case.settle(), Step::Rest);
    assert_eq!(case.state(), SyncState::NoPartnerHere);
    assert_eq!(case.ticket.here, "open");
    assert_eq!(
        case.keep(Side::Halo, "open", WITH_CAB),
        Err(KeepError::NoPartner)
    );
    // It follows as soon as it has a partner.
    let mut mapped = Case::new(ConflictRule::HaloWins);
    mapped.look(WITH_CAB);
    mapped.settle();
    mapped
        .from_halo
        .insert(StatusId::new(WITH_CAB), "waiting".to_owned());
    assert_eq!(mapped.settle(), Step::Rest);
    assert_eq!(mapped.ticket.here, "waiting");
    // Or ours is sent over it.
    case.keep(Side::Here, "open", WITH_CAB).unwrap();
    case.begin(NEW);
    case.end(WriteEnd::Done);
    assert_eq!(case.state(), SyncState::InStep);

    let mut case = Case::new(ConflictRule::HereWins);
    case.edit("parked");
    case.look(NEW);
    assert_eq!(case.settle(), Step::Rest);
    assert_eq!(case.state(), SyncState::NoPartnerInHalo);
}

#[test]
fn merged_deleted_and_vanished_tickets_rest_and_come_back() {
    let merged = Sighting {
        there: Case::new(ConflictRule::Ask).there(CLOSED),
        merged_into: Some(TicketId::new(77)),
    };
    let mut case = Case::new(ConflictRule::HereWins);
    case.edit("waiting");
    let asked = case.count();
    case.ticket.saw(merged, &mut case.marks, asked);
    assert_eq!(case.settle(), Step::Rest);
    assert_eq!(case.state(), SyncState::Merged);
    assert_eq!(case.ticket.here, "waiting", "the other ticket is not ours");

    for (absence, shown) in [
        (Absence::Deleted, SyncState::Deleted),
        (Absence::Unseen, SyncState::Vanished),
    ] {
        let mut case = Case::new(ConflictRule::HaloWins);
        let asked = case.count();
        case.ticket.missed(absence, &mut case.marks, asked);
        case.edit("resolved");
        assert_eq!(case.settle(), Step::Rest);
        assert_eq!(case.state(), shown);
        // Recovered in Halo: what was done here meanwhile goes there.
        case.look(NEW);
        case.begin(CLOSED);
    }
}

#[test]
fn edited_maps_ask_before_they_change_tickets_that_nobody_touched() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.from_halo
        .insert(StatusId::new(NEW), "waiting".to_owned());
    case.to_halo
        .insert("open".to_owned(), StatusId::new(WITH_USER));
    case.look(NEW);
    assert_eq!(case.settle(), Step::Rest);
    assert_eq!(case.state(), SyncState::MapsChanged);
    case.keep(Side::Halo, "open", NEW).unwrap();
    assert_eq!(case.ticket.here, "waiting");
    assert_eq!(case.state(), SyncState::InStep);
}
