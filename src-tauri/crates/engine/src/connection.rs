//! One client per profile, made when it is first needed and dropped when
//! host, credentials or rights may have changed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::health::Trouble;
use domain::{ConnectionState, ProfileId};
use halo_api::{AuthProblem, ClientConfig, Discovery, HaloClient, RequestBudget};
use secrecy::SecretString;
use store::profiles::ProfileRow;
use store::snapshot_halo::SnapshotHaloRow;
use tokio::sync::Mutex;
use url::Url;

use crate::Engine;
use crate::another_halo;
use crate::error::{Error, Result};
use crate::ports::KeptSecret;
use crate::wizard::expect_network;

/// Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Connections(Arc<Mutex<Open>>);

/// Which credentials these are. Another program may put others in their place while this one runs.
#[derive(PartialEq, Eq)]
struct Credentials {
    client_id: Option<String>,
    saved_at: Option<String>,
}

impl Credentials {
    fn of(row: &ProfileRow) -> Self {
        Self {
            client_id: row.client_id.clone(),
            saved_at: row.secret_saved_at.clone(),
        }
    }
}

#[derive(Default)]
struct Open {
    clients: HashMap<ProfileId, (Credentials, HaloClient)>,
    /// Profiles whose secret somebody else put into the keychain.
    changed_by_hand: HashSet<ProfileId>,
    /// What Halo called itself where it did not know the saved tenant.
    offered_tenants: HashMap<ProfileId, String>,
    /// Halo counts requests by instance, so profiles of one host share these.
    budgets: HashMap<String, RequestBudget>,
}

impl Open {
    /// The profile's client, if it has the credentials that are saved.
    fn client_of(&self, row: &ProfileRow) -> Option<HaloClient> {
        let (credentials, client) = self.clients.get(&row.id)?;
        (*credentials == Credentials::of(row)).then(|| client.clone())
    }
}

impl Connections {
    /// Drops every client. Work under way goes on with the one it has.
    pub(crate) async fn drop_all(&self) {
        self.0.lock().await.clients.clear();
    }

    /// Remembers the tenant that Halo names, or that it names none.
    pub(crate) async fn offer_tenant(&self, profile: ProfileId, tenant: Option<String>) {
        let offers = &mut self.0.lock().await.offered_tenants;
        match tenant {
            Some(tenant) => offers.insert(profile, tenant),
            None => offers.remove(&profile),
        };
    }

    /// The tenant that Halo named when it refused the saved one.
    pub(crate) async fn offered_tenant(&self, profile: ProfileId) -> Option<String> {
        self.0.lock().await.offered_tenants.get(&profile).cloned()
    }
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
        let row = self.profile_row(profile).await?;
        if let Some(client) = self.connections.0.lock().await.client_of(&row) {
            return Ok(client);
        }
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
        // The keychain may take seconds, for the proxy's password as for the secret: the other profiles do not wait
        // for it.
        let kept = self.secret_of(&row).await?;
        let by_hand = was_changed_by_hand(&kept, row.secret_saved_at.as_deref());
        let config = client_config(&row, client_id, kept.secret)?;
        self.network.to(&config.api_base).await?;
        let mut open = self.connections.0.lock().await;
        if let Some(client) = open.client_of(&row) {
            return Ok(client);
        }
        if by_hand {
            open.changed_by_hand.insert(profile);
        } else {
            open.changed_by_hand.remove(&profile);
        }
        let budget = self.budget_of(&mut open, &config.api_base);
        // Once more, for the network may have been changed meanwhile; then every client is dropped.
        let transport = self.network.to(&config.api_base).await?;
        expect_network(&transport, &row);
        let client =
            HaloClient::new(transport, config, budget)?.observed_by(self.health.observer(profile));
        let credentials = Credentials::of(&row);
        open.clients.insert(profile, (credentials, client.clone()));
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
        let transport = self.network.to(&config.api_base).await?;
        expect_network(&transport, row);
        let budget = self.budget_of(&mut *self.connections.0.lock().await, &config.api_base);
        Ok(HaloClient::new(transport, config, budget)?)
    }

    /// Counts what finding a Halo took among the requests that it gets from us.
    pub(crate) async fn charge(&self, found: &Discovery) {
        let mut open = self.connections.0.lock().await;
        self.budget_of(&mut open, &found.api_base)
            .charge(found.requests);
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
    async fn secret_of(&self, row: &ProfileRow) -> Result<KeptSecret> {
        let kept = self.secrets.load(row.id, row.secret_place).await;
        match &kept {
            Err(error @ Error::SecretMissing(_)) => {
                self.health
                    .note_trouble(row.id, Trouble::SecretMissing, error.to_string());
            }
            Err(Error::Vault(cause)) => self.health.note_vault(row.id, cause),
            Err(_) | Ok(_) => {}
        }
        kept
    }

    /// What a failure means when it is known how the secret came to be as it is.
    pub(crate) async fn explain(&self, profile: ProfileId, error: Error) -> Error {
        let is_refused = matches!(
            &error,
            Error::Halo(halo_api::Error::Unauthorized {
                reason: AuthProblem::InvalidClient,
                ..
            })
        );
        if let Error::Halo(cause) = error {
            let open = self.connections.0.lock().await;
            if !is_refused || !open.changed_by_hand.contains(&profile) {
                return Error::Halo(cause);
            }
            drop(open);
            let error = Error::ChangedSecretRefused(cause);
            // The call itself could only report that Halo refused it.
            self.health
                .note_trouble(profile, Trouble::SignInRefused, error.to_string());
            return error;
        }
        error
    }

    /// Drops the client with its token; `true` when there was one.
    pub(crate) async fn disconnect(&self, profile: ProfileId) -> bool {
        let client = self.connections.0.lock().await.clients.remove(&profile);
        match client {
            Some((_, client)) => {
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

/// Whether somebody wrote to the entry after Halyard. Both times are of this
/// computer's clock; that of the entry is cut to the second.
fn was_changed_by_hand(kept: &KeptSecret, saved_at: Option<&str>) -> bool {
    let saved_at = saved_at.and_then(|text| text.parse::<jiff::Timestamp>().ok());
    matches!((kept.changed_at, saved_at), (Some(changed), Some(saved)) if changed > saved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_later_entry_was_changed_by_hand() {
        let kept = |changed_at: Option<&str>| KeptSecret {
            secret: SecretString::from("x"),
            changed_at: changed_at.map(|text| text.parse().unwrap()),
        };
        let saved = Some("2026-11-21T12:00:05Z");
        for (changed_at, saved_at, by_hand) in [
            (Some("2026-11-21T12:00:06Z"), saved, true),
            (Some("2026-11-21T12:00:05Z"), saved, false),
            (Some("2026-11-21T12:00:01Z"), saved, false),
            (None, saved, false),
            (Some("2026-11-21T12:00:06Z"), None, false),
        ] {
            assert_eq!(
                was_changed_by_hand(&kept(changed_at), saved_at),
                by_hand,
                "{changed_at:?}"
            );
        }
    }
}
