//! Mappings to a file and back.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use anyhow::{Result, ensure};
use e2e::{Key, Page, Target, containing, dialog, eventually, field, journey, screens};
use halo_sim::{DEMO_CSV_GOOD_LINES, Scenario, Simulator};

#[test]
fn exports_and_imports_back() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        screens::connect_from_start(&page, &halo).await?;
        screens::wait_for_read(&page).await?;
        let list = screens::demo_csv(app)?;
        screens::import_csv(&page, &list, DEMO_CSV_GOOD_LINES).await?;
        screens::accept_suggestions(&page).await?;
        let mapped = screens::count_in(&page, "Mapped").await?;
        ensure!(mapped > 1, "only {mapped} are mapped");

        let file = app.scratch_file("mappings.csv");
        let path = file.display().to_string();
        screens::open_from_menu(&page, "Export mappings…").await?;
        page.within(dialog("Export mappings"))
            .fill(field("File"), &path)
            .await?;
        page.press(Key::Enter).await?;
        let written = dialog(containing("organisations written"));
        page.expect_text(&format!("{mapped} of them are mapped."))
            .await?;
        page.within(written.clone()).click_button("Close").await?;
        page.expect_gone(written).await?;
        let text = fs_err::read_to_string(&file)?;
        ensure!(text.lines().count() == DEMO_CSV_GOOD_LINES + 1);
        ensure!(!text.contains(&halo.client_secret()));

        // All pairs go in one step, and the file brings them back in one.
        page.press_with(&[Key::Control], "z").await?;
        expect_mapped(&page, 0).await?;
        read(&page, &path).await?;
        page.click_button(&format!("Change {mapped} organisations"))
            .await?;
        let done = dialog(format!("{mapped} organisations changed").as_str());
        page.within(done.clone()).click_button("Close").await?;
        page.expect_gone(done).await?;
        expect_mapped(&page, mapped).await?;

        read(&page, &path).await?;
        page.expect_text(&format!("{mapped} the same already"))
            .await?;
        page.click_button("Cancel").await?;
        // Keys are the dialog's as long as it is there.
        page.expect_gone(import_preview()).await?;
        page.press_with(&[Key::Control], "z").await?;
        expect_mapped(&page, 0).await?;
        let violations = halo.contract_violations();
        assert!(violations.is_empty(), "{violations:?}");
        Ok(())
    })
}

/// Has the file read; ends at what it would do.
async fn read(page: &Page, path: &str) -> Result<()> {
    screens::open_from_menu(page, "Import mappings…").await?;
    let source = page.within(dialog("Import mappings"));
    source.fill(field("File"), path).await?;
    source.click_button("Read the file").await?;
    page.expect(import_preview()).await
}

/// What the file would do.
fn import_preview() -> Target {
    dialog("Import mappings.csv")
}

async fn expect_mapped(page: &Page, wanted: usize) -> Result<()> {
    eventually(format_args!("{wanted} mapped"), async || {
        let mapped = screens::count_in(page, "Mapped").await?;
        ensure!(mapped == wanted, "{mapped} are");
        Ok(())
    })
    .await
}
