//! Polls that meet something odd: a ticket that lost our mark or tells no status, a poll that breaks off, a conflict while
//! a note is on its way.

use std::time::Duration;

use engine::domain::status_sync::{ConflictRule, SyncState};
use engine::domain::ticket::{TicketEventKind as Kind, TicketGone, TicketState};
use engine::tickets::CreatedAs;
use halo_sim::Fault;
use jiff::SignedDuration;
use serde_json::Value;
use tokio::time::sleep;

use crate::status_sync::{CLOSED, Desk, WITH_USER};
use crate::ticket_desk::form;

/// Changes each ticket of a list.
fn each(change: impl Fn(&mut Value) + Send + Sync + 'static) -> Fault {
    Fault::get("/Tickets").edit_json(move |list| {
        for ticket in list["tickets"].as_array_mut().into_iter().flatten() {
            change(ticket);
        }
    })
}

#[tokio::test]
async fn a_ticket_that_lost_our_mark_is_not_in_step_and_comes_back_with_it() {
    let desk = Desk::new().await;
    let here = desk.here().await;
    let rewritten = desk.bench.halo.fault(each(|ticket| {
        ticket["summary"] = "Phishing at Brayford".into();
        ticket["third_party_id_string"] = Value::Null;
    }));
    desk.bench.halo.set_ticket_status(desk.halo, CLOSED);
    for _ in 0..3 {
        desk.poll().await;
    }
    let row = desk.details().await.row;
    assert_eq!(
        (row.state, row.gone),
        (TicketState::Gone, Some(TicketGone::NotOurs))
    );
    assert_eq!(row.status_key, here, "another's status is not ours");
    let gone = desk
        .told()
        .await
        .into_iter()
        .filter(|kind| *kind == Kind::Gone);
    assert_eq!(gone.count(), 1, "told once");
    assert_eq!(desk.writes(), 0);

    desk.bench.halo.remove_fault(rewritten);
    for _ in 0..3 {
        desk.poll().await;
    }
    let row = desk.details().await.row;
    assert_eq!((row.state, row.gone), (TicketState::InStep, None));
    assert_eq!(row.status_key, "resolved");
}

#[tokio::test]
async fn a_ticket_without_a_status_was_not_compared() {
    let desk = Desk::new().await;
    let before = desk.details().await.row.last_synced_at;
    let silent = desk.bench.halo.fault(each(|ticket| {
        ticket["status_id"] = Value::Null;
    }));
    desk.bench.clock.forward(SignedDuration::from_mins(1));
    desk.bench.halo.set_ticket_status(desk.halo, CLOSED);
    desk.poll().await;
    assert_eq!(desk.details().await.row.last_synced_at, before);
    desk.bench.halo.remove_fault(silent);
    desk.poll().await;
    assert_ne!(desk.details().await.row.last_synced_at, before);
    assert_eq!(desk.here().await, "resolved");
}

#[tokio::test]
async fn a_poll_that_breaks_off_is_followed_by_another() {
    let desk = Desk::new().await;
    let slow = Fault::get("/Tickets").delay(Duration::from_secs(5));
    let slow = desk.bench.halo.fault(slow);
    let is_asked = async {
        while desk.bench.halo.fault_hits(slow) == 0 {
            sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        biased;
        () = is_asked => {}
        end = desk.engine().poll_now(desk.profile) => panic!("{end:?}"),
    }
    let line = desk.line().await;
    assert!(!line.is_polling, "nothing asks any more");
    assert!(line.failure.unwrap().what.contains("broke off"));
    desk.bench.halo.remove_fault(slow);
    desk.bench.halo.set_ticket_status(desk.halo, CLOSED);
    desk.poll().await;
    assert_eq!(desk.here().await, "resolved");
    assert_eq!(desk.line().await.failure, None);
}

#[tokio::test]
async fn a_note_that_was_promised_goes_while_the_statuses_wait_for_a_decision() {
    let desk = Desk::new().await;
    desk.rule(ConflictRule::Ask).await;
    desk.edit("investigating").await;
    desk.bench.halo.set_ticket_status(desk.halo, WITH_USER);
    desk.poll().await;
    assert_eq!(desk.conflict().await.state, SyncState::Conflict);
    let organization = desk.details().await.row.organization;
    let more = form(organization, "Seen again", "A-1");
    let plan = desk.engine().ticket_plan(desk.profile, more.clone()).await;
    assert_eq!(plan.unwrap().hold, None);
    let more = desk.engine().create_ticket(desk.profile, more).await;
    assert_eq!(more.unwrap().became, CreatedAs::Note);
    desk.send().await;
    let notes = desk.bench.halo.notes(desk.halo);
    assert!(notes.iter().any(|note| note.text.contains("Seen again")));
    assert_eq!(desk.conflict().await.state, SyncState::Conflict);
}
