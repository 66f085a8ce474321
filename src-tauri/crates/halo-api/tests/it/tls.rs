//! Certificates that must be refused, each with its own reason, and handshakes that break off.

use std::net::SocketAddr;

use halo_api::{
    CertificateDer, CertificateFileError, Error, HttpSettings, TlsProblem, Transport, discover,
    read_certificate_file,
};
use network_fixtures::{Authority, Behind, BrokenHandshake, Identity, TlsServer, Validity};
use tokio_util::sync::CancellationToken;

use crate::setup::{origin, quick};

const HOST: &str = "localhost";

/// What becomes of a question to a server of this computer, and the transport that asked it.
async fn ask(address: SocketAddr, roots: &[CertificateDer<'static>]) -> (Error, Transport) {
    let transport = Transport::new(HttpSettings {
        extra_roots: roots.to_vec(),
        ..quick()
    });
    let address = origin(&format!("https://{HOST}:{}", address.port()));
    let error = discover(&transport, &address, &CancellationToken::new())
        .await
        .unwrap_err();
    (error, transport)
}

/// Asks a server that has nothing but this certificate.
async fn present(identity: &Identity, roots: &[CertificateDer<'static>]) -> Error {
    let nothing = Behind::page("404 Not Found", "");
    let server = TlsServer::start(identity, nothing).await.unwrap();
    ask(server.address(), roots).await.0
}

fn kind(error: &Error) -> TlsProblem {
    match error {
        Error::Tls { kind, .. } => *kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_good_certificate_of_a_known_authority_is_taken() {
    let authority = Authority::new("Fernhill Root CA").unwrap();
    let identity = authority.certify(HOST, Validity::Now).unwrap();
    let error = present(&identity, &[authority.der()]).await;
    assert!(matches!(error, Error::NotHalo { .. }), "{error:?}");
}

#[tokio::test]
async fn bad_certificates_are_told_apart() {
    let known = Authority::new("Fernhill Root CA").unwrap();
    let stranger = Authority::new("Inspecting Gateway CA").unwrap();
    let issued = |validity| known.certify(HOST, validity).unwrap();
    let elsewhere = known.certify("other.example", Validity::Now).unwrap();
    let unknown = stranger.certify(HOST, Validity::Now).unwrap();
    let itself = Identity::self_signed(HOST).unwrap();
    let authority = Identity::self_signed_authority(HOST).unwrap();
    for (identity, expected, words) in [
        (
            issued(Validity::Past),
            TlsProblem::Expired,
            "has expired on ",
        ),
        (
            issued(Validity::Future),
            TlsProblem::NotYetValid,
            "only from ",
        ),
        (elsewhere, TlsProblem::WrongName, "(other.example)"),
        (
            unknown,
            TlsProblem::UnknownAuthority,
            "(“Inspecting Gateway CA”)",
        ),
        (itself, TlsProblem::SelfSigned, "signed by itself."),
        (
            authority,
            TlsProblem::SelfSignedAuthority,
            "made for an authority",
        ),
    ] {
        let error = present(&identity, &[known.der()]).await;
        assert_eq!(kind(&error), expected, "{error}");
        assert!(error.to_string().contains(words), "{error}");
        assert!(!error.is_retryable() && error.is_on_the_way());
    }
}

#[tokio::test]
async fn an_authority_made_anew_under_its_old_name_is_another_one() {
    let old = Authority::new("Fernhill Root CA").unwrap();
    let new = Authority::new("Fernhill Root CA").unwrap();
    let identity = new.certify(HOST, Validity::Now).unwrap();
    let error = present(&identity, &[old.der()]).await;
    assert_eq!(kind(&error), TlsProblem::UnknownAuthority);
}

#[tokio::test]
async fn trusting_helps_a_certificate_that_is_signed_by_itself_unless_it_is_an_authoritys() {
    let itself = Identity::self_signed(HOST).unwrap();
    let error = present(&itself, &[itself.der()]).await;
    assert!(matches!(error, Error::NotHalo { .. }), "{error:?}");
    let authority = Identity::self_signed_authority(HOST).unwrap();
    let error = present(&authority, &[authority.der()]).await;
    assert_eq!(kind(&error), TlsProblem::SelfSignedAuthority);
}

#[tokio::test]
async fn what_a_host_presented_can_be_shown() {
    let authority = Authority::new("Fernhill Root CA").unwrap();
    let identity = authority.certify(HOST, Validity::Now).unwrap();
    let server = TlsServer::start(&identity, Behind::page("404 Not Found", ""))
        .await
        .unwrap();
    for roots in [vec![authority.der()], vec![]] {
        let (_, transport) = ask(server.address(), &roots).await;
        let address = origin(&format!("https://{HOST}:{}", server.address().port()));
        let certificate = transport.certificate_of(&address).unwrap();
        assert_eq!(certificate.subject, HOST);
        assert_eq!(certificate.issuer, "Fernhill Root CA");
        assert_eq!(certificate.hosts, [HOST]);
        assert!(certificate.not_before < certificate.not_after);
        assert_eq!(certificate.sha256.split(':').count(), 32);
    }
}

#[tokio::test]
async fn handshakes_that_break_off_are_told_apart() {
    for (way, expected) in [
        (BrokenHandshake::Cut, TlsProblem::Cut),
        (BrokenHandshake::VersionRefused, TlsProblem::OldProtocol),
        (BrokenHandshake::Tls11, TlsProblem::OldProtocol),
        (BrokenHandshake::PlainHttp, TlsProblem::NotSpoken),
    ] {
        let (error, _) = ask(way.start().await.unwrap(), &[]).await;
        assert_eq!(kind(&error), expected, "{way:?}: {error}");
    }
}

#[tokio::test]
async fn an_unusable_root_certificate_is_told() {
    let identity = Identity::self_signed(HOST).unwrap();
    let broken = CertificateDer::from(b"no certificate".to_vec());
    let error = present(&identity, &[broken]).await;
    assert!(matches!(error, Error::Setup { .. }), "{error:?}");
}

#[test]
fn certificate_files_are_read_or_explained() {
    use CertificateFileError as E;
    let authority = Authority::new("Fernhill Root CA").unwrap();
    let second = Authority::new("Fernhill Issuing CA").unwrap();
    let (pem, der) = (authority.pem(), authority.der());
    let subjects = |bytes: &[u8]| {
        read_certificate_file(bytes).map(|found| {
            let subjects = found
                .into_iter()
                .map(|(certificate, _)| certificate.subject);
            subjects.collect::<Vec<_>>()
        })
    };
    let one = ["Fernhill Root CA"];
    assert_eq!(subjects(pem.as_bytes()).unwrap(), one);
    assert_eq!(subjects(pem.replace('\n', "\r\n").as_bytes()).unwrap(), one);
    assert_eq!(subjects(&der).unwrap(), one);
    let bundle = format!("# Exported\n{pem}\n{}", second.pem());
    assert_eq!(
        subjects(bundle.as_bytes()).unwrap(),
        ["Fernhill Root CA", "Fernhill Issuing CA"]
    );

    let key = authority.key_pem();
    let key_der: Vec<u8> = [0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x00].to_vec();
    let p7b: Vec<u8> = [0x30, 0x80, 0x06, 0x09, 0x2a].to_vec();
    let cut = &pem.as_bytes()[..pem.len() / 2];
    for (bytes, expected) in [
        (b"".as_slice(), E::NoCertificate),
        (b"\x89PNG\r\n\x1a\n", E::NoCertificate),
        (b"dear colleague", E::NoCertificate),
        (cut, E::NoCertificate),
        (&der[..der.len() - 1], E::NoCertificate),
        (key.as_bytes(), E::PrivateKey),
        (format!("{pem}{key}").as_bytes(), E::PrivateKey),
        (
            b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n",
            E::PrivateKey,
        ),
        (&key_der, E::PrivateKey),
        (&p7b, E::Bundle),
        (b"-----BEGIN PKCS7-----\nAAAA\n", E::Bundle),
        (&vec![0; 2_000_000], E::TooLarge),
    ] {
        assert_eq!(subjects(bytes), Err(expected), "{bytes:.20?}");
    }
}
