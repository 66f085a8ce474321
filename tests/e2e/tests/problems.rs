//! A month later: customers renamed, switched off and deleted in Halo, a status gone; each said once, mended or accepted.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use anyhow::{Result, ensure};
use e2e::{button, containing, dialog, journey, link, role, screens};
use halo_sim::{DEMO_CSV_GOOD_LINES, Scenario, Simulator};

#[test]
fn a_month_of_changes_in_halo_is_said_by_cause_and_put_right() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        screens::wait_for_read(&page).await?;
        let list = screens::demo_csv(app)?;
        screens::import_csv(&page, &list, DEMO_CSV_GOOD_LINES).await?;
        screens::accept_suggestions(&page).await?;
        page.click(link("Problems")).await?;
        page.expect_heading("Everything that is mapped still holds")
            .await?;

        let customer = halo.customer_named("Allerton Engineering Ltd").unwrap();
        ensure!(halo.rename_customer(customer.id, "Allerton Group"));
        page.click_button("Check again").await?;
        let group = role("region", "A customer was renamed in Halo");
        page.within(group.clone())
            .expect_text("Allerton Group")
            .await?;
        page.click(link("Home")).await?;
        page.expect_text("What changed since").await?;
        page.click_button("I have seen this").await?;
        page.expect_gone(button("I have seen this")).await?;

        // Put off, taken up again, and accepted.
        page.click(role("link", containing("Problems"))).await?;
        page.click_button("Ignore Allerton Engineering until…")
            .await?;
        page.within(dialog("Ignore Allerton Engineering"))
            .click_button("Ignore")
            .await?;
        page.expect_heading("Nothing else is wrong").await?;
        page.click_button("Undo").await?;
        page.expect(group.clone()).await?;
        page.click_button("Accept it as it is").await?;
        page.expect_gone(group).await
    })
}
