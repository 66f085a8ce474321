//! Takes the time inside the page, where the way through the driver does not count.

use std::time::Duration;

use anyhow::{Context as _, Result};
use e2e::{Page, eventually_within};

/// Nothing that is measured may take longer. A read of 50,000 customers waits five minutes for Halyard's own limit.
const LIMIT: Duration = Duration::from_mins(15);

/// Does `act` and takes the time until `until` holds, both of them JavaScript with the helpers of `in_page.js`.
/// Answers milliseconds to the frame that shows it, and the longest frame meanwhile.
pub(crate) async fn time(page: &Page, what: &str, act: &str, until: &str) -> Result<(f64, f64)> {
    let script = include_str!("in_page.js")
        .replace("ACT", act)
        .replace("UNTIL", &format!("return {until}"));
    page.evaluate(&script, vec![])
        .await
        .with_context(|| what.to_owned())?;
    eventually_within(LIMIT, what, async || {
        let taken = page
            .evaluate(
                "const { ms, longestFrame, state } = window.halyardStopwatch; \
                 return [ms, longestFrame, ms === null ? JSON.stringify(state) + document.body.innerText.slice(0, 600) : '']",
                vec![],
            )
            .await?;
        let ms = taken[0]
            .as_f64()
            .with_context(|| format!("it goes on: {}", taken[2]))?;
        Ok((ms, taken[1].as_f64().unwrap_or_default()))
    })
    .await
}
