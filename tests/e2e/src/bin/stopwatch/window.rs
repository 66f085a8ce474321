//! What a person waits for after each key and press, with as much as the window has to bear.

use std::path::PathBuf;

use anyhow::Result;
use e2e::{App, AppOptions, Page, button, containing, screens};

use crate::figures::Figures;
use crate::in_page::time;
use crate::{fill, meanwhile, start};

/// How often what is quick is done.
const TRIES: usize = 9;

/// To a screen, in milliseconds.
const OPEN_MS: f64 = 300.0;

/// From a key in the filter to the rows, in milliseconds.
const KEY_MS: f64 = 50.0;

/// A frame while scrolling, in milliseconds, where there is a graphics card.
const FRAME_MS: f64 = 20.0;

/// The rail's places, each with the title of its screen.
pub(crate) const PLACES: [(&str, &str); 7] = [
    ("Home", "Home"),
    ("Organisations", "Organisations"),
    ("Tickets", "Tickets"),
    ("Licences", "Licences"),
    ("Problems", "Problems"),
    ("Activity", "Activity"),
    ("Settings", "Settings"),
];

/// Sets everything up and measures.
pub(crate) async fn measure(
    program: PathBuf,
    bare: PathBuf,
    (organizations, customers): (usize, usize),
) -> Result<Figures> {
    let halo = fill::halo(customers).await?;
    let options = AppOptions {
        program,
        ..AppOptions::default()
    };
    let mut app = App::start(options).await?;
    let mut figures = Figures::default();
    let page = app.page()?;
    fill::organizations(&app, &page, &halo, organizations).await?;
    open(&page, "Organisations", "Organisations").await?;
    filter_and_scroll(&page, &mut figures).await?;
    edit(&page, &mut figures).await?;
    accept(&page, &mut figures).await?;
    fill::licences(&page).await?;
    fill::tickets(&mut app).await?;
    let page = app.page()?;
    open_screens(&page, &mut figures).await?;
    meanwhile::halo_is_read(&page, &mut figures).await?;
    meanwhile::seats_are_written(&page, &mut figures).await?;
    let with = format!(", {customers} customers");
    start::beside_bare(&mut app, &bare, &with, &mut figures).await?;
    app.close().await?;
    Ok(figures)
}

async fn open_screens(page: &Page, figures: &mut Figures) -> Result<()> {
    for (link, title) in PLACES {
        let mut tries = Vec::new();
        for _ in 0..TRIES {
            let away = if link == "Home" { "Tickets" } else { "Home" };
            open(page, away, away).await?;
            tries.push(open(page, link, title).await?);
        }
        figures.act(format!("open {title}"), Some(OPEN_MS), tries);
    }
    Ok(())
}

/// A list of as many rows with nothing behind it, drawn as plainly as the web view can: what scrolling costs on this
/// machine whoever does it.
const BARE_LIST: &str = "
    const real = grid().getBoundingClientRect();
    const list = document.createElement('div');
    list.style.cssText = `position:fixed;overflow:auto;background:canvas;left:${real.left}px;top:${real.top}px;width:${real.width}px;height:${real.height}px`;
    const inner = document.createElement('div');
    inner.style.cssText = 'position:relative;height:1800000px';
    const shown = Math.ceil(real.height / 36) + 10;
    const lines = Array.from({ length: shown }, () => {
      const line = document.createElement('div');
      line.style.cssText = 'position:absolute;left:0;right:0;height:36px;display:grid;grid-template-columns:repeat(5,1fr)';
      line.append(...Array.from({ length: 5 }, () => document.createElement('span')));
      inner.append(line);
      return line;
    });
    const draw = () => {
      const first = Math.floor(list.scrollTop / 36);
      for (let index = first; index < first + shown; index++) {
        const line = lines[index % shown];
        line.style.transform = `translateY(${index * 36}px)`;
        for (const [cell, place] of [...line.children].map((cell, place) => [cell, place])) cell.textContent = `Row ${index}, cell ${place}`;
      }
    };
    list.addEventListener('scroll', draw);
    list.append(inner);
    document.body.append(list);
    draw();
    state.list = list;
    state.frames = 0";

