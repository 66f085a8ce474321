//! Files in which certificates are handed around: PEM, with one or several, and plain DER.

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use thiserror::Error;

use super::Certificate;

/// Far beyond any list of root certificates; a larger file is something else.
const MAX_FILE: usize = 1024 * 1024;

/// Why a file is not taken as one of certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CertificateFileError {
    /// Neither PEM nor DER, or not a certificate inside.
    #[error("This file holds no certificate. A root certificate ends in .pem, .crt, .cer or .der.")]
    NoCertificate,
    /// A private key, alone or beside a certificate.
    #[error(
        "This file holds a private key. A key must not leave the computer it belongs to; export the certificate alone."
    )]
    PrivateKey,
    /// A `.p7b` bundle.
    #[error("This is a PKCS #7 bundle (.p7b). Export the root certificate alone, as PEM or DER.")]
    Bundle,
    /// Larger than any file of certificates.
    #[error("This file is too large to be a root certificate.")]
    TooLarge,
}

/// Reads a file, whatever its ending, into certificates with their binary forms.
///
/// # Errors
/// [`CertificateFileError`]; a file with a private key is refused whole.
pub fn read_certificate_file(
    bytes: &[u8],
) -> Result<Vec<(Certificate, CertificateDer<'static>)>, CertificateFileError> {
    if bytes.len() > MAX_FILE {
        return Err(CertificateFileError::TooLarge);
    }
    let found = if is_pem(bytes) {
        from_pem(bytes)?
    } else {
        match first_inner_tag(bytes) {
            // Keys (PKCS #1, #8) and key stores (PKCS #12) begin with their version.
            Some(0x02) => return Err(CertificateFileError::PrivateKey),
            // PKCS #7 begins with the kind of its content.
            Some(0x06) => return Err(CertificateFileError::Bundle),
            Some(_) | None => vec![CertificateDer::from(bytes.to_vec())],
        }
    };
    let read = |der: CertificateDer<'static>| {
        // What the verifier cannot take as a root would stop every connection later.
        RootCertStore::empty().add(der.clone()).ok()?;
        Some((Certificate::from_der(&der)?, der))
    };
    let certificates: Option<Vec<_>> = found.into_iter().map(read).collect();
    certificates
        .filter(|certificates| !certificates.is_empty())
        .ok_or(CertificateFileError::NoCertificate)
}

fn is_pem(bytes: &[u8]) -> bool {
    bytes
        .windows(10)
        .any(|window| window == b"-----BEGIN".as_slice())
}

fn from_pem(bytes: &[u8]) -> Result<Vec<CertificateDer<'static>>, CertificateFileError> {
    // By their label, also where the TLS library knows no such section: an encrypted key is one.
    let text = String::from_utf8_lossy(bytes);
    let labels = || text.lines().filter(|line| line.contains("-----BEGIN"));
    if labels().any(|label| label.contains("PRIVATE KEY")) {
        return Err(CertificateFileError::PrivateKey);
    }
    if labels().any(|label| label.contains("PKCS7")) {
        return Err(CertificateFileError::Bundle);
    }
    CertificateDer::pem_slice_iter(bytes)
        .collect::<Result<_, _>>()
        .map_err(|_| CertificateFileError::NoCertificate)
}

/// The tag of what stands first inside the outermost sequence of DER.
fn first_inner_tag(der: &[u8]) -> Option<u8> {
    const SEQUENCE: u8 = 0x30;
    let [SEQUENCE, length, rest @ ..] = der else {
        return None;
    };
    let bytes_of_length = match length {
        0..=0x7f => 0,
        long => usize::from(long & 0x7f),
    };
    rest.get(bytes_of_length).copied()
}
