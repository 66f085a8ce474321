//! A company's network: the settings for it, and everything that can be on the way to its Halo.

use anyhow::Result;

use crate::app::{App, AppOptions};
use crate::fernhill::Fernhill;
use crate::page::Page;
use crate::screens;
use crate::target::{button, checkbox, field, role};

/// Settings, steps 2 and 5 of the wizard, and the banner, behind a proxy.
pub(super) async fn behind_a_proxy(
    options: &AppOptions,
    look: &mut impl AsyncFnMut(&Page, &str) -> Result<()>,
) -> Result<()> {
    super::in_own_program(options.clone(), "network", async |app| {
        let mut visit = Visit {
            page: app.page()?,
            fernhill: Fernhill::start().await?,
            app,
            look,
        };
        visit.everything().await
    })
    .await
}

/// A walk under way, with a program of its own.
struct Visit<'a, Look> {
    app: &'a App,
    page: Page,
    fernhill: Fernhill,
    look: &'a mut Look,
}

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Visit<'_, Look> {
    async fn everything(&mut self) -> Result<()> {
        self.settings_before().await?;
        self.certificates().await?;
        self.obstacles().await?;
        self.settings_after().await?;
        self.connected().await
    }

    async fn stop(&mut self, name: &str) -> Result<()> {
        self.page.put_toasts_away().await?;
        (self.look)(&self.page, name).await
    }

    /// Asks for a Halo in step 2, and stops at what is said.
    async fn ask(&mut self, host: &str, title: &str, stop: &str) -> Result<()> {
        self.page.fill(field("Halo address"), host).await?;
        self.page.click_button("Find").await?;
        self.page.expect_text(title).await?;
        self.stop(&format!("wizard2-{stop}")).await
    }

    async fn settings_before(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click_button("Connect").await?;
        screens::choose_palisade(&page).await?;
        page.visit("/settings?section=network").await?;
        page.expect_text("None is added").await?;
        self.stop("settings-network-empty").await?;
        screens::use_proxy(&page, &self.fernhill.proxy.url()).await?;
        screens::save_network(&page).await
    }

    async fn certificates(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.visit("/connect?profile=1&step=2").await?;
        self.ask(
            Fernhill::HALO,
            "The certificate comes from an unknown authority",
            "unknown-authority",
        )
        .await?;
        page.click_button("Open network settings").await?;
        page.expect_heading("Root certificates").await?;
        let with_key = self.fernhill.key_file(self.app)?;
        page.fill(field("Certificate file"), &with_key).await?;
        page.click_button("Add certificate").await?;
        page.expect_text("This certificate cannot be added").await?;
        self.stop("settings-network-bad-certificate").await?;
        let root = self.fernhill.root_file(self.app)?;
        screens::add_root(&page, &root, Fernhill::AUTHORITY).await?;
        page.click_button("Back to the set-up").await
    }

    async fn obstacles(&mut self) -> Result<()> {
        for (stop, host, title) in [
            (
                "self-signed",
                Fernhill::SELF_SIGNED,
                "The certificate is signed by itself",
            ),
            ("expired", Fernhill::EXPIRED, "The certificate has expired"),
            (
                "wrong-name",
                Fernhill::WRONG_NAME,
                "The certificate belongs to another name",
            ),
            (
                "captive-portal",
                Fernhill::GUEST,
                "A sign-in page answers in Halo’s place",
            ),
            (
                "proxy-denied",
                "nobody.fernhill.example",
                "The proxy lets nothing through to Halo",
            ),
        ] {
            self.ask(host, title, stop).await?;
        }
        self.fernhill.proxy.require_login("ann", "right horse");
        self.ask(Fernhill::HALO, "The proxy wants a login", "proxy-login")
            .await
    }

    async fn settings_after(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click_button("Open network settings").await?;
        screens::type_proxy_login(&page, "ann", "wrong horse").await?;
        page.click_button("Test the way to Halo").await?;
        page.expect_text("The proxy refuses this login").await?;
        self.stop("settings-network-test-failed").await?;
        screens::type_proxy_login(&page, "ann", "right horse").await?;
        page.fill(field("Hosts that go past it"), "intranet.fernhill.example")
            .await?;
        screens::save_network(&page).await?;
        page.click_button("Test the way to Halo").await?;
        page.expect_text("Halo answers").await?;
        self.stop("settings-network-filled").await?;
        let remove = button("Remove certificate");
        page.click_button(&format!("Remove {}…", Fernhill::AUTHORITY))
            .await?;
        page.expect(remove.clone()).await?;
        self.stop("settings-network-remove").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(remove).await?;
        page.click_button("Back to the set-up").await
    }

    async fn connected(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click_button("Find").await?;
        page.expect(role("region", "What was found")).await?;
        self.stop("wizard2-own-halo").await?;
        page.click_button("Continue").await?;
        screens::leave_recipe(&page).await?;
        let (id, secret) = {
            let halo = &self.fernhill.halo;
            (halo.client_id().to_owned(), halo.client_secret())
        };
        screens::enter_credentials(&page, &id, &secret).await?;
        page.expect(button("Finish")).await?;
        self.fernhill.proxy.require_login("ann", "another horse");
        page.click_button("Check all again").await?;
        page.expect_text("The proxy refuses this login").await?;
        self.stop("wizard5-proxy-login").await?;
        page.click_button("Finish").await?;
        page.expect_heading("Home").await?;
        page.expect_text("it refuses the login that was sent")
            .await?;
        self.stop("home-proxy-login").await?;
        page.click_button("Network settings").await?;
        page.expect(checkbox("The proxy wants a login")).await?;
        self.stop("settings-network-profile").await
    }
}
