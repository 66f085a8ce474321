//! What speaks against a pair, connecting with a licence, and a customer made in Halo.

use anyhow::Result;
use halo_sim::Fault;

use super::Walk;
use crate::page::Page;
use crate::screens;
use crate::target::{button, containing, dialog, field, option, role};

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Walk<'_, Look> {
    /// A pair that nothing speaks for: said before, set aside, raised again.
    pub(super) async fn warnings(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::show_segment(&page, "Unmapped").await?;
        let details = screens::open_organization(&page, "Beaufort Legal Partners").await?;
        details
            .fill(field("Search all customers"), "Caldera")
            .await?;
        page.click(option(containing("Caldera Geothermal"))).await?;
        details.expect_text("has other domains than").await?;
        self.stop("details-doubt").await?;
        details.click_button("Map").await?;
        page.expect(button("Map all the same")).await?;
        self.stop("pair-doubt").await?;
        screens::map_all_the_same(&page).await?;
        screens::show_segment(&page, "Mapped").await?;
        let details = screens::open_organization(&page, "Beaufort Legal Partners").await?;
        details.expect_text("you said it is right").await?;
        self.stop("details-set-aside").await?;
        details.click_button("Warn again: Other domain").await?;
        details.click_button("Close").await?;
        screens::show_segment(&page, "Problems").await?;
        let details = screens::open_organization(&page, "Beaufort Legal Partners").await?;
        details
            .expect(button("This is right: Other domain"))
            .await?;
        self.stop("organisations-problems").await?;
        details.click_button("Unlink").await?;
        page.fill(field("Filter organisations"), "").await
    }

    /// Customer and licence chosen together; a customer that Halo does not have yet.
    pub(super) async fn connecting(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::show_segment(&page, "Unmapped").await?;
        let details = screens::open_organization(&page, "Corvus Data Centres").await?;
        details
            .click_button("Connect customer and licence…")
            .await?;
        let connect = dialog("Connect Corvus Data Centres");
        page.expect(connect.clone()).await?;
        self.stop("connect-nobody").await?;
        page.within(connect.clone())
            .click_button("Create it in Halo…")
            .await?;
        let create = page.within(dialog("Create a customer in Halo"));
        create.expect_text("What is sent to Halo, once").await?;
        self.stop("create-plan").await?;
        let refused = self.halo.fault(Fault::post("/Client").status(403));
        create.click_button("Create in Halo").await?;
        create.expect_text("Customers Access Level").await?;
        self.stop("create-refused").await?;
        self.halo.remove_fault(refused);
        create.click_button("Create in Halo").await?;
        let report = page.within(dialog("Corvus Data Centres is in Halo"));
        report.expect_text("Same").await?;
        self.stop("create-report").await?;
        let customer = self.halo.customer_named("Corvus Data Centres");
        if let Some(customer) = customer {
            self.halo
                .add_licence(customer.id, "Palisade Email Security", 12);
        }
        report.click_button("Choose its licence…").await?;
        let inside = page.within(connect);
        let licence = field("Licence for Email security");
        inside
            .choose(licence, "Palisade Email Security, 12 seats in Halo")
            .await?;
        self.stop("connect-licence").await?;
        inside.click_button("Connect").await?;
        inside.expect_text("is connected to").await?;
        self.stop("connect-done").await?;
        inside.click_button("Done").await?;
        let details = page.within(role("complementary", "Corvus Data Centres"));
        details.expect(role("list", "Connection")).await?;
        self.stop("details-connected").await?;
        details.click_button("Close").await?;
        page.fill(field("Filter organisations"), "").await
    }
}
