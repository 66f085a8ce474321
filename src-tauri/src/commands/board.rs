//! The board: its groups, windows of both sides, places.

use engine::Engine;
use tauri::State;

use super::{ask, ask_all};
use crate::ipc::dto::board::{
    BoardCustomerDto, BoardDto, BoardOrganizationDto, BoardPlacesDto, BoardQueryDto,
};
use crate::ipc::dto::ids::{CustomerId, OrganizationId, ProfileId};
use crate::ipc::error::AppError;

/// Groups and overview.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board(
    engine: State<'_, Engine>,
    profile: ProfileId,
    query: BoardQueryDto,
) -> Result<BoardDto, AppError> {
    ask(engine, move |engine| async move {
        engine.board(profile.into(), query.into()).await
    })
    .await
}

/// A window of the left side; at most 200 rows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board_organizations(
    engine: State<'_, Engine>,
    profile: ProfileId,
    query: BoardQueryDto,
    offset: u32,
    limit: u32,
) -> Result<Vec<BoardOrganizationDto>, AppError> {
    ask_all(engine, move |engine| async move {
        engine
            .board_organizations(profile.into(), query.into(), offset, limit)
            .await
    })
    .await
}

/// A window of the right side; at most 200 rows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board_customers(
    engine: State<'_, Engine>,
    profile: ProfileId,
    query: BoardQueryDto,
    offset: u32,
    limit: u32,
) -> Result<Vec<BoardCustomerDto>, AppError> {
    ask_all(engine, move |engine| async move {
        engine
            .board_customers(profile.into(), query.into(), offset, limit)
            .await
    })
    .await
}

/// Where an organisation and a customer stand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board_places(
    engine: State<'_, Engine>,
    profile: ProfileId,
    query: BoardQueryDto,
    organization: Option<OrganizationId>,
    customer: Option<CustomerId>,
) -> Result<BoardPlacesDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .board_places(
                profile.into(),
                query.into(),
                organization.map(Into::into),
                customer.map(Into::into),
            )
            .await
    })
    .await
}
