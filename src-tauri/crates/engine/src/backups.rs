//! Copies of the database: one a day, one whenever somebody asks, and going back to one.
//!
//! How a copy is made and checked is the store's. Secrets are in none of them.

use std::io;
use std::time::Duration;

use store::{Backup, BackupKind, Contents, OpenError, RestoreError};

use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// A start is no time for a copy: what the person waits for goes first.
const AFTER_START: Duration = Duration::from_mins(1);

/// How often the day is looked at. A computer that slept is a little late.
const BETWEEN_LOOKS: Duration = Duration::from_mins(30);

/// What somebody has to know who thinks of going back to a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupLook {
    /// What the copy holds.
    pub held: Contents,
    /// What there is now.
    pub now: Contents,
}

impl Engine {
    /// Copies the database once a day, now and from now on, until the runtime ends. To be called once, when the program
    /// has started.
    pub fn keep_backed_up(&self) {
        let engine = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(AFTER_START).await;
            loop {
                let next = match engine.back_up_today().await {
                    Ok(true) => BETWEEN_LOOKS,
                    // The first profile may be made at any moment.
                    Ok(false) => AFTER_START,
                    Err(error) => {
                        tracing::error!(%error, "today's backup could not be made");
                        BETWEEN_LOOKS
                    }
                };
                tokio::time::sleep(next).await;
            }
        });
    }

    /// Copies the database unless that was done today, and answers whether there is a copy of today. One without a profile
    /// is not copied: it has just been begun, perhaps in the place of a damaged one, whose copies it must not push out.
    pub async fn back_up_today(&self) -> Result<bool> {
        let now = self.now();
        let today = now.split('T').next().unwrap_or_default().to_owned();
        let is_done = self
            .backups()
            .await?
            .iter()
            .any(|backup| is_daily(backup) && backup.made.starts_with(&today));
        if is_done {
            return Ok(true);
        }
        if self.store.read(store::contents).await?.profiles.is_empty() {
            return Ok(false);
        }
        self.back_up(BackupKind::Daily).await?;
        Ok(true)
    }

    /// Every copy there is, the newest first.
    pub async fn backups(&self) -> Result<Vec<Backup>> {
        let store = self.store.clone();
        Ok(tokio::task::spawn_blocking(move || store.backups()).await?)
    }

    /// Copies the database as it is now, because somebody asks for it, and checks the copy.
    ///
    /// # Errors
    /// When there is no room for it, or its folder cannot be written to.
    pub async fn back_up_now(&self) -> Result<Backup> {
        self.back_up(BackupKind::ByHand).await
    }

    async fn back_up(&self, kind: BackupKind) -> Result<Backup> {
        let (store, now) = (self.store.clone(), self.now());
        let made = tokio::task::spawn_blocking(move || store.back_up(kind, &now)).await?;
        let backup = made.map_err(not_made)?;
        self.events.invalidated(None, &[Tag::App]);
        Ok(backup)
    }

    /// What a copy holds beside what there is now. `name` is that of its file.
    ///
    /// # Errors
    /// When it is gone or damaged.
    pub async fn look_at_backup(&self, name: String) -> Result<BackupLook> {
        let store = self.store.clone();
        let held = tokio::task::spawn_blocking(move || store.backup_contents(&name)).await?;
        Ok(BackupLook {
            held: held.map_err(unusable)?,
            now: self.store.read(store::contents).await?,
        })
    }

    /// Has a copy take the place of the database at the next start, which is then to come at once: what is done until
    /// then stays in the copy that is made of today's.
    ///
    /// # Errors
    /// When it is gone, damaged, or of a newer Halyard; nothing changes at the next start then.
    pub async fn restore_at_next_start(&self, name: String) -> Result<()> {
        let store = self.store.clone();
        let ready = tokio::task::spawn_blocking(move || store.lay_ready(&name)).await?;
        ready.map_err(unusable)
    }
}

fn is_daily(backup: &Backup) -> bool {
    backup.kind == BackupKind::Daily
}

fn not_made(error: OpenError) -> Error {
    let kind = if matches!(error, OpenError::DiskFull) {
        io::ErrorKind::StorageFull
    } else {
        io::ErrorKind::Other
    };
    Error::File {
        doing: "The backup could not be made.",
        source: io::Error::new(kind, error),
    }
}

fn unusable(error: RestoreError) -> Error {
    let of_backup = |message: &str| Error::InvalidInput {
        field: "backup",
        message: message.to_owned(),
    };
    match error {
        RestoreError::NoSuchBackup => Error::NotFound {
            what: "This backup is no longer there.",
        },
        RestoreError::TooNew { .. } => of_backup(
            "A newer Halyard made this backup. Install the newer Halyard to go back to it.",
        ),
        RestoreError::Damaged { source } => {
            tracing::warn!(%source, "a backup is damaged");
            of_backup("This backup is damaged. Choose another one.")
        }
        RestoreError::Copy { source } => Error::File {
            doing: "The backup could not be laid ready.",
            source,
        },
    }
}
