//! The access token: asked for once, renewed once, never for ever.

use std::time::Duration;

use futures_util::future::join_all;
use halo_api::{
    AuthProblem, ClientConfig, CustomerQuery, Error, HaloClient, RequestBudget, StatusQuery,
    Transport,
};
use halo_sim::{Fault, RecordedRequest, Running};
use secrecy::SecretString;

use crate::setup::{client, client_with, config, keeps_the_contract, large, quick, small};

async fn refused(halo: &Running, change: impl FnOnce(&mut ClientConfig)) -> Error {
    let mut config = config(halo);
    change(&mut config);
    let client =
        HaloClient::new(Transport::new(quick()), config, RequestBudget::default()).unwrap();
    let error = client.token().await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("canary"), "{shown}");
    error
}

#[tokio::test]
async fn a_token_tells_what_it_grants() {
    let halo = small().await;
    let client = client(&halo);
    let grant = client.token().await.unwrap();
    assert!(grant.allows("read:customers"));
    assert!(grant.expires_in > Duration::from_secs(3500));
    client.token().await.unwrap();
    assert_eq!(halo.tokens_issued(), 1);
    let request = &halo.requests_to("POST", "/auth/token")[0];
    assert_eq!(request.query("tenant"), Some(halo.tenant()));
    assert_eq!(
        request.form("grant_type").as_deref(),
        Some("client_credentials")
    );
    assert_eq!(request.form("scope").as_deref(), Some("all"));
    client.forget_token().await;
    client.token().await.unwrap();
    assert_eq!(halo.tokens_issued(), 2);
    keeps_the_contract(&halo);
}

#[tokio::test]
async fn a_token_that_ends_in_the_middle_is_renewed_once() {
    let halo = large().await;
    let client = client(&halo);
    let mut pager = client.customers(&CustomerQuery::default());
    let mut read = 0;
    while let Some(page) = pager.next().await.unwrap() {
        read += page.items.len();
        if page.number == 3 {
            halo.expire_tokens();
        }
    }
    assert!(pager.completeness().is_complete());
    assert_eq!(halo.tokens_issued(), 2);
    let pages = halo.requests_to("GET", "/Client");
    let refused = pages.iter().filter(|page| page.status == Some(401)).count();
    assert!((1..=4).contains(&refused), "those under way: {refused}");
    assert_eq!(pages.len() - refused, read.div_ceil(100), "none twice");
    keeps_the_contract(&halo);
}

#[tokio::test]
async fn many_at_once_share_one_renewal() {
    let halo = small().await;
    let client = client(&halo);
    let query = StatusQuery::default();
    let ask = || async { client.statuses(&query).await.unwrap() };
    join_all((0..12).map(|_| ask())).await;
    assert_eq!(halo.tokens_issued(), 1);
    halo.expire_tokens();
    join_all((0..12).map(|_| ask())).await;
    assert_eq!(halo.tokens_issued(), 2);
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let halo = small().await;
    halo.set_token_lifetime(Duration::from_secs(2));
    let client = client(&halo);
    client.statuses(&StatusQuery::default()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1200)).await;
    client.statuses(&StatusQuery::default()).await.unwrap();
    assert_eq!(halo.tokens_issued(), 2);
    let refused = halo.requests().iter().any(|r| r.status == Some(401));
    assert!(!refused, "the end of the token was not seen coming");
}

#[tokio::test]
async fn a_refusal_of_a_new_token_is_the_end() {
    let halo = small().await;
    halo.fault(Fault::get("/Status").status(401));
    let client = client(&halo);
    let error = client.statuses(&StatusQuery::default()).await.unwrap_err();
    let refused = matches!(
        error,
        Error::Unauthorized {
            reason: AuthProblem::TokenRefused,
            ..
        }
    );
    assert!(refused, "{error}");
    assert_eq!(halo.requests_to("GET", "/Status").len(), 2);
    assert_eq!(halo.tokens_issued(), 2);
}

#[tokio::test]
async fn wrong_credentials_are_told_apart() {
    let halo = small().await;
    let wrong_secret = refused(&halo, |c| {
        c.client_secret = SecretString::from("canary &=+%\"\\'\u{1f600}-secret");
    })
    .await;
    let is_client = |error: &Error| {
        matches!(
            error,
            Error::Unauthorized {
                reason: AuthProblem::InvalidClient,
                ..
            }
        )
    };
    assert!(is_client(&wrong_secret), "{wrong_secret}");
    // The odd secret arrived byte for byte.
    let sent = halo.requests_to("POST", "/auth/token")[0].form("client_secret");
    assert_eq!(sent.as_deref(), Some("canary &=+%\"\\'\u{1f600}-secret"));
    let swapped = refused(&halo, |c| c.client_id = "canary".to_owned()).await;
    assert!(is_client(&swapped), "{swapped}");
    let tenant = refused(&halo, |c| c.tenant = Some("nobody".to_owned())).await;
    assert!(
        matches!(&tenant, Error::WrongTenant { tenant: Some(t), .. } if t == "nobody"),
        "{tenant}"
    );
}

