//! What is known of one pair: warnings before it is made, people to hold its seats against, licences that
//! count them; and customers that are made in Halo for it.

use engine::{Engine, Seen};
use tauri::State;

use super::{ask, ask_all};
use crate::ipc::dto::ids::{CustomerId, OrganizationId, ProfileId, TaskId};
use crate::ipc::dto::licences::PairConnectionDto;
use crate::ipc::dto::new_customer::{CreatedCustomerDto, CustomerFormDto, CustomerPlanDto};
use crate::ipc::dto::warnings::WarningDto;
use crate::ipc::error::AppError;

/// What would speak against a pair.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_pair(
    engine: State<'_, Engine>,
    profile: ProfileId,
    organization: OrganizationId,
    customer: CustomerId,
) -> Result<Vec<WarningDto>, AppError> {
    ask_all(engine, move |engine| async move {
        engine
            .preview_pair(profile.into(), organization.into(), customer.into())
            .await
    })
    .await
}

/// Counts the people of paired customers, so that seats can be held against them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn count_users(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        engine.count_users(profile.into()).await
    })
    .await
}

/// How an organisation and a customer are, or would be, connected.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pair_connection(
    engine: State<'_, Engine>,
    profile: ProfileId,
    organization: OrganizationId,
    customer: Option<CustomerId>,
) -> Result<PairConnectionDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .pair_connection(
                profile.into(),
                organization.into(),
                customer.map(Into::into),
            )
            .await
    })
    .await
}

/// Reads a customer's software licences from Halo.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_licences(
    engine: State<'_, Engine>,
    profile: ProfileId,
    customer: CustomerId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.read_licences(profile.into(), customer.into()).await
    })
    .await
}

/// What creating a customer in Halo would do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_customer(
    engine: State<'_, Engine>,
    profile: ProfileId,
    organization: OrganizationId,
    form: CustomerFormDto,
) -> Result<CustomerPlanDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .plan_customer(profile.into(), organization.into(), form.into())
            .await
    })
    .await
}

/// Creates a customer in Halo and maps the organisation to it. `seen` are the customers that were shown as possibly the
/// same, `held_tickets` is how many were said to be sent then.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_customer(
    engine: State<'_, Engine>,
    profile: ProfileId,
    organization: OrganizationId,
    form: CustomerFormDto,
    seen: Vec<CustomerId>,
    held_tickets: u32,
) -> Result<CreatedCustomerDto, AppError> {
    ask(engine, move |engine| async move {
        let seen = Seen {
            duplicates: seen.into_iter().map(Into::into).collect(),
            held_tickets,
        };
        engine
            .create_customer(profile.into(), organization.into(), form.into(), seen)
            .await
    })
    .await
}
