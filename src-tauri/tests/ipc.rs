//! The commands as the page calls them, over Tauri's mock runtime: the whole
//! back end without `WebKit`. `tauri::test` calls itself unstable; it is used in
//! this file only.
#![allow(
    clippy::unwrap_used,
    clippy::unwrap_in_result,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use engine::domain::ProfileId;
use engine::ports::{
    Account, Clock, DemoAccess, DemoHalo, Desktop, Events, KeptSecret, Settings, SettingsChange,
    SettingsStore, Vault, VaultError,
};
use engine::{Engine, Parts, Tag, Task};
use halyard::boot::Boot;
use secrecy::SecretString;
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{
    INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets,
};
use tauri::webview::InvokeRequest;
use tauri::{App, WebviewWindow, WebviewWindowBuilder};
use tokio::sync::OnceCell;

/// A computer without a keychain, a browser or a file dialog, and with nobody
/// who listens to events.
#[derive(Default)]
struct BareComputer {
    demo: OnceCell<halo_sim::Running>,
}

#[async_trait]
impl Vault for BareComputer {
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

#[async_trait]
impl SettingsStore for BareComputer {
    async fn load(&self) -> Settings {
        Settings::default()
    }
    async fn update(&self, change: SettingsChange) -> std::io::Result<Settings> {
        let mut settings = Settings::default();
        change(&mut settings);
        Ok(settings)
    }
}

impl Events for BareComputer {
    fn invalidated(&self, _: Option<ProfileId>, _: &[Tag]) {}
    fn task_changed(&self, _: &Task) {}
}

impl Account for BareComputer {
    fn name(&self) -> Option<String> {
        None
    }
}

impl Clock for BareComputer {
    fn now(&self) -> jiff::Timestamp {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }

    fn zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::UTC
    }
}

#[async_trait]
impl DemoHalo for BareComputer {
    async fn start(&self) -> Result<DemoAccess, String> {
        let start = || halo_sim::Simulator::start(halo_sim::Scenario::msp());
        let halo = self
            .demo
            .get_or_try_init(start)
            .await
            .map_err(|error| error.to_string())?;
        Ok(DemoAccess {
            base_url: halo.base_url().to_owned(),
            client_id: halo.client_id().to_owned(),
            client_secret: SecretString::from(halo.client_secret()),
            own_customer: 2,
            organizations_csv: halo_sim::demo_organizations_csv(),
        })
    }
}

#[async_trait]
impl Desktop for BareComputer {
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
        Err("There is no browser.".to_owned())
    }
    fn show_folder(&self, _: &Path) -> Result<(), String> {
        Err("There is no desktop.".to_owned())
    }
}

struct Page {
    _app: App<MockRuntime>,
    window: WebviewWindow<MockRuntime>,
    _folder: tempfile::TempDir,
}

impl Page {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let computer = Arc::new(BareComputer::default());
        let engine = Engine::new(Parts {
            store: engine::database::Store::open(folder.path(), "2026-11-21")
                .unwrap()
                .store,
            vault: computer.clone(),
            settings: computer.clone(),
            events: computer.clone(),
            clock: computer.clone(),
            account: computer.clone(),
            demo: computer.clone(),
            desktop: computer,
            transport: engine::halo_api::Transport::default(),
            data_dir: folder.path().to_owned(),
        });
        let boot = Boot::new(folder.path().join("logs"), Ok(engine.clone()), None);
        let app = mock_builder()
            .invoke_handler(halyard::ipc::invoke_handler::<MockRuntime>())
            .manage(engine)
            .manage(boot)
            .build(mock_context(noop_assets()))
            .unwrap();
        let window = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default())
            .build()
            .unwrap();
        Self {
            _app: app,
            window,
            _folder: folder,
        }
    }

    fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.to_owned(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: InvokeBody::Json(arguments),
            headers: tauri::http::HeaderMap::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.window, request).map(|body| body.deserialize().unwrap())
    }

    /// Waits for the end of a task as the page would without events.
    fn until_idle(&self) {
        while self.call("running_tasks", json!({})).unwrap() != json!([]) {
            std::thread::yield_now();
        }
    }
}