#[tokio::test]
async fn the_scopes_that_halo_refuses_are_named() {
    let halo = small().await;
    let agent = halo.main_agent();
    let narrow = halo.add_application("Narrow", &["read:customers", "read:tickets"], agent);
    for (asked, named, requests) in [
        ("read:everything", "read:everything", 1),
        (
            "read:customers read:everything edit:tickets read:tickets",
            "read:everything edit:tickets",
            5,
        ),
    ] {
        halo.clear_requests();
        let error = refused(&halo, |config| {
            config.client_id.clone_from(&narrow.client_id);
            config.client_secret = SecretString::from(narrow.client_secret.clone());
            config.scope = asked.to_owned();
        })
        .await;
        assert!(
            matches!(&error, Error::InvalidScope { scope, .. } if scope == named),
            "{error}"
        );
        assert_eq!(halo.requests_to("POST", "/auth/token").len(), requests);
    }
    keeps_the_contract(&halo);
}

#[tokio::test]
async fn scopes_are_frozen_in_a_token() {
    let halo = small().await;
    let agent = halo.main_agent();
    let narrow = halo.add_application("Narrow", &["read:tickets"], agent);
    let mut config = config(&halo);
    config.client_id.clone_from(&narrow.client_id);
    config.client_secret = SecretString::from(narrow.client_secret.clone());
    let transport = Transport::new(quick());
    let client = HaloClient::new(transport, config, RequestBudget::default()).unwrap();
    let count = async || client.count_customers(&CustomerQuery::default()).await;
    assert!(!client.token().await.unwrap().allows("read:customers"));
    halo.set_application_scopes(&narrow.client_id, &["read:customers", "read:tickets"]);
    assert!(count().await.is_err(), "the old token has not learnt of it");
    client.forget_token().await;
    assert!(client.token().await.unwrap().allows("read:customers"));
    count().await.unwrap();
}

#[tokio::test]
async fn a_token_without_scope_is_given_and_useless() {
    let halo = small().await;
    let mut config = config(&halo);
    config.scope = String::new();
    let client =
        HaloClient::new(Transport::new(quick()), config, RequestBudget::default()).unwrap();
    assert_eq!(client.token().await.unwrap().scopes, [] as [&str; 0]);
    let list = client.customers(&CustomerQuery::default()).read_all().await;
    let error = list.unwrap_err();
    assert!(
        matches!(&error, Error::Forbidden { endpoint, .. } if endpoint == "Client"),
        "{error}"
    );
}

