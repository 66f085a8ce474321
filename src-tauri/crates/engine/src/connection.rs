//! One client per profile, made when it is first needed and dropped when
//! host, credentials or rights may have changed.

use std::collections::HashMap;
use std::sync::Arc;

use domain::{ProfileId, SecretPlace};
use halo_api::{ClientConfig, HaloClient, RequestBudget};
use store::profiles::ProfileRow;
use tokio::sync::Mutex;
use url::Url;

use crate::Engine;
use crate::error::{Error, Result};
use crate::wizard::expect_network;

/// Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Connections(Arc<Mutex<Open>>);

#[derive(Default)]
struct Open {
    clients: HashMap<ProfileId, HaloClient>,
    /// Halo counts requests by instance, so profiles of one host share these.
    budgets: HashMap<String, RequestBudget>,
}

impl Connections {
    /// Drops every client. Work under way goes on with the one it has.
    pub(crate) async fn drop_all(&self) {
        self.0.lock().await.clients.clear();
    }
}

impl Engine {
    /// A client for the profile as it is saved.
    pub(crate) async fn halo(&self, profile: ProfileId) -> Result<HaloClient> {
        let mut open = self.connections.0.lock().await;
        if let Some(client) = open.clients.get(&profile) {
            return Ok(client.clone());
        }
        let row = self.profile_row(profile).await?;
        let row = if row.is_demo {
            self.revive_demo(row).await?
        } else {
            row
        };
        let (api_base, auth_url) = addresses(&row)?;
        let client_id =
            row.client_id
                .clone()
                .filter(|id| !id.is_empty())
                .ok_or(Error::NotConfigured {
                    what: "The client id has not been entered yet.",
                })?;
        let client_secret =
            self.secrets
                .load(profile, row.secret_place)
                .await?
                .ok_or(Error::NotConfigured {
                    what: missing_secret(row.secret_place),
                })?;
        let budget = open
            .budgets
            .entry(api_base.to_string())
            .or_default()
            .clone();
        let config = ClientConfig {
            api_base,
            auth_url,
            tenant: row.tenant.clone(),
            client_id,
            client_secret,
            scope: domain::recipe::scopes(row.features).join(" "),
        };
        let transport = self.network.to(&config.api_base).await?;
        expect_network(&transport, &row);
        let client = HaloClient::new(transport, config, budget)?;
        open.clients.insert(profile, client.clone());
        Ok(client)
    }

    /// Drops the client with its token.
    pub(crate) async fn disconnect(&self, profile: ProfileId) {
        let client = self.connections.0.lock().await.clients.remove(&profile);
        if let Some(client) = client {
            client.forget_token().await;
        }
    }

    pub(crate) async fn profile_row(&self, profile: ProfileId) -> Result<ProfileRow> {
        Ok(self
            .store
            .read(move |tx| store::profiles::get(tx, profile))
            .await?)
    }
}

fn addresses(row: &ProfileRow) -> Result<(Url, Url)> {
    let missing = || Error::NotConfigured {
        what: "Halo's address has not been found yet.",
    };
    let parse = |text: &Option<String>| {
        text.as_deref()
            .and_then(|text| Url::parse(text).ok())
            .ok_or_else(missing)
    };
    Ok((parse(&row.api_base)?, parse(&row.auth_url)?))
}

fn missing_secret(place: SecretPlace) -> &'static str {
    match place {
        SecretPlace::None => "The client secret has not been entered yet.",
        SecretPlace::Keychain => {
            "The client secret is no longer in the keychain. It was removed there, or this is another user."
        }
        SecretPlace::Session => {
            "The client secret was kept for the last session only. Enter it again."
        }
    }
}
