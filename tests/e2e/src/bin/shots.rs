//! Photographs every screen and state in both themes. Started by `cargo xtask shots`, which gives it the screen;
//! arguments: the folder, and words of which a picture's name must contain one.
#![allow(clippy::print_stdout, reason = "it says what it does")]

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
    use e2e::{AppOptions, Page, Theme, tour};

    /// The smallest window the program has, in pixels.
    const NARROW: (u32, u32) = (1024, 640);

    /// Stops that are also photographed in the smallest window.
    const ALSO_NARROW: [&str; 12] = [
        "start-cards",
        "wizard2-found",
        "wizard3-recipe",
        "wizard5-failed",
        "home-middle",
        "organisations-todo",
        "details-mapped",
        "import-preview",
        "rules-filled",
        "test-plan",
        "test-passed",
        "settings-profile",
    ];

    pub(super) fn run() -> Result<()> {
        let mut args = std::env::args_os().skip(1);
        let folder = PathBuf::from(args.next().context("the folder for the pictures")?);
        let words: Vec<String> = args
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        fs_err::create_dir_all(&folder)?;
        e2e::run(async {
            for theme in [Theme::Light, Theme::Dark] {
                tour::walk(theme, &mut async |page: &Page, stop: &str| {
                    let wanted = words.is_empty() || words.iter().any(|word| stop.contains(word));
                    if !wanted {
                        return Ok(());
                    }
                    let picture =
                        |kind: &str| folder.join(format!("{stop}{kind}-{}.png", theme.as_str()));
                    page.screenshot(&picture("")).await?;
                    println!("{stop}, {}", theme.as_str());
                    if ALSO_NARROW.contains(&stop) {
                        page.resize(NARROW).await?;
                        page.settle().await?;
                        page.screenshot(&picture("-narrow")).await?;
                        page.resize(AppOptions::default().size).await?;
                        page.settle().await?;
                    }
                    Ok(())
                })
                .await?;
            }
            Ok(())
        })
    }
}
