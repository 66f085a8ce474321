//! What stands on the screen for each thing that can be known of a connection.

use super::*;
use crate::ConnectionState;

const T1: &str = "2026-11-21T12:00:00Z";
const T2: &str = "2026-11-21T12:05:00Z";

const FEATURES: Features = Features {
    tickets: true,
    status: true,
    seats: false,
};

fn noted(trouble: Trouble, since: &str) -> Noted {
    Noted {
        trouble,
        what: format!("It is {}.", trouble.code()),
        since: since.to_owned(),
        until: None,
    }
}

fn standing(outcomes: impl IntoIterator<Item = Outcome>) -> Standing {
    outcomes
        .into_iter()
        .fold(Standing::default(), |standing, outcome| {
            standing.after(outcome)
        })
}

fn state_of(standing: &Standing) -> Health {
    health(&Facts {
        connection: ConnectionState::Connected,
        note: None,
        features: FEATURES,
        standing,
        held_until: None,
        other_halo: None,
    })
}

#[test]
fn a_call_that_works_ends_the_trouble() {
    for trouble in Trouble::ALL
        .iter()
        .filter(|trouble| **trouble != Trouble::RightLost)
    {
        let ill = standing([Outcome::Failed(noted(*trouble, T1))]);
        assert_eq!(state_of(&ill).state, HealthState::from(*trouble));
        assert!(
            ill.after(Outcome::Worked(Area::Customers)).is_clear(),
            "{trouble:?}"
        );
        assert!(ill.after(Outcome::Answered).is_clear(), "{trouble:?}");
        assert_ne!(state_of(&ill).next, NextAct::None, "{trouble:?}");
    }
}

#[test]
fn a_token_proves_only_the_sign_in() {
    let after_token = |trouble| {
        standing([Outcome::Failed(noted(trouble, T1)), Outcome::TokenGiven])
            .link
            .map(|noted| noted.trouble)
    };
    assert_eq!(after_token(Trouble::SignInRefused), None);
    assert_eq!(after_token(Trouble::Offline), None);
    assert_eq!(
        after_token(Trouble::AgentRefused),
        Some(Trouble::AgentRefused)
    );
    assert_eq!(
        after_token(Trouble::RateLimited),
        Some(Trouble::RateLimited)
    );
}

#[test]
fn a_lost_right_comes_back_only_in_its_own_area() {
    let lost = standing([Outcome::Refused(
        Area::Customers,
        noted(Trouble::RightLost, T1),
    )]);
    let still = lost.after(Outcome::Worked(Area::TicketSettings));
    assert_eq!(state_of(&still).state, HealthState::RightLost);
    assert_eq!(
        state_of(&still).next,
        NextAct::CheckAccess(Some(Area::Customers))
    );
    assert!(state_of(&still).blocked.read.is_some());
    assert_eq!(
        state_of(&still).blocked.tickets,
        None,
        "tickets need no list of customers"
    );
    assert!(still.after(Outcome::Worked(Area::Customers)).is_clear());
}

#[test]
fn a_refusal_proves_that_halo_answers() {
    let both = standing([
        Outcome::Failed(noted(Trouble::Offline, T1)),
        Outcome::Refused(Area::Licences, noted(Trouble::RightLost, T2)),
    ]);
    assert_eq!(both.link, None);
    assert_eq!(
        state_of(&both).state,
        HealthState::Connected,
        "seats are not wanted, so their right is not missed"
    );
    let with_seats = Facts {
        connection: ConnectionState::Connected,
        note: None,
        features: Features {
            seats: true,
            ..FEATURES
        },
        standing: &both,
        held_until: None,
        other_halo: None,
    };
    assert_eq!(health(&with_seats).state, HealthState::RightLost);
}

#[test]
fn the_same_trouble_keeps_the_time_it_was_first_seen() {
    let twice = standing([
        Outcome::Failed(noted(Trouble::Offline, T1)),
        Outcome::Failed(noted(Trouble::Offline, T2)),
    ]);
    assert_eq!(state_of(&twice).since.as_deref(), Some(T1));
    let other = twice.after(Outcome::Failed(noted(Trouble::OutOfOrder, T2)));
    assert_eq!(state_of(&other).since.as_deref(), Some(T2));
}

#[test]
fn a_wait_ends_by_itself() {
    let waiting = standing([Outcome::Failed(Noted {
        until: Some(T2.to_owned()),
        ..noted(Trouble::RateLimited, T1)
    })]);
    let health = state_of(&waiting);
    assert_eq!(
        (health.state, health.until.as_deref()),
        (HealthState::RateLimited, Some(T2))
    );
    assert!(health.blocked.check.is_some());
    assert_eq!(waiting.at("2026-11-21T12:04:59Z"), waiting);
    assert!(waiting.at(T2).is_clear());
    let offline = standing([Outcome::Failed(noted(Trouble::Offline, T1))]);
    assert_eq!(offline.at(T2), offline);
}

#[test]
fn what_the_administrator_did_comes_before_what_calls_told() {
    use ConnectionState::{Connected, NeedsAttention, NotConnected, Revoked};

    let ill = standing([
        Outcome::Refused(Area::Customers, noted(Trouble::RightLost, T1)),
        Outcome::Failed(noted(Trouble::Offline, T1)),
    ]);
    let facts = |connection, other_halo, held_until| Facts {
        connection,
        note: Some("Because."),
        features: FEATURES,
        standing: &ill,
        held_until,
        other_halo,
    };
    for (facts, state) in [
        (facts(Revoked, Some("It."), None), HealthState::Revoked),
        (facts(NotConnected, None, None), HealthState::NotConnected),
        (facts(Connected, Some("It."), None), HealthState::OtherHalo),
        (facts(NeedsAttention, None, Some(T2)), HealthState::Offline),
    ] {
        assert_eq!(health(&facts).state, state);
    }
    let clear = Standing::default();
    let held = Facts {
        standing: &clear,
        ..facts(NeedsAttention, None, Some(T2))
    };
    assert_eq!(health(&held).state, HealthState::RateLimited);
    let checks = Facts {
        held_until: None,
        ..held
    };
    assert_eq!(health(&checks).state, HealthState::NeedsAttention);
    assert_eq!(health(&checks).what.as_deref(), Some("Because."));
}

#[test]
fn whatever_is_blocked_says_why_and_what_to_do() {
    for trouble in Trouble::ALL {
        for area in Area::ALL {
            let outcome = if *trouble == Trouble::RightLost {
                Outcome::Refused(*area, noted(*trouble, T1))
            } else {
                Outcome::Failed(noted(*trouble, T1))
            };
            let Blocked {
                read,
                tickets,
                check,
            } = state_of(&standing([outcome])).blocked;
            for reason in [read, tickets, check].into_iter().flatten() {
                assert!(reason.len() > 20 && !reason.ends_with('.'), "{reason}");
            }
        }
    }
}
