//! Commands: take a wire type, call one function of the engine, answer with a
//! wire type. Nothing is decided here.

pub(crate) mod activity;
pub(crate) mod app;
pub(crate) mod backups;
pub(crate) mod board;
pub(crate) mod connect;
pub(crate) mod import;
pub(crate) mod mappings;
pub(crate) mod matching;
pub(crate) mod network;
pub(crate) mod organizations;
pub(crate) mod pairs;
pub(crate) mod problems;
pub(crate) mod profile_file;
pub(crate) mod profiles;
pub(crate) mod repair;
pub(crate) mod revoke;
pub(crate) mod seat_plan;
pub(crate) mod seats;
pub(crate) mod selection;
pub(crate) mod status_sync;
pub(crate) mod tasks;
pub(crate) mod test_ticket;
pub(crate) mod ticket_rules;
pub(crate) mod tickets;
pub(crate) mod vendor_api;
pub(crate) mod verify;
pub(crate) mod window;

use std::future::Future;

use engine::Engine;
use tauri::State;

use crate::ipc::error::AppError;

/// Runs a command's work on a task of its own, so that a panic in it becomes an
/// answer like any other failure.
async fn answer<T: Send + 'static>(
    work: impl Future<Output = engine::Result<T>> + Send + 'static,
) -> Result<T, AppError> {
    match tokio::spawn(work).await {
        Ok(result) => result.map_err(AppError::from),
        Err(panic) => Err(AppError::internal().logged(&panic)),
    }
}

/// Asks the engine one thing and says its answer in a wire type.
async fn ask<T, D, F>(
    engine: State<'_, Engine>,
    question: impl FnOnce(Engine) -> F,
) -> Result<D, AppError>
where
    F: Future<Output = engine::Result<T>> + Send + 'static,
    T: Into<D> + Send + 'static,
{
    answer(question(engine.inner().clone()))
        .await
        .map(Into::into)
}

/// As [`ask`], for an answer of many.
async fn ask_all<T, D, F>(
    engine: State<'_, Engine>,
    question: impl FnOnce(Engine) -> F,
) -> Result<Vec<D>, AppError>
where
    F: Future<Output = engine::Result<Vec<T>>> + Send + 'static,
    T: Into<D> + Send + 'static,
{
    let all = answer(question(engine.inner().clone())).await?;
    Ok(all.into_iter().map(Into::into).collect())
}
