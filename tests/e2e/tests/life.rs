//! A connection lives longer than its wizard: its secret is replaced, a right is lost, Halo asks to wait, it is revoked,
//! the program is started again while it still closes.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::path::Path;

use anyhow::{Result, ensure};
use e2e::{
    App, AppOptions, KEYCHAIN_SERVICE, Page, PrivateKeyring, button, checkbox, containing, dialog,
    eventually, field, journey, journey_with, link, role, run, screens, with_keyring,
};
use halo_sim::{Fault, Scenario, Simulator};

#[test]
fn a_secret_is_replaced_only_by_one_that_works() -> Result<()> {
    let keyring = run(PrivateKeyring::start())?;
    journey_with(with_keyring(&keyring), async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        let old = halo.client_secret();
        page.click(link("Settings")).await?;
        page.click_button("Replace the secret…").await?;
        screens::try_new_secret(&page, "wrong-secret-canary").await?;
        page.expect_text("The new secret was not taken").await?;
        page.expect_text("the connection goes on with it").await?;
        assert!(
            keyring.holds(KEYCHAIN_SERVICE, &old).await?,
            "the old one is gone"
        );
        assert!(
            !keyring
                .holds(KEYCHAIN_SERVICE, "wrong-secret-canary")
                .await?
        );

        // The administrator makes a new one in Halo; the old one is void from then on.
        let id = halo.client_id().to_owned();
        let new = halo.change_secret(&id).unwrap();
        screens::try_new_secret(&page, &new).await?;
        let done = page.within(dialog("The new secret is in use"));
        done.expect_text("Customers can be read with it.").await?;
        done.click_button("Close").await?;
        assert!(keyring.holds(KEYCHAIN_SERVICE, &new).await?);
        assert!(
            !keyring.holds(KEYCHAIN_SERVICE, &old).await?,
            "the old one is still kept"
        );

        // The last to ask was the proof that the old one is void; whatever is read next comes with the new one.
        halo.expire_tokens();
        page.click(link("Home")).await?;
        page.click_button("Read Halo again").await?;
        eventually("a sign-in with the new secret", async || {
            let asked = halo.requests_to("POST", "/auth/token");
            let last = asked
                .last()
                .and_then(|request| request.form("client_secret"));
            ensure!(last.as_ref() == Some(&new), "the last was another");
            Ok(())
        })
        .await
    })
}

#[test]
fn a_right_that_is_lost_while_working_is_named_in_the_strip() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        let lost = halo.fault(Fault::get("/Client").status(403));
        page.click_button("Read Halo again").await?;
        page.expect(link(containing("Right lost: customers")))
            .await?;
        page.expect_text("Customers Access Level").await?;

        // On every screen, and after a restart; work with what was read goes on.
        app.restart().await?;
        let page = app.page()?;
        page.click(role("link", containing("Organisations")))
            .await?;
        page.expect(link(containing("Right lost: customers")))
            .await?;
        page.click_button("Add one…").await?;
        page.fill(field("Name"), "Brand New Organisation").await?;
        page.click_button("Add organisation").await?;
        page.click_button("Later").await?;
        page.expect(role("row", containing("Brand New Organisation")))
            .await?;
        page.click(link("Home")).await?;
        page.expect_text("Halo no longer lets the agent read customers")
            .await?;

        page.click_button("Check access").await?;
        page.expect_heading("Check access").await?;
        page.expect_text("Customers Access Level").await?;
        halo.remove_fault(lost);
        page.click_button("Check again: Customers").await?;
        page.expect(button("Finish")).await?;
        page.click_button("Finish").await?;
        page.expect(link(containing("Connected"))).await?;
        page.expect_no_text("Right lost").await
    })
}

#[test]
fn a_wait_that_halo_asks_for_is_shown_with_its_end() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        let limited = Fault::get("/TicketType")
            .status(429)
            .header("retry-after", "10")
            .once();
        halo.fault(limited);
        halo.clear_requests();
        page.click_button("Read Halo again").await?;
        page.expect(link(containing("Request limit reached")))
            .await?;
        page.expect_text("It takes more requests from").await?;
        assert_eq!(halo.requests_to("GET", "/TicketType").len(), 1);
        // It goes on by itself.
        page.expect(link(containing("Connected"))).await?;
        page.expect_text("just now").await?;
        assert!(halo.requests_to("GET", "/TicketType").len() > 1);
        Ok(())
    })
}

