//! The engine's face to organisations: adds the clock, and tells the page what changed.

use domain::{EditId, OrganizationId, ProfileId};
use store::grid::{GridCounts, GridQuery};

use crate::Engine;
use crate::error::Result;
use crate::organizations::{
    self, AcceptPreview, Act, CsvOptions, CsvPreview, Detail, Edited, Form, Hits, Imported, Page,
};
use crate::tags::Tag;

impl Engine {
    /// A window of the grid.
    pub async fn organization_page(&self, profile: ProfileId, query: GridQuery) -> Result<Page> {
        Ok(organizations::page(&self.store, profile, query).await?)
    }

    /// How many organisations with this text are in each state.
    pub async fn organization_counts(
        &self,
        profile: ProfileId,
        text: String,
    ) -> Result<GridCounts> {
        Ok(organizations::counts(&self.store, profile, text).await?)
    }

    /// Everything about one organisation.
    pub async fn organization_detail(
        &self,
        profile: ProfileId,
        id: OrganizationId,
    ) -> Result<Detail> {
        Ok(organizations::detail(&self.store, profile, id).await?)
    }

    /// Adds an organisation by hand.
    pub async fn add_organization(&self, profile: ProfileId, form: Form) -> Result<Edited> {
        let edited = organizations::add(&self.store, profile, form, &self.now()).await?;
        Ok(self.organizations_changed(profile, edited))
    }

    /// Changes an organisation by hand.
    pub async fn update_organization(
        &self,
        profile: ProfileId,
        id: OrganizationId,
        version: i32,
        form: Form,
    ) -> Result<Edited> {
        let now = self.now();
        let edited = organizations::update(&self.store, profile, id, version, form, &now).await?;
        Ok(self.organizations_changed(profile, edited))
    }

    /// Deletes an organisation here; Halo is not touched.
    pub async fn delete_organization(
        &self,
        profile: ProfileId,
        id: OrganizationId,
        version: i32,
    ) -> Result<Edited> {
        let now = self.now();
        let edited = organizations::delete(&self.store, profile, id, version, &now).await?;
        Ok(self.organizations_changed(profile, edited))
    }

    /// Maps, parts, rejects, holds, excludes or releases.
    pub async fn decide(
        &self,
        profile: ProfileId,
        id: OrganizationId,
        version: i32,
        act: Act,
    ) -> Result<Edited> {
        let now = self.now();
        let edited = organizations::decide(&self.store, profile, id, version, act, &now).await?;
        Ok(self.organizations_changed(profile, edited))
    }

    /// Takes an edit back.
    pub async fn undo(&self, profile: ProfileId, edit: EditId) -> Result<Edited> {
        let edited = organizations::undo(&self.store, profile, edit, &self.now()).await?;
        Ok(self.organizations_changed(profile, edited))
    }

    /// Searches all customers.
    pub async fn search_customers(&self, profile: ProfileId, text: String) -> Result<Hits> {
        Ok(organizations::search_customers(&self.store, profile, text).await?)
    }

    /// What accepting all clear suggestions would do.
    pub async fn preview_accept(&self, profile: ProfileId) -> Result<AcceptPreview> {
        Ok(organizations::preview_accept(&self.store, profile).await?)
    }

    /// Accepts all clear suggestions if they are those that the preview showed.
    pub async fn accept_suggestions(&self, profile: ProfileId, expected: &str) -> Result<Edited> {
        let edited = organizations::accept(&self.store, profile, expected, &self.now()).await?;
        Ok(self.organizations_changed(profile, edited))
    }

    /// Says what importing a CSV file would do.
    pub async fn preview_csv(
        &self,
        profile: ProfileId,
        path: String,
        options: CsvOptions,
    ) -> Result<CsvPreview> {
        Ok(organizations::preview_csv(&self.store, profile, path.into(), options).await?)
    }

    /// Imports a CSV file in one step that can be undone.
    pub async fn import_csv(
        &self,
        profile: ProfileId,
        path: String,
        options: CsvOptions,
    ) -> Result<Imported> {
        let now = self.now();
        let imported =
            organizations::import_csv(&self.store, profile, path.into(), options, &now).await?;
        let edit = self.organizations_changed(profile, imported.edit);
        Ok(Imported { edit, ..imported })
    }

    fn organizations_changed(&self, profile: ProfileId, edited: Edited) -> Edited {
        let tags = [Tag::Organizations, Tag::Home];
        self.events.invalidated(Some(profile), &tags);
        edited
    }
}
