//! The recipe of step 3.

use engine::domain::recipe::RecipeList;
use engine::wizard::RecipeLine;
use serde::Serialize;
use specta::Type;

/// Which of Halo's pages a setting is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum RecipePlaceDto {
    /// The role.
    Role,
    /// The API-only agent.
    Agent,
    /// The API application.
    Application,
}

/// One setting to make in Halo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecipeItemDto {
    /// Stable key.
    pub key: String,
    /// Where it belongs.
    pub place: RecipePlaceDto,
    /// The setting's label in Halo.
    pub setting: String,
    /// The value to choose.
    pub value: String,
    /// Click path.
    pub path: Vec<String>,
    /// Why it is needed.
    pub why: String,
    /// Whether the connection does its job without it.
    pub is_optional: bool,
    /// Whether the administrator ticked it, and it is still to be set to the same.
    pub ticked: bool,
    /// What it was to be set to when it was ticked, where that is something else now.
    pub changed_from: Option<String>,
}

impl From<RecipeList> for RecipePlaceDto {
    fn from(list: RecipeList) -> Self {
        match list {
            RecipeList::Role => Self::Role,
            RecipeList::Agent => Self::Agent,
            RecipeList::Application => Self::Application,
        }
    }
}

impl From<RecipeLine> for RecipeItemDto {
    fn from(line: RecipeLine) -> Self {
        let item = line.item;
        Self {
            key: item.key.to_owned(),
            place: item.list.into(),
            setting: item.label.to_owned(),
            value: item.value,
            path: item.path.iter().map(|&step| step.to_owned()).collect(),
            why: item.why.to_owned(),
            is_optional: item.is_optional,
            ticked: line.ticked,
            changed_from: line.changed_from,
        }
    }
}
