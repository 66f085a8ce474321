//! Tickets in strange places: closed in Halo meanwhile, out of the agent's sight, of an organisation that is not the one
//! that was chosen, left behind in another Halo.

use engine::domain::ticket::{
    SendTrouble, TicketEventKind as Kind, TicketGone, TicketState as State,
};
use engine::domain::{OurTicketId, TicketId};
use engine::tickets::{CreatedAs, TicketForm};
use engine::wizard::TypedAddresses;
use engine::{Error, HaloDecision, TaskState};
use halo_sim::{Config, Fault, Running, Scenario, Simulator};
use jiff::SignedDuration;
use serde_json::json;

use crate::testing_tickets::{INCIDENT, rules};
use crate::ticket_desk::{BRAYFORD, Desk, form, kinds, map, organization};

#[tokio::test]
async fn two_notes_on_a_ticket_that_was_closed_in_halo_become_one_new_ticket() {
    let desk = Desk::new().await;
    let (_, halo) = desk.sent("Phishing reported", "A-1").await;
    desk.bench.halo.set_ticket_status(halo, 9);
    desk.create("Phishing a second time", "A-1").await;
    desk.create("Phishing a third time", "A-1").await;
    desk.create("Another alarm", "A-2").await;
    let end = desk.send().await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
    assert_eq!(desk.made(), 3, "the new one, and the one behind it");
    let opened = desk.window("second time", None).await.rows.remove(0).row;
    assert_eq!(opened.state, State::InStep);
    let notes = desk
        .bench
        .halo
        .notes(i64::from(opened.halo_ticket.unwrap().get()));
    let third = notes.iter().filter(|note| note.text.contains("third time"));
    assert_eq!(third.count(), 1, "{notes:?}");
    assert_eq!(desk.window("", Some(State::Waiting)).await.rows.len(), 0);
}

#[tokio::test]
async fn a_ticket_that_the_agent_may_not_see_is_made_once() {
    let desk = Desk::new().await;
    let blind = [
        Fault::get("/Tickets/*").status(404),
        Fault::get("/Tickets").edit_json(|list| list["tickets"] = json!([])),
    ];
    let blind = blind.map(|fault| desk.bench.halo.fault(fault));
    let created = desk.create("Phishing reported", "").await;
    let engine = &desk.bench.engine;
    desk.send().await;
    for _ in 0..2 {
        engine
            .retry_ticket(desk.profile, created.ticket)
            .await
            .unwrap();
        desk.send().await;
        desk.bench.clock.forward(SignedDuration::from_mins(3));
        desk.send().await;
    }
    assert_eq!(desk.made(), 1);
    let details = desk.details(created.ticket).await;
    assert_eq!(
        (details.row.state, details.row.gone),
        (State::Gone, Some(TicketGone::NoAccess))
    );
    assert!(!details.can_discard);
    let discarded = engine.discard_ticket(desk.profile, created.ticket).await;
    assert!(matches!(discarded, Err(Error::NotFound { .. })));

    // Seen again, it is followed.
    for fault in blind {
        desk.bench.halo.remove_fault(fault);
    }
    engine.poll_now(desk.profile).await.unwrap();
    let details = desk.details(created.ticket).await;
    assert!(details.row.gone.is_none(), "{details:#?}");
    assert!(kinds(&details).contains(&Kind::Back));
}

#[tokio::test]
async fn a_ticket_that_cannot_be_looked_up_is_not_sent_twice() {
    let desk = Desk::new().await;
    let halo = &desk.bench.halo;
    for name in ["third_party_id_string", "search_summary"] {
        halo.fault(Fault::get("/Tickets").ignore_query(name));
    }
    // The ticket is made, the answer makes no sense, and so does the look-up right after it.
    halo.fault(Fault::post("/Tickets").once().truncate(20));
    let unseen = halo.fault(Fault::get("/Tickets").status(503));
    let created = desk.create("Phishing reported", "").await;
    desk.send().await;
    halo.remove_fault(unseen);
    // A busy hour.
    for _ in 0..150 {
        halo.create_ticket(2, 1, "Somebody else's").unwrap();
    }
    desk.bench.clock.forward(SignedDuration::from_mins(3));
    desk.send().await;
    assert_eq!(desk.made(), 1);
    let row = desk.details(created.ticket).await.row;
    assert_eq!(row.state, State::InStep, "{row:#?}");
}

