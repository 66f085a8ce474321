//! Actions on tickets.

use halo_sim::{Scenario, Simulator};
use reqwest::StatusCode;
use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn a_note_needs_an_outcome_that_is_allowed() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let incident = halo.create_ticket(3, 1, "Incident").unwrap();
    let onboarding = halo.create_ticket(3, 7, "Onboarding").unwrap();
    let said = client
        .refused("/Actions", json!([{"ticket_id": incident, "note": "x"}]))
        .await;
    assert_eq!(said, "An Outcome must be entered for this Action");
    let no_access = "You do not have access to this Action at the moment";
    let note = |ticket: i64, outcome: i64| json!([{"ticket_id": ticket, "outcome_id": outcome, "note": "x"}]);
    assert_eq!(
        client.refused("/Actions", note(incident, 99)).await,
        no_access
    );
    assert_eq!(
        client.refused("/Actions", note(onboarding, 7)).await,
        no_access
    );
    let said = client
        .refused(
            "/Actions",
            json!([{"ticket_id": incident, "outcome_id": "abc"}]),
        )
        .await;
    assert!(
        said["[0].outcome_id"][0]
            .as_str()
            .unwrap()
            .contains("Could not convert string to integer: abc")
    );
    let reply = client.send_post("/Actions", &note(4711, 7)).await;
    assert_eq!(reply.status(), StatusCode::NOT_FOUND);
    assert!(halo.notes(incident).iter().all(|note| note.system));
}

#[tokio::test]
async fn notes_are_numbered_per_ticket_and_may_change_the_status() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let ticket = halo.create_ticket(3, 1, "Incident").unwrap();
    let made = client
        .post(
            "/Actions",
            json!([{"ticket_id": ticket, "outcome_id": 7, "note_html": "<p>Look</p>", "new_status": 23, "sendemail": false}]),
        )
        .await;
    assert_eq!(
        (&made["new_status"], &made["hiddenfromuser"]),
        (&23.into(), &true.into())
    );
    assert_eq!(halo.ticket(ticket).unwrap().status_id, 23);
    assert!(halo.add_note(ticket, "From the technician"));

    let plain = client
        .get(&format!("/Actions?ticket_id={ticket}&excludesys=true"))
        .await;
    assert_eq!(plain["record_count"], 2);
    assert_eq!(plain["actions"][0]["note"], "From the technician");
    assert_eq!(plain["actions"][1]["who_agentid"], halo.main_agent());
    assert!(plain["actions"][0].get("note_html").is_none());
    let all = client
        .get(&format!("/Actions?ticket_id={ticket}&includehtmlnote=true"))
        .await;
    assert_eq!(all["record_count"], 4, "logged, status changed, two notes");
    assert_eq!(all["actions"][3]["id"], 1);
    assert_eq!(
        client.get_status("/Actions").await,
        StatusCode::GATEWAY_TIMEOUT
    );
}
