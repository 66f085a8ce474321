//! How a profile's organisations are matched: shared customers, and what is accepted by itself.

use engine::organizations::{Automatic, AutomaticPreview, MatchingSettings};
use serde::Serialize;
use specta::Type;

use super::ids::EditId;
use super::organizations::AcceptPreviewDto;

/// How matching is done, and what hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MatchingSettingsDto {
    /// Whether several organisations may have one customer.
    pub may_share: bool,
    /// Whether clear suggestions are accepted after each read and import.
    pub auto_accept: bool,
    /// Customers that several organisations have.
    pub shared_customers: u32,
    /// How many organisations these are.
    pub sharing_organizations: u32,
}

/// What switching it on would accept at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AutomaticPreviewDto {
    /// The pairs.
    pub accept: AcceptPreviewDto,
    /// Organisations that wait for a decision.
    pub todo: u32,
}

/// The last time that suggestions were accepted by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AutomaticDto {
    /// For undo.
    pub edit: EditId,
    /// How many.
    pub organizations: u32,
    /// When.
    pub at: String,
}

impl From<MatchingSettings> for MatchingSettingsDto {
    fn from(settings: MatchingSettings) -> Self {
        Self {
            may_share: settings.may_share,
            auto_accept: settings.auto_accept,
            shared_customers: settings.shared_customers,
            sharing_organizations: settings.sharing_organizations,
        }
    }
}

impl From<AutomaticPreview> for AutomaticPreviewDto {
    fn from(preview: AutomaticPreview) -> Self {
        Self {
            accept: preview.accept.into(),
            todo: preview.todo,
        }
    }
}

impl From<Automatic> for AutomaticDto {
    fn from(automatic: Automatic) -> Self {
        Self {
            edit: automatic.edit.into(),
            organizations: automatic.organizations,
            at: automatic.at,
        }
    }
}
