//! Too many requests, trouble on the way, and how often a request is sent.

use std::time::{Duration, Instant};

use halo_api::{
    CustomerQuery, Error, HaloClient, HttpSettings, RateLimit, RequestBudget, StatusQuery,
    TimeoutPhase, Transport, WriteOutcome,
};
use halo_sim::Fault;
use tokio_util::sync::CancellationToken;

use crate::setup::{
    client, client_with, config, keeps_the_contract, large, new_ticket, quick, small,
};

#[tokio::test]
async fn retry_after_is_obeyed() {
    let halo = small().await;
    let refused = Fault::get("/Status").status(429).header("Retry-After", "1");
    halo.fault(refused.once());
    let client = client(&halo);
    client.token().await.unwrap();
    let start = Instant::now();
    let asking = tokio::spawn({
        let client = client.clone();
        async move { client.statuses(&StatusQuery::default()).await }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let waiting = client.budget().waiting().expect("the wait can be seen");
    assert!(waiting <= Duration::from_millis(1250) && waiting > Duration::from_millis(400));
    asking.await.unwrap().unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert!(client.budget().limit().requests < 300);
    assert_eq!(client.budget().waiting(), None);
}

#[tokio::test]
async fn without_retry_after_the_waits_grow_and_end() {
    for header in [None, Some("-1"), Some("0"), Some("soon")] {
        let halo = small().await;
        let mut fault = Fault::get("/Status").status(429);
        if let Some(value) = header {
            fault = fault.header("Retry-After", value);
        }
        halo.fault(fault);
        let error = client(&halo).statuses(&StatusQuery::default()).await;
        let error = error.unwrap_err();
        assert!(
            matches!(
                error,
                Error::RateLimited {
                    retry_after: None,
                    ..
                }
            ),
            "{error}"
        );
        assert_eq!(error.write_outcome(), WriteOutcome::NotDone);
        assert_eq!(halo.requests_to("GET", "/Status").len(), 8);
    }
}

#[tokio::test]
async fn the_sentence_about_too_many_requests_counts_as_a_refusal() {
    let halo = small().await;
    let sentence = "Rate Limit Reached - 300 Requests per rolling 5 minute window";
    halo.fault(
        Fault::get("/Status")
            .reply(200, "text/plain", sentence)
            .once(),
    );
    let statuses = client(&halo).statuses(&StatusQuery::default()).await;
    assert!(!statuses.unwrap().is_empty());
    assert_eq!(halo.requests_to("GET", "/Status").len(), 2);
}

#[tokio::test]
async fn our_own_pace_is_never_refused() {
    let halo = large().await;
    let window = Duration::from_secs(2);
    halo.set_rate_limit(Some(halo_sim::RateLimit {
        requests: 6,
        window,
        retry_after: None,
    }));
    // A second more than the server's window, for machines that are busy with other tests.
    let limit = RateLimit {
        requests: 6,
        window: window + Duration::from_secs(1),
    };
    let budget = RequestBudget::new(limit);
    let client = HaloClient::new(Transport::new(quick()), config(&halo), budget).unwrap();
    let list = client.customers(&CustomerQuery::default());
    let list = list.read_all().await.unwrap();
    assert!(list.completeness.is_complete());
    let refused = halo.requests().iter().any(|r| r.status == Some(429));
    assert!(!refused);
    assert_eq!(client.budget().limit(), limit);
}

#[tokio::test]
async fn reading_is_repeated_and_writing_is_not() {
    for status in [502, 503, 504] {
        let halo = small().await;
        halo.fault(Fault::get("/Status").status(status).times(2));
        let client = client(&halo);
        client.statuses(&StatusQuery::default()).await.unwrap();
        assert_eq!(halo.requests_to("GET", "/Status").len(), 3);

        halo.fault(Fault::post("/Tickets").status(status).times(1));
        let error = client.create_ticket(&new_ticket("r1")).await.unwrap_err();
        assert!(
            matches!(error, Error::RemoteUnavailable { status: s, .. } if s == status),
            "{error}"
        );
        assert_eq!(error.write_outcome(), WriteOutcome::Unknown);
        assert_eq!(halo.requests_to("POST", "/Tickets").len(), 1);
        keeps_the_contract(&halo);
    }
}

#[tokio::test]
async fn attempts_run_out() {
    let halo = small().await;
    halo.fault(Fault::get("/Status").status(503));
    halo.fault(Fault::get("/Team").status(500));
    let client = client(&halo);
    let error = client.statuses(&StatusQuery::default()).await.unwrap_err();
    assert!(error.is_retryable());
    assert_eq!(error.halo_text(), None, "a page of markup is not shown");
    assert_eq!(halo.requests_to("GET", "/Status").len(), 4);
    client.teams().await.unwrap_err();
    assert_eq!(halo.requests_to("GET", "/Team").len(), 2);
}

#[tokio::test]
async fn a_refused_write_is_sent_again_since_nothing_was_done() {
    let halo = small().await;
    let before = halo.tickets().len();
    halo.fault(Fault::post("/Tickets").status(429).once());
    let ticket = client(&halo).create_ticket(&new_ticket("r2")).await;
    assert!(ticket.is_ok());
    assert_eq!(halo.requests_to("POST", "/Tickets").len(), 2);
    assert_eq!(halo.tickets().len(), before + 1);
}

#[tokio::test]
async fn a_lost_answer_to_a_write_makes_no_second_ticket() {
    let halo = small().await;
    let before = halo.tickets().len();
    halo.fault(Fault::post("/Tickets").drop_reply().once());
    let client = client(&halo);
    let error = client.create_ticket(&new_ticket("r3")).await.unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error}");
    assert_eq!(error.write_outcome(), WriteOutcome::Unknown);
    assert_eq!(halo.requests_to("POST", "/Tickets").len(), 1);
    assert_eq!(halo.tickets().len(), before + 1);
    let found = client.find_tickets_by_reference("r3", jiff::Timestamp::UNIX_EPOCH);
    assert_eq!(found.await.unwrap().tickets.len(), 1);
}

#[tokio::test]
async fn a_lost_answer_to_a_read_is_asked_for_again() {
    let halo = small().await;
    halo.fault(Fault::get("/Status").drop_reply().times(2));
    halo.fault(Fault::get("/Team").cut_after(20).times(2));
    let client = client(&halo);
    client.statuses(&StatusQuery::default()).await.unwrap();
    client.teams().await.unwrap();
    assert_eq!(halo.requests_to("GET", "/Status").len(), 3);
    assert_eq!(halo.requests_to("GET", "/Team").len(), 3);
}

#[tokio::test]
async fn time_limits_hold() {
    let halo = small().await;
    let settings = HttpSettings {
        headers_timeout: Duration::from_millis(150),
        request_timeout: Duration::from_millis(400),
        ..quick()
    };
    let client = client_with(&halo, settings);
    client.token().await.unwrap();
    halo.fault(Fault::get("/Status").delay(Duration::from_secs(5)));
    halo.fault(Fault::get("/Team").slow(4, Duration::from_millis(100)));
    halo.fault(Fault::post("/Tickets").delay(Duration::from_millis(250)));
    let start = Instant::now();
    let phase = |error: Error| match error {
        Error::Timeout { phase, .. } => phase,
        other => panic!("{other}"),
    };
    let headers = client.statuses(&StatusQuery::default()).await;
    assert_eq!(phase(headers.unwrap_err()), TimeoutPhase::Headers);
    let body = client.teams().await.unwrap_err();
    assert_eq!(phase(body), TimeoutPhase::Body);
    assert!(start.elapsed() < Duration::from_secs(3));
    // A write may take its time: giving up would leave its outcome unknown.
    client.create_ticket(&new_ticket("r4")).await.unwrap();
}

#[tokio::test]
async fn cancelling_ends_every_wait_at_once() {
    let halo = small().await;
    let client = client(&halo);
    client.token().await.unwrap();
    halo.fault(Fault::get("/Status").delay(Duration::from_secs(30)));
    let long_wait = Fault::get("/Team").status(429).header("Retry-After", "60");
    halo.fault(long_wait);
    let cancel = CancellationToken::new();
    let cancelled = client.with_cancel(cancel.clone());
    let query = StatusQuery::default();
    let start = Instant::now();
    let (statuses, teams, ()) =
        tokio::join!(cancelled.statuses(&query), cancelled.teams(), async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            cancel.cancel();
        });
    assert_eq!(statuses.unwrap_err(), Error::Cancelled);
    assert_eq!(teams.unwrap_err(), Error::Cancelled);
    assert!(start.elapsed() < Duration::from_secs(1));
    assert_eq!(cancelled.slas().await.unwrap_err(), Error::Cancelled);
    assert_eq!(client.budget().waiting(), None);
}
