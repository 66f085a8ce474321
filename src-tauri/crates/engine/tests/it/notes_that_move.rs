//! Notes whose ticket cannot take them any more: it is another customer's, or gone. What they tell is in Halo once, at
//! the organisation's own customer, or waits here.

use std::time::Duration;

use engine::database::tickets::ListRow;
use engine::domain::ticket::{
    HoldReason, SendState, TicketEventKind as Kind, TicketGone, TicketState as State,
};
use engine::organizations::{Act, SetAside};
use engine::tickets::{CreatedAs, PlannedWrite};
use engine::{Tag, TaskState};
use halo_sim::Fault;
use jiff::SignedDuration;
use tokio::time::sleep;

use crate::ticket_desk::{BRAYFORD, Desk, form, kinds, map, organization};

const WEXCOMBE: i32 = BRAYFORD + 1;

impl Desk {
    async fn act(&self, act: Act) {
        let engine = &self.bench.engine;
        let detail = engine.organization_detail(self.profile, self.organization);
        let version = detail.await.unwrap().row.version;
        let done = engine.decide(self.profile, self.organization, version, act);
        done.await.unwrap();
    }

    async fn map_to(&self, customer: i32) {
        map(
            &self.bench.engine,
            self.profile,
            self.organization,
            customer,
        )
        .await;
    }

    fn has_note(&self, ticket: i64, text: &str) -> bool {
        let notes = self.bench.halo.notes(ticket);
        notes.iter().any(|note| note.text.contains(text))
    }

    async fn found(&self, text: &str) -> ListRow {
        self.window(text, None).await.rows.remove(0).row
    }

    /// Of our tickets in Halo, the customers of those with a subject of these words.
    fn customers_of(&self, text: &str) -> Vec<i64> {
        let tickets = self.bench.halo.tickets();
        let ours = tickets.iter().filter(|one| one.summary.contains(text));
        ours.map(|one| one.client_id).collect()
    }
}

fn on_hold() -> Act {
    Act::Hold(SetAside {
        reason: "Asking them".to_owned(),
        review_on: None,
    })
}

#[tokio::test]
async fn more_of_the_same_never_goes_to_the_customer_of_before() {
    for is_mapped_anew in [true, false] {
        let desk = Desk::new().await;
        let (_, before) = desk.sent("Phishing reported", "A-1").await;
        // One that waits already, and one that is entered afterwards.
        desk.create("Seen again", "A-1").await;
        if is_mapped_anew {
            desk.map_to(WEXCOMBE).await;
        } else {
            desk.act(on_hold()).await;
        }
        let again = form(desk.organization, "A third time", "A-1");
        let plan = desk.bench.engine.ticket_plan(desk.profile, again).await;
        assert_eq!(plan.unwrap().write, PlannedWrite::Ticket);
        let third = desk.create("A third time", "A-1").await;
        let wanted = if is_mapped_anew {
            CreatedAs::Ticket
        } else {
            CreatedAs::Held
        };
        assert_eq!(third.became, wanted);
        desk.send().await;
        desk.send().await;
        assert!(!desk.has_note(before, "Seen again"));
        assert!(!desk.has_note(before, "A third time"));
        let third = desk.details(third.ticket).await.row;
        if is_mapped_anew {
            assert_eq!(desk.made(), 2, "the third, and the second as a note on it");
            assert_eq!(desk.customers_of("A third time"), [i64::from(WEXCOMBE)]);
            let made = i64::from(third.halo_ticket.unwrap().get());
            assert!(desk.has_note(made, "Seen again"));
        } else {
            assert_eq!(desk.made(), 1);
            assert_eq!(third.state, State::Held);
        }
    }
}

