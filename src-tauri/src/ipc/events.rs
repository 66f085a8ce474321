//! Events, past tense: what the page is told without asking.

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::Event;

use super::dto::ids::{ProfileId, TaskId};
use super::dto::tasks::TaskDto;
use super::tags::Tag;

/// Data of these tags has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct Invalidated {
    /// For which profile; `null` is all of them.
    pub profile: Option<ProfileId>,
    /// Which groups.
    pub tags: Vec<Tag>,
}

/// A command was chosen from the menu bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct CommandChosen {
    /// Which.
    pub id: String,
}

/// Somebody pressed close; the window waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase", tag = "about")]
pub enum CloseAsked {
    /// Something was changed and not saved.
    Unsaved,
    /// Something is written to Halo.
    Writing {
        /// The tasks that write.
        tasks: Vec<TaskId>,
    },
}

/// A task started, went on or ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct TaskChanged {
    /// The task.
    pub task: TaskDto,
}
