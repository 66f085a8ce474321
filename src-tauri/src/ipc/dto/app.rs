//! The program itself: versions, folders, appearance, notices at start.

use engine::HaloPage;
use engine::ports::{Appearance, VaultError};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::ids::ProfileId;
use crate::ipc::error::{ErrorCode, vault};

/// Light or dark, or what the desktop says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AppearanceDto {
    /// Follow the desktop.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Whether the operating system's keychain can be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum KeychainDto {
    /// It answered.
    Available,
    /// It is there and can be unlocked.
    #[serde(rename_all = "camelCase")]
    Locked {
        /// Whether its question for the password stands open.
        asking: bool,
        /// In one sentence.
        reason: String,
        /// What to do, in one sentence.
        next: String,
    },
    /// There is none that answers; a secret can be kept for the session.
    #[serde(rename_all = "camelCase")]
    Unavailable {
        /// Why, in one sentence.
        reason: String,
        /// What to do, in one sentence.
        next: String,
    },
}

/// Something that happened while the store was opened and must be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StartupNoticeDto {
    /// Short title.
    pub title: String,
    /// What happened and what it means.
    pub text: String,
    /// The file that was set aside, when there is one.
    pub path: Option<String>,
}

/// What the page needs to know before it draws anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AppInfoDto {
    /// Halyard's version.
    pub version: String,
    /// Folder of database, settings and logs.
    pub data_dir: String,
    /// Folder of the logs.
    pub log_dir: String,
    /// Chosen appearance.
    pub appearance: AppearanceDto,
    /// How large everything is drawn, in percent.
    pub zoom: u16,
    /// What the store said when it was opened.
    pub notice: Option<StartupNoticeDto>,
    /// The profile that was open last, if it still exists.
    pub last_profile: Option<ProfileId>,
    /// The screen that was open last, by the page's own address.
    pub last_screen: Option<String>,
}

/// A page of Halo or of the project that may be opened in the browser. The
/// address is made in Rust; the page cannot name one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", tag = "page")]
pub enum BrowserPageDto {
    /// Halo's start page.
    HaloHome,
    /// The list of roles in Halo's configuration.
    HaloTeams,
    /// The list of agents in Halo's configuration.
    HaloAgents,
    /// The API page in Halo's configuration.
    HaloApi,
    /// The list of API applications in Halo's configuration.
    HaloApplications,
    /// One ticket.
    #[serde(rename_all = "camelCase")]
    Ticket {
        /// Halo's ticket id.
        ticket_id: i32,
    },
    /// One customer.
    #[serde(rename_all = "camelCase")]
    Customer {
        /// Halo's customer id.
        customer_id: i32,
    },
}

impl From<Appearance> for AppearanceDto {
    fn from(appearance: Appearance) -> Self {
        match appearance {
            Appearance::System => Self::System,
            Appearance::Light => Self::Light,
            Appearance::Dark => Self::Dark,
        }
    }
}

impl From<AppearanceDto> for Appearance {
    fn from(appearance: AppearanceDto) -> Self {
        match appearance {
            AppearanceDto::System => Self::System,
            AppearanceDto::Light => Self::Light,
            AppearanceDto::Dark => Self::Dark,
        }
    }
}

impl From<Result<(), VaultError>> for KeychainDto {
    fn from(answer: Result<(), VaultError>) -> Self {
        let Err(error) = answer else {
            return Self::Available;
        };
        let asking = error == VaultError::Asking;
        let shown = vault(&error);
        let (reason, next) = (shown.message, shown.remedy.text);
        if shown.code == ErrorCode::VaultLocked {
            Self::Locked {
                asking,
                reason,
                next,
            }
        } else {
            Self::Unavailable { reason, next }
        }
    }
}

impl From<BrowserPageDto> for HaloPage {
    fn from(page: BrowserPageDto) -> Self {
        match page {
            BrowserPageDto::HaloHome => Self::Home,
            BrowserPageDto::HaloTeams => Self::Teams,
            BrowserPageDto::HaloAgents => Self::Agents,
            BrowserPageDto::HaloApi => Self::Api,
            BrowserPageDto::HaloApplications => Self::Applications,
            BrowserPageDto::Ticket { ticket_id } => Self::Ticket(ticket_id),
            BrowserPageDto::Customer { customer_id } => Self::Customer(customer_id),
        }
    }
}
