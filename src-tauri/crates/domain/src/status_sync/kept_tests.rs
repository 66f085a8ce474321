//! What becomes of a ticket: echoes, lost answers, conflicts, endings.

use std::collections::BTreeMap;

use super::*;
use crate::ticket::SendState;
use crate::{CustomerId, SendId, StatusId, TicketId};

const NEW: i32 = 1;
const WITH_USER: i32 = 4;
const CLOSED: i32 = 9;
const WITH_CAB: i32 = 10;

/// A ticket with the rules, the numbers of its writes and the one clock of both sides.
struct Case {
    to_halo: BTreeMap<String, StatusId>,
    from_halo: BTreeMap<StatusId, String>,
    conflict: ConflictRule,
    kept: KeptStatus,
    sends: i32,
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
            kept: KeptStatus {
                here: "open".to_owned(),
                here_at: Moment::from_seconds(0),
                base: None,
                there: None,
                fate: Fate::Live,
                settled: None,
                asks: false,
                writes: StatusWrites::default(),
            },
            sends: 0,
            now: Moment::from_seconds(1_000),
        };
        assert_eq!(case.look(NEW), Step::Rest);
        assert_eq!(case.state(), SyncState::InStep);
        case
    }

    fn clocks(&self) -> Clocks {
        Clocks {
            ours: self.now,
            halo: self.now,
            ahead: 0,
        }
    }

    fn next_send(&mut self) -> SendId {
        self.sends += 1;
        SendId::new(self.sends)
    }

    fn found(&self, status: i32) -> Sighting {
        let there = There {
            status: StatusId::new(status),
            updated: Some(self.now),
            is_closed: status == CLOSED,
            customer: Some(CustomerId::new(12)),
        };
        Sighting {
            there,
            merged_into: None,
        }
    }

    fn rules(&self) -> SyncRules<'_> {
        SyncRules {
            maps: StatusMaps::new(&self.to_halo, &self.from_halo),
            conflict: self.conflict,
        }
    }

    fn hear(&mut self, news: Option<&News>) -> Step {
        let (clocks, id) = (self.clocks(), self.next_send());
        let judged = self.kept.judge(news, &self.rules(), clocks);
        let judged = judged.expect("there is something to judge");
        self.kept.keep_judgement(&judged, clocks, id);
        judged.step
    }

    /// A poll, or the outbox, sees the ticket in this status.
    fn look(&mut self, status: i32) -> Step {
        let sighting = self.found(status);
        self.hear(Some(&News::Found(sighting)))
    }

    fn edit(&mut self, status: &str) {
        let (clocks, id) = (self.clocks(), self.next_send());
        self.kept.edit(status, clocks, id);
    }

    fn state(&self) -> SyncState {
        let rules = self.rules();
        state(&self.kept.as_seen(&rules.maps, self.clocks()), &rules)
    }

    /// The outbox looks at the ticket, and sends this.
    fn begin(&mut self, over: i32, to: i32) {
        assert_eq!(self.look(over), Step::Send(StatusId::new(to)));
        let newest = self.kept.next_write().expect("a write whose turn it is");
        assert!(self.kept.writes.begin(newest, StatusId::new(to), self.now));
        assert_eq!(self.state(), SyncState::Sending);
    }

    fn end(&mut self, end: WriteEnd) {
        let id = self.kept.writes.newest().expect("a write").id;
        let state = end.leads_to(false);
        self.kept.writes.settle(id, state, Some("Why".to_owned()));
    }

    /// Halo took it, and shows it.
    fn done(&mut self, to: i32) {
        self.end(WriteEnd::Taken);
        assert_eq!(self.look(to), Step::Rest);
        assert!(self.kept.writes.is_empty());
        assert_eq!(self.state(), SyncState::InStep);
    }

    fn keep(&mut self, side: Side, here: &str, there: i32) -> Result<(), KeepError> {
        let shown = BothSides {
            here: here.to_owned(),
            there: StatusId::new(there),
        };
        let (clocks, id) = (self.clocks(), self.next_send());
        let decided = self.kept.decide(side, &shown, &self.rules().maps, clocks)?;
        self.kept.keep_decision(&decided, clocks, id);
        self.hear(None);
        Ok(())
    }

    fn later(&mut self, seconds: i64) {
        self.now = self.now.plus(seconds);
    }
}

