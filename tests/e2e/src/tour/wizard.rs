//! The five steps of the wizard with what can go wrong in each, and a second connection that lacks a right.

use anyhow::Result;
use halo_sim::{Access, AgentRights, Fault, Scenario, Simulator};

use super::{HELD, Walk};
use crate::page::Page;
use crate::screens;
use crate::target::{button, checkbox, field, role};

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Walk<'_, Look> {
    pub(super) async fn wizard(&mut self) -> Result<()> {
        self.page.click_button("Connect").await?;
        self.page.expect(role("radio", "Palisade")).await?;
        self.stop("wizard1-empty").await?;
        self.page.click(role("radio", "Palisade")).await?;
        self.stop("wizard1-chosen").await?;
        screens::choose_palisade(&self.page).await?;
        self.find().await?;
        self.stop("wizard3-recipe").await?;
        self.page
            .tick(checkbox("Tickets Access Level"), true)
            .await?;
        self.page.tick(checkbox("Seats"), true).await?;
        self.stop("wizard3-ticked").await?;
        screens::leave_recipe(&self.page).await?;
        self.stop("wizard4-empty").await?;
        self.checks().await?;
        screens::check_and_finish(&self.page).await
    }

    async fn find(&mut self) -> Result<()> {
        let page = self.page.clone();
        self.stop("wizard2-empty").await?;
        for (state, address, sentence) in [
            (
                "typo",
                "fernhill halopsa",
                "This is not the address of a host",
            ),
            // Without a network, not even that can be found out; both sentences name the host.
            ("no-dns", "https://nothing.invalid", "nothing.invalid"),
        ] {
            page.fill(field("Halo address"), address).await?;
            page.click_button("Find").await?;
            page.expect_text(sentence).await?;
            page.expect_gone(button("Cancel")).await?;
            self.stop(&format!("wizard2-{state}")).await?;
        }
        let shop = "<html><title>Shop</title><p>Welcome to our shop</html>";
        let shop = self
            .halo
            .fault(Fault::everything().reply(200, "text/html", shop));
        page.fill(field("Halo address"), self.halo.base_url())
            .await?;
        page.click_button("Find").await?;
        page.expect_text("What answers there is not Halo").await?;
        self.stop("wizard2-not-halo").await?;
        self.halo.remove_fault(shop);
        let held = self.halo.fault(Fault::get("/authinfo").delay(HELD));
        page.click_button("Find").await?;
        page.expect(button("Cancel")).await?;
        self.stop("wizard2-slow").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(button("Cancel")).await?;
        self.halo.remove_fault(held);
        page.unfold("Type the three values myself").await?;
        page.expect(field("Resource server")).await?;
        self.stop("wizard2-typed").await?;
        page.unfold("Type the three values myself").await?;
        page.click_button("Find").await?;
        page.expect(role("region", "What was found")).await?;
        self.stop("wizard2-found").await?;
        page.click_button("Continue").await?;
        page.expect_heading("Prepare Halo").await
    }

    async fn checks(&mut self) -> Result<()> {
        let page = self.page.clone();
        let id = self.halo.client_id().to_owned();
        screens::enter_credentials(&page, &id, "not-the-secret").await?;
        page.expect_text("1 failed").await?;
        self.stop("wizard5-wrong-secret").await?;

        page.click_button("Enter credentials").await?;
        page.expect_heading("Enter credentials").await?;
        self.stop("wizard4-saved").await?;
        let held = self.halo.fault(Fault::get("/Client").delay(HELD));
        screens::enter_credentials(&page, &id, &self.halo.client_secret()).await?;
        page.expect_text("3 passed").await?;
        page.expect(button("Stop")).await?;
        self.stop("wizard5-running").await?;
        page.click_button("Stop").await?;
        page.expect(button("Check all again")).await?;
        self.halo.remove_fault(held);

        let agent = self.halo.main_agent();
        self.halo.set_agent_rights(agent, without_licences());
        page.click_button("Check all again").await?;
        page.expect_text("The list is empty").await?;
        page.expect(button("Finish")).await?;
        self.stop("wizard5-warning").await?;
        self.halo.set_agent_rights(agent, AgentRights::full());
        let refused = self.halo.fault(Fault::get("/SoftwareLicence").status(403));
        page.click_button("Check all again").await?;
        page.expect(button("Do without seats")).await?;
        self.stop("wizard5-failed").await?;
        self.halo.remove_fault(refused);
        page.click_button("Check all again").await?;
        page.expect(button("Finish")).await?;
        self.stop("wizard5-passed").await
    }

    /// Another product whose agent may not read customers: saved all the same.
    pub(super) async fn second_connection(&mut self) -> Result<()> {
        let page = self.page.clone();
        // Another Halo: the first one has had nearly all the requests of five minutes on the way here.
        self.halo = Simulator::start(Scenario::msp()).await?;
        let agent = self.halo.add_agent(
            "Restricted API",
            AgentRights {
                customers: Access::None,
                ..AgentRights::full()
            },
        );
        let credentials = self.halo.add_application("Restricted", &["all"], agent);
        page.visit("/").await?;
        page.click_button("New connection").await?;
        page.click(role("radio", "Dropsuite")).await?;
        page.click_button("Continue").await?;
        page.expect_heading("Find your Halo").await?;
        screens::find_halo(&page, self.halo.base_url()).await?;
        screens::leave_recipe(&page).await?;
        screens::enter_credentials(&page, &credentials.client_id, &credentials.client_secret)
            .await?;
        page.expect_text("1 failed").await?;
        page.expect(button("Check all again")).await?;
        self.stop("wizard5-no-customers").await?;
        page.click_button("Save and finish later").await?;
        page.expect_heading("Home").await?;
        page.expect_text("The connection needs attention").await?;
        self.stop("home-attention").await?;
        page.visit("/").await?;
        page.expect_heading("Integrations").await
    }
}

/// Everything but the licences, which seats need.
fn without_licences() -> AgentRights {
    AgentRights {
        software_licensing: Access::None,
        ..AgentRights::full()
    }
}
