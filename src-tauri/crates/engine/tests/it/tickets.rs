//! Tickets: entered, held, sent, read back, noted, closed and opened again; and what Halo can have against them.

use engine::domain::ticket::{
    HoldReason, TicketEventKind as Kind, TicketGone, TicketState as State,
};
use engine::domain::{CustomerId, TicketId};
use engine::organizations::{Act, SetAside};
use engine::tickets::{CreatedAs, PlannedWrite, TicketForm};
use engine::{Error, TaskState};
use halo_sim::{AgentRights, Fault};

use crate::testing_tickets::{INCIDENT, rules};
use crate::ticket_desk::{BRAYFORD, Desk, form, kinds, map, organization};

#[tokio::test]
async fn it_is_planned_made_once_and_read_back() {
    let desk = Desk::new().await;
    let first = form(desk.organization, "Phishing reported", "A-1");
    let plan = desk
        .bench
        .engine
        .ticket_plan(desk.profile, first.clone())
        .await
        .unwrap();
    assert_eq!((plan.write, plan.hold), (PlannedWrite::Ticket, None));
    let planned = |label: &str| {
        let field = plan.fields.iter().find(|field| field.label == label);
        field.unwrap().value.clone()
    };
    assert_eq!(
        planned("Summary"),
        format!("[{}] Phishing reported", plan.reference)
    );
    assert_eq!(desk.made(), 0, "planning sends nothing");

    let pressed = TicketForm {
        reference: Some(plan.reference.clone()),
        ..first
    };
    let engine = &desk.bench.engine;
    let created = engine
        .create_ticket(desk.profile, pressed.clone())
        .await
        .unwrap();
    let again = engine.create_ticket(desk.profile, pressed).await.unwrap();
    assert_eq!(created, again, "a second press changes nothing more");
    assert_eq!(created.became, CreatedAs::Ticket);
    assert_eq!(desk.details(created.ticket).await.row.state, State::Waiting);

    let end = desk.send().await;
    assert!(
        matches!(end, TaskState::Done(ref done) if done.all_well),
        "{end:?}"
    );
    assert_eq!(desk.made(), 1);
    let details = desk.details(created.ticket).await;
    assert_eq!(details.row.state, State::InStep);
    let halo = desk
        .bench
        .halo
        .ticket(i64::from(details.row.halo_ticket.unwrap().get()));
    let halo = halo.unwrap();
    assert_eq!(halo.client_id, i64::from(BRAYFORD));
    assert_eq!(halo.third_party_id_string, plan.reference);
    for label in ["Summary", "Customer", "Ticket type", "Priority"] {
        let row = details.read_back.iter().find(|row| row.label == label);
        let row = row.unwrap();
        assert!(row.same && row.sent == planned(label), "{row:?}");
    }
    assert_eq!(kinds(&details), [Kind::Opened, Kind::Created]);
    let violations = desk.bench.halo.contract_violations();
    assert!(violations.is_empty(), "{violations:?}");
}

#[tokio::test]
async fn more_of_the_same_goes_onto_the_open_ticket_and_a_closed_one_gets_a_new_ticket() {
    let desk = Desk::new().await;
    let (first, halo) = desk.sent("Phishing reported", "A-1").await;
    let plan = desk
        .bench
        .engine
        .ticket_plan(desk.profile, form(desk.organization, "Again", "A-1"))
        .await
        .unwrap();
    assert!(matches!(plan.write, PlannedWrite::Note { ticket, .. } if ticket == first));
    let more = desk.create("Phishing reported again", "A-1").await;
    assert_eq!((more.ticket, more.became), (first, CreatedAs::Note));
    desk.send().await;
    assert_eq!(desk.made(), 1);
    let notes = desk.bench.halo.notes(halo);
    let ours: Vec<_> = notes
        .iter()
        .filter(|note| note.text.contains("reported again"))
        .collect();
    assert!(
        matches!(ours.as_slice(), [note] if note.hidden_from_user),
        "{notes:?}"
    );

    // Another number is another ticket.
    assert_eq!(desk.create("Other", "A-2").await.became, CreatedAs::Ticket);
    desk.send().await;
    assert_eq!(desk.made(), 2);

    // Closed in Halo, and nobody here knows yet: the note would be read by nobody.
    desk.bench.halo.set_ticket_status(halo, 9);
    desk.create("Phishing a third time", "A-1").await;
    desk.send().await;
    assert_eq!(desk.made(), 3);
    let newest = desk.window("third time", None).await.rows.remove(0);
    assert_ne!(newest.row.id, first);
    assert_eq!(newest.row.state, State::InStep);
    // From now on the new one takes more.
    let fourth = desk.create("A fourth", "A-1").await;
    assert_eq!(
        (fourth.ticket, fourth.became),
        (newest.row.id, CreatedAs::Note)
    );
}

