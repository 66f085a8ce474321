//! An engine with a memory in place of the keychain, and ways to wait for it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use engine::domain::{Features, ProfileId, SourceKind};
use engine::ports::{
    Clock, DemoAccess, DemoHalo, Desktop, Events, Settings, SettingsStore, Vault, VaultError,
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
    async fn save(&self, settings: &Settings) -> std::io::Result<()> {
        *self.0.lock().unwrap() = settings.clone();
        Ok(())
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

/// Noon of one day, until a test sets it forward.
pub(crate) struct TestClock(Mutex<jiff::Timestamp>);

impl Default for TestClock {
    fn default() -> Self {
        Self(Mutex::new("2026-11-21T12:00:00Z".parse().unwrap()))
    }
}

impl TestClock {
    pub(crate) fn set(&self, now: &str) {
        *self.0.lock().unwrap() = now.parse().unwrap();
    }
}

impl Clock for TestClock {
    fn now(&self) -> jiff::Timestamp {
        *self.0.lock().unwrap()
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
    fn open_url(&self, _: &str) -> Result<(), String> {
        Err("There is no browser in this test.".to_owned())
    }
    fn show_folder(&self, _: &Path) -> Result<(), String> {
        Err("There is no desktop in this test.".to_owned())
    }
}

/// An engine, its Halo and its folder.
pub(crate) struct Bench {
    pub(crate) engine: Engine,
    pub(crate) halo: Running,
    pub(crate) vault: Arc<MemoryVault>,
    pub(crate) clock: Arc<TestClock>,
    settings: Arc<MemorySettings>,
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
        let clock = Arc::new(TestClock::default());
        let (tasks, _) = broadcast::channel(1_000);
        let settings = Arc::new(MemorySettings::default());
        let engine = open_engine(&folder, &vault, &clock, &settings, &tasks);
        Self {
            engine,
            halo,
            vault,
            clock,
            settings,
            tasks,
            folder,
        }
    }

    /// Ends the program and starts it again: what is in memory is gone, file and keychain stay.
    pub(crate) fn restart(&mut self) {
        self.engine.close();
        self.engine = open_engine(
            &self.folder,
            &self.vault,
            &self.clock,
            &self.settings,
            &self.tasks,
        );
    }

    /// Wizard steps 1 to 4 with the simulator's own credentials.
    pub(crate) async fn entered(&self) -> ProfileId {
        let secret = SecretString::from(self.halo.client_secret());
        self.entered_with(self.halo.client_id(), secret).await
    }

    pub(crate) async fn entered_with(&self, client_id: &str, secret: SecretString) -> ProfileId {
        let profile = self
            .engine
            .save_vendor(None, "palisade", "", SourceKind::Csv)
            .await
            .unwrap();
        self.engine
            .find_halo(profile, self.halo.base_url())
            .await
            .unwrap();
        let all = Features {
            tickets: true,
            status: true,
            seats: true,
        };
        self.engine.save_features(profile, all).await.unwrap();
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
            let end = until_ended(&mut heard, id).await;
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
        let mut heard = self.tasks.subscribe();
        let id = start(&self.engine).await;
        until_ended(&mut heard, id).await
    }
}

/// An engine that gives up at once, so that no test waits for Halo.
fn open_engine(
    folder: &TempDir,
    vault: &Arc<MemoryVault>,
    clock: &Arc<TestClock>,
    settings: &Arc<MemorySettings>,
    tasks: &broadcast::Sender<Task>,
) -> Engine {
    let once = halo_api::RetryPolicy {
        attempts: 1,
        rate_limit_attempts: 1,
        ..halo_api::RetryPolicy::default()
    };
    let transport = halo_api::Transport::new(halo_api::HttpSettings {
        retry: once,
        ..halo_api::HttpSettings::default()
    });
    Engine::new(Parts {
        store: engine::database::Store::open(folder.path(), "2026-11-21")
            .unwrap()
            .store,
        vault: Arc::clone(vault) as Arc<dyn Vault>,
        settings: Arc::clone(settings) as Arc<dyn SettingsStore>,
        events: Arc::new(Heard(tasks.clone())),
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        demo: Arc::new(NoDemo),
        desktop: Arc::new(NoDesktop),
        transport,
        data_dir: folder.path().to_owned(),
    })
}

async fn until_ended(heard: &mut broadcast::Receiver<Task>, id: TaskId) -> TaskState {
    loop {
        let task = heard.recv().await.unwrap();
        if task.id == id && !matches!(task.state, TaskState::Running(_)) {
            return task.state;
        }
    }
}
