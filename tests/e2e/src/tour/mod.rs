//! A walk past every screen in every state, for whoever looks at them: the photographs, and axe.
//!
//! It stops where something is worth a look, with a name made of screen and state. States that last only a moment are
//! held by the simulator, which answers when the walk has gone on. Not here: proofs that the program does the right
//! thing; the walk only makes sure that it stands in front of what the name says.

mod health;
mod licences;
mod life;
mod moved;
mod network;
mod organizations;
mod pairs;
mod problems;
mod settings;
mod start;
mod tickets;
mod trouble;
mod wizard;

use std::time::Duration;

use anyhow::Result;
use halo_sim::{Running, Scenario, Simulator};

use crate::app::{App, AppOptions, Theme};
use crate::page::Page;
use crate::screens;

/// Longer than anybody looks at a state. A held answer is cancelled from the screen, never waited for.
const HELD: Duration = Duration::from_mins(2);

/// Stops at which toasts stay: those that show what was just done, and those with an open list, which a press elsewhere
/// would close.
const WITH_TOASTS: [&str; 4] = [
    "organisations-mapped",
    "details-excluded",
    "details-search",
    "organisations-menu",
];

/// A walk under way. `Look` gets the page and the name of the stop.
struct Walk<'a, Look> {
    app: &'a mut App,
    page: Page,
    halo: Running,
    look: &'a mut Look,
}

/// Walks past everything on a desktop of one theme.
///
/// # Errors
/// When a state cannot be reached, or `look` fails.
pub async fn walk(
    theme: Theme,
    look: &mut impl AsyncFnMut(&Page, &str) -> Result<()>,
) -> Result<()> {
    let options = AppOptions {
        theme,
        ..AppOptions::default()
    };
    life::from_connecting_on(&options, look).await?;
    moved::to_another_halo(&options, look).await?;
    trouble::without_keychain(&options, look).await?;
    trouble::with_newer_database(&options, look).await?;
    network::behind_a_proxy(&options, look).await?;

    let mut app = App::start(options).await?;
    let halo = Simulator::start(Scenario::msp()).await?;
    let page = app.page()?;
    let mut walk = Walk {
        app: &mut app,
        page,
        halo,
        look,
    };
    let walked = walk.everything().await;
    if walked.is_err() {
        // The window as it stood is worth more than the sentence about it.
        let folder = crate::repository().join("target/e2e-failures");
        fs_err::create_dir_all(&folder)?;
        let picture = folder.join(format!("tour-{}.png", theme.as_str()));
        walk.page.screenshot(&picture).await?;
    }
    app.close().await?;
    walked
}

impl<Look: AsyncFnMut(&Page, &str) -> Result<()>> Walk<'_, Look> {
    async fn everything(&mut self) -> Result<()> {
        self.start_first_use().await?;
        self.wizard().await?;
        screens::wait_for_read(&self.page).await?;
        self.stop("home-begin").await?;
        self.reading().await?;
        self.organizations().await?;
        self.licences().await?;
        self.tickets().await?;
        self.problems().await?;
        self.activity().await?;
        self.verify().await?;
        self.settings().await?;
        self.refused_and_offline().await?;
        self.revoke().await?;
        self.second_connection().await?;
        self.demo().await?;
        self.start_with_cards().await
    }

    /// Has a look, once nothing moves any more.
    async fn stop(&mut self, name: &str) -> Result<()> {
        if !WITH_TOASTS.contains(&name) {
            self.page.put_toasts_away().await?;
        }
        self.page.settle().await?;
        (self.look)(&self.page, name).await
    }
}
