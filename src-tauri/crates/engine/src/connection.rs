//! One client per profile, made when it is first needed and dropped when
//! host, credentials or rights may have changed.

use std::collections::HashMap;
use std::sync::Arc;

use domain::health::Trouble;
use domain::{ConnectionState, ProfileId, SecretPlace};
use halo_api::{ClientConfig, HaloClient, RequestBudget};
use secrecy::SecretString;
use store::profiles::ProfileRow;
use store::snapshot_halo::SnapshotHaloRow;
use tokio::sync::Mutex;
use url::Url;

use crate::Engine;
use crate::another_halo;
use crate::error::{Error, Result};

/// Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Connections(Arc<Mutex<Open>>);

#[derive(Default)]
struct Open {
    clients: HashMap<ProfileId, HaloClient>,
    /// Halo counts requests by instance, so profiles of one host share these.
    budgets: HashMap<String, RequestBudget>,
}

impl Engine {
    /// A client for work with the snapshot: not for a revoked connection, and not for an address that leads to
    /// another Halo than the one the snapshot came from, until somebody has said what that means.
    ///
    /// # Errors
    /// `NotConfigured` and `NeedsConfirmation` for these two, and whatever stands in the way of a client.
    pub(crate) async fn halo_for_work(&self, profile: ProfileId) -> Result<HaloClient> {
        let (row, snapshot) = self.profile_with_snapshot(profile).await?;
        if row.connection == ConnectionState::Revoked {
            return Err(Error::NotConfigured {
                what: "The connection is revoked. Connect again first.",
            });
        }
        if let Some(message) = another_halo::question_of(&row, snapshot.as_ref()) {
            return Err(Error::NeedsConfirmation { message });
        }
        self.halo(profile).await
    }

    /// A client for the profile as it is saved. How its calls end is noted.
    pub(crate) async fn halo(&self, profile: ProfileId) -> Result<HaloClient> {
        self.health.ready().await?;
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
        let client_id =
            row.client_id
                .clone()
                .filter(|id| !id.is_empty())
                .ok_or(Error::NotConfigured {
                    what: "The client id has not been entered yet.",
                })?;
        let client_secret = self.secret_of(&row).await?;
        let config = client_config(&row, client_id, client_secret)?;
        let budget = self.budget_of(&mut open, &config.api_base);
        let client = HaloClient::new(self.transport.clone(), config, budget)?
            .observed_by(self.health.observer(profile));
        open.clients.insert(profile, client.clone());
        Ok(client)
    }

    /// A client that nobody remembers, for trying credentials. What it finds out is not noted as the connection's.
    pub(crate) async fn halo_on_trial(
        &self,
        row: &ProfileRow,
        client_id: String,
        client_secret: SecretString,
    ) -> Result<HaloClient> {
        let config = client_config(row, client_id, client_secret)?;
        let budget = self.budget_of(&mut *self.connections.0.lock().await, &config.api_base);
        Ok(HaloClient::new(self.transport.clone(), config, budget)?)
    }

    fn budget_of(&self, open: &mut Open, api_base: &Url) -> RequestBudget {
        let key = api_base.to_string();
        if let Some(budget) = open.budgets.get(&key) {
            return budget.clone();
        }
        let budget = RequestBudget::default();
        self.health.follow(&key, &budget);
        open.budgets.insert(key, budget.clone());
        budget
    }

    /// The secret from where it was put; that it is not there is noted.
    async fn secret_of(&self, row: &ProfileRow) -> Result<SecretString> {
        match self.secrets.load(row.id, row.secret_place).await {
            Ok(Some(secret)) => Ok(secret),
            Ok(None) => {
                let what = missing_secret(row.secret_place);
                self.health
                    .note_trouble(row.id, Trouble::SecretMissing, what.to_owned());
                Err(Error::NotConfigured { what })
            }
            Err(error) => {
                if let Error::Vault(cause) = &error {
                    self.health.note_vault(row.id, cause);
                }
                Err(error)
            }
        }
    }

    /// Drops the client with its token; `true` when there was one.
    pub(crate) async fn disconnect(&self, profile: ProfileId) -> bool {
        let client = self.connections.0.lock().await.clients.remove(&profile);
        match client {
            Some(client) => {
                client.forget_token().await;
                true
            }
            None => false,
        }
    }

    pub(crate) async fn profile_row(&self, profile: ProfileId) -> Result<ProfileRow> {
        Ok(self
            .store
            .read(move |tx| store::profiles::get(tx, profile))
            .await?)
    }

    /// A profile with the Halo that its snapshot came from.
    pub(crate) async fn profile_with_snapshot(
        &self,
        profile: ProfileId,
    ) -> Result<(ProfileRow, Option<SnapshotHaloRow>)> {
        Ok(self
            .store
            .read(move |tx| {
                Ok((
                    store::profiles::get(tx, profile)?,
                    store::snapshot_halo::load(tx, profile)?,
                ))
            })
            .await?)
    }
}

fn client_config(
    row: &ProfileRow,
    client_id: String,
    client_secret: SecretString,
) -> Result<ClientConfig> {
    let (api_base, auth_url) = addresses(row)?;
    Ok(ClientConfig {
        api_base,
        auth_url,
        tenant: row.tenant.clone(),
        client_id,
        client_secret,
        scope: domain::recipe::scopes(row.features).join(" "),
    })
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
