//! How the engine fails. The border to the page turns each variant into a
//! code, a sentence and a remedy; nothing here is shown as it is.

use std::borrow::Cow;

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
    /// No Halo can be where the address leads, but there is one that was probably meant.
    #[error("{cause}")]
    NoSuchHost {
        /// What is wrong with the address as it is.
        #[source]
        cause: Box<Error>,
        /// The host that was probably meant.
        did_you_mean: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The keychain.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The file of a certificate.
    #[error(transparent)]
    Certificate(#[from] crate::network::CertificateRefusal),
    /// Organisations and pairing.
    #[error(transparent)]
    Organizations(#[from] crate::organizations::Error),
    /// A step of the set-up is missing.
    #[error("{what}")]
    NotConfigured {
        /// Which, as a sentence.
        what: &'static str,
    },
    /// The client secret is not where it was put.
    #[error("{0}")]
    SecretMissing(SecretLoss),
    /// Halo refused a client secret that somebody had put into the keychain's
    /// entry after Halyard.
    #[error(
        "Halo refused the client secret. Its entry in the keychain was changed after Halyard had saved it."
    )]
    ChangedSecretRefused(#[source] halo_api::Error),
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
    #[error(transparent)]
    NewSecret(halo_api::Error),
    /// The connection may not do this one thing; for the rest it is as it was.
    #[error("{what}")]
    MissingRight {
        /// What it may not do, as a sentence.
        what: &'static str,
        /// What to tick and where, as a sentence.
        mend: &'static str,
        /// What Halo said.
        #[source]
        cause: Box<halo_api::Error>,
    },
    /// The act takes something along, or needs a decision first.
    #[error("{message}")]
    NeedsConfirmation {
        /// What, as a sentence.
        message: String,
    },
    /// A list was not read completely; the old one was kept.
    #[error("{} Halo's list is not complete: {reason}.", read_so_far(what, *received, *expected))]
    IncompleteRead {
        /// What the list is of: customers, users, sites.
        what: &'static str,
        /// Rows that came.
        received: u64,
        /// Rows that Halo announced.
        expected: Option<u64>,
        /// Why it counts as incomplete.
        reason: String,
    },
    /// A list broke off; the old one was kept, and the next read goes on where this one stood.
    #[error("{} Then: {cause}", read_so_far("customers", *received, *expected))]
    BrokenRead {
        /// Rows that came.
        received: u64,
        /// Rows that Halo announced.
        expected: Option<u64>,
        /// What stopped it.
        #[source]
        cause: Box<halo_api::Error>,
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
    /// The test's ticket could not be closed.
    #[error("{reason}")]
    TicketLeftOpen {
        /// Why, as a sentence.
        reason: Cow<'static, str>,
        /// What to do, as a sentence.
        mend: &'static str,
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
    /// Another program of this data folder is writing to Halo.
    #[error("Another Halyard is writing to Halo for this data folder. Nothing was written.")]
    WritingElsewhere,
    /// The administrator stopped it.
    #[error("Stopped.")]
    Cancelled,
    /// A blocking job of our own ended abnormally.
    #[error("A job inside Halyard ended abnormally.")]
    JobFailed,
}

/// Where a secret went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretLoss {
    /// Its entry is gone.
    #[error(
        "The client secret is no longer in the keychain: its entry was removed, or this is another user's keychain."
    )]
    RemovedFromKeychain,
    /// It was kept in memory, and Halyard was closed meanwhile.
    #[error("The client secret was kept for the last session only, which has ended.")]
    SessionEnded,
}

/// How far a list was read, as a sentence.
fn read_so_far(what: &str, received: u64, expected: Option<u64>) -> String {
    match expected {
        Some(expected) => format!("{received} of about {expected} {what} were read."),
        None => format!("{received} {what} were read."),
    }
}

impl Error {
    /// Whether it only says that somebody pressed Cancel.
    pub fn is_cancelled(&self) -> bool {
        matches!(
            self,
            Self::Cancelled
                | Self::Halo(halo_api::Error::Cancelled)
                | Self::Organizations(crate::organizations::Error::Cancelled)
        )
    }
}

pub(crate) fn settings_not_saved(source: std::io::Error) -> Error {
    Error::File {
        doing: "The settings could not be saved.",
        source,
    }
}

impl From<tokio::task::JoinError> for Error {
    fn from(_: tokio::task::JoinError) -> Self {
        Self::JobFailed
    }
}
