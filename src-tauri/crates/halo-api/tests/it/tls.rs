//! Certificates that must be refused, each with its own reason.
//!
//! The certificates in `tests/tls` were made with openssl for these tests and are good for nothing
//! else: `ca.pem` is an authority, `good.pem` its certificate for localhost, `other.pem` one for
//! another name, `expired.pem` one of the year 2020, `self-signed.pem` nobody's.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use halo_api::{Error, HttpSettings, TlsProblem, Transport, discover};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tokio_util::sync::CancellationToken;

use crate::setup::{Canned, origin, quick};

const AUTHORITY: &[u8] = include_bytes!("../tls/ca.pem");
const ANSWER: &[u8] = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// A server that answers 404 to everybody who trusts its certificate.
fn serve(pem: &[u8]) -> SocketAddr {
    let certificate = CertificateDer::from_pem_slice(pem).unwrap();
    let key = PrivateKeyDer::from_pem_slice(pem).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            let config = Arc::clone(&config);
            std::thread::spawn(move || {
                let connection = ServerConnection::new(config).unwrap();
                let mut stream = StreamOwned::new(connection, socket);
                let mut request = [0; 4096];
                if stream.read(&mut request).is_ok_and(|read| read > 0) {
                    let _ = stream.write_all(ANSWER);
                    stream.conn.send_close_notify();
                    let _ = stream.flush();
                }
            });
        }
    });
    address
}

async fn connect(address: SocketAddr, roots: &[&[u8]]) -> Error {
    let transport = Transport::new(HttpSettings {
        extra_roots_pem: roots.iter().map(|pem| pem.to_vec()).collect(),
        ..quick()
    });
    let address = origin(&format!("https://localhost:{}", address.port()));
    discover(&transport, &address, &CancellationToken::new())
        .await
        .unwrap_err()
}

async fn problem(pem: &[u8], roots: &[&[u8]]) -> TlsProblem {
    match connect(serve(pem), roots).await {
        Error::Tls { kind, .. } => kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_good_certificate_of_a_known_authority_is_taken() {
    let error = connect(serve(include_bytes!("../tls/good.pem")), &[AUTHORITY]).await;
    assert!(matches!(error, Error::NotHalo { .. }), "{error:?}");
}

#[tokio::test]
async fn bad_certificates_are_told_apart() {
    let known: &[&[u8]] = &[AUTHORITY];
    let expired = problem(include_bytes!("../tls/expired.pem"), known).await;
    assert_eq!(expired, TlsProblem::Expired);
    let other = problem(include_bytes!("../tls/other.pem"), known).await;
    assert_eq!(other, TlsProblem::WrongName);
    let unknown = problem(include_bytes!("../tls/good.pem"), &[]).await;
    assert_eq!(unknown, TlsProblem::UnknownAuthority);
    let own = problem(include_bytes!("../tls/self-signed.pem"), known).await;
    assert!(
        matches!(own, TlsProblem::SelfSigned | TlsProblem::UnknownAuthority),
        "{own:?}"
    );
}

#[tokio::test]
async fn a_port_that_speaks_no_tls_is_told() {
    let plain = Canned::start(Canned::http("200 OK", "", b"{}")).await;
    let error = connect(plain.address, &[]).await;
    assert!(matches!(error, Error::Tls { .. }), "{error:?}");
}

#[tokio::test]
async fn an_unreadable_root_certificate_is_told() {
    let broken = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let error = connect(serve(include_bytes!("../tls/good.pem")), &[broken]).await;
    assert!(matches!(error, Error::Setup { .. }), "{error:?}");
}
