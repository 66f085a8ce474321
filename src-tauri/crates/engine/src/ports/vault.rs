//! The operating system's keychain, and every way in which it may not do what
//! was asked.

use async_trait::async_trait;
use secrecy::SecretString;

/// Why the keychain did not do what was asked. No variant carries a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The way to any keychain is missing: on Linux, a D-Bus session.
    #[error("This session has no D-Bus, through which a keychain is reached.")]
    NoSession,
    /// No program keeps secrets.
    #[error("No keychain is running on this computer.")]
    NoService,
    /// It is locked, and nobody was asked.
    #[error("The keychain is locked.")]
    Locked,
    /// Somebody was to be asked for its password, and the question was closed
    /// or could not be shown.
    #[error("The keychain stayed locked: its question for the password was closed.")]
    Dismissed,
    /// Its question for the password stands open longer than a caller waits.
    #[error("The keychain is asking for its password.")]
    Asking,
    /// It takes calls and does not answer.
    #[error("The keychain did not answer in time.")]
    Silent,
    /// It was there and ended before it had answered.
    #[error("The keychain ended before it had answered.")]
    Interrupted,
    /// The entry is there, but it is not as Halyard saved it.
    #[error("The secret in the keychain was changed by hand: {0}.")]
    EntryChanged(EntryChange),
    /// The secret is longer than this keychain takes. Nothing was saved.
    #[error("The secret is longer than the {limit} bytes that this computer's keychain takes.")]
    TooLong {
        /// Longest secret in bytes.
        limit: usize,
    },
    /// Anything else, in the keychain's own words, which name no secret.
    #[error("The keychain refused: {reason}.")]
    Failed {
        /// Its words, without a full stop.
        reason: String,
    },
}

/// What became of an entry that was changed by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryChange {
    /// Nothing is in it.
    #[error("its entry is empty")]
    Empty,
    /// It is not UTF-8.
    #[error("its entry is no longer text")]
    NotText,
    /// It is there more than once.
    #[error("there is more than one entry for this connection")]
    Twice,
}

/// A secret as the keychain gave it.
#[derive(Debug)]
pub struct KeptSecret {
    /// The secret.
    pub secret: SecretString,
    /// When the entry was last written to, by whomever; `None` where the
    /// keychain does not tell.
    pub changed_at: Option<jiff::Timestamp>,
}

/// The operating system's keychain. Every call ends within five seconds,
/// whatever the keychain does.
#[async_trait]
pub trait Vault: Send + Sync {
    /// Asks whether the keychain can be used. Nothing is written, and nobody is
    /// asked for a password.
    async fn probe(&self) -> Result<(), VaultError>;

    /// Has the keychain ask for its password if it is locked.
    ///
    /// # Errors
    /// [`VaultError::Asking`] when nobody has answered after a few seconds; the
    /// question then stays open.
    async fn unlock(&self) -> Result<(), VaultError>;

    /// Waits until no question of the keychain stands open, without a limit.
    async fn until_settled(&self);

    /// Stores a secret under an account name, replacing what was there. May ask
    /// for the keychain's password. After a failure nothing is stored later.
    async fn store(&self, account: &str, secret: SecretString) -> Result<(), VaultError>;

    /// Reads a secret; `None` when there is no such entry. May ask for the
    /// keychain's password.
    async fn load(&self, account: &str) -> Result<Option<KeptSecret>, VaultError>;

    /// Removes an entry; `false` when there was none. May ask for the
    /// keychain's password.
    async fn remove(&self, account: &str) -> Result<bool, VaultError>;
}
