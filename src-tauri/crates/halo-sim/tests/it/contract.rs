//! Every answer against Halo's own names and types.

use halo_sim::{Scenario, Simulator};
use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn every_answer_keeps_to_halos_description() {
    let halo = Simulator::start(Scenario::msp()).await.unwrap();
    let client = Client::of(&halo).await;
    let http = crate::client::http();
    for path in ["/api/authinfo", "/api/InstanceInfo"] {
        http.get(format!("{}{path}", halo.base_url()))
            .send()
            .await
            .unwrap();
    }
    let ticket = json!([{
        "summary": "x", "tickettype_id": 3, "client_id": 3, "category_1": "Security>Email", "impact": 1, "priority_id": 2,
        "customfields": [{"id": 101, "value": "7"}], "tags": [{"text": "vendor"}],
    }]);
    let id = client.post("/Tickets", ticket).await["id"].clone();
    client
        .post(
            "/Tickets?returnall=true",
            json!([{"id": id, "status_id": 9, "closure_note": "x"}]),
        )
        .await;
    client
        .post(
            "/Actions",
            json!([{"ticket_id": id, "outcome_id": 7, "note_html": "<p>x</p>"}]),
        )
        .await;
    client
        .post(
            "/SoftwareLicence",
            json!([{"name": "x", "client_id": 3, "site_id": -1, "count": 1}]),
        )
        .await;
    client
        .post(
            "/Client",
            json!([{"name": "x", "toplevel_id": 1, "newclient_sitename": "Main"}]),
        )
        .await;
    let priority = client.get("/Priority").await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let all = "pageinate=true&page_size=100&page_no=1&order=id";
    for old_build in [false, true] {
        halo.set_old_build(old_build);
        for path in [
            format!("/Client?{all}&includeinactive=true&includeazuretenants=true"),
            "/Client/3?includedetails=true".to_owned(),
            format!("/Site?{all}"),
            "/Site/3?includedetails=true".to_owned(),
            format!("/Users?{all}&exclude_generaluser=true"),
            "/Users/3?includedetails=true".to_owned(),
            "/AreaAzureTenant".to_owned(),
            "/TicketType?showall=true".to_owned(),
            "/TicketType/3?includedetails=true".to_owned(),
            "/TicketType/7?includedetails=true".to_owned(),
            "/Status?excludeclosed=true".to_owned(),
            "/Status/9".to_owned(),
            "/Priority?slaid=1".to_owned(),
            format!("/Priority/{priority}"),
            "/SLA?showpriorities=true".to_owned(),
            "/SLA/1".to_owned(),
            "/Team?showall=true".to_owned(),
            "/Agent?includeenabled=true&includeunassigned=true&includeapiagents=true".to_owned(),
            "/Agent/me".to_owned(),
            "/Agent/4".to_owned(),
            "/Agent/4?includedetails=true".to_owned(),
            "/Category?type_id=1".to_owned(),
            "/Outcome?tickettype_id=1".to_owned(),
            "/Workflow/1".to_owned(),
            "/Lookup?lookupid=22".to_owned(),
            "/FieldInfo?typeid=1".to_owned(),
            format!("/Tickets?{all}&includestatus=true&includeagent=true&includetickettype=true"),
            "/Tickets?lastupdatefromdate=2026-01-01T00:00:00Z&deleted=true".to_owned(),
            format!("/Tickets/{id}?includedetails=true&includelastaction=false&nocache=true"),
            format!("/Actions?ticket_id={id}&includehtmlnote=true&count=50"),
            format!("/Actions/1?ticket_id={id}"),
            format!("/SoftwareLicence?{all}"),
            "/SoftwareLicence/1".to_owned(),
            format!("/RecurringInvoice?{all}&includelines=true"),
            "/RecurringInvoice/1001?includedetails=true".to_owned(),
        ] {
            client.get(&path).await;
        }
    }
    client.delete(&format!("/Tickets/{id}?reason=done")).await;
    let violations: Vec<String> = halo
        .contract_violations()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(violations, Vec::<String>::new());
}

#[tokio::test]
async fn a_wrong_request_is_noted_although_it_is_answered() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    client.get("/Client?paginate=true").await;
    client
        .post("/Tickets", json!([{"summary": "x", "ticket_type": 1}]))
        .await;
    let found: Vec<String> = halo
        .contract_violations()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        found,
        [
            "GET /Client (request): no query parameter \"paginate\"",
            "POST /Tickets (request): [0]: Faults has no field \"ticket_type\""
        ]
    );
}
