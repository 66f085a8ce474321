//! How the engine fails. The border to the page turns each variant into a
//! code, a sentence and a remedy; nothing here is shown as it is.

use crate::ports::VaultError;

/// Short for results of the engine.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure of something the administrator asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Halo, or the way to it.
    #[error(transparent)]
    Halo(#[from] halo_api::Error),
    /// The address cannot be one of Halo's.
    #[error(transparent)]
    Address(#[from] halo_api::OriginError),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The keychain.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// Organisations and pairing.
    #[error(transparent)]
    Organizations(#[from] crate::organizations::Error),
    /// A step of the set-up is missing.
    #[error("{what}")]
    NotConfigured {
        /// Which, as a sentence.
        what: &'static str,
    },
    /// A field cannot be used as it is.
    #[error("{message}")]
    InvalidInput {
        /// Which field, by its name in the wire type.
        field: &'static str,
        /// What is wrong with it, as a sentence.
        message: String,
    },
    /// What was asked for is not there.
    #[error("{what}")]
    NotFound {
        /// What, as a sentence.
        what: &'static str,
    },
    /// A new secret was tried and not taken; the old one is untouched.
    #[error("The new secret was not taken: {0}")]
    NewSecret(#[source] halo_api::Error),
    /// The act takes something along, or needs a decision first.
    #[error("{message}")]
    NeedsConfirmation {
        /// What, as a sentence.
        message: String,
    },
    /// A list was not read completely; the old one was kept.
    #[error("Halo's list was not read completely: {received} rows came, {reason}")]
    IncompleteRead {
        /// Rows that came.
        received: u64,
        /// Rows that Halo announced.
        expected: Option<u64>,
        /// Why it counts as incomplete.
        reason: String,
    },
    /// Halo would refuse the ticket.
    #[error("{reason}")]
    TicketBlocked {
        /// The first reason, as a sentence.
        reason: String,
    },
    /// The left-over ticket does not carry our mark, so it is not touched.
    #[error("Ticket {ticket} does not carry the mark of this test run.")]
    NotOurTicket {
        /// Halo's ticket id.
        ticket: i32,
    },
    /// Settings or the demo's file could not be written.
    #[error("{doing}")]
    File {
        /// What was being done, as a sentence without the path's contents.
        doing: &'static str,
        /// Cause.
        #[source]
        source: std::io::Error,
    },
    /// The demo or the desktop said no.
    #[error("{reason}")]
    Desktop {
        /// Why, as a sentence.
        reason: String,
    },
    /// The administrator stopped it.
    #[error("Stopped.")]
    Cancelled,
    /// A blocking job of our own ended abnormally.
    #[error("A job inside Halyard ended abnormally.")]
    JobFailed,
}

impl Error {
    /// Whether it only says that somebody pressed Cancel.
    pub fn is_cancelled(&self) -> bool {
        matches!(
            self,
            Self::Cancelled | Self::Halo(halo_api::Error::Cancelled)
        )
    }
}

impl From<tokio::task::JoinError> for Error {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::JobFailed
    }
}
