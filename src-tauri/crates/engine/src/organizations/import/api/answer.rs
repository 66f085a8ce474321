//! What a vendor's API answers, and what is said about answers that are no list.

use std::time::Duration;

use halo_api::ForeignAnswer;
use serde_json::Value;

use crate::organizations::error::{Error, Result};

/// The reply of a vendor as JSON.
///
/// # Errors
/// [`Error::ListSource`] with a sentence for every answer that is none.
pub(super) fn parse(host: &str, answer: &ForeignAnswer, has_key: bool) -> Result<Value> {
    match answer.status {
        200..=299 => {}
        status => return Err(of_status(host, status, answer.retry_after, has_key)),
    }
    let Ok(text) = std::str::from_utf8(&answer.body) else {
        return refuse(format!(
            "The answer of {host} is not in UTF-8, as JSON has to be."
        ));
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return refuse(format!("{host} answered with nothing."));
    }
    if text.starts_with('<') {
        return refuse(format!(
            "{host} answered with a web page, not with a list. This is mostly the address for people, not that of the API."
        ));
    }
    serde_json::from_str(text)
        .map_err(|_| refusal(format!("{host} answered with something that is not JSON.")))
}

fn of_status(host: &str, status: u16, wait: Option<Duration>, has_key: bool) -> Error {
    match status {
        401 if has_key => refusal(format!("{host} does not accept the key (401).")),
        401 => refusal(format!("{host} wants a key (401).")),
        403 if has_key => refusal(format!(
            "{host} knows the key, but does not let it read this list (403)."
        )),
        403 => refusal(format!(
            "{host} does not let everybody read this list (403)."
        )),
        404 | 410 => refusal(format!("{host} has nothing at this address ({status}).")),
        429 => {
            let wait = wait.map(|wait| format!(" It asks to wait {} seconds.", wait.as_secs()));
            later(format!(
                "{host} takes no more requests at the moment (429).{}",
                wait.unwrap_or_default()
            ))
        }
        500..=599 => later(format!("{host} is out of order at the moment ({status}).")),
        _ => refusal(format!(
            "{host} answered with status {status} instead of a list."
        )),
    }
}

/// What stopped a question on its way.
pub(super) fn on_the_way(host: &str, error: &halo_api::Error) -> Error {
    match error {
        halo_api::Error::Cancelled => Error::Cancelled,
        halo_api::Error::TooLarge { .. } => {
            refusal(format!("A page of {host} is larger than 16 MB."))
        }
        halo_api::Error::RedirectRefused { to, .. } => refusal(format!(
            "{host} sends requests on to {to}. The key does not follow; enter the address that is meant."
        )),
        halo_api::Error::InvalidHost(_) => {
            refusal(format!("{host} is not an address that can be asked."))
        }
        other if other.is_retryable() => later(other.to_string()),
        other => refusal(other.to_string()),
    }
}

/// The same would come again.
pub(super) fn refusal(message: String) -> Error {
    Error::ListSource {
        message,
        is_passing: false,
    }
}

/// It may well answer later.
pub(super) fn later(message: String) -> Error {
    Error::ListSource {
        message,
        is_passing: true,
    }
}

/// A refusal as a result.
pub(super) fn refuse<T>(message: String) -> Result<T> {
    Err(refusal(message))
}
