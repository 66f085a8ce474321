//! Suggestions accepted by themselves, only after a look; and a customer that two organisations share, only where that is
//! allowed.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use anyhow::{Result, ensure};
use e2e::{
    Key, Page, button, containing, dialog, eventually, field, journey, link, option, role, screens,
};
use halo_sim::{DEMO_CSV_GOOD_LINES, Scenario, Simulator};

/// Without a customer of its own, and one that gets its customer by itself.
const ALONE: &str = "Ainsley Biotech";
const PAIRED: &str = "Allerton Engineering";

#[test]
fn accepts_by_itself_only_after_a_look_and_never_again_what_was_taken_back() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        screens::wait_for_read(&page).await?;
        let list = screens::demo_csv(app)?;
        screens::import_csv(&page, &list, DEMO_CSV_GOOD_LINES).await?;
        expect_mapped(&page, 0).await?;

        open_settings(&page).await?;
        page.click(role("switch", "Accept clear suggestions by itself"))
            .await?;
        let look = dialog("Accept clear suggestions by itself");
        page.within(look.clone())
            .expect_text("to decide now")
            .await?;
        page.within(look.clone())
            .click(button(containing("Switch on and map")))
            .await?;
        page.expect_gone(look).await?;
        page.expect_text("organisations mapped automatically")
            .await?;
        open_organizations(&page).await?;
        let mapped = screens::count_in(&page, "Mapped").await?;
        ensure!(mapped > 1, "only {mapped} are mapped");
        page.click(link("Home")).await?;
        page.expect_text("Accepted by itself").await?;

        // One step back, and a read does not do it again.
        open_organizations(&page).await?;
        page.press_with(&[Key::Control], "z").await?;
        expect_mapped(&page, 0).await?;
        page.click(link("Home")).await?;
        page.click_button("Read Halo again").await?;
        page.expect_text("Nothing has changed").await?;
        open_organizations(&page).await?;
        expect_mapped(&page, 0).await
    })
}

#[test]
fn maps_two_to_one_customer_where_that_is_allowed() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        screens::wait_for_read(&page).await?;
        let list = screens::demo_csv(app)?;
        screens::import_csv(&page, &list, DEMO_CSV_GOOD_LINES).await?;
        screens::accept_suggestions(&page).await?;
        let mapped = screens::count_in(&page, "Mapped").await?;

        open_settings(&page).await?;
        page.click(role(
            "switch",
            "Several organisations may share one customer",
        ))
        .await?;
        page.expect_text("Customers may be shared now").await?;
        open_organizations(&page).await?;
        screens::show_segment(&page, "Unmapped").await?;
        let details = screens::open_organization(&page, ALONE).await?;
        details.fill(field("Search all customers"), PAIRED).await?;
        page.click(option(containing(PAIRED))).await?;
        details.click_button("Map").await?;
        page.click_button("Map both").await?;
        page.expect_gone(button("Map both")).await?;
        page.fill(field("Filter organisations"), "").await?;
        expect_mapped(&page, mapped + 1).await?;
        screens::show_segment(&page, "Mapped").await?;
        let details = screens::open_organization(&page, ALONE).await?;
        details
            .expect_text(&format!("It is shared with {PAIRED}"))
            .await?;

        // Undo takes the second one alone. In the filter field it would be about the text.
        page.fill(field("Filter organisations"), "").await?;
        screens::show_segment(&page, "Mapped").await?;
        page.press_with(&[Key::Control], "z").await?;
        expect_mapped(&page, mapped).await?;
        let violations = halo.contract_violations();
        assert!(violations.is_empty(), "{violations:?}");
        Ok(())
    })
}

async fn open_settings(page: &Page) -> Result<()> {
    page.click(link("Settings")).await?;
    page.expect_heading("Matching").await
}

async fn open_organizations(page: &Page) -> Result<()> {
    page.click(role("link", containing("Organisations")))
        .await?;
    page.expect(role("grid", "Organisations")).await
}

async fn expect_mapped(page: &Page, wanted: usize) -> Result<()> {
    eventually(format_args!("{wanted} mapped"), async || {
        let mapped = screens::count_in(page, "Mapped").await?;
        ensure!(mapped == wanted, "{mapped} are");
        Ok(())
    })
    .await
}
