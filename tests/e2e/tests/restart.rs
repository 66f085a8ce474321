//! Nothing is lost when the program ends, wherever it ends; and there is only one of it for a data folder.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use e2e::{AppOptions, button, eventually, field, heading, journey, role, screens};
use halo_sim::{DEMO_CSV_GOOD_LINES, Scenario, Simulator};

#[test]
fn the_wizard_goes_on_where_it_was_left() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        let page = app.page()?;
        page.click_button("Connect").await?;
        screens::choose_palisade(&page).await?;
        screens::find_halo(&page, halo.base_url()).await?;

        app.restart().await?;
        let page = app.page()?;
        page.click_button("Continue").await?;
        page.expect_heading("Prepare Halo").await?;
        page.click_button("Back").await?;
        page.expect_value(field("Halo address"), halo.base_url())
            .await?;
        page.expect(role("region", "What was found")).await?;
        page.click_button("Continue").await?;
        screens::leave_recipe(&page).await?;
        screens::enter_credentials(&page, halo.client_id(), &halo.client_secret()).await?;
        page.expect(button("Finish")).await?;

        app.restart().await?;
        let page = app.page()?;
        page.click_button("Continue").await?;
        page.expect_heading("Check access").await?;
        // With the secret from the keychain: it was not typed again.
        halo.clear_requests();
        page.click_button("Check all again").await?;
        eventually("Halo to be asked for a token", async || {
            let asked = halo.requests_to("POST", "/auth/token").len();
            ensure!(asked > 0, "it was not");
            Ok(())
        })
        .await?;
        screens::check_and_finish(&page).await
    })
}

#[test]
fn what_was_mapped_is_there_after_a_restart() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        let file = screens::demo_csv(app)?;
        screens::import_csv(&page, &file, DEMO_CSV_GOOD_LINES).await?;
        let suggested = screens::count_in(&page, "Suggested").await?;
        screens::accept_suggestions(&page).await?;
        let mapped = eventually("the suggestions to be mapped", async || {
            let mapped = screens::count_in(&page, "Mapped").await?;
            ensure!(mapped > 0, "none is of {suggested}");
            Ok(mapped)
        })
        .await?;
        let left = screens::count_in(&page, "To do").await?;

        // It opens on the screen that was open.
        app.restart().await?;
        let page = app.page()?;
        page.expect(heading("Organisations")).await?;
        assert_eq!(screens::count_in(&page, "Mapped").await?, mapped);
        assert_eq!(screens::count_in(&page, "To do").await?, left);
        Ok(())
    })
}

#[test]
fn a_second_start_leaves_the_first_one_alone() -> Result<()> {
    journey(async |app| {
        let page = app.page()?;
        page.expect_heading("Connect your first product").await?;
        let first = app.main_process()?;
        let mut second = Command::new(AppOptions::default().program)
            .arg("--data-dir")
            .arg(app.data_dir())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let ended = eventually("the second program to end", async || {
            second.try_wait()?.context("it is running")
        })
        .await;
        if ended.is_err() {
            second.kill()?;
            second.wait()?;
        }
        assert_eq!(ended?.code(), Some(0));
        assert_eq!(app.main_process()?, first);
        page.click_button("Settings").await?;
        page.expect_heading("Settings").await
    })
}
