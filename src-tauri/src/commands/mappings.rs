//! Mappings as a file: export, and import with a preview.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::grid::SelectionDto;
use crate::ipc::dto::ids::ProfileId;
use crate::ipc::dto::mappings::{
    ExportedMappingsDto, ImportedMappingsDto, MappingFormatDto, MappingPreviewDto, TakeFromDto,
};
use crate::ipc::error::AppError;

/// Asks for a place with the desktop's own dialog, which also asks whether a
/// file that is there may be replaced; `null` is none chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_export_file(
    engine: State<'_, Engine>,
    profile: ProfileId,
    format: MappingFormatDto,
) -> Result<Option<String>, AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        engine
            .choose_export_file(profile.into(), format.into())
            .await
    })
    .await
}

/// Asks for a file of mappings with the desktop's own dialog; `null` is none
/// chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_mappings_file(
    engine: State<'_, Engine>,
) -> Result<Option<String>, AppError> {
    let engine = engine.inner().clone();
    answer(async move { Ok(engine.choose_mappings_file().await) }).await
}

/// Writes mappings to a file; one that is there needs `replace`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_mappings(
    engine: State<'_, Engine>,
    profile: ProfileId,
    within: SelectionDto,
    format: MappingFormatDto,
    path: String,
    replace: bool,
) -> Result<ExportedMappingsDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .export_mappings(profile.into(), within.into(), format.into(), path, replace)
            .await
    })
    .await
}

/// Says what importing a file of mappings would do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_mappings(
    engine: State<'_, Engine>,
    profile: ProfileId,
    path: String,
) -> Result<MappingPreviewDto, AppError> {
    ask(engine, move |engine| async move {
        engine.preview_mappings(profile.into(), path).await
    })
    .await
}

/// Makes the pairs of a file in one step that can be undone, if its lines are
/// still those shown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_mappings(
    engine: State<'_, Engine>,
    profile: ProfileId,
    path: String,
    take_from: TakeFromDto,
    expected: String,
) -> Result<ImportedMappingsDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .import_mappings(profile.into(), path, take_from.into(), &expected)
            .await
    })
    .await
}
