//! Licences and seats: what products stand for, and both sides beside each other.

use engine::Engine;
use tauri::State;

use super::ask;
use crate::ipc::dto::ids::{ProfileId, TaskId};
use crate::ipc::dto::seats::{LicenceRuleDto, SeatPageDto, SeatQueryDto, SeatSetupDto};
use crate::ipc::error::AppError;

/// Products, the licences they stand for, and when Halo's were read.
#[tauri::command]
#[specta::specta]
pub(crate) async fn seat_setup(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<SeatSetupDto, AppError> {
    ask(engine, move |engine| async move {
        engine.seat_setup(profile.into()).await
    })
    .await
}

/// A page of the comparison.
#[tauri::command]
#[specta::specta]
pub(crate) async fn seats(
    engine: State<'_, Engine>,
    profile: ProfileId,
    query: SeatQueryDto,
) -> Result<SeatPageDto, AppError> {
    ask(engine, move |engine| async move {
        engine.seats(profile.into(), query.into()).await
    })
    .await
}

/// Reads the software licences of all customers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_all_licences(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        engine.read_all_licences(profile.into()).await
    })
    .await
}

/// Takes the licences away that Halo lists no more, because somebody says so; answers how many.
#[tauri::command]
#[specta::specta]
pub(crate) async fn confirm_no_licences(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<u32, AppError> {
    ask(engine, move |engine| async move {
        engine.confirm_no_licences(profile.into()).await
    })
    .await
}

/// Says which licence a product stands for at every customer, or that nothing does.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_product_licence(
    engine: State<'_, Engine>,
    profile: ProfileId,
    product: String,
    rule: Option<LicenceRuleDto>,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine
            .set_product_licence(profile.into(), product, rule.map(Into::into))
            .await
    })
    .await
}
