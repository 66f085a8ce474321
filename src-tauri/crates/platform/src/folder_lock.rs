//! One program for a data folder, as far as that can be had: the file that is locked while one uses it.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// The file that is locked while a program uses the folder.
const LOCK_FILE: &str = "halyard.lock";

/// How long the program before may take to write its last things. `SQLite` itself waits five seconds for a file in use.
const PATIENCE: Duration = Duration::from_secs(10);

/// The data folder is this program's until it ends.
#[derive(Debug)]
pub struct FolderLock(#[expect(dead_code, reason = "held, not used")] File);

impl FolderLock {
    /// Waits until the program before has let go of the folder, at most ten seconds: two programs at once lose nothing,
    /// they only surprise. `None` when the folder cannot be locked.
    pub fn wait(folder: &Path) -> Option<Self> {
        let file = match open(&folder.join(LOCK_FILE)) {
            Ok(file) => file,
            Err(error) => {
                tracing::warn!(%error, "the data folder cannot be locked");
                return None;
            }
        };
        let (locked, answer) = mpsc::channel();
        // Not joined: a lock that never comes must not hold the start up for ever.
        thread::spawn(move || {
            let result = file.lock().map(|()| file);
            // Nobody waits any more after the time limit; the lock is then given back at once.
            let _ = locked.send(result);
        });
        match answer.recv_timeout(PATIENCE) {
            Ok(Ok(file)) => Some(Self(file)),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the data folder cannot be locked");
                None
            }
            Err(_) => {
                tracing::warn!("another program has not let go of the data folder");
                None
            }
        }
    }

    /// Takes the folder if no other program has it now; `None` when one has.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn take(folder: &Path) -> io::Result<Option<Self>> {
        let file = open(&folder.join(LOCK_FILE))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs_err::create_dir_all(folder)?;
    }
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    Ok(options.open(path)?.into_parts().0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("not there yet");
        let first = FolderLock::wait(&inside).unwrap();
        let (tell, told) = mpsc::channel();
        let path = inside.clone();
        let second = thread::spawn(move || {
            tell.send(()).unwrap();
            FolderLock::wait(&path)
        });
        told.recv().unwrap();
        assert!(
            FolderLock::take(&inside).unwrap().is_none(),
            "the first one has it"
        );
        drop(first);
        assert!(second.join().unwrap().is_some());
    }

    #[test]
    fn a_free_folder_is_taken_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let first = FolderLock::take(folder.path()).unwrap();
        assert!(first.is_some());
        assert!(FolderLock::take(folder.path()).unwrap().is_none());
        drop(first);
        assert!(FolderLock::take(folder.path()).unwrap().is_some());
    }
}
