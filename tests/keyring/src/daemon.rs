//! `gnome-keyring-daemon` on the private bus.

use std::io::Write as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use rustix::process::{Pid, Signal, kill_process};
use secret_service::{EncryptionType, SecretService};
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Proxy};

const NAME: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";

/// Anything is a good password for a keyring that lives as long as a test.
const PASSWORD: &str = "private";

/// How long the daemon may take to come up on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(10);

/// A running daemon; killed on drop.
#[derive(Debug)]
pub(crate) struct Daemon {
    process: Child,
}

impl Daemon {
    /// Starts a daemon that keeps its keyring in `folder` and unlocks it with [`PASSWORD`].
    pub(crate) fn start(address: &str, folder: &Path) -> Result<Self> {
        let runtime = folder.join("runtime");
        if !runtime.is_dir() {
            // Refused when others may read it.
            std::fs::DirBuilder::new().mode(0o700).create(&runtime)?;
        }
        let mut process = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .arg("--control-directory")
            .arg(&runtime)
            .env("DBUS_SESSION_BUS_ADDRESS", address)
            .env("XDG_RUNTIME_DIR", &runtime)
            .env("XDG_DATA_HOME", folder.join("data"))
            .env("HOME", folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("starting gnome-keyring-daemon (package gnome-keyring)")?;
        let mut input = process.stdin.take().context("its input is piped")?;
        let daemon = Self { process };
        // The password ends with the input.
        input.write_all(PASSWORD.as_bytes())?;
        Ok(daemon)
    }

    pub(crate) fn kill(mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    pub(crate) fn freeze(&self) -> Result<()> {
        Ok(kill_process(Pid::from_child(&self.process), Signal::STOP)?)
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // It may have been killed by the test; there is nobody to tell.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Waits until a daemon has the name on the bus and its keyring is unlocked.
pub(crate) async fn until_unlocked(connection: &Connection) -> Result<()> {
    let started = Instant::now();
    while !is_unlocked(connection).await {
        ensure!(
            started.elapsed() < PATIENCE,
            "gnome-keyring-daemon did not come up with an unlocked keyring"
        );
        // Not a timer of tokio's: a test may have stopped that clock.
        std::thread::park_timeout(PAUSE);
    }
    Ok(())
}

async fn is_unlocked(connection: &Connection) -> bool {
    let ask = async {
        let plain = EncryptionType::Plain;
        let service = SecretService::connect_with_existing(plain, connection.clone()).await?;
        service.get_default_collection().await?.is_locked().await
    };
    matches!(ask.await, Ok(false))
}

/// Unlocks the default keyring with its password. The interface is gnome-keyring's own, made for the sign-in to the
/// desktop, which knows the password and must not ask.
pub(crate) async fn unlock(connection: &Connection) -> Result<()> {
    let collection =
        SecretService::connect_with_existing(EncryptionType::Plain, connection.clone())
            .await?
            .get_default_collection()
            .await?
            .collection_path
            .clone();
    let service = Proxy::new(connection, NAME, PATH, "org.freedesktop.Secret.Service").await?;
    let (_, session): (OwnedValue, OwnedObjectPath) = service
        .call("OpenSession", &("plain", Value::from("")))
        .await?;
    let internal = Proxy::new(
        connection,
        NAME,
        PATH,
        "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
    )
    .await?;
    let nothing: &[u8] = &[];
    let master = (session, nothing, PASSWORD.as_bytes(), "text/plain");
    let () = internal
        .call("UnlockWithMasterPassword", &(collection, master))
        .await?;
    Ok(())
}
