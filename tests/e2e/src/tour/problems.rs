//! Problems: none yet, some of each weight, ignoring, what Home says of them; the journal of all that, and its proof.

use anyhow::{Context as _, Result, ensure};

use super::Walk;
use crate::page::Page;
use crate::screens;
use crate::target::{button, checkbox, containing, dialog, field, link, role};

/// An organisation and its customer, which is inactive for a while.
const INACTIVE: &str = "Ashdown Forest Brewery";

/// Id of a status in the scenario "msp".
const IN_PROGRESS: i64 = 2;

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Walk<'_, Look> {
    /// After the ticket rules and some pairs.
    pub(super) async fn problems(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click(role("link", containing("Problems"))).await?;
        page.expect(button("Check again")).await?;
        self.stop("problems-none").await?;

        let renamed = self.customer("Allerton Engineering Ltd")?;
        ensure!(self.halo.rename_customer(renamed, "Allerton Group"));
        let inactive = self.customer(INACTIVE)?;
        ensure!(self.halo.set_customer_active(inactive, false));
        let statuses = self.halo.statuses();
        ensure!(self.halo.delete_status(IN_PROGRESS));
        page.click_button("Check again").await?;
        page.expect_text("A customer was renamed in Halo").await?;
        page.expect(button("Choose a status")).await?;
        self.stop("problems-some").await?;
        page.click_button("Ignore Allerton Engineering until…")
            .await?;
        page.expect(dialog("Ignore Allerton Engineering")).await?;
        self.stop("problems-ignore").await?;
        page.within(dialog("Ignore Allerton Engineering"))
            .click_button("Ignore")
            .await?;
        page.unfold("Ignored for now: 1").await?;
        self.stop("problems-ignored").await?;

        screens::open_tickets(&page).await?;
        screens::fill_in_ticket(&page, INACTIVE, "Login from abroad", "").await?;
        screens::enter_ticket(&page, "Hold the ticket", "Login from abroad").await?;

        page.click(link("Home")).await?;
        page.expect_text("What changed since").await?;
        self.stop("home-changes").await?;
        page.click_button("I have seen this").await?;
        page.expect_gone(button("I have seen this")).await?;

        ensure!(
            self.halo
                .rename_customer(renamed, "Allerton Engineering Ltd")
        );
        self.halo.restore_statuses(statuses);
        ensure!(self.halo.set_customer_active(inactive, true));
        page.click_button("Read Halo again").await?;
        screens::wait_for_read(&page).await?;
        self.waits_for_a_word().await
    }

    /// Its customer is active again: nothing holds the ticket but that nobody has said that it may go.
    async fn waits_for_a_word(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::open_tickets(&page).await?;
        page.expect(button("Send it…")).await?;
        self.stop("tickets-wait-for-a-word").await?;
        page.click_button("Send it…").await?;
        page.expect_text("Login from abroad").await?;
        self.stop("tickets-send-question").await?;
        page.click_button("Send to Halo").await?;
        page.expect_gone(button("Send it…")).await
    }

    /// After everything that the walk has done so far.
    pub(super) async fn activity(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click(link("Activity")).await?;
        page.expect(role("grid", "Activity")).await?;
        self.stop("activity").await?;
        page.click_button("Check the seals").await?;
        page.expect_text("Unchanged.").await?;
        screens::show_segment(&page, "Edits").await?;
        page.click(role("row", containing("organisations mapped")))
            .await?;
        page.expect_text("Who").await?;
        self.stop("activity-edit").await?;
        page.fill(field("Search activity"), "nobody of this name")
            .await?;
        page.expect_text("Nothing matches").await?;
        self.stop("activity-nothing").await?;
        page.fill(field("Search activity"), "").await?;
        page.click_button("Export…").await?;
        page.expect(dialog(containing("Export"))).await?;
        self.stop("activity-export").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(dialog(containing("Export"))).await
    }

    pub(super) async fn verify(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click(link("Home")).await?;
        page.click_button("Verify").await?;
        page.expect(role("region", "The vendors’ checklist"))
            .await?;
        self.stop("verify").await?;
        page.click_button("Write a report…").await?;
        let report = page.within(dialog("Write a report"));
        report.expect_text("Checklist").await?;
        report
            .tick(checkbox(containing("Leave names and addresses out")), true)
            .await?;
        report.expect_text("Organisation 1").await?;
        self.stop("verify-report").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(dialog("Write a report")).await
    }

    fn customer(&self, name: &str) -> Result<i64> {
        let found = self.halo.customer_named(name);
        Ok(found.with_context(|| format!("no customer {name}"))?.id)
    }
}
