//! Every screen and dialog in every state, judged by axe in the real window, with the real styles, in both themes.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use e2e::{Page, Theme, Violation, run, tour};

/// Stops with an open list. The page behind it is hidden from screen readers on purpose while it is open, which axe
/// takes for a fault of the page; there the list alone is judged.
const OPEN_LISTS: [&str; 2] = ["details-search", "organisations-menu"];

#[test]
fn every_screen_passes_axe_in_light() -> Result<()> {
    judge(Theme::Light)
}

#[test]
fn every_screen_passes_axe_in_dark() -> Result<()> {
    judge(Theme::Dark)
}

fn judge(theme: Theme) -> Result<()> {
    run(async {
        let mut report = String::new();
        let mut stops = 0;
        let walked = tour::walk(theme, &mut async |page: &Page, stop: &str| {
            stops += 1;
            let mut violations = violations_at(page, stop).await?;
            if !violations.is_empty() {
                // A colour on its way to another, which a slow machine began after everything had seemed at rest, is
                // gone by now; a fault is not.
                page.settle().await?;
                violations = violations_at(page, stop).await?;
            }
            for violation in violations {
                writeln!(report, "{stop}: {violation}")?;
            }
            Ok(())
        })
        .await;
        // What was found before the walk ended is worth reading either way.
        ensure!(report.is_empty(), "{report}\n{walked:?}");
        walked?;
        ensure!(stops > 40, "only {stops} stops");
        Ok(())
    })
}

async fn violations_at(page: &Page, stop: &str) -> Result<Vec<Violation>> {
    if OPEN_LISTS.contains(&stop) {
        page.axe_within("[role=listbox], [role=menu]").await
    } else {
        page.axe().await
    }
}
