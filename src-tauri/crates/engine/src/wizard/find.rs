//! Step 2, Find Halo: any address becomes a host, and Halo says where it
//! signs in.

use domain::ProfileId;
use halo_api::{Discovery, FoundBy, HostClass, Origin};
use store::profiles::{HostFacts, ProfileRow};
use tokio_util::sync::CancellationToken;

use super::advance;
use crate::Engine;
use crate::error::{Error, Result};
use crate::profiles::host_of;
use crate::tags::Tag;

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
    /// Halo's own host, when the address was a custom domain.
    pub original_host: Option<String>,
    /// What was changed in the address and what to know, as sentences.
    pub notes: Vec<String>,
    /// Whether it is this computer or a private network.
    pub is_local: bool,
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
        let class = Origin::parse(&api_base).map(|n| n.origin.class()).ok()?;
        let code = row.found_by.as_deref().unwrap_or_default();
        Some(Self {
            host: host_of(&api_base)?,
            api_base,
            auth_url,
            tenant: row.tenant.clone(),
            found_by: FOUND_BY
                .iter()
                .find(|(_, name)| *name == code)
                .map(|(by, _)| *by),
            app: row.app_version.clone(),
            original_host: row.original_host.clone(),
            notes: Vec::new(),
            is_local: class != HostClass::Public,
        })
    }
}

impl Engine {
    /// Normalises an address, asks Halo where it signs in, and saves both.
    ///
    /// # Errors
    /// `Address` for what can be no host, `Halo` for what does not answer as
    /// one. What was saved before stays.
    pub async fn find_halo(&self, profile: ProfileId, address: &str) -> Result<Found> {
        let normalized = Origin::parse(address)?;
        let discovery = halo_api::discover(
            &self.transport,
            &normalized.origin,
            &CancellationToken::new(),
        )
        .await?;
        let notes = normalized.notes.iter().map(ToString::to_string).collect();
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
        };
        self.save_host(profile, facts, notes).await
    }

    /// Takes the three values as typed. Only their form is checked; whether
    /// Halo answers there is what the checks are for.
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
            app_version: None,
            found_by: None,
            original_host: None,
        };
        let notes = api.notes.iter().map(ToString::to_string).collect();
        self.save_host(profile, facts, notes).await
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
                store::profiles::set_host(tx, profile, &facts, &now)?;
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

fn parse_field(field: &'static str, text: &str) -> Result<halo_api::NormalizedOrigin> {
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

fn app_words(discovery: &Discovery) -> Option<String> {
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
