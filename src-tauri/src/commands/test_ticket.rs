//! The test ticket.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::{ProfileId, TaskId, TestRunId};
use crate::ipc::dto::test_ticket::{TestRunDto, TestTicketChoiceDto, TestTicketPlanDto};
use crate::ipc::error::AppError;

/// The exact fields before anything is sent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn test_ticket_plan(
    engine: State<'_, Engine>,
    profile: ProfileId,
    choice: TestTicketChoiceDto,
) -> Result<TestTicketPlanDto, AppError> {
    ask(engine, move |engine| async move {
        engine.test_ticket_plan(profile.into(), choice.into()).await
    })
    .await
}

/// Runs the sheet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_test_ticket(
    engine: State<'_, Engine>,
    profile: ProfileId,
    choice: TestTicketChoiceDto,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        engine
            .start_test_ticket(profile.into(), choice.into())
            .await
    })
    .await
}

/// Waits no longer for somebody to change the test ticket in Halo.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_watching(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.stop_watching(profile.into());
        Ok(())
    })
    .await
}

/// Runs so far, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn test_runs(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<Vec<TestRunDto>, AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        Ok(engine
            .test_runs(profile.into())
            .await?
            .into_iter()
            .map(Into::into)
            .collect())
    })
    .await
}

/// Closes the left-over ticket of an earlier run.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clean_up_test_run(
    engine: State<'_, Engine>,
    profile: ProfileId,
    run: TestRunId,
) -> Result<TestRunDto, AppError> {
    ask(engine, move |engine| async move {
        engine.clean_up_test_run(profile.into(), run.into()).await
    })
    .await
}

/// Takes the administrator's word that the left-over ticket of an earlier run is gone in Halo, or takes that back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_left_over(
    engine: State<'_, Engine>,
    profile: ProfileId,
    run: TestRunId,
    is_gone: bool,
) -> Result<TestRunDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .dismiss_left_over(profile.into(), run.into(), is_gone)
            .await
    })
    .await
}
