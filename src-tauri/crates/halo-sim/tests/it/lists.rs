//! Pages, envelopes, filters, types of lists.

use halo_sim::{Scenario, Simulator};
use reqwest::StatusCode;
use serde_json::Value;

use crate::client::{Client, ids};

#[tokio::test]
async fn a_page_has_at_most_a_hundred_rows_whatever_is_asked() {
    let halo = Simulator::start(Scenario::large(230)).await.unwrap();
    let client = Client::of(&halo).await;
    let mut all = Vec::new();
    for page in 1..=4 {
        let reply = client
            .get(&format!(
                "/Client?pageinate=true&page_size=1000&page_no={page}&order=id"
            ))
            .await;
        assert_eq!(reply["record_count"], 230);
        assert_eq!(reply["page_no"], page);
        all.extend(ids(&reply["clients"]));
    }
    assert_eq!(all, (1..=230).collect::<Vec<_>>());
    // Without paging there is a default, and `count` does not lift the cap.
    assert_eq!(
        client.get("/Client").await["clients"]
            .as_array()
            .unwrap()
            .len(),
        50
    );
    assert_eq!(
        client.get("/Client?count=200").await["clients"]
            .as_array()
            .unwrap()
            .len(),
        100
    );
}

#[tokio::test]
async fn a_misspelt_filter_gives_everything() {
    let halo = Simulator::start(Scenario::msp()).await.unwrap();
    let client = Client::of(&halo).await;
    let right = client.get("/client?search=riverside&pageinate=true").await;
    let wrong = client.get("/client?serch=riverside&pageinate=true").await;
    assert_eq!(right["record_count"], 2);
    assert_eq!(wrong["record_count"], 144);
    assert_eq!(
        client.get("/Client?includeinactive=true").await["record_count"],
        150
    );
    assert_eq!(
        client.get("/Client?activeinactive=false,true").await["record_count"],
        6
    );
}

#[tokio::test]
async fn orderdesc_wants_the_word() {
    let halo = Simulator::start(Scenario::msp()).await.unwrap();
    let client = Client::of(&halo).await;
    let first = |reply: &Value| ids(&reply["clients"])[0];
    assert_eq!(first(&client.get("/Client?order=id").await), 1);
    assert_eq!(
        first(&client.get("/Client?order=id&orderdesc=true").await),
        150
    );
    assert_eq!(first(&client.get("/Client?order=id&orderdesc=1").await), 1);
}

#[tokio::test]
async fn a_customer_has_a_site_a_general_user_and_doubles_where_halo_sends_them() {
    let halo = Simulator::start(Scenario::msp()).await.unwrap();
    let client = Client::of(&halo).await;
    let customer = halo.customer_named("Carrick Haulage Ltd").unwrap();
    let sites = client
        .get(&format!("/Site?client_id={}", customer.id))
        .await;
    assert!(sites["sites"][0]["client_id"].is_f64());
    let users = client
        .get(&format!("/Users?client_id={}", customer.id))
        .await;
    assert!(users["users"][0]["site_id"].is_f64() && users["users"][0]["site_id_int"].is_i64());
    assert_eq!(users["users"][0]["name"], "General User");
    let without = client
        .get(&format!(
            "/Users?client_id={}&exclude_generaluser=true",
            customer.id
        ))
        .await;
    assert_eq!(
        without["record_count"].as_i64().unwrap() + 1,
        users["record_count"].as_i64().unwrap()
    );
    assert_eq!(
        client.get(&format!("/Client/{}", customer.id)).await["name"],
        "Carrick Haulage Ltd"
    );
    let azure = halo
        .customers()
        .into_iter()
        .find(|customer| customer.azure_tenant.is_some())
        .unwrap();
    let rows = client
        .get(&format!("/AreaAzureTenant?client_id={}", azure.id))
        .await;
    assert_eq!(rows[0]["azure_tenant_id"], azure.azure_tenant.unwrap().id);
}

