//! Tickets: the list, rules and test ticket.

use anyhow::Result;

use crate::page::Page;
use crate::target::{button, containing, dialog, field, option, role};

/// Opens the rules, chooses incidents and has every priority and status filled in that its name tells.
///
/// # Errors
/// When a choice is not offered.
pub async fn choose_ticket_rules(page: &Page) -> Result<()> {
    super::go_to(page, "Tickets").await?;
    page.choose(field("Ticket type"), "Incident").await?;
    page.click_button("Fill in by name").await?;
    page.expect_text("filled in by name").await
}

/// Saves the rules.
///
/// # Errors
/// When they are not saved.
pub async fn save_ticket_rules(page: &Page) -> Result<()> {
    page.click_button("Save ticket rules").await?;
    page.expect_text("Ticket rules saved").await
}

/// Opens the test ticket and chooses the service provider's own company of the scenario "msp".
///
/// # Errors
/// When it is not found.
pub async fn choose_own_company(page: &Page) -> Result<()> {
    page.click(role("tab", "Test ticket")).await?;
    page.fill(field("Customer"), "Northwind IT").await?;
    page.click(option(containing("Northwind IT Services")))
        .await?;
    page.expect_value(field("Customer"), "Northwind IT Services")
        .await
}

/// Starts the test and waits for its end, however it ends.
///
/// # Errors
/// When it does not start or does not end.
pub async fn run_test_ticket(page: &Page) -> Result<()> {
    page.click_button("Create the test ticket").await?;
    page.expect(button("Test again…")).await
}

/// Opens the list of tickets.
///
/// # Errors
/// When it does not come.
pub async fn open_tickets(page: &Page) -> Result<()> {
    super::go_to(page, "Tickets").await?;
    page.click(role("tab", "All tickets")).await?;
    page.expect(button("New ticket…")).await
}

/// Fills in a new ticket and waits for the fields that would be sent. It is not created yet.
///
/// # Errors
/// When the organisation is not found, or no plan is made.
pub async fn fill_in_ticket(
    page: &Page,
    organization: &str,
    summary: &str,
    external_id: &str,
) -> Result<()> {
    page.click_button("New ticket…").await?;
    let form = page.within(dialog(containing("New ")));
    form.fill(field("Organisation"), organization).await?;
    page.click(option(containing(organization))).await?;
    form.expect_value(field("Organisation"), organization)
        .await?;
    form.fill(field("Summary"), summary).await?;
    form.fill(field("External id"), external_id).await
}

/// Presses the act of the new ticket's dialog, and waits until its details are open.
///
/// # Errors
/// When it cannot be pressed.
pub async fn enter_ticket(page: &Page, act: &str, summary: &str) -> Result<()> {
    page.within(dialog(containing("New ")))
        .click_button(act)
        .await?;
    page.expect_gone(dialog(containing("New "))).await?;
    page.expect(role("complementary", summary)).await
}

/// Has Halo asked for changed statuses, and waits until the answer is taken in.
///
/// # Errors
/// When Halo cannot be asked.
pub async fn ask_halo_now(page: &Page) -> Result<()> {
    let line = page.within(role("region", "Status sync"));
    line.click_button("Ask Halo now").await?;
    line.expect_text("Halo asked just now").await?;
    line.expect(button("Ask Halo now")).await
}

/// Changes the status of the ticket whose details are open.
///
/// # Errors
/// When the status is not offered.
pub async fn change_ticket_status(
    page: &Page,
    summary: &str,
    status: &str,
    act: &str,
) -> Result<()> {
    page.within(role("complementary", summary))
        .click_button("Change status…")
        .await?;
    let form = page.within(dialog("Change the status"));
    form.click(role("radio", status)).await?;
    form.click_button(act).await?;
    page.expect_gone(dialog("Change the status")).await
}
