//! The main path with the keyboard alone. No click anywhere in this file.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use anyhow::{Result, ensure};
use e2e::{
    Key, Page, Target, button, containing, dialog, eventually, field, heading, journey, link,
    option, role, screens,
};
use halo_sim::{DEMO_CSV_GOOD_LINES, Running, Scenario, Simulator};

#[test]
fn main_path_by_keyboard() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        connect(&page, &halo).await?;

        let file = screens::demo_csv(app)?;
        import(&page, &file.display().to_string()).await?;
        decide(&page).await?;
        rules(&page).await?;
        test_ticket(&page, &halo).await?;
        revoke(&page).await
    })
}

async fn connect(page: &Page, halo: &Running) -> Result<()> {
    page.tab_and_enter(button("Connect")).await?;
    // Each step begins at its title.
    page.expect_focus(heading("Choose the vendor")).await?;
    page.tab_to(Target::any("radio")).await?;
    page.press(Key::Down).await?;
    page.press(Key::Up).await?;
    choose_radio(page, "Palisade").await?;
    page.press_with(&[Key::Control], &char::from(Key::Enter).to_string())
        .await?;

    page.expect_focus(heading("Find your Halo")).await?;
    page.tab_to(field("Halo address")).await?;
    page.type_text(halo.base_url()).await?;
    page.press(Key::Enter).await?;
    page.expect(role("region", "What was found")).await?;
    page.tab_and_enter(button("Continue")).await?;

    page.expect_focus(heading("Prepare Halo")).await?;
    page.tab_to(role("checkbox", "Tickets Access Level"))
        .await?;
    page.type_text(" ").await?;
    page.expect(heading(containing("1 of "))).await?;
    page.tab_and_enter(button("Continue")).await?;

    page.expect_focus(heading("Enter credentials")).await?;
    page.tab_to(field("Client id")).await?;
    page.type_text(halo.client_id()).await?;
    page.press(Key::Tab).await?;
    page.expect_focus(field("Client secret")).await?;
    page.type_text(&halo.client_secret()).await?;
    page.press(Key::Enter).await?;

    page.expect_focus(heading("Check access")).await?;
    page.expect(button("Finish")).await?;
    page.tab_and_enter(button("Finish")).await?;
    page.expect_heading("Home").await?;
    screens::wait_for_read(page).await
}

/// Moves inside a group of radio buttons until one of them is chosen.
async fn choose_radio(page: &Page, name: &str) -> Result<()> {
    let wanted = role("radio", name);
    for _ in 0..10 {
        if page.has_focus(&wanted).await? {
            return page.type_text(" ").await;
        }
        page.press(Key::Down).await?;
    }
    anyhow::bail!("the arrows do not reach {wanted}")
}

async fn import(page: &Page, path: &str) -> Result<()> {
    page.tab_and_enter(role("link", containing("Organisations")))
        .await?;
    page.tab_and_enter(button("Choose a file…")).await?;
    let source = dialog("Import Palisade organisations");
    page.expect(source.clone()).await?;
    page.tab_to(field("File")).await?;
    page.type_text(path).await?;
    page.press(Key::Enter).await?;
    let import = format!("Import {DEMO_CSV_GOOD_LINES} organisations");
    page.tab_and_enter(button(import.as_str())).await?;
    page.tab_and_enter(button("Review suggestions")).await?;
    page.expect(role("grid", "Organisations")).await?;
    page.tab_and_enter(button(containing("Accept suggestions")))
        .await?;
    page.tab_and_enter(button(containing("Map "))).await?;
    page.expect_gone(dialog(containing("Accept "))).await
}

/// Maps, undoes, holds and excludes with the grid's own keys.
async fn decide(page: &Page) -> Result<()> {
    page.tab_and_enter(button(containing("Unmapped"))).await?;
    let unmapped = screens::count_in(page, "Unmapped").await?;

    // The slash goes to the filter, from anywhere but a field.
    page.type_text("/").await?;
    page.expect_focus(field("Filter organisations")).await?;
    page.type_text("Ainsley").await?;
    let row = role("row", containing("Ainsley Biotech"));
    page.expect_gone(role("row", containing("Corvus Data Centres")))
        .await?;
    page.tab_to(row.clone()).await?;
    page.press(Key::Enter).await?;
    page.expect(role("complementary", "Ainsley Biotech"))
        .await?;
    page.tab_to(field("Search all customers")).await?;
    page.type_text("Caldera").await?;
    page.expect(option(containing("Caldera Geothermal")))
        .await?;
    page.press(Key::Down).await?;
    page.press(Key::Enter).await?;
    page.within(role("complementary", "Ainsley Biotech"))
        .expect_text("Caldera Geothermal")
        .await?;
    page.tab_to(button("Map")).await?;
    page.type_text("m").await?;
    // The two have nothing in common, so it is asked.
    page.tab_and_enter(button("Map all the same")).await?;
    page.expect_gone(button("Map all the same")).await?;
    clear_filter(page).await?;
    expect_unmapped(page, unmapped - 1).await?;

    page.tab_to(button(containing("Unmapped"))).await?;
    page.press_with(&[Key::Control], "z").await?;
    expect_unmapped(page, unmapped).await?;

    arrow_to(page, role("row", containing("Beaufort Legal Partners"))).await?;
    page.type_text("h").await?;
    expect_unmapped(page, unmapped - 1).await?;
    page.tab_to(Target::any("row")).await?;
    page.type_text("x").await?;
    page.tab_to(field("Reason")).await?;
    page.type_text("Left in October").await?;
    page.press(Key::Enter).await?;
    expect_unmapped(page, unmapped - 2).await
}

