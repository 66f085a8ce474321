//! Authorities and the certificates they issue, made anew each time.

use anyhow::Result;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use time::{Duration, OffsetDateTime};

/// When a certificate is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Now, for some weeks.
    Now,
    /// Until yesterday.
    Past,
    /// From next month on.
    Future,
}

impl Validity {
    fn apply(self, params: &mut CertificateParams) {
        let now = OffsetDateTime::now_utc();
        let (from, until) = match self {
            Self::Now => (-1, 90),
            Self::Past => (-90, -1),
            Self::Future => (30, 120),
        };
        params.not_before = now + Duration::days(from);
        params.not_after = now + Duration::days(until);
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
        validity.apply(&mut params);
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
    validity.apply(&mut params);
    Ok(params)
}
