//! Mapping on the board, once with the mouse and once without.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use anyhow::{Result, ensure};
use e2e::{
    App, Key, Page, Target, button, containing, eventually, field, journey, option, screens,
};
use halo_sim::{DEMO_CSV_GOOD_LINES, Running, Scenario, Simulator};

/// Palisade knows it, Halo does not.
const ORGANIZATION: &str = "Ainsley Biotech";
/// Halo knows it, Palisade does not.
const CUSTOMER: &str = "Caldera Geothermal";

#[test]
fn maps_by_mouse() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = board(app, &halo).await?;
        let left = page.within(screens::board_left());
        let right = page.within(screens::board_right());

        page.drag(
            (screens::board_right(), option(containing(CUSTOMER))),
            (screens::board_left(), option(containing(ORGANIZATION))),
        )
        .await?;
        screens::map_all_the_same(&page).await?;
        expect_mapped(&page, true).await?;
        page.click_button("Undo").await?;
        expect_mapped(&page, false).await?;

        left.click(option(containing(ORGANIZATION))).await?;
        right.click(option(containing(CUSTOMER))).await?;
        let bar = page.within(Target::any("toolbar"));
        bar.click_button("Map").await?;
        screens::map_all_the_same(&page).await?;
        expect_mapped(&page, true).await?;

        // A line is chosen by both its ends as well, and cut.
        page.fill(field("Filter organisations"), ORGANIZATION)
            .await?;
        right.click(option(containing(CUSTOMER))).await?;
        left.click(option(containing(ORGANIZATION))).await?;
        bar.click_button("Part").await?;
        expect_mapped(&page, false).await?;
        nothing_written(&halo);
        Ok(())
    })
}

#[test]
fn maps_by_keyboard() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = board(app, &halo).await?;
        page.tab_to(screens::board_left()).await?;
        arrow_to(&page, ORGANIZATION).await?;
        page.type_text(" ").await?;
        page.press(Key::Tab).await?;
        page.expect_focus(screens::board_right()).await?;
        arrow_to(&page, CUSTOMER).await?;
        let mapped = screens::count_in(&page, "Mapped").await?;
        page.press(Key::Enter).await?;
        page.tab_and_enter(button("Map all the same")).await?;
        expect_count(&page, mapped + 1).await?;

        page.tab_to(screens::board_left()).await?;
        page.press_with(&[Key::Control], "z").await?;
        expect_count(&page, mapped).await?;
        page.press_with(&[Key::Control, Key::Shift], "z").await?;
        expect_count(&page, mapped + 1).await?;

        arrow_to(&page, ORGANIZATION).await?;
        page.press(Key::Right).await?;
        page.expect_focus(screens::board_right()).await?;
        expect_current(&page, CUSTOMER).await?;
        page.press(Key::Left).await?;
        expect_current(&page, ORGANIZATION).await?;
        page.press(Key::Delete).await?;
        expect_count(&page, mapped).await?;
        nothing_written(&halo);
        Ok(())
    })
}

/// Connected, with organisations, all clear suggestions accepted, on the board.
async fn board(app: &App, halo: &Running) -> Result<Page> {
    let page = app.page()?;
    screens::connect_from_start(&page, halo).await?;
    screens::wait_for_read(&page).await?;
    let file = screens::demo_csv(app)?;
    screens::import_csv(&page, &file, DEMO_CSV_GOOD_LINES).await?;
    screens::accept_suggestions(&page).await?;
    screens::show_segment(&page, "All").await?;
    screens::open_board(&page).await?;
    Ok(page)
}

/// Goes through the column that has the focus until the keys are at a record.
async fn arrow_to(page: &Page, name: &str) -> Result<()> {
    page.press(Key::Home).await?;
    for _ in 0..200 {
        if current(page).await?.contains(name) {
            return Ok(());
        }
        page.press(Key::Down).await?;
    }
    anyhow::bail!("the arrows do not reach {name}")
}

async fn expect_current(page: &Page, name: &str) -> Result<()> {
    eventually(format_args!("the keys at {name}"), async || {
        let at = current(page).await?;
        ensure!(at.contains(name), "they are at {at}");
        Ok(())
    })
    .await
}

/// What the keys are at in the column that has the focus.
async fn current(page: &Page) -> Result<String> {
    let script = "
        const at = document.activeElement?.getAttribute('aria-activedescendant');
        return at === null || at === undefined ? '' : document.getElementById(at)?.textContent ?? '';";
    let answer = page.evaluate(script, vec![]).await?;
    Ok(answer.as_str().unwrap_or_default().to_owned())
}

/// Whether the pair is made, as the board says it to those who do not see its lines.
async fn expect_mapped(page: &Page, wanted: bool) -> Result<()> {
    let left = page.within(screens::board_left());
    let relation = format!("mapped to {CUSTOMER}");
    let pair = option(containing(&relation));
    // The organisation goes to another group, out of view: the filter brings it back.
    page.fill(field("Filter organisations"), ORGANIZATION)
        .await?;
    if wanted {
        left.expect(pair).await?;
    } else {
        left.expect(option(containing(ORGANIZATION))).await?;
        left.expect_gone(pair).await?;
    }
    page.fill(field("Filter organisations"), "").await
}

async fn expect_count(page: &Page, wanted: usize) -> Result<()> {
    eventually(format_args!("{wanted} mapped"), async || {
        let mapped = screens::count_in(page, "Mapped").await?;
        ensure!(mapped == wanted, "{mapped} are");
        Ok(())
    })
    .await
}

fn nothing_written(halo: &Running) {
    let violations = halo.contract_violations();
    assert!(violations.is_empty(), "{violations:?}");
}
