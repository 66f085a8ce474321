//! What stands behind the engine's ports where there is no window: tasks are told to whoever waits for them, and there is
//! neither a desktop to ask nor a demo.

use std::path::Path;

use async_trait::async_trait;
use engine::domain::ProfileId;
use engine::ports::{DemoAccess, DemoHalo, Desktop, Events};
use engine::{Tag, Task};
use tokio::sync::mpsc::UnboundedSender;

/// Hands the tasks on.
pub(crate) struct ToWhoWaits(pub(crate) UnboundedSender<Task>);

impl Events for ToWhoWaits {
    // There is no page whose answers could become stale.
    fn invalidated(&self, _: Option<ProfileId>, _: &[Tag]) {}

    fn task_changed(&self, task: &Task) {
        // Nobody waits any more when the program ends.
        let _ = self.0.send(task.clone());
    }
}

/// The demo lives in the window, and starts afresh with each: a second one beside it would be another Halo.
pub(crate) struct NoDemo;

#[async_trait]
impl DemoHalo for NoDemo {
    async fn start(&self) -> Result<DemoAccess, String> {
        Err("The demo Halo runs inside Halyard's window only.".to_owned())
    }
}

/// Nobody is asked anything: what a dialog would answer comes as an argument.
pub(crate) struct NoDesktop;

const NO_DESKTOP: &str = "The command line opens no windows.";

#[async_trait]
impl Desktop for NoDesktop {
    async fn choose_list_file(&self) -> Option<String> {
        None
    }

    async fn choose_mappings_file(&self) -> Option<String> {
        None
    }
    async fn choose_profile_file(&self) -> Option<String> {
        None
    }

    async fn choose_export_file(&self, _suggested_name: &str) -> Option<String> {
        None
    }

    async fn choose_certificate_file(&self) -> Option<String> {
        None
    }

    fn open_url(&self, _: &str) -> Result<(), String> {
        Err(NO_DESKTOP.to_owned())
    }

    fn show_folder(&self, _: &Path) -> Result<(), String> {
        Err(NO_DESKTOP.to_owned())
    }
}
