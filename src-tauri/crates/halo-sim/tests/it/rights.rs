//! Scopes and rights together: what a restricted caller sees and may not do.

use halo_sim::{Access, AgentRights, Scenario, Simulator};
use reqwest::StatusCode;
use serde_json::json;

use crate::client::{Client, ids};

#[tokio::test]
async fn a_restricted_agent_sees_fewer_rows_and_no_error() {
    let halo = Simulator::start(Scenario::msp()).await.unwrap();
    let rights = AgentRights {
        all_customers: false,
        customer_ids: vec![3, 4],
        all_ticket_types: false,
        ticket_types: vec![1],
        ..AgentRights::full()
    };
    let agent = halo.add_agent("Restricted", rights);
    let credentials = halo.add_application("Restricted", &["all"], agent);
    let client = Client::with(&halo, &credentials, "all").await;
    assert_eq!(
        client.get("/Client?pageinate=true").await["record_count"],
        2
    );
    assert_eq!(client.get("/Site").await["record_count"], 2);
    assert!(client.get("/Users").await["record_count"].as_i64().unwrap() < 10);
    assert_eq!(client.get_status("/Client/5").await, StatusCode::NOT_FOUND);
    assert_eq!(ids(&client.get("/TicketType").await), [1]);
    let all = client.get("/TicketType?showall=true").await;
    assert_eq!(all.as_array().unwrap().len(), 7);
    assert_eq!(
        (&all[0]["cancreate"], &all[1]["cancreate"]),
        (&true.into(), &false.into())
    );
    let said = client
        .refused(
            "/Tickets",
            json!([{"summary": "x", "client_id": 3, "tickettype_id": 2}]),
        )
        .await;
    assert!(said.as_str().unwrap().contains("permission"));
    let reply = client
        .send_post("/Tickets", &json!([{"summary": "x", "client_id": 9}]))
        .await;
    assert_eq!(reply.status(), StatusCode::FORBIDDEN);

    assert!(halo.set_agent_rights(
        agent,
        AgentRights {
            customers: Access::None,
            ..AgentRights::full()
        }
    ));
    assert_eq!(client.get("/Client").await["record_count"], 0);
    assert!(halo.set_agent_rights(agent, AgentRights::none()));
    assert_eq!(client.get("/Tickets").await["record_count"], 0);
    assert_eq!(client.get("/SoftwareLicence").await["record_count"], 0);
    assert!(
        client.get("/Agent").await.as_array().unwrap().is_empty(),
        "no default team"
    );
}

#[tokio::test]
async fn an_agent_without_a_right_is_refused() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let agent = halo.add_agent("Helper", AgentRights::full());
    let credentials = halo.add_application("Helper", &["all"], agent);
    let client = Client::with(&halo, &credentials, "all").await;
    let id = halo.create_ticket(3, 1, "x").unwrap();
    let change = json!([{"id": id, "status_id": 2}]);
    let without = |edit: fn(&mut AgentRights)| {
        let mut rights = AgentRights::full();
        edit(&mut rights);
        assert!(halo.set_agent_rights(agent, rights));
    };

    without(|rights| rights.status_outside_actions = false);
    let said = client.refused("/Tickets", change.clone()).await;
    assert!(said.as_str().unwrap().contains("outside of Actions"));
    without(|rights| rights.edit_others_tickets = false);
    assert!(client.refused("/Tickets", change.clone()).await.is_string());
    without(|rights| rights.tickets = Access::Read);
    assert_eq!(
        client.send_post("/Tickets", &change).await.status(),
        StatusCode::FORBIDDEN
    );
    without(|rights| rights.add_tickets = false);
    assert_eq!(
        client
            .send_post("/Tickets", &json!([{"summary": "x"}]))
            .await
            .status(),
        StatusCode::FORBIDDEN
    );
    without(|rights| rights.delete_tickets = false);
    let reply = client.delete(&format!("/Tickets/{id}")).await;
    assert_eq!(
        (reply.status(), reply.text().await.unwrap().as_str()),
        (StatusCode::FORBIDDEN, "")
    );
    without(|rights| rights.outcomes = Some(vec![2]));
    assert!(
        client
            .refused(
                "/Actions",
                json!([{"ticket_id": id, "outcome_id": 7, "note": "x"}])
            )
            .await
            .is_string()
    );
    assert!(halo.set_ticket_status(id, 9));
    without(|rights| rights.edit_closed_tickets = false);
    assert!(
        client
            .refused("/Tickets", json!([{"id": id, "summary": "y"}]))
            .await
            .is_string()
    );
    without(|rights| rights.see_all_tickets = false);
    assert_eq!(client.get("/Tickets").await["record_count"], 0);
    without(|rights| rights.software_licensing = Access::Read);
    let seats = json!([{"name": "x", "client_id": 3, "count": 1}]);
    assert_eq!(
        client.send_post("/SoftwareLicence", &seats).await.status(),
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn reading_does_not_allow_writing() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let agent = halo.add_agent("Reader", AgentRights::full());
    let credentials = halo.add_application("Reader", &["read:tickets", "read:customers"], agent);
    let client = Client::with(&halo, &credentials, "read:tickets").await;
    assert_eq!(client.get_status("/Tickets").await, StatusCode::OK);
    assert_eq!(
        client.get_status("/Client").await,
        StatusCode::FORBIDDEN,
        "not asked for"
    );
    assert_eq!(
        client
            .send_post("/Tickets", &json!([{"summary": "x"}]))
            .await
            .status(),
        StatusCode::FORBIDDEN
    );
}
