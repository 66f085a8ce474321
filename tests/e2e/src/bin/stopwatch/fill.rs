//! Fills the program: many organisations of a vendor, as many customers and licences in Halo, and tickets.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use e2e::{
    App, Page, button, checkbox, containing, dialog, eventually_within, field, link, role, screens,
};
use halo_sim::{Running, Scenario, Simulator};

/// For what is not measured: reading, importing.
pub(crate) const PREPARING: Duration = Duration::from_mins(15);

/// The licence that the product stands for.
const LICENCE: &str = "Email Security (per mailbox)";

/// Licences of each customer that has some.
const LICENCES_EACH: usize = 2;

/// Tickets in the list.
const TICKETS: u32 = 5_000;

/// A Halo with that many customers, of which the first have two licences each; 10,000 have at most.
pub(crate) async fn halo(customers: usize) -> Result<Running> {
    let halo = Simulator::start(Scenario::large(customers)).await?;
    // The simulator is not what is measured.
    halo.set_rate_limit(None);
    for customer in halo.customers().iter().take(10_000) {
        halo.add_licence(customer.id, LICENCE, seats(customer.id));
        halo.add_licence(customer.id, "Endpoint Backup", 3);
    }
    ensure!(halo.licences().len() >= LICENCES_EACH, "no licences");
    Ok(halo)
}

fn seats(customer: i64) -> i64 {
    5 + customer % 40
}

/// Waits on Home until Halo has been read.
pub(crate) async fn wait_for_read(page: &Page) -> Result<()> {
    eventually_within(PREPARING, "Halo's customers", async || {
        let home = page.text().await?;
        let is_read = home.contains("Last complete read")
            && !home.contains("Last complete read never")
            && !home.contains("reading now");
        ensure!(is_read, "still reading");
        Ok(())
    })
    .await
}

/// Waits until nothing runs any more that could be cancelled.
pub(crate) async fn wait_for_end(page: &Page) -> Result<()> {
    let strip = page.within(role("region", "Running job"));
    let cancel = button("Cancel");
    eventually_within(PREPARING, "the end of what runs", async || {
        let is_there = page.count(&role("region", "Running job")).await? > 0;
        let is_running = is_there && strip.count(&cancel).await? > 0;
        ensure!(!is_running, "it still runs");
        Ok(())
    })
    .await
}

/// Connects with everything ticked, up to the last step's checks, all of which have passed.
pub(crate) async fn up_to_the_checks(page: &Page, halo: &Running) -> Result<()> {
    page.click_button("Connect").await?;
    screens::choose_palisade(page).await?;
    screens::find_halo(page, halo.base_url()).await?;
    page.expect_heading("Prepare Halo").await?;
    page.click(checkbox("Seats")).await?;
    page.expect_text("Software Licensing").await?;
    screens::leave_recipe(page).await?;
    screens::enter_credentials(page, halo.client_id(), &halo.client_secret()).await?;
    page.expect(button("Finish")).await
}

/// Connects, imports the organisations and waits for their suggestions.
pub(crate) async fn organizations(
    app: &App,
    page: &Page,
    halo: &Running,
    count: usize,
) -> Result<()> {
    up_to_the_checks(page, halo).await?;
    screens::check_and_finish(page).await?;
    wait_for_read(page).await?;
    let list = app.scratch_file("organisations.csv");
    write_list(halo, &list, count)?;
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
/// suggested, some are to choose. Every twentieth has other seats than Halo.
fn write_list(halo: &Running, to: &Path, count: usize) -> Result<()> {
    let customers = halo.customers();
    let step = (customers.len() / count).max(1);
    let mut list = "External id,Organisation,Domains,Mailboxes\n".to_owned();
    for n in 0..count {
        let customer = &customers[n * step % customers.len()];
        let name = customer.name.replace('"', "");
        let round = n * step / customers.len();
        let more = match (round, n % 5) {
            (0, 0) => "s".to_owned(),
            (0, _) => String::new(),
            (round, _) => format!(" {round}"),
        };
        let seats = seats(customer.id) + i64::from(n % 20 == 0);
        writeln!(list, "ORG-{n},\"{name}{more}\",,{seats}")?;
    }
    Ok(fs_err::write(to, list)?)
}

/// Chooses ticket rules, makes one ticket, and five thousand like it in the file while the program is closed. Halo knows
/// only the first; the others are said to be gone there when it is next asked, which is not before they are looked at.
pub(crate) async fn tickets(app: &mut App) -> Result<()> {
    let page = app.page()?;
    let organization = a_mapped_organization(app)?;
    screens::choose_ticket_rules(&page).await?;
    screens::save_ticket_rules(&page).await?;
    screens::open_tickets(&page).await?;
    let summary = "Phishing reported";
    screens::fill_in_ticket(&page, &organization, summary, "A-0").await?;
    screens::enter_ticket(&page, "Create the ticket", summary).await?;
    page.within(role("complementary", summary))
        .expect_text("Halo holds what was sent")
        .await?;
    app.close().await?;
    let file = file_of(app)?;
    copy_ticket(&file)?;
    // The next read is a whole one, as it is once a week.
    file.execute("DELETE FROM customer_sync", [])?;
    file.close().map_err(|(_, error)| error)?;
    app.restart().await
}

fn file_of(app: &App) -> Result<rusqlite::Connection> {
    Ok(rusqlite::Connection::open(
        app.data_dir().join("halyard.db"),
    )?)
}

/// A name that is found alone: no other contains it.
fn a_mapped_organization(app: &App) -> Result<String> {
    let name = "SELECT name FROM organization AS one
        WHERE id IN (SELECT organization_id FROM pair) AND NOT EXISTS
            (SELECT 1 FROM organization WHERE id <> one.id AND instr(name, one.name) > 0)
        LIMIT 1";
    Ok(file_of(app)?.query_row(name, [], |row| row.get(0))?)
}

fn copy_ticket(file: &rusqlite::Connection) -> Result<()> {
    let mut columns = Vec::new();
    let mut info = file.prepare("SELECT name FROM pragma_table_info('ticket') WHERE pk = 0")?;
    for name in info.query_map([], |row| row.get::<_, String>(0))? {
        columns.push(name?);
    }
    let values: Vec<String> = columns
        .iter()
        .map(|name| match name.as_str() {
            "reference" => "reference || '-' || n".to_owned(),
            "external_id" => "'A-' || n".to_owned(),
            "summary" => "summary || ' ' || n".to_owned(),
            "halo_ticket_id" => "halo_ticket_id + n".to_owned(),
            _ => name.clone(),
        })
        .collect();
    let made = file.execute(
        &format!(
            "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?1)
             INSERT INTO ticket ({}) SELECT {} FROM ticket, number",
            columns.join(", "),
            values.join(", ")
        ),
        [TICKETS - 1],
    )?;
    ensure!(made + 1 == TICKETS as usize, "{made} tickets were made");
    Ok(())
}

/// Has the product stand for its licence, so that both sides are compared.
pub(crate) async fn licences(page: &Page) -> Result<()> {
    page.click(link(containing("Licences"))).await?;
    page.click_button("Read licences").await?;
    eventually_within(PREPARING, "the licences", async || {
        let text = page.text().await?;
        ensure!(text.contains("stands for no licence yet"), "still reading");
        Ok(())
    })
    .await?;
    page.click_button("Map products…").await?;
    let products = page.within(dialog("Map products to Halo’s licences"));
    products
        .choose_beginning(field("Licence for Email security"), LICENCE)
        .await?;
    products.click_button("Done").await?;
    page.expect(role("grid", "Seats")).await
}
