//! Step 2, Find Halo: any address becomes a host, and Halo says where it
//! signs in.

use domain::{HostNetwork, Hosting, ProfileId};
use halo_api::{
    Certificate, ConnectProblem, Discovery, FoundBy, HostClass, NormalizedOrigin, Origin,
    OriginNote, Transport,
};
use store::hosts::{CertificateFacts, HostFacts};
use store::profiles::ProfileRow;

use super::{address, advance};
use crate::Engine;
use crate::error::{Error, Result};
use crate::profiles::host_of;
use crate::tags::Tag;
use crate::waits::Wait;

/// The card that step 2 shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Host as it will be used.
    pub host: String,
    /// Address of the API, ending in `/api`.
    pub api_base: String,
    /// Address of the authorisation server, without `/token`.
    pub auth_url: String,
    /// Tenant, when Halo names one.
    pub tenant: Option<String>,
    /// How it was found; `None` when it was typed.
    pub found_by: Option<FoundBy>,
    /// Halo's own name and version.
    pub app: Option<String>,
    /// Who runs it, when that is known.
    pub hosting: Option<Hosting>,
    /// The network that the host belongs to.
    pub network: HostNetwork,
    /// The certificate that the host showed.
    pub certificate: Option<CertificateFacts>,
    /// Whether Halo runs it under a name of its owner's.
    pub is_custom_domain: bool,
    /// Halo's own host, when the address was a custom domain and Halo told it.
    pub original_host: Option<String>,
    /// What was changed in the address, as sentences; only right after it was given.
    pub notes: Vec<String>,
    /// Why it should be made sure that this is the right host, as sentences.
    pub warnings: Vec<String>,
}

/// The three values typed by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedAddresses {
    /// Resource server.
    pub api: String,
    /// Authorisation server.
    pub auth: String,
    /// Tenant; empty for none.
    pub tenant: String,
}

const FOUND_BY: [(FoundBy, &str); 4] = [
    (FoundBy::AuthInfo, "authinfo"),
    (FoundBy::InstanceInfo, "instanceinfo"),
    (FoundBy::OpenIdConfiguration, "oidc"),
    (FoundBy::TokenAddress, "token_address"),
];

impl Found {
    /// What was saved, when step 2 was done.
    pub(super) fn from_row(row: &ProfileRow) -> Option<Self> {
        let api_base = row.api_base.clone()?;
        let auth_url = row.auth_url.clone()?;
        let origin = Origin::parse(&api_base).ok()?.origin;
        let code = row.found_by.as_deref().unwrap_or_default();
        // The typed address knows more of what was odd about it than the one that came of it.
        let typed = row.address_typed.as_deref();
        let given = typed
            .and_then(|typed| Origin::parse(typed).ok())
            .filter(|typed| typed.origin == origin)
            .or_else(|| Origin::parse(&api_base).ok())?;
        let network = row.host_network.unwrap_or_else(|| network(origin.class()));
        Some(Self {
            host: host_of(&api_base)?,
            is_custom_domain: row.original_host.is_some()
                || (row.hosting == Some(Hosting::Hosted) && !origin.is_halos_own()),
            tenant: row.tenant.clone(),
            found_by: FOUND_BY
                .iter()
                .find(|(_, name)| *name == code)
                .map(|(by, _)| *by),
            app: row.app_version.clone(),
            hosting: row.hosting,
            network,
            certificate: row.certificate.clone(),
            original_host: row.original_host.clone(),
            notes: Vec::new(),
            warnings: warnings(&given, network),
            api_base,
            auth_url,
        })
    }
}

fn warnings(given: &NormalizedOrigin, network: HostNetwork) -> Vec<String> {
    let of_text = given.notes.iter().filter(|note| note.is_warning());
    // A name can lead into a private network without looking like it.
    let private = OriginNote::PrivateAddress;
    let is_hidden = network == HostNetwork::Private && !given.notes.contains(&private);
    of_text
        .chain(is_hidden.then_some(&private))
        .map(ToString::to_string)
        .collect()
}

