//! A tenant that Halo does not know. Halo itself names the right one to whoever
//! asks at its address, so it can be offered instead of only refused.

use domain::ProfileId;
use halo_api::Origin;
use store::hosts::HostFacts;
use tokio_util::sync::CancellationToken;

use super::address;
use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

impl Engine {
    /// What to do about a tenant that Halo does not know. Remembers the one
    /// that Halo names, so that it can be taken with one press.
    pub(super) async fn tenant_advice(&self, profile: ProfileId) -> String {
        let named = match self.tenant_named_by_halo(profile).await {
            Ok(named) => named,
            Err(error) => {
                tracing::debug!(%error, "Halo names no tenant");
                None
            }
        };
        let advice = match &named {
            Some(named) => format!("Halo calls itself “{named}”."),
            None => "Go back to Find Halo and compare the field Tenant with Configuration > Integrations > HaloPSA API.".to_owned(),
        };
        self.connections.offer_tenant(profile, named).await;
        advice
    }

    /// The tenant as Halo names it, if that is another than the saved one.
    async fn tenant_named_by_halo(&self, profile: ProfileId) -> Result<Option<String>> {
        let row = self.profile_row(profile).await?;
        let origin = Origin::parse(row.api_base.as_deref().unwrap_or_default())?.origin;
        let transport = self.network.to(&origin.url("/")).await?;
        let found = halo_api::discover(&transport, &origin, &CancellationToken::new()).await?;
        self.charge(&found).await;
        Ok(found
            .tenant
            .filter(|named| row.tenant.as_ref() != Some(named)))
    }

    /// Takes the tenant that Halo named when it refused the saved one.
    ///
    /// # Errors
    /// `NotFound` when it named none since the program started.
    pub async fn take_offered_tenant(&self, profile: ProfileId) -> Result<()> {
        let tenant = self
            .connections
            .offered_tenant(profile)
            .await
            .ok_or(Error::NotFound {
                what: "Halo has not named another tenant.",
            })?;
        let now = self.now();
        let before = self.profile_row(profile).await?;
        self.store
            .write(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                let before = row.clone();
                let facts = HostFacts {
                    address_typed: row.address_typed,
                    api_base: row.api_base,
                    auth_url: row.auth_url,
                    tenant: Some(tenant),
                    app_version: row.app_version,
                    found_by: row.found_by,
                    original_host: row.original_host,
                    hosting: row.hosting,
                    network: row.host_network,
                    certificate: row.certificate,
                };
                address::save(tx, &before, &facts, &now)?;
                store::checks::clear(tx, profile)
            })
            .await?;
        self.connections.offer_tenant(profile, None).await;
        self.disconnect(profile).await;
        self.address_changed(profile, &before).await?;
        self.events
            .invalidated(Some(profile), &[Tag::Wizard, Tag::Profiles]);
        Ok(())
    }
}
