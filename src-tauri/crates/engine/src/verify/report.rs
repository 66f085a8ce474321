//! The report: what is in it, with names or without, as one HTML file or as JSON. Never a secret, and nothing that was
//! not read from here.

use std::collections::{BTreeMap, HashMap};

use domain::ProfileId;
use serde::Serialize;
use store::journal::JournalQuery;
use store::{Connection, grid};

use super::{Facts, checklist, html};
use crate::Engine;
use crate::error::Result;
use crate::organizations::{Error as FileError, write_whole};
use crate::profiles::host_of;

/// Rows of one window of the grid.
const WINDOW: u32 = 200;

/// Runs that are listed.
const MOST_RUNS: usize = 100;

/// For whom the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// A person: one page that prints well.
    Html,
    /// A program.
    Json,
}

/// A part of the report, as it is shown before it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportPart {
    /// Its heading.
    pub title: String,
    /// Heads of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A report that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenReport {
    /// Where.
    pub path: String,
    /// Whether names and addresses were left out.
    pub masked: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Json<'a> {
    made_at: &'a str,
    names_left_out: bool,
    parts: &'a [ReportPart],
}

impl Engine {
    /// What a report would hold.
    pub async fn report(&self, profile: ProfileId, masked: bool) -> Result<Vec<ReportPart>> {
        let facts = self.verify_facts(profile).await?;
        let (who, now) = (self.account.name(), self.now());
        Ok(self
            .store
            .read(move |tx| parts(tx, &facts, masked, who.as_deref(), &now))
            .await?)
    }

    /// Asks where a report is to be written with the desktop's own dialog; the name says of which day it is.
    pub async fn choose_report_file(
        &self,
        profile: ProfileId,
        format: ReportFormat,
    ) -> Result<Option<String>> {
        // A profile that is gone has no report.
        self.profile_row(profile).await?;
        let day: String = self.now().chars().take(10).collect();
        let name = match format {
            ReportFormat::Html => format!("halyard-report-{day}.html"),
            ReportFormat::Json => format!("halyard-report-{day}.json"),
        };
        Ok(self.desktop.choose_export_file(&name).await)
    }

    /// Writes a report; a file that is there needs `replace`.
    ///
    /// # Errors
    /// `Organizations(FileExists)` and `Organizations(NotWritten)`; the old file is untouched then.
    pub async fn write_report(
        &self,
        profile: ProfileId,
        format: ReportFormat,
        masked: bool,
        path: String,
        replace: bool,
    ) -> Result<WrittenReport> {
        let parts = self.report(profile, masked).await?;
        let now = self.now();
        let work = move || {
            let text = match format {
                ReportFormat::Html => html::page(&parts, &now),
                ReportFormat::Json => {
                    serde_json::to_string_pretty(&Json {
                        made_at: &now,
                        names_left_out: masked,
                        parts: &parts,
                    })? + "\n"
                }
            };
            write_whole(path.as_ref(), &text, replace)?;
            Ok::<_, FileError>(WrittenReport { path, masked })
        };
        let written = tokio::task::spawn_blocking(work).await;
        Ok(written.map_err(|_| store::Error::Panicked)??)
    }
}

fn parts(
    conn: &Connection,
    facts: &Facts,
    masked: bool,
    who: Option<&str>,
    now: &str,
) -> store::Result<Vec<ReportPart>> {
    let mut mask = Mask {
        masked,
        known: BTreeMap::new(),
    };
    Ok(vec![
        summary(facts, &mut mask, who, now),
        proofs(facts, masked),
        mappings(conn, facts, &mut mask)?,
        problems(conn, facts, &mut mask)?,
        runs(conn, facts)?,
    ])
}

/// Gives the same number to the same name.
struct Mask {
    masked: bool,
    known: BTreeMap<&'static str, HashMap<String, usize>>,
}

impl Mask {
    fn of(&mut self, kind: &'static str, name: &str) -> String {
        if !self.masked || name.is_empty() {
            return name.to_owned();
        }
        let known = self.known.entry(kind).or_default();
        let next = known.len() + 1;
        let number = match known.get(name) {
            Some(number) => *number,
            None => *known.entry(name.to_owned()).or_insert(next),
        };
        format!("{kind} {number}")
    }
}

