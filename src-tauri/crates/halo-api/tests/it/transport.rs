//! Bad days of a network and of the servers on it, one line of a table each.

use std::time::Duration;

use halo_api::{
    CustomerQuery, Discovery, Error, HaloClient, HttpSettings, RequestBudget, RetryPolicy,
    StatusQuery, TimeoutPhase, Transport, discover,
};
use halo_sim::{Config, Fault, Scenario, Simulator};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::setup::{Canned, client, client_with, config, origin, quick, small};

/// Short limits, so that a server that is slow for ever is given up soon.
fn impatient() -> HttpSettings {
    HttpSettings {
        headers_timeout: Duration::from_millis(300),
        request_timeout: Duration::from_millis(600),
        retry: RetryPolicy {
            attempts: 1,
            ..quick().retry
        },
        ..quick()
    }
}

/// A server that sends `start` and then one more byte now and then, for ever.
async fn dripping(start: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = socket.read(&mut request).await;
                let mut next = start;
                while socket.write_all(next).await.is_ok() {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    next = b"x";
                }
            });
        }
    });
    format!("http://{address}")
}

async fn ask(address: &str, settings: HttpSettings) -> Result<Discovery, Error> {
    let transport = Transport::new(settings);
    discover(&transport, &origin(address), &CancellationToken::new()).await
}

