//! Repair: the secret, the address, the vocabulary, and trying again.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::connect::NewSecretDto;
use crate::ipc::dto::health::{HaloDecisionDto, HaloQuestionDto};
use crate::ipc::dto::ids::{ProfileId, TaskId};
use crate::ipc::dto::vocabulary::{VocabularyDraftDto, VocabularyDto};
use crate::ipc::error::AppError;

/// Asks Halo again, with a new token, and reads it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retry_connection(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        engine.retry_connection(profile.into()).await
    })
    .await
}

/// Tries a new secret, and puts it in the place of the old one when it works.
#[tauri::command]
#[specta::specta]
pub(crate) async fn replace_secret(
    engine: State<'_, Engine>,
    profile: ProfileId,
    credentials: NewSecretDto,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        engine
            .replace_secret(profile.into(), credentials.into())
            .await
    })
    .await
}

/// What has to be decided about an address that leads to another Halo; `null` when nothing has.
#[tauri::command]
#[specta::specta]
pub(crate) async fn halo_question(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<Option<HaloQuestionDto>, AppError> {
    let engine = engine.inner().clone();
    answer(async move { Ok(engine.halo_question(profile.into()).await?.map(Into::into)) }).await
}

/// Decides it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decide_halo(
    engine: State<'_, Engine>,
    profile: ProfileId,
    decision: HaloDecisionDto,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.decide_halo(profile.into(), decision.into()).await
    })
    .await
}

/// The vendor's vocabulary of a profile, with what holds on to each word.
#[tauri::command]
#[specta::specta]
pub(crate) async fn vocabulary(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<VocabularyDto, AppError> {
    ask(engine, move |engine| async move {
        engine.vocabulary(profile.into()).await
    })
    .await
}

/// Changes the vocabulary. Removing a word that is in use needs `confirmed`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_vocabulary(
    engine: State<'_, Engine>,
    profile: ProfileId,
    draft: VocabularyDraftDto,
    confirmed: bool,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine
            .save_vocabulary(profile.into(), draft.into(), confirmed)
            .await
    })
    .await
}
