//! Commands: take a wire type, call one function of the engine, answer with a
//! wire type. Nothing is decided here.

pub(crate) mod app;
pub(crate) mod connect;
pub(crate) mod import;
pub(crate) mod organizations;
pub(crate) mod profiles;
pub(crate) mod repair;
pub(crate) mod revoke;
pub(crate) mod tasks;
pub(crate) mod test_ticket;
pub(crate) mod ticket_rules;

use std::future::Future;

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
