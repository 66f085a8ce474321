//! Taking back what never left, and giving up what Halo refused: nothing that nobody wants any more stands in the way of
//! what is wanted.

use engine::Error;
use engine::domain::ticket::{
    HoldReason, SendState, TicketEventKind as Kind, TicketState as State,
};
use engine::organizations::{Act, SetAside};
use engine::tickets::{CreatedAs, GivingUp};
use halo_sim::{Fault, FaultId};

use crate::ticket_desk::{Desk, kinds};

impl Desk {
    fn refused_with(&self, path: &str, words: &str) -> FaultId {
        let words = serde_json::json!(words).to_string();
        let refusal = Fault::post(path).reply(400, "application/json", words);
        self.bench.halo.fault(refusal)
    }
}

#[tokio::test]
async fn a_ticket_that_could_not_leave_is_taken_back() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    // The agent may not for a while: surely nothing was done.
    let away = Fault::post("/Tickets").status(403);
    let away = desk.bench.halo.fault(away);
    let by_mistake = desk.create("By mistake", "").await.ticket;
    let held = desk.create("Of an excluded organisation", "").await.ticket;
    for _ in 0..2 {
        desk.send().await;
    }
    assert!(desk.bench.halo.fault_hits(away) > 0);
    let details = desk.details(by_mistake).await;
    assert_eq!(details.row.state, State::Waiting);
    assert!(details.can_discard, "{details:#?}");
    engine
        .discard_ticket(desk.profile, by_mistake)
        .await
        .unwrap();

    // What a held one says can be done can be done.
    let version = engine
        .organization_detail(desk.profile, desk.organization)
        .await
        .unwrap()
        .row
        .version;
    let exclude = Act::Exclude(SetAside {
        reason: "A reseller".to_owned(),
        review_on: None,
    });
    engine
        .decide(desk.profile, desk.organization, version, exclude)
        .await
        .unwrap();
    desk.send().await;
    let details = desk.details(held).await;
    assert_eq!(details.row.hold, Some(HoldReason::OrganizationExcluded));
    assert!(details.can_discard);
    engine.discard_ticket(desk.profile, held).await.unwrap();

    desk.bench.halo.remove_fault(away);
    desk.send().await;
    assert_eq!(
        (desk.made(), desk.window("", None).await.counts.all),
        (0, 0)
    );
}

#[tokio::test]
async fn a_note_that_is_given_up_is_told_and_never_sent() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let (ticket, halo) = desk.sent("Phishing reported", "A-1").await;
    let nothing = engine.give_up_ticket(desk.profile, ticket).await;
    assert!(
        matches!(nothing, Err(Error::NotFound { .. })),
        "{nothing:?}"
    );
    let refused = desk.refused_with("/Actions", "This action is not in the workflow");
    desk.create("Phishing again", "A-1").await;
    desk.send().await;
    let details = desk.details(ticket).await;
    assert_eq!(details.row.state, State::Failed);
    assert_eq!(details.can_give_up, Some(GivingUp::Notes));

    // What is of another kind does not wait for it.
    desk.set_status(ticket, &desk.closed_key().await).await;
    desk.send().await;
    assert!(desk.bench.halo.ticket(halo).unwrap().closed);
    engine.give_up_ticket(desk.profile, ticket).await.unwrap();
    desk.bench.halo.remove_fault(refused);
    desk.send().await;
    let details = desk.details(ticket).await;
    assert_eq!(details.row.state, State::InStep);
    let given_up = details
        .events
        .iter()
        .find(|row| row.event.kind == Kind::Discarded);
    let told = given_up.unwrap().event.note.clone().unwrap();
    assert!(told.contains("Phishing again"), "{told}");
    let notes = desk.bench.halo.notes(halo);
    assert!(
        notes
            .iter()
            .all(|note| !note.text.contains("Phishing again"))
    );
}

#[tokio::test]
async fn a_ticket_that_is_given_up_keeps_its_row_and_takes_nothing_more() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let refused = desk.refused_with("/Tickets", "Please select a Site");
    let ticket = desk.create("Phishing reported", "A-1").await.ticket;
    desk.send().await;
    let behind = desk.create("Phishing again", "A-1").await;
    assert_eq!((behind.ticket, behind.became), (ticket, CreatedAs::Note));
    assert_eq!(
        desk.details(ticket).await.can_give_up,
        Some(GivingUp::Ticket)
    );
    engine.give_up_ticket(desk.profile, ticket).await.unwrap();
    desk.bench.halo.remove_fault(refused);
    let details = desk.details(ticket).await;
    assert_eq!((details.row.state, details.row.gone), (State::Gone, None));
    assert!(kinds(&details).contains(&Kind::Discarded));
    assert!(
        !details
            .writes
            .iter()
            .any(|send| send.state == SendState::Waiting)
    );
    let key = desk.closed_key().await;
    let changed = engine.change_ticket_status(desk.profile, ticket, key).await;
    assert!(
        matches!(changed, Err(Error::NotFound { .. })),
        "{changed:?}"
    );
    engine.retry_ticket(desk.profile, ticket).await.unwrap();
    desk.send().await;
    assert_eq!(desk.made(), 0);

    // The next of its number is a ticket of its own.
    let next = desk.create("Phishing a third time", "A-1").await;
    assert_eq!(next.became, CreatedAs::Ticket);
    desk.send().await;
    assert_eq!(desk.made(), 1);
}
