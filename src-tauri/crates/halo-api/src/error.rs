//! What can go wrong between here and Halo, in kinds that somebody can act on.
//!
//! A text of these errors holds no secret, no address with credentials, no HTML and no reply body
//! beyond 200 characters, so it may be shown and logged.

mod kinds;
mod message;

use std::time::Duration;

use thiserror::Error;

pub use kinds::{
    AuthProblem, ConnectProblem, NotHaloAnswer, ProxyProblem, TimeoutPhase, TlsProblem,
    TokenReplyProblem, WriteOutcome,
};
pub(crate) use message::is_html;
pub use message::{HaloMessage, MessageKind};

use crate::certificate::Certificate;
use crate::origin::{BlockReason, OriginError};
use crate::page::Completeness;

/// A request and the answer to it, for "What Halo said".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// `GET`, `POST` or `DELETE`.
    pub method: &'static str,
    /// The path without its query: `/api/Tickets`.
    pub path: String,
    /// Status of the answer, if one came.
    pub status: Option<u16>,
    /// Halo's own words, at most 200 characters without markup.
    pub text: Option<String>,
}

/// A failed conversation with Halo.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Error {
    /// The address cannot be used.
    #[error("{0}")]
    InvalidHost(#[from] OriginError),
    /// The name of the host leads to an address that is never contacted.
    #[error("{host} is not contacted: {reason}.")]
    BlockedAddress {
        /// The host.
        host: String,
        /// Why.
        reason: BlockReason,
    },
    /// The name of the host is not known to the domain name system.
    #[error("The host {host} was not found.")]
    UnknownHost {
        /// The host.
        host: String,
    },
    /// No connection came about.
    #[error("No connection to {host}: {kind}.")]
    Unreachable {
        /// The host.
        host: String,
        /// What stopped it.
        kind: ConnectProblem,
    },
    /// The proxy on the way did not let the connection through.
    #[error("The proxy {proxy} did not open the way to {host}: {kind}.")]
    Proxy {
        /// The proxy's host and port.
        proxy: String,
        /// The host that was to be reached.
        host: String,
        /// What it did.
        kind: ProxyProblem,
    },
    /// The connection could not be made safe.
    #[error("The connection to {host} is not safe: {kind}{}.", kind.told_by(certificate.as_deref()))]
    Tls {
        /// The host: the one that was asked, or a proxy that is itself reached by TLS.
        host: String,
        /// What is wrong with it.
        kind: TlsProblem,
        /// The certificate it presented, if it came that far.
        certificate: Option<Box<Certificate>>,
    },
    /// No complete answer in time.
    #[error("{host} did not answer in time ({phase}).")]
    Timeout {
        /// The host.
        host: String,
        /// What was waited for.
        phase: TimeoutPhase,
    },
    /// The connection broke after the request was sent.
    #[error("The connection to {host} broke before the answer was complete.")]
    Interrupted {
        /// The host.
        host: String,
    },
    /// The caller asked to stop.
    #[error("Cancelled.")]
    Cancelled,
    /// Something answered, but not a Halo.
    #[error("There is no Halo at {host}: {found}.")]
    NotHalo {
        /// The host.
        host: String,
        /// What answered instead.
        found: NotHaloAnswer,
    },
    /// The answer sends us elsewhere; a token or secret never follows.
    #[error("{host} sends requests on to {to}, which is not followed.")]
    RedirectRefused {
        /// The host that was asked.
        host: String,
        /// Where it points: an origin, or a host.
        to: String,
    },
    /// Halo does not take the client id and secret, or the token.
    #[error("Halo refused the access: {reason}.")]
    Unauthorized {
        /// What it did not take.
        reason: AuthProblem,
        /// The exchange.
        exchange: Box<Exchange>,
    },
    /// The application may not ask for this scope.
    #[error("The application in Halo does not have the permission that was asked for ({scope}).")]
    InvalidScope {
        /// The scopes that Halo refuses, parted by blanks; all that were asked for where it does
        /// not tell.
        scope: String,
        /// The exchange.
        exchange: Box<Exchange>,
    },
    /// HTTP 500 on the token request, which is how Halo answers to a wrong tenant.
    #[error("Halo could not find the tenant{}.", tenant.as_ref().map(|t| format!(" “{t}”")).unwrap_or_default())]
    WrongTenant {
        /// The tenant that was sent.
        tenant: Option<String>,
        /// The exchange.
        exchange: Box<Exchange>,
    },
    /// The answer to the token request makes no sense.
    #[error("The answer of {host} to the sign-in cannot be used: {problem}.")]
    BadTokenReply {
        /// The host that was asked, and was sent the client id and secret.
        host: String,
        /// What is wrong with it.
        problem: TokenReplyProblem,
    },
    /// 403: a permission of the application or a right of its agent is missing.
    #[error("Halo does not allow this to the application or its agent ({endpoint}).")]
    Forbidden {
        /// The endpoint: `Tickets`.
        endpoint: String,
        /// The exchange.
        exchange: Box<Exchange>,
    },
    /// 404 for one record.
    #[error("Halo does not have this record ({endpoint}).")]
    NotFound {
        /// The endpoint.
        endpoint: String,
        /// The exchange.
        exchange: Box<Exchange>,
    },
    /// Halo understood the request and refused it.
    #[error("Halo refused the request: {message}")]
    Rejected {
        /// Status of the answer.
        status: u16,
        /// What Halo said.
        message: HaloMessage,
        /// The exchange.
        exchange: Box<Exchange>,
    },
    /// 429 until the attempts ran out.
    #[error("Halo takes no more requests at the moment.")]
    RateLimited {
        /// How long Halo asked to wait.
        retry_after: Option<Duration>,
        /// The exchange.
        exchange: Box<Exchange>,
    },
    /// 500, 502, 503 or 504 until the attempts ran out.
    #[error("Halo is not available at the moment (HTTP {status}).")]
    RemoteUnavailable {
        /// Status of the last answer.
        status: u16,
        /// The exchange.
        exchange: Box<Exchange>,
    },
    /// An answer of a shape that is not known.
    #[error("Halo answered in an unknown form ({endpoint}: {detail}).")]
    RemoteChanged {
        /// The endpoint.
        endpoint: String,
        /// What was expected and what came, in our own words.
        detail: String,
    },
    /// An answer beyond the limit.
    #[error("The answer of Halo is larger than {limit} bytes ({endpoint}).")]
    TooLarge {
        /// The endpoint.
        endpoint: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// A list that is needed completely could not be read completely.
    #[error("The list could not be read completely ({endpoint}).")]
    Incomplete {
        /// The endpoint.
        endpoint: String,
        /// What came and what is missing.
        completeness: Completeness,
    },
    /// Secure connections cannot be set up on this machine.
    #[error("Secure connections cannot be set up on this computer: {detail}.")]
    Setup {
        /// What failed.
        detail: String,
    },
}

impl Error {
    /// Halo's own words, at most 200 characters without markup.
    pub fn halo_text(&self) -> Option<&str> {
        self.exchange()?.text.as_deref()
    }

    /// The request and the answer that led to this error, if there was an answer.
    pub fn exchange(&self) -> Option<&Exchange> {
        match self {
            Self::Unauthorized { exchange, .. }
            | Self::InvalidScope { exchange, .. }
            | Self::WrongTenant { exchange, .. }
            | Self::Forbidden { exchange, .. }
            | Self::NotFound { exchange, .. }
            | Self::Rejected { exchange, .. }
            | Self::RateLimited { exchange, .. }
            | Self::RemoteUnavailable { exchange, .. } => Some(exchange),
            Self::InvalidHost(_)
            | Self::BlockedAddress { .. }
            | Self::UnknownHost { .. }
            | Self::Unreachable { .. }
            | Self::Proxy { .. }
            | Self::Tls { .. }
            | Self::Timeout { .. }
            | Self::Interrupted { .. }
            | Self::Cancelled
            | Self::NotHalo { .. }
            | Self::RedirectRefused { .. }
            | Self::BadTokenReply { .. }
            | Self::RemoteChanged { .. }
            | Self::TooLarge { .. }
            | Self::Incomplete { .. }
            | Self::Setup { .. } => None,
        }
    }

    /// Whether the same request may well succeed later without any change.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::UnknownHost { .. }
            | Self::Unreachable { .. }
            | Self::Proxy { .. }
            | Self::Tls {
                kind: TlsProblem::Cut,
                ..
            }
            | Self::Timeout { .. }
            | Self::Interrupted { .. }
            | Self::RateLimited { .. }
            | Self::RemoteUnavailable { .. }
            | Self::Incomplete { .. } => true,
            Self::NotHalo { found, .. } => *found == NotHaloAnswer::SignInPage,
            Self::InvalidHost(_)
            | Self::BlockedAddress { .. }
            | Self::Tls { .. }
            | Self::Cancelled
            | Self::RedirectRefused { .. }
            | Self::Unauthorized { .. }
            | Self::InvalidScope { .. }
            | Self::WrongTenant { .. }
            | Self::BadTokenReply { .. }
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::Rejected { .. }
            | Self::RemoteChanged { .. }
            | Self::TooLarge { .. }
            | Self::Setup { .. } => false,
        }
    }

    /// Whether the conversation failed on the way: nobody answered who could be a Halo, so nothing
    /// was learnt about rights or data.
    pub fn is_on_the_way(&self) -> bool {
        match self {
            Self::UnknownHost { .. }
            | Self::Unreachable { .. }
            | Self::Proxy { .. }
            | Self::Tls { .. }
            | Self::Timeout { .. }
            | Self::Interrupted { .. }
            | Self::RedirectRefused { .. }
            | Self::Setup { .. } => true,
            Self::NotHalo { found, .. } => *found == NotHaloAnswer::SignInPage,
            Self::InvalidHost(_)
            | Self::BlockedAddress { .. }
            | Self::Cancelled
            | Self::Unauthorized { .. }
            | Self::InvalidScope { .. }
            | Self::WrongTenant { .. }
            | Self::BadTokenReply { .. }
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::Rejected { .. }
            | Self::RateLimited { .. }
            | Self::RemoteUnavailable { .. }
            | Self::RemoteChanged { .. }
            | Self::TooLarge { .. }
            | Self::Incomplete { .. } => false,
        }
    }

    /// Whether a failed write may have been done all the same.
    ///
    /// Halo knows no idempotency key (halo-api.md section 0, rule 10): on
    /// [`WriteOutcome::Unknown`] look for your own reference before sending again.
    pub fn write_outcome(&self) -> WriteOutcome {
        match self {
            Self::Timeout { .. }
            | Self::Interrupted { .. }
            | Self::Cancelled
            | Self::RemoteUnavailable { .. }
            | Self::RemoteChanged { .. }
            | Self::TooLarge { .. }
            | Self::NotHalo { .. }
            | Self::Incomplete { .. } => WriteOutcome::Unknown,
            // A success with an error in it (halo-api.md section 6): something may have been done before the error.
            Self::Rejected { status, .. } if (200..300).contains(status) => WriteOutcome::Unknown,
            Self::InvalidHost(_)
            | Self::BlockedAddress { .. }
            | Self::UnknownHost { .. }
            | Self::Unreachable { .. }
            | Self::Proxy { .. }
            | Self::Tls { .. }
            | Self::RedirectRefused { .. }
            | Self::Unauthorized { .. }
            | Self::InvalidScope { .. }
            | Self::WrongTenant { .. }
            | Self::BadTokenReply { .. }
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::Rejected { .. }
            | Self::RateLimited { .. }
            | Self::Setup { .. } => WriteOutcome::NotDone,
        }
    }
}
