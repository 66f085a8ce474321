//! An engine with a memory in place of the keychain, and ways to wait for it.

use std::collections::HashMap;
use std::path::Path;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use engine::database::Store;
use engine::domain::{Features, ProfileId, SourceKind};
use engine::ports::{
    Account, Clock, DemoAccess, DemoHalo, Desktop, Events, KeptSecret, Settings, SettingsChange,
    SettingsStore, Vault, VaultError,
};
use engine::wizard::{Credentials, CredentialsSaved, Wizard};
use engine::{Engine, Parts, Tag, Task, TaskId, TaskState};
use halo_api::Transport;
use halo_sim::{Config, Running, Scenario, Simulator};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::sync::{Notify, broadcast, mpsc};

#[derive(Default)]
pub(crate) struct MemoryVault {
    pub(crate) entries: Mutex<HashMap<String, SecretString>>,
    pub(crate) refuses: Mutex<Option<VaultError>>,
    /// What it says about when its entries were last written to.
    pub(crate) changed_at: Mutex<Option<Timestamp>>,
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
    tags: broadcast::Sender<Vec<Tag>>,
    invalidated: Mutex<Vec<Tag>>,
}

impl Events for Heard {
    // Nobody may be listening to either.
    fn invalidated(&self, _: Option<ProfileId>, tags: &[Tag]) {
        self.invalidated.lock().unwrap().extend_from_slice(tags);
        let _ = self.tags.send(tags.to_vec());
    }
    fn task_changed(&self, task: &Task) {
        let _ = self.tasks.send(task.clone());
    }
}

/// Who sits at the tests' computer.
pub(crate) const WHO: &str = r"NORTHWIND\ann";

struct SomebodyHere;

impl Account for SomebodyHere {
    fn name(&self) -> Option<String> {
        Some(WHO.to_owned())
    }
}

/// Noon of one day, until a test sets it forward.
pub(crate) struct TestClock(Mutex<Timestamp>, Mutex<TimeZone>);

impl Default for TestClock {
    fn default() -> Self {
        let noon = "2026-11-21T12:00:00Z".parse().unwrap();
        Self(Mutex::new(noon), Mutex::new(TimeZone::UTC))
    }
}

impl TestClock {
    pub(crate) fn set(&self, now: &str) {
        *self.0.lock().unwrap() = now.parse().unwrap();
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "a test that meets the operating system's clock"
    )]
    pub(crate) fn set_to_today(&self) {
        *self.0.lock().unwrap() = Timestamp::now();
    }

    /// Hours that local time is after UTC.
    pub(crate) fn set_zone(&self, hours: i8) {
        *self.1.lock().unwrap() = TimeZone::fixed(jiff::tz::offset(hours));
    }

    pub(crate) fn forward(&self, by: SignedDuration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn zone(&self) -> TimeZone {
        self.1.lock().unwrap().clone()
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
    async fn choose_list_file(&self) -> Option<String> {
        None
    }
    async fn choose_mappings_file(&self) -> Option<String> {
        None
    }
    async fn choose_profile_file(&self) -> Option<String> {
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
    pub(crate) store: Store,
    surroundings: Surroundings,
    heard: Arc<Heard>,
    folder: TempDir,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        Self::with(Config::new(Scenario::msp())).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        Self::with_transport(config, Transport::default()).await
    }

    /// An engine that gives up at once, where a test would only wait for Halo.
    pub(crate) async fn hasty() -> Self {
        let once = halo_api::RetryPolicy {
            attempts: 1,
            rate_limit_attempts: 1,
            ..halo_api::RetryPolicy::default()
        };
        let transport = Transport::new(halo_api::HttpSettings {
            retry: once,
            ..halo_api::HttpSettings::default()
        });
        Self::with_transport(Config::new(Scenario::msp()), transport).await
    }

    pub(crate) async fn with_transport(config: Config, transport: Transport) -> Self {
        let halo = Simulator::start(config).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (tasks, _) = broadcast::channel(10_000);
        let (tags, _) = broadcast::channel(1_000);
        let heard = Arc::new(Heard {
            tasks,
            tags,
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
            transport,
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

    /// The engine of a further session with connections of its own, for a runtime of its own.
    pub(crate) fn next_life(&self) -> Engine {
        let around = Surroundings {
            transport: Transport::default(),
            ..self.surroundings.clone()
        };
        engine_of(self.second_handle(), around, self.folder.path())
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

    /// The database, to look at what was kept.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// What the page is told has changed, from now on.
    pub(crate) fn listen(&self) -> broadcast::Receiver<Vec<Tag>> {
        self.heard.tags.subscribe()
    }

    /// Runs `work` on a clock of its own that runs on whenever the simulator has had nothing to do for a while: waits for
    /// the request budget and between attempts pass at once. The transport must not time out by the minute.
    pub(crate) async fn hurried<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::time::pause();
        let (ticks, mut ticking) = mpsc::channel(1);
        let (stop, stopped) = std::sync::mpsc::channel::<()>();
        // A blocking task also keeps tokio from moving the clock by itself while it waits for sockets.
        tokio::task::spawn_blocking(move || {
            while stopped.recv_timeout(Duration::from_millis(2)) == Err(RecvTimeoutError::Timeout) {
                if ticks.blocking_send(()).is_err() {
                    return;
                }
            }
        });
        let clock = async {
            // Requests that a fault has dropped are never answered.
            let (mut seen, mut quiet, mut dropped) = (0, 0, 0);
            while ticking.recv().await.is_some() {
                let (requests, open) = self.halo.traffic();
                if requests != seen {
                    (seen, quiet) = (requests, 0);
                    continue;
                }
                quiet += 1;
                if quiet > 500 {
                    dropped = open;
                }
                if quiet > 25 && open <= dropped {
                    tokio::time::advance(Duration::from_secs(5)).await;
                }
            }
        };
        let done = tokio::select! {
            done = work => done,
            () = clock => panic!("the clock stopped"),
        };
        drop(stop);
        tokio::time::resume();
        done
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
    transport: Transport,
}

fn engine_of(store: Store, around: Surroundings, folder: &Path) -> Engine {
    Engine::new(Parts {
        store,
        vault: around.vault as Arc<dyn Vault>,
        settings: around.settings as Arc<dyn SettingsStore>,
        events: around.heard as Arc<dyn Events>,
        clock: around.clock as Arc<dyn Clock>,
        account: Arc::new(SomebodyHere),
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
