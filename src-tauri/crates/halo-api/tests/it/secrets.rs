//! Secrets and ids of any letters reach Halo as they are.

use halo_api::{HaloClient, RequestBudget, Transport};
use halo_sim::{Running, Scenario, Simulator};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use secrecy::SecretString;

use crate::setup::{config, quick};

/// What the simulator's own form parser makes of a token request.
async fn received(halo: &Running, id: &str, secret: &str) -> (String, String) {
    halo.clear_requests();
    let mut config = config(halo);
    id.clone_into(&mut config.client_id);
    config.client_secret = SecretString::from(secret);
    let transport = Transport::new(quick());
    let client = HaloClient::new(transport, config, RequestBudget::default()).unwrap();
    let error = client.token().await.unwrap_err();
    assert!(secret.is_empty() || !format!("{error:?} {error}").contains("canary"));
    let request = &halo.requests_to("POST", "/auth/token")[0];
    let field = |name| request.form(name).unwrap();
    assert_eq!(field("grant_type"), "client_credentials");
    assert_eq!(field("scope"), "all");
    (field("client_id"), field("client_secret"))
}

#[test]
fn any_text_survives_the_form() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let halo = runtime
        .block_on(Simulator::start(Scenario::small()))
        .unwrap();
    let awkward = proptest::collection::vec(
        prop_oneof![
            any::<char>(),
            Just('&'),
            Just('='),
            Just('+'),
            Just('%'),
            Just(' '),
            Just('\0'),
            Just('\u{301}'),
            Just('\u{1f511}'),
        ],
        0..80,
    )
    .prop_map(|letters| letters.into_iter().collect::<String>());
    let mut runner = TestRunner::new(Config {
        cases: 256,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&(awkward.clone(), awkward), |(id, secret)| {
            let arrived = runtime.block_on(received(&halo, &id, &secret));
            prop_assert_eq!(arrived, (id, secret));
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn the_known_awkward_ones_survive_the_form() {
    let halo = Simulator::start(Scenario::small()).await.unwrap();
    let long = "canary-&".repeat(625);
    for awkward in [
        "&=+%\"'\\",
        "a=b&client_id=another&scope=admin",
        "%00%2B%20+",
        "\0a\0",
        "-starts-with-a-hyphen",
        "blanks  inside",
        "caf\u{e9} cafe\u{301}",
        "\u{1f511}\u{10ffff}",
        &long,
    ] {
        let (id, secret) = received(&halo, "id", awkward).await;
        assert_eq!((id.as_str(), secret.as_str()), ("id", awkward));
    }
}
