//! One organisation at a time, with single keys only.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use anyhow::{Result, ensure};
use e2e::{Key, Page, containing, dialog, eventually, field, journey, option, screens};
use halo_sim::{DEMO_CSV_GOOD_LINES, Scenario, Simulator};

/// Halo knows it, Palisade does not.
const CUSTOMER: &str = "Caldera Geothermal";

#[test]
fn decides_one_at_a_time() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        screens::wait_for_read(&page).await?;
        let file = screens::demo_csv(app)?;
        screens::import_csv(&page, &file, DEMO_CSV_GOOD_LINES).await?;
        screens::show_segment(&page, "Unmapped").await?;
        let unmapped = screens::count_in(&page, "Unmapped").await?;
        screens::open_view(&page, "Triage").await?;

        let first = screens::expect_at_hand(&page).await?;
        page.expect_text(&format!("1 of {unmapped}")).await?;
        page.type_text("h").await?;
        page.expect_text(&format!("2 of {unmapped}")).await?;
        expect_count(&page, "Held", 1).await?;
        let second = screens::expect_at_hand(&page).await?;
        ensure!(first != second, "{first} is still at hand");

        // Undo brings back what was decided, to the place where it was.
        page.type_text("u").await?;
        page.expect_text(&format!("1 of {unmapped}")).await?;
        ensure!(screens::expect_at_hand(&page).await? == first);
        expect_count(&page, "Held", 0).await?;

        page.type_text("s").await?;
        page.expect_text(&format!("2 of {unmapped}")).await?;
        ensure!(screens::expect_at_hand(&page).await? == second);
        page.type_text("e").await?;
        let exclude = dialog(containing("Exclude"));
        page.within(exclude.clone())
            .fill(field("Reason"), "Our own company")
            .await?;
        page.press(Key::Enter).await?;
        page.expect_gone(exclude).await?;
        expect_count(&page, "Excluded", 1).await?;

        // Letters in the search field are a name, not decisions.
        screens::expect_at_hand(&page).await?;
        page.type_text("/").await?;
        page.expect_focus(field("Search all customers")).await?;
        page.type_text(CUSTOMER).await?;
        page.click(option(containing(CUSTOMER))).await?;
        page.expect_text(&format!("Compared with {CUSTOMER}"))
            .await?;
        expect_count(&page, "Mapped", 0).await?;
        page.click_button("Map").await?;
        screens::map_all_the_same(&page).await?;
        expect_count(&page, "Mapped", 1).await?;
        let violations = halo.contract_violations();
        assert!(violations.is_empty(), "{violations:?}");
        Ok(())
    })
}

async fn expect_count(page: &Page, segment: &str, wanted: usize) -> Result<()> {
    eventually(format_args!("{wanted} in {segment}"), async || {
        let count = screens::count_in(page, segment).await?;
        ensure!(count == wanted, "{count} are");
        Ok(())
    })
    .await
}