#[tokio::test]
async fn a_note_for_a_ticket_that_somebody_moved_becomes_a_ticket_at_the_own_customer() {
    let desk = Desk::new().await;
    let (_, moved) = desk.sent("Phishing reported", "A-1").await;
    desk.bench.halo.move_ticket(moved, i64::from(WEXCOMBE));
    desk.create("Seen again", "A-1").await;
    desk.send().await;
    assert!(!desk.has_note(moved, "Seen again"));
    assert_eq!(desk.customers_of("Seen again"), [i64::from(BRAYFORD)]);
    let row = desk.found("Seen again").await;
    assert_eq!(row.state, State::InStep);
    let told = desk.details(row.id).await.events;
    let words = told.iter().filter_map(|row| row.event.note.as_deref());
    assert!(
        words
            .into_iter()
            .any(|note| note.contains("not at this organisation's customer")),
        "{told:?}"
    );
}

#[tokio::test]
async fn rules_that_were_revoked_keep_no_note_from_its_own_customer() {
    let desk = Desk::new().await;
    let (_, halo) = desk.sent("Phishing reported", "A-1").await;
    let engine = &desk.bench.engine;
    engine.revoke_ticket_rules(desk.profile).await.unwrap();
    desk.create("Seen again", "A-1").await;
    desk.send().await;
    assert!(desk.has_note(halo, "Seen again"));
    assert_eq!(desk.made(), 1);
}

#[tokio::test]
async fn a_note_never_moves_onto_another_organisations_ticket() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let (_, closed) = desk.sent("Phishing reported", "A-1").await;
    desk.create("Seen again", "A-1").await;
    desk.bench.halo.set_ticket_status(closed, 9);
    engine.poll_now(desk.profile).await.unwrap();
    // This vendor counts for each organisation.
    let other = organization(engine, desk.profile, "Wexcombe").await;
    map(engine, desk.profile, other, WEXCOMBE).await;
    let theirs = form(other, "Disk full", "A-1");
    let theirs = engine.create_ticket(desk.profile, theirs).await.unwrap();
    assert_eq!(theirs.became, CreatedAs::Ticket);
    desk.send().await;
    desk.send().await;
    let theirs = desk.details(theirs.ticket).await.row.halo_ticket.unwrap();
    assert!(!desk.has_note(i64::from(theirs.get()), "Seen again"));
    assert_eq!(desk.customers_of("Seen again"), [i64::from(BRAYFORD)]);
    let ours = desk.found("Seen again").await;
    let ours = desk.details(ours.id).await.row;
    assert_eq!(ours.external_id.as_deref(), Some("A-1"));
}

#[tokio::test]
async fn a_ticket_whose_customer_is_parted_while_halo_is_asked_is_held() {
    let desk = Desk::new().await;
    let halo = &desk.bench.halo;
    let lost = halo.fault(Fault::post("/Tickets").once().status(504));
    let created = desk.create("Phishing reported", "").await;
    desk.send().await;
    assert_eq!(halo.fault_hits(lost), 1);
    desk.bench.clock.forward(SignedDuration::from_mins(3));
    // The look-up takes a while, and meanwhile somebody sees that the pair is wrong.
    let slow = halo.fault(Fault::get("/Tickets").delay(Duration::from_millis(400)));
    desk.bench.engine.send_tickets_now(desk.profile);
    while halo.fault_hits(slow) == 0 {
        sleep(Duration::from_millis(5)).await;
    }
    desk.act(Act::Unmap).await;
    while !desk.bench.engine.running_tasks().is_empty() {
        sleep(Duration::from_millis(5)).await;
    }
    halo.remove_fault(slow);
    assert_eq!(desk.made(), 0);
    desk.send().await;
    assert_eq!(desk.made(), 0);
    let row = desk.details(created.ticket).await.row;
    assert_eq!(row.state, State::Held);
}

