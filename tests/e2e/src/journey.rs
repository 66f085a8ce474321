//! What stands around every journey: a runtime, the program, and a picture of the failure.

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::Path;

use anyhow::{Error, Result};
use fantoccini::error::CmdError;
use futures_util::FutureExt as _;

use crate::app::{App, AppOptions};

/// Starts the program, runs `body`, ends the program. When the body fails, a picture, the page's source and the logs are
/// put into `target/e2e-failures/<name of the test>` first.
///
/// # Errors
/// What the body failed with.
///
/// # Panics
/// When the body does.
pub fn journey(body: impl AsyncFnOnce(&mut App) -> Result<()>) -> Result<()> {
    journey_with(AppOptions::default(), body)
}

/// Same, with a program that is started in another way.
///
/// # Errors
/// What the body failed with.
///
/// # Panics
/// When the body does.
pub fn journey_with(
    options: AppOptions,
    body: impl AsyncFnOnce(&mut App) -> Result<()>,
) -> Result<()> {
    // The thread of a test has its name.
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("unnamed");
    run(async {
        let mut app = App::start(options).await?;
        let outcome = AssertUnwindSafe(body(&mut app)).catch_unwind().await;
        let failed = !matches!(outcome, Ok(Ok(())));
        let circumstances = failed.then(|| circumstances(&app));
        if failed {
            let folder = crate::repository().join("target/e2e-failures").join(name);
            // Reporting must not hide what it reports.
            if let Err(error) = keep_evidence(&app, &folder).await {
                fs_err::write(folder.join("evidence-failed.txt"), format!("{error:?}"))?;
            }
        }
        let closed = app.close().await;
        match outcome {
            Err(panic) => resume_unwind(panic),
            Ok(Err(error)) => {
                let error = with_code(error);
                Err(match circumstances {
                    Some(told) => error.context(told),
                    None => error,
                })
            }
            Ok(Ok(())) => closed,
        }
    })
}

/// Runs what needs more than one program, or none, on a runtime like a journey's.
///
/// # Errors
/// What it failed with, or that there is no runtime.
pub fn run<T>(body: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?
        .block_on(body)
}

/// An error of the driver with its code. Its own words are often empty, which leaves nothing to go by.
pub(crate) fn with_code(error: Error) -> Error {
    let Some(CmdError::Standard(told)) = error.downcast_ref::<CmdError>() else {
        return error;
    };
    let code = told.error.to_string();
    error.context(format!("the driver answered “{code}”"))
}

/// What the failure of a journey is read with where only its output is left, as on a machine that is thrown away.
fn circumstances(app: &App) -> String {
    let processes = app.processes().map_or_else(
        |error| format!("unknown: {error}"),
        |all| {
            let names: Vec<_> = all.into_iter().map(|process| process.name).collect();
            names.join(", ")
        },
    );
    format!(
        "the journey failed while these ran: {processes}\nthe program had printed:\n{}",
        app.last_printed()
    )
}

async fn keep_evidence(app: &App, folder: &Path) -> Result<()> {
    fs_err::create_dir_all(folder)?;
    if app.driver_log().is_file() {
        fs_err::copy(app.driver_log(), folder.join("driver.log"))?;
    }
    keep_logs(app.data_dir(), folder)?;
    let page = app.page()?;
    page.screenshot(&folder.join("window.png")).await?;
    fs_err::write(folder.join("page.html"), page.source().await?)?;
    Ok(())
}

/// Copies every log file below `from`, wherever the program keeps them.
fn keep_logs(from: &Path, folder: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    for entry in fs_err::read_dir(from)? {
        let path = entry?.path();
        if path.is_dir() {
            keep_logs(&path, folder)?;
        } else if let Some(name) = path.file_name()
            && name.to_string_lossy().contains("log")
        {
            fs_err::copy(&path, folder.join(name))?;
        }
    }
    Ok(())
}
