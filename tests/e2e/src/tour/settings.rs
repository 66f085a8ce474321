//! Settings of a profile, and what its revoking says.

use anyhow::Result;
use fantoccini::key::Key;
use halo_sim::Fault;

use super::Walk;
use crate::page::Page;
use crate::screens;
use crate::target::{button, checkbox, containing, dialog, field, link, option, role};

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Walk<'_, Look> {
    pub(super) async fn settings(&mut self) -> Result<()> {
        self.page.click(link("Settings")).await?;
        self.page.expect_heading("Settings").await?;
        self.page.expect_text("In the keychain").await?;
        self.page.expect_text("Data folder").await?;
        self.stop("settings-profile").await?;
        self.backups().await?;
        self.profile_files().await?;
        self.asked_for_anywhere().await?;
        self.matching().await
    }

    /// The backup that is made a minute after the start, and what going back to it would do.
    async fn backups(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.expect(role("table", "Backups")).await?;
        page.click(button(containing("Go back to"))).await?;
        page.expect_text("The backup holds").await?;
        self.stop("settings-go-back").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(dialog(containing("Go back to"))).await
    }

    /// A profile as a file: where it goes, what is in one that was chosen, and a file that is none.
    async fn profile_files(&mut self) -> Result<()> {
        let page = self.page.clone();
        let (file, other) = (
            self.app.scratch_file("profile.json"),
            self.app.scratch_file("other.json"),
        );
        fs_err::write(&other, "{}")?;
        page.click(button(containing("Export "))).await?;
        page.expect(dialog(containing("Export "))).await?;
        self.stop("settings-export-profile").await?;
        page.fill(field("File"), &file.to_string_lossy()).await?;
        page.click_button("Export").await?;
        page.expect_text("of them mapped").await?;
        page.click_button("Close").await?;

        page.click_button("Import a profile…").await?;
        page.fill(field("File"), &other.to_string_lossy()).await?;
        page.click_button("Read the file").await?;
        page.expect_text("not the file of a profile").await?;
        self.stop("settings-import-refused").await?;
        page.fill(field("File"), &file.to_string_lossy()).await?;
        page.click_button("Read the file").await?;
        page.expect_text("New profile").await?;
        self.stop("settings-import-profile").await?;
        page.click_button("Cancel").await?;
        page.expect_gone(dialog(containing("Import "))).await
    }

    /// What opens over every screen: the command box with what it finds and what not, the keys, About.
    async fn asked_for_anywhere(&mut self) -> Result<()> {
        let page = self.page.clone();
        let words = role("combobox", "Search and commands");
        page.click_button("Search and commands").await?;
        page.expect_focus(words.clone()).await?;
        self.stop("command-box").await?;
        page.fill(words.clone(), "Beaufort").await?;
        page.expect(option(containing("Beaufort Legal Partners")))
            .await?;
        self.stop("command-box-found").await?;
        page.fill(words.clone(), "Quixotic").await?;
        page.expect_text("Nothing is called").await?;
        self.stop("command-box-nothing").await?;
        page.press(Key::Escape).await?;
        page.expect_gone(words.clone()).await?;
        for (key, title) in [("keys", "Keys"), ("about", "About Halyard")] {
            page.click_button("Search and commands").await?;
            page.expect_focus(words.clone()).await?;
            page.type_text(title).await?;
            page.press(Key::Enter).await?;
            page.expect(dialog(title)).await?;
            self.stop(key).await?;
            if key == "about" {
                page.unfold("Third-party licences").await?;
                page.expect_text("parts by others").await?;
                self.stop("about-licences").await?;
            }
            page.press(Key::Escape).await?;
            page.expect_gone(dialog(title)).await?;
        }
        Ok(())
    }

    /// What accepting by itself would do, and customers that are shared no longer.
    async fn matching(&mut self) -> Result<()> {
        let page = self.page.clone();
        let sharing = role("switch", "Several organisations may share one customer");
        let automatic = role("switch", "Accept clear suggestions by itself");
        page.click(automatic).await?;
        let look = dialog("Accept clear suggestions by itself");
        page.within(look.clone())
            .expect_text("to decide now")
            .await?;
        self.stop("settings-automatic").await?;
        page.click_button("Leave it off").await?;
        page.expect_gone(look).await?;

        page.click(sharing.clone()).await?;
        page.expect_text("Customers may be shared now").await?;
        page.click(role("link", containing("Organisations")))
            .await?;
        screens::show_segment(&page, "Unmapped").await?;
        let details = screens::open_organization(&page, "Beaufort Legal Partners").await?;
        details
            .fill(field("Search all customers"), "Allerton")
            .await?;
        page.click(option(containing("Allerton Engineering")))
            .await?;
        details.click_button("Map").await?;
        page.expect(button("Map both")).await?;
        self.stop("share-confirm").await?;
        page.click_button("Map both").await?;
        page.expect_gone(button("Map both")).await?;
        screens::show_segment(&page, "Mapped").await?;
        let details = screens::open_organization(&page, "Beaufort Legal Partners").await?;
        details.expect_text("It is shared with").await?;
        self.stop("details-shared").await?;

        page.click(link("Settings")).await?;
        page.click(sharing.clone()).await?;
        page.expect(dialog("Share customers no longer")).await?;
        self.stop("settings-stop-sharing").await?;
        page.click_button("Go on sharing").await?;
        page.click(role("link", containing("Organisations")))
            .await?;
        screens::show_segment(&page, "Mapped").await?;
        let details = screens::open_organization(&page, "Beaufort Legal Partners").await?;
        details.click_button("Part").await?;
        page.fill(field("Filter organisations"), "").await?;
        page.click(link("Settings")).await?;
        page.click(sharing).await?;
        page.expect_text("Customers are no longer shared").await
    }

    pub(super) async fn revoke(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click(link("Settings")).await?;
        page.click_button("Revoke connection…").await?;
        page.expect(dialog(containing("Revoke the connection")))
            .await?;
        self.stop("revoke-dialog").await?;
        page.click_button("Revoke connection").await?;
        page.expect_heading("Revoked").await?;
        self.stop("revoked-before").await?;
        page.tick(checkbox(containing("Deactivate the agent")), true)
            .await?;
        page.expect_text("1 of 3 ticked").await?;
        page.click_button("Ask Halo whether the old secret still works")
            .await?;
        page.expect_text("the application is still active").await?;
        self.stop("revoked-still-works").await?;
        let away = self.halo.fault(Fault::everything().drop_request());
        page.click_button("Ask Halo again").await?;
        page.expect_text("Halo could not be asked").await?;
        self.stop("revoked-not-asked").await?;
        self.halo.remove_fault(away);
        let id = self.halo.client_id().to_owned();
        self.halo.set_application_active(&id, false);
        page.click_button("Ask Halo again").await?;
        page.expect_text("revoked on both sides").await?;
        self.stop("revoked-refused").await?;
        self.halo.set_application_active(&id, true);
        page.click(link("Home")).await?;
        page.expect_text("The connection was revoked").await?;
        self.stop("home-revoked").await?;
        page.click(role("link", containing("Organisations")))
            .await?;
        page.expect(role("grid", "Organisations")).await?;
        self.stop("organisations-revoked").await?;
        page.visit("/profiles/1/revoked").await?;
        page.expect_text("was wiped when this page was closed")
            .await?;
        self.stop("revoked-later").await
    }
}
