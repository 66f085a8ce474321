//! One program for a data folder: what a second start finds when it comes while the first one runs, closes, or has just
//! gone.
//!
//! The operating system's part (a name on the session bus, a mutex, a socket) is the single-instance plugin's. While the
//! first program runs, the second asks it to show its window and ends. The first gives the name up as soon as its window
//! closes, so a second one takes over and only waits for the data folder; one that asked in the moment between is
//! started again by the first.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;
use std::{env, io, thread};

/// The file that is locked while a program uses the folder.
const LOCK_FILE: &str = "halyard.lock";

/// How long the program before may take to write its last things. `SQLite` itself waits five seconds for a file in use.
const PATIENCE: Duration = Duration::from_secs(10);

/// Set for a program that was started again because the first one had just gone.
const STARTED_AGAIN: &str = "HALYARD_STARTED_AGAIN";

/// Whether there is a window for a second start.
#[derive(Debug, Default)]
pub(crate) struct FrontDoor {
    closing: AtomicBool,
    knocked: AtomicBool,
}

impl FrontDoor {
    /// A second program asks for the window. `show` answers whether there was one.
    pub(crate) fn knock(&self, show: impl FnOnce() -> bool) {
        if self.closing.load(Ordering::SeqCst) || !show() {
            self.knocked.store(true, Ordering::SeqCst);
        }
    }

    /// The window closes. `true` the first time: the name has to be given up.
    pub(crate) fn close(&self) -> bool {
        !self.closing.swap(true, Ordering::SeqCst)
    }

    /// The program is to start again when it has ended.
    pub(crate) fn come_back(&self) {
        self.knocked.store(true, Ordering::SeqCst);
    }

    /// Whether somebody asked for a window that was no longer there.
    pub(crate) fn was_knocked_in_vain(&self) -> bool {
        self.knocked.load(Ordering::SeqCst)
    }
}

/// The data folder is this program's until it ends.
#[derive(Debug)]
pub(crate) struct FolderLock(#[expect(dead_code, reason = "held, not used")] File);

impl FolderLock {
    /// Waits until the program before has let go of the folder, at most ten seconds: two programs at once lose nothing,
    /// they only surprise. `None` when the folder cannot be locked.
    pub(crate) fn wait(folder: &Path) -> Option<Self> {
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
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs_err::create_dir_all(folder)?;
    }
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    Ok(options.open(path)?.into_parts().0)
}

/// Whether this program was started again already, and must not try a second time.
pub(crate) fn was_started_again() -> bool {
    env::var_os(STARTED_AGAIN).is_some()
}

/// Starts the program anew with the same arguments.
pub(crate) fn start_again() {
    let started = env::current_exe().and_then(|program| {
        Command::new(program)
            .args(env::args_os().skip(1))
            .env(STARTED_AGAIN, "1")
            .spawn()
    });
    if let Err(error) = started {
        tracing::error!(%error, "the program could not be started again");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_start_is_never_forgotten() {
        let door = FrontDoor::default();
        door.knock(|| true);
        assert!(!door.was_knocked_in_vain(), "the window was shown");
        assert!(door.close(), "the name is given up once");
        assert!(!door.close());
        door.knock(|| panic!("the window is closing; showing it would flash"));
        assert!(door.was_knocked_in_vain());

        let without_window = FrontDoor::default();
        without_window.knock(|| false);
        assert!(without_window.was_knocked_in_vain());
    }

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
        let other = open(&inside.join(LOCK_FILE)).unwrap();
        assert!(other.try_lock().is_err(), "the first one has it");
        drop(first);
        assert!(second.join().unwrap().is_some());
    }
}
