//! A ticket's status there and back: made here, closed by a technician in Halo, reopened here, and both changed at once.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use anyhow::{Context as _, Result, ensure};
use e2e::{dialog, eventually, journey, role, screens};
use halo_sim::{DEMO_CSV_GOOD_LINES, Running, Scenario, Simulator, Ticket};

const ORGANIZATION: &str = "Allerton Engineering";
const ALERT: &str = "Phishing reported";
/// Ids of the scenario "msp".
const NEW: i64 = 1;
const IN_PROGRESS: i64 = 2;
const CLOSED: i64 = 9;

#[test]
fn a_status_goes_there_and_comes_back() -> Result<()> {
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

        // An alert arrives: its ticket is in Halo.
        screens::open_tickets(&page).await?;
        screens::fill_in_ticket(&page, ORGANIZATION, ALERT, "A-1").await?;
        screens::enter_ticket(&page, "Create the ticket", ALERT).await?;
        let details = page.within(role("complementary", ALERT));
        details.expect_text("Halo holds what was sent").await?;
        let ticket = ours(&halo)?.id;

        // A technician closes it there: it is closed here.
        ensure!(halo.set_ticket_status(ticket, CLOSED));
        screens::ask_halo_now(&page).await?;
        details.expect_text("Resolved").await?;
        details.expect_text("Both statuses belong together").await?;

        // Reopened here, it is reopened there, and nothing is sent back and forth after that.
        screens::change_ticket_status(&page, ALERT, "Open", "Change the status").await?;
        expect_in_halo(&halo, ticket, NEW).await?;
        ensure!(!ours(&halo)?.closed);
        screens::ask_halo_now(&page).await?;
        let written = writes(&halo);
        screens::ask_halo_now(&page).await?;
        ensure!(writes(&halo) == written, "its own echo was sent back");

        // Changed on both sides: nothing is written until it is decided.
        ensure!(halo.set_ticket_status(ticket, IN_PROGRESS));
        screens::change_ticket_status(&page, ALERT, "Resolved", "Close the ticket").await?;
        details.expect_text("Both changed").await?;
        ensure!(ours(&halo)?.status_id == IN_PROGRESS);
        details.click_button("Decide…").await?;
        let decide = page.within(dialog("Decide which status stays"));
        decide.expect_text("In Progress").await?;
        decide.click_button("Keep Resolved from here").await?;
        page.expect_gone(dialog("Decide which status stays"))
            .await?;
        expect_in_halo(&halo, ticket, CLOSED).await?;
        details.expect_text("as you decided").await?;

        let violations = halo.contract_violations();
        assert!(violations.is_empty(), "{violations:?}");
        Ok(())
    })
}

/// The one ticket with our mark.
fn ours(halo: &Running) -> Result<Ticket> {
    let mut tickets = halo.tickets().into_iter();
    tickets
        .find(|ticket| ticket.third_party_id_string.starts_with("HYD-"))
        .context("no ticket of ours in Halo")
}

async fn expect_in_halo(halo: &Running, ticket: i64, status: i64) -> Result<()> {
    eventually(format_args!("status {status} in Halo"), async || {
        let found = halo.ticket(ticket).context("the ticket is gone")?;
        ensure!(found.status_id == status, "it has {}", found.status_id);
        Ok(())
    })
    .await
}

fn writes(halo: &Running) -> usize {
    let requests = halo.requests();
    let posts = requests.iter().filter(|one| one.method == "POST");
    posts.filter(|one| !one.path.contains("/token")).count()
}
