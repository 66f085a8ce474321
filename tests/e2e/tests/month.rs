//! One person's month: customers come, change their names and go, in Halo and in the vendor's list; seats change; the agent
//! loses a right; the secret is replaced; and at the end a report says all of that to somebody who was not there.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use e2e::{
    App, Page, button, checkbox, containing, dialog, eventually, field, journey, link, role,
    screens,
};
use halo_sim::{Access, AgentRights, Running, Scenario, Simulator};
use serde_json::Value;

const LICENCE: &str = "Email Security (per mailbox)";
const REASON: &str = "Ashdown closed its London brewery";

const RENAMED: &str = "Allerton Engineering";
const INACTIVE: &str = "Archway Pharmacy Group";
const MERGED: &str = "ACORN LETTINGS LIMITED";
const MERGED_INTO: &str = "Oak Property Group";
const DEPARTED: &str = "Avonmere Housing Association";
const NEW: &str = "Beechcroft Surveyors";
const SHRUNK: &str = "Ashdown Forest Brewery";
const GROWN: &str = "Abbott and Hale Solicitors";

/// The vendor's list: names and domains as in the scenario "msp", seats as Halo counts them.
const FIRST_LIST: &str = "\
External ID,Organisation,Domains,Mailboxes
ORG-1001,Abbott and Hale Solicitors,abbotthale.example,12
ORG-1002,ACORN LETTINGS LIMITED,acornlettings.example,26
ORG-1004,Allerton Engineering,allertonengineering.example,43
ORG-1007,Archway Pharmacy Group,archwaypharmacy.example,24
ORG-1010,Ashdown Forest Brewery,ashdownforest.example,112
ORG-1012,Avonmere Housing Association,avonmerehousing.example,18
";

/// A month later: one organisation more, one less, and other seats for two.
const NEXT_LIST: &str = "\
External ID,Organisation,Domains,Mailboxes
ORG-1001,Abbott and Hale Solicitors,abbotthale.example,14
ORG-1002,ACORN LETTINGS LIMITED,acornlettings.example,26
ORG-1004,Allerton Engineering,allertonengineering.example,43
ORG-1007,Archway Pharmacy Group,archwaypharmacy.example,24
ORG-1010,Ashdown Forest Brewery,ashdownforest.example,30
ORG-2001,Beechcroft Surveyors,beechcroft.example,9
";

#[test]
fn is_worked_through_and_proven() -> Result<()> {
    journey(async |app| {
        let halo = Simulator::start(Scenario::msp()).await?;
        let page = app.page()?;
        begin(app, &page, &halo).await?;
        let secrets = vec![halo.client_secret()];

        customers_change(&halo)?;
        the_next_list_comes(app, &page).await?;
        home_says_what_changed(&page).await?;
        each_is_decided(&page).await?;
        seats_are_written(&page, &halo).await?;
        a_right_is_lost_and_given_back(&page, &halo).await?;
        let secrets = the_secret_is_replaced(&page, &halo, secrets).await?;
        let reports = reports_are_written(app, &page, &halo).await?;
        reports.tell_the_month(&secrets, &halo)?;
        the_seal_is_known(app, &reports.full)?;
        let violations = halo.contract_violations();
        assert!(violations.is_empty(), "{violations:?}");
        Ok(())
    })
}

/// Connected with seats, everything mapped, the product counted by its licence.
async fn begin(app: &App, page: &Page, halo: &Running) -> Result<()> {
    page.click_button("Connect").await?;
    screens::connect_with_seats(page, halo).await?;
    let list = write_list(app, FIRST_LIST)?;
    screens::import_csv(page, &list, 6).await?;
    screens::accept_suggestions(page).await?;
    screens::go_to(page, "Licences").await?;
    page.click_button("Read licences").await?;
    page.click_button("Map products…").await?;
    let products = page.within(dialog("Map products to Halo’s licences"));
    let licence = field("Licence for Email security");
    products.choose_beginning(licence, LICENCE).await?;
    products.click_button("Done").await?;
    page.expect(role("grid", "Seats")).await
}

