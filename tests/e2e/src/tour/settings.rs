//! Settings of a profile, and what its revoking says.

use anyhow::Result;

use super::Walk;
use crate::page::Page;
use crate::target::{containing, dialog, link};

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Walk<'_, Look> {
    pub(super) async fn settings(&mut self) -> Result<()> {
        self.page.click(link("Settings")).await?;
        self.page.expect_heading("Settings").await?;
        self.page.expect_text("In the keychain").await?;
        self.page.expect_text("Data folder").await?;
        self.stop("settings-profile").await
    }

    pub(super) async fn revoke(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click(link("Settings")).await?;
        page.click_button("Revoke connection…").await?;
        page.expect(dialog(containing("Revoke the connection")))
            .await?;
        self.stop("revoke-dialog").await?;
        page.click_button("Revoke connection").await?;
        page.expect(dialog("The connection is revoked")).await?;
        self.stop("revoke-done").await?;
        page.click_button("Close").await?;
        page.expect_gone(dialog("The connection is revoked"))
            .await?;
        page.click(link("Home")).await?;
        page.expect_text("The connection was revoked").await?;
        self.stop("home-revoked").await
    }
}
