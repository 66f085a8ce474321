//! Safe connections: the platform's own verifier decides, and what it refuses is explained.
//!
//! The wrapper around the verifier accepts nothing by itself. It looks at the certificate that was
//! presented for one reason: "unknown issuer" is all that a verifier says of a certificate that is
//! signed by itself, of one by a company's authority, and of one by an authority of the Internet
//! that this computer has not heard of; and these three have different remedies. There is no
//! setting that lets a refused certificate pass (docs/adr/0009).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    AlertDescription, CertificateError, ClientConfig, DigitallySignedStruct, OtherError,
    SignatureScheme,
};
use rustls_platform_verifier::Verifier;
use thiserror::Error;

use crate::certificate::Certificate;
use crate::error::TlsProblem;

/// What hosts presented, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Presented(Arc<Mutex<HashMap<String, Certificate>>>);

impl Presented {
    /// The certificate that a host presented last, whether it was accepted or not.
    pub(super) fn by(&self, host: &str) -> Option<Certificate> {
        self.lock().get(&plain(host)).cloned()
    }

    fn note(&self, host: String, certificate: Certificate) {
        self.lock().insert(host, certificate);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Certificate>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A certificate that was refused, with what is known about it. Travels inside the TLS library's
/// own error.
#[derive(Debug, Clone, Error)]
#[error("{kind}")]
pub(super) struct Refused {
    /// The host whose certificate it is: the one that was asked, or a proxy on the way.
    pub(super) host: String,
    pub(super) kind: TlsProblem,
    pub(super) certificate: Option<Box<Certificate>>,
}

/// How connections are made safe: roots of this computer and the extra ones, explained refusals.
///
/// # Errors
/// A sentence when this computer's roots cannot be read, or an extra one cannot be used.
pub(super) fn config(
    extra_roots: &[CertificateDer<'static>],
    presented: &Presented,
) -> Result<ClientConfig, rustls::Error> {
    let provider = CryptoProvider::get_default().map_or_else(
        || Arc::new(rustls::crypto::ring::default_provider()),
        Arc::clone,
    );
    let verifier = if extra_roots.is_empty() {
        Verifier::new(Arc::clone(&provider))?
    } else {
        Verifier::new_with_extra_roots(extra_roots.iter().cloned(), Arc::clone(&provider))?
    };
    let verifier = Arc::new(ExplainingVerifier {
        platform: verifier,
        presented: presented.clone(),
    });
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

#[derive(Debug)]
struct ExplainingVerifier {
    platform: Verifier,
    presented: Presented,
}

impl ServerCertVerifier for ExplainingVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let verdict = self.platform.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        );
        let host = server_name.to_str().into_owned();
        let certificate = Certificate::from_der(end_entity);
        if let Some(certificate) = &certificate {
            self.presented.note(host.clone(), certificate.clone());
        }
        verdict.map_err(|error| {
            let refused = Refused {
                host,
                kind: problem(&error, certificate.as_ref()),
                certificate: certificate.map(Box::new),
            };
            let refused = CertificateError::Other(OtherError(Arc::new(refused)));
            rustls::Error::InvalidCertificate(refused)
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.platform
            .verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.platform
            .verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.platform.supported_verify_schemes()
    }
}

/// The refusal inside a TLS error, if it was one of ours.
pub(super) fn refusal(error: &rustls::Error) -> Option<&Refused> {
    let rustls::Error::InvalidCertificate(CertificateError::Other(OtherError(cause))) = error
    else {
        return None;
    };
    cause.downcast_ref()
}

/// What kind of trouble a TLS error is, with the certificate it is about, if there is one.
pub(super) fn problem(error: &rustls::Error, certificate: Option<&Certificate>) -> TlsProblem {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the TLS library's errors are open-ended; those not named need no word of their own"
    )]
    match error {
        rustls::Error::InvalidCertificate(cause) => certificate_problem(cause, certificate),
        rustls::Error::PeerIncompatible(_)
        | rustls::Error::AlertReceived(AlertDescription::ProtocolVersion) => {
            TlsProblem::OldProtocol
        }
        rustls::Error::InvalidMessage(_) => TlsProblem::NotSpoken,
        _ => TlsProblem::Other,
    }
}

fn certificate_problem(error: &CertificateError, certificate: Option<&Certificate>) -> TlsProblem {
    let signs_itself = certificate.is_some_and(|certificate| certificate.is_self_issued);
    let is_authority = certificate.is_some_and(|certificate| certificate.is_authority);
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the TLS library's errors are open-ended; those not named need no word of their own"
    )]
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsProblem::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            TlsProblem::NotYetValid
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            TlsProblem::WrongName
        }
        CertificateError::Revoked => TlsProblem::Revoked,
        // Trusting it would not help: an authority's certificate is never taken for a host.
        _ if signs_itself && is_authority => TlsProblem::SelfSignedAuthority,
        // Whatever a verifier finds first. A certificate of an authority that was made anew under
        // its old name, for instance, is not unknown to it but badly signed.
        _ if signs_itself => TlsProblem::SelfSigned,
        CertificateError::UnknownIssuer
        | CertificateError::BadSignature
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            TlsProblem::UnknownAuthority
        }
        _ => TlsProblem::Other,
    }
}

/// Names are compared as the TLS library writes them: small letters, no brackets, no dot at the end.
fn plain(host: &str) -> String {
    host.trim_matches(['[', ']'])
        .trim_end_matches('.')
        .to_ascii_lowercase()
}
