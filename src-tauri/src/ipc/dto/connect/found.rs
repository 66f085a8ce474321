//! What step 2 found.

use engine::database::hosts::CertificateFacts;
use engine::domain::{HostNetwork, Hosting};
use engine::halo_api::FoundBy;
use engine::wizard::Found;
use serde::Serialize;
use specta::Type;

/// How the authorisation server was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum FoundByDto {
    /// Halo's `authinfo`.
    AuthInfo,
    /// Halo's `InstanceInfo`.
    InstanceInfo,
    /// The `OpenID` configuration.
    Oidc,
    /// The usual place answered.
    Convention,
    /// The administrator typed it.
    Typed,
}

/// Who runs a Halo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HostingDto {
    /// Halo.
    Hosted,
    /// Its owner.
    SelfHosted,
}

/// The network that a host belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum HostNetworkDto {
    /// The Internet.
    Public,
    /// A private network.
    Private,
    /// This computer.
    ThisComputer,
}

/// What is shown of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HostCertificateDto {
    /// Who signed it.
    pub issuer: String,
    /// Until when it is valid.
    pub valid_until: String,
}

/// The card that step 2 shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DiscoveryDto {
    /// Host, as it will be used.
    pub host: String,
    /// Address of the API, ending in `/api`.
    pub api_base: String,
    /// Address of the authorisation server, without `/token`.
    pub auth_url: String,
    /// Tenant, when Halo names one.
    pub tenant: Option<String>,
    /// How it was found.
    pub found_by: FoundByDto,
    /// Halo's own name and version, for example `Halo PSA 2.236.133`.
    pub app: Option<String>,
    /// Who runs it; `null` when that was not told.
    pub hosting: Option<HostingDto>,
    /// The network that the host belongs to.
    pub network: HostNetworkDto,
    /// The certificate that the host showed.
    pub certificate: Option<HostCertificateDto>,
    /// Whether Halo runs it under a name of its owner's.
    pub is_custom_domain: bool,
    /// Halo's own host, when the address given was a custom domain and Halo told it.
    pub original_host: Option<String>,
    /// What was changed in the pasted address, as sentences.
    pub notes: Vec<String>,
    /// Why it should be made sure that this is the right host, as sentences.
    pub warnings: Vec<String>,
}

impl From<Found> for DiscoveryDto {
    fn from(found: Found) -> Self {
        Self {
            host: found.host,
            api_base: found.api_base,
            auth_url: found.auth_url,
            tenant: found.tenant,
            found_by: match found.found_by {
                Some(FoundBy::AuthInfo) => FoundByDto::AuthInfo,
                Some(FoundBy::InstanceInfo) => FoundByDto::InstanceInfo,
                Some(FoundBy::OpenIdConfiguration) => FoundByDto::Oidc,
                Some(FoundBy::TokenAddress) => FoundByDto::Convention,
                None => FoundByDto::Typed,
            },
            app: found.app,
            hosting: found.hosting.map(Into::into),
            network: found.network.into(),
            certificate: found.certificate.map(Into::into),
            is_custom_domain: found.is_custom_domain,
            original_host: found.original_host,
            notes: found.notes,
            warnings: found.warnings,
        }
    }
}

impl From<Hosting> for HostingDto {
    fn from(hosting: Hosting) -> Self {
        match hosting {
            Hosting::Hosted => Self::Hosted,
            Hosting::SelfHosted => Self::SelfHosted,
        }
    }
}

impl From<HostNetwork> for HostNetworkDto {
    fn from(network: HostNetwork) -> Self {
        match network {
            HostNetwork::Public => Self::Public,
            HostNetwork::Private => Self::Private,
            HostNetwork::ThisComputer => Self::ThisComputer,
        }
    }
}

impl From<CertificateFacts> for HostCertificateDto {
    fn from(facts: CertificateFacts) -> Self {
        Self {
            issuer: facts.issuer,
            valid_until: facts.valid_until,
        }
    }
}
