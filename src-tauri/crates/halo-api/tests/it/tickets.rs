//! Tickets from making to deleting, and what they are set up with.

use halo_api::{
    CategoryLevel, Error, HaloClient, MessageKind, NewAction, NewTicket, StatusQuery, Ticket,
    TicketQuery, TicketUpdate,
};
use halo_sim::{AgentRights, Fault};
use jiff::{SignedDuration, Timestamp};

use crate::setup::{client, keeps_the_contract, new_ticket, small};

#[tokio::test]
async fn the_set_up_of_tickets_is_read() {
    let halo = small().await;
    let client = client(&halo);
    let types = client.ticket_types().await.unwrap();
    let incident = types.iter().find(|t| t.id == 1).unwrap();
    assert_eq!(incident.default_sla, Some(1));
    assert!(incident.is_for_tickets() && incident.may_create());
    let task = types.iter().find(|t| t.id == 4).unwrap();
    assert_eq!(task.default_sla, None);
    let change = types.iter().find(|t| t.id == 5).unwrap();
    assert!(!change.may_create());
    assert!(!types.iter().find(|t| t.id == 6).unwrap().is_for_tickets());
    let onboarding = client.ticket_type(7).await.unwrap();
    assert!(onboarding.allows_status(9) && !onboarding.allows_status(21));
    assert!(!client.ticket_type(3).await.unwrap().fields.is_empty());

    let all = client.statuses(&StatusQuery::default()).await.unwrap();
    let open = StatusQuery {
        exclude_closed: true,
        ..StatusQuery::default()
    };
    let open = client.statuses(&open).await.unwrap();
    assert!(all.iter().any(|s| s.id == 9) && !open.iter().any(|s| s.id == 9));
    assert!(all.iter().any(|s| !s.is_for_tickets()));

    let priorities = client.priorities(Some(2)).await.unwrap();
    assert!(!priorities.is_empty() && priorities.iter().all(|p| p.sla_id == 2));
    assert!(client.priorities(None).await.unwrap().len() > priorities.len());
    let slas = client.slas().await.unwrap();
    assert!(slas.iter().all(|sla| !sla.priorities.is_empty()));
    halo.set_old_build(true);
    let slas = client.slas().await.unwrap();
    assert!(slas.iter().all(|sla| sla.priorities.is_empty()));
    halo.set_old_build(false);

    assert!(!client.teams().await.unwrap().is_empty());
    assert!(!client.agents().await.unwrap().is_empty());
    assert!(!client.outcomes().await.unwrap().is_empty());
    assert!(
        !client
            .categories(CategoryLevel::One)
            .await
            .unwrap()
            .is_empty()
    );
    let me = client.me().await.unwrap();
    assert!(!me.is_end_user());
    let agent = client.agent(me.agent_id().unwrap()).await.unwrap();
    assert_eq!(agent.agent.is_api_agent, Some(true));
    assert_eq!(agent.is_administrator, Some(false));
    assert_eq!(
        (agent.sees_unassigned, agent.sees_others),
        (Some(true), Some(true))
    );
    assert!(agent.only_customers.is_empty() && !agent.roles.is_empty());
    assert_eq!(client.customer(2).await.unwrap().id, 2);
    keeps_the_contract(&halo);
}

#[tokio::test]
async fn a_ticket_lives_and_dies() {
    let halo = small().await;
    let client = client(&halo);
    let made = client.create_ticket(&new_ticket("app:1")).await.unwrap();
    let read = client.ticket(made.id).await.unwrap();
    assert_eq!(read.third_party_id_string.as_deref(), Some("app:1"));
    assert_eq!((read.client_id, read.ticket_type_id), (Some(2), Some(1)));
    assert_eq!((read.sla_id, read.priority_id), (Some(1), Some(3)));
    assert!(!read.is_closed());

    client
        .update_ticket(&TicketUpdate::status(made.id, 2))
        .await
        .unwrap();
    assert_eq!(client.ticket(made.id).await.unwrap().status_id, Some(2));

    let note = NewAction {
        ticket_id: made.id,
        outcome_id: Some(7),
        note_html: Some("<p>Müller said: “ja”.</p>".to_owned()),
        hidden_from_user: true,
        ..NewAction::default()
    };
    client.add_action(&note).await.unwrap();
    let actions = client.actions(made.id).await.unwrap();
    let ours = actions.iter().find(|a| a.outcome_id == Some(7)).unwrap();
    assert!(ours.note_html.as_deref().unwrap().contains("Müller"));
    assert!(ours.hidden_from_user);

    client
        .update_ticket(&TicketUpdate::close(made.id, 9, "Test finished"))
        .await
        .unwrap();
    assert!(client.ticket(made.id).await.unwrap().is_closed());

    client.delete_ticket(made.id, "test").await.unwrap();
    client.delete_ticket(made.id, "test").await.unwrap();
    let gone = client.ticket(made.id).await.unwrap_err();
    assert!(
        matches!(&gone, Error::NotFound { endpoint, .. } if endpoint == "Tickets"),
        "{gone}"
    );
    keeps_the_contract(&halo);
}

