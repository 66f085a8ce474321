//! The whole journey by mouse, once with a Halo of one's own and once with the demo.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use anyhow::Result;
use e2e::{
    KEYCHAIN_SERVICE, Page, PrivateKeyring, button, checkbox, containing, field, heading, journey,
    journey_with, link, role, run, screens, with_keyring,
};
use halo_sim::{DEMO_CSV_BAD_LINES, DEMO_CSV_GOOD_LINES, Running, Scenario, Simulator};

/// The service provider itself in the scenario "msp".
const OWN_CUSTOMER: i64 = 2;
/// Palisade knows it, Halo does not.
const ORGANIZATION: &str = "Ainsley Biotech";
/// Halo knows it, Palisade does not.
const CUSTOMER: &str = "Caldera Geothermal";

#[test]
fn whole_journey_by_mouse() -> Result<()> {
    let keyring = run(PrivateKeyring::start())?;
    journey_with(with_keyring(&keyring), async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        connect(&page, &halo, &keyring).await?;

        let file = screens::demo_csv(app)?;
        screens::read_csv(&page, &file).await?;
        page.expect_text(&format!("{DEMO_CSV_GOOD_LINES} added"))
            .await?;
        page.expect_text(&format!("{DEMO_CSV_BAD_LINES} rows left out"))
            .await?;
        page.click_button(&format!("Import {DEMO_CSV_GOOD_LINES} organisations"))
            .await?;
        page.click_button("Review suggestions").await?;
        map(&page).await?;

        let before = halo.tickets().len();
        change_of_mind(&page).await?;
        screens::choose_ticket_rules(&page).await?;
        screens::save_ticket_rules(&page).await?;
        screens::choose_own_company(&page).await?;
        screens::run_test_ticket(&page).await?;
        page.within(role("region", "Run sheet"))
            .expect_text("Passed")
            .await?;
        only_a_closed_ticket_of_ours(&halo, before);

        revoke(&page, &halo, &keyring).await?;
        let violations = halo.contract_violations();
        assert!(violations.is_empty(), "{violations:?}");
        Ok(())
    })
}

async fn connect(page: &Page, halo: &Running, keyring: &PrivateKeyring) -> Result<()> {
    page.expect_heading("Connect your first product").await?;
    page.click_button("Connect").await?;
    screens::choose_palisade(page).await?;

    let pasted = format!("  {}/api ", halo.base_url());
    page.fill(field("Halo address"), &pasted).await?;
    page.click_button("Find").await?;
    let found = page.within(role("region", "What was found"));
    found.expect_text("This is a Halo").await?;
    found
        .expect_text(&format!("{}/api", halo.base_url()))
        .await?;
    found
        .expect_text(&format!("{}/auth", halo.base_url()))
        .await?;
    found.expect_text(halo.tenant()).await?;
    page.expect_text("Only the host is used; “/api” was cut off.")
        .await?;
    page.click_button("Continue").await?;

    page.expect_heading("Prepare Halo").await?;
    page.tick(checkbox("Tickets Access Level"), true).await?;
    page.expect(heading(containing("1 of "))).await?;
    screens::leave_recipe(page).await?;
    screens::enter_credentials(page, halo.client_id(), &halo.client_secret()).await?;
    screens::check_and_finish(page).await?;
    let secret = halo.client_secret();
    assert!(keyring.holds(KEYCHAIN_SERVICE, &secret).await?);
    screens::wait_for_read(page).await?;
    page.expect_text("Only use will show").await
}

/// Accepts what is certain, maps one by hand, takes it back, takes that back.
async fn map(page: &Page) -> Result<()> {
    let suggested = screens::count_in(page, "Suggested").await?;
    assert!(suggested > 50, "{suggested} suggestions");
    screens::accept_suggestions(page).await?;
    screens::show_segment(page, "Unmapped").await?;
    let mapped = screens::count_in(page, "Mapped").await?;
    assert!(mapped > 50, "{mapped} mapped");

    screens::map_by_search(page, ORGANIZATION, CUSTOMER).await?;
    expect_mapped(page, mapped + 1).await?;
    screens::show_segment(page, "Mapped").await?;
    let details = screens::open_organization(page, ORGANIZATION).await?;
    details.expect_text(CUSTOMER).await?;
    details.click_button("Part").await?;
    expect_mapped(page, mapped).await?;
    page.click(button(containing("Undo"))).await?;
    expect_mapped(page, mapped + 1).await
}

