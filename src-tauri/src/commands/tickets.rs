//! Tickets: the list, one with everything, a new one, and what is done with those that are there.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::{OurTicketId, ProfileId, TaskId};
use crate::ipc::dto::tickets::{
    CreatedTicketDto, TicketDetailsDto, TicketFormDto, TicketPageDto, TicketPlanDto, TicketQueryDto,
};
use crate::ipc::error::AppError;

/// A window of the list, with the counts of all segments.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tickets(
    engine: State<'_, Engine>,
    profile: ProfileId,
    query: TicketQueryDto,
) -> Result<TicketPageDto, AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        let (state, offset) = (query.state, query.offset);
        let window = engine.tickets(profile.into(), query.into()).await?;
        Ok(TicketPageDto::of(window, state, offset))
    })
    .await
}

/// One ticket with everything that is known of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ticket_details(
    engine: State<'_, Engine>,
    profile: ProfileId,
    ticket: OurTicketId,
) -> Result<TicketDetailsDto, AppError> {
    ask(engine, move |engine| async move {
        engine.ticket_details(profile.into(), ticket.into()).await
    })
    .await
}

/// Exactly what will be written to Halo for a form. Sends nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ticket_plan(
    engine: State<'_, Engine>,
    profile: ProfileId,
    form: TicketFormDto,
) -> Result<TicketPlanDto, AppError> {
    ask(engine, move |engine| async move {
        engine.ticket_plan(profile.into(), form.into()).await
    })
    .await
}

/// Enters a ticket and has it sent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_ticket(
    engine: State<'_, Engine>,
    profile: ProfileId,
    form: TicketFormDto,
) -> Result<CreatedTicketDto, AppError> {
    ask(engine, move |engine| async move {
        engine.create_ticket(profile.into(), form.into()).await
    })
    .await
}

/// Changes the status here and has it written to Halo.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_ticket_status(
    engine: State<'_, Engine>,
    profile: ProfileId,
    ticket: OurTicketId,
    status: String,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        let changed = engine.change_ticket_status(profile.into(), ticket.into(), status);
        changed.await
    })
    .await
}

/// Sends what Halo refused for a ticket once more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retry_ticket(
    engine: State<'_, Engine>,
    profile: ProfileId,
    ticket: OurTicketId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.retry_ticket(profile.into(), ticket.into()).await
    })
    .await
}

/// Takes the administrator's word about a ticket that cannot be searched for in Halo: it is that one, or it is not there and
/// is sent again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn settle_lost_ticket(
    engine: State<'_, Engine>,
    profile: ProfileId,
    ticket: OurTicketId,
    found: Option<i32>,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        let found = found.map(engine::domain::TicketId::new);
        engine
            .settle_lost_ticket(profile.into(), ticket.into(), found)
            .await
    })
    .await
}

/// Sends what nothing holds any more but that nobody has said that it may go: one ticket or all. `sends` is the yes to it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn send_held_tickets(
    engine: State<'_, Engine>,
    profile: ProfileId,
    ticket: Option<OurTicketId>,
    sends: bool,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        let ticket = ticket.map(Into::into);
        engine
            .send_held_tickets(profile.into(), ticket, sends)
            .await
    })
    .await
}

/// Takes a ticket back that was never in Halo.
#[tauri::command]
#[specta::specta]
pub(crate) async fn discard_ticket(
    engine: State<'_, Engine>,
    profile: ProfileId,
    ticket: OurTicketId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.discard_ticket(profile.into(), ticket.into()).await
    })
    .await
}

/// Leaves undone what Halo refused: a ticket that is not there, or notes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn give_up_ticket(
    engine: State<'_, Engine>,
    profile: ProfileId,
    ticket: OurTicketId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.give_up_ticket(profile.into(), ticket.into()).await
    })
    .await
}

/// Tries to send what waits, at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn send_tickets_now(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        Ok(engine.send_tickets_now(profile.into()))
    })
    .await
}
