//! Answers that would lead a trusting client astray: redirects, floods, half and foreign answers.

use halo_api::{
    ClientConfig, Error, HaloClient, HttpSettings, NotHaloAnswer, RequestBudget, StatusQuery,
    Transport, WriteOutcome,
};
use halo_sim::Fault;
use secrecy::SecretString;

use crate::setup::{
    Canned, client, client_with, find, keeps_the_contract, new_ticket, origin, quick, small,
};

#[tokio::test]
async fn no_redirect_is_followed_with_a_secret_or_token() {
    let trap = Canned::start(Canned::http("200 OK", "", b"{}")).await;
    for status in [301, 302, 303, 307, 308] {
        for target in [
            format!("{}/steal", trap.url()),
            format!("http://user:pw@{}/steal", trap.address),
            format!("//{}/steal", trap.address),
            "https://evil.example/steal?x=1".to_owned(),
            "/somewhere/else".to_owned(),
            "file:///etc/passwd".to_owned(),
        ] {
            let halo = small().await;
            let client = client(&halo);
            let id = halo.fault(Fault::post("/auth/token").redirect(status, &target));
            let at_token = client.token().await.unwrap_err();
            halo.remove_fault(id);
            client.token().await.unwrap();
            halo.fault(Fault::get("/Status").redirect(status, &target));
            halo.fault(Fault::post("/Tickets").redirect(status, &target));
            let at_read = client.statuses(&StatusQuery::default()).await.unwrap_err();
            let at_write = client.create_ticket(&new_ticket("x")).await.unwrap_err();
            for error in [at_token, at_read, at_write] {
                let Error::RedirectRefused { to, .. } = &error else {
                    panic!("{error:?}")
                };
                assert!(!to.contains("steal") && !to.contains("pw@"), "{to}");
                assert_eq!(error.write_outcome(), WriteOutcome::NotDone);
            }
            halo.fault(Fault::get("/authinfo").redirect(status, &target));
            let at_start = find(&halo).await.unwrap_err();
            assert!(matches!(at_start, Error::RedirectRefused { .. }));
        }
    }
    assert_eq!((trap.connections(), trap.bytes_received()), (0, 0));
}

#[tokio::test]
async fn a_secret_never_travels_in_clear_beyond_this_computer() {
    let config = |api: &str, auth: &str| ClientConfig {
        api_base: api.parse().unwrap(),
        auth_url: auth.parse().unwrap(),
        tenant: None,
        client_id: "id".to_owned(),
        client_secret: SecretString::from("secret"),
        scope: "all".to_owned(),
    };
    let good = "https://acme.halopsa.com";
    for bad in [
        "http://acme.halopsa.com/api",
        "https://user:pw@acme.halopsa.com/api",
        "https://169.254.169.254/api",
        "ftp://acme.halopsa.com/api",
    ] {
        for config in [config(bad, good), config(good, bad)] {
            let client = HaloClient::new(Transport::default(), config, RequestBudget::default());
            assert!(
                matches!(client.unwrap_err(), Error::InvalidHost(_)),
                "{bad}"
            );
        }
    }
    let debug = format!("{:?}", config(good, good));
    assert!(!debug.contains("\"secret\""), "{debug}");
}

#[tokio::test]
async fn foreign_and_half_answers_are_named() {
    let halo = small().await;
    let client = client(&halo);
    client.token().await.unwrap();
    let query = StatusQuery::default();
    let ask = || async { client.statuses(&query).await.unwrap_err() };

    halo.fault(Fault::get("/Status").truncate(25));
    assert!(matches!(ask().await, Error::RemoteChanged { .. }));
    halo.clear_faults();
    halo.fault(Fault::get("/Status").html());
    let portal = ask().await;
    assert!(
        matches!(
            portal,
            Error::NotHalo {
                found: NotHaloAnswer::SignInPage | NotHaloAnswer::Html,
                ..
            }
        ),
        "{portal:?}"
    );
    let json = "application/json";
    for body in [
        "",
        "null",
        "\"hello\"",
        "{}",
        "[1,2]",
        "[{\"id\":\"x\"}]",
        "NaN",
    ] {
        halo.clear_faults();
        halo.fault(Fault::get("/Status").reply(200, json, body));
        let error = ask().await;
        assert!(
            matches!(error, Error::RemoteChanged { .. }),
            "{body}: {error:?}"
        );
    }
    halo.clear_faults();
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    halo.fault(Fault::get("/Status").reply(200, json, deep));
    assert!(matches!(ask().await, Error::RemoteChanged { .. }));
    // What a careful client reads all the same.
    for body in [
        "\u{feff}[{\"id\":\"12\",\"name\":\"a\\ud800\"}]",
        "{\"statuses\":[{\"id\":12.0,\"name\":null},{\"name\":\"no id\"}]}",
    ] {
        halo.clear_faults();
        halo.fault(Fault::get("/Status").reply(200, "text/plain", body));
        let statuses = client.statuses(&query).await.unwrap();
        assert_eq!(statuses.iter().map(|s| s.id).collect::<Vec<_>>(), [12]);
    }
}

#[tokio::test]
async fn no_answer_is_larger_than_the_limit() {
    let halo = small().await;
    let settings = HttpSettings {
        max_body_bytes: 20_000,
        ..quick()
    };
    let client = client_with(&halo, settings.clone());
    client.token().await.unwrap();
    let json = "application/json";
    halo.fault(Fault::get("/Status").reply(200, json, " ".repeat(20_001)));
    let error = client.statuses(&StatusQuery::default()).await.unwrap_err();
    assert_eq!(
        error,
        Error::TooLarge {
            endpoint: "Status".to_owned(),
            limit: 20_000
        }
    );
    assert_eq!(halo.requests_to("GET", "/Status").len(), 1);
    keeps_the_contract(&halo);

    // 300 kB packed into 329 bytes: the limit counts what comes out.
    let bomb = Canned::http("200 OK", "Content-Encoding: gzip\r\n", BOMB);
    let bomb = Canned::start(bomb).await;
    let error = bomb.find(settings).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn what_only_claims_to_be_packed_is_refused() {
    let lie = Canned::http(
        "200 OK",
        "Content-Encoding: gzip\r\n",
        b"{\"auth_url\":\"x\"}",
    );
    let lie = Canned::start(lie).await;
    let error = lie.find(quick()).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::RemoteChanged { .. } | Error::Interrupted { .. }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_connection_that_ends_too_early_is_told() {
    for answer in [
        b"".to_vec(),
        b"HTTP/1.1 200 OK\r\nContent-Le".to_vec(),
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"auth_url\":".to_vec(),
    ] {
        let server = Canned::start(answer).await;
        let error = server.find(quick()).await.unwrap_err();
        assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
        assert_eq!(server.connections(), 4, "reading is tried four times");
    }
    let not_http = Canned::start(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()).await;
    let error = not_http.find(quick()).await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert!(!origin(&not_http.url()).as_str().ends_with('/'));
}

/// `[`, 300 000 blanks and `]`, packed by gzip.
const BOMB: &[u8] = b"\
    \x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc1\x01\x0d\x00\x00\x0c\x02\xa0\x2a\xef\xe5\xde\xbf\
    \x86\x3d\x1c\x90\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\
    \x00\x00\x00\x00\x00\x00\x80\x21\x5f\xc1\xdb\xfb\xe9\xe2\x93\x04\x00\
";
