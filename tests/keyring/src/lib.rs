//! A real gnome-keyring in a D-Bus session of its own, for tests of whatever keeps secrets.
//!
//! Nothing of the user's desktop is seen or changed: bus, keyring file and control socket lie in a temporary folder, and
//! the bus starts no services by itself. A test can do what a person does by hand (lock the keyring, remove an entry, put
//! another value into it) and what happens to a desktop (the daemon dies, hangs, starts anew, its question stands open or
//! is closed). Not here: anything of Halyard's.
#![cfg(target_os = "linux")]

mod bus;
mod daemon;
mod entries;
mod prompter;

use std::path::Path;

use anyhow::{Context as _, Result};
use secret_service::{EncryptionType, SecretService};
use tempfile::TempDir;

use bus::Bus;
use daemon::Daemon;

pub use entries::Entry;
pub use prompter::Prompter;

/// A bus with a keyring on it; both end on drop.
#[derive(Debug)]
pub struct PrivateKeyring {
    // The order matters on drop: the daemon before its bus, the folder last.
    daemon: Option<Daemon>,
    bus: Bus,
    folder: TempDir,
}

impl PrivateKeyring {
    /// A bus with an unlocked, empty keyring.
    ///
    /// # Errors
    /// When `dbus-daemon` or `gnome-keyring-daemon` is not installed or does not come up.
    pub async fn start() -> Result<Self> {
        let mut keyring = Self::bus_alone()?;
        keyring.start_daemon().await?;
        Ok(keyring)
    }

    /// A bus on which nothing keeps secrets.
    ///
    /// # Errors
    /// When `dbus-daemon` is not installed or does not come up.
    pub fn bus_alone() -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("private-keyring-")
            .tempdir()?;
        Ok(Self {
            daemon: None,
            bus: Bus::start(folder.path())?,
            folder,
        })
    }

    /// What `DBUS_SESSION_BUS_ADDRESS` has to be for a program that shall find this keyring.
    pub fn address(&self) -> &str {
        &self.bus.address
    }

    /// Where the keyring lies, encrypted.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts the daemon on the keyring file there is, unlocked.
    ///
    /// # Errors
    /// When it does not come up.
    pub async fn start_daemon(&mut self) -> Result<()> {
        self.daemon = Some(Daemon::start(&self.bus.address, self.folder.path())?);
        let connection = self.connect().await?;
        daemon::until_unlocked(&connection).await
    }

    /// Kills the daemon, as a crash does. The keyring file stays.
    ///
    /// # Errors
    /// When it runs on.
    pub fn kill_daemon(&mut self) -> Result<()> {
        self.daemon.take().context("no daemon is running")?.kill()
    }

    /// Stops the daemon in its tracks: it takes calls and answers none.
    ///
    /// # Errors
    /// When no daemon is running.
    pub fn freeze_daemon(&self) -> Result<()> {
        self.daemon
            .as_ref()
            .context("no daemon is running")?
            .freeze()
    }

    /// Locks the keyring, as somebody does who leaves the desk.
    ///
    /// # Errors
    /// When no daemon answers.
    pub async fn lock(&self) -> Result<()> {
        let service = self.service().await?;
        service.get_default_collection().await?.lock().await?;
        Ok(())
    }

    /// Unlocks the keyring with its password, without a question.
    ///
    /// # Errors
    /// When no daemon answers.
    pub async fn unlock(&self) -> Result<()> {
        daemon::unlock(&self.connect().await?).await
    }

    /// Takes the place of the desktop's dialogs, so that a question for the password comes to the test. Without it
    /// gnome-keyring finds nobody to show its question and takes it as closed.
    ///
    /// # Errors
    /// When there is one already.
    pub async fn prompter(&self) -> Result<Prompter> {
        Prompter::start(self.connect().await?).await
    }

    async fn connect(&self) -> Result<zbus::Connection> {
        Ok(zbus::connection::Builder::address(self.address())?
            .build()
            .await?)
    }

    async fn service(&self) -> Result<SecretService<'static>> {
        let connection = self.connect().await?;
        Ok(SecretService::connect_with_existing(EncryptionType::Plain, connection).await?)
    }
}
