//! Which task is next, and how each stands, in the situations that a profile goes through.

use domain::health::{Blocked, Health, NextAct};
use store::grid::GridCounts;

use super::super::OfferFacts;
use super::*;

fn facts(state: HealthState) -> Facts {
    let counts = GridCounts {
        todo: 0,
        suggested: 0,
        choose: 0,
        unmapped: 0,
        mapped: 0,
        held: 0,
        excluded: 0,
        problems: 0,
        to_review: 0,
        all: 0,
    };
    Facts {
        health: Health {
            state,
            what: None,
            since: None,
            until: None,
            lost: None,
            next: NextAct::None,
            blocked: Blocked::default(),
        },
        counts,
        source: SourceKind::Csv,
        rules_type: None,
        rules_skipped: false,
        offered: None,
        last_test: None,
        left_over: false,
        seats: None,
        proofs: GuideProgress {
            proven: 0,
            lines: 4,
        },
    }
}

fn states(facts: &Facts) -> Vec<HomeTaskState> {
    list(facts).into_iter().map(|task| task.state).collect()
}

#[test]
fn each_source_is_named_by_its_own_words() {
    for source in SourceKind::ALL {
        let mut facts = facts(HealthState::Connected);
        facts.source = *source;
        let words = import(&facts).meaning;
        let is_file = matches!(source, SourceKind::Csv | SourceKind::Excel);
        assert_eq!(words.contains("CSV"), is_file, "{source:?}: {words}");
        let is_api = *source == SourceKind::Api;
        assert_eq!(words.contains("API"), is_api, "{source:?}: {words}");
    }
}

#[test]
fn one_is_told_in_the_singular() {
    let told = |counts: GridCounts| {
        let facts = Facts {
            counts,
            ..facts(HealthState::Connected)
        };
        map(&facts).meaning
    };
    let check = |suggested, choose, expected: &str| {
        let counts = GridCounts {
            all: 9,
            suggested,
            choose,
            ..GridCounts::default()
        };
        assert_eq!(told(counts), expected);
    };
    check(1, 0, "1 suggestion waits for a yes.");
    check(0, 1, "1 waits for a choice.");
    check(2, 1, "2 suggestions wait for a yes, 1 waits for a choice.");
    let attention = GridCounts {
        all: 9,
        problems: 1,
        to_review: 1,
        ..GridCounts::default()
    };
    assert_eq!(
        told(attention),
        "1 pair no longer holds, 1 organisation that was set aside is to be looked at again."
    );
}

#[test]
fn only_one_task_is_next() {
    use HomeTaskState::{Blocked, Done, Next, Open};
    let fresh = facts(HealthState::NotConnected);
    assert_eq!(
        states(&fresh),
        [Next, Blocked, Open, Blocked, Blocked, Blocked, Blocked]
    );
    let mut mapping = facts(HealthState::Connected);
    mapping.rules_type = Some("Incident".to_owned());
    mapping.counts.all = 10;
    mapping.counts.mapped = 4;
    mapping.counts.suggested = 5;
    mapping.counts.unmapped = 1;
    assert_eq!(states(&mapping), [Done, Done, Done, Next, Open, Open, Open]);
}

#[test]
fn after_connecting_come_the_rules_unless_they_were_put_off() {
    use HomeTaskState::{Blocked, Done, Next, Open};
    let mut connected = facts(HealthState::Connected);
    assert_eq!(
        states(&connected),
        [Done, Next, Open, Blocked, Blocked, Blocked, Blocked]
    );
    connected.rules_skipped = true;
    assert_eq!(
        states(&connected),
        [Done, Open, Next, Blocked, Blocked, Blocked, Blocked]
    );
    connected.counts.all = 1;
    connected.counts.mapped = 1;
    assert_eq!(
        states(&connected),
        [Done, Next, Done, Done, Done, Blocked, Blocked],
        "what was put off comes back when nothing else is left"
    );
}

#[test]
fn licences_are_a_task_only_where_seats_are_wanted_and_wait_for_pairs() {
    let mut facts = facts(HealthState::Connected);
    let state = |facts: &Facts| {
        let tasks = list(facts);
        let task = tasks
            .iter()
            .find(|task| task.kind == HomeTaskKind::MapLicences);
        task.map(|task| task.state)
    };
    facts.rules_type = Some("Incident".to_owned());
    assert_eq!(state(&facts), None);
    let seats = |products, is_read, differing| SeatFacts {
        products,
        is_read,
        differing,
    };
    facts.seats = Some(seats((0, 2), false, 0));
    assert_eq!(state(&facts), Some(HomeTaskState::Blocked));
    (facts.counts.all, facts.counts.mapped) = (1, 1);
    assert_eq!(state(&facts), Some(HomeTaskState::Next));
    facts.seats = Some(seats((1, 2), true, 3));
    assert_eq!(state(&facts), Some(HomeTaskState::Next));
    facts.seats = Some(seats((2, 2), true, 3));
    assert_eq!(state(&facts), Some(HomeTaskState::Attention));
    facts.seats = Some(seats((2, 2), true, 0));
    assert_eq!(state(&facts), Some(HomeTaskState::Done));
}

#[test]
fn verifying_comes_last_and_is_done_when_all_is_proven() {
    let mut facts = facts(HealthState::Connected);
    let last = |facts: &Facts| list(facts).pop().unwrap();
    assert_eq!(last(&facts).state, HomeTaskState::Blocked);
    facts.rules_type = Some("Incident".to_owned());
    facts.last_test = Some(TestRunState::Passed);
    (facts.counts.all, facts.counts.mapped) = (1, 1);
    facts.proofs.proven = 3;
    let next = last(&facts);
    assert_eq!(
        (next.kind, next.state),
        (HomeTaskKind::Verify, HomeTaskState::Next)
    );
    assert_eq!(next.count.as_deref(), Some("3 of 4"));
    facts.proofs.proven = 4;
    assert_eq!(last(&facts).state, HomeTaskState::Done);
}

#[test]
fn a_ticket_left_over_is_said_even_when_the_last_test_passed() {
    let mut passed = facts(HealthState::Connected);
    passed.last_test = Some(TestRunState::Passed);
    let test = |facts: &Facts| list(facts).remove(5);
    assert_eq!(test(&passed).state, HomeTaskState::Done);
    passed.left_over = true;
    assert_eq!(test(&passed).state, HomeTaskState::Attention);
}

#[test]
fn a_connection_in_trouble_is_the_first_thing_to_look_at() {
    for state in HealthState::ALL {
        let first = states(&facts(*state))[0];
        let wanted = if matches!(state, HealthState::Connected | HealthState::RateLimited) {
            HomeTaskState::Done
        } else if *state == HealthState::NotConnected {
            HomeTaskState::Next
        } else {
            HomeTaskState::Attention
        };
        assert_eq!(first, wanted, "{state:?}");
    }
}

#[test]
fn rules_that_can_be_taken_over_are_named_where_they_came_from() {
    let mut facts = facts(HealthState::Connected);
    facts.offered = Some(OfferFacts {
        came_from: "sandbox.example".to_owned(),
        own: 2,
    });
    let task = rules(&facts);
    assert_eq!(task.state, HomeTaskState::Open);
    assert_eq!(
        task.meaning,
        "Rules from sandbox.example can be taken over by name."
    );

    facts.rules_type = Some("Incident".to_owned());
    let task = rules(&facts);
    assert_eq!(task.state, HomeTaskState::Attention);
    assert_eq!(
        task.meaning,
        "Own rules of 2 organisations from sandbox.example can be taken over."
    );
}