fn network(class: HostClass) -> HostNetwork {
    match class {
        HostClass::Public => HostNetwork::Public,
        HostClass::Private => HostNetwork::Private,
        HostClass::Loopback => HostNetwork::ThisComputer,
    }
}

impl Engine {
    /// Normalises an address, asks Halo where it signs in, and saves both. Can
    /// be stopped by [`Wait::FindHalo`].
    ///
    /// # Errors
    /// `Address` for what can be no host, `Halo` for what does not answer as one, `NoSuchHost` for either where another
    /// host was probably meant, `Cancelled`. What was saved before stays.
    pub async fn find_halo(&self, profile: ProfileId, address: &str) -> Result<Found> {
        let found = self.ask_around(profile, address).await;
        let (normalized, discovery, certificate) =
            found.map_err(|error| meant_another(error, address))?;
        let facts = HostFacts {
            address_typed: Some(address.trim().to_owned()),
            api_base: Some(discovery.api_base.to_string()),
            auth_url: Some(discovery.auth_url.to_string()),
            tenant: discovery.tenant.clone(),
            app_version: app_words(&discovery),
            found_by: FOUND_BY
                .iter()
                .find(|(by, _)| *by == discovery.found_by)
                .map(|(_, name)| (*name).to_owned()),
            original_host: discovery.original_host.clone(),
            hosting: match discovery.hosting {
                halo_api::Hosting::Hosted => Some(Hosting::Hosted),
                halo_api::Hosting::SelfHosted => Some(Hosting::SelfHosted),
                halo_api::Hosting::Unknown => None,
            },
            network: discovery.network.map(network),
            certificate: certificate.map(certificate_facts),
        };
        self.save_host(profile, facts, changes(&normalized)).await
    }

    async fn ask_around(
        &self,
        profile: ProfileId,
        address: &str,
    ) -> Result<(NormalizedOrigin, Discovery, Option<Certificate>)> {
        let normalized = Origin::parse(address)?;
        let origin = &normalized.origin;
        let wait = self.waits.begin(Wait::FindHalo(profile));
        let (discovery, certificate) = wait
            .until_stopped(async |stop| {
                let transport = self.network.to(&origin.url("/")).await?;
                let discovery = halo_api::discover(&transport, origin, stop).await?;
                self.charge(&discovery).await;
                Ok((discovery, transport.certificate_of(origin)))
            })
            .await?;
        Ok((normalized, discovery, certificate))
    }

    /// Takes the three values as typed. Only their form is checked; whether
    /// Halo answers there is what the checks are for.
    ///
    /// # Errors
    /// `InvalidInput` for a value that cannot be one.
    pub async fn save_typed_addresses(
        &self,
        profile: ProfileId,
        addresses: &TypedAddresses,
    ) -> Result<Found> {
        let api = parse_field("api", &addresses.api)?;
        let auth = parse_field("auth", &addresses.auth)?;
        let tenant = addresses.tenant.trim();
        if tenant.chars().any(|c| c.is_whitespace() || c.is_control()) || tenant.len() > 100 {
            return Err(Error::InvalidInput {
                field: "tenant",
                message: "The tenant is one word, as Halo shows it under API Details.".to_owned(),
            });
        }
        let facts = HostFacts {
            address_typed: Some(addresses.api.trim().to_owned()),
            api_base: Some(api.origin.url("/api").to_string()),
            auth_url: Some(auth.origin.url(&auth_path(&addresses.auth)).to_string()),
            tenant: Some(tenant.to_owned()).filter(|tenant| !tenant.is_empty()),
            network: api.origin.certain_class().map(network),
            ..HostFacts::default()
        };
        self.save_host(profile, facts, changes(&api)).await
    }

