//! What can be made to go wrong, and that the state stays right.

use std::time::{Duration, Instant};

use halo_sim::{Fault, Scenario, Simulator};
use reqwest::StatusCode;
use serde_json::json;

use crate::client::{Client, ids};

#[tokio::test]
async fn a_fault_hits_the_requests_it_names() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let id = halo.fault(Fault::get("/Client").nth(2).status(503));
    assert_eq!(client.get_status("/client").await, StatusCode::OK);
    assert_eq!(client.get_status("/Status").await, StatusCode::OK);
    let reply = client.send_get("/Client").await.unwrap();
    assert_eq!(reply.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(reply.text().await.unwrap().contains("<html>"));
    assert_eq!(client.get_status("/Client").await, StatusCode::OK);
    assert_eq!(halo.fault_hits(id), 1);

    halo.fault(Fault::get("/Tickets/*").status(403));
    assert_eq!(client.get_status("/Tickets/1").await, StatusCode::FORBIDDEN);
    assert_eq!(client.get_status("/Tickets").await, StatusCode::OK);
    halo.clear_faults();
    assert_eq!(client.get_status("/Tickets/1").await, StatusCode::NOT_FOUND);

    halo.fault(Fault::get("/Client").query("page_no", "2").status(500));
    assert_eq!(
        client.get_status("/Client?pageinate=true&page_no=1").await,
        StatusCode::OK
    );
    assert_eq!(
        client.get_status("/Client?pageinate=true&page_no=2").await,
        StatusCode::INTERNAL_SERVER_ERROR
    );
}

#[tokio::test]
async fn a_dropped_reply_comes_after_the_work() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    halo.fault(Fault::post("/Tickets").once().drop_reply());
    let before = halo.tickets().len();
    assert!(
        client
            .try_post("/Tickets", &json!([{"summary": "lost"}]))
            .await
            .is_err()
    );
    assert_eq!(halo.tickets().len(), before + 1);
    assert_eq!(halo.requests_to("POST", "/Tickets")[0].status, None);

    halo.fault(Fault::post("/Tickets").once().drop_request());
    assert!(
        client
            .try_post("/Tickets", &json!([{"summary": "never"}]))
            .await
            .is_err()
    );
    assert_eq!(halo.tickets().len(), before + 1);
    assert_eq!(client.get_status("/Client").await, StatusCode::OK);
}

#[tokio::test]
async fn bodies_can_be_cut_bent_and_slow() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;

    halo.fault(Fault::get("/Client").once().cut_after(40));
    let reply = client.send_get("/Client").await.unwrap();
    assert_eq!(reply.status(), StatusCode::OK);
    assert!(reply.bytes().await.is_err());

    halo.fault(Fault::get("/Client").once().truncate(40));
    let text = client
        .send_get("/Client")
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert_eq!(text.len(), 40);

    halo.fault(
        Fault::get("/Client")
            .once()
            .edit_json(|value| value["record_count"] = json!("many")),
    );
    assert_eq!(client.get("/Client").await["record_count"], "many");

    halo.fault(Fault::get("/Client").once().content_type("text/plain"));
    let reply = client.send_get("/Client").await.unwrap();
    assert_eq!(reply.headers()["content-type"], "text/plain");

    halo.fault(
        Fault::get("/Client/1")
            .once()
            .slow(200, Duration::from_millis(10)),
    );
    let started = Instant::now();
    assert_eq!(client.get("/Client/1").await["id"], 1);
    assert!(started.elapsed() >= Duration::from_millis(20));

    halo.fault(
        Fault::get("/Status")
            .once()
            .delay(Duration::from_millis(60)),
    );
    let started = Instant::now();
    assert_eq!(client.get_status("/Status").await, StatusCode::OK);
    assert!(started.elapsed() >= Duration::from_millis(60));
}

#[tokio::test]
async fn everything_can_be_another_web_server() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    halo.fault(Fault::everything().html());
    for path in ["/api/authinfo", "/auth/token", "/api/Client", "/"] {
        let reply = crate::client::http()
            .get(format!("{}{path}", halo.base_url()))
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), StatusCode::OK);
        assert!(
            reply.headers()["content-type"]
                .to_str()
                .unwrap()
                .starts_with("text/html")
        );
    }
    halo.clear_faults();
    halo.fault(Fault::any("/auth/token").redirect(307, "http://127.0.0.1:9/steal"));
    let reply = crate::client::ask_token(halo.base_url(), "?tenant=x", &[]).await;
    assert_eq!(reply.status(), StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(reply.headers()["location"], "http://127.0.0.1:9/steal");
    halo.clear_faults();
    halo.fault(
        Fault::any("/auth/token")
            .status(429)
            .header("retry-after", "soon"),
    );
    let reply = crate::client::ask_token(halo.base_url(), "", &[]).await;
    assert_eq!(
        (reply.status(), &reply.headers()["retry-after"]),
        (StatusCode::TOO_MANY_REQUESTS, &"soon".parse().unwrap())
    );
}

#[tokio::test]
async fn pages_can_repeat_and_rows_can_move() {
    let halo = Simulator::start(Scenario::large(150)).await.unwrap();
    let client = Client::of(&halo).await;
    let page = async |number: i64| {
        let reply = client
            .get(&format!(
                "/Client?pageinate=true&page_size=100&order=id&page_no={number}"
            ))
            .await;
        ids(&reply["clients"])
    };
    halo.fault(Fault::get("/Client").repeat_last_page());
    assert_eq!(page(3).await, page(2).await);
    assert_eq!(page(99).await.len(), 50);
    halo.clear_faults();
    assert!(page(3).await.is_empty());
    halo.fault(Fault::get("/Client").shift_pages(-1));
    assert_eq!(page(2).await[0], 100, "the last row of page 1 again");
    halo.clear_faults();
    halo.fault(Fault::get("/Client").shift_pages(1));
    assert_eq!(page(2).await[0], 102, "row 101 is lost");
}

#[tokio::test]
async fn the_recorder_keeps_what_was_asked_and_hides_secrets_in_print() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    client.get("/Client?pageinate=true&page_no=1").await;
    let token = &halo.requests_to("POST", "/auth/token")[0];
    assert_eq!(token.form("client_secret"), Some(halo.client_secret()));
    assert!(!format!("{token:?}").contains(&halo.client_secret()));
    let list = &halo.requests_to("GET", "/client")[0];
    assert_eq!((list.query("page_no"), list.status), (Some("1"), Some(200)));
    assert!(
        list.header("Authorization")
            .unwrap()
            .starts_with("Bearer ey")
    );
    assert!(!format!("{list:?}").contains("Bearer"));
    halo.clear_requests();
    assert!(halo.requests().is_empty());
}
