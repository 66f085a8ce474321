//! A profile as one file, without secrets: export, and import as a new profile.

use engine::Engine;
use tauri::State;

use super::ask;
use crate::ipc::dto::ids::ProfileId;
use crate::ipc::dto::mappings::ExportedMappingsDto;
use crate::ipc::dto::profile_file::ProfilePreviewDto;
use crate::ipc::error::AppError;

/// Asks where a profile is to be written with the desktop's own dialog;
/// `null` is none chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_profile_place(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<Option<String>, AppError> {
    ask(engine, move |engine| async move {
        engine.choose_profile_place(profile.into()).await
    })
    .await
}

/// Asks for the file of a profile with the desktop's own dialog; `null` is
/// none chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_profile_file(
    engine: State<'_, Engine>,
) -> Result<Option<String>, AppError> {
    ask(engine, |engine| async move {
        Ok(engine.choose_profile_file().await)
    })
    .await
}

/// Writes a profile to a file; one that is there needs `replace`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_profile(
    engine: State<'_, Engine>,
    profile: ProfileId,
    path: String,
    replace: bool,
) -> Result<ExportedMappingsDto, AppError> {
    ask(engine, move |engine| async move {
        engine.export_profile(profile.into(), path, replace).await
    })
    .await
}

/// Says what a file of a profile would bring.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_profile(
    engine: State<'_, Engine>,
    path: String,
) -> Result<ProfilePreviewDto, AppError> {
    ask(engine, move |engine| async move {
        engine.preview_profile(path).await
    })
    .await
}

/// Makes a new profile of a file. `mark` is that of the preview that was
/// looked at.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_profile(
    engine: State<'_, Engine>,
    path: String,
    mark: String,
) -> Result<ProfileId, AppError> {
    ask(engine, move |engine| async move {
        engine.import_profile(path, &mark).await
    })
    .await
}
