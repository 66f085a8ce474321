//! Step 3, Prepare Halo: what the connection is wanted for, and which settings the administrator has made for it.

use domain::recipe::RecipeItem;
use domain::{Features, ProfileId};
use store::Connection;
use store::journal::Entry;
use store::profiles::ProfileRow;
use store::recipe_ticks::Tick;

use super::CheckKey;
use crate::Engine;
use crate::activity::{Act, FeaturesImage};
use crate::error::{Error, Result};
use crate::tags::Tag;

/// A setting of the recipe with what the administrator said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipeLine {
    /// The setting.
    pub item: RecipeItem,
    /// Whether it was ticked, and is still to be set to the same.
    pub ticked: bool,
    /// What it was to be set to when it was ticked, where that is something else now.
    pub changed_from: Option<String>,
}

/// The recipe for the profile's features, with the ticks.
pub(super) fn recipe(row: &ProfileRow, ticks: &[Tick]) -> Vec<RecipeLine> {
    domain::recipe::recipe(&row.vendor_name, row.features)
        .into_iter()
        .map(|item| {
            let tick = ticks.iter().find(|tick| tick.key == item.key);
            let before = tick.and_then(|tick| tick.value.clone());
            let changed_from = before.filter(|before| *before != item.value);
            RecipeLine {
                ticked: tick.is_some() && changed_from.is_none(),
                changed_from,
                item,
            }
        })
        .collect()
}

/// Puts them down, and forgets what was found under the others.
pub(crate) fn put_features(
    conn: &Connection,
    profile: ProfileId,
    features: Features,
    now: &str,
) -> store::Result<()> {
    store::profiles::set_features(conn, profile, features, now)?;
    for key in CheckKey::ALL.iter().filter(|key| key.follows_features()) {
        store::checks::forget(conn, profile, key.code())?;
    }
    Ok(())
}

impl Engine {
    /// Remembers what the connection will be used for. Checks whose outcome would be another one now are forgotten.
    pub async fn save_features(&self, profile: ProfileId, features: Features) -> Result<()> {
        let now = self.now();
        self.store
            .write(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                if row.features == features {
                    return Ok(());
                }
                put_features(tx, profile, features, &now)?;
                let (before, after) = (FeaturesImage::from(row.features), features.into());
                let act = Act::Features { before, after };
                let entry = Entry {
                    area: "settings",
                    what: "What the connection is for changed",
                    before: Some(&before.in_words()),
                    after: Some(&after.in_words()),
                    note: None,
                    act: Some(&act.kept()?),
                };
                store::journal::enter_act(tx, profile, &entry, &now)
            })
            .await?;
        // The token asks for the features' scopes.
        self.disconnect(profile).await;
        self.events
            .invalidated(Some(profile), &[Tag::Wizard, Tag::Organizations]);
        Ok(())
    }

    /// Remembers that a setting was made in Halo, as it is asked for now.
    ///
    /// # Errors
    /// `NotFound` for a setting that the recipe does not have.
    pub async fn tick_recipe_item(
        &self,
        profile: ProfileId,
        key: String,
        ticked: bool,
    ) -> Result<()> {
        let row = self.profile_row(profile).await?;
        let item =
            domain::recipe::item(&key, &row.vendor_name, row.features).ok_or(Error::NotFound {
                what: "There is no such setting.",
            })?;
        let now = self.now();
        self.store
            .write(move |tx| {
                if ticked {
                    store::recipe_ticks::tick(tx, profile, &key, &item.value, &now)
                } else {
                    store::recipe_ticks::untick(tx, profile, &key)
                }
            })
            .await?;
        self.events.invalidated(Some(profile), &[Tag::Wizard]);
        Ok(())
    }
}
