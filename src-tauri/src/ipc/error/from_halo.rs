//! Every failure of Halo, or of the way to it, in the administrator's words.

use std::time::Duration;

use engine::halo_api::{Error, NotHaloAnswer, TlsProblem};

use super::from_engine::cancelled;
use super::from_token::{scope_refused, sign_in_refused, tenant_unknown, token_unusable};
use super::{AppError, ErrorCode, RemedyAction, SaidByHalo};

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
        Error::UnknownHost { .. } | Error::Unreachable { .. } | Error::Interrupted { .. } => (
            ErrorCode::Offline,
            RemedyAction::Retry,
            "Check the address, the network and any proxy, then try again.",
        ),
        Error::Tls { kind, .. } => (
            ErrorCode::TlsUntrusted,
            RemedyAction::ContactAdmin,
            tls(*kind),
        ),
        Error::Timeout { .. } => (
            ErrorCode::TimedOut,
            RemedyAction::Retry,
            "Halo may be busy. Wait a minute, then try again.",
        ),
        Error::Cancelled => return cancelled(),
        Error::NotHalo { found, .. } => (
            ErrorCode::NotHalo,
            RemedyAction::Reconnect,
            not_halo(*found),
        ),
        Error::RedirectRefused { .. } => (
            ErrorCode::NotHalo,
            RemedyAction::Reconnect,
            "Enter the address it points to, if that is your Halo. Secrets are not sent after a redirect.",
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
        Error::Setup { .. } => (
            ErrorCode::TlsUntrusted,
            RemedyAction::ContactAdmin,
            "This computer's list of trusted certificates cannot be used.",
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

fn tls(problem: TlsProblem) -> &'static str {
    match problem {
        TlsProblem::Expired | TlsProblem::NotYetValid => {
            "Check this computer's clock; if it is right, the certificate has to be renewed by whoever runs that server."
        }
        TlsProblem::WrongName => {
            "The certificate belongs to another name. Use the name that Halo itself shows."
        }
        TlsProblem::SelfSigned | TlsProblem::UnknownAuthority => {
            "If your company inspects traffic or runs its own Halo, its root certificate must be trusted by this computer."
        }
        TlsProblem::Revoked | TlsProblem::OldProtocol | TlsProblem::Other => {
            "Nothing was sent. Ask whoever runs that server."
        }
    }
}

fn not_halo(answer: NotHaloAnswer) -> &'static str {
    match answer {
        NotHaloAnswer::SignInPage => {
            "A sign-in page answers for every address: sign in to the network first, then try again. The client secret was not sent to it."
        }
        NotHaloAnswer::Html
        | NotHaloAnswer::NotFound
        | NotHaloAnswer::OtherJson
        | NotHaloAnswer::Other => {
            "Open Halo in the browser and copy the address from there. The client secret was not sent to it."
        }
    }
}
