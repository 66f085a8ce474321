//! Scopes and rights together: what a restricted caller sees and may not do.

use halo_sim::{Access, AgentRights, AuthenticationMethod, LoginType, Scenario, Simulator};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::client::{Client, ask_token, ids};

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
    without(|rights| rights.change_ticket_type = false);
    let said = client
        .refused("/Tickets", json!([{"id": id, "tickettype_id": 2}]))
        .await;
    assert!(said.as_str().unwrap().contains("Ticket Type"));
    without(|rights| rights.reassign_tickets = false);
    let said = client
        .refused("/Tickets", json!([{"id": id, "team": "Security"}]))
        .await;
    assert!(said.as_str().unwrap().contains("re-assign"));
    without(|rights| rights.suppliers = Access::Read);
    let seats = json!([{"name": "x", "client_id": 3, "count": 1}]);
    assert_eq!(
        client.send_post("/SoftwareLicence", &seats).await.status(),
        StatusCode::FORBIDDEN
    );
    let tickets = async || client.get("/Tickets").await["record_count"].clone();
    without(|rights| rights.see_unassigned_tickets = false);
    assert_eq!(tickets().await, 0);
    without(|rights| rights.see_others_tickets = false);
    assert_eq!(tickets().await, halo.tickets().len());
    without(|rights| rights.software_licensing = Access::Read);
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

#[tokio::test]
async fn a_missing_level_can_be_said_aloud() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let rights = AgentRights {
        users: Access::None,
        ..AgentRights::full()
    };
    assert!(halo.set_agent_rights(halo.main_agent(), rights));
    assert_eq!(client.get("/Users").await["record_count"], 0);
    halo.refuse_aloud(true);
    assert_eq!(client.get_status("/Users").await, StatusCode::FORBIDDEN);
    assert_eq!(client.get_status("/Client").await, StatusCode::OK);
    halo.set_licence_module(false);
    assert_eq!(
        client.get_status("/SoftwareLicence").await,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_detail_of_an_agent_shows_some_of_its_rights() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let path = format!("/Agent/{}?includedetails=true", halo.main_agent());
    let detail = client.get(&path).await;
    assert_eq!(
        (&detail["isapiagent"], &detail["is_admin"]),
        (&true.into(), &false.into())
    );
    assert_eq!(detail["teams"][0]["unassigned_access"], true);
    assert_eq!(detail["roles"][0]["claims"][0]["value"], "false");
    let rights = AgentRights {
        see_others_tickets: false,
        administrator: true,
        default_team: None,
        all_customers: false,
        customer_ids: vec![2],
        ..AgentRights::full()
    };
    assert!(halo.set_agent_rights(halo.main_agent(), rights));
    assert!(halo.set_agent_api_only(halo.main_agent(), false));
    let detail = client.get(&path).await;
    assert_eq!(detail["teams"][0]["otheragent_access"], false);
    assert_eq!(
        (&detail["team"], &detail["isapiagent"]),
        (&"".into(), &false.into())
    );
    assert_eq!(detail["roles"][0]["name"], "Administrator");
    assert_eq!(detail["clients"][0]["client_id"], 2);
    let violations = halo.contract_violations();
    assert!(violations.is_empty(), "{violations:?}");
}

#[tokio::test]
async fn an_application_set_up_wrongly_gets_no_further() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let agent = halo.add_agent("Robot", AgentRights::full());
    let own = halo.add_application("Robot", &["all"], agent);
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", &own.client_id),
        ("client_secret", &own.client_secret),
        ("scope", "all"),
    ];
    let ask = async || {
        let tenant = format!("?tenant={}", halo.tenant());
        let reply = ask_token(halo.base_url(), &tenant, &form).await;
        (
            reply.status(),
            reply.json::<Value>().await.unwrap()["error"].clone(),
        )
    };
    assert!(halo.restrict_application_addresses(&own.client_id, true));
    assert_eq!(
        ask().await,
        (StatusCode::UNAUTHORIZED, "invalid_client".into())
    );
    assert!(halo.restrict_application_addresses(&own.client_id, false));
    assert!(halo.set_application_method(&own.client_id, AuthenticationMethod::UserNamePassword));
    assert_eq!(
        ask().await,
        (StatusCode::BAD_REQUEST, "unauthorized_client".into())
    );
    assert!(halo.set_application_method(&own.client_id, AuthenticationMethod::ClientSecret));
    assert!(halo.set_application_login_type(&own.client_id, LoginType::User));
    let client = Client::with(&halo, &own, "all").await;
    assert_eq!(
        client.get_status("/TicketType").await,
        StatusCode::FORBIDDEN
    );
    let claims = client.get("/Agent/me").await["claims"].clone();
    assert!(
        claims
            .as_array()
            .unwrap()
            .iter()
            .all(|claim| claim["type"] != "agent_id")
    );
}

#[tokio::test]
async fn a_ticket_goes_only_to_a_team_of_the_agent() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    assert!(halo.set_agent_teams(halo.main_agent(), &["Security"]));
    let ticket = json!([{"summary": "x", "tickettype_id": 1, "client_id": 3}]);
    let said = client.refused("/Tickets", ticket).await;
    assert!(said.as_str().unwrap().contains("1st Line Support"));
    assert!(halo.set_type_creatable(1, false));
    let types = client.get("/TicketType").await;
    assert_eq!(types[0]["cancreate"], false);
}
