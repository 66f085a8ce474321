//! Profiles: Start, the switcher, Home.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::home::HomeDto;
use crate::ipc::dto::ids::ProfileId;
use crate::ipc::dto::profiles::ProfileDto;
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

/// Puts the ticket rules off, or takes them up again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn skip_ticket_rules(
    engine: State<'_, Engine>,
    profile: ProfileId,
    skipped: bool,
) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move { engine.skip_ticket_rules(profile.into(), skipped).await }).await
}

/// Gives a profile a name of its own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_profile(
    engine: State<'_, Engine>,
    profile: ProfileId,
    name: String,
) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move { engine.rename_profile(profile.into(), &name).await }).await
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
