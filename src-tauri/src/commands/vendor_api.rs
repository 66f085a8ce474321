//! A vendor's JSON API as a source of organisations.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::ProfileId;
use crate::ipc::dto::import::{ImportPreviewDto, ImportedDto, RemainingDto};
use crate::ipc::dto::vendor_api::{ApiChoiceDto, ApiListDto, ApiRequestDto, ApiSettingsDto};
use crate::ipc::error::AppError;

/// How the vendor's API was asked when its list was last imported.
#[tauri::command]
#[specta::specta]
pub(crate) async fn vendor_api(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<Option<ApiSettingsDto>, AppError> {
    let engine = engine.inner().clone();
    let saved = answer(async move { engine.vendor_api(profile.into()).await }).await?;
    Ok(saved.map(Into::into))
}

/// Reads the vendor's list and keeps it at hand. Can be stopped.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_vendor_api(
    engine: State<'_, Engine>,
    profile: ProfileId,
    request: ApiRequestDto,
) -> Result<ApiListDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .read_vendor_api(profile.into(), request.settings.into(), request.secret)
            .await
    })
    .await
}

/// Says what importing the list at hand would do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_vendor_list(
    engine: State<'_, Engine>,
    profile: ProfileId,
    choice: ApiChoiceDto,
) -> Result<ImportPreviewDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .preview_vendor_list(profile.into(), choice.into())
            .await
    })
    .await
}

/// Imports the list at hand in one step that can be undone; a key that was typed goes to the keychain.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_vendor_list(
    engine: State<'_, Engine>,
    profile: ProfileId,
    choice: ApiChoiceDto,
    gone: Option<RemainingDto>,
) -> Result<ImportedDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .import_vendor_list(profile.into(), choice.into(), gone.map(Into::into))
            .await
    })
    .await
}

/// Lets the list at hand go, with the key that was typed for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn let_vendor_list_go(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.let_vendor_list_go(profile.into()).await;
        Ok(())
    })
    .await
}
