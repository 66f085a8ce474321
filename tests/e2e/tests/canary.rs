//! A secret is nowhere but in the keychain: not in a file of the program, not in what other processes can read of it.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use e2e::{
    App, KEYCHAIN_SERVICE, PrivateKeyring, eventually, field, journey_with, link, role, run,
    screens, with_keyring,
};
use halo_sim::{Config, DEMO_CSV_GOOD_LINES, Scenario, Simulator};

/// Looks like a secret and is nobody's.
const CANARY: &str = "k9Qv2ZxT7mLr4WbN8sHd3YpC6gJf5RtE1aUoXiMe";

#[test]
fn the_secret_is_in_the_keychain_and_nowhere_else() -> Result<()> {
    let keyring = run(PrivateKeyring::start())?;
    let mut options = with_keyring(&keyring);
    // What is logged at all is logged: each line of each library.
    options.env.push(("HALYARD_LOG".to_owned(), "trace".into()));
    journey_with(options, async |app| {
        let halo = Simulator::start(Config {
            client_secret: Some(CANARY.to_owned()),
            ..Config::new(Scenario::msp())
        })
        .await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        let file = screens::demo_csv(app)?;
        screens::import_csv(&page, &file, DEMO_CSV_GOOD_LINES).await?;
        screens::choose_ticket_rules(&page).await?;
        screens::save_ticket_rules(&page).await?;
        screens::choose_own_company(&page).await?;
        screens::run_test_ticket(&page).await?;
        assert!(keyring.holds(KEYCHAIN_SERVICE, CANARY).await?);
        nowhere(app, &keyring)?;
        looked_everywhere(app, &keyring, halo.client_id())?;

        // After a start the secret can only come from the keychain.
        app.restart().await?;
        let page = app.page()?;
        page.click(link("Settings")).await?;
        page.click_button("Check access").await?;
        halo.clear_requests();
        page.click_button("Check all again").await?;
        let asked = eventually("Halo to be asked for a token", async || {
            let requests = halo.requests_to("POST", "/auth/token");
            requests.first().cloned().context("it was not")
        })
        .await?;
        assert_eq!(asked.form("client_secret").as_deref(), Some(CANARY));
        // The page gets back that there is one, and where, but never the secret.
        page.click_button("Enter credentials").await?;
        page.expect_value(field("Client id"), halo.client_id())
            .await?;
        page.expect_value(field("Client secret"), "").await?;
        assert!(!page.source().await?.contains(CANARY));
        page.click_button("Check access").await?;
        page.click_button("Finish").await?;
        page.expect(role("heading", "Home")).await?;
        nowhere(app, &keyring)?;
        app.close().await?;
        let files = holding_any(&folders(app, &keyring), &disguises(CANARY))?;
        assert!(files.is_empty(), "after the end: {files:?}");
        Ok(())
    })
}

/// Neither in a file nor in the arguments and the environment of the program's processes.
fn nowhere(app: &App, keyring: &PrivateKeyring) -> Result<()> {
    let disguises = disguises(CANARY);
    let files = holding_any(&folders(app, keyring), &disguises)?;
    assert!(files.is_empty(), "it stands in {files:?}");
    let processes = app.processes()?;
    assert!(
        processes.len() > 1,
        "the program and those that draw its page"
    );
    for process in processes {
        for place in ["cmdline", "environ"] {
            // Some processes of the page let nobody look into their environment.
            let Ok(bytes) = fs_err::read(format!("/proc/{}/{place}", process.id)) else {
                continue;
            };
            assert!(!has_any(&bytes, &disguises), "{} {place}", process.name);
        }
    }
    Ok(())
}

/// The search is worth something: it finds what may be there, and goes through every kind of file.
fn looked_everywhere(app: &App, keyring: &PrivateKeyring, client_id: &str) -> Result<()> {
    let folders = folders(app, keyring);
    let found = holding_any(&folders, &[client_id.as_bytes().to_vec()])?;
    assert!(!found.is_empty(), "the client id was not found either");
    let traced = holding_any(&folders, &[b"TRACE".to_vec()])?;
    let all = holding_any(&folders, &[Vec::new()])?;
    let is_seen = |end: &str| all.iter().any(|path| path.to_string_lossy().ends_with(end));
    for end in ["halyard.db", "halyard.db-wal", "settings.json", ".keyring"] {
        assert!(is_seen(end), "no {end} among {all:?}");
    }
    assert!(
        traced.iter().any(|path| path.starts_with(app.data_dir())),
        "the log has no line of the lowest level"
    );
    Ok(())
}

/// Wherever the program, its web view and the keyring may write.
fn folders(app: &App, keyring: &PrivateKeyring) -> Vec<PathBuf> {
    let of_the_session = ["DATA", "CONFIG", "CACHE"]
        .iter()
        .filter_map(|kind| env::var_os(format!("XDG_{kind}_HOME")))
        .map(PathBuf::from);
    let own = [app.data_dir().to_owned(), keyring.folder().to_owned()];
    own.into_iter().chain(of_the_session).collect()
}

fn holding_any(folders: &[PathBuf], texts: &[Vec<u8>]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        found.extend(holding(folder, texts)?);
    }
    Ok(found)
}

/// The secret as it may lie in a file: plain, in the two-byte letters of a page's storage, and in hexadecimal digits.
fn disguises(secret: &str) -> Vec<Vec<u8>> {
    let wide = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hexadecimal = secret
        .bytes()
        .fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"));
    vec![secret.as_bytes().to_vec(), wide, hexadecimal.into_bytes()]
}

/// All files below a folder that hold one of the texts.
fn holding(folder: &Path, texts: &[Vec<u8>]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            found.extend(holding(&path, texts)?);
        } else if kind.is_file() {
            // A journal may be gone by now; then nothing is in it.
            let Ok(bytes) = fs_err::read(&path) else {
                continue;
            };
            if has_any(&bytes, texts) {
                found.push(path);
            }
        }
    }
    Ok(found)
}

/// An empty text is in everything.
fn has_any(bytes: &[u8], texts: &[Vec<u8>]) -> bool {
    texts
        .iter()
        .any(|text| text.is_empty() || bytes.windows(text.len()).any(|window| window == text))
}