/// What people do in Halo in the meantime. Halo says of the merged one only that it is gone; its people, and so its
/// domain, are at the other.
fn customers_change(halo: &Running) -> Result<()> {
    let id = |name: &str| halo.customer_named(name).map(|customer| customer.id);
    let renamed = id("Allerton Engineering Ltd").context("to rename")?;
    ensure!(halo.rename_customer(renamed, "Allerton Group"));
    let inactive = id(INACTIVE).context("to switch off")?;
    ensure!(halo.set_customer_active(inactive, false));
    let merged = id("Acorn Lettings Ltd").context("to merge")?;
    ensure!(halo.delete_customer(merged));
    halo.create_customer(MERGED_INTO, "acornlettings.example");
    halo.create_customer(NEW, "beechcroft.example");
    Ok(())
}

async fn the_next_list_comes(app: &App, page: &Page) -> Result<()> {
    page.click(role("link", containing("Organisations")))
        .await?;
    let list = write_list(app, NEXT_LIST)?;
    screens::read_csv_again(page, &list).await?;
    page.expect_text("1 added, 2 updated, 3 unchanged, 1 no longer in the list")
        .await?;
    page.expect_text(DEPARTED).await?;

    page.click_button("Import 3 organisations").await?;
    let done = dialog("3 organisations imported");
    page.within(done.clone()).click_button("Close").await?;
    page.expect_gone(done).await
}

async fn home_says_what_changed(page: &Page) -> Result<()> {
    screens::go_to(page, "Home").await?;
    page.click_button("Read Halo again").await?;
    page.expect_text("What changed since").await?;
    for change in [
        "A customer is gone from Halo",
        "A customer became inactive in Halo",
        "A customer was renamed in Halo",
        "An organisation is gone from its list",
        "An organisation is new in its list",
        "2 customers are new in Halo",
    ] {
        page.expect_text(change).await?;
    }

    page.click_button("Open problems").await
}

/// One group for each cause, one act for each group.
async fn each_is_decided(page: &Page) -> Result<()> {
    let group = |title: &str| role("region", title);
    let renamed = group("A customer was renamed in Halo");
    page.within(renamed.clone())
        .expect_text("Allerton Group")
        .await?;
    page.within(renamed.clone())
        .click_button("Accept it as it is")
        .await?;
    page.expect_gone(renamed).await?;

    // Where it went is offered, not guessed.
    let gone = page.within(group("A customer is gone from Halo"));
    gone.expect_text("merged into another").await?;

    gone.click_button("Choose another customer").await?;
    let details = page.within(role("complementary", MERGED));
    details.expect_text("It may have been merged into").await?;

    details
        .click_button(&format!("Map to {MERGED_INTO} instead"))
        .await?;
    page.expect(role("row", containing(MERGED_INTO))).await?;

    for (title, act, name, reason) in [
        (
            "A customer became inactive in Halo",
            "Choose another customer",
            INACTIVE,
            "Left at the end of October",
        ),
        (
            "An organisation is gone from its list",
            "Show the organisations",
            DEPARTED,
            "Ended its contract",
        ),
    ] {
        open_problems(page).await?;
        page.within(group(title)).click_button(act).await?;
        page.within(role("complementary", name))
            .click_button("Exclude…")
            .await?;
        let ask = page.within(dialog(containing("Exclude ")));
        ask.fill(field("Reason"), reason).await?;

        ask.click_button("Exclude").await?;
        page.expect_gone(dialog(containing("Exclude "))).await?;
    }

    open_problems(page).await?;
    page.within(group("An organisation is new in its list"))
        .click_button("Decide about it")
        .await?;
    page.within(role("complementary", NEW))
        .click_button("Map")
        .await?;
    screens::go_to(page, "Problems").await?;
    page.expect_heading("Everything that is mapped still holds")
        .await
}

async fn open_problems(page: &Page) -> Result<()> {
    page.click(role("link", containing("Problems"))).await
}

