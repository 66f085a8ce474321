//! Authorities and the certificates they issue, made anew each time.

use anyhow::Result;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use time::{Duration, OffsetDateTime};

/// When a certificate is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Now: a server's for some weeks, an authority's for a century.
    Now,
    /// In the year 2020.
    Past,
    /// In the year 2120.
    Future,
}

impl Validity {
    fn of_authority(self) -> (OffsetDateTime, OffsetDateTime) {
        match self {
            Self::Now => (date_time_ymd(2020, 1, 1), date_time_ymd(2120, 1, 1)),
            Self::Past => (date_time_ymd(2020, 1, 1), date_time_ymd(2020, 12, 31)),
            Self::Future => (date_time_ymd(2120, 1, 1), date_time_ymd(2120, 12, 31)),
        }
    }

    fn of_server(self) -> (OffsetDateTime, OffsetDateTime) {
        match self {
            // Some platforms take no server's certificate that is valid for years.
            Self::Now => {
                let now = OffsetDateTime::now_utc();
                (now - Duration::days(1), now + Duration::days(90))
            }
            Self::Past | Self::Future => self.of_authority(),
        }
    }
}

/// An authority, as a company runs one for its own servers.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    /// An authority of this name, valid now.
    ///
    /// # Errors
    /// When no key can be made.
    pub fn new(name: &str) -> Result<Self> {
        Self::valid(name, Validity::Now)
    }

    /// An authority of this name.
    ///
    /// # Errors
    /// When no key can be made.
    pub fn valid(name: &str, validity: Validity) -> Result<Self> {
        let mut params = CertificateParams::new(Vec::new())?;
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        (params.not_before, params.not_after) = validity.of_authority();
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        Ok(Self { issuer })
    }

    /// Its certificate as text.
    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// Its certificate in binary form.
    pub fn der(&self) -> CertificateDer<'static> {
        self.issuer.der().clone()
    }

    /// Its key, which nobody should ever hand around.
    pub fn key_pem(&self) -> String {
        self.issuer.key().serialize_pem()
    }

    /// A certificate for a host, issued by this authority.
    ///
    /// # Errors
    /// When the name cannot stand in one.
    pub fn certify(&self, host: &str, validity: Validity) -> Result<Identity> {
        let key = KeyPair::generate()?;
        let certificate = for_host(host, validity)?.signed_by(&key, &self.issuer)?;
        Ok(Identity::new(&certificate, &key))
    }
}

/// What a server presents: its certificate and the key to it.
#[derive(Debug)]
pub struct Identity {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) key: PrivateKeyDer<'static>,
    pem: String,
}

impl Identity {
    /// A certificate that nobody but itself vouches for.
    ///
    /// # Errors
    /// When the name cannot stand in one.
    pub fn self_signed(host: &str) -> Result<Self> {
        let key = KeyPair::generate()?;
        let certificate = for_host(host, Validity::Now)?.self_signed(&key)?;
        Ok(Self::new(&certificate, &key))
    }

    /// The same, marked as an authority's: what a plain `openssl req -x509` makes.
    ///
    /// # Errors
    /// When the name cannot stand in one.
    pub fn self_signed_authority(host: &str) -> Result<Self> {
        let key = KeyPair::generate()?;
        let mut params = for_host(host, Validity::Now)?;
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Ok(Self::new(&params.self_signed(&key)?, &key))
    }

    /// The certificate in binary form.
    pub fn der(&self) -> CertificateDer<'static> {
        self.certificate.clone()
    }

    /// The certificate as text.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    fn new(certificate: &rcgen::Certificate, key: &KeyPair) -> Self {
        Self {
            certificate: certificate.der().clone(),
            key: PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
            pem: certificate.pem(),
        }
    }
}

fn for_host(host: &str, validity: Validity) -> Result<CertificateParams> {
    let mut params = CertificateParams::new(vec![host.to_owned()])?;
    params.distinguished_name.push(DnType::CommonName, host);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    (params.not_before, params.not_after) = validity.of_server();
    Ok(params)
}
