//! Organisations: the import dialog, the grid, the details of one.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use halo_sim::demo_organizations_csv;

use crate::app::App;
use crate::page::Page;
use crate::target::{Target, button, containing, dialog, field, option, role};
use crate::wait::eventually;

/// The demo's list of organisations as a file, which goes with the test.
///
/// # Errors
/// When it cannot be written.
pub fn demo_csv(app: &App) -> Result<PathBuf> {
    let file = app.scratch_file("organisations.csv");
    fs_err::write(&file, demo_organizations_csv())?;
    Ok(file)
}

/// The first lines of the demo's list as a file: the list of a month in which organisations have left.
///
/// # Errors
/// When it cannot be written.
pub fn first_lines(app: &App, name: &str, lines: usize) -> Result<PathBuf> {
    let file = app.scratch_file(name);
    let mut text: Vec<String> = demo_organizations_csv()
        .lines()
        .map(str::to_owned)
        .collect();
    text.truncate(lines);
    fs_err::write(&file, text.join("\n"))?;
    Ok(file)
}

/// Opens the import on the empty screen and has a file read; ends at the preview.
///
/// # Errors
/// When the file cannot be read.
pub async fn read_csv(page: &Page, path: &Path) -> Result<()> {
    page.click(role("link", containing("Organisations")))
        .await?;
    page.click_button("Choose a file…").await?;
    let source = page.within(dialog("Import Palisade organisations"));
    source
        .fill(field("File"), &path.display().to_string())
        .await?;
    source.click_button("Read the file").await?;
    page.expect_text("Nothing is imported yet").await
}

/// Opens the import on the list and has a file read; ends at the preview.
///
/// # Errors
/// When the file cannot be read.
pub async fn read_csv_again(page: &Page, path: &Path) -> Result<()> {
    page.click_button("Import").await?;
    let source = page.within(dialog("Import Palisade organisations"));
    source
        .fill(field("File"), &path.display().to_string())
        .await?;
    source.click_button("Read the file").await?;
    page.expect_text("Nothing is imported yet").await
}

/// Opens the import on the list with Halo's own customers as its source; ends at what they would bring.
///
/// # Errors
/// When the source cannot be chosen.
pub async fn look_through_customers(page: &Page) -> Result<()> {
    page.click_button("Import").await?;
    let source = page.within(dialog("Import Palisade organisations"));
    source.click(role("radio", "Halo’s customers")).await?;
    page.expect(role(
        "table",
        "Halo’s customers and what is taken from them",
    ))
    .await
}

/// Imports a file whole; ends at the suggestions. `count` is the number of its good rows.
///
/// # Errors
/// When it does not hold that many.
pub async fn import_csv(page: &Page, path: &Path, count: usize) -> Result<()> {
    read_csv(page, path).await?;
    page.click_button(&format!("Import {count} organisations"))
        .await?;
    let result = page.within(dialog(format!("{count} organisations imported").as_str()));
    result.click_button("Review suggestions").await?;
    page.expect(role("grid", "Organisations")).await
}

/// Accepts what Halyard is sure of.
///
/// # Errors
/// When there is nothing, or it is not carried out.
pub async fn accept_suggestions(page: &Page) -> Result<()> {
    page.click(button(containing("Accept suggestions"))).await?;
    let accept = dialog(containing("Accept "));
    page.within(accept.clone())
        .click(button(containing("Map ")))
        .await?;
    page.expect_gone(accept).await
}

/// Shows one segment of the list.
///
/// # Errors
/// When there is no such segment.
pub async fn show_segment(page: &Page, name: &str) -> Result<()> {
    page.within(segments())
        .click(button(containing(name)))
        .await
}

/// The number that stands at a segment.
///
/// # Errors
/// When there is no such segment or no number.
pub async fn count_in(page: &Page, name: &str) -> Result<usize> {
    let segments = page.within(segments());
    eventually(format_args!("the count of {name}"), async || {
        let words = segments.text_of(button(containing(name))).await?;
        let digits: String = words.chars().filter(char::is_ascii_digit).collect();
        digits
            .parse()
            .with_context(|| format!("a count in “{words}”"))
    })
    .await
}

fn segments() -> Target {
    role("group", "Show")
}

/// Filters down to one organisation and opens its details, which are what is returned.
///
/// # Errors
/// When it is not in the segment shown.
pub async fn open_organization(page: &Page, name: &str) -> Result<Page> {
    page.fill(field("Filter organisations"), name).await?;
    let details = role("complementary", name);
    page.click(role("row", containing(name))).await?;
    page.expect(details.clone()).await?;
    Ok(page.within(details))
}

/// Opens an organisation, searches a customer for it that has nothing in common with it, and maps it all the same.
///
/// # Errors
/// When one of the two is not there.
pub async fn map_by_search(page: &Page, organization: &str, customer: &str) -> Result<()> {
    let details = open_organization(page, organization).await?;
    details
        .fill(field("Search all customers"), customer)
        .await?;
    page.click(option(containing(customer))).await?;
    details.click_button("Map").await?;
    map_all_the_same(page).await
}

/// Says yes to a pair that something speaks against.
///
/// # Errors
/// When nothing is asked, or it is not carried out.
pub async fn map_all_the_same(page: &Page) -> Result<()> {
    page.click_button("Map all the same").await?;
    page.expect_gone(button("Map all the same")).await
}

/// The board's organisations.
pub fn board_left() -> Target {
    role("listbox", "Palisade organisations")
}

/// The board's customers.
pub fn board_right() -> Target {
    role("listbox", "Halo customers")
}

/// From the grid to the board.
///
/// # Errors
/// When the board does not appear.
pub async fn open_board(page: &Page) -> Result<()> {
    open_view(page, "Board").await?;
    page.expect(board_left()).await?;
    page.expect(board_right()).await
}

/// Chooses one of the page's views.
///
/// # Errors
/// When there is no such view.
pub async fn open_view(page: &Page, name: &str) -> Result<()> {
    page.within(role("group", "View")).click_button(name).await
}

/// Chooses an entry of the menu with everything that has no button of its own.
///
/// # Errors
/// When there is no such entry.
pub async fn open_from_menu(page: &Page, entry: &str) -> Result<()> {
    page.click_button("More").await?;
    page.click(role("menuitem", entry)).await
}

/// Waits until triage takes a decision about the organisation at hand, and answers its name.
///
/// # Errors
/// When there is none.
pub async fn expect_at_hand(page: &Page) -> Result<String> {
    eventually("an organisation at hand", async || {
        let script = "
            const stage = document.querySelector('section[aria-label=\"At hand\"][aria-busy=\"false\"]');
            return stage?.querySelector('h2')?.textContent ?? '';";
        let name = page.evaluate(script, vec![]).await?;
        let name = name.as_str().unwrap_or_default().to_owned();
        anyhow::ensure!(!name.is_empty(), "none is there yet");
        Ok(name)
    })
    .await
}
