//! A profile as a file: what is in one, before it becomes a profile.

use engine::{ProfileCounts, ProfilePreview};
use serde::Serialize;
use specta::Type;

/// What a file of a profile would bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfilePreviewDto {
    /// The file's own name.
    pub file_name: String,
    /// When it was written.
    pub exported_at: String,
    /// The name that the new profile would get.
    pub name: String,
    /// The vendor.
    pub vendor: String,
    /// Host of the Halo that its pairs and rules are of; `null` when the file
    /// names none.
    pub halo: Option<String>,
    /// How much of each kind.
    pub counts: ProfileCountsDto,
    /// What is left out and why, as sentences.
    pub notices: Vec<String>,
    /// What becomes of its ticket rules in another Halo than that of the file,
    /// as sentences; `null` where it has none.
    pub elsewhere: Option<String>,
    /// Stands for exactly this content; importing gives it back.
    pub mark: String,
}

/// How much a file of a profile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProfileCountsDto {
    /// Organisations.
    pub organizations: u32,
    /// Of these, with a customer.
    pub pairs: u32,
    /// Held or excluded.
    pub set_aside: u32,
    /// Organisations with ticket rules of their own.
    pub own_rules: u32,
    /// Whether there are ticket rules.
    pub rules: bool,
    /// Products that stand for a licence.
    pub products: u32,
}

impl From<ProfilePreview> for ProfilePreviewDto {
    fn from(preview: ProfilePreview) -> Self {
        Self {
            file_name: preview.file_name,
            exported_at: preview.exported_at,
            name: preview.name,
            vendor: preview.vendor,
            halo: preview.halo,
            counts: preview.counts.into(),
            notices: preview.notices,
            elsewhere: preview.elsewhere,
            mark: preview.mark,
        }
    }
}

impl From<ProfileCounts> for ProfileCountsDto {
    fn from(counts: ProfileCounts) -> Self {
        Self {
            organizations: counts.organizations,
            pairs: counts.pairs,
            set_aside: counts.set_aside,
            own_rules: counts.own_rules,
            rules: counts.rules,
            products: counts.products,
        }
    }
}
