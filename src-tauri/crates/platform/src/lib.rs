//! The operating system behind the engine's ports, for every program of Halyard's: keychain, settings file, clock, account,
//! log, and the folder that all of them share, with its lock.
//!
//! Not here: windows and dialogs, which only the shell has, and any decision about HaloPSA.

mod account;
mod clock;
mod data_folder;
mod folder_lock;
mod logging;
mod settings;
mod vault;

pub use account::SystemAccount;
pub use clock::SystemClock;
pub use data_folder::{IDENTIFIER, data_folder};
pub use folder_lock::FolderLock;
pub use logging::{LogWriter, start as start_log};
pub use settings::SettingsFile;
pub use vault::Keychain;

/// Name under which the keychain shows Halyard's entries.
pub const KEYCHAIN_SERVICE: &str = "Halyard";