async fn seats_are_written(page: &Page, halo: &Running) -> Result<()> {
    screens::go_to(page, "Licences").await?;
    halo.clear_requests();
    page.click_button("Read again").await?;
    asked(halo, "GET", "/SoftwareLicence").await?;
    page.expect(button("Read again")).await?;
    page.click_button("Switch writing on…").await?;
    page.within(dialog("Let Halyard write seats to Halo"))
        .click_button("Switch writing on")
        .await?;
    page.click_button("Plan the changes").await?;
    page.expect(role("grid", "Lines of the plan")).await?;
    // A fall below a third waits for somebody who knows why.
    let braked = checkbox(format!("Write {SHRUNK}, {LICENCE}").as_str());
    ensure!(seats_of(halo, SHRUNK) == Some(112));
    page.tick(braked, true).await?;
    page.click_button("Write 4 lines…").await?;
    let write = page.within(dialog("Write 4 lines to Halo"));
    write.fill(field("Why so much changes"), REASON).await?;

    write.click_button("Write to Halo").await?;
    page.expect_text("4 of 4 ticked lines written").await?;

    for (customer, seats) in [
        ("Abbott & Hale Solicitors LLP", 14),
        (SHRUNK, 30),
        (NEW, 9),
        (MERGED_INTO, 26),
    ] {
        let found = seats_of(halo, customer);
        ensure!(found == Some(seats), "{customer} has {found:?}");
    }
    Ok(())
}

/// Waits until Halo is asked for something.
async fn asked(halo: &Running, method: &str, path: &str) -> Result<()> {
    eventually(format_args!("{method} {path}"), async || {
        ensure!(!halo.requests_to(method, path).is_empty());
        Ok(())
    })
    .await
}

/// Seats of a customer's licence in Halo.
fn seats_of(halo: &Running, customer: &str) -> Option<i64> {
    let id = halo.customer_named(customer)?.id;
    let licences = halo.licences();
    let mut own = licences
        .iter()
        .filter(|licence| licence.client_id == id && licence.name == LICENCE);
    own.next().map(|licence| licence.count)
}

async fn a_right_is_lost_and_given_back(page: &Page, halo: &Running) -> Result<()> {
    let agent = halo.main_agent();
    halo.refuse_aloud(true);
    let blind = AgentRights {
        customers: Access::None,
        ..AgentRights::full()
    };
    ensure!(halo.set_agent_rights(agent, blind));
    screens::go_to(page, "Problems").await?;
    page.click_button("Check again").await?;
    let lost = role("region", "The agent lost a right in Halo");
    page.expect(lost.clone()).await?;
    page.expect(link(containing("Right lost: customers")))
        .await?;
    page.expect_text("Customers Access Level").await?;

    // Nothing is read while it cannot be: the way back is a check of the access.
    ensure!(halo.set_agent_rights(agent, AgentRights::full()));
    screens::go_to(page, "Home").await?;
    page.click_button("Run all checks").await?;
    page.expect(link(containing("Connected"))).await?;
    screens::go_to(page, "Problems").await?;
    page.click_button("Check again").await?;
    page.expect_gone(lost).await?;
    page.expect_heading("Everything that is mapped still holds")
        .await
}

/// Answers every secret there ever was.
async fn the_secret_is_replaced(
    page: &Page,
    halo: &Running,
    mut secrets: Vec<String>,
) -> Result<Vec<String>> {
    let id = halo.client_id().to_owned();
    let new = halo.change_secret(&id).context("the application")?;
    screens::go_to(page, "Settings").await?;
    page.click_button("Replace the secret…").await?;
    screens::try_new_secret(page, &new).await?;
    let done = page.within(dialog("The new secret is in use"));
    done.expect_text("Halo refuses the old one.").await?;

    done.click_button("Close").await?;
    let asked = halo.requests_to("POST", "/auth/token");
    let last = asked.last().context("no token was asked for")?;
    ensure!(
        last.form("client_secret").as_ref() == secrets.first(),
        "asked with the old one"
    );
    ensure!(last.status == Some(401), "{:?}", last.status);
    secrets.push(new);
    Ok(secrets)
}

/// The files that were written.
struct Reports {
    page: String,
    full: Value,
    masked_page: String,
    masked: String,
}