/// Every bad answer of a token address, each with its own message. None is asked for twice but
/// where waiting helps.
#[tokio::test]
async fn every_bad_answer_has_its_own_message() {
    let json = "application/json";
    let answer = |status, body: &str| Fault::post("/auth/token").reply(status, json, body);
    let token = |rest: &str| answer(200, &format!(r#"{{"access_token":"x"{rest}}}"#));
    let cases: Vec<(Fault, &str, usize)> = vec![
        (Fault::post("/auth/token").html(), "a sign-in page came", 1),
        (
            answer(200, "<html><h1>Shop</h1></html>"),
            "a web page came",
            1,
        ),
        (
            Fault::post("/auth/token").status(404),
            "no tokens are given",
            1,
        ),
        (
            Fault::post("/auth/token").status(405),
            "no tokens are given",
            1,
        ),
        (answer(200, ""), "it is not JSON", 1),
        (answer(200, "{\"access_tok"), "it is not JSON", 1),
        (answer(200, "{}"), "it holds no token", 1),
        (token(r#","expires_in":0"#), "has already expired", 1),
        (token(r#","expires_in":-1"#), "has already expired", 1),
        (token(r#","token_type":"MAC""#), "of the type “MAC”", 1),
        (
            answer(200, r#"{"access_token":"x\ny"}"#),
            "forbidden characters",
            1,
        ),
        (
            answer(401, r#"{"error":"invalid_client"}"#),
            "client id or secret is wrong",
            1,
        ),
        (answer(401, ""), "client id or secret is wrong", 1),
        (
            answer(400, r#"{"error":"unauthorized_client"}"#),
            "not set to sign in by client id and secret",
            1,
        ),
        (
            answer(400, r#"{"error":"unsupported_grant_type"}"#),
            "not set to sign in by client id and secret",
            1,
        ),
        (
            answer(400, r#"{"error":"invalid_scope"}"#),
            "does not have the permission that was asked for (all)",
            1,
        ),
        (
            answer(500, "<html>"),
            "could not find the tenant “northwind-it”",
            2,
        ),
        (answer(503, "<html>"), "not available at the moment", 4),
        (answer(429, ""), "takes no more requests", 8),
        (
            answer(200, "Rate Limit Reached - 300 Requests"),
            "takes no more requests",
            8,
        ),
        (
            Fault::post("/auth/token").drop_reply(),
            "broke before the answer was complete",
            4,
        ),
    ];
    for (fault, words, requests) in cases {
        let halo = small().await;
        halo.fault(fault);
        let error = client(&halo).token().await.unwrap_err();
        assert!(error.to_string().contains(words), "{error} / {words}");
        let asked = halo.requests_to("POST", "/auth/token").len();
        assert_eq!(asked, requests, "{error}");
        assert_eq!(halo.requests().len(), requests, "nothing else is asked");
    }
}

#[tokio::test]
async fn odd_lives_of_a_token_are_understood() {
    for (told, hours) in [
        ("\"3600\"", 1_u64),
        ("3600.0", 1),
        ("1e99", 24),
        ("null", 1),
    ] {
        let halo = small().await;
        let body = format!(r#"{{"access_token":"x","expires_in":{told}}}"#);
        halo.fault(Fault::post("/auth/token").reply(200, "application/json", body));
        let grant = client(&halo).token().await.unwrap();
        let left = grant.expires_in.as_secs();
        let life = hours * 3600;
        assert!((life - 60..=life).contains(&left), "{told}: {left} s");
    }
}

#[tokio::test]
async fn a_token_address_that_wants_us_to_wait_is_waited_for() {
    let in_a_minute = "Fri, 20 Nov 2026 12:01:00 GMT";
    let now = "Fri, 20 Nov 2026 12:00:00 GMT";
    for (header, understood) in [
        (None, None),
        (Some("-1"), None),
        (Some("0"), None),
        (Some("soon"), None),
        (Some("1"), Some(1)),
        (Some("99999999"), Some(99_999_999)),
        (Some(in_a_minute), Some(60)),
    ] {
        let limited = |header: Option<&str>| {
            let fault = Fault::post("/auth/token").status(429).header("date", now);
            match header {
                Some(value) => fault.header("retry-after", value),
                None => fault,
            }
        };
        let mut settings = quick();
        settings.retry.retry_after_cap = Duration::from_millis(20);

        let halo = small().await;
        halo.fault(limited(header).times(2));
        let grant = client_with(&halo, settings.clone()).token().await;
        assert!(grant.is_ok(), "{header:?}");
        assert_eq!(halo.requests_to("POST", "/auth/token").len(), 3);

        let halo = small().await;
        halo.fault(limited(header));
        let error = client_with(&halo, settings).token().await.unwrap_err();
        let Error::RateLimited { retry_after, .. } = &error else {
            panic!("{error}")
        };
        let told = retry_after.map(|wait| wait.as_secs());
        assert_eq!(told, understood, "{header:?}");
        assert_eq!(halo.requests_to("POST", "/auth/token").len(), 8);
    }
}

#[tokio::test]
async fn a_refusal_in_the_middle_of_a_list_repeats_that_page_alone() {
    let halo = large().await;
    let refused = Fault::get("/Client").query("page_no", "5").status(401);
    halo.fault(refused.once());
    let list = client(&halo)
        .customers(&CustomerQuery::default())
        .read_all()
        .await
        .unwrap();
    assert!(list.completeness.is_complete());
    assert_eq!(list.items.len(), 717);
    assert_eq!(halo.tokens_issued(), 2);
    let pages = halo.requests_to("GET", "/Client");
    let asked = |page: &str| {
        let of_page = |request: &&RecordedRequest| request.query("page_no") == Some(page);
        pages.iter().filter(of_page).count()
    };
    assert_eq!((asked("4"), asked("5"), asked("6")), (1, 2, 1));
}

#[tokio::test]
async fn an_application_or_agent_that_was_switched_off_is_told() {
    let halo = small().await;
    let client = client(&halo);
    let query = StatusQuery::default();
    client.statuses(&query).await.unwrap();
    halo.set_agent_active(halo.main_agent(), false);
    let disabled = client.statuses(&query).await.unwrap_err();
    assert!(
        matches!(
            disabled,
            Error::Unauthorized { .. } | Error::Forbidden { .. }
        ),
        "{disabled}"
    );
    halo.set_application_active(halo.client_id(), false);
    client.forget_token().await;
    let inactive = client.token().await.unwrap_err();
    assert!(
        matches!(
            inactive,
            Error::Unauthorized {
                reason: AuthProblem::InvalidClient,
                ..
            }
        ),
        "{inactive}"
    );
}
