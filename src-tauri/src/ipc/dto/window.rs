//! The window: its menu bar, and what stands in About.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A menu of the menu bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MenuDto {
    /// Which one it is, whatever it is called.
    pub key: String,
    /// Its name, with `&` before the letter that opens it.
    pub title: String,
    /// Its items, with a line between two groups.
    pub groups: Vec<Vec<MenuItemDto>>,
}

/// An item of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MenuItemDto {
    /// The command that the page is told of when it is chosen.
    pub id: String,
    /// Its words.
    pub label: String,
    /// Keys for the same, such as `CmdOrCtrl+K`.
    pub accelerator: Option<String>,
    /// Whether it can be chosen now.
    pub enabled: bool,
    /// For one of several choices: whether it is the one.
    pub checked: Option<bool>,
}

/// A part that Halyard is built of, for reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PartDto {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What others made of this Halyard, and under which terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ThirdPartyDto {
    /// Each part, by name.
    pub parts: Vec<ThirdPartDto>,
    /// The terms, each once.
    pub texts: Vec<String>,
}

/// A part that somebody else made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ThirdPartDto {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as its author says it.
    pub licence: String,
    /// Whose it is, line by line.
    pub holders: Vec<String>,
    /// Places of its terms among the texts.
    pub texts: Vec<u32>,
}
