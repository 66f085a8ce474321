//! Tickets: rules and test ticket.

use anyhow::Result;

use crate::page::Page;
use crate::target::{button, containing, field, link, option, role};

/// Opens the rules, chooses incidents and has every priority and status filled in that its name tells.
///
/// # Errors
/// When a choice is not offered.
pub async fn choose_ticket_rules(page: &Page) -> Result<()> {
    page.click(link("Tickets")).await?;
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
