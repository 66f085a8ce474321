//! The table of writes does with those of a status what `domain::status_sync::StatusWrites` says. That is what the
//! simulation of the status sync runs on, so what it proves holds for the table too.

use domain::status_sync::{Moment, StatusWrite, StatusWrites, WriteEnd};
use domain::ticket::{SendState, SendTrouble};
use domain::{OurTicketId, ProfileId, SendId, StatusId};
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use store::Connection;
use store::ticket_sends::{self, Failure, NewSend};
use store::tickets::{self, Merge};

use crate::common::{NOW, add, check};
use crate::outbox::{enter, made};

const SEQUENCES: u32 = 200;
const LONGEST: usize = 14;
const KEYS: [&str; 3] = ["open", "waiting", "resolved"];

/// What happens to the writes of a ticket.
#[derive(Clone, Copy, Debug)]
enum Happens {
    Edit(usize),
    /// As this status, then.
    Begin(i32, i64),
    End(WriteEnd),
    SetBack(i64),
    LostKnown(bool),
    Drop,
    Retry,
}

fn happens() -> impl Strategy<Value = Happens> {
    let end = prop_oneof![
        proptest::prelude::Just(WriteEnd::Taken),
        proptest::prelude::Just(WriteEnd::NotTaken),
        proptest::prelude::Just(WriteEnd::NotDone),
        proptest::prelude::Just(WriteEnd::Lost),
        proptest::prelude::Just(WriteEnd::Refused),
    ];
    prop_oneof![
        4 => (0..KEYS.len()).prop_map(Happens::Edit),
        4 => (1..4, 0..100_i64).prop_map(|(to, at)| Happens::Begin(to, at)),
        4 => end.prop_map(Happens::End),
        1 => (0..100_i64).prop_map(Happens::SetBack),
        2 => any::<bool>().prop_map(Happens::LostKnown),
        1 => proptest::prelude::Just(Happens::Drop),
        1 => proptest::prelude::Just(Happens::Retry),
    ]
}

/// A second, as it is stored and as the rules have it.
fn second(number: i64) -> (String, Moment) {
    let text = format!("2026-11-21T10:{:02}:{:02}Z", number / 60, number % 60);
    (text, Moment::from_seconds(number))
}

fn moment(text: &str) -> Moment {
    let part = |range: std::ops::Range<usize>| text[range].parse::<i64>().unwrap();
    Moment::from_seconds(part(14..16) * 60 + part(17..19))
}

/// What the table holds of the writes that are not done.
fn kept(conn: &Connection, ticket: OurTicketId) -> StatusWrites {
    let sends = ticket_sends::of_ticket(conn, ticket).unwrap();
    let writes = sends.into_iter().filter_map(|send| {
        let is_kept = send.state.is_open() || send.state == SendState::Refused;
        Some(StatusWrite {
            id: send.id,
            key: send.status_key.filter(|_| is_kept)?,
            state: send.state,
            sent_as: send
                .body_json
                .map(|body| StatusId::new(body.parse().unwrap())),
            tried_at: send.tried_at.as_deref().map(moment),
            failure: send.failure.map(|failure| failure.what),
        })
    });
    StatusWrites::new(writes.collect())
}

fn failure() -> Failure {
    Failure {
        trouble: SendTrouble::Doubtful,
        what: "Why".to_owned(),
        mend: None,
        said: None,
    }
}

fn step(
    conn: &Connection,
    ticket: OurTicketId,
    model: &mut StatusWrites,
    number: &mut u32,
    what: Happens,
) {
    let turn = model.next().map(|write| write.id);
    match what {
        Happens::Edit(key) => {
            *number += 1;
            let send = NewSend::Status(KEYS[key].to_owned());
            let id =
                ticket_sends::enqueue(conn, ticket, &send, &format!("S-{number}"), NOW).unwrap();
            model.enqueue(id, KEYS[key]);
        }
        Happens::Begin(to, at) => {
            let (text, at) = second(at);
            if let Some(id) = turn {
                let begun = ticket_sends::begin(conn, id, &to.to_string(), &text).unwrap();
                assert_eq!(begun, model.begin(id, StatusId::new(to), at));
            }
        }
        Happens::End(end) => {
            if let Some(id) = turn {
                let send = ticket_sends::get(conn, id).unwrap();
                let is_superseded = ticket_sends::is_superseded(conn, &send).unwrap();
                assert_eq!(is_superseded, model.is_superseded(id));
                let state = end.leads_to(is_superseded);
                ticket_sends::settle(conn, id, state, Some(&failure())).unwrap();
                model.settle(id, state, Some("Why".to_owned()));
            }
        }
        Happens::SetBack(at) => {
            let (text, at) = second(at);
            if let Some(id) = turn {
                ticket_sends::sent_no_later_than(conn, id, &text).unwrap();
                model.sent_no_later_than(id, at);
            }
        }
        Happens::LostKnown(has_landed) => {
            if model.lost().is_some() {
                let known = Merge {
                    lost_status_landed: Some(has_landed),
                    ..Merge::default()
                };
                tickets::apply(conn, ticket, &known, NOW).unwrap();
                model.settle_lost(has_landed);
            }
        }
        Happens::Drop => {
            ticket_sends::drop_open_status(conn, ticket).unwrap();
            model.drop_all();
        }
        Happens::Retry => {
            ticket_sends::retry(conn, ticket).unwrap();
            model.retry();
        }
    }
}

fn next(conn: &Connection, profile: ProfileId) -> Option<SendId> {
    let next = ticket_sends::next(conn, profile, None).unwrap();
    next.map(|send| send.id)
}

#[tokio::test]
async fn the_table_does_with_the_writes_of_a_status_what_the_rule_says() {
    check(|conn, profile| {
        let organization = add(conn, profile, "Wren Dental");
        let (ticket, create) = enter(conn, profile, organization, 1, None);
        ticket_sends::settle(conn, create, SendState::Done, None)?;
        tickets::set_made(conn, ticket, &made(48_001), Some("open"), NOW)?;
        let mut runner = TestRunner::deterministic();
        let sequences = proptest::collection::vec(happens(), 1..LONGEST);
        let mut number = 0;
        for _ in 0..SEQUENCES {
            let mut model = StatusWrites::default();
            let sequence = sequences.new_tree(&mut runner).unwrap().current();
            for (done, what) in sequence.iter().enumerate() {
                step(conn, ticket, &mut model, &mut number, *what);
                let so_far = &sequence[..=done];
                assert_eq!(kept(conn, ticket), model, "{so_far:?}");
                let turn = model.next().map(|write| write.id);
                assert_eq!(next(conn, profile), turn, "{so_far:?}");
            }
            ticket_sends::drop_open_status(conn, ticket)?;
        }
        Ok(())
    })
    .await;
}
