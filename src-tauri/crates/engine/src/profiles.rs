//! Profiles as Start and the switcher show them.

use domain::health::Health;
use domain::{ConnectionState, ProfileId, SECRET_IS_OLD_AFTER_DAYS};
use halo_api::Origin;
use store::profiles::ProfileRow;
use store::snapshot_halo::SnapshotHaloRow;

use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// Longest name of a profile, in characters.
const LONGEST_NAME: usize = 60;

/// One integration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Identifier.
    pub id: ProfileId,
    /// Its own name, which no other profile has.
    pub name: String,
    /// Vendor's product.
    pub vendor_name: String,
    /// Halo's host, once it is known; `demo Halo` for the demo.
    pub halo_host: Option<String>,
    /// Whether it is the demo.
    pub is_demo: bool,
    /// The badge that the checks gave.
    pub connection: ConnectionState,
    /// How it stands now.
    pub health: Health,
    /// When customers were last read completely.
    pub last_read_at: Option<String>,
    /// How old the secret is.
    pub secret: Option<SecretAge>,
    /// Wizard step to go on with.
    pub wizard_step: u8,
    /// Whether the wizard was finished.
    pub wizard_finished: bool,
}

/// How old a secret is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretAge {
    /// When it was saved.
    pub saved_at: String,
    /// Whole days since.
    pub days: u32,
    /// Whether it should be replaced.
    pub is_old: bool,
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
        let rows = self
            .store
            .read(|tx| {
                store::profiles::list(tx)?
                    .into_iter()
                    .map(|row| {
                        let snapshot = store::snapshot_halo::load(tx, row.id)?;
                        Ok((row, snapshot))
                    })
                    .collect::<store::Result<Vec<_>>>()
            })
            .await?;
        let mut profiles = Vec::with_capacity(rows.len());
        for (row, snapshot) in rows {
            profiles.push(self.as_shown(row, snapshot.as_ref()).await?);
        }
        Ok(profiles)
    }

    /// One profile.
    pub async fn profile(&self, profile: ProfileId) -> Result<Profile> {
        let (row, snapshot) = self.profile_with_snapshot(profile).await?;
        self.as_shown(row, snapshot.as_ref()).await
    }

    async fn as_shown(
        &self,
        row: ProfileRow,
        snapshot: Option<&SnapshotHaloRow>,
    ) -> Result<Profile> {
        let health = self.health_of(&row, snapshot).await?;
        Ok(Profile {
            id: row.id,
            // The demo has another port at each start; its name says more.
            halo_host: if row.is_demo {
                Some("demo Halo".to_owned())
            } else {
                row.api_base.as_deref().and_then(host_of)
            },
            secret: row
                .secret_saved_at
                .and_then(|saved_at| self.secret_age(saved_at)),
            name: row.name,
            vendor_name: row.vendor_name,
            is_demo: row.is_demo,
            connection: row.connection,
            health,
            last_read_at: row.last_read_at,
            wizard_step: row.wizard_step,
            wizard_finished: row.wizard_finished,
        })
    }

    fn secret_age(&self, saved_at: String) -> Option<SecretAge> {
        const DAY: i64 = 24 * 60 * 60;
        let then: jiff::Timestamp = saved_at.parse().ok()?;
        let seconds = self.clock.now().as_second() - then.as_second();
        let days = u32::try_from(seconds.max(0) / DAY).unwrap_or(u32::MAX);
        Some(SecretAge {
            saved_at,
            days,
            is_old: days >= SECRET_IS_OLD_AFTER_DAYS,
        })
    }

    /// Gives a profile a name of its own. A second press changes nothing more.
    ///
    /// # Errors
    /// `InvalidInput` for a name that is empty, too long, or another profile's.
    pub async fn rename_profile(&self, profile: ProfileId, name: &str) -> Result<()> {
        let invalid = |message: String| Error::InvalidInput {
            field: "name",
            message,
        };
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().any(char::is_control) {
            return Err(invalid("The profile needs a name.".to_owned()));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(invalid(format!(
                "A name has at most {LONGEST_NAME} characters."
            )));
        }
        let now = self.now();
        let wanted = name.clone();
        let is_free = self
            .store
            .write(move |tx| {
                let is_free = store::profiles::free_name(tx, &wanted, Some(profile))? == wanted;
                if is_free {
                    store::profiles::set_name(tx, profile, &wanted, &now)?;
                }
                Ok(is_free)
            })
            .await?;
        if !is_free {
            return Err(invalid(format!("Another profile is called “{name}”.")));
        }
        self.events
            .invalidated(Some(profile), &[Tag::Profiles, Tag::Wizard]);
        Ok(())
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

    /// Deletes a profile with everything it holds here, its secrets first.
    pub async fn delete_profile(&self, profile: ProfileId) -> Result<()> {
        let row = self.profile_row(profile).await?;
        let _rest = self.gates.rest(profile, &self.wakes);
        self.tasks.cancel_all(profile).await;
        self.pollers.forget(profile);
        self.secrets.forget(profile, row.secret_place).await?;
        if self.has_vendor_key(profile).await? {
            self.secrets.forget_vendor_key(profile).await?;
        }
        self.api_readings.let_go(profile).await;
        self.disconnect(profile).await;
        self.retired.forget(profile).await;
        self.store
            .write(move |tx| store::profiles::delete(tx, profile))
            .await?;
        self.forget_plan_files(profile).await;
        self.health.forget(profile);
        self.events.invalidated(None, &[Tag::Profiles]);
        Ok(())
    }
}