#[tokio::test]
async fn our_tickets_are_found_by_their_reference() {
    let halo = small().await;
    let client = client(&halo);
    for reference in ["app:1", "app:10", "app:2"] {
        client.create_ticket(&new_ticket(reference)).await.unwrap();
    }
    for old_build in [false, true] {
        halo.set_old_build(old_build);
        let found = found_of(&client, "app:10").await;
        assert_eq!(found.len(), 1, "old build: {old_build}");
        assert_eq!(found[0].third_party_id_string.as_deref(), Some("app:10"));
        assert_eq!(found_of(&client, "app:3").await, []);
    }
    assert_eq!(found_of(&client, " ").await, []);
    // A ticket of somebody who sends no reference is found by its subject.
    let by_subject = NewTicket {
        third_party_id_string: None,
        ..new_ticket("app:4")
    };
    client.create_ticket(&by_subject).await.unwrap();
    assert_eq!(found_of(&client, "[app:4]").await.len(), 1);
    keeps_the_contract(&halo);
}

async fn found_of(client: &HaloClient, reference: &str) -> Vec<Ticket> {
    let found = client.find_tickets_by_reference(reference, Timestamp::UNIX_EPOCH);
    let found = found.await.unwrap();
    assert!(found.is_complete);
    found.tickets
}

#[tokio::test]
async fn a_halo_that_knows_no_filter_is_read_back_to_when_the_ticket_was_sent() {
    let halo = small().await;
    let client = client(&halo);
    for name in ["third_party_id_string", "search_summary"] {
        halo.fault(Fault::get("/Tickets").ignore_query(name));
    }
    let made = client.create_ticket(&new_ticket("app:1")).await.unwrap();
    let sent = client.ticket(made.id).await.unwrap().occurred_at.unwrap();
    for _ in 0..250 {
        halo.create_ticket(2, 1, "Somebody else's").unwrap();
    }
    let search = async |reference: &str, since: Timestamp| {
        halo.clear_requests();
        let found = client.find_tickets_by_reference(reference, since);
        let found = found.await.unwrap();
        let pages = halo.requests_to("GET", "/Tickets").len();
        (found.tickets.len(), found.is_complete, pages)
    };
    let before = sent - SignedDuration::from_mins(1);
    let after = sent + SignedDuration::from_mins(1);
    assert_eq!(search("app:1", before).await, (1, true, 4));
    assert_eq!(search("app:2", after).await, (0, true, 2), "all are older");
    for _ in 0..1_000 {
        halo.create_ticket(2, 1, "Somebody else's").unwrap();
    }
    let unfinished = search("app:1", before).await;
    assert_eq!(
        unfinished,
        (0, false, 11),
        "there is a limit, and it is said"
    );
}

#[tokio::test]
async fn halos_own_words_are_kept() {
    let halo = small().await;
    let client = client(&halo);
    let without_category = NewTicket {
        ticket_type_id: 3,
        ..new_ticket("app:5")
    };
    let error = client.create_ticket(&without_category).await.unwrap_err();
    assert!(matches!(error, Error::Rejected { .. }), "{error}");
    assert!(error.halo_text().is_some_and(|text| !text.is_empty()));
    let exchange = error.exchange().unwrap();
    assert_eq!((exchange.method, exchange.status), ("POST", Some(400)));
    assert_eq!(exchange.path, "/api/Tickets");

    let made = client.create_ticket(&new_ticket("app:6")).await.unwrap();
    let no_outcome = NewAction {
        ticket_id: made.id,
        note: Some("x".to_owned()),
        ..NewAction::default()
    };
    let error = client.add_action(&no_outcome).await.unwrap_err();
    assert!(
        matches!(&error, Error::Rejected { message, .. } if message.kind == MessageKind::Text),
        "{error}"
    );
    assert_eq!(
        error.halo_text(),
        Some("An Outcome must be entered for this Action")
    );
}

#[tokio::test]
async fn missing_rights_are_told() {
    let halo = small().await;
    halo.set_agent_rights(halo.main_agent(), AgentRights::read_only());
    let client = client(&halo);
    let error = client
        .create_ticket(&new_ticket("app:7"))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Forbidden { endpoint, .. } if endpoint == "Tickets"),
        "{error}"
    );
    // The right to see tickets is missing altogether: fewer rows, no error.
    halo.set_agent_rights(halo.main_agent(), AgentRights::none());
    let list = client.tickets(&TicketQuery::default()).read_all().await;
    assert_eq!(list.unwrap().items, []);
}

#[tokio::test]
async fn an_error_under_a_success_is_not_taken_for_a_ticket() {
    let halo = small().await;
    let json = "application/json";
    let body = r#"{"Message":"Not today"}"#;
    halo.fault(Fault::post("/Tickets").nth(1).reply(200, json, body));
    halo.fault(Fault::post("/Tickets").nth(2).reply(201, json, ""));
    let client = client(&halo);
    let error = client
        .create_ticket(&new_ticket("app:8"))
        .await
        .unwrap_err();
    assert_eq!(error.halo_text(), Some("Not today"));
    let error = client
        .create_ticket(&new_ticket("app:8"))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::RemoteChanged { .. }), "{error}");
}
