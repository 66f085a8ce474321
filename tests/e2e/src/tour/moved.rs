//! From one Halo to another, as from a sandbox to live: the rules of the first are offered in the second by name.

use anyhow::{Result, ensure};
use halo_sim::{Config, Scenario, Simulator};

use crate::app::AppOptions;
use crate::page::Page;
use crate::screens;
use crate::target::{button, containing, dialog, field, role};

/// Id of the status "In Progress" in all scenarios.
const IN_PROGRESS: i64 = 2;

/// The walk in a program of its own.
pub(super) async fn to_another_halo(
    options: &AppOptions,
    look: &mut impl AsyncFnMut(&Page, &str) -> Result<()>,
) -> Result<()> {
    super::in_own_program(options.clone(), "moved", async |app| {
        move_it(&app.page()?, look).await
    })
    .await
}

async fn move_it(page: &Page, look: &mut impl AsyncFnMut(&Page, &str) -> Result<()>) -> Result<()> {
    let sandbox = Simulator::start(Scenario::msp()).await?;
    screens::connect_from_start(page, &sandbox).await?;
    screens::wait_for_read(page).await?;
    screens::choose_ticket_rules(page).await?;
    screens::save_ticket_rules(page).await?;

    let live = Simulator::start(Config {
        tenant: "westbrook".to_owned(),
        client_id: Some(sandbox.client_id().to_owned()),
        client_secret: Some(sandbox.client_secret()),
        ..Config::new(Scenario::msp())
    })
    .await?;
    ensure!(live.delete_status(IN_PROGRESS));
    page.visit("/connect?profile=1&step=2").await?;
    page.fill(field("Halo address"), live.base_url()).await?;
    page.click_button("Find").await?;
    page.expect_text("Before, this was").await?;
    page.visit("/profiles/1/home").await?;
    page.click_button("Decide…").await?;
    let question = page.within(dialog(containing("the same Halo?")));
    question.click(role("radio", "Another Halo")).await?;
    question.click_button("Read the new Halo").await?;
    page.expect_gone(button("Decide…")).await?;
    page.expect_text("can be taken over by name").await?;
    page.put_toasts_away().await?;
    look(page, "home-carried").await?;
    screens::go_to(page, "Tickets").await?;
    page.expect(button("Fill the form with them")).await?;
    page.put_toasts_away().await?;
    look(page, "rules-carried").await?;
    page.click_button("Fill the form with them").await?;
    page.expect(button("Save ticket rules")).await?;
    look(page, "rules-carried-filled").await
}