#[test]
fn closed_there_is_closed_here_and_reopened_here_is_reopened_there() {
    let mut case = Case::new(ConflictRule::HaloWins);
    assert_eq!(case.look(CLOSED), Step::Rest);
    assert_eq!(case.kept.here, "resolved");
    assert_eq!(case.state(), SyncState::InStep);
    case.edit("open");
    assert_eq!(case.state(), SyncState::Waiting);
    case.begin(CLOSED, NEW);
    case.done(NEW);
    // The echo of our own write is no change of anybody's.
    assert_eq!(case.look(NEW), Step::Rest);
    assert_eq!(case.kept.here, "open");
}

#[test]
fn after_a_lost_answer_nothing_is_sent_before_it_surely_has_not_landed() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.edit("resolved");
    case.begin(NEW, CLOSED);
    case.end(WriteEnd::Lost);
    assert_eq!(case.state(), SyncState::Unconfirmed);
    // Not there yet: it may still be on its way.
    case.later(30);
    assert_eq!(case.look(NEW), Step::Wait);
    case.later(LATEST_LANDING);
    assert_eq!(case.hear(None), Step::Wait, "what was seen is too old");
    assert_eq!(case.look(CLOSED), Step::Rest);
    assert_eq!(case.state(), SyncState::InStep);
    assert!(case.kept.writes.is_empty());
}

#[test]
fn a_write_that_never_landed_is_sent_once_more() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.edit("resolved");
    case.begin(NEW, CLOSED);
    // The program ended in the middle of it.
    assert_eq!(case.look(NEW), Step::Wait);
    case.later(LATEST_LANDING);
    case.begin(NEW, CLOSED);
    case.done(CLOSED);
}

#[test]
fn a_lost_status_is_known_by_what_was_sent_whatever_the_maps_say_by_then() {
    // It landed as what the map said then: nobody in Halo changed anything.
    let mut case = Case::new(ConflictRule::HaloWins);
    case.edit("waiting");
    case.begin(NEW, WITH_USER);
    case.end(WriteEnd::Lost);
    case.to_halo
        .insert("waiting".to_owned(), StatusId::new(WITH_CAB));
    assert_eq!(case.look(WITH_USER), Step::Rest);
    assert_eq!(
        (case.kept.here.as_str(), case.state()),
        ("waiting", SyncState::InStep)
    );
    assert!(case.kept.writes.is_empty());

    // Its partner was taken away, and another status chosen behind it: it stands in nobody's way.
    let mut case = Case::new(ConflictRule::HaloWins);
    case.edit("waiting");
    case.begin(NEW, WITH_USER);
    case.end(WriteEnd::Lost);
    case.to_halo.remove("waiting");
    case.edit("resolved");
    assert_eq!(case.look(NEW), Step::Wait);
    case.later(LATEST_LANDING);
    case.begin(NEW, CLOSED);
    case.done(CLOSED);
}

#[test]
fn a_third_status_in_halo_is_decided_about_when_the_lost_one_cannot_land_any_more() {
    let lost = || {
        let mut case = Case::new(ConflictRule::Ask);
        case.edit("resolved");
        case.begin(NEW, CLOSED);
        case.end(WriteEnd::Lost);
        case.later(30);
        assert_eq!(case.look(WITH_USER), Step::Wait);
        let early = case.keep(Side::Halo, "resolved", WITH_USER);
        assert_eq!(early, Err(KeepError::ChangedMeanwhile));
        assert_eq!(case.state(), SyncState::Unconfirmed);
        case
    };
    // It lands over the technician's, and nothing was decided against it.
    let mut case = lost();
    assert_eq!(case.look(CLOSED), Step::Rest);
    assert_eq!(case.state(), SyncState::InStep);
    // It never lands: from then on what is decided holds.
    let mut case = lost();
    case.later(LATEST_LANDING);
    assert_eq!(case.look(WITH_USER), Step::Rest);
    assert_eq!(case.state(), SyncState::Conflict);
    case.keep(Side::Halo, "resolved", WITH_USER).unwrap();
    assert_eq!(case.look(WITH_USER), Step::Rest);
    assert_eq!(
        (case.kept.here.as_str(), case.state()),
        ("waiting", SyncState::InStep)
    );
}

#[test]
fn what_was_refused_is_tried_again_once_it_has_another_partner() {
    let mut case = Case::new(ConflictRule::HereWins);
    case.edit("waiting");
    case.begin(NEW, WITH_USER);
    case.end(WriteEnd::Refused);
    assert_eq!(case.look(NEW), Step::Rest);
    case.to_halo
        .insert("waiting".to_owned(), StatusId::new(WITH_CAB));
    case.begin(NEW, WITH_CAB);
}

