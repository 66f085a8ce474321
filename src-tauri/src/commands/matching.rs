//! How a profile's organisations are matched.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::ProfileId;
use crate::ipc::dto::matching::{AutomaticPreviewDto, MatchingSettingsDto};
use crate::ipc::dto::organizations::EditDto;
use crate::ipc::error::AppError;

/// How matching is done.
#[tauri::command]
#[specta::specta]
pub(crate) async fn matching_settings(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<MatchingSettingsDto, AppError> {
    ask(engine, move |engine| async move {
        engine.matching_settings(profile.into()).await
    })
    .await
}

/// Allows or forbids that several organisations have one customer. Where some do, forbidding it needs `confirmed`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_may_share(
    engine: State<'_, Engine>,
    profile: ProfileId,
    may_share: bool,
    confirmed: bool,
) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        engine
            .set_may_share(profile.into(), may_share, confirmed)
            .await
    })
    .await
}

/// What would be accepted by itself now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_automatic(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<AutomaticPreviewDto, AppError> {
    ask(engine, move |engine| async move {
        engine.preview_automatic(profile.into()).await
    })
    .await
}

/// Accepts what the preview showed, and from now on what is clear after each read and import.
#[tauri::command]
#[specta::specta]
pub(crate) async fn switch_automatic_on(
    engine: State<'_, Engine>,
    profile: ProfileId,
    expected: String,
) -> Result<EditDto, AppError> {
    ask(engine, move |engine| async move {
        engine.switch_automatic_on(profile.into(), &expected).await
    })
    .await
}

/// Leaves every suggestion to a person again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn switch_automatic_off(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move { engine.switch_automatic_off(profile.into()).await }).await
}
