//! Who writes to Halo: one program of a data folder at a time. The window and the command line may be open together; what
//! the one is writing, the other must not write as well.

use std::fs::{File, TryLockError};
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep};

use crate::error::{Error, Result};

/// The file that is locked while a program writes to Halo.
const FILE: &str = "writing-to-halo.lock";

/// A ticket is written in less; whoever applies a plan takes longer, and is not waited for.
const PATIENCE: Duration = Duration::from_secs(3);

const BETWEEN_TRIES: Duration = Duration::from_millis(50);

/// The turn, as long as it is held. `None` where the file system knows no locks.
#[derive(Debug)]
pub(crate) struct Turn(#[expect(dead_code, reason = "held, not used")] Option<File>);

/// The turns of one data folder. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct HaloTurn {
    file: Arc<PathBuf>,
    /// Several jobs of this program share one turn.
    held: Arc<Mutex<Weak<Turn>>>,
}

impl HaloTurn {
    pub(crate) fn in_folder(data_dir: &std::path::Path) -> Self {
        Self {
            file: Arc::new(data_dir.join(FILE)),
            held: Arc::default(),
        }
    }

    /// Takes the turn; it is given back when the last job of this program has dropped it.
    ///
    /// # Errors
    /// `WritingElsewhere` when another program keeps it.
    pub(crate) async fn take(&self) -> Result<Arc<Turn>> {
        let mut held = self.held.lock().await;
        if let Some(turn) = held.upgrade() {
            return Ok(turn);
        }
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(turn) = self.try_once(&mut held).await? {
                return Ok(turn);
            }
            if Instant::now() >= deadline {
                return Err(Error::WritingElsewhere);
            }
            sleep(BETWEEN_TRIES).await;
        }
    }

    /// Takes the turn where nobody has it now, neither another program nor a job of this one.
    pub(crate) async fn take_if_free(&self) -> Result<Option<Arc<Turn>>> {
        let mut held = self.held.lock().await;
        if held.strong_count() > 0 {
            return Ok(None);
        }
        self.try_once(&mut held).await
    }

    async fn try_once(&self, held: &mut Weak<Turn>) -> Result<Option<Arc<Turn>>> {
        let path = Arc::clone(&self.file);
        match tokio::task::spawn_blocking(move || lock(&path)).await? {
            Ok(Some(file)) => {
                let turn = Arc::new(Turn(Some(file)));
                *held = Arc::downgrade(&turn);
                Ok(Some(turn))
            }
            Ok(None) => Ok(None),
            Err(error) => {
                tracing::warn!(%error, "it cannot be told whether another program writes to Halo");
                Ok(Some(Arc::new(Turn(None))))
            }
        }
    }
}

/// `None` while another program has it.
fn lock(path: &std::path::Path) -> io::Result<Option<File>> {
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let (file, _) = options.open(path)?.into_parts();
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn another_program_is_not_joined() {
        let folder = tempfile::tempdir().unwrap();
        let (window, terminal) = (
            HaloTurn::in_folder(folder.path()),
            HaloTurn::in_folder(folder.path()),
        );
        let first = window.take().await.unwrap();
        let second = window.take().await.unwrap();
        drop(first);
        assert!(matches!(
            terminal.take().await,
            Err(Error::WritingElsewhere)
        ));
        for turns in [&window, &terminal] {
            assert!(turns.take_if_free().await.unwrap().is_none());
        }
        drop(second);
        assert!(terminal.take_if_free().await.unwrap().is_some());
        terminal.take().await.unwrap();
    }

    #[tokio::test]
    async fn a_folder_without_locks_stops_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let turns = HaloTurn::in_folder(&folder.path().join("gone"));
        turns.take().await.unwrap();
    }
}
