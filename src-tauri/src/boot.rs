//! What is known before and beside the engine: how the start went.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::Engine;
use engine::database::{Notice, OpenError};
use tokio::sync::watch;

use crate::ipc::dto::app::{AppInfoDto, StartupNoticeDto};
use crate::ipc::dto::window::PartDto;
use crate::ipc::error::{AppError, ErrorCode, RemedyAction};

/// Cheap to clone.
#[derive(Clone)]
pub struct Boot(Arc<Inner>);

struct Inner {
    log_dir: PathBuf,
    started: Result<Engine, AppError>,
    notice: watch::Sender<Option<StartupNoticeDto>>,
}

impl Boot {
    /// The outcome of a start.
    pub fn new(
        log_dir: PathBuf,
        started: Result<Engine, AppError>,
        notice: Option<StartupNoticeDto>,
    ) -> Self {
        Self(Arc::new(Inner {
            log_dir,
            started,
            notice: watch::Sender::new(notice),
        }))
    }

    /// What the page needs before it draws anything.
    ///
    /// # Errors
    /// Why the database could not be opened.
    pub async fn info(&self) -> Result<AppInfoDto, AppError> {
        let engine = self.0.started.as_ref().map_err(Clone::clone)?;
        let settings = engine.settings().await;
        let profiles = engine.profiles().await?;
        let last = profiles
            .iter()
            .find(|profile| Some(profile.id.get()) == settings.last_profile);
        Ok(AppInfoDto {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data_dir: engine.data_dir().to_string_lossy().into_owned(),
            log_dir: self.0.log_dir.to_string_lossy().into_owned(),
            appearance: settings.appearance.into(),
            zoom: settings.zoom.percent(),
            notice: self.0.notice.borrow().clone(),
            last_profile: last.map(|profile| profile.id.into()),
            last_screen: settings.last_screen,
        })
    }

    /// Folder of the logs.
    pub(crate) fn log_dir(&self) -> &Path {
        &self.0.log_dir
    }

    /// Puts the notice of the start away.
    pub fn dismiss_notice(&self) {
        self.0.notice.send_replace(None);
    }
}

/// The parts whose versions a report about a fault should name.
pub(crate) fn built_of() -> Vec<PartDto> {
    let part = |name: &str, version: &str| PartDto {
        name: name.to_owned(),
        version: version.to_owned(),
    };
    let mut parts = vec![
        part("Halyard", env!("CARGO_PKG_VERSION")),
        part("Tauri", tauri::VERSION),
        part("SQLite", engine::database::sqlite_version()),
        part(
            "System",
            &format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        ),
    ];
    // Not told on a desktop whose web view is not there; then there is no window either.
    if let Ok(version) = tauri::webview_version() {
        parts.insert(2, part("Web view", &version));
    }
    parts
}

/// What is told about an opening that went well all the same.
pub(crate) fn notice_words(notice: Notice) -> Option<StartupNoticeDto> {
    match notice {
        Notice::MovedAside {
            to,
            why,
            newest_backup,
        } => Some(StartupNoticeDto {
            title: "The database was damaged and set aside".to_owned(),
            text: match newest_backup {
                Some(backup) => format!(
                    "{} Halyard started with a new one. The newest backup is {}.",
                    why.sentence(),
                    backup.display()
                ),
                None => format!(
                    "{} Halyard started with a new one. There is no backup yet.",
                    why.sentence()
                ),
            },
            path: Some(to.to_string_lossy().into_owned()),
        }),
        Notice::Restored { before } => Some(StartupNoticeDto {
            title: "Halyard went back to a backup".to_owned(),
            text: match before {
                Some(_) => "The database as it was before is a backup now: go back to it in \
                            Settings, Data."
                    .to_owned(),
                None => "The database that was there could not be read and was set aside in the \
                         data folder."
                    .to_owned(),
            },
            path: before.map(|before| before.to_string_lossy().into_owned()),
        }),
        Notice::NotRestored { why } => Some(StartupNoticeDto {
            title: "Halyard did not go back to the backup".to_owned(),
            text: format!("The database is as it was: {why}."),
            path: None,
        }),
        Notice::Upgraded { from, to, backup } => {
            tracing::info!(from, to, backup = %backup.display(), "the database was brought up to date");
            None
        }
    }
}

/// Why the program cannot work, in words.
pub(crate) fn open_words(error: &OpenError) -> AppError {
    let shown = match error {
        OpenError::TooNew { found, supported } => AppError::new(
            ErrorCode::StoreTooNew {
                found: *found,
                supported: *supported,
            },
            "The database was made by a newer Halyard.",
            RemedyAction::Update,
            "Install the newer Halyard again. The file was not touched.",
        ),
        OpenError::Busy => AppError::new(
            ErrorCode::StoreBusy,
            "Another program is using Halyard's database.",
            RemedyAction::Retry,
            "Close the other Halyard, then start this one again.",
        ),
        OpenError::DiskFull => AppError::new(
            ErrorCode::DiskFull,
            "There is no room left on the disk.",
            RemedyAction::Retry,
            "Make room, then start Halyard again.",
        ),
        // The last three are told to the command line only.
        OpenError::NotAFile { .. }
        | OpenError::NotWritable { .. }
        | OpenError::Folder { .. }
        | OpenError::MoveAside { .. }
        | OpenError::Backup { .. }
        | OpenError::Migration { .. }
        | OpenError::Sqlite { .. }
        | OpenError::TooOld { .. }
        | OpenError::Unusable { .. }
        | OpenError::RestoreWaits => AppError::new(
            ErrorCode::Internal,
            format!("The database could not be opened: {error}"),
            RemedyAction::Retry,
            "Make sure that the data folder can be written to, then start Halyard again.",
        ),
    };
    shown.logged(error)
}