#[test]
fn a_clock_that_was_set_back_makes_the_wait_begin_anew_and_no_longer() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.edit("resolved");
    case.begin(NEW, CLOSED);
    case.end(WriteEnd::Lost);
    case.later(-7_200);
    assert_eq!(case.look(NEW), Step::Wait);
    let id = case.kept.writes.newest().unwrap().id;
    case.kept.writes.sent_no_later_than(id, case.now);
    case.later(LATEST_LANDING - 1);
    assert_eq!(case.look(NEW), Step::Wait);
    case.later(1);
    assert_eq!(case.look(NEW), Step::Send(StatusId::new(CLOSED)));
}

#[test]
fn a_status_that_was_taken_back_waits_for_the_one_that_may_still_land() {
    let lost = || {
        let mut case = Case::new(ConflictRule::HaloWins);
        case.edit("resolved");
        case.begin(NEW, CLOSED);
        case.end(WriteEnd::Lost);
        case.edit("open");
        assert_eq!(case.look(NEW), Step::Wait);
        case
    };
    // It lands late, and is taken back in Halo too.
    let mut case = lost();
    case.begin(CLOSED, NEW);
    case.done(NEW);
    // It never lands, and is forgotten.
    let mut case = lost();
    case.later(LATEST_LANDING);
    assert_eq!(case.look(NEW), Step::Rest);
    assert!(case.kept.writes.is_empty());
    assert_eq!(case.state(), SyncState::InStep);
}

#[test]
fn what_surely_was_not_done_is_sent_when_halo_answers_again() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.edit("resolved");
    case.begin(NEW, CLOSED);
    case.end(WriteEnd::NotDone);
    assert_eq!(case.state(), SyncState::Waiting);
    case.begin(NEW, CLOSED);
}

#[test]
fn a_refusal_rests_until_something_changes() {
    let mut case = Case::new(ConflictRule::HereWins);
    case.edit("resolved");
    case.begin(NEW, CLOSED);
    case.end(WriteEnd::Refused);
    for _ in 0..3 {
        assert_eq!(case.look(NEW), Step::Rest);
        assert_eq!(case.state(), SyncState::Refused);
        assert_eq!(case.kept.next_write(), None);
    }
    case.kept.writes.retry();
    case.begin(NEW, CLOSED);
    // Taken, and changed back by a rule of Halo's.
    case.end(WriteEnd::NotTaken);
    assert_eq!(case.look(NEW), Step::Rest);
    assert_eq!(case.state(), SyncState::Refused);
    // Over another status it may be taken.
    case.begin(WITH_USER, CLOSED);
    case.end(WriteEnd::Refused);
    // What was refused is not what is wanted now.
    case.edit("open");
    case.begin(WITH_USER, NEW);
    case.done(NEW);
}

#[test]
fn what_another_status_has_taken_the_place_of_is_never_sent_again() {
    for (end, alone, superseded) in [
        (WriteEnd::Lost, SendState::Unanswered, SendState::Unanswered),
        (
            WriteEnd::Taken,
            SendState::Unanswered,
            SendState::Unanswered,
        ),
        (WriteEnd::NotTaken, SendState::Refused, SendState::Dropped),
        (WriteEnd::Refused, SendState::Refused, SendState::Dropped),
        (WriteEnd::NotDone, SendState::Waiting, SendState::Dropped),
    ] {
        let states = [false, true].map(|is_superseded| end.leads_to(is_superseded));
        assert_eq!(states, [alone, superseded], "{end:?}");
    }
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
        let seen = if edited_later {
            let seen = case.found(WITH_USER);
            case.later(5);
            case.edit("resolved");
            seen
        } else {
            case.edit("resolved");
            case.later(5);
            case.found(WITH_USER)
        };
        let step = case.hear(Some(&News::Found(seen)));
        let settled = case.kept.settled.as_ref();
        assert_eq!(settled.map(|s| s.winner), winner, "{rule:?}");
        match winner {
            Some(Side::Here) => assert_eq!(step, Step::Send(StatusId::new(CLOSED))),
            Some(Side::Halo) => {
                assert_eq!((step, case.kept.here.as_str()), (Step::Rest, "waiting"));
                assert!(case.kept.writes.is_empty());
            }
            None => {
                assert_eq!(step, Step::Rest);
                assert_eq!(case.state(), SyncState::Conflict);
                assert_eq!(case.kept.next_write(), None, "nothing goes before that");
            }
        }
    }
}

