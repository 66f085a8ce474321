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
use e2e::{Page, Theme, run, tour};

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
            for violation in page.axe().await? {
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
