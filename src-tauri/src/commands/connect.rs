//! The connect wizard.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::connect::{
    CheckKeyDto, CredentialsDto, CredentialsSavedDto, DiscoveryDto, FeaturesDto, TypedAddressesDto,
    VendorChoiceDto, VendorPresetDto, WizardDto,
};
use crate::ipc::dto::ids::{ProfileId, TaskId};
use crate::ipc::dto::profiles::ProfileDto;
use crate::ipc::error::AppError;

/// The vendors Halyard knows beforehand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn vendor_presets() -> Result<Vec<VendorPresetDto>, AppError> {
    answer(async {
        Ok(engine::domain::vendor::presets()
            .into_iter()
            .map(Into::into)
            .collect())
    })
    .await
}

/// Everything the wizard shows, as saved.
#[tauri::command]
#[specta::specta]
pub(crate) async fn wizard(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<WizardDto, AppError> {
    ask(engine, move |engine| async move {
        engine.wizard(profile.into()).await
    })
    .await
}

/// Step 1: makes a profile or changes its vendor.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_vendor(
    engine: State<'_, Engine>,
    profile: Option<ProfileId>,
    choice: VendorChoiceDto,
) -> Result<ProfileId, AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        let (key, source) = (choice.vendor.code(), choice.source.into());
        Ok(engine
            .save_vendor(profile.map(Into::into), key, &choice.name, source)
            .await?
            .into())
    })
    .await
}

/// Step 2: normalises an address and asks Halo where it signs in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_halo(
    engine: State<'_, Engine>,
    profile: ProfileId,
    address: String,
) -> Result<DiscoveryDto, AppError> {
    ask(engine, move |engine| async move {
        engine.find_halo(profile.into(), &address).await
    })
    .await
}

/// Step 2 by hand: takes the three values as typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_typed_addresses(
    engine: State<'_, Engine>,
    profile: ProfileId,
    addresses: TypedAddressesDto,
) -> Result<DiscoveryDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .save_typed_addresses(profile.into(), &addresses.into())
            .await
    })
    .await
}

/// Step 3: what the connection will be used for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_features(
    engine: State<'_, Engine>,
    profile: ProfileId,
    features: FeaturesDto,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.save_features(profile.into(), features.into()).await
    })
    .await
}

/// Step 3: remembers that a setting was made.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tick_recipe_item(
    engine: State<'_, Engine>,
    profile: ProfileId,
    key: String,
    ticked: bool,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.tick_recipe_item(profile.into(), key, ticked).await
    })
    .await
}

/// Step 4: takes client id and secret.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_credentials(
    engine: State<'_, Engine>,
    profile: ProfileId,
    credentials: CredentialsDto,
) -> Result<CredentialsSavedDto, AppError> {
    ask(engine, move |engine| async move {
        engine
            .save_credentials(profile.into(), credentials.into())
            .await
    })
    .await
}

/// Puts a secret that is kept for this session into the keychain.
#[tauri::command]
#[specta::specta]
pub(crate) async fn move_secret_to_keychain(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move { engine.move_secret_to_keychain(profile.into()).await }).await
}

/// Takes the tenant that Halo named when it refused the saved one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_offered_tenant(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move { engine.take_offered_tenant(profile.into()).await }).await
}

/// Remembers the step to go on with, 1 to 5.
#[tauri::command]
#[specta::specta]
pub(crate) async fn go_to_step(
    engine: State<'_, Engine>,
    profile: ProfileId,
    step: u8,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.go_to_step(profile.into(), step).await
    })
    .await
}

/// Step 5: runs all checks, or one alone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_checks(
    engine: State<'_, Engine>,
    profile: ProfileId,
    only: Option<CheckKeyDto>,
) -> Result<TaskId, AppError> {
    ask(engine, move |engine| async move {
        engine
            .start_checks(profile.into(), only.map(Into::into))
            .await
    })
    .await
}

/// Ends the wizard; the badge follows from the checks.
#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_wizard(
    engine: State<'_, Engine>,
    profile: ProfileId,
) -> Result<ProfileDto, AppError> {
    ask(engine, move |engine| async move {
        engine.finish_wizard(profile.into()).await
    })
    .await
}
