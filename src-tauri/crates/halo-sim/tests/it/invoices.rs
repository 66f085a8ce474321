//! Recurring invoices: to be read only, with a permission of their own, and following what licences count.

use halo_sim::{Access, AgentRights, QuantityLicence, Scenario, Simulator};
use reqwest::StatusCode;
use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn a_line_follows_the_count_of_its_licence() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let licence = halo.add_licence(3, "Mail", 10);
    let follows = QuantityLicence {
        free: 2,
        minimum: 5,
        ..QuantityLicence::of(licence)
    };
    let id = halo.add_recurring_invoice(3, "Mailbox protection", &[follows]);
    let line = async || {
        let path = format!("/RecurringInvoice/{id}?includedetails=true");
        client.get(&path).await["lines"][0].clone()
    };
    assert_eq!(line().await["qty_order"], json!(8.0));
    assert_ne!(line().await["recurring_invoice_quantity_type"], 0);
    assert!(halo.set_licence_count(licence, 4));
    assert_eq!(line().await["qty_order"], json!(5.0));
    let list = client
        .get("/RecurringInvoice?client_id=3&includelines=true&pageinate=true")
        .await;
    assert_eq!(
        list["invoices"][0]["lines"][0]["quantity_licences"][0]["licence_id"],
        licence
    );
    let bare = client.get("/RecurringInvoice?client_id=3").await;
    assert!(bare["invoices"][0].get("lines").is_none());
    assert_eq!(bare["invoices"][0]["contains_calculated_quantity"], true);
    assert_eq!(halo.contract_violations(), []);
}

#[tokio::test]
async fn they_take_a_permission_and_a_level_and_are_never_written() {
    let halo = Simulator::start(Scenario::msp()).await.unwrap();
    let agent = halo.add_agent("Reader", AgentRights::full());
    let scopes = ["read:invoices", "read:softwarelicensing"];
    let credentials = halo.add_application("Reader", &scopes, agent);
    let without = Client::with(&halo, &credentials, "read:softwarelicensing").await;
    assert_eq!(
        without.get_status("/RecurringInvoice").await,
        StatusCode::FORBIDDEN
    );
    let client = Client::with(&halo, &credentials, "read:invoices").await;
    let found = client.get("/RecurringInvoice?pageinate=true").await;
    assert!(found["record_count"].as_i64().unwrap() > 50);
    let post = json!([{"id": 1001, "lines": []}]);
    assert_eq!(
        client.send_post("/RecurringInvoice", &post).await.status(),
        StatusCode::METHOD_NOT_ALLOWED
    );
    let rights = AgentRights {
        invoices: Access::None,
        ..AgentRights::full()
    };
    assert!(halo.set_agent_rights(agent, rights));
    let found = client.get("/RecurringInvoice?pageinate=true").await;
    assert_eq!(found["record_count"], 0);
}
