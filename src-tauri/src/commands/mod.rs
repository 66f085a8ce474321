//! Commands: take a wire type, call one function of the engine, answer with a
//! wire type. Nothing is decided here.

pub mod app;
pub mod connect;
pub mod import;
pub mod organizations;
pub mod profiles;
pub mod tasks;
pub mod test_ticket;
pub mod ticket_rules;

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
