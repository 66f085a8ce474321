//! An engine with a memory in place of the keychain, and ways to wait for it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use engine::domain::{Features, ProfileId, SourceKind};
use engine::ports::{
    Clock, DemoAccess, DemoHalo, Desktop, Events, Settings, SettingsChange, SettingsStore, Vault,
    VaultError,
};
use engine::wizard::{Credentials, Wizard};
use engine::{Engine, Parts, Tag, Task, TaskId, TaskState};
use halo_sim::{Config, Running, Scenario, Simulator};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::sync::broadcast;

#[derive(Default)]
pub(crate) struct MemoryVault {
    pub(crate) entries: Mutex<HashMap<String, SecretString>>,
    pub(crate) refuses: Mutex<Option<VaultError>>,
}

impl MemoryVault {
    fn refusal(&self) -> Result<(), VaultError> {
        self.refuses.lock().unwrap().clone().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl Vault for MemoryVault {
    async fn probe(&self) -> Result<(), VaultError> {
        self.refusal()
    }
    async fn store(&self, account: &str, secret: SecretString) -> Result<(), VaultError> {
        self.refusal()?;
        self.entries
            .lock()
            .unwrap()
            .insert(account.to_owned(), secret);
        Ok(())
    }
    async fn load(&self, account: &str) -> Result<Option<SecretString>, VaultError> {
        self.refusal()?;
        Ok(self.entries.lock().unwrap().get(account).cloned())
    }
    async fn remove(&self, account: &str) -> Result<bool, VaultError> {
        self.refusal()?;
        Ok(self.entries.lock().unwrap().remove(account).is_some())
    }
}

#[derive(Default)]
struct MemorySettings(Mutex<Settings>);

#[async_trait]
impl SettingsStore for MemorySettings {
    async fn load(&self) -> Settings {
        self.0.lock().unwrap().clone()
    }
    async fn update(&self, change: SettingsChange) -> std::io::Result<Settings> {
        let mut settings = self.0.lock().unwrap();
        change(&mut settings);
        Ok(settings.clone())
    }
}

struct Heard(broadcast::Sender<Task>);

impl Events for Heard {
    fn invalidated(&self, _: Option<ProfileId>, _: &[Tag]) {}
    fn task_changed(&self, task: &Task) {
        // Nobody may be listening.
        let _ = self.0.send(task.clone());
    }
}

struct NoonOfOneDay;

impl Clock for NoonOfOneDay {
    fn now(&self) -> jiff::Timestamp {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }
}

struct NoDemo;

#[async_trait]
impl DemoHalo for NoDemo {
    async fn start(&self) -> Result<DemoAccess, String> {
        Err("There is no demo in this test.".to_owned())
    }
}

struct NoDesktop;

#[async_trait]
impl Desktop for NoDesktop {
    async fn choose_csv_file(&self) -> Option<String> {
        None
    }
    async fn choose_certificate_file(&self) -> Option<String> {
        None
    }
    fn open_url(&self, _: &str) -> Result<(), String> {
        Err("There is no browser in this test.".to_owned())
    }
    fn show_folder(&self, _: &Path) -> Result<(), String> {
        Err("There is no desktop in this test.".to_owned())
    }
}

/// Everything a connection can be wanted for.
pub(crate) const ALL_FEATURES: Features = Features {
    tickets: true,
    status: true,
    seats: true,
};

/// An engine, its Halo and its folder.
pub(crate) struct Bench {
    pub(crate) engine: Engine,
    pub(crate) halo: Running,
    pub(crate) vault: Arc<MemoryVault>,
    tasks: broadcast::Sender<Task>,
    folder: TempDir,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        Self::with(Config::new(Scenario::msp())).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        let halo = Simulator::start(config).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let vault = Arc::new(MemoryVault::default());
        let (tasks, _) = broadcast::channel(1_000);
        let engine = Engine::new(Parts {
            store: engine::database::Store::open(folder.path(), "2026-11-21")
                .unwrap()
                .store,
            vault: Arc::clone(&vault) as Arc<dyn Vault>,
            settings: Arc::new(MemorySettings::default()),
            events: Arc::new(Heard(tasks.clone())),
            clock: Arc::new(NoonOfOneDay),
            demo: Arc::new(NoDemo),
            desktop: Arc::new(NoDesktop),
            transport: halo_api::Transport::default(),
            data_dir: folder.path().to_owned(),
        });
        Self {
            engine,
            halo,
            vault,
            tasks,
            folder,
        }
    }

    /// The engine's own database, opened once more.
    pub(crate) fn second_handle(&self) -> engine::database::Store {
        let opened = engine::database::Store::open(self.folder.path(), "2026-11-21");
        opened.unwrap().store
    }

    /// Step 1 of the wizard.
    pub(crate) async fn profile(&self) -> ProfileId {
        self.engine
            .save_vendor(None, "palisade", "", SourceKind::Csv)
            .await
            .unwrap()
    }

    /// Wizard steps 1 to 4 with the simulator's own credentials.
    pub(crate) async fn entered(&self) -> ProfileId {
        let secret = SecretString::from(self.halo.client_secret());
        self.entered_with(self.halo.client_id(), secret).await
    }

    pub(crate) async fn entered_with(&self, client_id: &str, secret: SecretString) -> ProfileId {
        let profile = self.profile().await;
        self.engine
            .find_halo(profile, self.halo.base_url())
            .await
            .unwrap();
        self.engine
            .save_features(profile, ALL_FEATURES)
            .await
            .unwrap();
        let credentials = Credentials {
            client_id: client_id.to_owned(),
            client_secret: Some(secret),
            session_only: false,
        };
        self.engine
            .save_credentials(profile, credentials)
            .await
            .unwrap();
        profile
    }

    /// All five steps, and Halo read.
    pub(crate) async fn connected(&self) -> ProfileId {
        let profile = self.entered().await;
        self.checked(profile).await;
        let mut heard = self.tasks.subscribe();
        self.engine.finish_wizard(profile).await.unwrap();
        let id = self.engine.running_tasks().first().map(|task| task.id);
        if let Some(id) = id {
            let end = until_ended(&mut heard, id).await.pop().unwrap();
            assert!(matches!(end, TaskState::Done(_)), "{end:?}");
        }
        profile
    }

    pub(crate) async fn checked(&self, profile: ProfileId) -> Wizard {
        let end = self
            .ended(async |engine| engine.start_checks(profile, None).await.unwrap())
            .await;
        assert!(matches!(end, TaskState::Done(_)), "{end:?}");
        self.engine.wizard(profile).await.unwrap()
    }

    /// Starts a task and waits for its end.
    pub(crate) async fn ended(&self, start: impl AsyncFnOnce(&Engine) -> TaskId) -> TaskState {
        self.told(start).await.pop().unwrap()
    }

    /// Starts a task and answers everything that was told of it, its end last.
    pub(crate) async fn told(&self, start: impl AsyncFnOnce(&Engine) -> TaskId) -> Vec<TaskState> {
        let mut heard = self.tasks.subscribe();
        let id = start(&self.engine).await;
        until_ended(&mut heard, id).await
    }
}

async fn until_ended(heard: &mut broadcast::Receiver<Task>, id: TaskId) -> Vec<TaskState> {
    let mut told = Vec::new();
    loop {
        let task = heard.recv().await.unwrap();
        if task.id == id {
            let is_over = !matches!(task.state, TaskState::Running(_));
            told.push(task.state);
            if is_over {
                return told;
            }
        }
    }
}