async fn reports_are_written(app: &App, page: &Page, halo: &Running) -> Result<Reports> {
    screens::go_to(page, "Home").await?;
    page.click_button("Verify").await?;
    halo.clear_requests();
    page.click(button(containing("Prove again: The agent has")))
        .await?;
    asked(halo, "GET", "/SoftwareLicence").await?;
    page.expect_no_text("Proving…").await?;

    let text = async |name: &str, form: &str, masked: bool| {
        let path = app.scratch_file(name);
        write_report(page, &path, form, masked).await?;

        Ok::<_, anyhow::Error>(fs_err::read_to_string(path)?)
    };
    Ok(Reports {
        page: text("month.html", "HTML", false).await?,
        full: serde_json::from_str(&text("month.json", "JSON", false).await?)?,
        masked_page: text("masked.html", "HTML", true).await?,
        masked: text("masked.json", "JSON", true).await?,
    })
}

async fn write_report(page: &Page, path: &Path, form: &str, masked: bool) -> Result<()> {
    page.click_button("Write a report…").await?;
    let ask = page.within(dialog("Write a report"));
    ask.click(role("radio", form)).await?;
    ask.tick(checkbox(containing("Leave names")), masked)
        .await?;
    ask.fill(field("File"), &path.display().to_string()).await?;

    ask.click_button("Write the report").await?;
    let done = dialog("Report written");

    page.within(done.clone()).click_button("Close").await?;
    page.expect_gone(done).await
}

/// Each act of the month: in which words it stands in the report, and where it has one, what it was before and after.
const ACTS: &[(&str, &str, &str)] = &[
    ("imported: 6 added", "", ""),
    ("Writing seats to Halo switched on", "", ""),
    (
        "Found: customer renamed in Halo, Allerton Engineering",
        "Allerton Engineering Ltd",
        "Allerton Group",
    ),
    (
        "Accepted as it is: Allerton Engineering",
        "Allerton Engineering Ltd",
        "Allerton Group",
    ),
    (
        "Found: customer gone from Halo, ACORN LETTINGS LIMITED",
        "Acorn Lettings Ltd",
        "",
    ),
    (
        "ACORN LETTINGS LIMITED mapped to Oak Property Group",
        "",
        "",
    ),
    (
        "Solved: customer gone from Halo, ACORN LETTINGS LIMITED",
        "",
        "",
    ),
    ("Archway Pharmacy Group excluded and parted from", "", ""),
    (
        "Avonmere Housing Association excluded and parted from",
        "",
        "",
    ),
    (
        "Found: organisation new in its list, Beechcroft Surveyors",
        "",
        "",
    ),
    (
        "Beechcroft Surveyors mapped to Beechcroft Surveyors",
        "",
        "",
    ),
    ("Plan of seats 1 confirmed", "", ""),
    (
        "Seats written to Halo: Email Security (per mailbox) of Ashdown Forest Brewery",
        "112",
        "30",
    ),
    (
        "Seats written to Halo: Email Security (per mailbox) of Abbott & Hale Solicitors LLP",
        "12",
        "14",
    ),
    (
        "Licence made in Halo: Email Security (per mailbox) of Beechcroft Surveyors",
        "",
        "9",
    ),
    ("Found: right lost, Customers", "", ""),
    ("Solved: right lost, Customers", "", ""),
    ("Client secret kept", "", ""),
    ("Old client secret refused by Halo", "", ""),
    ("Checked access", "", ""),
];

