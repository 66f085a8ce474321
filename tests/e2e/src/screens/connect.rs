//! Start and the five steps of the wizard.

use anyhow::Result;
use halo_sim::Running;

use crate::page::Page;
use crate::target::{button, checkbox, containing, dialog, field, heading, role};

/// From a first start to Home, all checks passed and Halo read once.
///
/// # Errors
/// When a step does not go through.
pub async fn connect_from_start(page: &Page, halo: &Running) -> Result<()> {
    page.click_button("Connect").await?;
    connect(page, halo).await
}

/// From step 1 to Home, all checks passed and Halo read once.
///
/// # Errors
/// When a step does not go through.
pub async fn connect(page: &Page, halo: &Running) -> Result<()> {
    choose_palisade(page).await?;
    find_halo(page, halo.base_url()).await?;
    leave_recipe(page).await?;
    enter_credentials(page, halo.client_id(), &halo.client_secret()).await?;
    check_and_finish(page).await?;
    wait_for_read(page).await
}

/// [`connect`], with seats ticked: they are not from the start.
///
/// # Errors
/// When a step does not go through.
pub async fn connect_with_seats(page: &Page, halo: &Running) -> Result<()> {
    choose_palisade(page).await?;
    find_halo(page, halo.base_url()).await?;
    page.expect_heading("Prepare Halo").await?;
    page.click(checkbox("Seats")).await?;
    page.expect_text("Software Licensing").await?;
    leave_recipe(page).await?;
    enter_credentials(page, halo.client_id(), &halo.client_secret()).await?;
    check_and_finish(page).await?;
    wait_for_read(page).await
}

/// From Start through the wizard of the demo to Home. Nothing is typed on the way: all of it is filled in.
///
/// # Errors
/// When a step does not go through.
pub async fn connect_demo(page: &Page) -> Result<()> {
    page.click_button("Try it with a demo Halo").await?;
    page.expect_text("Demo: invented data").await?;
    page.expect_heading("Choose the vendor").await?;
    page.click_button("Continue").await?;
    page.expect_heading("Find your Halo").await?;
    page.click_button("Find").await?;
    page.expect(role("region", "What was found")).await?;
    page.click_button("Continue").await?;
    leave_recipe(page).await?;
    page.click_button("Save and check").await?;
    check_and_finish(page).await?;
    wait_for_read(page).await
}

/// Step 1: Palisade, from a CSV file, which is what is offered first.
///
/// # Errors
/// When step 2 does not come.
pub async fn choose_palisade(page: &Page) -> Result<()> {
    page.expect_heading("Choose the vendor").await?;
    page.click(role("radio", "Palisade")).await?;
    page.click_button("Continue").await?;
    page.expect_heading("Find your Halo").await
}

/// Step 2 with an address as somebody pastes it.
///
/// # Errors
/// When Halo is not found there.
pub async fn find_halo(page: &Page, address: &str) -> Result<()> {
    page.fill(field("Halo address"), address).await?;
    page.click_button("Find").await?;
    page.expect(role("region", "What was found")).await?;
    page.click_button("Continue").await?;
    page.expect_heading("Prepare Halo").await
}

/// Step 3 as it is.
///
/// # Errors
/// When step 4 does not come.
pub async fn leave_recipe(page: &Page) -> Result<()> {
    page.expect_heading("Prepare Halo").await?;
    page.click_button("Continue").await?;
    page.expect_heading("Enter credentials").await
}

/// Step 4.
///
/// # Errors
/// When step 5 does not come.
pub async fn enter_credentials(page: &Page, id: &str, secret: &str) -> Result<()> {
    page.fill(field("Client id"), id).await?;
    page.fill(field("Client secret"), secret).await?;
    page.click_button("Save and check").await?;
    page.expect_heading("Check access").await
}

/// Step 5, whose checks start by themselves.
///
/// # Errors
/// When a check does not pass.
pub async fn check_and_finish(page: &Page) -> Result<()> {
    page.expect_heading("Check access").await?;
    // It stands there only when all checks passed; otherwise it is "Save and finish later".
    page.expect(button("Finish")).await?;
    page.click_button("Finish").await?;
    page.expect(heading("Home")).await
}

/// Settings > Replace the secret, up to the answer.
///
/// # Errors
/// When the dialog does not come.
pub async fn try_new_secret(page: &Page, secret: &str) -> Result<()> {
    page.expect(dialog(containing("Replace the secret of")))
        .await?;
    page.fill(field("New client secret"), secret).await?;
    page.click_button("Try and replace").await
}

/// Waits on Home until Halo's customers have been read for the first time.
///
/// # Errors
/// When they are not.
pub async fn wait_for_read(page: &Page) -> Result<()> {
    page.expect_text("Last complete read").await?;
    page.expect_no_text("Last complete read never").await?;
    page.expect_no_text("reading now").await
}
