//! What stands on a certificate, in words that can be shown.
//!
//! Reading one decides nothing about trust: that is the platform's own verifier alone
//! (`transport::tls`). Used to explain why it refused, and to show a root certificate before it is
//! trusted.

mod file;

use std::net::IpAddr;

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate as Parsed;
use x509_cert::der::Decode as _;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{BasicConstraints, SubjectAltName};
use x509_cert::name::Name;
use x509_cert::time::Time;

pub use file::{CertificateFileError, read_certificate_file};

/// Longest name that is shown; longer ones are cut.
const MAX_NAME: usize = 120;
/// Most names of hosts that are kept.
const MAX_HOSTS: usize = 20;

/// The facts of one certificate. Its texts come from whoever made it: they are cut, free of control
/// characters, and text only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// Whom it is about: common name and organisation.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// Hosts it may stand for.
    pub hosts: Vec<String>,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// SHA-256 over the whole, as pairs of hexadecimal digits parted by colons.
    pub sha256: String,
    /// Whether it may sign others.
    pub is_authority: bool,
    /// Whether subject and issuer are the same.
    pub is_self_issued: bool,
}

impl Certificate {
    /// Reads a certificate in its binary form; `None` if it is none.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        let parsed = Parsed::from_der(der).ok()?;
        let body = parsed.tbs_certificate();
        let constraints = body.get_extension::<BasicConstraints>().ok().flatten();
        let hosts = body.get_extension::<SubjectAltName>().ok().flatten();
        Some(Self {
            subject: words(body.subject()),
            issuer: words(body.issuer()),
            hosts: hosts.map(|(_, names)| hosts_of(&names)).unwrap_or_default(),
            not_before: moment(&body.validity().not_before)?,
            not_after: moment(&body.validity().not_after)?,
            sha256: fingerprint(der),
            is_authority: constraints.is_some_and(|(_, constraints)| constraints.ca),
            is_self_issued: body.subject() == body.issuer(),
        })
    }
}

/// Common name and organisation, or the whole name where it has neither.
fn words(name: &Name) -> String {
    const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
    const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
    let part = |kind| {
        let attribute = name.iter().find(|attribute| attribute.oid == kind)?;
        // Written as `CN=Root CA`; the value with its escapes is what follows.
        let written = attribute.to_string();
        let (_, value) = written.split_once('=')?;
        Some(plain(&value.replace('\\', ""))).filter(|value| !value.is_empty())
    };
    let parts: Vec<String> = [COMMON_NAME, ORGANIZATION]
        .into_iter()
        .filter_map(part)
        .collect();
    if parts.is_empty() {
        let whole = plain(&name.to_string());
        return if whole.is_empty() {
            "without a name".to_owned()
        } else {
            whole
        };
    }
    parts.join(", ")
}

fn hosts_of(names: &SubjectAltName) -> Vec<String> {
    let host = |name: &GeneralName| match name {
        GeneralName::DnsName(name) => Some(plain(name.as_str())),
        GeneralName::IpAddress(octets) => {
            let octets = octets.as_bytes();
            let v4 = || <[u8; 4]>::try_from(octets).map(IpAddr::from).ok();
            let v6 = || <[u8; 16]>::try_from(octets).map(IpAddr::from).ok();
            v4().or_else(v6).map(|ip| ip.to_string())
        }
        GeneralName::OtherName(_)
        | GeneralName::Rfc822Name(_)
        | GeneralName::DirectoryName(_)
        | GeneralName::EdiPartyName(_)
        | GeneralName::UniformResourceIdentifier(_)
        | GeneralName::RegisteredId(_) => None,
    };
    names.0.iter().filter_map(host).take(MAX_HOSTS).collect()
}

fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(MAX_NAME)
        .collect::<String>()
        .trim()
        .to_owned()
}

fn moment(time: &Time) -> Option<Timestamp> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
    Timestamp::from_second(seconds).ok()
}

fn fingerprint(der: &[u8]) -> String {
    let pairs: Vec<String> = Sha256::digest(der)
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    pairs.join(":")
}
