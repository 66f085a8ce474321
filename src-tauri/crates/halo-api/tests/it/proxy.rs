//! A Halo of one's own behind a proxy: the proxy looks its name up, as in real life.

use std::net::SocketAddr;

use halo_api::{
    BypassRule, CertificateDer, ClientConfig, Discovery, Error, HaloClient, HttpSettings,
    NotHaloAnswer, Proxy, ProxyAddress, ProxyChoice, ProxyLogin, ProxyProblem, RequestBudget,
    TlsProblem, Transport, discover,
};
use halo_sim::Discovery as Mode;
use network_fixtures::{Authority, Behind, ConnectProxy, TlsServer, Validity};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::setup::{Canned, origin, quick, small};

const HOST: &str = "halo.fernhill.example";
const HALO: &str = "https://halo.fernhill.example";

/// The way out: this proxy, these roots.
fn through(
    address: &str,
    login: Option<(&str, &str)>,
    roots: &[CertificateDer<'static>],
) -> Transport {
    let login = login.map(|(user, password)| ProxyLogin {
        user: user.to_owned(),
        password: SecretString::from(password),
    });
    Transport::new(HttpSettings {
        proxy: ProxyChoice::This(Proxy {
            address: ProxyAddress::parse(address).unwrap(),
            login,
            bypass: vec![BypassRule::parse("past.example").unwrap()],
        }),
        extra_roots: roots.to_vec(),
        ..quick()
    })
}

async fn find(transport: &Transport, address: &str) -> Result<Discovery, Error> {
    discover(transport, &origin(address), &CancellationToken::new()).await
}

fn problem(error: Error) -> ProxyProblem {
    match error {
        Error::Proxy { kind, host, .. } if host == HOST => kind,
        other => panic!("{other:?}"),
    }
}

/// An authority, and a server with its certificate for [`HOST`].
async fn own_server(behind: Behind) -> (Authority, TlsServer) {
    let authority = Authority::new("Fernhill Root CA").unwrap();
    let identity = authority.certify(HOST, Validity::Now).unwrap();
    let server = TlsServer::start(&identity, behind).await.unwrap();
    (authority, server)
}

#[tokio::test]
async fn an_own_halo_is_found_and_used_through_a_proxy_with_login() {
    let halo = small().await;
    halo.set_discovery(Mode::Elsewhere(format!("{HALO}/auth")));
    let (authority, server) = own_server(Behind::Server(halo.addr())).await;
    let proxy = ConnectProxy::start().await.unwrap();
    proxy.add_host(HOST, server.address());
    proxy.require_login("ann", "p:ä&ss word");

    let login = Some(("ann", "p:ä&ss word"));
    let transport = through(&proxy.url(), login, &[authority.der()]);
    let found = find(&transport, HALO).await.unwrap();
    assert_eq!(found.api_base.as_str(), format!("{HALO}/api"));
    let config = ClientConfig {
        api_base: found.api_base,
        auth_url: found.auth_url,
        tenant: found.tenant,
        client_id: halo.client_id().to_owned(),
        client_secret: SecretString::from(halo.client_secret()),
        scope: "all".to_owned(),
    };
    let client = HaloClient::new(transport.clone(), config, RequestBudget::default()).unwrap();
    assert!(!client.teams().await.unwrap().is_empty());

    let asked = proxy.requests();
    assert!(!asked.is_empty());
    for request in asked {
        assert_eq!(request.target, format!("{HOST}:443"));
        assert_eq!(request.status, 200);
    }
    let in_use = transport.proxy_to(&origin(HALO)).unwrap();
    assert_eq!(in_use.address, proxy.address().to_string());
    assert!(in_use.has_login);
    // The proxy carries bytes that it cannot read, and the login went nowhere but to it.
    for request in halo.requests() {
        assert_eq!(request.header("proxy-authorization"), None);
    }
}

#[tokio::test]
async fn the_answers_of_a_proxy_are_told_apart() {
    let (authority, server) = own_server(Behind::page("404 Not Found", "")).await;
    let proxy = ConnectProxy::start().await.unwrap();
    let ask = async |login| {
        let transport = through(&proxy.url(), login, &[authority.der()]);
        find(&transport, HALO).await.unwrap_err()
    };
    // As Squid does for a name it cannot look up.
    assert_eq!(problem(ask(None).await), ProxyProblem::Denied);
    proxy.add_host(HOST, server.address());
    assert!(matches!(ask(None).await, Error::NotHalo { .. }));
    proxy.require_login("ann", "right");
    assert_eq!(problem(ask(None).await), ProxyProblem::LoginNeeded);
    for wrong in [("ann", "wrong"), ("bob", "right")] {
        assert_eq!(problem(ask(Some(wrong)).await), ProxyProblem::LoginRefused);
    }
    let tried = proxy.requests().len();
    assert!(matches!(
        ask(Some(("ann", "right"))).await,
        Error::NotHalo { .. }
    ));
    assert!(proxy.requests().len() > tried);
    proxy.forbid(HOST);
    let error = ask(Some(("ann", "right"))).await;
    assert!(error.to_string().contains(&proxy.address().to_string()));
    assert!(!error.to_string().contains("ann"), "{error}");
    assert_eq!(problem(error), ProxyProblem::Denied);
}

#[tokio::test]
async fn a_login_that_is_refused_is_sent_once() {
    let proxy = ConnectProxy::start().await.unwrap();
    proxy.require_login("ann", "right");
    let transport = through(&proxy.url(), Some(("ann", "wrong")), &[]);
    find(&transport, HALO).await.unwrap_err();
    // Again and again would lock the account in the company's directory.
    assert_eq!(proxy.requests().len(), 1);
}

#[tokio::test]
async fn a_proxy_that_is_none_is_told() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let closed: SocketAddr = listener.local_addr().unwrap();
    drop(listener);
    let silent = Canned::start(Vec::new()).await;
    let other = Canned::start(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()).await;
    for (address, expected) in [
        (closed.to_string(), ProxyProblem::Unreachable),
        ("proxy.invalid:8080".to_owned(), ProxyProblem::UnknownHost),
        (silent.address.to_string(), ProxyProblem::HungUp),
        (other.address.to_string(), ProxyProblem::Denied),
    ] {
        let found = problem(find(&through(&address, None, &[]), HALO).await.unwrap_err());
        // Without a network not even a missing name can be told from a silent proxy.
        let offline = expected == ProxyProblem::UnknownHost && found == ProxyProblem::Unreachable;
        assert!(found == expected || offline, "{address}: {found:?}");
    }
}