#[test]
fn the_administrators_decision_counts_for_what_was_shown() {
    let conflict = || {
        let mut case = Case::new(ConflictRule::Ask);
        case.edit("resolved");
        assert_eq!(case.look(WITH_USER), Step::Rest);
        case
    };
    let mut case = conflict();
    for (here, there) in [("open", WITH_USER), ("resolved", NEW)] {
        let end = case.keep(Side::Halo, here, there);
        assert_eq!(end, Err(KeepError::ChangedMeanwhile));
    }
    case.keep(Side::Halo, "resolved", WITH_USER).unwrap();
    assert_eq!(case.kept.here, "waiting");
    assert_eq!(case.state(), SyncState::InStep);

    let mut case = conflict();
    case.keep(Side::Here, "resolved", WITH_USER).unwrap();
    assert_eq!(case.state(), SyncState::Waiting);
    // A technician was quicker: that is another question.
    assert_eq!(case.look(NEW), Step::Rest);
    assert_eq!(case.state(), SyncState::Conflict);
    let mut case = conflict();
    case.keep(Side::Here, "resolved", WITH_USER).unwrap();
    case.begin(WITH_USER, CLOSED);
    case.done(CLOSED);
}

#[test]
fn a_status_without_partner_is_stated_and_can_be_decided() {
    let mut case = Case::new(ConflictRule::HaloWins);
    assert_eq!(case.look(WITH_CAB), Step::Rest);
    assert_eq!(case.state(), SyncState::NoPartnerHere);
    assert_eq!(case.kept.here, "open");
    assert_eq!(
        case.keep(Side::Halo, "open", WITH_CAB),
        Err(KeepError::NoPartner)
    );
    // It follows as soon as it has a partner.
    let mut mapped = Case::new(ConflictRule::HaloWins);
    mapped.look(WITH_CAB);
    mapped
        .from_halo
        .insert(StatusId::new(WITH_CAB), "waiting".to_owned());
    assert_eq!(mapped.hear(None), Step::Rest);
    assert_eq!(mapped.kept.here, "waiting");
    // Or ours is sent over it.
    case.keep(Side::Here, "open", WITH_CAB).unwrap();
    case.begin(WITH_CAB, NEW);
    case.done(NEW);

    let mut case = Case::new(ConflictRule::HereWins);
    case.edit("parked");
    assert_eq!(case.look(NEW), Step::Rest);
    assert_eq!(case.state(), SyncState::NoPartnerInHalo);
    assert_eq!(case.kept.next_write(), None, "it would be tried for ever");
    // It goes as soon as it has one.
    case.to_halo
        .insert("parked".to_owned(), StatusId::new(WITH_CAB));
    case.begin(NEW, WITH_CAB);
}

#[test]
fn merged_deleted_and_vanished_tickets_rest_and_come_back() {
    let mut case = Case::new(ConflictRule::HereWins);
    case.edit("waiting");
    let mut merged = case.found(CLOSED);
    merged.merged_into = Some(TicketId::new(77));
    assert_eq!(case.hear(Some(&News::Found(merged))), Step::Rest);
    assert_eq!(case.state(), SyncState::Merged);
    assert_eq!(case.kept.here, "waiting", "the other ticket is not ours");

    for (absence, shown) in [
        (Absence::Deleted, SyncState::Deleted),
        (Absence::Unseen, SyncState::Vanished),
    ] {
        let mut case = Case::new(ConflictRule::HaloWins);
        assert_eq!(case.hear(Some(&News::Missing(absence))), Step::Rest);
        case.edit("resolved");
        assert_eq!(case.kept.next_write(), None);
        assert_eq!(case.state(), shown);
        // Recovered in Halo: what was done here meanwhile goes there.
        case.begin(NEW, CLOSED);
    }
}

#[test]
fn edited_maps_ask_before_they_change_tickets_that_nobody_touched() {
    let mut case = Case::new(ConflictRule::HaloWins);
    case.from_halo
        .insert(StatusId::new(NEW), "waiting".to_owned());
    case.to_halo
        .insert("open".to_owned(), StatusId::new(WITH_USER));
    assert_eq!(case.look(NEW), Step::Rest);
    assert_eq!(case.state(), SyncState::MapsChanged);
    case.keep(Side::Halo, "open", NEW).unwrap();
    assert_eq!(case.kept.here, "waiting");
    assert_eq!(case.state(), SyncState::InStep);
}
