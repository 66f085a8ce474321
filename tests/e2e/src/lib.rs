//! Drives the real Halyard in its real window: process, page, keychain and files are those of a user.
//!
//! A test starts [`journey`], which gives it an [`App`] with a data folder of its own; [`App::page`] finds what a person
//! would see, by role and accessible name, with the same library that the page's unit tests use. Every wait is a polled
//! condition with a limit. `cargo xtask test` brings the screen and the keyring these tests need.
//!
//! [`screens`] goes through the program as a person does, [`tour`] visits every screen in every state. What a journey
//! proves stands in `tests/`. Nothing here knows Halyard's code. The Halo on the other side is `halo_sim`, started by the
//! test itself so that it can set faults and look at the tickets.
#![cfg(target_os = "linux")]

mod accessibility;
mod app;
mod driver;
mod expect;
mod fernhill;
mod journey;
mod keyboard;
mod keychain;
mod page;
mod picture;
mod processes;
pub mod screens;
mod target;
pub mod tour;
mod wait;

pub use accessibility::Violation;
pub use app::{App, AppOptions, Closing, Theme};
pub use fantoccini::key::Key;
pub use fernhill::Fernhill;
pub use journey::{journey, journey_with, run};
pub use keychain::{KEYCHAIN_SERVICE, with_keyring};
pub use page::Page;
pub use private_keyring::PrivateKeyring;
pub use processes::Process;
pub use target::{
    Name, Target, button, checkbox, containing, dialog, field, heading, link, option, role,
};
pub use wait::{PATIENCE, eventually, eventually_within};

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap_or_else(|| Path::new("."))
        .to_path_buf()
}
