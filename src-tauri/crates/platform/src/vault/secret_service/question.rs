//! Unlocking, which may ask somebody: the one call that takes as long as a
//! person likes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use engine::ports::VaultError;
use futures_util::StreamExt as _;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Proxy};

use super::entries::Entries;
use super::failure::explain_bus;

const NAME: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";
const SERVICE: &str = "org.freedesktop.Secret.Service";
const PROMPT: &str = "org.freedesktop.Secret.Prompt";

/// What stands for "no object" where a path is expected.
const NOTHING: &str = "/";

/// Whether a question stands on the screen.
#[derive(Debug, Default)]
pub(super) struct Asking(AtomicBool);

impl Asking {
    pub(super) fn is_open(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    fn opened(&self) -> Open<'_> {
        self.0.store(true, Ordering::Release);
        Open(self)
    }
}

/// A question for as long as it stands.
struct Open<'a>(&'a Asking);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.0.store(false, Ordering::Release);
    }
}

/// Unlocks our entries and the default collection; makes the latter where there
/// is none. Asks when the keychain wants to.
pub(super) async fn unlock(entries: &Entries, asking: &Asking) -> Result<(), VaultError> {
    let connection = entries.bus.connect().await?;
    let asked = unlock_on(&connection, entries.service, asking).await;
    asked.map_err(|error| match error {
        Failure::Bus(error) => explain_bus(&error),
        Failure::Vault(error) => error,
    })
}

enum Failure {
    Bus(zbus::Error),
    Vault(VaultError),
}

impl From<zbus::Error> for Failure {
    fn from(error: zbus::Error) -> Self {
        Self::Bus(error)
    }
}

async fn unlock_on(
    connection: &Connection,
    service_name: &str,
    asking: &Asking,
) -> Result<(), Failure> {
    let service = Proxy::new(connection, NAME, PATH, SERVICE).await?;
    let ours = HashMap::from([("service", service_name)]);
    let (_, mut locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
        service.call("SearchItems", &ours).await?;
    let default: OwnedObjectPath = service.call("ReadAlias", &"default").await?;
    if default.as_str() != NOTHING {
        locked.push(default);
    } else if locked.is_empty() {
        let label = HashMap::from([(
            "org.freedesktop.Secret.Collection.Label",
            Value::from("Default keyring"),
        )]);
        let (_, prompt): (OwnedObjectPath, OwnedObjectPath) = service
            .call("CreateCollection", &(label, "default"))
            .await?;
        return ask(connection, prompt, asking).await;
    }
    let (_, prompt): (Vec<OwnedObjectPath>, OwnedObjectPath) =
        service.call("Unlock", &locked).await?;
    ask(connection, prompt, asking).await
}

/// Puts a question and waits until it is answered or closed, or the keychain
/// that asks is gone.
async fn ask(
    connection: &Connection,
    prompt: OwnedObjectPath,
    asking: &Asking,
) -> Result<(), Failure> {
    if prompt.as_str() == NOTHING {
        return Ok(());
    }
    let prompt = Proxy::new(connection, NAME, prompt, PROMPT).await?;
    let mut completed = prompt.receive_signal("Completed").await?;
    let mut owner = prompt.receive_owner_changed().await?;
    // The keychain is asked for no window to stand before: it has no such thing
    // under Wayland.
    let () = prompt.call("Prompt", &"").await?;
    let _open = asking.opened();
    let signal = tokio::select! {
        signal = completed.next() => signal,
        _ = owner.next() => None,
    };
    let Some(signal) = signal else {
        return Err(Failure::Vault(VaultError::Interrupted));
    };
    let (dismissed, _): (bool, OwnedValue) = signal.body().deserialize()?;
    if dismissed {
        return Err(Failure::Vault(VaultError::Dismissed));
    }
    Ok(())
}
