//! Importing organisations from a file.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::ProfileId;
use crate::ipc::dto::import::{CsvOptionsDto, CsvPreviewDto, ImportedDto};
use crate::ipc::error::AppError;

/// Asks for a file with the desktop's own dialog; `null` is none chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_csv_file(engine: State<'_, Engine>) -> Result<Option<String>, AppError> {
    let engine = engine.inner().clone();
    answer(async move { Ok(engine.choose_csv_file().await) }).await
}

/// Writes the demo's list of organisations and names the file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn demo_csv_file(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<String, AppError> {
    ask(engine, move |engine| async move {
        engine.demo_csv_file(profile.into()).await
    })
    .await
}

/// Says what importing the file would do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_csv(
    engine: State<'_, Engine>,
    profile: ProfileId,
    path: String,
    options: CsvOptionsDto,
) -> Result<CsvPreviewDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .preview_csv(profile.into(), path, options.into())
            .await
    })
    .await
}

/// Imports the file in one step that can be undone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_csv(
    engine: State<'_, Engine>,
    profile: ProfileId,
    path: String,
    options: CsvOptionsDto,
) -> Result<ImportedDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .import_csv(profile.into(), path, options.into())
            .await
    })
    .await
}