/// A ticket whose answer was lost, in a Halo that is too busy for it to be found.
pub(crate) async fn lost_in_a_crowd(desk: &Desk, is_made: bool) -> OurTicketId {
    let halo = &desk.bench.halo;
    for name in ["third_party_id_string", "search_summary"] {
        halo.fault(Fault::get("/Tickets").ignore_query(name));
    }
    let lost = Fault::post("/Tickets").once();
    halo.fault(if is_made {
        lost.truncate(20)
    } else {
        lost.status(504)
    });
    let unseen = halo.fault(Fault::get("/Tickets").status(503));
    let created = desk.create("Phishing reported", "").await;
    desk.send().await;
    halo.remove_fault(unseen);
    for _ in 0..1_050 {
        halo.create_ticket(2, 1, "Somebody else's").unwrap();
    }
    // Nobody is asked to look for what may still land, and nobody's word counts before that.
    let engine = &desk.bench.engine;
    desk.send().await;
    let details = desk.details(created.ticket).await;
    assert_eq!(details.row.state, State::Waiting, "{details:#?}");
    let early = engine
        .settle_lost_ticket(desk.profile, created.ticket, None)
        .await;
    assert!(matches!(early, Err(Error::NotFound { .. })), "{early:?}");
    desk.bench.clock.forward(SignedDuration::from_mins(3));
    desk.send().await;
    let details = desk.details(created.ticket).await;
    assert_eq!(details.row.state, State::Failed, "{details:#?}");
    // A clock that was set back since proves nothing.
    desk.bench.clock.forward(SignedDuration::from_mins(-3));
    let early = engine
        .settle_lost_ticket(desk.profile, created.ticket, None)
        .await;
    assert!(
        matches!(&early, Err(Error::NeedsConfirmation { message }) if message.contains("two minutes")),
        "{early:?}"
    );
    desk.bench.clock.forward(SignedDuration::from_mins(3));
    let failure = details.writes[0].failure.clone().unwrap();
    assert_eq!(failure.trouble, SendTrouble::Unfindable);
    assert!(
        failure.what.contains("not among the 1000 newest"),
        "{failure:?}"
    );
    assert_eq!(desk.made(), usize::from(is_made), "nothing is sent unseen");
    created.ticket
}

#[tokio::test]
async fn a_ticket_beyond_what_can_be_searched_waits_for_a_person_who_finds_it() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let ticket = lost_in_a_crowd(&desk, true).await;
    // Trying again changes nothing about it.
    engine.retry_ticket(desk.profile, ticket).await.unwrap();
    desk.send().await;
    assert_eq!(desk.made(), 1);
    let reference = desk.details(ticket).await.row.reference;
    let tickets = desk.bench.halo.tickets();
    let ours = tickets
        .iter()
        .find(|one| one.third_party_id_string == reference)
        .unwrap();
    let number = |id: i64| Some(TicketId::new(i32::try_from(id).unwrap()));
    let foreign = engine
        .settle_lost_ticket(desk.profile, ticket, number(ours.id + 1))
        .await;
    assert!(
        matches!(foreign, Err(Error::NotOurTicket { .. })),
        "{foreign:?}"
    );
    let nobody = engine
        .settle_lost_ticket(desk.profile, ticket, number(999_999))
        .await;
    assert!(matches!(nobody, Err(Error::NotFound { .. })), "{nobody:?}");
    engine
        .settle_lost_ticket(desk.profile, ticket, number(ours.id))
        .await
        .unwrap();
    let details = desk.details(ticket).await;
    assert_eq!(details.row.state, State::InStep, "{details:#?}");
    assert_eq!(details.row.halo_ticket, number(ours.id));
    assert!(kinds(&details).contains(&Kind::Found));
    let again = engine.settle_lost_ticket(desk.profile, ticket, None).await;
    assert!(matches!(again, Err(Error::NotFound { .. })), "{again:?}");
    desk.send().await;
    assert_eq!(desk.made(), 1);
}

#[tokio::test]
async fn one_that_a_person_did_not_find_is_sent_again() {
    let desk = Desk::new().await;
    let ticket = lost_in_a_crowd(&desk, false).await;
    let engine = &desk.bench.engine;
    engine
        .settle_lost_ticket(desk.profile, ticket, None)
        .await
        .unwrap();
    desk.send().await;
    assert_eq!(desk.made(), 1);
    assert_eq!(desk.details(ticket).await.row.state, State::InStep);
}

#[tokio::test]
async fn one_that_was_plainly_refused_is_tried_again_where_nobody_can_search() {
    let desk = Desk::new().await;
    let halo = &desk.bench.halo;
    for name in ["third_party_id_string", "search_summary"] {
        halo.fault(Fault::get("/Tickets").ignore_query(name));
    }
    for _ in 0..1_050 {
        halo.create_ticket(2, 1, "Somebody else's").unwrap();
    }
    halo.fault(Fault::post("/Tickets").once().status(400));
    let created = desk.create("Phishing reported", "").await;
    desk.send().await;
    assert_eq!(desk.details(created.ticket).await.row.state, State::Failed);
    let engine = &desk.bench.engine;
    engine
        .retry_ticket(desk.profile, created.ticket)
        .await
        .unwrap();
    desk.send().await;
    assert_eq!(desk.made(), 1);
    assert_eq!(desk.details(created.ticket).await.row.state, State::InStep);
}

