//! The outbox when something goes wrong inside of it: it pauses, says why, lets the other tickets go first, and stops when
//! it is told to.

use std::time::Duration;

use engine::domain::TicketId;
use engine::domain::status_sync::{Side, SyncState};
use engine::domain::ticket::TicketState as State;
use engine::test_ticket::WhatBecomes;
use engine::{Tag, TaskState};
use halo_sim::Fault;
use tokio::time::sleep;

use crate::outbox_strange::lost_in_a_crowd;
use crate::testing_tickets::choice;
use crate::ticket_desk::Desk;

/// Long enough for hundreds of passes to a simulator that answers at once.
const A_WHILE: Duration = Duration::from_millis(600);

impl Desk {
    /// Many tickets, being sent slowly by themselves; answers when the third is.
    async fn in_the_middle(&self) {
        for number in 0..20 {
            self.create(&format!("Alarm {number}"), "").await;
        }
        let slow = Fault::post("/Tickets").delay(Duration::from_millis(50));
        let slow = self.bench.halo.fault(slow);
        self.bench.engine.keep_tickets_moving().await.unwrap();
        while self.bench.halo.fault_hits(slow) < 3 {
            sleep(Duration::from_millis(5)).await;
        }
    }

    async fn until_nothing_runs(&self) {
        while !self.bench.engine.running_tasks().is_empty() {
            sleep(Duration::from_millis(5)).await;
        }
    }
}

#[tokio::test]
async fn cancel_stops_sending_until_somebody_wants_it_again() {
    let desk = Desk::new().await;
    desk.in_the_middle().await;
    let engine = &desk.bench.engine;
    engine.cancel_task(engine.running_tasks()[0].id);
    desk.until_nothing_runs().await;
    let before = desk.bench.halo.traffic().0;
    // Also when something changes that usually wakes the outbox.
    desk.create("One more", "").await;
    sleep(A_WHILE).await;
    assert_eq!(desk.bench.halo.traffic().0, before, "it was stopped");
    let waiting = desk.window("", None).await.waiting.unwrap();
    assert!(waiting.standing.reason.contains("stopped"), "{waiting:?}");
    assert_eq!(waiting.standing.next_in, None);

    desk.bench.halo.clear_faults();
    desk.bench.clock.forward(jiff::SignedDuration::from_mins(3));
    desk.send().await;
    desk.send().await;
    assert_eq!(desk.made(), 21);
    assert_eq!(desk.window("", None).await.waiting, None);
}

#[tokio::test]
async fn nothing_is_sent_any_more_once_the_connection_is_revoked() {
    let desk = Desk::new().await;
    desk.in_the_middle().await;
    desk.bench.engine.revoke(desk.profile).await.unwrap();
    let before = (desk.made(), desk.bench.halo.traffic().0);
    let tokens = desk.bench.halo.tokens_issued();
    sleep(A_WHILE).await;
    assert_eq!((desk.made(), desk.bench.halo.traffic().0), before);
    assert_eq!(desk.bench.halo.tokens_issued(), tokens);
    assert!(desk.made() < 20);
}

#[tokio::test]
async fn a_poll_that_failed_makes_nobody_wait_who_does_not() {
    let desk = Desk::new().await;
    desk.sent("Phishing reported", "").await;
    let engine = &desk.bench.engine;
    let away = desk.bench.halo.fault(Fault::everything().status(503));
    desk.bench.forget_client(desk.profile).await;
    assert!(engine.poll_now(desk.profile).await.is_err());
    assert_eq!(desk.window("", None).await.waiting, None);
    desk.create("Meanwhile", "").await;
    let waiting = desk.window("no such ticket", None).await.waiting.unwrap();
    assert_eq!(waiting.count, 1, "of all, not of those that are shown");
    desk.bench.halo.remove_fault(away);
}

#[tokio::test]
async fn the_test_ticket_is_not_made_at_the_same_time_as_another() {
    let desk = Desk::new().await;
    desk.create("Alarm", "").await;
    let slow = Fault::post("/Tickets").delay(Duration::from_millis(500));
    let slow = desk.bench.halo.fault(slow);
    let engine = &desk.bench.engine;
    engine.send_tickets_now(desk.profile);
    while desk.bench.halo.fault_hits(slow) == 0 {
        sleep(Duration::from_millis(5)).await;
    }
    let test = choice(WhatBecomes::Leave);
    engine.start_test_ticket(desk.profile, test).await.unwrap();
    sleep(Duration::from_millis(250)).await;
    assert_eq!(desk.bench.halo.fault_hits(slow), 1, "its turn comes later");
    desk.until_nothing_runs().await;
    assert_eq!(desk.made(), 2);
}

