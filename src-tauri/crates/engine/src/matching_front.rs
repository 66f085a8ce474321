//! The engine's face to how matching is done, and to what is accepted by itself after a read or an import.

use domain::ProfileId;

use crate::Engine;
use crate::error::Result;
use crate::organizations::{self, AutomaticPreview, Edited, Imported, MatchingSettings};
use crate::tags::Tag;

/// What changes on screen with the settings of matching.
const AFTER_CHANGE: [Tag; 4] = [Tag::Profiles, Tag::Organizations, Tag::Customers, Tag::Home];

impl Engine {
    /// How matching is done in a profile.
    pub async fn matching_settings(&self, profile: ProfileId) -> Result<MatchingSettings> {
        Ok(organizations::matching_settings(&self.store, profile).await?)
    }

    /// Allows or forbids that several organisations have one customer. Where some do, forbidding it needs `confirmed`.
    pub async fn set_may_share(
        &self,
        profile: ProfileId,
        may_share: bool,
        confirmed: bool,
    ) -> Result<()> {
        let now = self.now();
        organizations::set_may_share(&self.store, profile, may_share, confirmed, &now).await?;
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        Ok(())
    }

    /// What would be accepted by itself now.
    pub async fn preview_automatic(&self, profile: ProfileId) -> Result<AutomaticPreview> {
        Ok(organizations::preview_automatic(&self.store, profile).await?)
    }

    /// Accepts what the preview showed, and from now on what is clear after each read and import.
    pub async fn switch_automatic_on(&self, profile: ProfileId, expected: &str) -> Result<Edited> {
        let now = self.now();
        let edited =
            organizations::switch_automatic_on(&self.store, profile, expected, &now).await?;
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        Ok(edited)
    }

    /// Leaves every suggestion to a person again.
    pub async fn switch_automatic_off(&self, profile: ProfileId) -> Result<()> {
        organizations::switch_automatic_off(&self.store, profile, &self.now()).await?;
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        Ok(())
    }

    /// After a read or an import: accepts what is clear, where that is switched on. A failure here must not make what was
    /// read look undone; the next time accepts it.
    pub(crate) async fn accept_automatically(&self, profile: ProfileId) -> Option<Edited> {
        let now = self.now();
        match organizations::accept_automatically(&self.store, profile, &now).await {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%profile, %error, "suggestions could not be accepted");
                None
            }
        }
    }

    /// An import with what was accepted after it, which is a step of its own.
    pub(crate) async fn imported(&self, profile: ProfileId, imported: Imported) -> Imported {
        let (edit, accepted) = self.then_automatic(profile, imported.edit).await;
        Imported {
            edit,
            accepted,
            ..imported
        }
    }

    /// Same, for organisations that came from Halo's own customers.
    pub(crate) async fn then_automatic(
        &self,
        profile: ProfileId,
        edit: Edited,
    ) -> (Edited, Option<Edited>) {
        let accepted = match edit.id {
            Some(_) => self.accept_automatically(profile).await,
            None => None,
        };
        (self.organizations_changed(profile, edit), accepted)
    }
}
