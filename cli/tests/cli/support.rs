//! A data folder as the window leaves it, a Halo, a keyring, and starting the program on them.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use async_trait::async_trait;
use engine::database::Store;
use engine::domain::{Features, ProfileId, SourceKind, TicketTypeId};
use engine::halo_api::Transport;
use engine::ports::{
    Clock as _, DemoAccess, DemoHalo, Desktop, Events, KeptSecret, Vault, VaultError,
};
use engine::wizard::Credentials;
use engine::{Engine, Parts, Tag, Task};
use halo_sim::{Running, Scenario, Simulator};
use platform::{SettingsFile, SystemAccount, SystemClock};
use private_keyring::PrivateKeyring;
use secrecy::SecretString;
use serde_json::Value;
use tempfile::TempDir;

/// What stands behind the engine while a test prepares the data: nothing.
struct Nothing;

#[async_trait]
impl Vault for Nothing {
    async fn probe(&self) -> Result<(), VaultError> {
        Err(VaultError::NoService)
    }
    async fn unlock(&self) -> Result<(), VaultError> {
        self.probe().await
    }
    async fn until_settled(&self) {}
    async fn store(&self, _: &str, _: SecretString) -> Result<(), VaultError> {
        self.probe().await
    }
    async fn load(&self, _: &str) -> Result<Option<KeptSecret>, VaultError> {
        self.probe().await.map(|()| None)
    }
    async fn remove(&self, _: &str) -> Result<bool, VaultError> {
        self.probe().await.map(|()| false)
    }
}

impl Events for Nothing {
    fn invalidated(&self, _: Option<ProfileId>, _: &[Tag]) {}
    fn task_changed(&self, _: &Task) {}
}

#[async_trait]
impl DemoHalo for Nothing {
    async fn start(&self) -> Result<DemoAccess, String> {
        Err("There is no demo in this test.".to_owned())
    }
}

