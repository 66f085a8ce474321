//! What the window is like while it works: every screen is opened in turn until the work is done.

use anyhow::Result;
use e2e::{Page, button, containing, dialog, field, role};

use crate::figures::Figures;
use crate::window::{PLACES, open};

/// Rounds through all screens at least, and at most: writing to Halo takes as long as Halo lets it.
const ROUNDS: std::ops::RangeInclusive<usize> = 2..=6;

/// To a screen, in milliseconds.
const OPEN_MS: f64 = 300.0;

/// Whether something runs that could be cancelled or paused.
const IS_RUNNING: &str = "
    const strip = document.querySelector('section[aria-label=\"Running job\"]');
    return strip !== null && [...strip.querySelectorAll('button')].some((one) => /Cancel|Pause/.test(one.textContent))";

/// While all of Halo's customers are read, and matched afterwards.
pub(crate) async fn halo_is_read(page: &Page, figures: &mut Figures) -> Result<()> {
    open(page, "Home", "Home").await?;
    page.click_button("Read Halo again").await?;
    walk(page, "while Halo is read", figures).await?;
    crate::fill::wait_for_end(page).await
}

/// While seats are written to Halo, line by line.
pub(crate) async fn seats_are_written(page: &Page, figures: &mut Figures) -> Result<()> {
    open(page, "Licences", "Licences").await?;
    page.click_button("Switch writing on…").await?;
    page.within(dialog("Let Halyard write seats to Halo"))
        .click_button("Switch writing on")
        .await?;
    page.click_button("Plan the changes").await?;
    page.expect(role("grid", "Lines of the plan")).await?;
    page.click(button(containing("Write "))).await?;
    let write = page.within(dialog(containing("to Halo")));
    if write.count(&field("Why so much changes")).await? > 0 {
        write
            .fill(field("Why so much changes"), "A measurement")
            .await?;
    }
    write.click_button("Write to Halo").await?;
    page.expect_gone(dialog(containing("to Halo"))).await?;
    walk(page, "while seats are written", figures).await?;
    if !is_running(page).await? {
        return Ok(());
    }
    // The rest is not of interest.
    page.within(role("region", "Running job"))
        .click_button("Pause")
        .await?;
    e2e::eventually("the writing to stop", async || {
        anyhow::ensure!(!is_running(page).await?, "it goes on");
        Ok(())
    })
    .await
}

async fn is_running(page: &Page) -> Result<bool> {
    Ok(page.evaluate(IS_RUNNING, vec![]).await? == true)
}

async fn walk(page: &Page, when: &str, figures: &mut Figures) -> Result<()> {
    let mut tries = Vec::new();
    for round in 1..=*ROUNDS.end() {
        for (link, title) in PLACES {
            tries.push(open(page, link, title).await?);
        }
        if !is_running(page).await? && round >= *ROUNDS.start() {
            break;
        }
    }
    figures.act(format!("open any screen {when}"), Some(OPEN_MS), tries);
    Ok(())
}
