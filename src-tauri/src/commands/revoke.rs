//! Revoking, and proving it.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::{ProfileId, TaskId};
use crate::ipc::dto::revoke::RevocationDto;
use crate::ipc::error::AppError;

/// Removes secret and token and cancels what runs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn revoke_connection(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.revoke(profile.into()).await
    })
    .await
}

/// What revoking did and what is left; `null` when the profile is not revoked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn revocation(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<Option<RevocationDto>, AppError> {
    let engine = engine.inner().clone();
    answer(async move { Ok(engine.revocation(profile.into()).await?.map(Into::into)) }).await
}

/// Remembers that something was removed in Halo.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tick_left_in_halo(
    engine: State<'_, Engine>,
    profile: ProfileId,
    key: String,
    ticked: bool,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.tick_left_in_halo(profile.into(), &key, ticked).await
    })
    .await
}

/// Asks Halo whether the revoked secret still works.
#[tauri::command]
#[specta::specta]
pub(crate) async fn prove_revoked(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        engine.prove_revoked(profile.into()).await
    })
    .await
}

/// Wipes the revoked secret from memory: its page was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_revoked_secret(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        engine.forget_revoked_secret(profile.into()).await;
        Ok(())
    })
    .await
}