#[async_trait]
impl Desktop for Nothing {
    async fn choose_list_file(&self) -> Option<String> {
        None
    }
    async fn choose_mappings_file(&self) -> Option<String> {
        None
    }
    async fn choose_profile_file(&self) -> Option<String> {
        None
    }
    async fn choose_export_file(&self, _: &str) -> Option<String> {
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

/// Everything a run of the program meets.
pub(crate) struct Bench {
    pub(crate) halo: Running,
    pub(crate) keyring: PrivateKeyring,
    pub(crate) profile: ProfileId,
    folder: TempDir,
}

impl Bench {
    /// A profile that was set up in the window but for its secret, which is in no keychain yet.
    pub(crate) async fn new() -> Self {
        let halo = Simulator::start(Scenario::msp()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let engine = engine_on(folder.path());
        let profile = engine
            .save_vendor(None, "palisade", "", SourceKind::Csv)
            .await
            .unwrap();
        engine.find_halo(profile, halo.base_url()).await.unwrap();
        let features = Features {
            tickets: true,
            status: true,
            seats: true,
        };
        engine.save_features(profile, features).await.unwrap();
        let credentials = Credentials {
            client_id: halo.client_id().to_owned(),
            client_secret: Some(SecretString::from("to be replaced")),
            session_only: true,
        };
        engine.save_credentials(profile, credentials).await.unwrap();
        engine.close();
        Self {
            halo,
            keyring: PrivateKeyring::start().await.unwrap(),
            profile,
            folder,
        }
    }

    /// Same, with the secret in the keychain, brought there by the program.
    pub(crate) async fn connected() -> Self {
        let bench = Self::new().await;
        let secret = bench.halo.client_secret();
        bench
            .fed(&["connect", "replace-secret"], &secret)
            .await
            .ends(0);
        bench
    }

    /// Same, with Halo read, organisations imported and matched, and ticket rules saved.
    pub(crate) async fn ready() -> Self {
        let bench = Self::connected().await;
        bench.run(&["customers", "refresh"]).await.ends(0);
        let list = bench.demo_list();
        bench.run(&["organizations", "import", &list]).await.ends(1);
        bench.run(&["match", "apply"]).await.ends(0);
        bench.save_rules().await;
        bench
    }

    pub(crate) fn data_dir(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The simulator's list of organisations, some of whose lines are bad.
    pub(crate) fn demo_list(&self) -> String {
        let path = self.file("list.csv");
        fs_err::write(&path, halo_sim::demo_organizations_csv()).unwrap();
        path.to_string_lossy().into_owned()
    }

    /// Ticket rules as the names propose them.
    pub(crate) async fn save_rules(&self) {
        let engine = engine_on(self.data_dir());
        let form = engine.ticket_rules_form(self.profile).await.unwrap();
        let mut rules = form.rules;
        rules.ticket_type = Some(TicketTypeId::new(1));
        let proposal = engine
            .propose_ticket_rules(self.profile, rules)
            .await
            .unwrap();
        engine
            .save_ticket_rules(self.profile, proposal.rules, form.version, false)
            .await
            .unwrap();
        engine.close();
    }

    /// The name of an organisation with a customer.
    pub(crate) async fn mapped(&self) -> String {
        let file = self.file("mapped.json").to_string_lossy().into_owned();
        self.run(&["organizations", "export", &file]).await.ends(0);
        let text = fs_err::read_to_string(file).unwrap();
        let mappings: Value = serde_json::from_str(&text).unwrap();
        let mut lines = mappings["mappings"].as_array().unwrap().iter();
        let one = lines.find(|one| one["customer"]["id"].is_i64());
        one.unwrap()["organization"]["name"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    pub(crate) async fn run(&self, arguments: &[&str]) -> Outcome {
        self.fed(arguments, "").await
    }

    /// Runs the program, in its data folder, with something on its standard input.
    pub(crate) async fn fed(&self, arguments: &[&str], input: &str) -> Outcome {
        outcome(self.command(arguments), arguments, input).await
    }

    /// The program on the data folder, in that folder, not started yet.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program(self.keyring.address());
        command.arg("--data-dir").arg(self.data_dir());
        command.args(arguments).current_dir(self.data_dir());
        command
    }
}

/// Runs the program as it is, away from everything of the user's.
pub(crate) async fn start(arguments: &[&str], input: &str, bus: &str) -> Outcome {
    let mut command = program(bus);
    command.args(arguments);
    outcome(command, arguments, input).await
}

fn program(bus: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_halyard-cli"));
    command
        .env_clear()
        .env("HOME", "/nonexistent")
        .env("DBUS_SESSION_BUS_ADDRESS", bus)
        .env("HALYARD_LOG", "trace")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

async fn outcome(mut command: Command, arguments: &[&str], input: &str) -> Outcome {
    let (input, said) = (input.to_owned(), arguments.join(" "));
    let output = tokio::task::spawn_blocking(move || {
        let mut child = command.spawn().unwrap();
        // A program that does not read its input closes it.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        child.wait_with_output().unwrap()
    });
    let output = output.await.unwrap();
    Outcome {
        said,
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        error: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Outcome {
    said: String,
    code: Option<i32>,
    pub(crate) out: String,
    pub(crate) error: String,
}

impl Outcome {
    /// Makes sure that it ended so.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "{}\n{}\n{}",
            self.said,
            self.out,
            self.error
        );
        self
    }

    /// The answer of a run with `--json`.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

pub(crate) fn engine_on(folder: &Path) -> Engine {
    let today = SystemClock.now().strftime("%Y-%m-%d").to_string();
    Engine::new(Parts {
        store: Store::open(folder, &today).unwrap().store,
        vault: Arc::new(Nothing),
        settings: Arc::new(SettingsFile::in_folder(folder)),
        events: Arc::new(Nothing),
        clock: Arc::new(SystemClock),
        account: Arc::new(SystemAccount),
        demo: Arc::new(Nothing),
        desktop: Arc::new(Nothing),
        transport: Transport::default(),
        data_dir: folder.to_owned(),
    })
}
