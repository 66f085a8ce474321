//! Waiting for something to become true. There are no fixed pauses anywhere else.

use std::fmt::Display;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// How long anything on the screen may take before a test gives up. Generous: a machine that builds at the same time is slow.
pub const PATIENCE: Duration = Duration::from_secs(20);

const PAUSE: Duration = Duration::from_millis(40);

/// Repeats `attempt` until it succeeds, for [`PATIENCE`] at most.
///
/// # Errors
/// The last failure, under `what` was waited for.
pub async fn eventually<T>(
    what: impl Display,
    attempt: impl AsyncFnMut() -> Result<T>,
) -> Result<T> {
    eventually_within(PATIENCE, what, attempt).await
}

/// [`eventually`] with another limit.
///
/// # Errors
/// The last failure, under `what` was waited for.
pub async fn eventually_within<T>(
    limit: Duration,
    what: impl Display,
    mut attempt: impl AsyncFnMut() -> Result<T>,
) -> Result<T> {
    let started = Instant::now();
    loop {
        match attempt().await {
            Ok(value) => return Ok(value),
            Err(_) if started.elapsed() < limit => tokio::time::sleep(PAUSE).await,
            Err(last) => {
                return Err(last)
                    .with_context(|| format!("waited {} s for: {what}", limit.as_secs()));
            }
        }
    }
}