/// Goes down the rows of the grid, which is one stop of the Tab key.
async fn arrow_to(page: &Page, row: Target) -> Result<()> {
    page.tab_to(Target::any("row")).await?;
    down_to(page, row).await
}

/// Goes down from where the focus is: a list that has just opened may not have it yet.
async fn down_to(page: &Page, wanted: Target) -> Result<()> {
    for _ in 0..40 {
        if page.has_focus(&wanted).await? {
            return Ok(());
        }
        page.press(Key::Down).await?;
    }
    anyhow::bail!("the arrows do not reach {wanted}")
}

async fn clear_filter(page: &Page) -> Result<()> {
    page.type_text("/").await?;
    page.expect_focus(field("Filter organisations")).await?;
    page.press(Key::Escape).await?;
    page.expect_value(field("Filter organisations"), "").await
}

async fn expect_unmapped(page: &Page, wanted: usize) -> Result<()> {
    eventually(format_args!("{wanted} unmapped"), async || {
        let unmapped = screens::count_in(page, "Unmapped").await?;
        anyhow::ensure!(unmapped == wanted, "{unmapped} are");
        Ok(())
    })
    .await
}

async fn rules(page: &Page) -> Result<()> {
    page.tab_and_enter(link(containing("Tickets"))).await?;
    page.expect(field("Ticket type")).await?;
    page.tab_to(field("Ticket type")).await?;
    // A list takes the first letters of a choice.
    page.type_text("Incident").await?;
    page.expect_text("Priority").await?;
    for (label, choice) in [
        ("Priority for Critical", "Critical"),
        ("Priority for High", "High"),
        ("Priority for Medium", "Medium"),
        ("Priority for Low", "Low"),
    ] {
        page.tab_to(field(label)).await?;
        page.type_text(choice).await?;
    }
    page.tab_and_enter(button("Save ticket rules")).await?;
    page.expect_text("Ticket rules saved").await
}

async fn test_ticket(page: &Page, halo: &Running) -> Result<()> {
    page.tab_to(role("tab", "Rules")).await?;
    page.press(Key::Right).await?;
    if !page.has_focus(&role("tab", "Test ticket")).await? {
        page.tab_to(role("tab", "Test ticket")).await?;
    }
    page.press(Key::Enter).await?;
    page.tab_to(field("Customer")).await?;
    page.press_with(&[Key::Control], "a").await?;
    page.type_text("Northwind IT").await?;
    page.expect(option(containing("Northwind IT Services")))
        .await?;
    page.press(Key::Down).await?;
    page.press(Key::Enter).await?;
    page.expect_value(field("Customer"), "Northwind IT Services")
        .await?;
    page.tab_and_enter(button("Create the test ticket")).await?;
    page.expect(button("Test again…")).await?;
    let ours: Vec<_> = halo
        .tickets()
        .into_iter()
        .filter(|ticket| ticket.third_party_id_string.starts_with("HYD-"))
        .collect();
    assert!(ours.len() == 1 && ours.iter().all(|ticket| ticket.closed));
    Ok(())
}

async fn revoke(page: &Page) -> Result<()> {
    page.tab_and_enter(link("Settings")).await?;
    page.tab_and_enter(button("Revoke connection…")).await?;
    page.tab_and_enter(button("Revoke connection")).await?;
    page.expect_heading("Revoked").await?;
    page.tab_to(role("checkbox", containing("Delete the application")))
        .await?;
    page.type_text(" ").await?;
    page.expect_text("1 of 3 ticked").await?;
    page.tab_and_enter(button("Ask Halo whether the old secret still works"))
        .await?;
    page.expect_text("the application is still active").await?;

    // To another profile and back, by the switcher's key.
    // Again and again, since the window may still have been busy with what came before.
    let all = role("menuitem", containing("All integrations"));
    eventually("the list of profiles", async || {
        page.press_with(&[Key::Alt], "p").await?;
        ensure!(page.count(&all).await? == 1);
        Ok(())
    })
    .await?;
    down_to(page, all).await?;
    page.press(Key::Enter).await?;
    page.expect_heading("Integrations").await
}