    async fn save_host(
        &self,
        profile: ProfileId,
        facts: HostFacts,
        notes: Vec<String>,
    ) -> Result<Found> {
        let now = self.now();
        let before = self.profile_row(profile).await?;
        let row = self
            .store
            .write(move |tx| {
                let before = store::profiles::get(tx, profile)?;
                address::save(tx, &before, &facts, &now)?;
                if before.api_base != facts.api_base || before.auth_url != facts.auth_url {
                    store::checks::clear(tx, profile)?;
                }
                advance(tx, &before, 3, &now)?;
                store::profiles::get(tx, profile)
            })
            .await?;
        self.disconnect(profile).await;
        let mut notes = notes;
        notes.extend(self.address_changed(profile, &before).await?);
        self.events
            .invalidated(Some(profile), &[Tag::Wizard, Tag::Profiles]);
        let found = Found::from_row(&row).ok_or(Error::NotConfigured {
            what: "Halo's address could not be saved.",
        })?;
        Ok(Found { notes, ..found })
    }
}

/// Holds the host's name to the network that it led to when it was checked, also after a restart.
pub(crate) fn expect_network(transport: &Transport, row: &ProfileRow) {
    let api_base = row.api_base.as_deref().unwrap_or_default();
    if let (Ok(api), Some(HostNetwork::Public)) = (Origin::parse(api_base), row.host_network) {
        transport.expect_class(&api.origin, HostClass::Public);
    }
}

fn certificate_facts(certificate: Certificate) -> CertificateFacts {
    CertificateFacts {
        issuer: certificate.issuer,
        valid_until: certificate.not_after.to_string(),
    }
}

/// What was changed in an address; what to make sure of stands on the card.
fn changes(normalized: &NormalizedOrigin) -> Vec<String> {
    let changes = normalized.notes.iter().filter(|note| !note.is_warning());
    changes.map(ToString::to_string).collect()
}

/// A text that is no host, or one that nobody has, may be a typo.
fn meant_another(error: Error, address: &str) -> Error {
    let leads_nowhere = matches!(
        error,
        Error::Address(halo_api::OriginError::Malformed)
            | Error::Halo(
                halo_api::Error::UnknownHost { .. }
                    | halo_api::Error::Unreachable {
                        kind: ConnectProblem::NoRoute,
                        ..
                    }
            )
    );
    match halo_api::did_you_mean(address).filter(|_| leads_nowhere) {
        Some(did_you_mean) => Error::NoSuchHost {
            cause: Box::new(error),
            did_you_mean,
        },
        None => error,
    }
}

fn parse_field(field: &'static str, text: &str) -> Result<NormalizedOrigin> {
    Origin::parse(text).map_err(|error| Error::InvalidInput {
        field,
        message: error.to_string(),
    })
}

/// Halo shows the authorisation server with or without `/auth`, and people
/// paste the token address; trials had it on the bare host (halo-api section 1).
fn auth_path(typed: &str) -> String {
    let rest = typed
        .trim()
        .split_once("://")
        .map_or(typed.trim(), |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    let path = path
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_end_matches('/');
    let path = path
        .strip_suffix("token")
        .unwrap_or(path)
        .trim_end_matches('/');
    format!("/{path}")
}

pub(crate) fn app_words(discovery: &Discovery) -> Option<String> {
    match (&discovery.app_name, &discovery.app_version) {
        (Some(name), Some(version)) => Some(format!("{name} {version}")),
        (Some(words), None) | (None, Some(words)) => Some(words.clone()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::auth_path;

    #[test]
    fn the_authorisation_path_survives_what_people_paste() {
        for (typed, path) in [
            ("https://acme.halopsa.com/auth", "/auth"),
            ("https://acme.halopsa.com/auth/", "/auth"),
            ("https://acme.halopsa.com/auth/token?tenant=acme", "/auth"),
            ("https://uk-trial.halopsa.com/token", "/"),
            ("acme.halopsa.com", "/"),
        ] {
            assert_eq!(auth_path(typed), path, "{typed}");
        }
    }
}
