//! Discovery, the token call, and what becomes of a token.

use std::time::Duration;

use halo_sim::{AgentRights, Config, Discovery, Product, RateLimit, Scenario, Simulator};
use reqwest::StatusCode;
use serde_json::Value;

use crate::client::{Client, ask_token, http};

async fn get(url: String) -> (StatusCode, Option<Value>) {
    let reply = http().get(url).send().await.unwrap();
    (reply.status(), reply.json().await.ok())
}

#[tokio::test]
async fn discovery_tells_where_the_token_is_got() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let base = halo.base_url();
    let (status, info) = get(format!("{base}/API/AuthInfo")).await;
    let info = info.unwrap();
    assert_eq!(
        (status, info["auth_url"].as_str()),
        (StatusCode::OK, Some(format!("{base}/auth").as_str()))
    );
    assert_eq!(info["tenant_id"], "northwind-it");
    let (_, info) = get(format!("{base}/api/instanceinfo")).await;
    assert_eq!(info.unwrap()["app_version"], "2.236.133");
    let (_, document) = get(format!("{base}/auth/.well-known/openid-configuration")).await;
    assert_eq!(
        document.unwrap()["token_endpoint"],
        format!("{base}/auth/token")
    );
}

#[tokio::test]
async fn discovery_can_be_missing_or_odd() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let base = halo.base_url();
    halo.set_discovery(Discovery::NoAuthInfo);
    assert_eq!(
        get(format!("{base}/api/authinfo")).await,
        (StatusCode::NOT_FOUND, None)
    );
    assert_eq!(
        get(format!("{base}/api/instanceinfo")).await.0,
        StatusCode::OK
    );
    halo.set_discovery(Discovery::Html);
    assert_eq!(
        get(format!("{base}/api/authinfo")).await,
        (StatusCode::OK, None)
    );
    halo.set_discovery(Discovery::SelfHosted);
    halo.set_product(Product::Itsm);
    assert!(get(format!("{base}/api/authinfo")).await.1.unwrap()["tenant_id"].is_null());
    let info = get(format!("{base}/api/instanceinfo")).await.1.unwrap();
    assert_eq!(
        (&info["app_name"], &info["hosted_group"]),
        (&"Halo ITSM".into(), &"".into())
    );
    let reply = ask_token(base, "", &[("grant_type", "x")]).await;
    assert_eq!(
        reply.status(),
        StatusCode::BAD_REQUEST,
        "no tenant is wanted"
    );
    halo.set_discovery(Discovery::BareAuthHost);
    assert_eq!(
        get(format!("{base}/api/authinfo")).await.1.unwrap()["auth_url"],
        base
    );
    let reply = http()
        .post(format!("{base}/token?tenant=northwind-it"))
        .form(&[("grant_type", "x")])
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_token_call_fails_as_halo_fails() {
    let config = Config {
        client_id: Some("0f0f".to_owned()),
        client_secret: Some("s e+c/r=e&t".to_owned()),
        ..Config::new(Scenario::small())
    };
    let halo = Simulator::start(config).await.unwrap();
    let base = halo.base_url();
    let form = |secret: &'static str, scope: &'static str| {
        [
            ("grant_type", "client_credentials"),
            ("client_id", "0f0f"),
            ("client_secret", secret),
            ("scope", scope),
        ]
    };
    let good = "s e+c/r=e&t";
    let tenant = "?tenant=northwind-it";

    let reply = ask_token(base, tenant, &form(good, "all")).await;
    assert_eq!(reply.status(), StatusCode::OK);
    let token: Value = reply.json().await.unwrap();
    assert_eq!(
        (&token["scope"], &token["token_type"], &token["expires_in"]),
        (&"all".into(), &"Bearer".into(), &3600.into())
    );
    assert_eq!(
        token["access_token"].as_str().unwrap().split('.').count(),
        3
    );

    let reply = ask_token(base, tenant, &form("wrong", "all")).await;
    assert_eq!(reply.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(
        reply.json::<Value>().await.unwrap()["error"],
        "invalid_client"
    );

    let reply = ask_token(base, tenant, &form(good, "read:agents")).await;
    assert_eq!(reply.status(), StatusCode::BAD_REQUEST);
    assert_eq!(
        reply.json::<Value>().await.unwrap()["error"],
        "invalid_scope"
    );

    for query in ["?tenant=other", ""] {
        let reply = ask_token(base, query, &form(good, "all")).await;
        assert_eq!(reply.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(reply.text().await.unwrap().contains("<html>"));
    }
    halo.set_tenant_required(false);
    assert_eq!(
        ask_token(base, "", &form(good, "all")).await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_token_without_scope_is_given_and_useless() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let agent = halo.add_agent("Robot", AgentRights::full());
    let credentials = halo.add_application("Narrow", &["read:tickets"], agent);
    let useless = Client::with(&halo, &credentials, "").await;
    for path in ["/Client", "/TicketType", "/Tickets"] {
        let reply = useless.send_get(path).await.unwrap();
        assert_eq!(reply.status(), StatusCode::FORBIDDEN);
        assert_eq!(reply.text().await.unwrap(), "");
    }
    let narrow = Client::with(&halo, &credentials, "all").await;
    assert_eq!(narrow.get_status("/Tickets").await, StatusCode::OK);
    assert_eq!(narrow.get_status("/TicketType").await, StatusCode::OK);
    assert_eq!(narrow.get_status("/Client").await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn tokens_end() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    halo.expire_tokens();
    assert_eq!(client.get_status("/Client").await, StatusCode::UNAUTHORIZED);

    halo.set_token_lifetime(Duration::ZERO);
    let client = Client::of(&halo).await;
    assert_eq!(client.get_status("/Client").await, StatusCode::UNAUTHORIZED);
    assert_eq!(halo.tokens_issued(), 2);

    halo.set_token_lifetime(Duration::from_hours(1));
    let client = Client::of(&halo).await;
    assert!(halo.set_agent_active(halo.main_agent(), false));
    assert_eq!(client.get_status("/Client").await, StatusCode::UNAUTHORIZED);
    assert!(halo.set_agent_active(halo.main_agent(), true));
    assert_eq!(client.get_status("/Client").await, StatusCode::OK);

    let old = halo.client_secret();
    let new = halo.change_secret(halo.client_id()).unwrap();
    assert!(new != old && new == halo.client_secret());
}

#[tokio::test]
async fn the_rate_limit_counts_every_path() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    let window = Duration::from_mins(5);
    halo.set_rate_limit(Some(RateLimit {
        requests: 2,
        window,
        retry_after: Some("1".to_owned()),
    }));
    assert_eq!(client.get_status("/Status").await, StatusCode::OK);
    assert_eq!(
        get(format!("{}/api/authinfo", halo.base_url())).await.0,
        StatusCode::OK
    );
    let reply = client.send_get("/Status").await.unwrap();
    assert_eq!(reply.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(reply.headers()["retry-after"], "1");
    let text = reply.text().await.unwrap();
    assert_eq!(
        text,
        "Rate Limit Reached - 2 Requests per rolling 5 minute window"
    );
    assert_eq!(
        ask_token(halo.base_url(), "", &[]).await.status(),
        StatusCode::TOO_MANY_REQUESTS
    );
    halo.set_rate_limit(None);
    assert_eq!(client.get_status("/Status").await, StatusCode::OK);
}

#[tokio::test]
async fn a_stopped_simulator_is_gone() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let client = Client::of(&halo).await;
    halo.stop().await;
    assert!(client.send_get("/Client").await.is_err());
}