impl Reports {
    fn tell_the_month(&self, secrets: &[String], halo: &Running) -> Result<()> {
        let done = rows(&self.full, "What was done")?;
        for (what, before, after) in ACTS {
            let line = done
                .iter()
                .find(|row| row[3].contains(what))
                .with_context(|| format!("“{what}” is not in {done:#?}"))?;
            ensure!(line[1].len() == 20, "{what} has no time: {line:?}");
            ensure!(!line[2].is_empty() && line[7].len() == 12, "{line:?}");
            for (cell, wanted) in [(4, before), (5, after)] {
                ensure!(wanted.is_empty() || line[cell] == *wanted, "{line:?}");
            }
            ensure!(self.page.contains(&escaped(what)), "{what} on the page");
        }
        let plan = done
            .iter()
            .find(|row| row[3] == "Plan of seats 1 confirmed");
        ensure!(plan.is_some_and(|row| row[6] == REASON));
        ensure!(rows(&self.full, "Open problems")?.is_empty());
        let proofs = rows(&self.full, "Checklist")?;
        let proof = |words: &str| proofs.iter().find(|row| row[0].contains(words)).cloned();
        for (words, state) in [
            ("shows as Connected", "Proven"),
            ("still holds", "Proven"),
            ("journal was not changed", "Proven"),
            ("A test ticket was created", "Not proven"),
        ] {
            let line = proof(words).with_context(|| format!("no line “{words}”"))?;
            ensure!(line[1] == state, "{line:?}");
            ensure!(state != "Proven" || line[3].len() == 20, "{line:?}");
        }
        // What no question can tell was proven by the month's own writing.
        let checks = rows(&self.full, "Checks of access")?;
        let writes = checks
            .iter()
            .find(|row| row[0] == "May write licence counts")
            .context("no check of writing")?;
        ensure!(writes[1] == "Passed", "{writes:?}");
        ensure!(
            writes[2].starts_with("Proven by a count that was written on"),
            "{writes:?}"
        );
        let mapped = rows(&self.full, "Organisations")?;
        let excluded = mapped
            .iter()
            .find(|row| row[0] == DEPARTED)
            .context(DEPARTED)?;
        ensure!(excluded[1] == "Excluded" && excluded[5] == "Ended its contract");

        let full = serde_json::to_string(&self.full)?;
        for text in [&self.page, &full, &self.masked_page, &self.masked] {
            for secret in secrets {
                ensure!(!text.contains(secret.as_str()), "a secret is in a report");
            }
            ensure!(text.contains("Halyard 0."), "no version");
        }
        let host = halo.base_url().trim_start_matches("http://");
        ensure!(self.page.contains(host));
        let names = [
            RENAMED,
            "Allerton",
            INACTIVE,
            MERGED,
            "Acorn",
            MERGED_INTO,
            DEPARTED,
            NEW,
            SHRUNK,
            GROWN,
            "Abbott",
            REASON,
            ".example",
            host,
            halo.client_id(),
        ];
        for text in [&self.masked_page, &self.masked] {
            for name in names {
                ensure!(!text.contains(name), "{name} is in a masked report");
            }
            for what in [
                "Seats written to Halo",
                "Organisation mapped",
                "Organisations excluded",
            ] {
                ensure!(text.contains(what), "{what} is not in a masked report");
            }
        }
        Ok(())
    }
}

/// The rows of one part of a report.
fn rows(report: &Value, title: &str) -> Result<Vec<Vec<String>>> {
    let parts = report["parts"].as_array().context("parts")?;
    let part = parts.iter().find(|part| part["title"] == title);
    let part = part.with_context(|| format!("no part “{title}”"))?;
    Ok(serde_json::from_value(part["rows"].clone())?)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
}

/// What an auditor does a year later: asks, without the window, whether the journal is still the one of the report.
fn the_seal_is_known(app: &App, report: &Value) -> Result<()> {
    let program = e2e::repository().join("target/debug/halyard-cli");
    let seal = report["newestSeal"].as_str().context("a seal")?;
    let answer = Command::new(&program)
        .arg("--data-dir")
        .arg(app.data_dir())
        .args(["--json", "verify", "--seal", seal])
        .output()
        .with_context(|| format!("starting {}", program.display()))?;
    let said = String::from_utf8_lossy(&answer.stdout);
    let told: Value = serde_json::from_str(&said)
        .with_context(|| format!("{said}{}", String::from_utf8_lossy(&answer.stderr)))?;
    ensure!(told["seal"]["isWhole"] == true, "{told:#}");
    ensure!(told["seal"]["line"] == report["journalLines"], "{told:#}");
    Ok(())
}

/// Presses a place in the rail, whose name says how much waits there.
fn write_list(app: &App, text: &str) -> Result<PathBuf> {
    let file = app.scratch_file("organisations.csv");
    fs_err::write(&file, text)?;
    Ok(file)
}
