//! Ticket rules, the tickets in each of their states, and the test ticket with each of its ends.

use anyhow::{Context as _, Result};
use halo_sim::Fault;

use super::{HELD, Walk};
use crate::page::Page;
use crate::screens;
use crate::target::{button, containing, dialog, field, link, option, role};

/// Id in the scenario "msp".
const IN_PROGRESS: i64 = 2;

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Walk<'_, Look> {
    pub(super) async fn tickets(&mut self) -> Result<()> {
        self.rules().await?;
        self.list().await?;
        self.status_sync().await?;
        self.test_ticket().await
    }

    async fn rules(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::go_to(&page, "Tickets").await?;
        page.expect(field("Ticket type")).await?;
        page.expect_text("No ticket type is chosen").await?;
        self.stop("rules-empty").await?;
        page.choose(field("Ticket type"), "Internal Task").await?;
        page.expect_text("Internal Task has no SLA").await?;
        self.stop("rules-no-sla").await?;
        page.choose(field("Ticket type"), "Security Alert").await?;
        page.expect_text("mandatory").await?;
        self.stop("rules-findings").await?;
        screens::choose_ticket_rules(&page).await?;
        self.stop("rules-filled").await?;
        page.click(link("Home")).await?;
        page.expect(dialog("Save the ticket rules first?")).await?;
        self.stop("rules-unsaved").await?;
        page.click_button("Stay").await?;
        page.expect_gone(dialog("Save the ticket rules first?"))
            .await?;
        screens::save_ticket_rules(&page).await?;
        self.status_maps().await?;
        self.own_rules().await?;
        page.click_button("Revoke all ticket mapping…").await?;
        page.expect(dialog("Revoke all ticket mapping")).await?;
        self.stop("rules-revoke").await?;
        page.click_button("Revoke ticket mapping").await?;
        page.expect(button("Bring the rules back")).await?;
        self.stop("rules-revoked").await?;
        page.click_button("Bring the rules back").await?;
        page.expect_gone(button("Bring the rules back")).await
    }

    /// A ticket's way, and a status that no map knows.
    async fn status_maps(&mut self) -> Result<()> {
        let page = self.page.clone();
        let way = page.within(role("region", "A ticket’s way"));
        way.click(option(containing("Investigating, becomes")))
            .await?;
        way.expect_text("comes back as it was").await?;
        self.stop("rules-status-way").await?;
        way.click(option(containing("On Hold"))).await?;
        way.expect_text("has no partner").await?;
        self.stop("rules-status-alone").await
    }

    /// One organisation whose tickets go to another team.
    async fn own_rules(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click_button("Add an organisation…").await?;
        let own = page.within(dialog("Rules of one organisation"));
        own.fill(field("Organisation"), "Ainsley").await?;
        page.click(option(containing("Ainsley Biotech"))).await?;
        own.choose(field("Ticket type"), "Security Alert").await?;
        own.expect_text("mandatory").await?;
        self.stop("rules-own").await?;
        own.choose(field("Category"), "Security>Email").await?;
        own.choose(field("Impact"), "Single User Affected").await?;
        own.click_button("Save its rules").await?;
        page.expect_gone(dialog("Rules of one organisation"))
            .await?;
        page.expect(role("table", "Organisations with rules of their own"))
            .await?;
        self.stop("rules-own-listed").await
    }

    async fn list(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::open_tickets(&page).await?;
        page.expect_text("Create the first ticket").await?;
        self.stop("tickets-empty").await?;

        screens::fill_in_ticket(&page, "Ainsley Biotech", "Macro blocked", "").await?;
        page.expect_text("It is held, and sent to nobody.").await?;
        self.stop("tickets-new-held").await?;
        screens::enter_ticket(&page, "Hold the ticket", "Macro blocked").await?;
        self.stop("tickets-held").await?;

        screens::fill_in_ticket(&page, "Allerton Engineering", "Phishing reported", "A-1").await?;
        page.expect_text("third_party_id_string").await?;
        self.stop("tickets-new").await?;
        screens::enter_ticket(&page, "Create the ticket", "Phishing reported").await?;
        let details = page.within(role("complementary", "Phishing reported"));
        details.expect_text("Halo holds").await?;
        self.stop("tickets-details").await?;
        details.click_button("Change status…").await?;
        page.expect(dialog("Change the status")).await?;
        self.stop("tickets-status").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(dialog("Change the status")).await?;

        let refused = self.halo.fault(Fault::post("/Tickets").reply(
            400,
            "application/json",
            r#"{"message":"Please select a Site"}"#,
        ));
        screens::fill_in_ticket(&page, "Allerton Engineering", "Spam wave", "").await?;
        screens::enter_ticket(&page, "Create the ticket", "Spam wave").await?;
        page.expect(button("Try again")).await?;
        self.stop("tickets-failed").await?;
        page.click_button("Give up…").await?;
        page.expect(dialog("Give up this ticket")).await?;
        self.stop("tickets-give-up").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(dialog("Give up this ticket")).await?;
        self.halo.remove_fault(refused);
        page.click_button("Try again").await?;
        page.within(role("complementary", "Spam wave"))
            .expect_text("Halo holds")
            .await?;

        // Asked for changed statuses while the button is pressed, Halo's answer would take it away.
        screens::ask_halo_now(&page).await?;
        let down = self.halo.fault(Fault::any("/Tickets*").status(503));
        screens::fill_in_ticket(&page, "Allerton Engineering", "Quarantine full", "").await?;
        screens::enter_ticket(&page, "Create the ticket", "Quarantine full").await?;
        page.expect(button("Try now")).await?;
        self.stop("tickets-waiting").await?;
        self.halo.remove_fault(down);
        page.click_button("Try now").await?;
        page.expect_gone(button("Try now")).await?;
        page.click(button(containing("Conflict"))).await?;
        page.expect_text("No two statuses disagree").await?;
        self.stop("tickets-filtered-to-nothing").await?;
        page.click_button("Show all tickets").await?;
        page.expect(role("row", containing("Phishing reported")))
            .await?;
        self.stop("tickets-list").await?;
        self.refused_status().await
    }

    /// Halo refuses a status both ways, and the way out is to let its own stay.
    async fn refused_status(&mut self) -> Result<()> {
        let page = self.page.clone();
        let refusals = [
            ("/Tickets", r#"{"message":"Please select a Resolution"}"#),
            (
                "/Actions",
                r#"{"message":"You do not have access to this Action"}"#,
            ),
        ]
        .map(|(path, said)| {
            let refusal = Fault::post(path).reply(400, "application/json", said);
            self.halo.fault(refusal)
        });
        page.click(role("row", containing("Spam wave"))).await?;
        screens::change_ticket_status(&page, "Spam wave", "Resolved", "Close the ticket").await?;
        let details = page.within(role("complementary", "Spam wave"));
        details.expect(button("Try again")).await?;
        details.unfold("What Halo said").await?;
        self.stop("tickets-status-refused").await?;
        for refusal in refusals {
            self.halo.remove_fault(refusal);
        }
        details.click_button("Decide…").await?;
        page.expect(dialog("Decide which status stays")).await?;
        self.stop("tickets-status-refused-decide").await?;
        page.click_button("Keep Halo’s New").await?;
        page.expect_gone(dialog("Decide which status stays"))
            .await?;
        details.expect_text("as you decided").await
    }

    /// Both statuses changed, the decision, a poll that does not get through, and where both are set.
    async fn status_sync(&mut self) -> Result<()> {
        let page = self.page.clone();
        let tickets = self.halo.tickets();
        let alert = tickets
            .iter()
            .find(|ticket| ticket.summary.contains("Phishing reported"))
            .context("the ticket is not in Halo")?;
        page.click(role("row", containing("Phishing reported")))
            .await?;
        let details = page.within(role("complementary", "Phishing reported"));
        details.expect_text("Both statuses").await?;
        screens::ask_halo_now(&page).await?;
        self.halo.set_ticket_status(alert.id, IN_PROGRESS);
        screens::change_ticket_status(&page, "Phishing reported", "Resolved", "Close the ticket")
            .await?;
        details.expect_text("Both changed").await?;
        self.stop("tickets-conflict").await?;
        details.click_button("Decide…").await?;
        page.expect(dialog("Decide which status stays")).await?;
        self.stop("tickets-decide").await?;
        page.click_button("Keep Halo’s In Progress").await?;
        page.expect_gone(dialog("Decide which status stays"))
            .await?;
        details.expect_text("as you decided").await?;

        let down = self.halo.fault(Fault::get("/Tickets").status(503));
        let line = page.within(role("region", "Status sync"));
        line.click_button("Ask Halo now").await?;
        line.expect_text("Halo could not be asked").await?;
        self.stop("tickets-sync-failed").await?;
        self.halo.remove_fault(down);
        screens::ask_halo_now(&page).await?;
        line.click_button("Change the rule").await?;
        page.expect(field("Ask Halo")).await?;
        self.stop("settings-status-sync").await?;
        screens::go_to(&page, "Tickets").await
    }

    async fn test_ticket(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::choose_own_company(&page).await?;
        page.expect_text("Halyard test ticket").await?;
        self.stop("test-plan").await?;

        let held = self.halo.fault(Fault::post("/Actions").delay(HELD));
        page.click_button("Create the test ticket").await?;
        page.expect(button(containing("in Halo"))).await?;
        page.expect(role("table", "What was sent and what Halo holds"))
            .await?;
        self.stop("test-running").await?;
        page.within(role("region", "Run sheet"))
            .click_button("Stop and clean up")
            .await?;
        page.expect(button("Test again…")).await?;
        self.halo.remove_fault(held);
        self.stop("test-stopped").await?;

        let refused = self.halo.fault(Fault::post("/Tickets").reply(
            400,
            "application/json",
            r#"{"message":"Please complete all mandatory fields: Impact"}"#,
        ));
        self.test_again().await?;
        page.expect_text("Please complete all mandatory fields")
            .await?;
        self.stop("test-failed").await?;
        self.halo.remove_fault(refused);

        // The first is the ticket itself, two move its status, the fourth closes it; where it may not, an action would,
        // which is the second after the note.
        let close_refused = [
            Fault::post("/Tickets").nth(4).status(403),
            Fault::post("/Actions").nth(2).status(403),
        ]
        .map(|fault| self.halo.fault(fault));
        self.test_again().await?;
        page.expect(button("Close it now")).await?;
        self.stop("test-left-over").await?;
        for fault in close_refused {
            self.halo.remove_fault(fault);
        }
        page.click_button("Close it now").await?;
        page.expect_gone(button("Close it now")).await?;

        self.test_again().await?;
        page.within(role("region", "Run sheet"))
            .expect_text("Passed")
            .await?;
        self.stop("test-passed").await?;

        page.click_button("Test again…").await?;
        screens::choose_own_company(&page).await?;
        page.click(role("radio", containing("while Halyard watches")))
            .await?;
        page.click_button("Create the test ticket").await?;
        page.expect(button("Wait no longer")).await?;
        self.stop("test-watching").await?;
        page.click_button("Wait no longer").await?;
        page.expect(button("Test again…")).await
    }

    async fn test_again(&mut self) -> Result<()> {
        self.page.click_button("Test again…").await?;
        screens::choose_own_company(&self.page).await?;
        screens::run_test_ticket(&self.page).await
    }
}
