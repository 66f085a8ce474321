//! Verify and report.

use engine::Engine;
use tauri::State;

use super::{ask, ask_all};
use crate::ipc::dto::ids::ProfileId;
use crate::ipc::dto::verify::{ProofLineDto, ReportFormatDto, ReportPartDto, WrittenReportDto};
use crate::ipc::error::AppError;

/// Every line of the checklist as it stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn proofs(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<Vec<ProofLineDto>, AppError> {
    ask_all(engine, move |engine| async move {
        engine.proofs(profile.into()).await
    })
    .await
}

/// What a report would hold: each part with its first rows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_report(
    engine: State<'_, Engine>,
    profile: ProfileId,
    masked: bool,
) -> Result<Vec<ReportPartDto>, AppError> {
    ask_all(engine, move |engine| async move {
        engine.report(profile.into(), masked).await
    })
    .await
}

/// Writes a report; a file that is there needs `replace`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn write_report(
    engine: State<'_, Engine>,
    profile: ProfileId,
    format: ReportFormatDto,
    masked: bool,
    path: String,
    replace: bool,
) -> Result<WrittenReportDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .write_report(profile.into(), format.into(), masked, path, replace)
            .await
    })
    .await
}

/// Asks where a report is to be written with the desktop's own dialog; `null`
/// is none chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_report_file(
    engine: State<'_, Engine>,
    profile: ProfileId,
    format: ReportFormatDto,
) -> Result<Option<String>, AppError> {
    ask(engine, move |engine| async move {
        engine
            .choose_report_file(profile.into(), format.into())
            .await
    })
    .await
}
