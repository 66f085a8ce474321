//! Licences: before they are read, products mapped to them, and both sides beside each other.

use anyhow::Result;

use super::Walk;
use crate::page::Page;
use crate::target::{dialog, field, link, role};

/// The licence in the scenario "msp" that most customers have.
pub(super) const SOLD: &str = "Email Security (per mailbox)";

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
        page.click_button("Show everything").await
    }
}
