//! An engine with a memory in place of the keychain, and ways to wait for it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use engine::database::Store;
use engine::domain::{Features, ProfileId, SourceKind};
use engine::ports::{
    Clock, DemoAccess, DemoHalo, Desktop, Events, KeptSecret, Settings, SettingsChange,
    SettingsStore, Vault, VaultError,
};
use engine::wizard::{Credentials, CredentialsSaved, Wizard};
use engine::{Engine, Parts, Tag, Task, TaskId, TaskState};
use halo_sim::{Config, Running, Scenario, Simulator};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::sync::{Notify, broadcast};

#[derive(Default)]
pub(crate) struct MemoryVault {
    pub(crate) entries: Mutex<HashMap<String, SecretString>>,
    pub(crate) refuses: Mutex<Option<VaultError>>,
    /// What it says about when its entries were last written to.
    pub(crate) changed_at: Mutex<Option<jiff::Timestamp>>,
    /// Told when its question for the password is answered.
    pub(crate) settled: Notify,
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
    async fn unlock(&self) -> Result<(), VaultError> {
        self.refusal()
    }
    async fn until_settled(&self) {
        self.settled.notified().await;
    }
    async fn store(&self, account: &str, secret: SecretString) -> Result<(), VaultError> {
        self.refusal()?;
        self.entries
            .lock()
            .unwrap()
            .insert(account.to_owned(), secret);
        Ok(())
    }
    async fn load(&self, account: &str) -> Result<Option<KeptSecret>, VaultError> {
        self.refusal()?;
        let secret = self.entries.lock().unwrap().get(account).cloned();
        let changed_at = *self.changed_at.lock().unwrap();
        Ok(secret.map(|secret| KeptSecret { secret, changed_at }))
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

struct Heard {
    tasks: broadcast::Sender<Task>,
    invalidated: Mutex<Vec<Tag>>,
}

impl Events for Heard {
    fn invalidated(&self, _: Option<ProfileId>, tags: &[Tag]) {
        self.invalidated.lock().unwrap().extend_from_slice(tags);
    }
    fn task_changed(&self, task: &Task) {
        // Nobody may be listening.
        let _ = self.tasks.send(task.clone());
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
    async fn choose_mappings_file(&self) -> Option<String> {
        None
    }

    async fn choose_export_file(&self, _suggested_name: &str) -> Option<String> {
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
    pub(crate) clock: Arc<TestClock>,
    store: Store,
    surroundings: Surroundings,
    heard: Arc<Heard>,
    folder: TempDir,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        Self::with(Config::new(Scenario::msp())).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        let retry = halo_api::RetryPolicy::default();
        Self::with_retry(config, retry).await
    }

    /// An engine that gives up at once, where a test would only wait for Halo.
    pub(crate) async fn hasty() -> Self {
        let once = halo_api::RetryPolicy {
            attempts: 1,
            rate_limit_attempts: 1,
            ..halo_api::RetryPolicy::default()
        };
        Self::with_retry(Config::new(Scenario::msp()), once).await
    }

    async fn with_retry(config: Config, retry: halo_api::RetryPolicy) -> Self {
        let halo = Simulator::start(config).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (tasks, _) = broadcast::channel(1_000);
        let heard = Arc::new(Heard {
            tasks,
            invalidated: Mutex::default(),
        });
        let store = Store::open(folder.path(), "2026-11-21").unwrap().store;
        let vault = Arc::new(MemoryVault::default());
        let clock = Arc::new(TestClock::default());
        let surroundings = Surroundings {
            vault: Arc::clone(&vault),
            clock: Arc::clone(&clock),
            settings: Arc::default(),
            heard: Arc::clone(&heard),
            transport: halo_api::Transport::new(halo_api::HttpSettings {
                retry,
                ..halo_api::HttpSettings::default()
            }),
        };
        let engine = engine_of(store.clone(), surroundings.clone(), folder.path());
        Self {
            engine,
            halo,
            vault,
            clock,
            store,
            surroundings,
            heard,
            folder,
        }
    }

    /// The engine's own database, opened once more.
    pub(crate) fn second_handle(&self) -> Store {
        let opened = Store::open(self.folder.path(), "2026-11-21");
        opened.unwrap().store
    }

    /// Step 1 of the wizard.
    pub(crate) async fn profile(&self) -> ProfileId {
        self.engine
            .save_vendor(None, "palisade", "", SourceKind::Csv)
            .await
            .unwrap()
    }

    /// The engine of the next session, on the same database and keychain.
    pub(crate) fn restarted(&self) -> Engine {
        self.engine_on(self.store.clone())
    }

    /// Ends the program and starts it again: what is in memory is gone, file and keychain stay.
    pub(crate) fn restart(&mut self) {
        self.engine.close();
        self.store = self.second_handle();
        self.engine = self.engine_on(self.store.clone());
    }

    fn engine_on(&self, store: Store) -> Engine {
        engine_of(store, self.surroundings.clone(), self.folder.path())
    }

    /// How often the page was told that what carries a tag has changed.
    pub(crate) fn invalidations(&self, tag: Tag) -> usize {
        let invalidated = self.heard.invalidated.lock().unwrap();
        invalidated.iter().filter(|other| **other == tag).count()
    }

    /// Makes the next call to Halo ask for the secret anew.
    pub(crate) async fn forget_client(&self, profile: ProfileId) {
        let features = self.engine.wizard(profile).await.unwrap().features;
        self.engine.save_features(profile, features).await.unwrap();
    }

    /// Step 4 once more with the simulator's own credentials.
    pub(crate) async fn enter_again(
        &self,
        profile: ProfileId,
        session_only: bool,
    ) -> CredentialsSaved {
        let credentials = Credentials {
            client_id: self.halo.client_id().to_owned(),
            client_secret: Some(SecretString::from(self.halo.client_secret())),
            session_only,
        };
        self.engine
            .save_credentials(profile, credentials)
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
        let mut heard = self.heard.tasks.subscribe();
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
        let mut heard = self.heard.tasks.subscribe();
        let id = start(&self.engine).await;
        until_ended(&mut heard, id).await
    }
}

/// What an engine is built on, and what outlives it.
#[derive(Clone)]
struct Surroundings {
    vault: Arc<MemoryVault>,
    clock: Arc<TestClock>,
    settings: Arc<MemorySettings>,
    heard: Arc<Heard>,
    transport: halo_api::Transport,
}

fn engine_of(store: Store, around: Surroundings, folder: &Path) -> Engine {
    Engine::new(Parts {
        store,
        vault: around.vault as Arc<dyn Vault>,
        settings: around.settings as Arc<dyn SettingsStore>,
        events: around.heard as Arc<dyn Events>,
        clock: around.clock as Arc<dyn Clock>,
        demo: Arc::new(NoDemo),
        desktop: Arc::new(NoDesktop),
        transport: around.transport,
        data_dir: folder.to_owned(),
    })
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
