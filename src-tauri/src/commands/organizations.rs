//! Organisations: the grid, its details, pairing.

use engine::Engine;
use tauri::State;

use super::{ask, ask_all};
use crate::ipc::dto::grid::SelectionDto;
use crate::ipc::dto::ids::{EditId, OrganizationId, ProfileId};
use crate::ipc::dto::organizations::{
    AcceptPreviewDto, CustomerHitsDto, DecisionDto, EditDto, HistoryLineDto, OrganizationCountsDto,
    OrganizationDetailDto, OrganizationFormDto, OrganizationPageDto, OrganizationQueryDto,
};
use crate::ipc::error::AppError;

/// A window of rows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn organization_page(
    engine: State<'_, Engine>,
    profile: ProfileId,
    query: OrganizationQueryDto,
) -> Result<OrganizationPageDto, AppError> {
    ask(engine, move |engine| async move {
        engine.organization_page(profile.into(), query.into()).await
    })
    .await
}

/// Counts of all segments.
#[tauri::command]
#[specta::specta]
pub(crate) async fn organization_counts(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<OrganizationCountsDto, AppError> {
    ask(engine, move |engine| async move {
        engine.organization_counts(profile.into()).await
    })
    .await
}

/// The details pane.
#[tauri::command]
#[specta::specta]
pub(crate) async fn organization_detail(
    engine: State<'_, Engine>,
    profile: ProfileId,
    organization: OrganizationId,
) -> Result<OrganizationDetailDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .organization_detail(profile.into(), organization.into())
            .await
    })
    .await
}

/// What was done to one organisation, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn organization_history(
    engine: State<'_, Engine>,
    profile: ProfileId,
    organization: OrganizationId,
) -> Result<Vec<HistoryLineDto>, AppError> {
    ask_all(engine, move |engine| async move {
        engine
            .organization_history(profile.into(), organization.into())
            .await
    })
    .await
}

/// Adds an organisation by hand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_organization(
    engine: State<'_, Engine>,
    profile: ProfileId,
    form: OrganizationFormDto,
) -> Result<EditDto, AppError> {
    ask(engine, move |engine| async move {
        engine.add_organization(profile.into(), form.into()).await
    })
    .await
}

/// Changes an organisation by hand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn update_organization(
    engine: State<'_, Engine>,
    profile: ProfileId,
    organization: OrganizationId,
    version: i32,
    form: OrganizationFormDto,
) -> Result<EditDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .update_organization(profile.into(), organization.into(), version, form.into())
            .await
    })
    .await
}

/// Deletes an organisation here; Halo is not touched.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_organization(
    engine: State<'_, Engine>,
    profile: ProfileId,
    organization: OrganizationId,
    version: i32,
) -> Result<EditDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .delete_organization(profile.into(), organization.into(), version)
            .await
    })
    .await
}

/// Maps, parts, holds, excludes or releases.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decide(
    engine: State<'_, Engine>,
    profile: ProfileId,
    organization: OrganizationId,
    version: i32,
    decision: DecisionDto,
) -> Result<EditDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .decide(
                profile.into(),
                organization.into(),
                version,
                decision.into(),
            )
            .await
    })
    .await
}

/// Takes an edit back. `sends` is a yes to tickets being sent that wait for a pair which comes back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo(
    engine: State<'_, Engine>,
    profile: ProfileId,
    edit: EditId,
    sends: bool,
) -> Result<EditDto, AppError> {
    ask(engine, move |engine| async move {
        engine.undo(profile.into(), edit.into(), sends).await
    })
    .await
}

/// Searches all customers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn search_customers(
    engine: State<'_, Engine>,
    profile: ProfileId,
    text: String,
) -> Result<CustomerHitsDto, AppError> {
    ask(engine, move |engine| async move {
        engine.search_customers(profile.into(), text).await
    })
    .await
}

/// What accepting all clear suggestions would do, or those of a selection.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_accept(
    engine: State<'_, Engine>,
    profile: ProfileId,
    within: Option<SelectionDto>,
) -> Result<AcceptPreviewDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .preview_accept(profile.into(), within.map(Into::into))
            .await
    })
    .await
}

/// Accepts them if they are still those shown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn accept_suggestions(
    engine: State<'_, Engine>,
    profile: ProfileId,
    within: Option<SelectionDto>,
    expected: String,
) -> Result<EditDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .accept_suggestions(profile.into(), within.map(Into::into), &expected)
            .await
    })
    .await
}
