//! A ticket from its first word to a closed one in Halo, held, noted and kept waiting on the way.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use anyhow::{Result, ensure};
use e2e::{button, containing, dialog, eventually, journey, link, role, screens};
use halo_sim::{DEMO_CSV_GOOD_LINES, Fault, Running, Scenario, Simulator, Ticket};

/// Nothing in Halo is like it.
const UNMAPPED: &str = "Ainsley Biotech";
const MAPPED: &str = "Allerton Engineering";
const CUSTOMER: &str = "Caldera Geothermal";

#[test]
fn is_shown_held_sent_noted_and_closed() -> Result<()> {
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

        // Whose it is nobody knows: it goes nowhere until somebody says so.
        screens::open_tickets(&page).await?;
        screens::fill_in_ticket(&page, UNMAPPED, "Macro blocked", "").await?;
        screens::enter_ticket(&page, "Hold the ticket", "Macro blocked").await?;
        ensure!(ours(&halo).is_empty(), "it was sent");
        page.click(role("link", containing("Organisations")))
            .await?;
        screens::show_segment(&page, "Unmapped").await?;
        screens::map_by_search(&page, UNMAPPED, CUSTOMER).await?;
        eventually(format_args!("the held ticket in Halo"), async || {
            ensure!(ours(&halo).len() == 1);
            Ok(())
        })
        .await?;
        let customer = halo.customer_named(CUSTOMER).map(|customer| customer.id);
        ensure!(ours(&halo).first().map(|ticket| ticket.client_id) == customer);

        // Exactly what is shown is sent; the same external id becomes a note.
        screens::open_tickets(&page).await?;
        screens::fill_in_ticket(&page, MAPPED, "Phishing reported", "A-1").await?;
        page.expect_text("third_party_id_string").await?;
        screens::enter_ticket(&page, "Create the ticket", "Phishing reported").await?;
        let details = page.within(role("complementary", "Phishing reported"));
        details.expect_text("Halo holds what was sent").await?;
        screens::fill_in_ticket(&page, MAPPED, "Phishing again", "A-1").await?;
        screens::enter_ticket(&page, "Add the note", "Phishing reported").await?;
        details.expect_text("Note added in Halo").await?;
        ensure!(ours(&halo).len() == 2);

        // Halo is out of order: it waits, says why, and goes on. Asked just before, it is not asked for changed statuses
        // meanwhile: an answer to that would take the button away from under the pointer.
        screens::ask_halo_now(&page).await?;
        let down = halo.fault(Fault::any("/Tickets*").status(503));
        details.click_button("Change status…").await?;
        let status = page.within(dialog("Change the status"));
        status.click(role("radio", "Resolved")).await?;
        status.click_button("Close the ticket").await?;
        page.expect(button("Try now")).await?;
        halo.remove_fault(down);
        page.click_button("Try now").await?;
        eventually(format_args!("the closed ticket in Halo"), async || {
            ensure!(ours(&halo).iter().any(|ticket| ticket.closed));
            Ok(())
        })
        .await?;
        details.expect_text("Status written to Halo").await?;
        page.click(link("Home")).await?;
        let violations = halo.contract_violations();
        assert!(violations.is_empty(), "{violations:?}");
        Ok(())
    })
}

/// Tickets with our mark.
fn ours(halo: &Running) -> Vec<Ticket> {
    let tickets = halo.tickets().into_iter();
    tickets
        .filter(|ticket| ticket.third_party_id_string.starts_with("HYD-"))
        .collect()
}
