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

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};
use halo_sim::{Running, Scenario, Simulator};

use crate::app::{App, AppOptions, Theme};
use crate::journey::with_code;
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
/// When a state cannot be reached, or `look` fails; with the stop at or after which that was.
pub async fn walk(
    theme: Theme,
    look: &mut impl AsyncFnMut(&Page, &str) -> Result<()>,
) -> Result<()> {
    let mut last = String::from("start");
    let walked = walk_past(theme, &mut async |page: &Page, stop: &str| {
        stop.clone_into(&mut last);
        page.settle().await?;
        look(page, stop).await
    })
    .await;
    walked.map_err(with_code).with_context(|| {
        format!(
            "in {}, at or after the stop “{last}” of the tour",
            theme.as_str()
        )
    })
}

/// [`walk`], with a `look` that waits until nothing moves any more.
async fn walk_past(
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

    in_own_program(options, "everything", async |app| {
        let mut walk = Walk {
            page: app.page()?,
            app,
            halo: Simulator::start(Scenario::msp()).await?,
            look,
        };
        walk.everything().await
    })
    .await
}

/// Starts a program for one part of the tour and closes it again, whatever came of the walk. The window of a walk that
/// did not get on is photographed: it is worth more than the sentence about it.
async fn in_own_program(
    options: AppOptions,
    part: &str,
    walk: impl AsyncFnOnce(&mut App) -> Result<()>,
) -> Result<()> {
    let name = format!("tour-{part}-{}.png", options.theme.as_str());
    let mut app = App::start(options).await?;
    let walked = match walk(&mut app).await {
        Ok(()) => Ok(()),
        // Neither a picture that cannot be taken nor a program that does not close may hide why.
        Err(error) => Err(match photograph(&app, &name).await {
            Ok(picture) => error.context(format!("the window then is in {}", picture.display())),
            Err(untaken) => error.context(format!("there is no picture of it: {untaken:#}")),
        }),
    };
    let closed = app.close().await;
    walked.and(closed)
}

async fn photograph(app: &App, name: &str) -> Result<PathBuf> {
    let folder = crate::repository().join("target/e2e-failures");
    fs_err::create_dir_all(&folder)?;
    let picture = folder.join(name);
    app.page()?.screenshot(&picture).await?;
    Ok(picture)
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

    /// Has a look, with nothing over the page that does not belong there.
    async fn stop(&mut self, name: &str) -> Result<()> {
        if !WITH_TOASTS.contains(&name) {
            self.page.put_toasts_away().await?;
        }
        (self.look)(&self.page, name).await
    }
}
