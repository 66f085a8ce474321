//! A keychain that is locked, changed by hand, killed or not there: each is said in the window, and mended from it.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Result, ensure};
use e2e::{
    App, AppOptions, KEYCHAIN_SERVICE, Page, PrivateKeyring, button, containing, dialog,
    eventually, heading, journey_with, link, role, run, screens, with_keyring,
};
use halo_sim::{Running, Scenario, Simulator};

#[test]
fn an_entry_that_was_removed_or_changed_by_hand_is_named_and_entered_again() -> Result<()> {
    let keyring = run(PrivateKeyring::start())?;
    journey_with(with_keyring(&keyring), async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        screens::connect_from_start(&app.page()?, &halo).await?;

        assert_eq!(keyring.remove(KEYCHAIN_SERVICE).await?, 1);
        let page = started_again(app).await?;
        page.expect_text("The client secret is missing.").await?;
        page.click_button("Enter the secret…").await?;
        enter_again(&page, &halo, &keyring).await?;

        // Something that Halo refuses, and something that cannot be a secret at all.
        // The keyring dates its entries by the second.
        let saved = second()?;
        eventually("the next second", async || {
            ensure!(second()? > saved);
            Ok(())
        })
        .await?;
        assert_eq!(keyring.overwrite(KEYCHAIN_SERVICE, b"by hand").await?, 1);
        let page = started_again(app).await?;
        page.expect_text("was changed after Halyard had saved it")
            .await?;
        page.click_button("Replace the secret…").await?;
        enter_again(&page, &halo, &keyring).await?;

        assert_eq!(keyring.overwrite(KEYCHAIN_SERVICE, b"").await?, 1);
        let page = started_again(app).await?;
        page.expect_text("its entry is empty").await?;
        page.click_button("Enter the secret…").await?;
        enter_again(&page, &halo, &keyring).await
    })
}

#[test]
fn a_locked_keychain_is_unlocked_from_the_window() -> Result<()> {
    let keyring = run(PrivateKeyring::start())?;
    journey_with(with_keyring(&keyring), async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        screens::connect_from_start(&app.page()?, &halo).await?;
        let mut prompter = keyring.prompter().await?;
        keyring.lock().await?;

        // Reading asks the keychain, and somebody closes its question.
        app.restart().await?;
        let page = app.page()?;
        page.click(link("Home")).await?;
        page.expect(heading("Home")).await?;
        page.click_button("Read Halo again").await?;
        prompter.until_asked().await?;
        prompter.dismiss().await?;
        page.expect_text("its question for the password was closed")
            .await?;
        page.expect(link(containing("Keychain locked"))).await?;

        page.click_button("Unlock the keychain…").await?;
        prompter.until_asked().await?;
        keyring.unlock().await?;
        prompter.dismiss().await?;
        page.expect_gone(button("Unlock the keychain…")).await?;
        screens::wait_for_read(&page).await?;
        page.expect(link(containing("Connected"))).await
    })
}

#[test]
fn a_keychain_that_ended_or_hangs_is_said_and_found_again() -> Result<()> {
    let mut keyring = run(PrivateKeyring::start())?;
    journey_with(with_keyring(&keyring), async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        screens::connect_from_start(&app.page()?, &halo).await?;

        keyring.kill_daemon()?;
        let page = started_again(app).await?;
        page.expect_text("No keychain is running on this computer.")
            .await?;
        keyring.start_daemon().await?;
        page.click_button("Try again").await?;
        page.expect_gone(button("Try again")).await?;
        page.expect(link(containing("Connected"))).await?;

        keyring.freeze_daemon()?;
        let page = started_again(app).await?;
        page.expect_text("The keychain did not answer in time.")
            .await?;
        // Work goes on without it.
        page.click(role("link", containing("Organisations")))
            .await?;
        page.expect(heading("Organisations")).await
    })
}

#[test]
fn without_a_keychain_the_secret_is_kept_for_the_session_and_in_no_file() -> Result<()> {
    let options = AppOptions {
        env: vec![(
            "DBUS_SESSION_BUS_ADDRESS".to_owned(),
            "unix:path=/nowhere/bus".into(),
        )],
        ..AppOptions::default()
    };
    journey_with(options, async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        let page = app.page()?;
        page.expect_text("The keychain cannot be used").await?;
        page.expect_text("This session has no D-Bus").await?;
        page.click_button("Connect").await?;
        screens::choose_palisade(&page).await?;
        screens::find_halo(&page, halo.base_url()).await?;
        screens::leave_recipe(&page).await?;
        page.expect_text("After the next start it has to be entered again.")
            .await?;
        page.expect_text("The secret is kept in memory until Halyard is closed.")
            .await?;
        screens::enter_credentials(&page, halo.client_id(), &halo.client_secret()).await?;
        screens::check_and_finish(&page).await?;
        screens::wait_for_read(&page).await?;

        app.restart().await?;
        let page = app.page()?;
        page.expect_text("The client secret was kept for the last session only.")
            .await?;
        page.click_button("Enter the secret…").await?;
        screens::try_new_secret(&page, &halo.client_secret()).await?;
        page.within(dialog("The new secret is in use"))
            .click_button("Close")
            .await?;
        page.expect(link(containing("Connected"))).await
    })
}

/// The program started again, which then can know the secret from the keychain only, asked to read.
async fn started_again(app: &mut App) -> Result<Page> {
    app.restart().await?;
    let page = app.page()?;
    page.click(link("Home")).await?;
    page.expect(heading("Home")).await?;
    page.click_button("Read Halo again").await?;
    Ok(page)
}

async fn enter_again(page: &Page, halo: &Running, keyring: &PrivateKeyring) -> Result<()> {
    let secret = halo.client_secret();
    screens::try_new_secret(page, &secret).await?;
    page.within(dialog("The new secret is in use"))
        .click_button("Close")
        .await?;
    page.expect(link(containing("Connected"))).await?;
    assert!(keyring.holds(KEYCHAIN_SERVICE, &secret).await?);
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the keyring's clock, not the program's"
)]
fn second() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())
}
