//! The plan of seat counts: made, looked at, ticked, written to Halo and taken back.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::{ProfileId, SeatLineId, SeatPlanId, TaskId};
use crate::ipc::dto::seat_plan::{PlanSummaryDto, SavedSeatPlanDto, SeatPlanDto};
use crate::ipc::error::AppError;

/// Allows that counts are written to Halo, or forbids it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_seat_writing(
    engine: State<'_, Engine>,
    profile: ProfileId,
    on: bool,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.set_seat_writing(profile.into(), on).await
    })
    .await
}

/// A plan with a window of its lines: the one that is named; without a name the one that has not ended, or else the one that
/// ended last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn seat_plan(
    engine: State<'_, Engine>,
    profile: ProfileId,
    plan: Option<SeatPlanId>,
    offset: u32,
    limit: u32,
) -> Result<Option<SeatPlanDto>, AppError> {
    let engine = engine.inner().clone();
    let which = plan.map(Into::into);
    let found =
        answer(async move { engine.seat_plan(profile.into(), which, offset, limit).await }).await?;
    Ok(found.map(Into::into))
}

/// Plans that were confirmed, the newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn seat_plans(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<Vec<PlanSummaryDto>, AppError> {
    let engine = engine.inner().clone();
    let found = answer(async move { engine.seat_plans(profile.into()).await }).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// Shows the folder with the files of the plans that were confirmed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_plans_folder(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.show_plans_folder(profile.into())
    })
    .await
}

/// Makes a plan of everything that differs; `null` when nothing does. A draft whose ticks were set by hand goes for it only
/// with `replace`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn make_seat_plan(
    engine: State<'_, Engine>,
    profile: ProfileId,
    replace: bool,
) -> Result<Option<SeatPlanId>, AppError> {
    let engine = engine.inner().clone();
    let found = answer(async move { engine.make_seat_plan(profile.into(), replace).await }).await?;
    Ok(found.map(Into::into))
}

/// Ticks lines of a draft, or takes the tick away; without lines all that no brake holds.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tick_seat_lines(
    engine: State<'_, Engine>,
    profile: ProfileId,
    plan: SeatPlanId,
    lines: Option<Vec<SeatLineId>>,
    ticked: bool,
) -> Result<(), AppError> {
    let lines = lines.map(|lines| lines.into_iter().map(Into::into).collect());
    ask(engine, move |engine| async move {
        engine
            .tick_seat_lines(profile.into(), plan.into(), lines, ticked)
            .await
    })
    .await
}

/// Writes a plan to Halo, or goes on with one that was stopped.
#[tauri::command]
#[specta::specta]
pub(crate) async fn apply_seat_plan(
    engine: State<'_, Engine>,
    profile: ProfileId,
    plan: SeatPlanId,
    reason: Option<String>,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        engine
            .apply_seat_plan(profile.into(), plan.into(), reason, false)
            .await
    })
    .await
}

/// Throws a draft away, or gives up what a plan has not written yet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn give_seat_plan_up(
    engine: State<'_, Engine>,
    profile: ProfileId,
    plan: SeatPlanId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.give_seat_plan_up(profile.into(), plan.into()).await
    })
    .await
}

/// Makes the plan that takes back what another has written. A draft whose ticks were set by hand goes for it only with
/// `replace`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_seats_back(
    engine: State<'_, Engine>,
    profile: ProfileId,
    plan: SeatPlanId,
    replace: bool,
) -> Result<SeatPlanId, AppError> {
    ask(engine, move |engine| async move {
        engine
            .take_seats_back(profile.into(), plan.into(), replace)
            .await
    })
    .await
}

/// Asks where to keep a plan, or without a name the newest, and writes it there; `null` when nobody wants a file after all.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_seat_plan(
    engine: State<'_, Engine>,
    profile: ProfileId,
    plan: Option<SeatPlanId>,
) -> Result<Option<SavedSeatPlanDto>, AppError> {
    let engine = engine.inner().clone();
    let which = plan.map(Into::into);
    let found = answer(async move { engine.save_seat_plan(profile.into(), which).await }).await?;
    Ok(found.map(Into::into))
}
