//! One program for a data folder: what a second start finds when it comes while the first one runs, closes, or has just
//! gone.
//!
//! The operating system's part (a name on the session bus, a mutex, a socket) is the single-instance plugin's. While the
//! first program runs, the second asks it to show its window and ends. The first gives the name up as soon as its window
//! closes, so a second one takes over and only waits for the data folder; one that asked in the moment between is
//! started again by the first.

use std::env;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

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

    /// Whether somebody asked for a window that was no longer there.
    pub(crate) fn was_knocked_in_vain(&self) -> bool {
        self.knocked.load(Ordering::SeqCst)
    }
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
}
