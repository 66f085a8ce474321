//! Licences: before they are read, products mapped to them, both sides beside each other, and the plan of what
//! would be written.

use std::time::Duration;

use anyhow::Result;
use fantoccini::key::Key;
use halo_sim::Fault;

use super::Walk;
use crate::page::Page;
use crate::target::{button, checkbox, containing, dialog, field, link, role};

/// The licence in the scenario "msp" that most customers have.
pub(super) const SOLD: &str = "Email Security (per mailbox)";

/// Longer than a look at what is asked meanwhile, and shorter than anything waits for. A write that was sent is seen to its
/// end, so it cannot be held.
const SLOW_WRITE: Duration = Duration::from_secs(15);

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Walk<'_, Look> {
    pub(super) async fn licences(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click(link("Licences")).await?;
        page.expect_text("Compare seats with Halo’s licences")
            .await?;
        self.stop("licences-unread").await?;
        page.click_button("Read licences").await?;
        page.expect_text("stands for no licence yet").await?;
        self.stop("licences-unmapped").await?;
        page.click_button("Map products…").await?;
        let products = page.within(dialog("Map products to Halo’s licences"));
        products.expect(field("Licence for Email security")).await?;
        self.stop("licences-products").await?;
        products
            .choose_beginning(field("Licence for Email security"), SOLD)
            .await?;
        products.click_button("Done").await?;
        page.expect(role("grid", "Seats")).await?;
        self.stop("licences-compared").await?;
        page.fill(field("Filter licences"), "no such customer")
            .await?;
        page.expect_text("Nothing matches").await?;
        self.stop("licences-nothing").await?;
        page.click_button("Show everything").await?;
        self.plan_of_seats().await
    }

    async fn plan_of_seats(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click_button("Switch writing on…").await?;
        let switch = page.within(dialog("Let Halyard write seats to Halo"));
        switch.expect(button("Switch writing on")).await?;
        self.stop("licences-writing").await?;
        switch.click_button("Switch writing on").await?;
        page.click_button("Plan the changes").await?;
        page.expect(role("grid", "Lines of the plan")).await?;
        self.stop("licences-plan").await?;
        page.click(button(containing("lines…"))).await?;
        let write = page.within(dialog(containing("to Halo")));
        write.expect(button("Write to Halo")).await?;
        self.stop("licences-write").await?;
        write.click_button("Cancel").await?;

        // One line is enough to see what becomes of a plan.
        page.click_button("Untick all").await?;
        page.expect(button("Write 0 lines…")).await?;
        let line = format!("Write ACH Residential, {SOLD}");
        page.tick(checkbox(line.as_str()), true).await?;
        page.click_button("Make it anew…").await?;
        let replace = page.within(dialog(containing("Replace plan")));
        replace.expect(button("Keep it")).await?;
        self.stop("licences-replace").await?;
        replace.click_button("Keep it").await?;
        page.click_button("Write 1 line…").await?;
        page.within(dialog("Write 1 line to Halo"))
            .click_button("Write to Halo")
            .await?;
        page.expect_text("1 of 1 ticked line written").await?;
        self.stop("licences-written").await?;
        page.click_button("All plans").await?;
        page.expect(role("grid", "Plans")).await?;
        self.stop("licences-plans").await?;
        page.click_button("Back to the comparison").await?;
        self.plan_that_takes_long().await
    }

    /// While a line is written somebody closes the window, and is asked.
    async fn plan_that_takes_long(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click_button("Plan the changes").await?;
        page.expect(role("grid", "Lines of the plan")).await?;
        page.click_button("Untick all").await?;
        page.expect(button("Write 0 lines…")).await?;
        page.tick(checkbox(containing("Write Balmoral")), true)
            .await?;
        page.click_button("Write 1 line…").await?;
        let slow = self
            .halo
            .fault(Fault::post("/SoftwareLicence").delay(SLOW_WRITE));
        page.within(dialog("Write 1 line to Halo"))
            .click_button("Write to Halo")
            .await?;
        page.expect_text("Writing seats of Balmoral").await?;
        page.press_with(&[Key::Control], "q").await?;
        let question = page.within(dialog("Halyard is writing to Halo"));
        question
            .expect(button("Finish this item and close"))
            .await?;
        self.stop("close-question").await?;
        // Its button is called otherwise once the line is written.
        page.press(Key::Escape).await?;
        page.expect_text("1 of 1 ticked line written").await?;
        self.halo.remove_fault(slow);
        page.click_button("Back to the comparison").await?;
        page.expect(role("grid", "Seats")).await
    }
}
