//! The engine's face to organisations: adds the clock, and tells the page what changed.

use domain::{CustomerId, EditId, OrganizationId, ProfileId};
use store::grid::GridCounts;

use crate::Engine;
use crate::error::Result;
use crate::organizations::{
    self, AcceptPreview, Act, BoardQuery, BoardView, CustomerSlot, CustomersPreview,
    CustomersWanted, CustomersWindow, Detail, Edited, Form, HistoryLine, Hits, ImportOptions,
    ImportPreview, Imported, ManyAct, OrganizationSlot, Page, Query, ReadOptions, Selection,
    SelectionPreview, Undoable,
};
use crate::tags::Tag;

impl Engine {
    /// A window of the grid.
    pub async fn organization_page(&self, profile: ProfileId, query: Query) -> Result<Page> {
        Ok(organizations::page(&self.store, profile, query).await?)
    }

    /// Where an organisation stands among the rows of a query.
    pub async fn organization_place(
        &self,
        profile: ProfileId,
        query: Query,
        id: OrganizationId,
    ) -> Result<Option<u32>> {
        Ok(organizations::place(&self.store, profile, query, id).await?)
    }

    /// The ids of a stretch of the grid.
    pub async fn organization_ids(
        &self,
        profile: ProfileId,
        query: Query,
    ) -> Result<Vec<OrganizationId>> {
        Ok(organizations::ids(&self.store, profile, query).await?)
    }

    /// The organisation that a person or a script calls so.
    pub async fn organization_called(
        &self,
        profile: ProfileId,
        words: &str,
    ) -> Result<OrganizationId> {
        Ok(organizations::by_words(&self.store, profile, words).await?)
    }

    /// How many organisations are in each state.
    pub async fn organization_counts(&self, profile: ProfileId) -> Result<GridCounts> {
        Ok(organizations::counts(&self.store, profile).await?)
    }

    /// What acts on a selection would do.
    pub async fn preview_selection(
        &self,
        profile: ProfileId,
        selection: Selection,
    ) -> Result<SelectionPreview> {
        Ok(organizations::preview_selection(&self.store, profile, selection).await?)
    }

    /// Holds, excludes or releases many in one step, if there are as many as the preview showed.
    pub async fn decide_many(
        &self,
        profile: ProfileId,
        selection: Selection,
        act: ManyAct,
        expected: u32,
    ) -> Result<Edited> {
        let now = self.now();
        let edited =
            organizations::decide_many(&self.store, profile, selection, act, expected, &now)
                .await?;
        Ok(self.organizations_changed(profile, edited))
    }

    /// The groups and the overview of the board.
    pub async fn board(&self, profile: ProfileId, query: BoardQuery) -> Result<BoardView> {
        Ok(self.boards.view(&self.store, profile, query).await?)
    }

