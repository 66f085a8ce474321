//! The way to the network: proxy, root certificates, the test of both.

use engine::halo_api::Certificate;
use engine::network::{LoginForm, NetworkView, ProxyForm, WayReport, WayTest};
use engine::ports::{PasswordPlace, ProxyMode};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::ProfileId;
use crate::ipc::error::AppError;

/// Which proxy requests go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ProxyModeDto {
    /// The one the system names.
    System,
    /// None.
    None,
    /// The one in the settings.
    This,
}

/// Where the proxy's password is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum PasswordPlaceDto {
    /// There is none.
    None,
    /// In the keychain.
    Keychain,
    /// In memory, until the program ends.
    Session,
    /// It was in memory, and the program has ended since.
    Gone,
}

/// The proxy as it is typed.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProxyFormDto {
    /// Which one.
    pub mode: ProxyModeDto,
    /// Its address.
    pub address: String,
    /// Its login, when it wants one.
    pub login: Option<ProxyLoginDto>,
    /// Hosts that go past it.
    pub bypass: Vec<String>,
}

/// A login as it is typed. Goes one way only.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProxyLoginDto {
    /// Name.
    pub user: String,
    /// Password; `null` keeps the saved one.
    #[specta(type = Option<String>)]
    pub password: Option<SecretString>,
    /// Keep the password in memory only.
    pub session_only: bool,
}

/// What stands on a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CertificateDto {
    /// Whose it is.
    pub subject: String,
    /// Who issued it.
    pub issuer: String,
    /// Valid from.
    pub not_before: String,
    /// Valid until.
    pub not_after: String,
    /// Fingerprint, as pairs of hexadecimal digits parted by colons.
    pub sha256: String,
}

/// A root certificate that is trusted beside those of this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RootCertificateDto {
    /// What stands on it.
    pub certificate: CertificateDto,
    /// Its time is over, so it is no longer trusted.
    pub expired: bool,
}

/// Everything that Settings shows of the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NetworkDto {
    /// Which proxy.
    pub mode: ProxyModeDto,
    /// Its address; empty when it is not of the settings.
    pub address: String,
    /// Name that it is told; empty for no login.
    pub user: String,
    /// Where the password is.
    pub password: PasswordPlaceDto,
    /// Hosts that go past it.
    pub bypass: Vec<String>,
    /// The proxy that the system names.
    pub system_proxy: Option<String>,
    /// Extra root certificates.
    pub roots: Vec<RootCertificateDto>,
    /// Names of files among them that are no certificates.
    pub unreadable: Vec<String>,
}

/// What to test before it is saved.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WayTestDto {
    /// Any address of a Halo.
    pub address: String,
    /// The proxy as it is typed.
    pub proxy: ProxyFormDto,
}

/// What is on the way to Halo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WayReportDto {
    /// The host that was asked.
    pub host: String,
    /// The proxy that was used.
    pub proxy: Option<String>,
    /// Whether it was sent a login.
    pub proxy_login: bool,
    /// The certificate at the end of the way.
    pub certificate: Option<CertificateDto>,
    /// Halo's own name and version, when it answered and told them.
    pub halo: Option<String>,
    /// What stopped the question.
    pub failure: Option<AppError>,
}

/// A question that can be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "wait")]
pub enum WaitDto {
    /// Step 2 of the wizard.
    FindHalo {
        /// Whose.
        profile: ProfileId,
    },
    /// The test of the network's settings.
    TestWay,
    /// Reading a vendor's list.
    ReadVendorApi {
        /// Whose.
        profile: ProfileId,
    },
}

impl From<ProxyMode> for ProxyModeDto {
    fn from(mode: ProxyMode) -> Self {
        match mode {
            ProxyMode::System => Self::System,
            ProxyMode::None => Self::None,
            ProxyMode::This => Self::This,
        }
    }
}

impl From<ProxyModeDto> for ProxyMode {
    fn from(mode: ProxyModeDto) -> Self {
        match mode {
            ProxyModeDto::System => Self::System,
            ProxyModeDto::None => Self::None,
            ProxyModeDto::This => Self::This,
        }
    }
}

impl From<ProxyFormDto> for ProxyForm {
    fn from(form: ProxyFormDto) -> Self {
        Self {
            mode: form.mode.into(),
            address: form.address,
            login: form.login.map(|login| LoginForm {
                user: login.user,
                password: login.password,
                session_only: login.session_only,
            }),
            bypass: form.bypass,
        }
    }
}

impl From<WayTestDto> for WayTest {
    fn from(test: WayTestDto) -> Self {
        Self {
            address: test.address,
            proxy: test.proxy.into(),
        }
    }
}

impl From<WaitDto> for engine::Wait {
    fn from(wait: WaitDto) -> Self {
        match wait {
            WaitDto::FindHalo { profile } => Self::FindHalo(profile.into()),
            WaitDto::TestWay => Self::TestWay,
            WaitDto::ReadVendorApi { profile } => Self::ReadVendorApi(profile.into()),
        }
    }
}

impl From<Certificate> for CertificateDto {
    fn from(certificate: Certificate) -> Self {
        Self {
            not_before: certificate.not_before.to_string(),
            not_after: certificate.not_after.to_string(),
            subject: certificate.subject,
            issuer: certificate.issuer,
            sha256: certificate.sha256,
        }
    }
}

impl From<NetworkView> for NetworkDto {
    fn from(view: NetworkView) -> Self {
        let password = match (view.proxy.password, view.has_password) {
            (PasswordPlace::None, _) => PasswordPlaceDto::None,
            (PasswordPlace::Keychain, _) => PasswordPlaceDto::Keychain,
            (PasswordPlace::Session, true) => PasswordPlaceDto::Session,
            (PasswordPlace::Session, false) => PasswordPlaceDto::Gone,
        };
        let root = |(certificate, expired): (Certificate, bool)| RootCertificateDto {
            certificate: certificate.into(),
            expired,
        };
        Self {
            mode: view.proxy.mode.into(),
            address: view.proxy.address,
            user: view.proxy.user,
            password,
            bypass: view.proxy.bypass,
            system_proxy: view.system_proxy,
            roots: view.roots.readable.into_iter().map(root).collect(),
            unreadable: view.roots.unreadable,
        }
    }
}

impl From<WayReport> for WayReportDto {
    fn from(report: WayReport) -> Self {
        let (halo, failure) = match report.halo {
            Ok(name) => (name, None),
            Err(error) => (None, Some(engine::Error::from(error).into())),
        };
        Self {
            host: report.host,
            proxy_login: report.proxy.as_ref().is_some_and(|proxy| proxy.has_login),
            proxy: report.proxy.map(|proxy| proxy.address),
            certificate: report.certificate.map(Into::into),
            halo,
            failure,
        }
    }
}
