//! What can be asked for from anywhere: the command box, keys, the size of everything, closing in the middle of work.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::{
    AppOptions, Key, PATIENCE, button, containing, dialog, eventually, eventually_within, field,
    heading, journey, link, option, role, screens,
};
use halo_sim::{DEMO_CSV_GOOD_LINES, Fault, Scenario, Simulator};

/// Time enough to press a few keys in a slow window.
const SLOW: Duration = Duration::from_secs(15);

#[test]
fn everything_is_found_by_its_words_and_reached_by_keys() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        screens::wait_for_read(&page).await?;
        let file = screens::demo_csv(app)?;
        screens::import_csv(&page, &file, DEMO_CSV_GOOD_LINES).await?;

        page.press_with(&[Key::Control], "k").await?;
        let words = role("combobox", "Search and commands");
        page.expect_focus(words.clone()).await?;
        page.type_text("test ticket").await?;
        page.press(Key::Enter).await?;
        page.expect(heading("Tickets")).await?;

        // Organisations are found by name, with their details.
        page.press_with(&[Key::Control], "k").await?;
        page.expect_focus(words).await?;
        page.type_text("Beaufort Legal").await?;
        page.expect(option(containing("Beaufort Legal Partners")))
            .await?;
        page.press(Key::Enter).await?;
        page.expect(role("complementary", containing("Beaufort Legal Partners")))
            .await?;

        page.press_with(&[Key::Control], "1").await?;
        page.expect(heading("Home")).await?;
        page.press(Key::F1).await?;
        page.expect(dialog("Keys")).await?;
        page.press(Key::Escape).await?;
        page.expect_gone(dialog("Keys")).await
    })
}

#[test]
fn nothing_is_lost_at_twice_the_size_in_the_smallest_window() -> Result<()> {
    let options = AppOptions {
        size: (1024, 640),
        ..AppOptions::default()
    };
    e2e::journey_with(options, async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        screens::wait_for_read(&page).await?;
        page.click(link("Settings")).await?;
        page.choose(field("Size of everything"), "200 %").await?;
        // By keys: the driver reckons where to press without the size of what is drawn.
        for (key, place) in [
            ("1", "Home"),
            ("2", "Organisations"),
            ("3", "Tickets"),
            (",", "Settings"),
        ] {
            page.press_with(&[Key::Control], key).await?;
            page.expect(heading(place)).await?;
            page.expect(button("Search and commands")).await?;
        }
        // It is as large after the next start.
        app.restart().await?;
        let page = app.page()?;
        eventually("the size that was chosen", async || {
            let chosen = page.chosen_in(field("Size of everything")).await?;
            ensure!(chosen == "200 %", "it is {chosen}");
            Ok(())
        })
        .await
    })
}

#[test]
fn closing_while_halo_is_written_to_asks_first() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        screens::wait_for_read(&page).await?;
        let file = screens::demo_csv(app)?;
        screens::import_csv(&page, &file, DEMO_CSV_GOOD_LINES).await?;
        screens::accept_suggestions(&page).await?;
        screens::choose_ticket_rules(&page).await?;
        screens::save_ticket_rules(&page).await?;
        screens::open_tickets(&page).await?;

        halo.fault(Fault::post("/Tickets").delay(SLOW));
        screens::fill_in_ticket(&page, "Allerton Engineering", "Slow to come", "").await?;
        screens::enter_ticket(&page, "Create the ticket", "Slow to come").await?;
        eventually("the ticket on its way", async || {
            ensure!(!halo.requests_to("POST", "/Tickets").is_empty());
            Ok(())
        })
        .await?;
        page.press_with(&[Key::Control], "q").await?;
        let question = dialog("Halyard is writing to Halo");
        page.expect(question.clone()).await?;
        page.click_button("Keep running").await?;
        page.expect_gone(question).await?;
        // Nothing was cut off by the asking.
        eventually_within(SLOW + PATIENCE, "Halo's answer", async || {
            page.expect_text("Halo holds what was sent").await
        })
        .await?;
        let sent = halo.requests_to("POST", "/Tickets").len();
        ensure!(sent == 1, "it was sent {sent} times");
        Ok(())
    })
}