#[test]
fn revoking_is_proven_on_both_sides() -> Result<()> {
    let keyring = run(PrivateKeyring::start())?;
    journey_with(with_keyring(&keyring), async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        let secret = halo.client_secret();
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        page.click(link("Settings")).await?;
        page.click_button("Revoke connection…").await?;
        page.click_button("Revoke connection").await?;
        page.expect_heading("Revoked").await?;
        page.expect_text("The client secret was removed from the keychain.")
            .await?;
        assert!(!keyring.holds(KEYCHAIN_SERVICE, &secret).await?);

        page.tick(checkbox(containing("Delete the application")), true)
            .await?;
        page.click_button("Ask Halo whether the old secret still works")
            .await?;
        page.expect_text("Halo still gives a token: the application is still active.")
            .await?;
        let id = halo.client_id().to_owned();
        halo.set_application_active(&id, false);
        page.click_button("Ask Halo again").await?;
        page.expect_text("Halo refuses it: revoked on both sides.")
            .await?;

        // The evidence outlives the program, the secret does not.
        app.restart().await?;
        let page = app.page()?;
        page.click(link("Home")).await?;
        page.click_button("What is left in Halo").await?;
        page.expect_text("Halo refuses it: revoked on both sides.")
            .await?;
        page.expect_text("1 of 3 ticked").await?;
        page.expect_text("was wiped when this page was closed")
            .await?;
        halo.set_application_active(&id, true);
        connect_again(&page, &secret, &keyring).await
    })
}

async fn connect_again(page: &Page, secret: &str, keyring: &PrivateKeyring) -> Result<()> {
    page.click(button("Connect again")).await?;
    page.expect_heading("Enter credentials").await?;
    page.fill(field("Client secret"), secret).await?;
    page.click_button("Save and check").await?;
    screens::check_and_finish(page).await?;
    page.expect(link(containing("Connected"))).await?;
    assert!(keyring.holds(KEYCHAIN_SERVICE, secret).await?);
    Ok(())
}

#[test]
fn a_start_waits_for_a_folder_that_is_still_in_use() -> Result<()> {
    run(async {
        let folder = tempfile::tempdir()?;
        let data_dir = folder.path().join("data");
        fs_err::create_dir_all(&data_dir)?;
        // As held by a program that still writes its last things.
        let in_use = fs_err::File::create(data_dir.join("halyard.lock"))?;
        in_use.file().lock()?;
        let start = App::start(AppOptions {
            data_dir: Some(data_dir.clone()),
            ..AppOptions::default()
        });
        let let_go = async {
            let waits = eventually("the program to wait for the folder", async || {
                let programs = programs_on(&data_dir)?;
                ensure!(programs.into_iter().any(|id| has_open(id, "halyard.lock")));
                Ok(())
            })
            .await;
            ensure!(!data_dir.join("halyard.db").exists(), "it did not wait");
            drop(in_use);
            waits
        };
        let (app, waited) = tokio::join!(start, let_go);
        waited?;
        let mut app = app?;
        app.page()?.expect(button("Connect")).await?;
        app.close().await
    })
}

/// Processes that were started with this data folder.
fn programs_on(data_dir: &Path) -> Result<Vec<u32>> {
    let wanted = data_dir.as_os_str().as_encoded_bytes();
    let mut found = Vec::new();
    for entry in fs_err::read_dir("/proc")? {
        let path = entry?.path();
        let id = path
            .file_name()
            .and_then(|name| name.to_str()?.parse().ok());
        // It may have ended since it was listed.
        let (Some(id), Ok(arguments)) = (id, fs_err::read(path.join("cmdline"))) else {
            continue;
        };
        if arguments.split(|byte| *byte == 0).any(|one| one == wanted) {
            found.push(id);
        }
    }
    Ok(found)
}

/// Whether a process has a file of this name open.
fn has_open(id: u32, name: &str) -> bool {
    let Ok(entries) = fs_err::read_dir(format!("/proc/{id}/fd")) else {
        return false;
    };
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| fs_err::read_link(entry.path()).ok())
        .any(|target| target.ends_with(name))
}
