//! A full read of Halo's customers from a Halo that takes 0.8 s for each answer, as Halo does for a page.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use e2e::{App, AppOptions};
use halo_sim::{Fault, Running};

use crate::figures::{Figures, Unit};
use crate::{fill, in_page};

/// What Halo takes for an answer.
const LATENCY: Duration = Duration::from_millis(800);

/// What the whole read of 50,000 may take, in seconds.
const WANTED_S: f64 = 110.0;

/// Rows on a page, whatever is asked for.
const PAGE: usize = 100;

/// Requests beside the pages.
const LOOK_UPS: usize = 6;

/// No frame may be later than this, in milliseconds.
const FRAME_MS: f64 = 100.0;

pub(crate) async fn measure(program: PathBuf, customers: usize) -> Result<Figures> {
    let halo = fill::halo(customers).await?;
    let mut app = App::start(AppOptions {
        program,
        ..AppOptions::default()
    })
    .await?;
    let page = app.page()?;
    fill::up_to_the_checks(&page, &halo).await?;

    halo.fault(Fault::everything().delay(LATENCY));
    halo.clear_requests();
    let (took, longest_frame) = in_page::time(
        &page,
        "reading Halo",
        "named('button', 'Finish').click()",
        "(state.began ||= named('button', 'Reading') !== undefined, \
         state.began && named('button', 'Read Halo again') !== undefined)",
    )
    .await?;
    let (requests, _) = halo.traffic();
    let refused = halo
        .requests()
        .iter()
        .filter(|request| request.status == Some(429))
        .count();
    app.close().await?;
    let missing = missing(&app, &halo)?;

    let mut figures = Figures::default();
    let seconds = |ms: f64| ms / 1000.0;
    figures.add(
        format!("read of {customers} customers, 0.8 s an answer"),
        Unit::Seconds,
        (customers <= 50_000).then_some(WANTED_S),
        vec![seconds(took)],
    );
    figures.add(
        "requests",
        Unit::Pieces,
        Some(count(customers.div_ceil(PAGE) + LOOK_UPS)),
        vec![count(requests)],
    );
    figures.add(
        "of them refused because there were too many",
        Unit::Pieces,
        Some(0.0),
        vec![count(refused)],
    );
    figures.add(
        "customers that are missing afterwards",
        Unit::Pieces,
        Some(0.0),
        vec![count(missing)],
    );
    figures.add(
        "longest frame meanwhile",
        Unit::Milliseconds,
        Some(FRAME_MS),
        vec![longest_frame],
    );
    Ok(figures)
}

/// How many of Halo's customers the program does not hold.
fn missing(app: &App, halo: &Running) -> Result<usize> {
    let file = rusqlite::Connection::open(app.data_dir().join("halyard.db"))?;
    let mut rows = file.prepare("SELECT id FROM customer")?;
    let held: BTreeSet<i64> = rows
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let all = halo.customers();
    Ok(all
        .iter()
        .filter(|customer| !held.contains(&customer.id))
        .count())
}

#[expect(clippy::cast_precision_loss, reason = "a count of requests")]
fn count(number: usize) -> f64 {
    number as f64
}