#[tokio::test]
async fn an_external_id_of_another_organisation_is_refused_by_name() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    desk.sent("Phishing reported", "A-1").await;
    let other = organization(engine, desk.profile, "Wexcombe").await;
    map(engine, desk.profile, other, BRAYFORD + 1).await;
    let wrong = form(other, "Disk full", "A-1");
    let planned = engine.ticket_plan(desk.profile, wrong.clone()).await;
    let entered = engine.create_ticket(desk.profile, wrong).await;
    for refused in [planned.map(|_| ()), entered.map(|_| ())] {
        let Err(Error::InvalidInput { field, message }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(field, "externalId");
        assert!(message.contains("Brayford Dental"), "{message}");
    }
    assert_eq!(desk.window("", None).await.counts.all, 1);
    desk.send().await;
    assert_eq!(desk.made(), 1);
}

#[tokio::test]
async fn what_was_shown_is_what_is_entered() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let alarm = form(desk.organization, "Phishing reported", "A-1");
    let planned = engine
        .ticket_plan(desk.profile, alarm.clone())
        .await
        .unwrap();
    // Somebody else is quicker, so it would become a note.
    let (quicker, _) = desk.sent("Phishing, told by another", "A-1").await;
    let pressed = TicketForm {
        reference: Some(planned.reference),
        ..alarm.clone()
    };
    let entered = engine.create_ticket(desk.profile, pressed.clone()).await;
    assert!(
        matches!(entered, Err(Error::NeedsConfirmation { .. })),
        "{entered:?}"
    );
    let again = TicketForm {
        note_on: Some(quicker),
        ..pressed
    };
    let entered = engine.create_ticket(desk.profile, again).await.unwrap();
    assert_eq!((entered.ticket, entered.became), (quicker, CreatedAs::Note));
}

#[tokio::test]
async fn the_number_of_a_ticket_in_the_halo_that_was_left_is_free_in_the_next() {
    let desk = Desk::new().await;
    let (left, number) = desk.sent("In the trial", "").await;
    let (closed, _) = desk.sent("Gone before", "").await;
    let halo = desk.details(closed).await.row.halo_ticket.unwrap();
    desk.bench.halo.delete_ticket(i64::from(halo.get()));
    for _ in 0..3 {
        desk.bench.engine.poll_now(desk.profile).await.unwrap();
    }
    let next = Simulator::start(Config {
        tenant: "westbrook".to_owned(),
        client_id: Some(desk.bench.halo.client_id().to_owned()),
        client_secret: Some(desk.bench.halo.client_secret()),
        ..Config::new(Scenario::msp())
    })
    .await
    .unwrap();
    desk.move_to(&next).await;

    // The next Halo gives both numbers again.
    for (summary, made) in [
        ("First there", number),
        ("Second there", i64::from(halo.get())),
    ] {
        let created = desk.create(summary, "").await;
        let end = desk.send().await;
        assert!(matches!(end, TaskState::Done(_)), "{end:?}");
        let row = desk.details(created.ticket).await.row;
        assert_eq!(row.state, State::InStep, "{row:#?}");
        assert_eq!(row.halo_ticket.map(|id| i64::from(id.get())), Some(made));
    }
    let details = desk.details(left).await;
    assert_eq!(
        (details.row.state, details.row.halo_ticket),
        (State::Gone, None)
    );
    assert!(!details.can_discard);
    let told = &details.events[0].event;
    assert!(told.note.as_ref().unwrap().contains(&number.to_string()));
    next.clear_requests();
    desk.bench.engine.poll_now(desk.profile).await.unwrap();
    let asked = next.requests_to("GET", "/Tickets");
    let numbers = asked.iter().filter_map(|one| one.query("ticketids"));
    assert!(numbers.into_iter().all(|ids| ids.split(',').count() == 2));
}

impl Desk {
    /// The connection leads to another Halo from now on, with the same customers and rules.
    async fn move_to(&self, next: &Running) {
        let (engine, profile) = (&self.bench.engine, self.profile);
        let typed = TypedAddresses {
            api: format!("{}/api", next.base_url()),
            auth: format!("{}/auth", next.base_url()),
            tenant: "westbrook".to_owned(),
        };
        engine.save_typed_addresses(profile, &typed).await.unwrap();
        self.bench.checked(profile).await;
        engine.finish_wizard(profile).await.unwrap();
        engine
            .decide_halo(profile, HaloDecision::OtherHalo)
            .await
            .unwrap();
        self.bench
            .ended(async |engine| engine.read_halo(profile).await.unwrap())
            .await;
        map(engine, profile, self.organization, BRAYFORD).await;
        let mapped = rules(&self.bench, profile, INCIDENT).await;
        let version = engine.ticket_rules_form(profile).await.unwrap().version;
        engine
            .save_ticket_rules(profile, mapped, version, false)
            .await
            .unwrap();
    }
}
