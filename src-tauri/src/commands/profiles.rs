//! Profiles: Start, the switcher, Home, revoke.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::ProfileId;
use crate::ipc::dto::profiles::{HomeDto, ProfileDto, RevokedDto};
use crate::ipc::error::AppError;

/// Lists every profile for the cards.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_profiles(engine: State<'_, Engine>) -> Result<Vec<ProfileDto>, AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        Ok(engine
            .profiles()
            .await?
            .into_iter()
            .map(Into::into)
            .collect())
    })
    .await
}

/// Remembers which profile is open.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remember_profile(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.remember_profile(profile.into()).await
    })
    .await
}

/// Starts the demo Halo and makes or finds its profile.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_demo(engine: State<'_, Engine>) -> Result<ProfileId, AppError> {
    ask(
        engine,
        move |engine| async move { engine.start_demo().await },
    )
    .await
}

/// The task list of a profile.
#[tauri::command]
#[specta::specta]
pub(crate) async fn home(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<HomeDto, AppError> {
    ask(engine, move |engine| async move {
        engine.home(profile.into()).await
    })
    .await
}

/// Removes secret and token and cancels what runs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn revoke_connection(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<RevokedDto, AppError> {
    let engine = engine.inner().clone();
    answer(async move { Ok(engine.revoke(profile.into()).await?.into()) }).await
}

/// Deletes a profile with everything it holds here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_profile(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.delete_profile(profile.into()).await
    })
    .await
}
