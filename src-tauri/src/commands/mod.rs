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

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::Poll;

use engine::Engine;
use tauri::State;

use crate::ipc::error::AppError;

/// Does a command's work; a panic in it becomes an answer like any other failure.
async fn answer<T: Send + 'static>(
    work: impl Future<Output = engine::Result<T>> + Send + 'static,
) -> Result<T, AppError> {
    caught(Box::pin(work)).await
}

/// The same for a work whose type is forgotten: with two hundred commands, what surrounds each one's own would be a
/// tenth of the program.
async fn caught<T: Send + 'static>(
    mut work: Pin<Box<dyn Future<Output = engine::Result<T>> + Send>>,
) -> Result<T, AppError> {
    let step = poll_fn(|context| {
        // Nothing of the work is looked at again after a panic.
        match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
            Ok(step) => step.map(Ok),
            Err(panic) => Poll::Ready(Err(Panicked::from(panic))),
        }
    });
    match step.await {
        Ok(result) => result.map_err(AppError::from),
        Err(panic) => Err(AppError::internal().logged(&panic)),
    }
}

/// What a panic said.
#[derive(Debug, thiserror::Error)]
#[error("a panic: {0}")]
struct Panicked(String);

impl From<Box<dyn Any + Send>> for Panicked {
    fn from(payload: Box<dyn Any + Send>) -> Self {
        let words = payload
            .downcast_ref::<&str>()
            .map(|words| (*words).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned());
        Self(words.unwrap_or_else(|| "without words".to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ipc::error::ErrorCode;

    #[tokio::test]
    async fn a_panic_is_an_answer_and_what_it_said_stays_in_the_log() {
        let answered = answer::<()>(async { panic!("the drawer is open") }).await;
        let error = answered.unwrap_err();
        assert_eq!(error.code, ErrorCode::Internal);
        assert!(!error.message.contains("drawer"));
        assert!(!error.incident.is_empty());
    }

    #[tokio::test]
    async fn what_waits_in_between_is_answered_all_the_same() {
        let answered = answer(async {
            tokio::task::yield_now().await;
            Ok(7)
        });
        assert_eq!(answered.await.unwrap(), 7);
    }
}
