//! Profiles as Start and the switcher show them.

use domain::{ConnectionState, ProfileId};
use halo_api::Origin;
use store::profiles::ProfileRow;

use crate::Engine;
use crate::error::Result;
use crate::tags::Tag;

/// One integration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Identifier.
    pub id: ProfileId,
    /// Vendor's product.
    pub vendor_name: String,
    /// Halo's host, once it is known; `demo Halo` for the demo.
    pub halo_host: Option<String>,
    /// Whether it is the demo.
    pub is_demo: bool,
    /// The badge.
    pub connection: ConnectionState,
    /// One sentence about the state.
    pub connection_note: Option<String>,
    /// When customers were last read completely.
    pub last_read_at: Option<String>,
    /// Wizard step to go on with.
    pub wizard_step: u8,
    /// Whether the wizard was finished.
    pub wizard_finished: bool,
}

impl From<ProfileRow> for Profile {
    fn from(row: ProfileRow) -> Self {
        Self {
            id: row.id,
            // The demo has another port at each start; its name says more.
            halo_host: if row.is_demo {
                Some("demo Halo".to_owned())
            } else {
                row.api_base.as_deref().and_then(host_of)
            },
            vendor_name: row.vendor_name,
            is_demo: row.is_demo,
            connection: row.connection,
            connection_note: row.connection_note,
            last_read_at: row.last_read_at,
            wizard_step: row.wizard_step,
            wizard_finished: row.wizard_finished,
        }
    }
}

/// Host and, where it is not the usual one, port of a saved address.
pub(crate) fn host_of(address: &str) -> Option<String> {
    let origin = Origin::parse(address).ok()?.origin;
    Some(match origin.port() {
        Some(port) => format!("{}:{port}", origin.host()),
        None => origin.host().to_owned(),
    })
}

impl Engine {
    /// Every profile, oldest first.
    pub async fn profiles(&self) -> Result<Vec<Profile>> {
        let rows = self.store.read(|tx| store::profiles::list(tx)).await?;
        Ok(rows.into_iter().map(Profile::from).collect())
    }

    /// One profile.
    pub async fn profile(&self, profile: ProfileId) -> Result<Profile> {
        Ok(self.profile_row(profile).await?.into())
    }

    /// Remembers which profile is open.
    pub async fn remember_profile(&self, profile: ProfileId) -> Result<()> {
        let opened = Some(profile.get());
        if self.settings.load().await.last_profile == opened {
            return Ok(());
        }
        self.update_settings(move |settings| settings.last_profile = opened)
            .await
    }

    /// Deletes a profile with everything it holds here, its secret first.
    pub async fn delete_profile(&self, profile: ProfileId) -> Result<()> {
        let row = self.profile_row(profile).await?;
        self.tasks.cancel_all(profile).await;
        self.secrets.forget(profile, row.secret_place).await?;
        self.disconnect(profile).await;
        self.store
            .write(move |tx| store::profiles::delete(tx, profile))
            .await?;
        self.events.invalidated(None, &[Tag::Profiles]);
        Ok(())
    }
}
