//! Long work: reading Halo, and stopping what runs.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::{ProfileId, TaskId};
use crate::ipc::dto::tasks::TaskDto;
use crate::ipc::error::AppError;

/// Reads configuration and customers: only the customers that changed, where this Halo can tell.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_halo(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        engine.read_halo(profile.into()).await
    })
    .await
}

/// Reads configuration and every customer anew.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_halo_whole(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        engine.read_halo_whole(profile.into()).await
    })
    .await
}

/// What runs now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn running_tasks(engine: State<'_, Engine>) -> Result<Vec<TaskDto>, AppError> {
    let engine = engine.inner().clone();
    answer(async move { Ok(engine.running_tasks().iter().map(Into::into).collect()) }).await
}

/// Stops a task.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_task(engine: State<'_, Engine>, task: TaskId) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        engine.cancel_task(task.into());
        Ok(())
    })
    .await
}
