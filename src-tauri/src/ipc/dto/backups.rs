//! Copies of the database.

use engine::BackupLook;
use engine::database::{Backup, BackupKind, Contents};
use serde::Serialize;
use specta::Type;

/// Why a copy was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum BackupKindDto {
    /// Once a day.
    Daily,
    /// Because somebody asked for it.
    ByHand,
    /// Before the file was brought to a newer version.
    BeforeUpgrade,
    /// Before another copy took the file's place.
    BeforeRestore,
}

/// A copy of the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupDto {
    /// The name of its file, by which it is asked for again.
    pub name: String,
    /// Why it was made.
    pub kind: BackupKindDto,
    /// When: a time, or a day alone.
    pub made: String,
    /// Its size in bytes; the largest number there is for one that is larger.
    pub bytes: u32,
}

/// What a database holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContentsDto {
    /// Names of the profiles.
    pub profiles: Vec<String>,
    /// Organisations of all profiles.
    pub organizations: u32,
    /// Those that have a customer.
    pub pairs: u32,
}

/// A copy beside what there is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupLookDto {
    /// What the copy holds.
    pub held: ContentsDto,
    /// What there is now.
    pub now: ContentsDto,
}

impl From<Backup> for BackupDto {
    fn from(backup: Backup) -> Self {
        Self {
            name: backup.name().to_owned(),
            kind: match backup.kind {
                BackupKind::Daily => BackupKindDto::Daily,
                BackupKind::ByHand => BackupKindDto::ByHand,
                BackupKind::BeforeUpgrade { .. } => BackupKindDto::BeforeUpgrade,
                BackupKind::BeforeRestore => BackupKindDto::BeforeRestore,
            },
            bytes: u32::try_from(backup.bytes).unwrap_or(u32::MAX),
            made: backup.made,
        }
    }
}

impl From<Contents> for ContentsDto {
    fn from(contents: Contents) -> Self {
        Self {
            profiles: contents.profiles,
            organizations: contents.organizations,
            pairs: contents.pairs,
        }
    }
}

impl From<BackupLook> for BackupLookDto {
    fn from(look: BackupLook) -> Self {
        Self {
            held: look.held.into(),
            now: look.now.into(),
        }
    }
}