#[tokio::test]
async fn it_is_held_until_the_organisation_has_a_customer_and_never_sent_to_another() {
    let desk = Desk::unmapped().await;
    let created = desk.create("Phishing reported", "").await;
    assert_eq!(created.became, CreatedAs::Held);
    desk.send().await;
    let details = desk.details(created.ticket).await;
    assert_eq!(
        (details.row.state, details.row.hold),
        (State::Held, Some(HoldReason::Unmapped))
    );
    assert_eq!(desk.made(), 0);
    assert!(
        desk.bench
            .halo
            .requests_to("POST", "/api/Tickets")
            .is_empty()
    );

    map(
        &desk.bench.engine,
        desk.profile,
        desk.organization,
        BRAYFORD,
    )
    .await;
    desk.send().await;
    let details = desk.details(created.ticket).await;
    assert_eq!(details.row.state, State::InStep);
    assert_eq!(details.row.halo_customer, Some(CustomerId::new(BRAYFORD)));
    assert_eq!(
        kinds(&details),
        [Kind::Opened, Kind::Held, Kind::Released, Kind::Created]
    );
}

#[tokio::test]
async fn the_pair_act_alone_lets_a_held_ticket_go() {
    let desk = Desk::unmapped().await;
    let mut heard = desk.bench.listen();
    desk.bench.engine.keep_tickets_moving().await.unwrap();
    let created = desk.create("Phishing reported", "").await;
    map(
        &desk.bench.engine,
        desk.profile,
        desk.organization,
        BRAYFORD,
    )
    .await;
    while desk.details(created.ticket).await.row.state != State::InStep {
        heard.recv().await.unwrap();
    }
    assert_eq!(desk.made(), 1);
}

#[tokio::test]
async fn whatever_else_is_in_the_way_is_named() {
    let desk = Desk::new().await;
    let engine = &desk.bench.engine;
    let held = async || {
        let created = desk.create("Phishing reported", "").await;
        assert_eq!(created.became, CreatedAs::Held);
        desk.details(created.ticket).await.row.hold.unwrap()
    };
    let decide = async |act: Act| {
        let detail = engine
            .organization_detail(desk.profile, desk.organization)
            .await;
        let version = detail.unwrap().row.version;
        let done = engine
            .decide(desk.profile, desk.organization, version, act)
            .await;
        done.unwrap()
    };
    let why = SetAside {
        reason: "Left".to_owned(),
        review_on: None,
    };
    decide(Act::Exclude(why.clone())).await;
    assert_eq!(held().await, HoldReason::OrganizationExcluded);
    map(engine, desk.profile, desk.organization, BRAYFORD).await;
    decide(Act::Hold(why)).await;
    assert_eq!(held().await, HoldReason::OrganizationHeld);
    map(engine, desk.profile, desk.organization, BRAYFORD).await;
    engine.revoke_ticket_rules(desk.profile).await.unwrap();
    assert_eq!(held().await, HoldReason::Rules);
    assert_eq!(desk.window("", Some(State::Held)).await.counts.all, 3);
    assert_eq!(desk.made(), 0);
}

#[tokio::test]
async fn what_halo_replaces_is_shown() {
    let desk = Desk::new().await;
    let replaced = Fault::get("/Tickets/*").edit_json(|ticket| {
        ticket["priority_id"] = 4.into();
        ticket["tickettype_id"] = 2.into();
    });
    desk.bench.halo.fault(replaced);
    let (ticket, _) = desk.sent("Phishing reported", "").await;
    let details = desk.details(ticket).await;
    assert!(details.row.has_differences);
    let different: Vec<&str> = details
        .read_back
        .iter()
        .filter(|row| !row.same)
        .map(|row| row.label.as_str())
        .collect();
    assert_eq!(different, ["Ticket type", "Priority"]);
    assert!(kinds(&details).contains(&Kind::Differs));
}

#[tokio::test]
async fn a_status_follows_by_update_or_by_action() {
    let desk = Desk::new().await;
    let (ticket, halo) = desk.sent("Phishing reported", "").await;
    let closed = desk.closed_key().await;
    desk.set_status(ticket, &closed).await;
    desk.set_status(ticket, &closed).await;
    assert_eq!(desk.details(ticket).await.row.state, State::Waiting);
    desk.send().await;
    assert!(desk.bench.halo.ticket(halo).unwrap().closed);
    let details = desk.details(ticket).await;
    assert_eq!(details.row.state, State::InStep);
    assert_eq!(
        details
            .row
            .base
            .as_ref()
            .map(|(key, id)| (key.as_str(), id.get())),
        Some((closed.as_str(), 9))
    );

    // Without that right, by an action; and opened again.
    let rights = AgentRights {
        status_outside_actions: false,
        ..AgentRights::full()
    };
    let agent = desk.bench.halo.main_agent();
    desk.bench.halo.set_agent_rights(agent, rights);
    let open = desk.open_key().await;
    desk.set_status(ticket, &open).await;
    desk.send().await;
    let there = desk.bench.halo.ticket(halo).unwrap();
    assert!(!there.closed && there.status_id == 2, "{there:?}");
    assert_eq!(desk.details(ticket).await.row.state, State::InStep);
}

