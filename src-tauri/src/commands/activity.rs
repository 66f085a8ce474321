//! Activity.

use engine::Engine;
use tauri::State;

use super::ask;
use crate::ipc::dto::activity::{
    ActivityDetailsDto, ActivityDto, ActivityQueryDto, ExportedActivityDto, JournalCheckDto,
};
use crate::ipc::dto::ids::{EditId, ProfileId};
use crate::ipc::dto::mappings::MappingFormatDto;
use crate::ipc::error::AppError;

/// A window of the journal.
#[tauri::command]
#[specta::specta]
pub(crate) async fn activity(
    engine: State<'_, Engine>,
    profile: ProfileId,
    query: ActivityQueryDto,
) -> Result<ActivityDto, AppError> {
    ask(engine, move |engine| async move {
        engine.activity(profile.into(), query.into()).await
    })
    .await
}

/// One line with what it changed, and what undoing it would take along.
#[tauri::command]
#[specta::specta]
pub(crate) async fn activity_details(
    engine: State<'_, Engine>,
    profile: ProfileId,
    line: i32,
) -> Result<ActivityDetailsDto, AppError> {
    ask(engine, move |engine| async move {
        engine.activity_details(profile.into(), line).await
    })
    .await
}

/// Takes an edit back with exactly those that were shown; answers how many. `sends` is a yes to tickets being sent that wait
/// for a pair which comes back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_with(
    engine: State<'_, Engine>,
    profile: ProfileId,
    edit: EditId,
    along: Vec<EditId>,
    sends: bool,
) -> Result<u32, AppError> {
    ask(engine, move |engine| async move {
        let along = along.into_iter().map(Into::into).collect();
        engine
            .undo_with(profile.into(), edit.into(), along, sends)
            .await
    })
    .await
}

/// Takes back a choice that no undo step holds, by its line. `sends` is a yes to tickets being sent that are held for the
/// ticket rules.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_act(
    engine: State<'_, Engine>,
    profile: ProfileId,
    line: i32,
    sends: bool,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.undo_act(profile.into(), line, sends).await
    })
    .await
}

/// Works out every seal of the journal anew.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_journal(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<JournalCheckDto, AppError> {
    ask(engine, move |engine| async move {
        engine.check_journal(profile.into()).await
    })
    .await
}

/// Writes the lines of a query to a file; one that is there needs `replace`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_activity(
    engine: State<'_, Engine>,
    profile: ProfileId,
    query: ActivityQueryDto,
    format: MappingFormatDto,
    path: String,
    replace: bool,
) -> Result<ExportedActivityDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .export_activity(profile.into(), query.into(), format.into(), path, replace)
            .await
    })
    .await
}
