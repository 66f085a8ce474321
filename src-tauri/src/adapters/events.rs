//! The engine's events as Tauri's.

use engine::domain::ProfileId;
use engine::ports::Events;
use engine::{Tag, Task};
use tauri::AppHandle;
use tauri_specta::Event;

use crate::ipc::dto::ids;
use crate::ipc::events::{Invalidated, TaskChanged};

/// Sends to the page.
pub(crate) struct TauriEvents(pub(crate) AppHandle);

impl Events for TauriEvents {
    fn invalidated(&self, profile: Option<ProfileId>, tags: &[Tag]) {
        let event = Invalidated {
            profile: profile.map(ids::ProfileId::from),
            tags: tags.iter().copied().map(Into::into).collect(),
        };
        if let Err(error) = event.emit(&self.0) {
            tracing::warn!(%error, "an event did not reach the page");
        }
    }

    fn task_changed(&self, task: &Task) {
        let event = TaskChanged { task: task.into() };
        if let Err(error) = event.emit(&self.0) {
            tracing::warn!(%error, "an event did not reach the page");
        }
    }
}
