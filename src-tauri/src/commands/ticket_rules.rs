//! Ticket rules.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::ProfileId;
use crate::ipc::dto::ticket_rules::{
    FindingDto, RulesProposalDto, TicketRulesDto, TicketRulesFormDto,
};
use crate::ipc::error::AppError;

/// Everything the form shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ticket_rules_form(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<TicketRulesFormDto, AppError> {
    ask(engine, move |engine| async move {
        engine.ticket_rules_form(profile.into()).await
    })
    .await
}

/// Says what Halo would refuse, before any ticket exists.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_ticket_rules(
    engine: State<'_, Engine>,
    profile: ProfileId,
    rules: TicketRulesDto,
) -> Result<Vec<FindingDto>, AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        let findings = engine
            .check_ticket_rules(profile.into(), rules.into())
            .await?;
        Ok(findings.iter().map(Into::into).collect())
    })
    .await
}

/// Fills in what names settle; nothing is saved.
#[tauri::command]
#[specta::specta]
pub(crate) async fn propose_ticket_rules(
    engine: State<'_, Engine>,
    profile: ProfileId,
    rules: TicketRulesDto,
) -> Result<RulesProposalDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .propose_ticket_rules(profile.into(), rules.into())
            .await
    })
    .await
}

/// Saves the rules if they still have this version, and answers the new one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_ticket_rules(
    engine: State<'_, Engine>,
    profile: ProfileId,
    rules: TicketRulesDto,
    version: i32,
) -> Result<i32, AppError> {
    ask(engine, move |engine| async move {
        engine
            .save_ticket_rules(profile.into(), rules.into(), version)
            .await
    })
    .await
}

/// Empties the ticket rules and nothing else.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clear_ticket_rules(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.clear_ticket_rules(profile.into()).await
    })
    .await
}