#[tokio::test]
async fn certificates_are_judged_behind_a_proxy_as_in_front_of_it() {
    let (authority, server) = own_server(Behind::page("404 Not Found", "")).await;
    let proxy = ConnectProxy::start().await.unwrap();
    proxy.add_host(HOST, server.address());
    proxy.add_host("else.example", server.address());
    let kind = |error: Error| match error {
        Error::Tls { kind, host, .. } => (kind, host),
        other => panic!("{other:?}"),
    };
    let stranger = find(&through(&proxy.url(), None, &[]), HALO).await;
    assert_eq!(
        kind(stranger.unwrap_err()),
        (TlsProblem::UnknownAuthority, HOST.to_owned())
    );
    let trusting = through(&proxy.url(), None, &[authority.der()]);
    let misnamed = find(&trusting, "https://else.example").await;
    assert_eq!(
        kind(misnamed.unwrap_err()),
        (TlsProblem::WrongName, "else.example".to_owned())
    );
}

#[tokio::test]
async fn a_guest_network_is_recognised_by_its_page() {
    let (authority, server) = own_server(Behind::captive_portal()).await;
    let proxy = ConnectProxy::start().await.unwrap();
    proxy.add_host(HOST, server.address());
    let transport = through(&proxy.url(), None, &[authority.der()]);
    let error = find(&transport, HALO).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotHalo {
                found: NotHaloAnswer::SignInPage,
                ..
            }
        ),
        "{error:?}"
    );
    let redirect = b"HTTP/1.1 302 Found\r\nLocation: https://signin.guest.example/?from=halo\r\n\
        Content-Length: 0\r\nConnection: close\r\n\r\n";
    let (authority, server) = own_server(Behind::Answer(redirect.to_vec())).await;
    proxy.add_host(HOST, server.address());
    let transport = through(&proxy.url(), None, &[authority.der()]);
    let error = find(&transport, HALO).await.unwrap_err();
    assert_eq!(
        error,
        Error::RedirectRefused {
            host: HOST.to_owned(),
            to: "https://signin.guest.example".to_owned()
        }
    );
}

#[tokio::test]
async fn some_hosts_go_past_the_proxy() {
    let proxy = ConnectProxy::start().await.unwrap();
    let transport = through(&proxy.url(), None, &[]);
    let halo = small().await;
    find(&transport, halo.base_url()).await.unwrap();
    // Not asked, though it would know the name.
    proxy.add_host("past.example", halo.addr());
    find(&transport, "https://past.example").await.unwrap_err();
    assert_eq!(proxy.requests(), []);
}
