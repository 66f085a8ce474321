//! Ticket rules.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::ids::{OrganizationId, ProfileId};
use crate::ipc::dto::preflight::{FindingDto, RulesCheckDto};
use crate::ipc::dto::rules_override::RulesOverrideDto;
use crate::ipc::dto::status_maps::StatusMapsDto;
use crate::ipc::dto::ticket_rules::{RulesProposalDto, TicketRulesDto, TicketRulesFormDto};
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
) -> Result<RulesCheckDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .check_ticket_rules(profile.into(), rules.into())
            .await
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

/// Lets rules go that could have been taken over from another Halo or a file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dismiss_carried_rules(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.dismiss_carried_rules(profile.into()).await
    })
    .await
}

/// Saves the rules if they still have this version, and answers the new one. `sends` is a yes to tickets being sent that are
/// held for the rules; so it is below.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_ticket_rules(
    engine: State<'_, Engine>,
    profile: ProfileId,
    rules: TicketRulesDto,
    version: i32,
    sends: bool,
) -> Result<i32, AppError> {
    ask(engine, move |engine| async move {
        engine
            .save_ticket_rules(profile.into(), rules.into(), version, sends)
            .await
    })
    .await
}

/// Revokes all ticket mapping and nothing else.
#[tauri::command]
#[specta::specta]
pub(crate) async fn revoke_ticket_rules(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.revoke_ticket_rules(profile.into()).await
    })
    .await
}

/// Brings revoked ticket mapping back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn bring_back_ticket_rules(
    engine: State<'_, Engine>,
    profile: ProfileId,
    sends: bool,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.bring_back_ticket_rules(profile.into(), sends).await
    })
    .await
}

/// Follows both status maps, and says what is wrong with them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn examine_status_maps(
    engine: State<'_, Engine>,
    profile: ProfileId,
    rules: TicketRulesDto,
) -> Result<StatusMapsDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .examine_status_maps(profile.into(), rules.into())
            .await
    })
    .await
}

/// Says what Halo would refuse of one organisation's own rules.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_rules_override(
    engine: State<'_, Engine>,
    profile: ProfileId,
    own: RulesOverrideDto,
) -> Result<Vec<FindingDto>, AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        let findings = engine
            .check_rules_override(profile.into(), own.into())
            .await?;
        Ok(findings.iter().map(Into::into).collect())
    })
    .await
}

/// Saves an organisation's own rules if they still have this version.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_rules_override(
    engine: State<'_, Engine>,
    profile: ProfileId,
    organization: OrganizationId,
    own: RulesOverrideDto,
    version: i32,
    sends: bool,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        let (organization, own) = (organization.into(), own.into());
        engine
            .save_rules_override(profile.into(), organization, own, version, sends)
            .await
    })
    .await
}

/// Takes an organisation's own rules away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_rules_override(
    engine: State<'_, Engine>,
    profile: ProfileId,
    organization: OrganizationId,
    sends: bool,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine
            .remove_rules_override(profile.into(), organization.into(), sends)
            .await
    })
    .await
}