    /// A window of the board's left side.
    pub async fn board_organizations(
        &self,
        profile: ProfileId,
        query: BoardQuery,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<OrganizationSlot>> {
        let (boards, store) = (&self.boards, &self.store);
        Ok(boards
            .organizations(store, profile, query, offset, limit)
            .await?)
    }

    /// A window of the board's right side.
    pub async fn board_customers(
        &self,
        profile: ProfileId,
        query: BoardQuery,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<CustomerSlot>> {
        let (boards, store) = (&self.boards, &self.store);
        Ok(boards
            .customers(store, profile, query, offset, limit)
            .await?)
    }

    /// Where an organisation and a customer stand on the board.
    pub async fn board_places(
        &self,
        profile: ProfileId,
        query: BoardQuery,
        organization: Option<OrganizationId>,
        customer: Option<CustomerId>,
    ) -> Result<(Option<u32>, Option<u32>)> {
        let (boards, store) = (&self.boards, &self.store);
        Ok(boards
            .places(store, profile, query, organization, customer)
            .await?)
    }

    /// Everything about one organisation.
    pub async fn organization_detail(
        &self,
        profile: ProfileId,
        id: OrganizationId,
    ) -> Result<Detail> {
        Ok(organizations::detail(&self.store, profile, id).await?)
    }

    /// What was done to one organisation, newest first.
    pub async fn organization_history(
        &self,
        profile: ProfileId,
        id: OrganizationId,
    ) -> Result<Vec<HistoryLine>> {
        Ok(organizations::history(&self.store, profile, id).await?)
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

    /// Takes an edit back. `sends` is a yes to tickets being sent that wait for a pair which comes back.
    pub async fn undo(&self, profile: ProfileId, edit: EditId, sends: bool) -> Result<Edited> {
        let now = self.now();
        let edited = organizations::undo(&self.store, profile, edit, sends, &now).await?;
        Ok(self.organizations_changed(profile, edited))
    }

    /// Makes the edit again that was undone last. `sends` is as for [`Engine::undo`].
    pub async fn redo(&self, profile: ProfileId, edit: EditId, sends: bool) -> Result<Edited> {
        let now = self.now();
        let edited = organizations::redo(&self.store, profile, edit, sends, &now).await?;
        Ok(self.organizations_changed(profile, edited))
    }

    /// What undo and redo would be about now.
    pub async fn undoable(&self, profile: ProfileId) -> Result<Undoable> {
        Ok(organizations::undoable(&self.store, profile).await?)
    }

    /// Searches all customers.
    pub async fn search_customers(&self, profile: ProfileId, text: String) -> Result<Hits> {
        Ok(organizations::search_customers(&self.store, profile, text).await?)
    }

    /// What accepting all clear suggestions would do, or those of a selection.
    pub async fn preview_accept(
        &self,
        profile: ProfileId,
        within: Option<Selection>,
    ) -> Result<AcceptPreview> {
        Ok(organizations::preview_accept(&self.store, profile, within).await?)
    }

    /// Accepts them if they are those that the preview showed.
    pub async fn accept_suggestions(
        &self,
        profile: ProfileId,
        within: Option<Selection>,
        expected: &str,
    ) -> Result<Edited> {
        let now = self.now();
        let edited = organizations::accept(&self.store, profile, within, expected, &now).await?;
        Ok(self.organizations_changed(profile, edited))
    }

    /// Says what importing a file would do.
    pub async fn preview_file(
        &self,
        profile: ProfileId,
        path: String,
        options: ReadOptions,
    ) -> Result<ImportPreview> {
        Ok(organizations::preview_file(&self.store, profile, path.into(), options).await?)
    }

    /// Imports a file in one step that can be undone.
    pub async fn import_file(
        &self,
        profile: ProfileId,
        path: String,
        options: ImportOptions,
    ) -> Result<Imported> {
        let now = self.now();
        let imported =
            organizations::import_file(&self.store, profile, path.into(), options, &now).await?;
        Ok(self.imported(profile, imported).await)
    }

    /// Says what taking Halo's own customers would do.
    pub async fn preview_customers(
        &self,
        profile: ProfileId,
        wanted: CustomersWanted,
        window: CustomersWindow,
    ) -> Result<CustomersPreview> {
        Ok(organizations::preview_customers(&self.store, profile, wanted, window).await?)
    }

    /// Takes organisations and domains from Halo's own customers, if it would do what the preview showed. Answers that edit,
    /// and what was accepted after it.
    pub async fn import_customers(
        &self,
        profile: ProfileId,
        wanted: CustomersWanted,
        shown: &str,
    ) -> Result<(Edited, Option<Edited>)> {
        let now = self.now();
        let edited =
            organizations::import_customers(&self.store, profile, wanted, shown, &now).await?;
        Ok(self.then_automatic(profile, edited).await)
    }

    pub(crate) fn edits_changed(&self, profile: ProfileId) {
        let tags = [Tag::Organizations, Tag::Home];
        self.events.invalidated(Some(profile), &tags);
    }

    pub(crate) fn organizations_changed(&self, profile: ProfileId, edited: Edited) -> Edited {
        self.edits_changed(profile);
        edited
    }
}
