//! The window from one start to the next, and what has to be seen to its end before it closes.
//!
//! Where a window fits on the screens is the shell's to know; what an address means, the page's.

use crate::Engine;
use crate::error::Result;
use crate::ports::{WindowPlace, Zoom};
use crate::tags::Tag;
use crate::tasks::Task;

/// Longest address of a screen that is remembered, in bytes. The page's own are far shorter.
const LONGEST_SCREEN: usize = 500;

impl Engine {
    /// Remembers where the window stands.
    pub async fn remember_window(&self, place: WindowPlace) -> Result<()> {
        self.update_settings(move |settings| settings.window = Some(place))
            .await
    }

    /// Remembers which screen is open. An address that is none of the page's is not kept.
    pub async fn remember_screen(&self, address: String) -> Result<()> {
        let is_ours = address.starts_with('/') && address.len() <= LONGEST_SCREEN;
        if !is_ours || address.chars().any(char::is_control) {
            return Ok(());
        }
        self.update_settings(move |settings| settings.last_screen = Some(address))
            .await
    }

    /// Chooses how large everything is drawn; answers what was taken.
    pub async fn set_zoom(&self, percent: u16) -> Result<Zoom> {
        let zoom = Zoom::of_percent(percent);
        self.update_settings(move |settings| settings.zoom = zoom)
            .await?;
        self.events.invalidated(None, &[Tag::App]);
        Ok(zoom)
    }

    /// The tasks that write to Halo now.
    pub fn writing_tasks(&self) -> Vec<Task> {
        let mut running = self.tasks.running();
        running.retain(|task| task.kind.writes_to_halo());
        running
    }

    /// Has every task that writes to Halo finish the item it is at and stop, and waits until it has.
    pub async fn stop_writing(&self) {
        self.tasks.stop(|task| task.kind.writes_to_halo()).await;
    }
}