#[tokio::test]
async fn what_people_do_in_halo_shows() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let id = halo.create_customer("New Customer", "new.example");
    assert_eq!(
        client.get(&format!("/Client/{id}")).await["domain"],
        "new.example"
    );
    assert!(halo.rename_customer(id, "Renamed"));
    assert_eq!(
        client.get(&format!("/Client/{id}")).await["name"],
        "Renamed"
    );
    assert!(halo.set_customer_active(id, false));
    assert!(!ids(&client.get("/Client").await["clients"]).contains(&id));
    assert!(halo.delete_customer(id) && !halo.delete_customer(id));
    let reply = client.send_get(&format!("/Client/{id}")).await.unwrap();
    assert_eq!(reply.status(), StatusCode::NOT_FOUND);
    assert!(reply.json::<Value>().await.is_err());
    assert_eq!(
        halo.create_customer("Next", ""),
        id + 1,
        "an id is never given twice"
    );
}

#[tokio::test]
async fn the_configuration_comes_as_bare_arrays() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    for path in [
        "/TicketType?showall=true",
        "/Status",
        "/Priority",
        "/SLA",
        "/Team",
        "/Agent",
        "/Category?type_id=1",
    ] {
        assert!(
            !client.get(path).await.as_array().unwrap().is_empty(),
            "{path}"
        );
    }
    let all = ids(&client.get("/Status").await);
    let open = ids(&client.get("/Status?excludeclosed=true").await);
    assert!(all.contains(&9) && !open.contains(&9) && open.contains(&1));
    assert_eq!(ids(&client.get("/Status?tickettype_id=7").await), [1, 2, 9]);
    let priorities = client.get("/Priority?slaid=2").await;
    assert_eq!(priorities.as_array().unwrap().len(), 3);
    let guid = priorities[0]["id"].as_str().unwrap();
    assert_eq!(
        client.get(&format!("/Priority/{guid}")).await["priorityid"],
        1
    );
    assert_eq!(
        client.get_status("/Priority/1").await,
        StatusCode::NOT_FOUND
    );
    let slas = client.get("/SLA?showpriorities=true").await;
    assert!(slas[0]["priorities"][0]["priorityid"].is_i64());
    halo.set_old_build(true);
    assert_eq!(
        client.get("/SLA?showpriorities=true").await[0]["priorities"][0],
        1
    );
    let detail = client.get("/TicketType/3?includedetails=true").await;
    assert_eq!(detail["fields"][0]["technew"], 2);
}

#[tokio::test]
async fn advanced_search_has_a_white_list() {
    let halo = Simulator::start(Scenario::msp()).await.unwrap();
    let client = Client::of(&halo).await;
    let search = |name: &str, value: &str| {
        let rows =
            format!(r#"[{{"filter_name":"{name}","filter_type":2,"filter_value":"{value}"}}]"#);
        format!("/Client?advanced_search={}", url_encode(&rows))
    };
    assert_eq!(
        client.get(&search("name", "tamar shellfish")).await["record_count"],
        1
    );
    assert_eq!(
        client.get_status(&search("shoe_size", "44")).await,
        StatusCode::BAD_REQUEST
    );
}

fn url_encode(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn licences_are_listed_made_and_changed() {
    let halo = Simulator::start(Scenario::msp()).await.unwrap();
    let client = Client::of(&halo).await;
    let made = client
        .post(
            "/SoftwareLicence",
            serde_json::json!([{"name": "Seats", "client_id": 2, "site_id": -1, "count": 25}]),
        )
        .await;
    let id = made["id"].as_i64().unwrap();
    client
        .post(
            "/SoftwareLicence",
            serde_json::json!([{"id": id, "count": 26}]),
        )
        .await;
    let list = client
        .get("/SoftwareLicence?client_id=2&pageinate=true&page_size=100&page_no=1")
        .await;
    assert_eq!(
        (&list["licences"][0]["count"], &list["licences"][0]["name"]),
        (&26.into(), &"Seats".into())
    );
    assert!(halo.set_licence_count(id, 3));
    assert_eq!(
        client.get(&format!("/SoftwareLicence/{id}")).await["count"],
        3
    );
}
