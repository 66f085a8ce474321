//! Halo away, the sign-in refused, no keychain, a database from the future.

use std::ffi::OsString;

use anyhow::Result;
use halo_sim::{Fault, Scenario, Simulator};

use super::Walk;
use crate::app::AppOptions;
use crate::page::Page;
use crate::screens;
use crate::target::{button, containing, link, role};

/// Higher than any version there will be.
const FUTURE_VERSION: i32 = 9_999;

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Walk<'_, Look> {
    /// Both keep what was read; both end mended.
    pub(super) async fn refused_and_offline(&mut self) -> Result<()> {
        let page = self.page.clone();
        page.click(link("Home")).await?;
        let dropped = self.halo.fault(Fault::everything().drop_request());
        page.click_button("Read Halo again").await?;
        page.expect_text("Halo does not answer.").await?;
        self.stop("home-offline").await?;
        page.click(role("link", containing("Organisations")))
            .await?;
        page.expect(role("grid", "Organisations")).await?;
        self.stop("organisations-offline").await?;
        self.halo.expire_tokens();
        let refused = self.halo.fault(Fault::post("/auth/token").reply(
            401,
            "application/json",
            r#"{"error":"invalid_client"}"#,
        ));
        // Only now: once it answers, Halyard may ask by itself before anybody presses.
        self.halo.remove_fault(dropped);
        page.click_button("Try again").await?;
        page.expect_text("Halo refused the sign-in.").await?;
        self.stop("organisations-refused").await?;
        self.halo.remove_fault(refused);
        page.click_button("Try again").await?;
        page.expect_gone(button("Try again")).await
    }
}

/// Start and step 4 on a desktop without a keychain.
pub(super) async fn without_keychain(
    options: &AppOptions,
    look: &mut impl AsyncFnMut(&Page, &str) -> Result<()>,
) -> Result<()> {
    let nowhere = OsString::from("unix:path=/nonexistent/halyard-e2e");
    let options = AppOptions {
        env: vec![("DBUS_SESSION_BUS_ADDRESS".to_owned(), nowhere)],
        ..options.clone()
    };
    super::in_own_program(options, "no-keychain", async |app| {
        let halo = Simulator::start(Scenario::small()).await?;
        let page = app.page()?;
        page.expect_text("The keychain cannot be used").await?;
        look(&page, "start-no-keychain").await?;
        page.click_button("Connect").await?;
        screens::choose_palisade(&page).await?;
        screens::find_halo(&page, halo.base_url()).await?;
        screens::leave_recipe(&page).await?;
        page.expect_text("The keychain cannot be used").await?;
        look(&page, "wizard4-no-keychain").await
    })
    .await
}

/// The page that stands there when the database was made by a newer Halyard.
pub(super) async fn with_newer_database(
    options: &AppOptions,
    look: &mut impl AsyncFnMut(&Page, &str) -> Result<()>,
) -> Result<()> {
    super::in_own_program(options.clone(), "newer-database", async |app| {
        app.page()?
            .expect_heading("Connect your first product")
            .await?;
        app.close().await?;
        rusqlite::Connection::open(app.data_dir().join("halyard.db"))?.pragma_update(
            None,
            "user_version",
            FUTURE_VERSION,
        )?;
        app.restart().await?;
        let page = app.page()?;
        page.expect_text("The database was made by a newer Halyard")
            .await?;
        look(&page, "database-too-new").await
    })
    .await
}
