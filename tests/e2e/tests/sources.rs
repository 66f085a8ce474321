//! Organisations from a list that changes from month to month, and from Halo's own customers.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use anyhow::{Result, ensure};
use e2e::{button, checkbox, containing, dialog, eventually, journey, role, screens};
use halo_sim::{DEMO_CSV_GOOD_LINES, Scenario, Simulator};

#[test]
fn takes_the_next_list_and_halos_customers() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        screens::wait_for_read(&page).await?;
        let file = screens::demo_csv(app)?;
        screens::import_csv(&page, &file, DEMO_CSV_GOOD_LINES).await?;
        ensure!(screens::count_in(&page, "All").await? == DEMO_CSV_GOOD_LINES);

        // The same list again has nothing to say; a shorter one asks about those that are gone.
        screens::read_csv_again(&page, &file).await?;
        page.expect_text("0 added").await?;
        page.click_button("Cancel").await?;
        let fewer = screens::first_lines(app, "fewer.csv", 20)?;
        screens::read_csv_again(&page, &fewer).await?;
        page.click(role("radio", "Delete here")).await?;
        page.expect(checkbox(containing("Delete "))).await?;
        page.click(button(containing("Delete "))).await?;
        let done = page.within(dialog("The list is imported"));
        done.expect_text("deleted").await?;
        done.click_button("Undo the import").await?;
        page.expect_gone(dialog("The list is imported")).await?;
        eventually("all of them again", async || {
            let all = screens::count_in(&page, "All").await?;
            ensure!(all == DEMO_CSV_GOOD_LINES, "{all} are there");
            Ok(())
        })
        .await?;

        halo.clear_requests();
        screens::look_through_customers(&page).await?;
        page.click(button(containing("Add "))).await?;
        let done = page.within(dialog(containing("organisations imported")));
        done.click_button("Close").await?;
        eventually("more of them", async || {
            let all = screens::count_in(&page, "All").await?;
            ensure!(all > DEMO_CSV_GOOD_LINES, "{all} are there");
            Ok(())
        })
        .await?;
        ensure!(halo.requests().is_empty(), "an import asked Halo");
        Ok(())
    })
}
