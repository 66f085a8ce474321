//! What Halyard does, without a window.
//!
//! One `Engine`, cheap to clone, no lock around it: data belongs to the store's
//! writer, tokens to `halo_api`, tasks to the task board, secrets to the vault.
//! Knows neither Tauri nor wire types; reaches the operating system through
//! the traits in [`ports`].

mod activity;
mod another_halo;
mod backups;
mod connection;
mod count_users;
mod demo;
mod desk;
mod due;
mod elsewhere;
mod error;
mod halo_read;
mod halo_turn;
mod health;
mod home;
mod keychain;
mod landing;
mod licences;
mod links;
mod mapping_files;
mod matching_front;
pub mod network;
mod new_customer;
pub mod organizations;
mod organizations_front;
mod pairs_front;
pub mod ports;
mod problems;
mod profile_file;
mod profiles;
mod replace_secret;
mod revoke;
mod said;
pub mod seats;
mod secrets;
mod status_sync;
mod status_ways;
mod tags;
mod tasks;
pub mod test_ticket;
mod ticket_rules;
pub mod tickets;
mod vendor_api;
mod verify;
mod vocabulary;
mod waits;
pub mod wizard;

use std::path::PathBuf;
use std::sync::Arc;

use halo_api::Transport;
use store::Store;
use tokio::sync::Mutex;

pub use activity::{ActUndo, Activity, ActivityDetails, ExportedActivity, SealedLine};
pub use another_halo::{HaloDecision, HaloQuestion};
pub use backups::BackupLook;
pub use domain;
pub use error::{Error, Result, SecretLoss};
pub use halo_api;
pub use halo_read::MailPlan;
pub use home::{Home, HomeTask, HomeTaskKind, HomeTaskState};
pub use links::HaloPage;
pub use new_customer::{
    CreatedCustomer, CustomerForm, CustomerPlan, Demand, Duplicate, ReadBack, Seen,
};
pub use problems::{Changes, ProblemGroup, Problems, Shown};
pub use profile_file::{ProfileCounts, ProfilePreview};
pub use profiles::{Profile, SecretAge};
pub use replace_secret::NewSecret;
pub use revoke::{LeftInHalo, Proof, Revocation, RevokeStep, RevokeStepKind};
pub use said::Said;
pub use status_sync::{
    PollFailure, SettledWords, StatusConflict, StatusSide, StatusSync, SyncSettings,
};
pub use store as database;
pub use tags::Tag;
pub use tasks::{Ended, Progress, Task, TaskId, TaskKind, TaskState};
pub use ticket_rules::{CarriedOwn, CarriedRules, MapsExamined, RulesCheck, RulesForm};
pub use verify::{ProofKind, ProofLine, ProofState, ReportFormat, ReportPart, WrittenReport};
pub use vocabulary::Vocabulary;
pub use waits::Wait;

use connection::Connections;
use due::Due;
use halo_turn::HaloTurn;
use health::HealthBoard;
use network::Network;
use ports::{
    Account, Appearance, Clock, DemoHalo, Desktop, Events, Settings, SettingsStore, Vault,
};
use revoke::RetiredSecrets;
use secrets::Secrets;
use status_sync::Pollers;
use tasks::Tasks;
use waits::Waits;

/// What the engine is built from. The shell names the adapters, tests their
/// own.
pub struct Parts {
    /// The open database.
    pub store: Store,
    /// The keychain.
    pub vault: Arc<dyn Vault>,
    /// Where settings are kept.
    pub settings: Arc<dyn SettingsStore>,
    /// How the page hears of changes.
    pub events: Arc<dyn Events>,
    /// Wall time.
    pub clock: Arc<dyn Clock>,
    /// Who is at the computer.
    pub account: Arc<dyn Account>,
    /// The demo.
    pub demo: Arc<dyn DemoHalo>,
    /// The desktop.
    pub desktop: Arc<dyn Desktop>,
    /// HTTP with its limits. Proxy and extra roots come from the settings.
    pub transport: Transport,
    /// Folder of this run's files.
    pub data_dir: PathBuf,
}

