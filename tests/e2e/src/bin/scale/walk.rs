//! The way through the window that is measured.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use e2e::{App, AppOptions, Page, button, containing, dialog, eventually_within, role, screens};
use halo_sim::{Running, Scenario, Simulator};

use crate::figures::Figures;
use crate::stopwatch::time;

/// How often what is quick is done.
const TRIES: usize = 9;

/// For what is not measured: reading, importing.
const PREPARING: Duration = Duration::from_mins(10);

/// Sets everything up and measures.
pub(crate) async fn walk(
    program: PathBuf,
    (organizations, customers): (usize, usize),
) -> Result<Figures> {
    let halo = Simulator::start(Scenario::large(customers)).await?;
    let options = AppOptions {
        program,
        ..AppOptions::default()
    };
    let mut app = App::start(options).await?;
    let page = app.page()?;
    let mut figures = Figures::default();
    prepare(&app, &page, &halo, organizations).await?;
    open_screens(&page, &mut figures).await?;
    filter_and_scroll(&page, &mut figures).await?;
    edit(&page, &mut figures).await?;
    accept(&page, &mut figures).await?;
    app.close().await?;
    Ok(figures)
}

async fn prepare(app: &App, page: &Page, halo: &Running, organizations: usize) -> Result<()> {
    screens::connect_from_start(page, halo).await?;
    eventually_within(PREPARING, "Halo's customers", async || {
        let home = page.text().await?;
        let is_read = home.contains("Last complete read")
            && !home.contains("Last complete read\nnever")
            && !home.contains("reading now");
        ensure!(is_read, "still reading");
        Ok(())
    })
    .await?;
    let list = app.scratch_file("organisations.csv");
    write_list(halo, &list, organizations)?;
    screens::read_csv(page, &list).await?;
    page.click(button(containing("Import "))).await?;
    let done = dialog(containing("organisations imported"));
    eventually_within(PREPARING, "the import", async || {
        page.count(&done)
            .await?
            .checked_sub(1)
            .context("still importing")
    })
    .await?;
    page.within(done).click_button("Review suggestions").await?;
    page.expect(role("grid", "Organisations")).await?;
    eventually_within(PREPARING, "the suggestions", async || {
        let found = screens::count_in(page, "Suggested").await?;
        ensure!(found > 0, "none yet");
        Ok(())
    })
    .await
}

/// Organisations named like customers from all over the list, every fifth of them with a letter too many: most are
/// suggested, some are to choose.
fn write_list(halo: &Running, to: &Path, count: usize) -> Result<()> {
    let customers = halo.customers();
    let step = (customers.len() / count).max(1);
    let mut list = "External id,Organisation,Domains\n".to_owned();
    for n in 0..count {
        let customer = &customers[n * step % customers.len()];
        let name = customer.name.replace('"', "");
        let round = n * step / customers.len();
        let more = match (round, n % 5) {
            (0, 0) => "s".to_owned(),
            (0, _) => String::new(),
            (round, _) => format!(" {round}"),
        };
        writeln!(list, "ORG-{n},\"{name}{more}\",")?;
    }
    Ok(fs_err::write(to, list)?)
}

async fn open_screens(page: &Page, figures: &mut Figures) -> Result<()> {
    for (link, title) in [
        ("Home", "Home"),
        ("Organisations", "Organisations"),
        ("Tickets", "Tickets"),
        ("Settings", "Settings"),
    ] {
        let mut tries = Vec::new();
        for _ in 0..TRIES {
            let away = if link == "Home" { "Tickets" } else { "Home" };
            open(page, away, away).await?;
            tries.push(open(page, link, title).await?);
        }
        figures.add(format!("open {title}"), tries);
    }
    Ok(())
}

async fn open(page: &Page, link: &str, title: &str) -> Result<(f64, f64)> {
    let rows = if title == "Organisations" {
        "rows().length > 10"
    } else {
        "true"
    };
    time(
        page,
        &format!("opening {title}"),
        &format!("named('nav a', '{link}').click()"),
        &format!("isShown('{title}') && {rows}"),
    )
    .await
}