/// The counts follow the filter text; without one they are those of all.
async fn expect_mapped(page: &Page, wanted: usize) -> Result<()> {
    page.fill(field("Filter organisations"), "").await?;
    e2e::eventually(format_args!("{wanted} mapped"), async || {
        let mapped = screens::count_in(page, "Mapped").await?;
        anyhow::ensure!(mapped == wanted, "{mapped} are");
        Ok(())
    })
    .await
}

/// A ticket type is chosen, then its neighbour: the parts below follow each time.
async fn change_of_mind(page: &Page) -> Result<()> {
    screens::go_to(page, "Tickets").await?;
    for (ticket_type, sla) in [("Incident", "Standard"), ("Service Request", "Premium")] {
        page.choose(field("Ticket type"), ticket_type).await?;
        page.expect(field("Priority for Critical")).await?;
        page.expect_text("from the type").await?;
        e2e::eventually(format_args!("the SLA of {ticket_type}"), async || {
            let shown = page.chosen_in(field("SLA")).await?;
            anyhow::ensure!(shown == sla, "it is {shown}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// Exactly one ticket came, it bears our mark, and it is closed.
fn only_a_closed_ticket_of_ours(halo: &Running, before: usize) {
    let tickets = halo.tickets();
    assert_eq!(tickets.len(), before + 1);
    let ours: Vec<_> = tickets
        .iter()
        .filter(|ticket| ticket.third_party_id_string.starts_with("HYD-"))
        .collect();
    let [ticket] = ours.as_slice() else {
        panic!("{} tickets bear our mark", ours.len())
    };
    assert!(ticket.closed, "it is open");
    assert_eq!(ticket.client_id, OWN_CUSTOMER);
    assert!(
        ticket.summary.contains(&ticket.third_party_id_string),
        "{}",
        ticket.summary
    );
}

async fn revoke(page: &Page, halo: &Running, keyring: &PrivateKeyring) -> Result<()> {
    page.click(link("Settings")).await?;
    page.click_button("Revoke connection…").await?;
    page.click_button("Revoke connection").await?;
    page.expect_heading("Revoked").await?;
    page.expect_text("The client secret was removed from the keychain.")
        .await?;
    page.click(link("Settings")).await?;
    page.expect_text("None is kept").await?;
    let secret = halo.client_secret();
    let is_there = keyring.holds(KEYCHAIN_SERVICE, &secret).await?;
    assert!(!is_there, "it is still there");

    // What was mapped outlives the connection, and nothing asks Halo any more.
    halo.clear_requests();
    page.click(role("link", containing("Organisations")))
        .await?;
    let mapped = screens::count_in(page, "Mapped").await?;
    assert!(mapped > 50, "{mapped} mapped");
    screens::show_segment(page, "Mapped").await?;
    screens::open_organization(page, ORGANIZATION).await?;
    assert!(halo.requests().is_empty());
    Ok(())
}

#[test]
fn the_demo_is_filled_in_from_end_to_end() -> Result<()> {
    journey(async |app| {
        let page = app.page()?;
        screens::connect_demo(&page).await?;
        page.click(role("link", containing("Organisations")))
            .await?;
        page.click_button("Use the demo’s list").await?;
        page.click_button(&format!("Import {DEMO_CSV_GOOD_LINES} organisations"))
            .await?;
        page.click_button("Review suggestions").await?;
        screens::accept_suggestions(&page).await?;
        screens::choose_ticket_rules(&page).await?;
        screens::save_ticket_rules(&page).await?;
        page.click(role("tab", "Test ticket")).await?;
        page.expect_value(field("Customer"), "Northwind IT Services")
            .await?;
        screens::run_test_ticket(&page).await?;
        page.within(role("region", "Run sheet"))
            .expect_text("Passed")
            .await?;
        page.expect_text("Demo: invented data").await
    })
}
