//! The connect wizard: five steps, each saved when it is done, so that it can
//! be left and resumed. Repair is the same wizard, filled in.

mod address;
mod checks;
mod credential_form;
mod credentials;
mod find;
mod prepare;
mod tenant;

use domain::vendor::Vendor;
use domain::{Features, ProfileId, SecretPlace, SourceKind};

use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

pub use checks::{Check, CheckKey, CheckOutcome, NamedRight};
pub(crate) use checks::{CheckBoard, badge};
pub(crate) use credential_form::{Entered, missing_secret, read as read_credentials};
pub use credentials::{Credentials, CredentialsSaved};
pub use find::{Found, TypedAddresses};
pub(crate) use find::{app_words, expect_network};
pub use prepare::RecipeLine;
pub(crate) use prepare::put_features;

/// Everything the wizard shows, as saved.
#[derive(Debug, Clone)]
pub struct Wizard {
    /// The profile that is being connected.
    pub profile: ProfileId,
    /// Step to go on with, 1 to 5.
    pub step: u8,
    /// The profile's own name.
    pub name: String,
    /// Key of the vendor's preset.
    pub vendor_key: String,
    /// The vendor's name.
    pub vendor_name: String,
    /// Where organisations will come from.
    pub source: SourceKind,
    /// Whether this is the demo.
    pub is_demo: bool,
    /// The address as it was typed.
    pub address: String,
    /// What was found.
    pub found: Option<Found>,
    /// What is wanted.
    pub features: Features,
    /// The recipe, each setting with whether it was ticked.
    pub recipe: Vec<RecipeLine>,
    /// Client id.
    pub client_id: String,
    /// Where the secret is.
    pub secret: SecretPlace,
    /// When it was saved.
    pub secret_saved_at: Option<String>,
    /// What Halo calls itself, where it did not know the saved tenant.
    pub offered_tenant: Option<String>,
    /// The checks: as last run, waiting or running.
    pub checks: Vec<Check>,
    /// Whether the wizard was finished before.
    pub finished: bool,
}

impl Engine {
    /// Everything the wizard shows.
    pub async fn wizard(&self, profile: ProfileId) -> Result<Wizard> {
        let row = self.profile_row(profile).await?;
        if row.is_demo {
            self.revive_demo(row).await?;
        }
        let (row, ticks, rows) = self
            .store
            .read(move |tx| {
                Ok((
                    store::profiles::get(tx, profile)?,
                    store::recipe_ticks::list(tx, profile)?,
                    store::checks::list(tx, profile)?,
                ))
            })
            .await?;
        Ok(Wizard {
            profile,
            step: row.wizard_step,
            found: Found::from_row(&row),
            checks: checks::as_shown(&row, &rows, &self.checks.of(profile)),
            recipe: prepare::recipe(&row, &ticks),
            name: row.name,
            vendor_key: row.vendor_key,
            vendor_name: row.vendor_name,
            source: row.source,
            is_demo: row.is_demo,
            address: row.address_typed.unwrap_or_default(),
            features: row.features,
            client_id: row.client_id.unwrap_or_default(),
            secret: row.secret_place,
            secret_saved_at: row.secret_saved_at,
            offered_tenant: self.connections.offered_tenant(profile).await,
            finished: row.wizard_finished,
        })
    }

    /// Step 1: makes a profile, or changes the vendor of one.
    ///
    /// # Errors
    /// `InvalidInput` for a vendor without a name.
    pub async fn save_vendor(
        &self,
        profile: Option<ProfileId>,
        vendor_key: &str,
        name: &str,
        source: SourceKind,
    ) -> Result<ProfileId> {
        let preset = domain::vendor::preset(vendor_key).ok_or(Error::NotFound {
            what: "There is no such vendor.",
        })?;
        let name = if vendor_key == domain::vendor::OTHER {
            name.trim()
        } else {
            preset.name.as_str()
        };
        if name.is_empty() || name.chars().count() > 60 {
            return Err(Error::InvalidInput {
                field: "name",
                message: "The vendor's product needs a name of at most 60 characters.".to_owned(),
            });
        }
        let vendor = Vendor {
            name: name.to_owned(),
            ..preset
        };
        let now = self.now();
        let saved = self
            .store
            .write(move |tx| {
                if let Some(profile) = profile {
                    let row = store::profiles::get(tx, profile)?;
                    // A name that was given by hand stays; one that was the vendor's follows it.
                    let name = if row.name.starts_with(&row.vendor_name) {
                        store::profiles::free_name(tx, &vendor.name, Some(profile))?
                    } else {
                        row.name.clone()
                    };
                    store::profiles::set_vendor(tx, profile, &vendor, &name, source, &now)?;
                    advance(tx, &row, 2, &now)?;
                    return Ok(profile);
                }
                let name = store::profiles::free_name(tx, &vendor.name, None)?;
                let id = store::profiles::insert(tx, &vendor, &name, source, false, &now)?;
                let features = Features {
                    tickets: true,
                    status: true,
                    seats: false,
                };
                store::profiles::set_features(tx, id, features, &now)?;
                store::profiles::set_wizard(tx, id, 2, false, &now)?;
                Ok(id)
            })
            .await?;
        self.events
            .invalidated(Some(saved), &[Tag::Profiles, Tag::Wizard, Tag::Home]);
        Ok(saved)
    }

    /// Remembers the step to go on with.
    pub async fn go_to_step(&self, profile: ProfileId, step: u8) -> Result<()> {
        let step = step.clamp(1, 5);
        let now = self.now();
        self.store
            .write(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                store::profiles::set_wizard(tx, profile, step, row.wizard_finished, &now)
            })
            .await?;
        self.events
            .invalidated(Some(profile), &[Tag::Wizard, Tag::Profiles]);
        Ok(())
    }
}

/// Moves the wizard on to `step` unless it is further already.
fn advance(
    tx: &store::Connection,
    row: &store::profiles::ProfileRow,
    step: u8,
    now: &str,
) -> store::Result<()> {
    store::profiles::set_wizard(
        tx,
        row.id,
        row.wizard_step.max(step),
        row.wizard_finished,
        now,
    )
}
