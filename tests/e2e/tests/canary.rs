//! A secret is nowhere but in the keychain: not in a file of the program, not in what other processes can read of it.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use e2e::{App, eventually, journey, keychain_holds, link, role, screens};
use halo_sim::{Config, DEMO_CSV_GOOD_LINES, Scenario, Simulator};

/// Looks like a secret and is nobody's.
const CANARY: &str = "k9Qv2ZxT7mLr4WbN8sHd3YpC6gJf5RtE1aUoXiMe";

#[test]
fn the_secret_is_in_the_keychain_and_nowhere_else() -> Result<()> {
    journey(async |app| {
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
        assert!(keychain_holds(CANARY)?);
        nowhere(app, CANARY)?;
        // The search is worth something: it finds what may be there.
        let client_id = holding(app.data_dir(), &[halo.client_id().as_bytes().to_vec()])?;
        assert!(!client_id.is_empty(), "the client id was not found either");

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
        page.click_button("Finish").await?;
        page.expect(role("heading", "Home")).await?;
        nowhere(app, CANARY)?;
        app.close().await?;
        let files = holding(app.data_dir(), &disguises(CANARY))?;
        assert!(files.is_empty(), "after the end: {files:?}");
        Ok(())
    })
}

/// Neither below the data folder nor in the arguments and the environment of the program's processes.
fn nowhere(app: &App, secret: &str) -> Result<()> {
    let disguises = disguises(secret);
    let files = holding(app.data_dir(), &disguises)?;
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

fn has_any(bytes: &[u8], texts: &[Vec<u8>]) -> bool {
    texts
        .iter()
        .any(|text| bytes.windows(text.len()).any(|window| window == text))
}
