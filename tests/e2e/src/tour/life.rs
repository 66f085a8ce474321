//! What comes after connecting: the banner, the vocabulary, the secret, every state of a connection, another Halo.

use anyhow::Result;
use halo_sim::{Config, Fault, Running, Scenario, Simulator};

use super::HELD;
use crate::app::{App, AppOptions};
use crate::page::Page;
use crate::screens;
use crate::target::{button, containing, dialog, field, link, role};

/// One program with one connection.
pub(super) struct Life<'a, Look> {
    pub(super) app: &'a mut App,
    pub(super) page: Page,
    pub(super) halo: Running,
    pub(super) look: &'a mut Look,
}

/// The walk in a program of its own.
pub(super) async fn from_connecting_on(
    options: &AppOptions,
    look: &mut impl AsyncFnMut(&Page, &str) -> Result<()>,
) -> Result<()> {
    super::in_own_program(options.clone(), "life", async |app| {
        let mut life = Life {
            page: app.page()?,
            app,
            halo: Simulator::start(Scenario::msp()).await?,
            look,
        };
        life.everything().await
    })
    .await
}

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Life<'_, Look> {
    async fn everything(&mut self) -> Result<()> {
        self.another_product().await?;
        self.after_connecting().await?;
        self.vocabulary().await?;
        self.secret().await?;
        self.states().await?;
        self.other_halo().await?;
        self.kept_states().await
    }

    /// Has a look, with nothing over the page that does not belong there.
    pub(super) async fn stop(&mut self, name: &str) -> Result<()> {
        self.page.put_toasts_away().await?;
        (self.look)(&self.page, name).await
    }

    async fn another_product(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click_button("Connect").await?;
        page.click(role("radio", "Another product")).await?;
        page.fill(field("Name of the product"), "Orbit Backup")
            .await?;
        page.unfold("Its statuses, levels and products").await?;
        page.expect(field("New status")).await?;
        self.stop("wizard1-words").await?;
        page.visit("/").await?;
        page.expect_heading("Connect your first product").await
    }

    async fn after_connecting(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click_button("Connect").await?;
        screens::choose_palisade(&page).await?;
        screens::find_halo(&page, self.halo.base_url()).await?;
        screens::leave_recipe(&page).await?;
        let id = self.halo.client_id().to_owned();
        screens::enter_credentials(&page, &id, &self.halo.client_secret()).await?;
        page.expect(button("Finish")).await?;
        let held = self.halo.fault(Fault::get("/Client").delay(HELD));
        page.click_button("Finish").await?;
        page.expect_text("Customers are being read.").await?;
        self.stop("home-connected-reading").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(button("Cancel")).await?;
        self.halo.remove_fault(held);
        page.click_button("Read Halo again").await?;
        screens::wait_for_read(&page).await?;
        page.expect_text("customers were read").await?;
        self.stop("home-connected").await?;
        page.click_button("Later, organisations first").await?;
        page.expect_text("Put off.").await?;
        self.stop("home-rules-later").await
    }

    async fn vocabulary(&mut self) -> Result<()> {
        let page = self.page.clone();
        screens::choose_ticket_rules(&page).await?;
        screens::save_ticket_rules(&page).await?;
        page.visit("/profiles/1/settings?section=vocabulary")
            .await?;
        page.expect(field("New status")).await?;
        self.stop("settings-vocabulary").await?;
        page.click_button("Remove Critical").await?;
        page.expect(dialog(containing("Remove “Critical”"))).await?;
        self.stop("vocabulary-remove").await?;
        page.click_button("Keep it").await?;
        page.expect_gone(dialog(containing("Remove “Critical”")))
            .await
    }

    async fn secret(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.visit("/profiles/1/settings?dialog=secret").await?;
        page.expect(dialog(containing("Replace the secret of")))
            .await?;
        self.stop("secret-dialog").await?;
        screens::try_new_secret(&page, "not-the-secret").await?;
        page.expect_text("The new secret was not taken").await?;
        self.stop("secret-refused").await?;
        let id = self.halo.client_id().to_owned();
        let new = self.halo.change_secret(&id).unwrap_or_default();
        screens::try_new_secret(&page, &new).await?;
        page.expect(dialog("The new secret is in use")).await?;
        self.stop("secret-accepted").await?;
        page.click_button("Close").await?;
        page.expect_gone(dialog("The new secret is in use")).await?;

        self.app.close().await?;
        let file = rusqlite::Connection::open(self.app.data_dir().join("halyard.db"))?;
        file.execute(
            "UPDATE profile SET secret_saved_at = '2025-01-15T09:00:00Z'",
            [],
        )?;
        file.close().map_err(|(_, error)| error)?;
        self.app.restart().await?;
        self.page = self.app.page()?;
        self.page.click(link("Home")).await?;
        self.page.expect_text("more than a year old").await?;
        self.stop("home-old-secret").await?;
        self.page.click(link("Settings")).await?;
        self.page.expect_text("whoever got hold of it").await?;
        self.stop("settings-old-secret").await
    }

    /// The address of the connection is changed to that of another Halo, and back.
    async fn other_halo(&mut self) -> Result<()> {
        let page = self.page.clone();
        let other = Simulator::start(Config {
            tenant: "westbrook".to_owned(),
            ..Config::new(Scenario::small())
        })
        .await?;
        page.visit("/connect?profile=1&step=2").await?;
        page.fill(field("Halo address"), other.base_url()).await?;
        page.click_button("Find").await?;
        page.expect_text("Before, this was").await?;
        self.stop("wizard2-other-halo").await?;
        page.visit("/profiles/1/home").await?;
        page.expect_text("Is this the same Halo?").await?;
        self.stop("health-other-halo").await?;
        page.click_button("Decide…").await?;
        page.click(role("radio", "Another Halo")).await?;
        self.stop("other-halo-dialog").await?;
        page.click(role("radio", "The address was a mistake"))
            .await?;
        page.click(button(containing("Back to "))).await?;
        page.expect_gone(button("Decide…")).await
    }
}