/// Everything that can be asked of Halyard.
#[derive(Clone)]
pub struct Engine {
    store: Store,
    settings: Arc<dyn SettingsStore>,
    events: Arc<dyn Events>,
    clock: Arc<dyn Clock>,
    account: Arc<dyn Account>,
    demo: Arc<dyn DemoHalo>,
    desktop: Arc<dyn Desktop>,
    data_dir: PathBuf,
    secrets: Secrets,
    network: Network,
    waits: Waits,
    connections: Connections,
    health: HealthBoard,
    retired: RetiredSecrets,
    tasks: Tasks,
    checks: wizard::CheckBoard,
    boards: organizations::Boards,
    gates: tickets::Gates,
    wakes: Due,
    looks: Due,
    api_readings: organizations::ApiReadings,
    pollers: Pollers,
    /// Customers are made in Halo one after the other.
    creating: Arc<Mutex<()>>,
    watches: test_ticket::Watches,
    others: elsewhere::Others,
    halo_turn: HaloTurn,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("data_dir", &self.data_dir)
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Puts the engine together. Nothing is read and nothing is sent.
    pub fn new(parts: Parts) -> Self {
        if let Some(name) = parts.account.name() {
            parts.store.set_who(&name);
        }
        let wakes = Due::default();
        let looks = Due::default();
        let listening = tickets::Waking::new(parts.events, wakes.clone(), looks.clone());
        let events: Arc<dyn Events> = Arc::new(listening);
        let secrets = Secrets::new(parts.vault, Arc::clone(&parts.settings));
        let network = Network::new(
            parts.transport,
            Arc::clone(&parts.settings),
            Arc::clone(&parts.clock),
            secrets.clone(),
            &parts.data_dir,
        );
        Self {
            health: HealthBoard::new(
                parts.store.clone(),
                Arc::clone(&events),
                Arc::clone(&parts.clock),
            ),
            retired: RetiredSecrets::default(),
            store: parts.store,
            secrets,
            network,
            waits: Waits::default(),
            settings: parts.settings,
            tasks: Tasks::new(Arc::clone(&events)),
            events,
            clock: parts.clock,
            account: parts.account,
            demo: parts.demo,
            desktop: parts.desktop,
            halo_turn: HaloTurn::in_folder(&parts.data_dir),
            data_dir: parts.data_dir,
            connections: Connections::default(),
            checks: wizard::CheckBoard::default(),
            boards: organizations::Boards::default(),
            gates: tickets::Gates::default(),
            wakes,
            looks,
            api_readings: organizations::ApiReadings::default(),
            pollers: Pollers::default(),
            creating: Arc::default(),
            watches: test_ticket::Watches::default(),
            others: elsewhere::Others::default(),
        }
    }

    /// Settles what the last run of the program left behind: test runs that
    /// never ended are marked as interrupted. While somebody writes to Halo, one that has not ended may be theirs, and all
    /// are left alone.
    pub async fn tidy_after_start(&self) -> Result<()> {
        let Some(_nobody_writes) = self.halo_turn.take_if_free().await? else {
            return Ok(());
        };
        let now = self.now();
        self.store
            .write(move |tx| {
                for profile in store::profiles::list(tx)? {
                    store::test_runs::interrupt_running(tx, profile.id, &now)?;
                }
                Ok(())
            })
            .await?;
        Ok(())
    }

    /// The settings as saved.
    pub async fn settings(&self) -> Settings {
        self.settings.load().await
    }

    /// Chooses light, dark or what the desktop says.
    pub async fn set_appearance(&self, appearance: Appearance) -> Result<()> {
        self.update_settings(move |settings| settings.appearance = appearance)
            .await?;
        self.events.invalidated(None, &[Tag::App]);
        Ok(())
    }

    /// Folder of this run's files.
    pub fn data_dir(&self) -> &std::path::Path {
        &self.data_dir
    }

    /// Shows the data folder in the desktop's file program.
    pub fn show_data_folder(&self) -> Result<()> {
        self.show_folder(&self.data_dir)
    }

    /// Shows a folder of Halyard's own in the desktop's file program.
    pub fn show_folder(&self, folder: &std::path::Path) -> Result<()> {
        self.desktop
            .show_folder(folder)
            .map_err(|reason| Error::Desktop { reason })
    }

    /// Asks for a CSV file or a workbook with the desktop's own dialog.
    pub async fn choose_list_file(&self) -> Option<String> {
        self.desktop.choose_list_file().await
    }

    /// What runs now.
    pub fn running_tasks(&self) -> Vec<Task> {
        self.tasks.running()
    }

    /// Stops a task. Sending that is stopped does not begin again before somebody asks for it.
    pub fn cancel_task(&self, id: TaskId) {
        let running = self.tasks.running();
        if let Some(task) = running.iter().find(|task| task.id == id)
            && task.kind == TaskKind::SendTickets
        {
            self.gates.stop(task.profile);
        }
        self.tasks.cancel(id);
    }

    /// Finishes what is being written and closes the database. Blocking; for
    /// the end of the program.
    pub fn close(&self) {
        self.store.close();
    }

    async fn update_settings(
        &self,
        change: impl FnOnce(&mut Settings) + Send + 'static,
    ) -> Result<()> {
        let saved = self.settings.update(Box::new(change)).await;
        saved.map(|_| ()).map_err(error::settings_not_saved)
    }

    /// Now, as it is stored.
    fn now(&self) -> String {
        stored_time(self.clock.now())
    }
}

/// A time as it is stored: RFC 3339 in UTC, whole seconds.
fn stored_time(at: jiff::Timestamp) -> String {
    jiff::Timestamp::from_second(at.as_second())
        .unwrap_or(at)
        .to_string()
}