/// Presses a place in the rail and waits until its screen is there with what it shows.
pub(crate) async fn open(page: &Page, link: &str, title: &str) -> Result<(f64, f64)> {
    let rows = if title == "Organisations" {
        "rows().length > 0 && grid().querySelector('[role=row][aria-busy]') === null"
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
    screens::show_segment(page, "All").await?;
    let mut tries = Vec::new();
    for text in ["a", "an", "and", "a", "", "s", "se", "ser", ""] {
        tries.push(
            time(
                page,
                "a key in the filter",
                &format!(
                    "watchDrawing(); type(document.querySelector('input[type=search]'), '{text}')"
                ),
                "state.isDrawn && (grid() === null \
                 ? named('main h2, main p, main strong', 'Nothing matches') !== undefined \
                 : grid().getAttribute('aria-busy') === null && rows().length > 0)",
            )
            .await?,
        );
    }
    figures.act("key in the filter, to painted rows", Some(KEY_MS), tries);
    let mut tries = Vec::new();
    // Ends with an order in which a row stays where it is when its state changes.
    for column in ["Halo customer", "State", "Palisade organisation"] {
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
    figures.act("press on a column's head, to painted rows", None, tries);
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
    let (whole, longest) = time(
        page,
        "scrolling a bare list",
        BARE_LIST,
        "(state.list.scrollTop += 96, ++state.frames === 100 && (state.list.remove(), true))",
    )
    .await?;
    figures.act(
        "a bare list by 96 px a frame, per frame",
        None,
        vec![(whole / 101.0, longest)],
    );
    for ((whole, longest), step) in tries.into_iter().zip([96, 640, 20_000]) {
        let frame = whole / 101.0;
        figures.act(
            format!("scrolling by {step} px a frame, per frame"),
            (step == 96).then_some(FRAME_MS),
            vec![(frame, longest)],
        );
    }
    Ok(())
}

async fn edit(page: &Page, figures: &mut Figures) -> Result<()> {
    time(
        page,
        "back to the top",
        "grid().scrollTop = 0",
        "row(0) !== undefined",
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
    figures.act("hold, to the changed row", None, holds);
    figures.act("undo, to the changed row", None, undos);
    Ok(())
}

async fn accept(page: &Page, figures: &mut Figures) -> Result<()> {
    let count = screens::count_in(page, "Suggested").await?;
    let preview = time(
        page,
        "the preview of accepting",
        "named('button', 'Accept suggestions').click()",
        "named('[role=dialog] button', 'Map ') !== undefined",
    )
    .await?;
    figures.act("accept suggestions: preview", None, vec![preview]);
    let accepted = time(
        page,
        "accepting",
        "named('[role=dialog] button', 'Map ').click()",
        "named('[role=dialog] button', 'Map ') === undefined && named('[role=dialog]', 'organisations mapped') !== undefined",
    )
    .await?;
    figures.act(
        format!("accept some of {count} suggestions"),
        None,
        vec![accepted],
    );
    let undone = time(
        page,
        "undoing it",
        "named('[role=dialog] button', 'Undo').click()",
        "named('[role=group] button', 'Suggested')?.textContent.match(/[1-9]/) !== null",
    )
    .await?;
    figures.act("undo of that", None, vec![undone]);
    // What comes next is measured with the pairs.
    page.click(button(containing("Accept suggestions"))).await?;
    page.click(button(containing("Map "))).await?;
    e2e::eventually_within(fill::PREPARING, "the pairs", async || {
        let mapped = screens::count_in(page, "Mapped").await?;
        anyhow::ensure!(mapped > 0, "none yet");
        Ok(())
    })
    .await
}
