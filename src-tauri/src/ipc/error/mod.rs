//! The one error that crosses to the page.

pub mod catalogue;
mod from_engine;
mod from_halo;
mod from_network;
mod from_token;
mod from_vault;

use serde::{Deserialize, Serialize};
use specta::Type;

pub(crate) use from_vault::vault;

/// What kind of failure it is. The page decides by this and by nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ErrorCode {
    /// A step of the set-up is missing.
    NotConfigured,
    /// The address is none that Halo can have.
    InvalidUrl,
    /// The address leads nowhere, and another one was probably meant.
    NoSuchHost {
        /// The host that was probably meant.
        did_you_mean: String,
    },
    /// Something answers, but it is not Halo.
    NotHalo,
    /// Client id or secret were refused.
    Unauthorized,
    /// A right is missing.
    Forbidden {
        /// Which, as Halo names it.
        scope: String,
    },
    /// Halo knows no such tenant.
    TenantNotFound,
    /// Halo wants us to wait.
    RateLimited {
        /// Seconds until it may be tried again.
        retry_after_secs: u32,
    },
    /// No way leads out of this computer.
    Offline,
    /// The name of the host is not known.
    HostNotFound,
    /// The host is there, and nothing takes the connection.
    ConnectionRefused,
    /// The connection broke before the answer was complete.
    ConnectionLost,
    /// Halo took too long.
    TimedOut,
    /// The proxy on the way is not there.
    ProxyUnreachable,
    /// The proxy on the way wants a login.
    ProxyLoginNeeded,
    /// The proxy on the way does not take the login.
    ProxyLoginRefused,
    /// The proxy on the way opens no way to the host.
    ProxyDenied,
    /// The sign-in page of a network answers in Halo's place.
    SignInPage,
    /// What answers sends on to another place.
    Redirected,
    /// The certificate vouches for itself.
    TlsSelfSigned,
    /// The certificate was issued by nobody who is trusted here.
    TlsUnknownAuthority,
    /// The certificate is no longer valid.
    TlsExpired,
    /// The certificate is not valid yet.
    TlsNotYetValid,
    /// The certificate belongs to another host.
    TlsWrongName,
    /// The host speaks no safe version of TLS.
    TlsOldProtocol,
    /// The connection was cut during the secure handshake.
    TlsCut,
    /// What answers does not speak TLS.
    TlsNotSpoken,
    /// The connection could not be made safe for another reason.
    TlsUntrusted,
    /// Halo or something before it is out of order.
    RemoteUnavailable {
        /// HTTP status.
        status: u16,
    },
    /// An answer has another form than expected.
    RemoteChanged {
        /// Which address.
        endpoint: String,
    },
    /// Halo refused what was sent, with a reason.
    Refused,
    /// What was asked for is not there.
    NotFound,
    /// It was changed elsewhere meanwhile.
    Conflict {
        /// Version now in force.
        current_version: i32,
    },
    /// A field cannot be used as it is.
    InvalidInput {
        /// Which field.
        field: String,
    },
    /// The act needs a yes, for example a customer that is taken.
    NeedsConfirmation,
    /// Other organisations have the customer: it can be taken over or shared.
    CustomerTaken,
    /// A file cannot be read.
    FileUnreadable,
    /// A vendor's API does not answer with a list.
    ListUnreadable,
    /// A file cannot be written.
    FileNotWritten,
    /// A certificate is not taken into the list of those trusted.
    CertificateRefused,
    /// The administrator stopped it.
    Cancelled,
    /// The client secret is not where it was put, or is no longer as it was.
    SecretMissing,
    /// There is no keychain, or it did not answer.
    VaultUnavailable,
    /// The keychain is locked.
    VaultLocked,
    /// The database is in use.
    StoreBusy,
    /// The database was made by a newer Halyard.
    StoreTooNew {
        /// Version found.
        found: u32,
        /// Newest version this program knows.
        supported: u32,
    },
    /// The database was damaged and set aside.
    StoreCorrupt {
        /// Where it is now.
        moved_to: String,
    },
    /// There is no room left.
    DiskFull,
    /// A fault of Halyard's own.
    Internal,
}

/// What the page offers as the next act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RemedyAction {
    /// Go to the wizard.
    Reconnect,
    /// Enter the client secret again.
    EnterSecret,
    /// Try again.
    Retry,
    /// Go to Settings.
    OpenSettings,
    /// Go to the network's settings.
    OpenNetwork,
    /// Unlock the keychain and try again.
    UnlockKeyring,
    /// Install a newer Halyard.
    Update,
    /// Choose another file.
    ChooseFile,
    /// Ask whoever runs Halo.
    ContactAdmin,
    /// Only the text.
    None,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Remedy {
    /// The act.
    pub action: RemedyAction,
    /// One sentence.
    pub text: String,
}

/// What Halo said, for the disclosure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SaidByHalo {
    /// Method and path, without host and query.
    pub request: String,
    /// HTTP status.
    pub status: Option<u16>,
    /// Halo's own text, at most 200 characters.
    pub text: String,
}

/// An error as the page sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AppError {
    /// Kind.
    #[serde(flatten)]
    pub code: ErrorCode,
    /// What happened, one plain sentence, safe to show.
    pub message: String,
    /// What to do next.
    pub remedy: Remedy,
    /// What Halo said.
    pub halo: Option<SaidByHalo>,
    /// Short id that is also in the log line.
    pub incident: String,
    /// Whether the same call may work later.
    pub retryable: bool,
}

impl AppError {
    /// A failure with its sentence and what to do next.
    pub(crate) fn new(
        code: ErrorCode,
        message: impl Into<String>,
        action: RemedyAction,
        text: &str,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            remedy: Remedy {
                action,
                text: text.to_owned(),
            },
            halo: None,
            incident: String::new(),
            retryable: action == RemedyAction::Retry,
        }
    }

    /// A fault of Halyard's own; the cause is only in the log.
    pub(crate) fn internal() -> Self {
        Self::new(
            ErrorCode::Internal,
            "Something inside Halyard failed.",
            RemedyAction::Retry,
            "Try again. If it happens again, the log has the cause under this number.",
        )
    }

    /// Gives the failure a number and writes cause and number to the log, so
    /// that a report can be matched.
    pub(crate) fn logged(mut self, cause: &dyn std::error::Error) -> Self {
        self.incident = incident();
        let chain = chain(cause);
        let incident = &self.incident;
        if self.code == ErrorCode::Cancelled {
            tracing::debug!(%incident, "stopped by the administrator");
        } else if matches!(
            self.code,
            ErrorCode::Internal | ErrorCode::StoreCorrupt { .. }
        ) {
            tracing::error!(%incident, %chain, "failed");
        } else {
            tracing::warn!(%incident, %chain, "failed");
        }
        self
    }
}

/// Numbers of this run of the program; the log line carries the same.
fn incident() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static LAST: AtomicU32 = AtomicU32::new(0);
    let start = std::process::id() & 0xffff;
    format!(
        "{start:04x}-{:03}",
        LAST.fetch_add(1, Ordering::Relaxed) + 1
    )
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let words = cause.to_string();
        if !text.ends_with(&words) {
            text.push_str(": ");
            text.push_str(&words);
        }
        source = cause.source();
    }
    text
}