#[tokio::test]
async fn a_server_that_drips_is_given_up() {
    let stalled = b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n{\"auth_url\":\"";
    for (start, expected) in [
        (b"H".as_slice(), TimeoutPhase::Headers),
        (b"HTTP/1.1 200 OK\r\nX-Filler: ", TimeoutPhase::Headers),
        (stalled, TimeoutPhase::Body),
    ] {
        let address = dripping(start).await;
        match ask(&address, impatient()).await.unwrap_err() {
            Error::Timeout { phase, .. } => assert_eq!(phase, expected),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_drip_can_be_cancelled() {
    let address = dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n{").await;
    let cancel = CancellationToken::new();
    let transport = Transport::new(quick());
    let address = origin(&address);
    let (found, ()) = tokio::join!(discover(&transport, &address, &cancel), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        cancel.cancel();
    });
    assert_eq!(found.unwrap_err(), Error::Cancelled);
}

/// `{"auth_url":"https://acme.halopsa.com/auth"}`, packed by gzip.
const PACKED: &[u8] = b"\
    \x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xab\x56\x4a\x2c\x2d\xc9\x88\x2f\x2d\xca\x51\xb2\x52\xca\
    \x28\x29\x29\x28\xb6\xd2\xd7\x4f\x4c\xce\x4d\xd5\xcb\x48\xcc\xc9\x2f\x28\x4e\xd4\x4b\xce\xcf\xd5\
    \x07\xa9\x51\xaa\x05\x00\xbf\x55\x30\xb9\x2c\x00\x00\x00";

#[tokio::test]
async fn lengths_and_packings_that_lie_are_told() {
    let gzip = "Content-Encoding: gzip\r\n";
    let too_short = b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: close\r\n\r\n{\"auth_url\":\"https://a\"}";
    let chunk = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n";
    for (case, answer) in [
        (
            "cut in the middle",
            Canned::http("200 OK", gzip, &PACKED[..40]),
        ),
        (
            "no packing at all",
            Canned::http("200 OK", gzip, b"{\"auth_url\":\"x\"}"),
        ),
        (
            "only the first bytes",
            Canned::http("200 OK", gzip, &PACKED[..3]),
        ),
        ("longer than it says", too_short.to_vec()),
        ("a chunk without a size", chunk.to_vec()),
    ] {
        let server = Canned::start(answer).await;
        let error = server.find(quick()).await.unwrap_err();
        assert!(
            matches!(
                error,
                Error::RemoteChanged { .. } | Error::Interrupted { .. } | Error::NotHalo { .. }
            ),
            "{case}: {error:?}"
        );
    }
}

#[tokio::test]
async fn refusals_for_too_many_requests_end_in_one_sentence() {
    // A date of long ago asks for no wait; the far future is cut to a bearable one.
    let patient = RetryPolicy {
        rate_limit_attempts: 2,
        retry_after_cap: Duration::from_millis(50),
        ..quick().retry
    };
    let settings = HttpSettings {
        retry: patient,
        ..quick()
    };
    for header in [
        "99999999",
        "99999999999999999999999",
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "1.5",
        "",
    ] {
        for path in ["/auth/token", "/Status"] {
            let halo = small().await;
            let fault = if path == "/Status" {
                Fault::get(path)
            } else {
                Fault::post(path)
            };
            halo.fault(fault.status(429).header("Retry-After", header));
            let error = client_with(&halo, settings.clone())
                .statuses(&StatusQuery::default())
                .await
                .unwrap_err();
            assert!(
                matches!(error, Error::RateLimited { .. }),
                "{path} {header}: {error:?}"
            );
        }
    }
}

#[tokio::test]
async fn pages_of_servers_in_between_are_not_shown() {
    // What Cloudflare and IIS send, at the length at which they sometimes do.
    let filler = "<p>Ray ID: 7d0</p>".repeat(120_000);
    for status in [500, 502, 503, 504, 520, 403] {
        let halo = small().await;
        let page = format!("<!DOCTYPE html><title>{status}: Bad gateway</title>{filler}");
        let settings = HttpSettings {
            retry: impatient().retry,
            ..quick()
        };
        let client = client_with(&halo, settings);
        client.token().await.unwrap();
        halo.fault(Fault::get("/Status").reply(status, "text/html", page));
        let error = client.statuses(&StatusQuery::default()).await.unwrap_err();
        let shown = format!("{error} {}", error.halo_text().unwrap_or_default());
        assert!(shown.len() < 400, "{} characters", shown.len());
        assert!(!shown.contains('<'), "{shown}");
        match error {
            Error::RemoteUnavailable { status: told, .. } => assert_eq!(told, status),
            Error::Forbidden { .. } => assert_eq!(status, 403),
            other => panic!("{status}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_halo_with_nothing_but_ipv6_is_found() {
    let halo = Simulator::start(Config {
        listen: "[::1]:0".parse().unwrap(),
        ..Config::new(Scenario::small())
    })
    .await
    .unwrap();
    assert!(ask(halo.base_url(), quick()).await.is_ok());
}

/// A computer that slept for two hours in the middle of a list: the connections are dead, and the
/// token has ended while no clock of the program moved.
#[tokio::test]
async fn a_list_goes_on_after_a_sleep() {
    let start = async |listen| {
        let config = Config {
            listen,
            client_id: Some("sleepy".to_owned()),
            client_secret: Some("secret".to_owned()),
            ..Config::new(Scenario::large(450))
        };
        Simulator::start(config).await.unwrap()
    };
    let before = start("127.0.0.1:0".parse().unwrap()).await;
    let address = before.addr();
    let client = HaloClient::new(
        Transport::new(quick()),
        config(&before),
        RequestBudget::default(),
    )
    .unwrap();
    let mut pager = client.customers(&CustomerQuery::default());
    let mut read = pager.next().await.unwrap().unwrap().items.len();
    before.stop().await;
    let after = start(address).await;
    while let Some(page) = pager.next().await.unwrap() {
        read += page.items.len();
    }
    assert!(pager.completeness().is_complete());
    assert!(read > 300, "{read}");
    assert_eq!(after.tokens_issued(), 1);
    // And what begins afterwards works as well.
    assert!(!client.teams().await.unwrap().is_empty());
    drop(client);
}

#[tokio::test]
async fn names_that_lead_nowhere_end_at_once() {
    let halo = small().await;
    let error = ask("https://halo.invalid", quick()).await.unwrap_err();
    assert!(error.is_on_the_way() && error.is_retryable(), "{error:?}");
    // A name that is gone does not stop what works.
    assert!(!client(&halo).teams().await.unwrap().is_empty());
}
