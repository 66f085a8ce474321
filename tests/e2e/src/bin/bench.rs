//! Measures starts of the program: time to the first painted page and memory when idle. Started by `cargo xtask bench`,
//! which gives it the screen; arguments: the program and, if wanted, `--json`.
#![allow(clippy::print_stdout, reason = "it prints its result")]

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    linux::run()
}

#[cfg(not(target_os = "linux"))]
fn main() -> anyhow::Result<()> {
    anyhow::bail!("the window can only be driven on Linux")
}

#[cfg(target_os = "linux")]
mod linux {
    use std::path::PathBuf;

    use anyhow::{Context as _, Result};
    use e2e::{App, AppOptions, eventually};
    use serde_json::json;

    /// The first start makes the data folder and fills the system's caches; it is run and not counted.
    const WARM_STARTS: usize = 5;

    pub(super) fn run() -> Result<()> {
        let program = PathBuf::from(
            std::env::args_os()
                .nth(1)
                .context("the program to measure")?,
        );
        let as_json = std::env::args().any(|arg| arg == "--json");
        let size = fs_err::metadata(&program)?.len();
        let runtime = tokio::runtime::Runtime::new()?;
        let (mut starts, memory) = runtime.block_on(measure(program))?;
        starts.sort_unstable();
        let median = starts[starts.len() / 2];
        if as_json {
            println!(
                "{}",
                json!({ "binaryBytes": size, "startToPaintMs": starts, "startToPaintMedianMs": median, "idlePssBytes": memory })
            );
        } else {
            println!("size of the program     {:>7.1} MB", megabytes(size));
            println!("start to painted page   {median:>7} ms (median of {starts:?})");
            println!(
                "memory when idle, PSS   {:>7.1} MB (all processes)",
                megabytes(memory)
            );
        }
        Ok(())
    }

    async fn measure(program: PathBuf) -> Result<(Vec<u64>, u64)> {
        let options = AppOptions {
            program,
            ..AppOptions::default()
        };
        let mut app = App::start(options).await?;
        let mut starts = Vec::new();
        for _ in 0..WARM_STARTS {
            app.restart().await?;
            starts.push(start_to_paint_ms(&app).await?);
        }
        let own = app.main_process()?.name;
        let memory = app
            .processes()?
            .iter()
            .filter(|process| process.name == own || process.name.starts_with("WebKit"))
            .filter(|process| process.name != "WebKitWebDriver")
            .map(e2e::Process::proportional_memory)
            .sum::<Result<u64>>()?;
        app.close().await?;
        Ok((starts, memory))
    }

    /// From the start of the process to the first contentful paint. The kernel knows the one on its own clock, the page
    /// the other on the wall clock; asking both for now joins them. Good to some 20 ms.
    async fn start_to_paint_ms(app: &App) -> Result<u64> {
        let page = app.page()?;
        let painted_at = eventually("the first paint", async || {
            let answer = page.evaluate(FIRST_PAINT, vec![]).await?;
            answer.as_u64().context("nothing has been painted")
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
        let since_paint = now.saturating_sub(painted_at);
        age.checked_sub(since_paint)
            .context("it painted before it started")
    }

    const FIRST_PAINT: &str = "
        const paint = performance.getEntriesByName('first-contentful-paint')[0];
        return paint === undefined ? null : Math.round(performance.timeOrigin + paint.startTime);";

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
}
