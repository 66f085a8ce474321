//! Starts of the program: time to the first painted page, memory when idle; beside a bare Tauri window, since most of
//! both is the web view's.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use e2e::{App, AppOptions, eventually};

use crate::figures::{Figures, Unit, at};

/// The first start makes the data folder and fills the system's caches; it is run and not counted.
const WARM_STARTS: usize = 5;

/// The largest that the program may be, in millions of bytes.
const SIZE_MB: f64 = 12.0;

/// How much later than a bare window the page may be painted.
const LATER_MS: f64 = 150.0;

/// What all processes together may take when idle, with 50,000 customers in the file.
const IDLE_MB: f64 = 170.0;

/// What a start costs a fresh program.
pub(crate) async fn measure(program: PathBuf, bare: PathBuf) -> Result<Figures> {
    let mut figures = Figures::default();
    for (name, path, target) in [
        ("size of a bare window", &bare, None),
        ("size of the program", &program, Some(SIZE_MB)),
    ] {
        let size = megabytes(fs_err::metadata(path)?.len());
        figures.add(name, Unit::Megabytes, target, vec![size]);
    }
    let options = AppOptions {
        program,
        ..AppOptions::default()
    };
    let mut app = App::start(options).await?;
    beside_bare(&mut app, &bare, "", &mut figures).await?;
    app.close().await?;
    Ok(figures)
}

/// Starts `app` again and again on the data that it has, and a bare window in turn with it.
pub(crate) async fn beside_bare(
    app: &mut App,
    bare: &Path,
    with: &str,
    figures: &mut Figures,
) -> Result<()> {
    app.close().await?;
    let mut other = App::start(AppOptions {
        program: bare.to_path_buf(),
        ..AppOptions::default()
    })
    .await?;
    let (mut bare_starts, mut starts) = (Starts::default(), Starts::default());
    let (mut bare_memory, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..WARM_STARTS {
        other.restart().await?;
        bare_starts.take(&other).await?;
        bare_memory.push(idle_memory(&other).await?);
        other.close().await?;
        fold_journal(app)?;
        app.restart().await?;
        starts.take(app).await?;
        memory.push(idle_memory(app).await?);
        app.close().await?;
    }
    bare_starts.painted.sort_unstable_by(f64::total_cmp);
    let wanted = at(&bare_starts.painted, 50) + LATER_MS;
    let mb = Unit::Megabytes;
    bare_starts.tell("bare window: ", "", None, figures);
    starts.tell("", with, Some(wanted), figures);
    figures.add("bare window: memory when idle (PSS)", mb, None, bare_memory);
    figures.add(
        format!("memory when idle (PSS){with}"),
        mb,
        Some(IDLE_MB),
        memory,
    );
    app.restart().await
}

/// What a person who closes the window leaves behind. The driver ends the program without that, and a start after a
/// crash looks through the whole file first.
fn fold_journal(app: &App) -> Result<()> {
    let path = app.data_dir().join("halyard.db");
    let file = rusqlite::Connection::open(path)?;
    file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    file.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Memory of the program and its web processes once it has not grown or shrunk for a while, in millions of bytes.
async fn idle_memory(app: &App) -> Result<f64> {
    let mut last = 0.0;
    eventually("memory at rest", async || {
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        let now = memory(app)?;
        let is_at_rest = (now - last).abs() < 0.5;
        last = now;
        is_at_rest.then_some(now).context("it still changes")
    })
    .await
}

/// Memory of the program and its web processes (proportional set size), in millions of bytes.
pub(crate) fn memory(app: &App) -> Result<f64> {
    let bytes = processes(app)?
        .iter()
        .map(e2e::Process::proportional_memory)
        .sum::<Result<u64>>()?;
    Ok(megabytes(bytes))
}

/// The program's own processes, without the drivers that look at it.
pub(crate) fn processes(app: &App) -> Result<Vec<e2e::Process>> {
    let own = app.main_process()?.name;
    let mut all = app.processes()?;
    all.retain(|process| {
        process.name == own
            || (process.name.starts_with("WebKit") && process.name != "WebKitWebDriver")
    });
    Ok(all)
}

/// Times of some starts, in milliseconds. Good to some 20 ms each.
#[derive(Default)]
struct Starts {
    /// From the start of the process until the page is asked for.
    asked_for: Vec<f64>,
    /// From the start of the process to the first contentful paint.
    painted: Vec<f64>,
}

impl Starts {
    /// Takes the times of a program that has just been started. The kernel knows the start of the process on its own
    /// clock, the page its times on the wall clock; asking both for now joins them.
    async fn take(&mut self, app: &App) -> Result<()> {
        let page = app.page()?;
        let (asked_for, painted) = eventually("the first paint", async || {
            let answer = page.evaluate(FIRST_PAINT, vec![]).await?;
            let times = answer.as_array().context("nothing has been painted")?;
            let time = |at: usize| times.get(at).and_then(serde_json::Value::as_u64);
            time(0).zip(time(1)).context("two times")
        })
        .await?;
        let before = uptime_ms()?;
        let now = page
            .evaluate("return Date.now()", vec![])
            .await?
            .as_u64()
            .context("the page's clock")?;
        let uptime = before.midpoint(uptime_ms()?);
        let age = uptime.saturating_sub(app.main_process()?.started_after_boot_ms()?);
        let since_start = |time: u64| {
            let took = age.checked_sub(now.saturating_sub(time));
            #[expect(clippy::cast_precision_loss, reason = "milliseconds of seconds")]
            took.map(|took| took as f64)
                .context("it was there before it started")
        };
        self.asked_for.push(since_start(asked_for)?);
        self.painted.push(since_start(painted)?);
        Ok(())
    }

    fn tell(self, whose: &str, with: &str, wanted: Option<f64>, figures: &mut Figures) {
        let ms = Unit::Milliseconds;
        let name = format!("{whose}start to the page being asked for{with}");
        figures.add(name, ms, None, self.asked_for);
        let name = format!("{whose}start to painted page{with}");
        figures.add(name, ms, wanted, self.painted);
    }
}

const FIRST_PAINT: &str = "
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    const at = (time) => Math.round(performance.timeOrigin + time);
    return paint === undefined ? null : [at(0), at(paint.startTime)];";

/// The age of the system.
fn uptime_ms() -> Result<u64> {
    let line = fs_err::read_to_string("/proc/uptime")?;
    let (seconds, rest) = line.split_once('.').context("seconds and hundredths")?;
    let hundredths = rest.get(..2).context("two digits")?;
    Ok(seconds.parse::<u64>()? * 1000 + hundredths.parse::<u64>()? * 10)
}

#[expect(clippy::cast_precision_loss, reason = "one decimal is printed")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
