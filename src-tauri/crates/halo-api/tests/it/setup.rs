//! A simulator, a client of it, and a server that answers whatever a test wants.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use halo_api::{
    ClientConfig, Discovery, HaloClient, HttpSettings, NewTicket, Origin, RequestBudget,
    RetryPolicy, Transport, discover,
};
use halo_sim::{Running, Scenario, Simulator};
use secrecy::SecretString;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The waits of a test: the same numbers of attempts, but no minutes.
pub(crate) fn quick() -> HttpSettings {
    HttpSettings {
        headers_timeout: Duration::from_secs(5),
        request_timeout: Duration::from_secs(10),
        retry: RetryPolicy {
            first_delay: Duration::from_millis(5),
            max_delay: Duration::from_millis(20),
            rate_limit_first_delay: Duration::from_millis(40),
            rate_limit_max_delay: Duration::from_millis(80),
            ..RetryPolicy::default()
        },
        ..HttpSettings::default()
    }
}

pub(crate) async fn small() -> Running {
    Simulator::start(Scenario::small()).await.unwrap()
}

/// A Halo with 717 customers, enough for eight pages.
pub(crate) async fn large() -> Running {
    Simulator::start(Scenario::large(717)).await.unwrap()
}

pub(crate) fn origin(base_url: &str) -> Origin {
    Origin::parse(base_url).unwrap().origin
}

pub(crate) async fn find(halo: &Running) -> Result<Discovery, halo_api::Error> {
    let transport = Transport::new(quick());
    discover(
        &transport,
        &origin(halo.base_url()),
        &CancellationToken::new(),
    )
    .await
}

pub(crate) fn config(halo: &Running) -> ClientConfig {
    let origin = origin(halo.base_url());
    ClientConfig {
        api_base: origin.url("/api"),
        auth_url: origin.url("/auth"),
        tenant: Some(halo.tenant().to_owned()),
        client_id: halo.client_id().to_owned(),
        client_secret: SecretString::from(halo.client_secret()),
        scope: "all".to_owned(),
    }
}

pub(crate) fn client(halo: &Running) -> HaloClient {
    client_with(halo, quick())
}

pub(crate) fn client_with(halo: &Running, settings: HttpSettings) -> HaloClient {
    HaloClient::new(
        Transport::new(settings),
        config(halo),
        RequestBudget::default(),
    )
    .unwrap()
}

/// A ticket that the simulator takes.
pub(crate) fn new_ticket(reference: &str) -> NewTicket {
    NewTicket {
        summary: format!("Test ticket [{reference}]"),
        ticket_type_id: 1,
        client_id: 2,
        details: Some("A test.".to_owned()),
        priority_id: Some(3),
        third_party_id_string: Some(reference.to_owned()),
        ..NewTicket::default()
    }
}

/// Every request that was sent and every answer to it is one that Halo's own description knows.
pub(crate) fn keeps_the_contract(halo: &Running) {
    let violations: Vec<String> = halo
        .contract_violations()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(violations.is_empty(), "{violations:#?}");
}

/// A server that gives one answer to everything and counts who comes.
pub(crate) struct Canned {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicU64>,
    received: Arc<AtomicU64>,
}

impl Canned {
    /// Answers every request with these bytes and closes the connection.
    pub(crate) async fn start(answer: impl Into<Vec<u8>>) -> Self {
        let answer = Arc::new(answer.into());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicU64::new(0));
        let received = Arc::new(AtomicU64::new(0));
        let (seen, bytes) = (Arc::clone(&connections), Arc::clone(&received));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                seen.fetch_add(1, Ordering::SeqCst);
                let (answer, bytes) = (Arc::clone(&answer), Arc::clone(&bytes));
                tokio::spawn(async move {
                    let mut buffer = vec![0; 64 * 1024];
                    let read = stream.read(&mut buffer).await.unwrap_or(0);
                    bytes.fetch_add(u64::try_from(read).unwrap(), Ordering::SeqCst);
                    let _ = stream.write_all(&answer).await;
                    let _ = stream.shutdown().await;
                });
            }
        });
        Self {
            address,
            connections,
            received,
        }
    }

    /// A complete HTTP answer.
    pub(crate) fn http(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
        let mut answer = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
            body.len()
        )
        .into_bytes();
        answer.extend_from_slice(body);
        answer
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn connections(&self) -> u64 {
        self.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn bytes_received(&self) -> u64 {
        self.received.load(Ordering::SeqCst)
    }

    pub(crate) async fn find(&self, settings: HttpSettings) -> Result<Discovery, halo_api::Error> {
        let transport = Transport::new(settings);
        discover(&transport, &origin(&self.url()), &CancellationToken::new()).await
    }
}
