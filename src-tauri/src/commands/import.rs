//! Importing organisations from a file.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::domain_import::{
    CustomersImportedDto, CustomersPreviewDto, CustomersWantedDto, CustomersWindowDto, MailPlanDto,
};
use crate::ipc::dto::ids::{ProfileId, TaskId};
use crate::ipc::dto::import::{ImportOptionsDto, ImportPreviewDto, ImportedDto, ReadOptionsDto};
use crate::ipc::error::AppError;

/// Asks for a file with the desktop's own dialog; `null` is none chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_list_file(
    engine: State<'_, Engine>,
) -> Result<Option<String>, AppError> {
    let engine = engine.inner().clone();
    answer(async move { Ok(engine.choose_list_file().await) }).await
}

/// Writes the demo's list of organisations and names the file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn demo_csv_file(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<String, AppError> {
    ask(engine, move |engine| async move {
        engine.demo_csv_file(profile.into()).await
    })
    .await
}

/// Says what importing the file would do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_file(
    engine: State<'_, Engine>,
    profile: ProfileId,
    path: String,
    options: ReadOptionsDto,
) -> Result<ImportPreviewDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .preview_file(profile.into(), path, options.into())
            .await
    })
    .await
}

/// Imports the file in one step that can be undone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_file(
    engine: State<'_, Engine>,
    profile: ProfileId,
    path: String,
    options: ImportOptionsDto,
) -> Result<ImportedDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .import_file(profile.into(), path, options.into())
            .await
    })
    .await
}

/// Says what taking Halo's own customers would do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_customers(
    engine: State<'_, Engine>,
    profile: ProfileId,
    wanted: CustomersWantedDto,
    window: CustomersWindowDto,
) -> Result<CustomersPreviewDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .preview_customers(profile.into(), wanted.into(), window.into())
            .await
    })
    .await
}

/// Takes organisations and domains from Halo's own customers in one step that can be undone. `shown` is the mark of the
/// preview.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_customers(
    engine: State<'_, Engine>,
    profile: ProfileId,
    wanted: CustomersWantedDto,
    shown: String,
) -> Result<CustomersImportedDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .import_customers(profile.into(), wanted.into(), &shown)
            .await
    })
    .await
}

/// Says what reading the mail domains of users and sites would cost.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mail_plan(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<MailPlanDto, AppError> {
    ask(engine, move |engine| async move {
        engine.mail_plan(profile.into()).await
    })
    .await
}

/// Reads the mail domains of users, of sites, or of both, as a task.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_mail_domains(
    engine: State<'_, Engine>,
    profile: ProfileId,
    users: bool,
    sites: bool,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        engine.read_mail_domains(profile.into(), users, sites).await
    })
    .await
}