#[tokio::test]
async fn a_note_that_waits_outlives_its_ticket() {
    for gone in [TicketGone::Merged, TicketGone::Deleted] {
        for seen_by_a_poll in [true, false] {
            let desk = Desk::new().await;
            let engine = &desk.bench.engine;
            let (first, halo) = desk.sent("Phishing reported", "A-1").await;
            desk.create("Seen again", "A-1").await;
            desk.create("A third time", "A-1").await;
            if gone == TicketGone::Merged {
                let into = desk.bench.halo.create_ticket(12, 1, "Other").unwrap();
                desk.bench.halo.merge_ticket(halo, into);
            } else {
                desk.bench.halo.delete_ticket(halo);
            }
            // A look alone does not tell a deleted ticket from one out of sight; polls do.
            let polls = if seen_by_a_poll || gone == TicketGone::Deleted {
                4
            } else {
                0
            };
            for _ in 0..polls {
                engine.poll_now(desk.profile).await.unwrap();
            }
            for _ in 0..3 {
                desk.send().await;
            }
            let former = desk.details(first).await;
            assert_eq!(former.row.gone, Some(gone), "{seen_by_a_poll}");
            let again = desk.found("Seen again").await;
            assert_eq!(again.state, State::InStep, "{gone:?} {seen_by_a_poll}");
            assert_eq!(desk.customers_of("Seen again"), [i64::from(BRAYFORD)]);
            let made = i64::from(again.halo_ticket.unwrap().get());
            assert!(desk.has_note(made, "A third time"));
            let told = kinds(&desk.details(again.id).await);
            assert!(told.contains(&Kind::Opened), "{told:?}");
        }
    }
}

#[tokio::test]
async fn a_note_that_may_have_arrived_on_a_merged_ticket_is_not_sent_again_and_that_is_told() {
    let desk = Desk::new().await;
    let (first, halo) = desk.sent("Phishing reported", "A-1").await;
    desk.create("Seen again", "A-1").await;
    desk.bench.halo.fault(Fault::post("/Actions").status(504));
    desk.send().await;
    let writes = desk.details(first).await.writes;
    assert_eq!(writes[0].state, SendState::Unanswered);
    desk.bench.halo.clear_faults();
    let into = desk.bench.halo.create_ticket(12, 1, "Other").unwrap();
    desk.bench.halo.merge_ticket(halo, into);
    desk.bench.clock.forward(SignedDuration::from_mins(3));
    desk.send().await;
    assert_eq!(desk.made(), 1);
    let events = desk.details(first).await.events;
    let mut words = events.iter().filter_map(|row| row.event.note.as_deref());
    assert!(
        words.any(|note| note.contains("not sent again: Seen again")),
        "{events:?}"
    );
}

#[tokio::test]
async fn a_look_that_is_refused_does_not_end_the_wait_for_a_lost_ticket() {
    let desk = Desk::new().await;
    let halo = &desk.bench.halo;
    halo.fault(Fault::post("/Tickets").once().status(504));
    desk.create("Phishing reported", "").await;
    let refused = halo.fault(Fault::get("/Tickets").status(403));
    desk.send().await;
    desk.bench.clock.forward(SignedDuration::from_secs(15));
    desk.send().await;
    assert!(halo.fault_hits(refused) >= 2);
    halo.remove_fault(refused);
    desk.bench.clock.forward(SignedDuration::from_secs(30));
    desk.send().await;
    assert_eq!(desk.made(), 0, "the first may still land");
    desk.bench.clock.forward(SignedDuration::from_mins(2));
    desk.send().await;
    assert_eq!(desk.made(), 1);
}

#[tokio::test]
async fn a_wake_rewrites_no_ticket_that_stays_held_and_tells_a_new_reason() {
    let desk = Desk::unmapped().await;
    let held = desk.create("Held", "").await.ticket;
    let frozen = desk.bench.store.write(|tx| {
        tx.execute_batch(
            "CREATE TRIGGER frozen BEFORE UPDATE ON ticket
             BEGIN SELECT RAISE(ABORT, 'rewritten'); END",
        )?;
        Ok(())
    });
    frozen.await.unwrap();
    let end = desk.send().await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    let thawed = desk
        .bench
        .store
        .write(|tx| Ok(tx.execute_batch("DROP TRIGGER frozen")?));
    thawed.await.unwrap();

    desk.bench.engine.keep_tickets_moving().await.unwrap();
    let before = desk.bench.invalidations(Tag::Tickets);
    desk.act(on_hold()).await;
    while desk.details(held).await.row.hold != Some(HoldReason::OrganizationHeld) {
        sleep(Duration::from_millis(5)).await;
    }
    while desk.bench.invalidations(Tag::Tickets) == before {
        sleep(Duration::from_millis(5)).await;
    }
}
