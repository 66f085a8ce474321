//! The operating system's keychain.
//!
//! Nothing here is waited for longer than [`TIME_LIMIT`]: a locked keychain
//! blocks as long as its question stands, and neither the window nor the end of
//! the program may wait for that.

#[cfg(any(target_os = "macos", windows, test))]
mod native;
#[cfg(all(unix, not(target_os = "macos")))]
mod secret_service;
#[cfg(test)]
mod tests;

use std::time::Duration;

use engine::ports::{EntryChange, VaultError};
use secrecy::SecretString;
use secrecy::zeroize::Zeroize as _;

#[cfg(any(target_os = "macos", windows))]
pub use native::Keychain;
#[cfg(all(unix, not(target_os = "macos")))]
pub use secret_service::Keychain;

/// Long enough for any keychain that is not asking somebody something, and less
/// than the five seconds after which a person thinks that a program hangs.
const TIME_LIMIT: Duration = Duration::from_secs(4);

/// Reads the bytes of an entry, or says what was done to it.
fn as_secret(bytes: Vec<u8>) -> Result<SecretString, VaultError> {
    if bytes.is_empty() {
        return Err(VaultError::EntryChanged(EntryChange::Empty));
    }
    String::from_utf8(bytes)
        .map(SecretString::from)
        .map_err(|error| {
            error.into_bytes().zeroize();
            VaultError::EntryChanged(EntryChange::NotText)
        })
}
