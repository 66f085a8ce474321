//! Every state of a connection, produced where the simulator can produce it.

use anyhow::Result;
use halo_sim::Fault;

use super::life::Life;
use crate::page::Page;
use crate::screens;
use crate::target::{button, link, role};

/// What goes wrong, by the name of its stop and the first sentence of its banner.
fn troubles() -> Vec<(&'static str, Fault, &'static str)> {
    let refused = r#"{"error":"invalid_client"}"#;
    vec![
        (
            "sign-in-refused",
            Fault::post("/auth/token").reply(401, "application/json", refused),
            "Halo refused the sign-in.",
        ),
        (
            "tenant",
            Fault::post("/auth/token").status(500),
            "Halo knows no such tenant.",
        ),
        (
            "host-gone",
            Fault::everything().redirect(302, "https://elsewhere.example/"),
            "Halo is no longer at its address.",
        ),
        (
            "sign-in-page",
            Fault::everything().html(),
            "The network wants you to sign in.",
        ),
        (
            "out-of-order",
            Fault::get("/TicketType").status(503),
            "Halo is out of order.",
        ),
        (
            "offline",
            Fault::everything().drop_request(),
            "Halo does not answer.",
        ),
    ]
}

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Life<'_, Look> {
    /// One after the other, each found by reading Halo and ended by trying again.
    pub(super) async fn states(&mut self) -> Result<()> {
        self.page.click(link("Home")).await?;
        for (name, fault, sentence) in troubles() {
            self.halo.expire_tokens();
            let fault = self.halo.fault(fault);
            self.page.click_button("Read Halo again").await?;
            self.page.expect_text(sentence).await?;
            self.stop(&format!("health-{name}")).await?;
            self.halo.remove_fault(fault);
            self.page.click_button("Try again").await?;
            self.page.expect_no_text(sentence).await?;
            screens::wait_for_read(&self.page).await?;
        }
        self.agent_refused().await?;
        self.right_lost().await?;
        // The count of requests sent so far goes with the program: a refusal now is an early one.
        self.app.restart().await?;
        self.page = self.app.page()?;
        self.page.click(link("Home")).await?;
        self.rate_limited().await
    }

    async fn agent_refused(&mut self) -> Result<()> {
        let page = self.page.clone();
        let agent = self.halo.main_agent();
        self.halo.set_agent_active(agent, false);
        page.click_button("Read Halo again").await?;
        page.expect_text("Halo refuses the agent.").await?;
        self.stop("health-agent-refused").await?;
        self.halo.set_agent_active(agent, true);
        page.click_button("Check access").await?;
        page.expect_heading("Check access").await?;
        page.expect(button("Finish")).await?;
        page.click_button("Finish").await?;
        screens::wait_for_read(&page).await
    }

    async fn right_lost(&mut self) -> Result<()> {
        let page = self.page.clone();
        let refused = self.halo.fault(Fault::get("/Client").status(403));
        page.click_button("Read Halo again").await?;
        page.expect_text("Right lost: customers").await?;
        self.stop("health-right-lost").await?;
        page.click_button("Check access").await?;
        page.expect_heading("Check access").await?;
        page.expect_text("1 failed").await?;
        self.stop("health-right-check").await?;
        self.halo.remove_fault(refused);
        page.click_button("Check all again").await?;
        page.expect(button("Finish")).await?;
        page.click_button("Finish").await?;
        screens::wait_for_read(&page).await
    }

    async fn rate_limited(&mut self) -> Result<()> {
        let page = self.page.clone();
        let limited = Fault::get("/TicketType")
            .status(429)
            .header("retry-after", "10")
            .once();
        self.halo.fault(limited);
        page.click_button("Read Halo again").await?;
        page.expect_text("Halo’s request limit is reached.").await?;
        self.stop("health-rate-limited-reading").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(button("Cancel")).await?;
        // What is held back is not sent by others either.
        page.expect_no_text("Halo’s request limit is reached.")
            .await?;
        page.click_button("Read Halo again").await?;
        page.expect_text("Halo’s request limit is reached.").await?;
        page.expect_no_text("Halo’s request limit is reached.")
            .await?;
        screens::wait_for_read(&page).await
    }

    /// States that need a keychain, a proxy or a certificate of their own to come about: as they are after a restart.
    pub(super) async fn kept_states(&mut self) -> Result<()> {
        for (name, trouble, what, until, sentence) in [
            (
                "keychain-locked",
                "keychain_locked",
                "The keychain is locked.",
                None,
                "The keychain is locked.",
            ),
            (
                "proxy",
                "proxy",
                "No connection to fernhill.halopsa.com: the proxy of this computer did not let it through.",
                None,
                "The proxy does not let Halyard through.",
            ),
            (
                "untrusted",
                "untrusted",
                "The connection to fernhill.halopsa.com is not safe: its certificate has expired.",
                None,
                "The connection to Halo is not safe.",
            ),
            (
                "secret-missing",
                "secret_missing",
                "The client secret is no longer in the keychain. It was removed there, or this is another user.",
                None,
                "The client secret is missing.",
            ),
            (
                "rate-limited",
                "rate_limited",
                "Halo takes no more requests at the moment.",
                Some("+4 minutes"),
                "Halo’s request limit is reached.",
            ),
        ] {
            self.app.close().await?;
            let file = rusqlite::Connection::open(self.app.data_dir().join("halyard.db"))?;
            file.execute(
                "INSERT OR REPLACE INTO connection_trouble (profile_id, place, trouble, what, since, until)
                 VALUES (1, 'link', ?1, ?2, '2026-11-21T12:00:00Z', strftime('%Y-%m-%dT%H:%M:%SZ', 'now', ?3))",
                rusqlite::params![trouble, what, until],
            )?;
            file.close().map_err(|(_, error)| error)?;
            self.app.restart().await?;
            self.page = self.app.page()?;
            self.page.click(link("Home")).await?;
            self.page.expect_text(sentence).await?;
            self.page.expect(role("list", "Tasks")).await?;
            self.stop(&format!("health-{name}")).await?;
        }
        Ok(())
    }
}