async fn filter_and_scroll(page: &Page, figures: &mut Figures) -> Result<()> {
    open(page, "Organisations", "Organisations").await?;
    screens::show_segment(page, "All").await?;
    let mut tries = Vec::new();
    for text in ["a", "an", "and", "a", "", "s", "se", "ser", ""] {
        tries.push(
            time(
                page,
                "a key in the filter",
                &format!(
                    "state.before = grid()?.getAttribute('aria-rowcount'); type(document.querySelector('input[type=search]'), '{text}')"
                ),
                "(state.wasBusy ||= grid()?.getAttribute('aria-busy') === 'true', \
                 grid()?.getAttribute('aria-busy') === null && rows().length > 0 \
                 && (state.wasBusy || grid().getAttribute('aria-rowcount') !== state.before))",
            )
            .await?,
        );
    }
    figures.add("key in the filter, to painted rows", tries);
    let mut tries = Vec::new();
    for column in ["Halo customer", "Palisade organisation", "State"] {
        tries.push(
            time(
                page,
                "sorting",
                &format!(
                    "state.first = row(0)?.textContent; named('[role=columnheader] button', '{column}').click()"
                ),
                "row(0) !== undefined && grid().getAttribute('aria-busy') === null",
            )
            .await?,
        );
    }
    figures.add("press on a column's head, to painted rows", tries);
    let mut tries = Vec::new();
    for step in [96, 640, 20_000] {
        tries.push(
            time(
                page,
                "scrolling",
                &format!("grid().scrollTop = 0; state.frames = 0; state.step = {step}"),
                "(grid().scrollTop += state.step, ++state.frames === 100)",
            )
            .await?,
        );
    }
    for ((whole, longest), step) in tries.into_iter().zip([96, 640, 20_000]) {
        let frame = whole / 101.0;
        figures.add(
            format!("scrolling by {step} px a frame, per frame"),
            vec![(frame, longest)],
        );
    }
    Ok(())
}

async fn edit(page: &Page, figures: &mut Figures) -> Result<()> {
    page.evaluate(
        "document.querySelector('[role=grid]').scrollTop = 0",
        vec![],
    )
    .await?;
    let (mut holds, mut undos) = (Vec::new(), Vec::new());
    for index in 0..TRIES {
        holds.push(
            time(
                page,
                "holding",
                &format!("state.row = row({index}); state.row.focus(); press(state.row, 'h')"),
                &format!("row({index})?.textContent.includes('Held')"),
            )
            .await?,
        );
        undos.push(
            time(
                page,
                "undoing",
                &format!("press(row({index}), 'z', {{ ctrlKey: true }})"),
                &format!(
                    "row({index}) !== undefined && !row({index}).textContent.includes('Held')"
                ),
            )
            .await?,
        );
    }
    figures.add("hold, to the changed row", holds);
    figures.add("undo, to the changed row", undos);
    Ok(())
}

async fn accept(page: &Page, figures: &mut Figures) -> Result<()> {
    let preview = time(
        page,
        "the preview of accepting",
        "named('button', 'Accept suggestions').click()",
        "named('[role=dialog] button', 'Map ') !== undefined",
    )
    .await?;
    figures.add("accept suggestions: preview", vec![preview]);
    let count = screens::count_in(page, "Suggested").await?;
    let accepted = time(
        page,
        "accepting",
        "named('[role=dialog] button', 'Map ').click()",
        "named('[role=dialog] button', 'Map ') === undefined && named('[role=dialog]', 'organisations mapped') !== undefined",
    )
    .await?;
    figures.add(
        format!("accept some of {count} suggestions"),
        vec![accepted],
    );
    let undone = time(
        page,
        "undoing it",
        "named('[role=dialog] button', 'Undo').click()",
        "named('[role=group] button', 'Suggested')?.textContent.match(/[1-9]/) !== null",
    )
    .await?;
    figures.add("undo of that", vec![undone]);
    Ok(())
}
