//! A program whose keychain belongs to the test.

use private_keyring::PrivateKeyring;

use crate::app::AppOptions;

/// The name under which Halyard's entries stand in a keychain.
pub const KEYCHAIN_SERVICE: &str = "Halyard";

/// How to start a program that finds this keyring, and no other.
pub fn with_keyring(keyring: &PrivateKeyring) -> AppOptions {
    AppOptions {
        env: vec![(
            "DBUS_SESSION_BUS_ADDRESS".to_owned(),
            keyring.address().into(),
        )],
        ..AppOptions::default()
    }
}
