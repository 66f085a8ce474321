//! Start without a connection and with one of each kind, the demo, and Home with everything done.

use anyhow::Result;

use super::Walk;
use super::licences::SOLD;
use crate::page::Page;
use crate::screens;
use crate::target::{Target, button, containing, dialog, field, link, role};
use crate::wait::eventually;

/// Two organisations that every scenario "msp" has under the same name.
const SMALL_CSV: &str = "External ID,Organisation,Domains\n\
    S-1,Allerton Engineering,allertonengineering.example\n\
    S-2,Evergreen Landscapes,evergreenlandscapes.example\n";

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Walk<'_, Look> {
    pub(super) async fn start_first_use(&mut self) -> Result<()> {
        self.page
            .expect_heading("Connect your first product")
            .await?;
        self.stop("start-first").await?;
        self.page.click_button("Settings").await?;
        self.page.expect_heading("Settings").await?;
        self.page.expect_text("Data folder").await?;
        self.stop("settings-program").await?;
        self.page.click_button("All integrations").await?;
        self.page.expect_heading("Connect your first product").await
    }

    /// The demo with two organisations, gone through to the end.
    pub(super) async fn demo(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::connect_demo(&page).await?;
        self.stop("home-demo").await?;

        let file = self.app.scratch_file("two.csv");
        fs_err::write(&file, SMALL_CSV)?;
        page.click(role("link", containing("Organisations")))
            .await?;
        self.stop("organisations-demo").await?;
        screens::import_csv(&page, &file, 2).await?;
        screens::accept_suggestions(&page).await?;
        screens::choose_ticket_rules(&page).await?;
        screens::save_ticket_rules(&page).await?;
        page.click(role("tab", "Test ticket")).await?;
        page.expect_value(field("Customer"), "Northwind IT Services")
            .await?;
        screens::run_test_ticket(&page).await?;
        page.click(link("Licences")).await?;
        page.click_button("Read licences").await?;
        page.expect(button("Read again")).await?;
        self.stop("licences-demo").await?;
        page.click_button("Map products…").await?;
        let products = page.within(dialog("Map products to Halo’s licences"));
        products
            .choose_beginning(field("Licence for Email security"), SOLD)
            .await?;
        products.click_button("Done").await?;
        page.click(link("Home")).await?;
        page.expect_text("Everything is set up").await?;
        self.stop("home-done").await
    }

    /// A revoked connection, one that needs attention, and the demo.
    pub(super) async fn start_with_cards(&mut self) -> Result<()> {
        self.page.visit("/").await?;
        self.page.expect_heading("Integrations").await?;
        self.stop("start-cards").await?;
        let menu = Target::any("menu");
        let connections = self.page.within(role("list", "Connections"));
        eventually("three connections", async || {
            let rows = connections.count(&button("Options")).await?;
            anyhow::ensure!(rows == 3, "there are {rows}");
            Ok(())
        })
        .await?;
        self.page
            .visit("/profiles/2/settings?dialog=delete")
            .await?;
        self.page.expect(dialog(containing("Delete"))).await?;
        self.stop("settings-delete").await?;
        self.page.click_button("Cancel").await?;
        self.page.expect_gone(menu).await
    }
}
