//! Keeping statuses in step.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::{OurTicketId, ProfileId};
use crate::ipc::dto::status_sync::{
    ConflictRuleDto, SideDto, StatusConflictDto, StatusSyncDto, settings, shown,
};
use crate::ipc::error::AppError;

/// What was chosen, and how the polls stand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn status_sync(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<StatusSyncDto, AppError> {
    ask(engine, move |engine| async move {
        engine.status_sync(profile.into()).await
    })
    .await
}

/// Saves what was chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_status_sync(
    engine: State<'_, Engine>,
    profile: ProfileId,
    rule: ConflictRuleDto,
    interval_seconds: u32,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        let settings = settings(rule, interval_seconds);
        engine.save_status_sync(profile.into(), settings).await
    })
    .await
}

/// Asks Halo for changed statuses now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn poll_now(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.poll_now(profile.into()).await
    })
    .await
}

/// A ticket's two statuses side by side; `null` before Halo has told its own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn status_conflict(
    engine: State<'_, Engine>,
    profile: ProfileId,
    ticket: OurTicketId,
) -> Result<Option<StatusConflictDto>, AppError> {
    let engine = engine.inner().clone();
    let found =
        answer(async move { engine.status_conflict(profile.into(), ticket.into()).await }).await?;
    Ok(found.map(Into::into))
}

/// Lets one side's status stay, as it was shown.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_status(
    engine: State<'_, Engine>,
    profile: ProfileId,
    ticket: OurTicketId,
    side: SideDto,
    here_key: String,
    there_id: i32,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        let shown = shown(here_key, there_id);
        engine
            .keep_status(profile.into(), ticket.into(), side.into(), shown)
            .await
    })
    .await
}

/// Says whether the window can be seen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_window_hidden(
    engine: State<'_, Engine>,
    hidden: bool,
) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        engine.set_window_hidden(hidden);
        Ok(())
    })
    .await
}
