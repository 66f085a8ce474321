//! A running Halyard with a data folder of its own.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use fantoccini::Client;
use tempfile::TempDir;

use crate::driver::Driver;
use crate::page::Page;
use crate::processes::Process;
use crate::wait::eventually;

/// What the desktop asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark text on light ground.
    #[default]
    Light,
    /// Light text on dark ground.
    Dark,
}

impl Theme {
    /// `light` or `dark`, as in the names of pictures.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How to start the program.
#[derive(Debug, Clone)]
pub struct AppOptions {
    /// The program; the development build unless told otherwise.
    pub program: PathBuf,
    /// Where it keeps everything; a temporary folder when `None`.
    pub data_dir: Option<PathBuf>,
    /// Environment variables for it, beside those of the test.
    pub env: Vec<(String, OsString)>,
    /// What the desktop asks for.
    pub theme: Theme,
    /// Width and height of the window in pixels.
    pub size: (u32, u32),
}

impl Default for AppOptions {
    fn default() -> Self {
        Self {
            program: crate::repository().join("target/debug/halyard"),
            data_dir: None,
            env: Vec::new(),
            theme: Theme::default(),
            size: (1280, 800),
        }
    }
}

/// A running program and the session in its window.
pub struct App {
    options: AppOptions,
    data_dir: PathBuf,
    /// Removed when the test ends.
    folder: TempDir,
    running: Option<Running>,
}

struct Running {
    // The order matters on drop: the driver takes the program with it.
    client: Client,
    driver: Driver,
}

/// A program whose window is closed and that may still be at work.
pub struct Closing {
    program: Option<Process>,
    // On drop the driver takes the program with it.
    _running: Running,
}

impl Closing {
    /// Waits until it has ended by itself.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ended(self) -> Result<()> {
        eventually("the program to end", async || {
            ensure!(self.has_ended(), "it is still running");
            Ok(())
        })
        .await
    }

    /// Whether it has.
    pub fn has_ended(&self) -> bool {
        self.program.as_ref().is_none_or(Process::has_ended)
    }
}

impl App {
    /// Starts the program and waits for its first page.
    ///
    /// # Errors
    /// When it does not start; the folder with its log is then gone, so the message has the end of it.
    pub async fn start(options: AppOptions) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("halyard-e2e-").tempdir()?;
        let data_dir = match &options.data_dir {
            Some(chosen) => chosen.clone(),
            None => folder.path().join("data"),
        };
        let mut app = Self {
            options,
            data_dir,
            folder,
            running: None,
        };
        app.open_or_tell().await?;
        Ok(app)
    }

    /// Ends the program and starts it again on the same data folder.
    ///
    /// # Errors
    /// When one of the two fails.
    pub async fn restart(&mut self) -> Result<()> {
        self.close().await?;
        self.open_or_tell().await
    }

    /// [`Self::restart`] on a desktop that asks for another theme.
    ///
    /// # Errors
    /// As [`Self::restart`].
    pub async fn restart_in(&mut self, theme: Theme) -> Result<()> {
        self.options.theme = theme;
        self.restart().await
    }

    /// Ends the program; without effect when it is not running.
    ///
    /// # Errors
    /// When it does not end.
    pub async fn close(&mut self) -> Result<()> {
        match self.close_window().await? {
            Some(closing) => closing.ended().await,
            None => Ok(()),
        }
    }

    /// Closes the window and does not wait for the program to end; `None` when it is not running.
    ///
    /// # Errors
    /// When the session cannot be ended.
    pub async fn close_window(&mut self) -> Result<Option<Closing>> {
        // Not there when it crashed, or never opened its window.
        let program = self.main_process().ok();
        let Some(running) = self.running.take() else {
            return Ok(None);
        };
        // Without this the program would live on, and the next session would be refused.
        let client = running.client.clone();
        client.close().await.context("ending the session")?;
        Ok(Some(Closing {
            program,
            _running: running,
        }))
    }

    /// What can be seen and done in the window.
    ///
    /// # Errors
    /// When the program is not running.
    pub fn page(&self) -> Result<Page> {
        Ok(Page::new(self.running()?.client.clone()))
    }

    /// The folder that holds everything the program keeps.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Where the driver and the program print to.
    pub fn driver_log(&self) -> PathBuf {
        self.folder.path().join("driver.log")
    }

    /// A path in the test's own folder, which is removed with it; for files that the program is given.
    pub fn scratch_file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// All processes of the program: the driver, the program, and those that draw the page.
    ///
    /// # Errors
    /// When the program is not running.
    pub fn processes(&self) -> Result<Vec<Process>> {
        self.running()?.driver.processes()
    }

    /// The program's own process.
    ///
    /// # Errors
    /// When the program is not running.
    pub fn main_process(&self) -> Result<Process> {
        let name = self.program_name();
        self.processes()?
            .into_iter()
            .find(|process| process.name == name)
            .with_context(|| format!("a process {name}"))
    }

    fn program_name(&self) -> String {
        self.options
            .program
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    }

    fn running(&self) -> Result<&Running> {
        self.running.as_ref().context("the program is not running")
    }

    /// [`Self::open`]; a failure has the end of what was printed, since the folder it stands in goes with the test.
    async fn open_or_tell(&mut self) -> Result<()> {
        let Err(error) = self.open().await else {
            return Ok(());
        };
        self.close().await?;
        Err(error.context(format!("the program printed:\n{}", self.last_printed())))
    }

    /// The last lines that the driver and the program printed.
    pub(crate) fn last_printed(&self) -> String {
        let log = fs_err::read_to_string(self.driver_log()).unwrap_or_default();
        let lines: Vec<_> = log.lines().collect();
        let end = lines
            .get(lines.len().saturating_sub(30)..)
            .unwrap_or(&lines);
        end.join("\n")
    }

    async fn open(&mut self) -> Result<()> {
        // GTK's theme is what a desktop without a settings portal says about light and dark.
        let gtk_theme = match self.options.theme {
            Theme::Light => "Adwaita",
            Theme::Dark => "Adwaita:dark",
        };
        let mut environment = self.options.env.clone();
        environment.push(("GTK_THEME".to_owned(), gtk_theme.into()));
        let driver = Driver::start(&environment, &self.driver_log()).await?;
        let arguments = ["--data-dir".into(), self.data_dir.clone().into_os_string()];
        let client = driver.open(&self.options.program, &arguments).await?;
        let page = Page::new(client.clone());
        self.running = Some(Running {
            client: client.clone(),
            driver,
        });
        let (width, height) = self.options.size;
        client.set_window_size(width, height).await?;
        page.wait_until_drawn().await
    }
}