#[test]
fn the_demo_goes_from_start_to_a_test_ticket() {
    let page = Page::open();
    let profile = page.call("start_demo", json!({})).unwrap();
    assert_eq!(
        page.call("start_demo", json!({})).unwrap(),
        profile,
        "a second press makes no second demo"
    );
    let wizard = page.call("wizard", json!({ "profile": profile })).unwrap();
    assert_eq!(wizard["isDemo"], true);
    let found = page
        .call(
            "find_halo",
            json!({ "profile": profile, "address": wizard["address"] }),
        )
        .unwrap();
    assert_eq!(found["foundBy"], "authInfo");
    page.call("start_checks", json!({ "profile": profile, "only": null }))
        .unwrap();
    page.until_idle();
    let connected = page
        .call("finish_wizard", json!({ "profile": profile }))
        .unwrap();
    assert_eq!(connected["connection"], "connected", "{connected}");
    page.until_idle();

    let path = page
        .call("demo_csv_file", json!({ "profile": profile }))
        .unwrap();
    let read = json!({ "delimiter": null, "encoding": null, "sheet": null, "hasHeader": null, "columns": null });
    let preview = page
        .call(
            "preview_file",
            json!({ "profile": profile, "path": path, "options": read }),
        )
        .unwrap();
    assert_eq!(preview["added"], halo_sim::DEMO_CSV_GOOD_LINES);
    assert_eq!(
        preview["badRows"].as_array().unwrap().len(),
        halo_sim::DEMO_CSV_BAD_LINES
    );
    let options = json!({ "read": read, "shown": preview["fingerprint"], "gone": null });
    page.call(
        "import_file",
        json!({ "profile": profile, "path": path, "options": options }),
    )
    .unwrap();
    let accept = page
        .call("preview_accept", json!({ "profile": profile }))
        .unwrap();
    assert!(accept["total"].as_u64().unwrap() > 50, "{accept}");
    page.call(
        "accept_suggestions",
        json!({ "profile": profile, "expected": accept["mark"] }),
    )
    .unwrap();
    let counts = page
        .call("organization_counts", json!({ "profile": profile }))
        .unwrap();
    assert_eq!(counts["mapped"], accept["total"]);

    board_shows_mapped(&page, &profile, &accept["total"]);

    let form = page
        .call("ticket_rules_form", json!({ "profile": profile }))
        .unwrap();
    let mut rules = form["rules"].clone();
    rules["ticketTypeId"] = json!(1);
    let proposal = page
        .call(
            "propose_ticket_rules",
            json!({ "profile": profile, "rules": rules }),
        )
        .unwrap();
    page.call(
        "save_ticket_rules",
        json!({
            "profile": profile, "rules": proposal["rules"], "version": form["version"], "sends": false,
        }),
    )
    .unwrap();
    let choice = json!({
        "customer": null, "level": "", "cleanUp": "close",
        "statuses": "byHalyard", "mail": false, "isOwn": false,
    });
    let plan = page
        .call(
            "test_ticket_plan",
            json!({ "profile": profile, "choice": choice }),
        )
        .unwrap();
    assert_eq!(plan["blocked"], json!([]), "{plan}");
    page.call(
        "start_test_ticket",
        json!({ "profile": profile, "choice": choice }),
    )
    .unwrap();
    page.until_idle();
    let runs = page
        .call("test_runs", json!({ "profile": profile }))
        .unwrap();
    assert_eq!(runs[0]["passed"], true, "{runs:#}");
}

/// The board, its first row, and what undo would be about, after so many were mapped.
fn board_shows_mapped(page: &Page, profile: &Value, count: &Value) {
    let query = json!({ "filter": "mapped", "text": "", "order": "inStep" });
    let board = page
        .call("board", json!({ "profile": profile, "query": query }))
        .unwrap();
    assert_eq!(&board["organizations"][0]["count"], count);
    let window = json!({ "profile": profile, "query": query, "offset": 0, "limit": 1 });
    let left = page.call("board_organizations", window).unwrap();
    assert_eq!(left[0]["ends"][0]["kind"], "mapped");
    let undoable = page
        .call("undoable", json!({ "profile": profile }))
        .unwrap();
    let what = undoable["undo"]["what"].as_str().unwrap();
    assert!(what.ends_with("mapped"), "{what}");
}

#[test]
fn an_error_has_code_sentence_and_remedy() {
    let page = Page::open();
    let choice = json!({ "vendor": "other", "name": "  ", "source": "manual" });
    let error = page
        .call("save_vendor", json!({ "profile": null, "choice": choice }))
        .unwrap_err();
    assert_eq!(error["code"], "invalidInput");
    assert_eq!(error["field"], "name");
    assert!(error["message"].as_str().unwrap().ends_with('.'));
    assert_eq!(error["remedy"]["action"], "none");
    assert!(!error["incident"].as_str().unwrap().is_empty());
    let missing = page.call("wizard", json!({ "profile": 4711 })).unwrap_err();
    assert_eq!(missing["code"], "notFound");
}

#[test]
fn a_manipulated_page_is_refused_and_the_program_lives() {
    let page = Page::open();
    for (command, arguments) in [
        ("no_such_command", json!({})),
        ("wizard", json!({ "profile": "1; DROP TABLE profile" })),
        ("wizard", json!({ "profile": 9_007_199_254_740_993_i64 })),
        ("wizard", json!({})),
        ("cancel_task", json!({ "task": -1 })),
        (
            "preview_file",
            json!({ "profile": -5, "path": "/dev/zero", "options": {} }),
        ),
        (
            "find_halo",
            json!({ "profile": 1, "address": "x".repeat(1_000_000) }),
        ),
        (
            "organization_page",
            json!({ "profile": 1, "query": { "filter": "__proto__" } }),
        ),
        (
            "decide_many",
            json!({ "profile": 1, "selection": { "selected": "everything" }, "act": { "act": "hold" }, "expected": 0 }),
        ),
        (
            "board_customers",
            json!({ "profile": 1, "query": { "filter": "all", "text": "", "order": "inStep" }, "offset": -1, "limit": 1 }),
        ),
    ] {
        assert!(
            page.call(command, arguments.clone()).is_err(),
            "{command} {arguments}"
        );
    }
    assert!(page.call("app_info", json!({})).is_ok());
}

#[test]
fn without_a_keychain_the_page_is_told_and_no_file_is_written() {
    let page = Page::open();
    assert_eq!(
        page.call("keychain_state", json!({})).unwrap()["state"],
        "unavailable"
    );
    let choice = json!({ "vendor": "palisade", "name": "", "source": "file" });
    let profile = page
        .call("save_vendor", json!({ "profile": null, "choice": choice }))
        .unwrap();
    let credentials = |session_only| json!({ "clientId": "id", "clientSecret": "s3cret-canary", "sessionOnly": session_only });
    let refused = page.call(
        "save_credentials",
        json!({ "profile": profile, "credentials": credentials(false) }),
    );
    assert_eq!(refused.unwrap_err()["code"], "vaultUnavailable");
    let saved = page.call(
        "save_credentials",
        json!({ "profile": profile, "credentials": credentials(true) }),
    );
    assert_eq!(saved.unwrap()["place"], "session");
}
