//! What the engine wants from the operating system and from the window.
//!
//! Traits only. The shell implements them over the keychain, the settings
//! file, Tauri's events and the desktop; tests implement them in memory.

mod network;
mod vault;
mod window;

use async_trait::async_trait;
use domain::ProfileId;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::tags::Tag;
use crate::tasks::Task;

pub use network::{PasswordPlace, ProxyMode, ProxySettings};
pub use vault::{EntryChange, KeptSecret, Vault, VaultError};
pub use window::{WindowPlace, Zoom};

/// Light or dark, or what the desktop says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// Follow the desktop.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// What is remembered beside the database. Holds nothing secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Random name of this data folder; keeps keychain entries of two folders
    /// apart.
    pub installation: String,
    /// Light or dark.
    pub appearance: Appearance,
    /// The profile that was open last.
    pub last_profile: Option<i32>,
    /// The screen that was open last, as the page addresses it.
    pub last_screen: Option<String>,
    /// Where the window stood last.
    pub window: Option<WindowPlace>,
    /// How large everything is drawn.
    pub zoom: Zoom,
    /// The proxy, without its password.
    pub proxy: ProxySettings,
}

/// A change of settings.
pub type SettingsChange = Box<dyn FnOnce(&mut Settings) + Send>;

/// Where settings are kept.
#[async_trait]
pub trait SettingsStore: Send + Sync {
    /// The settings as last saved, defaults when there are none.
    async fn load(&self) -> Settings;
    /// Reads, changes and saves as one step: of two changes at once, each finds
    /// what the other saved. Answers with the settings as they are then.
    ///
    /// # Errors
    /// When the file cannot be read or written; nothing is changed then.
    async fn update(&self, change: SettingsChange) -> std::io::Result<Settings>;
}

/// How the page hears of changes.
pub trait Events: Send + Sync {
    /// Data of these tags has changed; `None` means every profile.
    fn invalidated(&self, profile: Option<ProfileId>, tags: &[Tag]);
    /// A task started, went on or ended.
    fn task_changed(&self, task: &Task);
}

/// Wall time. Durations are measured with tokio's monotonic clock instead.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> jiff::Timestamp;

    /// The zone in which the administrator counts days.
    fn zone(&self) -> jiff::tz::TimeZone;
}

/// Who is at the computer.
pub trait Account: Send + Sync {
    /// As the operating system names them, with their domain or computer where it tells: `ACME\ann`. `None` where it does not.
    fn name(&self) -> Option<String>;
}

/// How to reach the demo Halo.
#[derive(Debug, Clone)]
pub struct DemoAccess {
    /// Origin on the loopback address.
    pub base_url: String,
    /// Client id of a fully entitled application.
    pub client_id: String,
    /// Its secret, made anew at each start.
    pub client_secret: SecretString,
    /// The MSP's own customer in the demo.
    pub own_customer: i32,
    /// A list of organisations that fits the demo's customers, as CSV.
    pub organizations_csv: String,
}

/// The Halo simulator inside the program.
#[async_trait]
pub trait DemoHalo: Send + Sync {
    /// Starts it once; later calls answer with the same one.
    ///
    /// # Errors
    /// A sentence when no loopback port can be opened.
    async fn start(&self) -> Result<DemoAccess, String>;
}

/// The desktop around the window.
#[async_trait]
pub trait Desktop: Send + Sync {
    /// Asks for a CSV file or a workbook; `None` when the dialog was dismissed.
    async fn choose_list_file(&self) -> Option<String>;
    /// Asks for a file of mappings; `None` when the dialog was dismissed.
    async fn choose_mappings_file(&self) -> Option<String>;
    /// Asks for the file of a profile; `None` when the dialog was dismissed.
    async fn choose_profile_file(&self) -> Option<String>;
    /// Asks where to write a file, and whether one that is there may be replaced;
    /// `None` when the dialog was dismissed.
    async fn choose_export_file(&self, suggested_name: &str) -> Option<String>;
    /// Asks for the file of a certificate; `None` when the dialog was dismissed.
    async fn choose_certificate_file(&self) -> Option<String>;
    /// Opens an address in the browser. Only called with addresses that the
    /// engine made itself.
    ///
    /// # Errors
    /// A sentence when there is no browser.
    fn open_url(&self, url: &str) -> Result<(), String>;
    /// Shows a folder in the desktop's file program.
    ///
    /// # Errors
    /// A sentence when that is not possible.
    fn show_folder(&self, path: &std::path::Path) -> Result<(), String>;
}
