//! Revoking a connection: here everything goes, in Halo only the
//! administrator can remove the application.

use domain::{ConnectionState, ProfileId, SecretPlace};

use crate::Engine;
use crate::error::Result;
use crate::tags::Tag;

/// What revoking did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoked {
    /// Whether there was a secret to remove.
    pub secret_removed: bool,
    /// Pairs that were kept.
    pub pairs_kept: u32,
    /// What only the administrator can remove in Halo, in order.
    pub left_in_halo: Vec<String>,
}

impl Engine {
    /// Cancels what runs, removes secret and token, keeps the mappings.
    pub async fn revoke(&self, profile: ProfileId) -> Result<Revoked> {
        let row = self.profile_row(profile).await?;
        self.tasks.cancel_all(profile).await;
        let secret_removed = self.secrets.forget(profile, row.secret_place).await?;
        self.disconnect(profile).await;
        let now = self.now();
        let pairs_kept = self
            .store
            .write(move |tx| {
                store::profiles::set_credentials(tx, profile, None, SecretPlace::None, None, &now)?;
                store::profiles::set_connection(tx, profile, ConnectionState::Revoked, None, &now)?;
                store::checks::clear(tx, profile)?;
                Ok(store::pairs::all(tx, profile)?.len())
            })
            .await?;
        self.events
            .invalidated(Some(profile), &[Tag::Profiles, Tag::Wizard, Tag::Home]);
        let name = &row.vendor_name;
        Ok(Revoked {
            secret_removed,
            pairs_kept: u32::try_from(pairs_kept).unwrap_or(u32::MAX),
            left_in_halo: vec![
                format!(
                    "Configuration > Integrations > HaloPSA API > View Applications: delete the application made for {name}."
                ),
                format!(
                    "Configuration > Teams & Agents > Agents: deactivate the {name} API agent."
                ),
                format!("Configuration > Teams & Agents > Roles: delete the {name} API role."),
            ],
        })
    }
}
