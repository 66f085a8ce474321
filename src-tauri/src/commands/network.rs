//! The way to the network: proxy, root certificates, and whether Halo is reached.

use engine::Engine;
use tauri::State;

use super::{answer, ask};
use crate::ipc::dto::network::{NetworkDto, ProxyFormDto, WaitDto, WayReportDto, WayTestDto};
use crate::ipc::error::AppError;

/// The network's settings and certificates.
#[tauri::command]
#[specta::specta]
pub(crate) async fn network(engine: State<'_, Engine>) -> Result<NetworkDto, AppError> {
    ask(engine, move |engine| async move { engine.network().await }).await
}

/// Saves the proxy; answers with what else is worth saying.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_proxy(
    engine: State<'_, Engine>,
    form: ProxyFormDto,
) -> Result<Vec<String>, AppError> {
    ask(engine, move |engine| async move {
        engine.save_proxy(form.into()).await
    })
    .await
}

/// Asks a Halo through settings that are not saved yet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn test_way(
    engine: State<'_, Engine>,
    test: WayTestDto,
) -> Result<WayReportDto, AppError> {
    ask(engine, move |engine| async move {
        engine.test_way(test.into()).await
    })
    .await
}

/// Asks for a file with the desktop's own dialog; `null` is none chosen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_certificate_file(
    engine: State<'_, Engine>,
) -> Result<Option<String>, AppError> {
    let engine = engine.inner().clone();
    answer(async move { Ok(engine.choose_certificate_file().await) }).await
}

/// Trusts the root certificates in a file; answers with whose they are.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_root_certificates(
    engine: State<'_, Engine>,
    path: String,
) -> Result<Vec<String>, AppError> {
    ask(engine, move |engine| async move {
        engine.add_root_certificates(&path).await
    })
    .await
}

/// Trusts a root certificate no longer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_root_certificate(
    engine: State<'_, Engine>,
    sha256: String,
) -> Result<(), AppError> {
    ask(engine, move |engine| async move {
        engine.remove_root_certificate(&sha256).await
    })
    .await
}

/// Stops a question that the page waits for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn stop_waiting(engine: State<'_, Engine>, wait: WaitDto) -> Result<(), AppError> {
    let engine = engine.inner().clone();
    answer(async move {
        engine.stop_waiting(wait.into());
        Ok(())
    })
    .await
}