#[tokio::test]
async fn a_status_that_halo_changed_too_is_not_written_over() {
    let desk = Desk::new().await;
    let (ticket, halo) = desk.sent("Phishing reported", "").await;
    desk.bench.halo.set_ticket_status(halo, 21);
    desk.set_status(ticket, &desk.closed_key().await).await;
    desk.send().await;
    desk.send().await;
    assert_eq!(desk.bench.halo.ticket(halo).unwrap().status_id, 21);
    let details = desk.details(ticket).await;
    assert_eq!(details.row.state, State::Conflict);
    assert_eq!(details.there.unwrap().name, "On Hold");
}

#[tokio::test]
async fn a_ticket_that_is_gone_merged_or_not_ours_is_left_alone() {
    for (spoil, gone) in [
        (
            (|desk: &Desk, id| {
                desk.bench.halo.delete_ticket(id);
            }) as fn(&Desk, i64),
            TicketGone::NoAccess,
        ),
        (
            |desk, id| {
                let into = desk.bench.halo.create_ticket(2, 1, "Other").unwrap();
                desk.bench.halo.merge_ticket(id, into);
            },
            TicketGone::Merged,
        ),
        (
            |desk, _| {
                desk.bench
                    .halo
                    .fault(Fault::get("/Tickets/*").edit_json(|ticket| {
                        ticket["summary"] = "Somebody else's".into();
                        ticket["third_party_id_string"] = "".into();
                    }));
            },
            TicketGone::NotOurs,
        ),
    ] {
        let desk = Desk::new().await;
        let (ticket, halo) = desk.sent("Phishing reported", "").await;
        spoil(&desk, halo);
        desk.bench.halo.clear_requests();
        desk.set_status(ticket, &desk.closed_key().await).await;
        desk.send().await;
        let row = desk.details(ticket).await.row;
        assert_eq!((row.state, row.gone), (State::Gone, Some(gone)));
        assert_eq!(row.merged_into.is_some(), gone == TicketGone::Merged);
        let written = desk.bench.halo.requests();
        assert!(
            written.iter().all(|request| request.method == "GET"),
            "{written:?}"
        );
    }
}

#[tokio::test]
async fn a_refusal_keeps_halos_words_and_is_tried_again_when_asked() {
    let desk = Desk::new().await;
    desk.bench.halo.fault(Fault::post("/Tickets").once().reply(
        400,
        "application/json",
        "\"Please select a Site\"",
    ));
    let created = desk.create("Phishing reported", "").await;
    let end = desk.send().await;
    let TaskState::Done(end) = end else {
        panic!("{end:?}")
    };
    assert!(!end.all_well);
    assert_eq!(end.label, "1 ticket write did not go through");
    let details = desk.details(created.ticket).await;
    assert_eq!(details.row.state, State::Failed);
    let failure = details.writes[0].failure.as_ref().unwrap();
    assert_eq!(failure.said.as_deref(), Some("Please select a Site"));
    assert!(failure.mend.is_some());
    desk.send().await;
    assert_eq!(desk.made(), 0, "nothing is sent again by itself");
    desk.bench
        .engine
        .retry_ticket(desk.profile, created.ticket)
        .await
        .unwrap();
    desk.send().await;
    assert_eq!(desk.made(), 1);
    assert_eq!(desk.details(created.ticket).await.row.state, State::InStep);
}

