//! The program itself: versions, appearance, the browser, the page's own errors.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::boot::Boot;
use crate::ipc::dto::app::{AppInfoDto, AppearanceDto, BrowserPageDto, KeychainDto};
use crate::ipc::dto::ids::ProfileId;
use crate::ipc::error::AppError;

/// A page that fails in a loop must not fill the log.
const LONGEST_LOGGED: usize = 2_000;

/// What the page needs before it draws anything.
#[tauri::command]
#[specta::specta]
pub(crate) async fn app_info(boot: State<'_, Boot>) -> Result<AppInfoDto, AppError> {
    let boot = boot.inner().clone();
    boot.info().await
}

/// Chooses light, dark or what the desktop says.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_appearance(
    engine: State<'_, Engine>,
    appearance: AppearanceDto,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.set_appearance(appearance.into()).await
    })
    .await
}

/// Puts the notice of the start away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_notice(boot: State<'_, Boot>) -> Result<(), AppError> {
    let boot = boot.inner().clone();
    answer(async move {
        boot.dismiss_notice();
        Ok(())
    })
    .await
}

/// Asks whether the keychain can be used.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keychain_state(engine: State<'_, Engine>) -> Result<KeychainDto, AppError> {
    let engine = engine.inner().clone();
    answer(async move { Ok(engine.probe_keychain().await.into()) }).await
}

/// Has the keychain ask for its password.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unlock_keychain(engine: State<'_, Engine>) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move { engine.unlock_keychain().await }).await
}

/// Opens a page of Halo in the browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_in_browser(
    engine: State<'_, Engine>,
    profile: ProfileId,
    page: BrowserPageDto,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.open_in_halo(profile.into(), page.into()).await
    })
    .await
}

/// Shows the data folder in the desktop's file program.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_data_folder(engine: State<'_, Engine>) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move { engine.show_data_folder() }).await
}

/// Takes an error of the page into the log.
#[tauri::command]
#[specta::specta]
pub(crate) async fn log_page_error(message: String) -> Result<(), AppError> {
    answer(async move {
        let message: String = message.chars().take(LONGEST_LOGGED).collect();
        tracing::error!(%message, "the page failed");
        Ok(())
    })
    .await
}
