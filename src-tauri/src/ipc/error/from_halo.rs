//! Every failure of Halo, or of the way to it, in the administrator's words.

use std::time::Duration;

use engine::halo_api::{Error, NotHaloAnswer};

use super::from_engine::cancelled;
use super::from_token::{scope_refused, sign_in_refused, tenant_unknown, token_unusable};
use super::{AppError, ErrorCode, RemedyAction, SaidByHalo, from_network};

/// What Halo said, for the disclosure.
pub(super) fn said(error: &Error) -> Option<SaidByHalo> {
    engine::Said::from_error(error).map(Into::into)
}

impl From<engine::Said> for SaidByHalo {
    fn from(said: engine::Said) -> Self {
        Self {
            request: said.request,
            status: said.status,
            text: said.text,
        }
    }
}

pub(super) fn halo(error: &Error) -> AppError {
    let message = error.to_string();
    let (code, action, text) = match error {
        Error::InvalidHost(_) | Error::BlockedAddress { .. } => (
            ErrorCode::InvalidUrl,
            RemedyAction::Reconnect,
            "Copy the address from the browser while Halo is open.",
        ),
        Error::UnknownHost { .. } => from_network::unknown_host(),
        Error::Unreachable { kind, .. } => from_network::unreachable(*kind),
        Error::Interrupted { .. } => from_network::connection_lost(),
        Error::Timeout { .. } => from_network::timed_out(),
        Error::Proxy { kind, .. } => from_network::proxy(*kind),
        Error::Tls { kind, .. } => from_network::tls(*kind),
        Error::Setup { .. } => from_network::no_safe_connections(),
        Error::RedirectRefused { .. } => from_network::redirected(),
        Error::NotHalo {
            found: NotHaloAnswer::SignInPage,
            ..
        } => from_network::sign_in_page(),
        Error::Cancelled => return cancelled(),
        Error::NotHalo { .. } => (
            ErrorCode::NotHalo,
            RemedyAction::Reconnect,
            "Open Halo in the browser and copy the address from there. The client secret was not sent to it.",
        ),
        Error::Unauthorized { reason, .. } => sign_in_refused(*reason),
        Error::InvalidScope { scope, .. } => scope_refused(scope),
        Error::WrongTenant { .. } => tenant_unknown(),
        Error::BadTokenReply { problem, .. } => token_unusable(problem),
        Error::RemoteChanged { endpoint, .. }
        | Error::TooLarge { endpoint, .. }
        | Error::Incomplete { endpoint, .. } => (
            ErrorCode::RemoteChanged {
                endpoint: endpoint.clone(),
            },
            RemedyAction::Retry,
            "Halo may have been updated or is being worked on. Try again; if it stays, look for a newer Halyard.",
        ),
        Error::Forbidden { endpoint, .. } => (
            ErrorCode::Forbidden {
                scope: endpoint.clone(),
            },
            RemedyAction::Reconnect,
            "Run the checks: they name the missing right and where it is ticked.",
        ),
        Error::NotFound { .. } => (
            ErrorCode::NotFound,
            RemedyAction::Retry,
            "It was deleted in Halo, or the agent may not see it. Read Halo again.",
        ),
        Error::Rejected { .. } => (
            ErrorCode::Refused,
            RemedyAction::None,
            "Halo's own words are below; they name what it wants.",
        ),
        Error::RateLimited { retry_after, .. } => (
            ErrorCode::RateLimited {
                retry_after_secs: seconds(*retry_after),
            },
            RemedyAction::Retry,
            "Halo allows only so many requests in five minutes. Wait, then try again.",
        ),
        Error::RemoteUnavailable { status, .. } => (
            ErrorCode::RemoteUnavailable { status: *status },
            RemedyAction::Retry,
            "Halo or a server before it is out of order. Wait a few minutes, then try again.",
        ),
    };
    AppError {
        retryable: error.is_retryable(),
        ..AppError::new(code, message, action, text)
    }
}

/// Five minutes is the window that Halo counts in.
fn seconds(wait: Option<Duration>) -> u32 {
    wait.map_or(300, |wait| u32::try_from(wait.as_secs()).unwrap_or(300))
}
