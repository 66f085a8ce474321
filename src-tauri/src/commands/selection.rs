//! Acts on a selection of the grid, undo and redo.

use engine::Engine;
use tauri::State;

use super::{ask, ask_all};
use crate::ipc::dto::grid::{ManyActDto, SelectionDto, SelectionPreviewDto, UndoableDto};
use crate::ipc::dto::ids::{EditId, OrganizationId, ProfileId};
use crate::ipc::dto::organizations::{EditDto, OrganizationQueryDto};
use crate::ipc::error::AppError;

/// Where an organisation stands among the rows of a query.
#[tauri::command]
#[specta::specta]
pub(crate) async fn organization_place(
    engine: State<'_, Engine>,
    profile: ProfileId,
    query: OrganizationQueryDto,
    organization: OrganizationId,
) -> Result<Option<u32>, AppError> {
    ask(engine, move |engine| async move {
        engine
            .organization_place(profile.into(), query.into(), organization.into())
            .await
    })
    .await
}

/// The ids of a stretch of rows; at most 10 000.
#[tauri::command]
#[specta::specta]
pub(crate) async fn organization_ids(
    engine: State<'_, Engine>,
    profile: ProfileId,
    query: OrganizationQueryDto,
) -> Result<Vec<OrganizationId>, AppError> {
    ask_all(engine, move |engine| async move {
        engine.organization_ids(profile.into(), query.into()).await
    })
    .await
}

/// What acts on a selection would do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_selection(
    engine: State<'_, Engine>,
    profile: ProfileId,
    selection: SelectionDto,
) -> Result<SelectionPreviewDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .preview_selection(profile.into(), selection.into())
            .await
    })
    .await
}

/// Holds, excludes or releases a selection in one step, if there are as many as
/// were shown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decide_many(
    engine: State<'_, Engine>,
    profile: ProfileId,
    selection: SelectionDto,
    act: ManyActDto,
    expected: u32,
) -> Result<EditDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .decide_many(profile.into(), selection.into(), act.into(), expected)
            .await
    })
    .await
}

/// What undo and redo would be about.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undoable(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<UndoableDto, AppError> {
    ask(engine, move |engine| async move {
        engine.undoable(profile.into()).await
    })
    .await
}

/// Makes the edit again that was undone last. `sends` is a yes to tickets being sent that wait for a pair of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn redo(
    engine: State<'_, Engine>,
    profile: ProfileId,
    edit: EditId,
    sends: bool,
) -> Result<EditDto, AppError> {
    ask(engine, move |engine| async move {
        engine.redo(profile.into(), edit.into(), sends).await
    })
    .await
}
