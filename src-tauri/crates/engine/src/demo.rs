//! The demo Halo: a profile like any other, marked as a demo, whose Halo runs
//! inside the program and starts afresh each time Halyard starts.

use domain::{Features, ProfileId, SecretPlace, SourceKind};
use store::hosts::HostFacts;
use store::profiles::ProfileRow;

use crate::Engine;
use crate::error::{Error, Result};
use crate::ports::DemoAccess;
use crate::tags::Tag;

/// The vendor whose vocabulary the demo uses.
const DEMO_VENDOR: &str = "palisade";

impl Engine {
    /// Starts the demo Halo and makes or finds its profile.
    pub async fn start_demo(&self) -> Result<ProfileId> {
        let access = self.demo_access().await?;
        let now = self.now();
        let profile = self
            .store
            .write(move |tx| {
                if let Some(known) = store::profiles::list(tx)?.into_iter().find(|p| p.is_demo) {
                    return Ok(known.id);
                }
                let vendor = domain::vendor::preset(DEMO_VENDOR).ok_or(store::Error::NotFound {
                    what: "the demo's vendor",
                })?;
                let name = store::profiles::free_name(tx, &vendor.name, None)?;
                let id = store::profiles::insert(tx, &vendor, &name, SourceKind::Csv, true, &now)?;
                let features = Features {
                    tickets: true,
                    status: true,
                    seats: true,
                };
                store::profiles::set_features(tx, id, features, &now)?;
                Ok(id)
            })
            .await?;
        self.fill_in_demo(profile, &access).await?;
        self.events
            .invalidated(None, &[Tag::Profiles, Tag::Wizard, Tag::Home]);
        Ok(profile)
    }

    /// Writes the demo's list of organisations beside the database and names
    /// the file, so that the import reads a real one.
    pub async fn demo_csv_file(&self, profile: ProfileId) -> Result<String> {
        if !self.profile_row(profile).await?.is_demo {
            return Err(Error::NotFound {
                what: "This profile is not the demo.",
            });
        }
        let access = self.demo_access().await?;
        let path = self.data_dir.join("demo-organisations.csv");
        let target = path.clone();
        tokio::task::spawn_blocking(move || fs_err::write(target, access.organizations_csv))
            .await?
            .map_err(|source| Error::File {
                doing: "The demo's file could not be written.",
                source,
            })?;
        Ok(path.to_string_lossy().into_owned())
    }

    /// The demo's port and secret change at each start of the program; a demo
    /// profile from an earlier start gets the new ones.
    pub(crate) async fn revive_demo(&self, row: ProfileRow) -> Result<ProfileRow> {
        if row.connection == domain::ConnectionState::Revoked {
            return Ok(row);
        }
        let access = self.demo_access().await?;
        let is_current = row.address_typed.as_deref() == Some(access.base_url.as_str())
            && self.secrets.is_in_memory(row.id).await;
        if is_current {
            return Ok(row);
        }
        self.fill_in_demo(row.id, &access).await?;
        self.profile_row(row.id).await
    }

    async fn demo_access(&self) -> Result<DemoAccess> {
        self.demo
            .start()
            .await
            .map_err(|reason| Error::Desktop { reason })
    }

    async fn fill_in_demo(&self, profile: ProfileId, access: &DemoAccess) -> Result<()> {
        let row = self.profile_row(profile).await?;
        let origin = halo_api::Origin::parse(&access.base_url)?.origin;
        self.secrets
            .keep(profile, access.client_secret.clone(), SecretPlace::Session)
            .await?;
        let now = self.now();
        let client_id = access.client_id.clone();
        let own_customer = domain::CustomerId::new(access.own_customer);
        // Only what discovery would find again: the wizard still asks Halo.
        let facts = HostFacts {
            address_typed: Some(access.base_url.clone()),
            api_base: row
                .api_base
                .as_ref()
                .map(|_| origin.url("/api").to_string()),
            auth_url: row
                .auth_url
                .as_ref()
                .map(|_| origin.url("/auth").to_string()),
            tenant: row.tenant.clone(),
            app_version: row.app_version.clone(),
            found_by: row.found_by.clone(),
            original_host: None,
            hosting: row.hosting,
            network: row.host_network,
            certificate: None,
        };
        self.store
            .write(move |tx| {
                store::hosts::save(tx, profile, &facts, &now)?;
                store::profiles::set_own_customer(tx, profile, Some(own_customer), &now)?;
                store::profiles::set_credentials(
                    tx,
                    profile,
                    Some(&client_id),
                    SecretPlace::Session,
                    Some(&now),
                    &now,
                )
            })
            .await?;
        Ok(())
    }
}
