//! A Halo that does not know the filter by which ours are asked for: each has its turn, and none is said to have been
//! compared that was not.

use engine::domain::ticket::TicketState;
use halo_sim::Fault;
use jiff::SignedDuration;

use crate::ticket_desk::Desk;

#[tokio::test]
async fn when_more_changed_than_is_worth_reading_each_has_its_turn_at_once() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let mut ours = Vec::new();
    for number in 0..25 {
        ours.push(desk.create(&format!("Alarm {number}"), "").await.ticket);
    }
    desk.send().await;
    for _ in 0..2 {
        engine.poll_now(desk.profile).await.unwrap();
        desk.send().await;
    }
    desk.bench
        .halo
        .fault(Fault::get("/Tickets").ignore_query("ticketids"));
    for ticket in &ours {
        let number = desk.details(*ticket).await.row.halo_ticket.unwrap();
        desk.bench
            .halo
            .set_ticket_status(i64::from(number.get()), 9);
    }
    for _ in 0..120 {
        desk.bench
            .halo
            .create_ticket(2, 1, "Somebody else's")
            .unwrap();
    }
    for _ in 0..3 {
        engine.poll_now(desk.profile).await.unwrap();
    }
    let mut open = 0;
    for ticket in &ours {
        open += usize::from(!desk.details(*ticket).await.row.halo_closed);
    }
    assert_eq!(open, 0, "of 25, ten in each poll");
}

#[tokio::test]
async fn tickets_that_no_list_shows_are_asked_for_in_turn() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let mut ours = Vec::new();
    for number in 0..25 {
        ours.push(desk.create(&format!("Alarm {number}"), "").await.ticket);
    }
    desk.send().await;
    engine.poll_now(desk.profile).await.unwrap();
    desk.send().await;
    desk.bench
        .halo
        .fault(Fault::get("/Tickets").ignore_query("ticketids"));
    for _ in 0..120 {
        desk.bench
            .halo
            .create_ticket(2, 1, "Somebody else's")
            .unwrap();
    }
    let last = *ours.last().unwrap();
    let number = desk.details(last).await.row.halo_ticket.unwrap();
    desk.bench.halo.delete_ticket(i64::from(number.get()));

    let mut compared = Vec::new();
    for _ in 0..9 {
        desk.bench.clock.forward(SignedDuration::from_mins(1));
        engine.poll_now(desk.profile).await.unwrap();
        let mut stamps = Vec::new();
        for ticket in &ours {
            stamps.push(desk.details(*ticket).await.row.last_synced_at);
        }
        let newest = stamps.iter().max().cloned();
        let fresh = stamps.into_iter().filter(|at| Some(at) == newest.as_ref());
        compared.push(fresh.count());
    }
    assert_eq!(desk.details(last).await.row.state, TicketState::Gone);
    assert!(compared.iter().any(|fresh| *fresh < 25), "{compared:?}");
}
