//! Problems.

use engine::Engine;
use tauri::State;

use super::ask;
use crate::ipc::dto::ids::{ProblemId, ProfileId};
use crate::ipc::dto::problems::{ProblemsDto, ShownProblemDto};
use crate::ipc::error::AppError;

/// Everything that no longer holds.
#[tauri::command]
#[specta::specta]
pub(crate) async fn problems(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<ProblemsDto, AppError> {
    ask(engine, move |engine| async move {
        engine.problems(profile.into()).await
    })
    .await
}

/// Accepts things as they were shown, and answers how many.
#[tauri::command]
#[specta::specta]
pub(crate) async fn accept_problems(
    engine: State<'_, Engine>,
    profile: ProfileId,
    problems: Vec<ShownProblemDto>,
) -> Result<u32, AppError> {
    ask(engine, move |engine| async move {
        let problems = problems.into_iter().map(Into::into).collect();
        engine.accept_problems(profile.into(), problems).await
    })
    .await
}

/// Leaves problems out of the count until a day; with `null`, counts them again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ignore_problems(
    engine: State<'_, Engine>,
    profile: ProfileId,
    problems: Vec<ProblemId>,
    until: Option<String>,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        let problems = problems.into_iter().map(Into::into).collect();
        engine
            .ignore_problems(profile.into(), problems, until)
            .await
    })
    .await
}

/// Remembers that what changed was seen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mark_changes_seen(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.mark_changes_seen(profile.into()).await
    })
    .await
}
