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

/// Requests that Halyard lets a Halo have in [`WINDOW_S`] seconds, and those that are under way together.
const LIMIT: usize = 300;
const WINDOW_S: f64 = 300.0;
const TOGETHER: f64 = 4.0;

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
        // A busy button keeps the room of its words, and with it the words.
        "(state.began ||= named('button', 'Reading') !== undefined, \
         state.began && named('button', 'Read Halo again')?.ariaBusy === null)",
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
        Some(wanted_s(customers)),
        vec![seconds(took)],
    );
    figures.add(
        "requests",
        Unit::Pieces,
        Some(count(most_requests(customers))),
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

/// The pages and what is looked up beside them.
fn most_requests(customers: usize) -> usize {
    customers.div_ceil(PAGE) + LOOK_UPS
}

/// What the read takes when nothing but the limit and Halo's own time hold it up, and a tenth more; in seconds.
fn wanted_s(customers: usize) -> f64 {
    let requests = most_requests(customers);
    let whole_windows = (requests.saturating_sub(1)) / LIMIT;
    let rest = requests - whole_windows * LIMIT;
    (count(whole_windows) * WINDOW_S + count(rest) / TOGETHER * LATENCY.as_secs_f64()) * 1.1
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