fn part(title: &str, columns: &[&str], rows: Vec<Vec<String>>) -> ReportPart {
    ReportPart {
        title: title.to_owned(),
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        rows,
    }
}

fn summary(facts: &Facts, mask: &mut Mask, who: Option<&str>, now: &str) -> ReportPart {
    let host = facts.row.api_base.as_deref().and_then(host_of);
    let row = |name: &str, value: String| vec![name.to_owned(), value];
    part(
        "Summary",
        &["Fact", "Value"],
        vec![
            row("Connection", mask.of("Connection", &facts.row.name)),
            row("Product", facts.row.vendor_name.clone()),
            row("Halo", mask.of("Host", &host.unwrap_or_default())),
            row("Made at (UTC)", now.to_owned()),
            row("Made by", mask.of("Person", who.unwrap_or_default())),
            row("Customers in Halo", facts.customers.to_string()),
            row("Organisations", facts.counts.all.to_string()),
            row(
                "Newest seal of the journal",
                facts
                    .seals
                    .as_ref()
                    .and_then(|(seals, _)| seals.head.clone())
                    .unwrap_or_default(),
            ),
        ],
    )
}

fn proofs(facts: &Facts, masked: bool) -> ReportPart {
    let rows = checklist::lines(facts, masked).into_iter().map(|proof| {
        vec![
            proof.kind.name().to_owned(),
            proof.state.name().to_owned(),
            proof.meaning,
            proof.at.unwrap_or_default(),
        ]
    });
    part(
        "Checklist",
        &["What", "State", "How", "When (UTC)"],
        rows.collect(),
    )
}

fn mappings(conn: &Connection, facts: &Facts, mask: &mut Mask) -> store::Result<ReportPart> {
    let mut rows = Vec::new();
    loop {
        let query = grid::GridQuery {
            filter: grid::GridFilter::All,
            sort: grid::GridSort::Name,
            offset: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            limit: WINDOW,
            ..grid::GridQuery::default()
        };
        let page = grid::page(conn, facts.row.id, &query)?;
        let came = page.rows.len();
        rows.extend(page.rows.into_iter().map(|row| {
            let customer = row.customer_name.unwrap_or_default();
            vec![
                mask.of("Organisation", &row.name),
                row.state.code().replace('_', " "),
                mask.of("Customer", &customer),
            ]
        }));
        if came == 0 || rows.len() >= usize::try_from(page.total).unwrap_or(usize::MAX) {
            break;
        }
    }
    Ok(part(
        "Organisations",
        &["Organisation", "State", "Customer in Halo"],
        rows,
    ))
}

fn problems(conn: &Connection, facts: &Facts, mask: &mut Mask) -> store::Result<ReportPart> {
    let open = store::problems::open(conn, facts.row.id)?;
    let rows = open.into_iter().map(|row| {
        let problem = row.problem;
        vec![
            problem.cause.name().to_owned(),
            mask.of("Subject", &problem.subject),
            row.first_seen_at,
            row.ignored_until.unwrap_or_default(),
        ]
    });
    Ok(part(
        "Open problems",
        &["Cause", "About", "First seen (UTC)", "Ignored until"],
        rows.collect(),
    ))
}

fn runs(conn: &Connection, facts: &Facts) -> store::Result<ReportPart> {
    let mut query = JournalQuery {
        area: Some("run".to_owned()),
        limit: WINDOW,
        ..JournalQuery::default()
    };
    let mut runs = Vec::new();
    loop {
        let window = store::journal::page(conn, facts.row.id, &query)?;
        let is_last = window.is_empty();
        query.offset += WINDOW;
        // Only the end of a run has a result. The other lines are single writes, and name customers.
        runs.extend(window.into_iter().filter_map(|row| {
            let requests = row.requests.map(|n| n.to_string()).unwrap_or_default();
            Some(vec![row.at, row.what, row.result?, requests])
        }));
        if is_last || runs.len() >= MOST_RUNS {
            break;
        }
    }
    runs.truncate(MOST_RUNS);
    Ok(part(
        "Last runs",
        &["At (UTC)", "What", "Result", "Requests"],
        runs,
    ))
}
