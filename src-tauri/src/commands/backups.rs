//! Copies of the database.

use engine::Engine;
use tauri::State;

use super::{answer, ask, ask_all};
use crate::ipc::dto::backups::{BackupDto, BackupLookDto};
use crate::ipc::error::AppError;
use crate::window::MainWindow;

/// Every copy there is, the newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backups(engine: State<'_, Engine>) -> Result<Vec<BackupDto>, AppError> {
    ask_all(engine, move |engine| async move { engine.backups().await }).await
}

/// Copies the database as it is now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn back_up_now(engine: State<'_, Engine>) -> Result<BackupDto, AppError> {
    ask(
        engine,
        move |engine| async move { engine.back_up_now().await },
    )
    .await
}

/// What a copy holds beside what there is now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_at_backup(
    engine: State<'_, Engine>,
    name: String,
) -> Result<BackupLookDto, AppError> {
    ask(engine, move |engine| async move {
        engine.look_at_backup(name).await
    })
    .await
}

/// Goes back to a copy: the program closes and starts again with it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_backup(
    engine: State<'_, Engine>,
    window: State<'_, MainWindow>,
    name: String,
) -> Result<(), AppError> {
    let (engine, window) = (engine.inner().clone(), window.inner().clone());
    answer(async move {
        engine.restore_at_next_start(name).await?;
        window.start_again(&engine).await;
        Ok(())
    })
    .await
}
