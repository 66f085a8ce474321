//! The keychain of the private session, looked into without Halyard.

use std::collections::HashMap;

use anyhow::{Result, anyhow};
use keyring_core::api::CredentialStoreApi as _;
use zbus_secret_service_keyring_store::Store;

/// The name under which Halyard's entries stand in it.
const SERVICE: &str = "Halyard";

/// Whether an entry of Halyard holds this secret. All tests of a run share the keychain, so ask for a secret of your own.
///
/// # Errors
/// When there is no keychain.
///
/// # Panics
/// Never by itself; passes a panic of the keychain's library on.
pub fn keychain_holds(secret: &str) -> Result<bool> {
    // The library blocks on a runtime of its own, which must not happen inside the test's.
    let asking = std::thread::scope(|scope| {
        scope
            .spawn(|| -> keyring_core::Result<bool> {
                let entries = Store::new()?.search(&HashMap::from([("service", SERVICE)]))?;
                for entry in entries {
                    if entry.get_password()? == secret {
                        return Ok(true);
                    }
                }
                Ok(false)
            })
            .join()
    });
    match asking {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(anyhow!("the keychain's library panicked")),
    }
}