#[tokio::test]
async fn only_what_was_never_sent_can_be_taken_back() {
    let desk = Desk::unmapped().await;
    let held = desk.create("Held", "").await.ticket;
    let engine = &desk.bench.engine;
    engine.discard_ticket(desk.profile, held).await.unwrap();
    assert_eq!(desk.window("", None).await.counts.all, 0);
    map(engine, desk.profile, desk.organization, BRAYFORD).await;
    let (sent, _) = desk.sent("Sent", "").await;
    let refused = engine.discard_ticket(desk.profile, sent).await;
    assert!(
        matches!(refused, Err(Error::NotFound { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn answers_that_make_no_sense_lose_nothing_and_send_nothing_twice() {
    // Another object than was sent, an error inside a success, half an answer, no answer that is JSON.
    for odd in [
        Fault::post("/Tickets")
            .once()
            .edit_json(|made| made["id"] = 1.into()),
        Fault::post("/Tickets").once().edit_json(|made| {
            *made = serde_json::json!({"error": "Something went wrong"});
        }),
        Fault::post("/Tickets")
            .once()
            .edit_json(|made| *made = serde_json::Value::Null),
        Fault::post("/Tickets").once().truncate(20),
        Fault::post("/Tickets").once().cut_after(5),
        Fault::post("/Tickets").once().content_type("text/plain"),
        Fault::post("/Tickets").once().html(),
    ] {
        let desk = Desk::new().await;
        let name = format!("{odd:?}");
        desk.bench.halo.fault(odd);
        let created = desk.create("Phishing reported", "").await;
        desk.send().await;
        for _ in 0..3 {
            desk.bench.clock.forward(jiff::SignedDuration::from_mins(3));
            desk.send().await;
        }
        let row = desk.details(created.ticket).await.row;
        if row.state == State::Failed {
            // It stands in Halo under another number than Halo said: somebody has to ask.
            desk.bench
                .engine
                .retry_ticket(desk.profile, created.ticket)
                .await
                .unwrap();
            desk.send().await;
        }
        let row = desk.details(created.ticket).await.row;
        assert_eq!(
            (row.state, desk.made()),
            (State::InStep, 1),
            "{name}: {row:#?}"
        );
        let tickets = desk.bench.halo.tickets();
        let ours = tickets
            .iter()
            .find(|one| one.third_party_id_string == row.reference);
        assert_eq!(
            row.halo_ticket.map(TicketId::get).map(i64::from),
            ours.map(|one| one.id),
            "{name}"
        );
    }
}

#[tokio::test]
async fn odd_tickets_are_read_as_far_as_they_can_be() {
    for edit in [
        (|ticket: &mut serde_json::Value| ticket["status_id"] = 4711.into())
            as fn(&mut serde_json::Value),
        |ticket| ticket["status_id"] = serde_json::Value::Null,
        |ticket| ticket["client_id"] = 12.0.into(),
        |ticket| ticket["client_name"] = "\u{202e}\0 evil".into(),
        |ticket| ticket["last_update"] = "0001-01-01T00:00:00".into(),
        |ticket| ticket["last_update"] = "30 February".into(),
        |ticket| ticket["priority_id"] = 1e300.into(),
        |ticket| ticket["sla_id"] = "2147483648".into(),
    ] {
        let desk = Desk::new().await;
        desk.bench
            .halo
            .fault(Fault::get("/Tickets/*").edit_json(edit));
        let (ticket, _) = desk.sent("Phishing reported", "").await;
        let details = desk.details(ticket).await;
        assert_eq!(details.row.state, State::InStep);
        assert_eq!(desk.window("brayford", None).await.rows.len(), 1);
    }
}

#[tokio::test]
async fn the_list_is_filtered_counted_and_cut_into_windows() {
    let desk = Desk::new().await;
    for number in 0..7 {
        desk.create(&format!("100% _ alarm {number}"), "").await;
    }
    let other = organization(&desk.bench.engine, desk.profile, "Äther & Co").await;
    let engine = &desk.bench.engine;
    engine
        .create_ticket(desk.profile, form(other, "Ümlaut", ""))
        .await
        .unwrap();
    let all = desk.window("", None).await;
    assert_eq!((all.rows.len(), all.counts.all), (8, 8));
    assert_eq!(all.rows[0].row.summary, "Ümlaut", "the newest first");
    assert_eq!(all.counts.of, [(State::Held, 1), (State::Waiting, 7)]);
    for (text, found) in [
        ("umlaut ather", 1),
        ("100% alarm", 7),
        ("alarm 3", 1),
        ("%", 7),
        ("' OR 1=1 --", 0),
        ("alarm brayford", 7),
    ] {
        let window = desk.window(text, None).await;
        assert_eq!(window.counts.all, found, "{text}");
    }
    assert_eq!(desk.window("", Some(State::Held)).await.rows.len(), 1);
}

#[tokio::test]
async fn a_status_without_a_partner_is_not_accepted() {
    let desk = Desk::new().await;
    let (ticket, _) = desk.sent("Phishing reported", "").await;
    let key = desk.closed_key().await;
    let mut fewer = rules(&desk.bench, desk.profile, INCIDENT).await;
    fewer.status_to_halo.remove(&key);
    desk.bench
        .engine
        .revoke_ticket_rules(desk.profile)
        .await
        .unwrap();
    let saved = desk
        .bench
        .engine
        .save_ticket_rules(desk.profile, fewer, 2, false)
        .await;
    assert_eq!(saved.unwrap(), 3);
    let refused = desk
        .bench
        .engine
        .change_ticket_status(desk.profile, ticket, key)
        .await;
    assert!(
        matches!(
            refused,
            Err(Error::InvalidInput {
                field: "status",
                ..
            })
        ),
        "{refused:?}"
    );
}
