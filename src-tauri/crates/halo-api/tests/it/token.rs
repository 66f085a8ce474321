//! The access token: asked for once, renewed once, never for ever.

use std::time::Duration;

use futures_util::future::join_all;
use halo_api::{
    AuthProblem, ClientConfig, CustomerQuery, Error, HaloClient, RequestBudget, StatusQuery,
    TokenReplyProblem, Transport,
};
use halo_sim::{Fault, Running};
use secrecy::SecretString;

use crate::setup::{client, config, keeps_the_contract, large, quick, small};

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
    assert_eq!(pages.len(), read.div_ceil(100) + 1);
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
    let scope = refused(&halo, |c| c.scope = "read:everything".to_owned()).await;
    assert!(matches!(scope, Error::InvalidScope { .. }), "{scope}");
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

#[tokio::test]
async fn nonsense_in_place_of_a_token_is_refused() {
    let halo = small().await;
    let json = "application/json";
    let cases: [(&str, TokenReplyProblem); 4] = [
        ("{}", TokenReplyProblem::NoAccessToken),
        ("{\"access_tok", TokenReplyProblem::NotJson),
        (
            r#"{"access_token":"x","expires_in":-1}"#,
            TokenReplyProblem::AlreadyExpired,
        ),
        (
            r#"{"access_token":"x","token_type":"MAC"}"#,
            TokenReplyProblem::TokenType {
                found: "MAC".to_owned(),
            },
        ),
    ];
    for (body, expected) in cases {
        halo.clear_faults();
        halo.fault(Fault::post("/auth/token").reply(200, json, body));
        let error = client(&halo).token().await.unwrap_err();
        assert_eq!(error, Error::BadTokenReply { problem: expected });
    }
    halo.clear_faults();
    halo.fault(Fault::post("/auth/token").html());
    let error = client(&halo).token().await.unwrap_err();
    assert!(matches!(error, Error::NotHalo { .. }), "{error}");
}