#[tokio::test]
async fn a_write_that_cannot_be_put_down_costs_one_pass_a_pause_and_lets_others_go() {
    let desk = Desk::new().await;
    desk.create("The first", "").await;
    let second = desk.create("The second", "").await;
    // The file takes no more about the first one.
    let broken = desk.bench.store.write(|tx| {
        tx.execute_batch(
            "CREATE TRIGGER full BEFORE UPDATE ON ticket_send
             WHEN NEW.state = 'unanswered' AND NEW.id = (SELECT min(id) FROM ticket_send)
             BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
        )?;
        Ok(())
    });
    broken.await.unwrap();
    let before = desk.bench.invalidations(Tag::Tickets);
    desk.bench.engine.keep_tickets_moving().await.unwrap();
    sleep(A_WHILE).await;
    let told = desk.bench.invalidations(Tag::Tickets) - before;
    assert!(told <= 3, "{told} passes");
    let waiting = desk.window("", None).await.waiting.unwrap();
    assert!(waiting.standing.next_in.unwrap() > Duration::from_secs(5));

    // After the pause it is the other's turn.
    let end = desk.send().await;
    assert!(matches!(end, TaskState::Failed(_)), "{end:?}");
    assert_eq!(desk.made(), 1);
    assert_eq!(desk.details(second.ticket).await.row.state, State::InStep);
}

#[tokio::test]
async fn who_says_which_ticket_it_is_starts_no_sending_that_was_stopped() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let lost = lost_in_a_crowd(&desk, true).await;
    desk.in_the_middle().await;
    engine.cancel_task(engine.running_tasks()[0].id);
    desk.until_nothing_runs().await;
    let made = desk.made();
    let reference = desk.details(lost).await.row.reference;
    let tickets = desk.bench.halo.tickets();
    let ours = tickets
        .iter()
        .find(|one| one.third_party_id_string == reference)
        .unwrap();
    let found = TicketId::new(i32::try_from(ours.id).unwrap());
    engine
        .settle_lost_ticket(desk.profile, lost, Some(found))
        .await
        .unwrap();
    assert_eq!(desk.details(lost).await.row.halo_ticket, Some(found));
    sleep(A_WHILE).await;
    assert_eq!(desk.made(), made, "it was stopped");
    let waiting = desk.window("", None).await.waiting.unwrap();
    assert!(waiting.standing.reason.contains("stopped"), "{waiting:?}");
}

#[tokio::test]
async fn nobody_waits_for_what_is_being_sent_to_decide_or_to_discard() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let (quarrel, halo) = desk.sent("Phishing reported", "").await;
    desk.set_status(quarrel, &desk.closed_key().await).await;
    desk.bench.halo.set_ticket_status(halo, 21);
    desk.send().await;
    let slow = Fault::post("/Tickets").delay(Duration::from_secs(20));
    let slow = desk.bench.halo.fault(slow.once());
    desk.create("Being sent", "").await;
    let unwanted = desk.create("Not wanted", "").await.ticket;
    let task = engine.send_tickets_now(desk.profile);
    while desk.bench.halo.fault_hits(slow) == 0 {
        sleep(Duration::from_millis(5)).await;
    }
    let conflict = engine.status_conflict(desk.profile, quarrel).await;
    let conflict = conflict.unwrap().unwrap();
    assert_eq!(conflict.state, SyncState::Conflict);
    engine
        .keep_status(desk.profile, quarrel, Side::Here, conflict.shown)
        .await
        .unwrap();
    engine.discard_ticket(desk.profile, unwanted).await.unwrap();
    let tasks = engine.running_tasks();
    assert!(tasks.iter().any(|running| running.id == task), "{tasks:?}");
    engine.cancel_task(task);
    desk.until_nothing_runs().await;
    desk.send().await;
    assert!(desk.bench.halo.ticket(halo).unwrap().closed, "as decided");
    assert_eq!(desk.window("Not wanted", None).await.counts.all, 0);
}
