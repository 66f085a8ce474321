//! Pictures of the window, and what makes it hold still for one.

use std::path::Path;

use anyhow::{Result, bail, ensure};
use fantoccini::actions::{InputSource as _, MouseActions, PointerAction};

use crate::page::Page;
use crate::target::{button, containing, role};
use crate::wait::eventually;

impl Page {
    /// Gives the window another size, in pixels.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        Ok(self.client().set_window_size(width, height).await?)
    }

    /// Takes the pointer off everything and waits until nothing moves any more, except what turns for ever.
    ///
    /// # Errors
    /// When something goes on moving.
    pub async fn settle(&self) -> Result<()> {
        eventually("the pointer to be out of the way", async || {
            let aside = MouseActions::new("pointer".to_owned()).then(PointerAction::MoveTo {
                duration: None,
                x: 0.0,
                y: 0.0,
            });
            Ok(self.client().perform_actions(aside).await?)
        })
        .await?;
        eventually("the page to come to rest", async || {
            let moving = self.evaluate_async(MOVING, vec![]).await?;
            ensure!(moving == 0, "{moving} animations are running");
            Ok(())
        })
        .await
    }

    /// Closes the toasts that are there, one after the other. Below a dialog they cannot be reached, and stay.
    ///
    /// # Errors
    /// When one does not close.
    pub async fn put_toasts_away(&self) -> Result<()> {
        let toasts = self.within(role("region", containing("otifications")));
        eventually("the toasts to close", async || {
            if self
                .count(&role("region", containing("otifications")))
                .await?
                == 0
            {
                return Ok(());
            }
            let Some(close) = toasts.all(&button("Dismiss")).await?.pop() else {
                return Ok(());
            };
            close.click().await?;
            bail!("one was closed, maybe there are more")
        })
        .await
    }

    /// Photographs the window into a PNG file.
    ///
    /// # Errors
    /// When the window does not answer or the file cannot be written.
    pub async fn screenshot(&self, path: &Path) -> Result<()> {
        self.evaluate(KEEP_DRAWING, vec![]).await?;
        let picture = self.client().screenshot().await;
        self.evaluate(STOP_DRAWING, vec![]).await?;
        Ok(fs_err::write(path, picture?)?)
    }
}

/// Draws again and again what looks the same. The driver waits for the next drawing before it takes a picture, and a
/// page that is drawn into memory is not drawn while nothing changes: until the next minute is told somewhere.
const KEEP_DRAWING: &str = "
    const page = document.documentElement;
    let width = 1;
    window.drawing = setInterval(() => {
      width = 3 - width;
      page.style.outline = `${width}px solid transparent`;
    }, 50);";

const STOP_DRAWING: &str = "
    clearInterval(window.drawing);
    document.documentElement.style.removeProperty('outline');";

/// How many animations with an end ran in the last few frames. One frame is not enough: what opens or closes begins to
/// move a frame or two after it was asked to.
const MOVING: &str = "
    const done = arguments[arguments.length - 1];
    let most = 0;
    const look = (framesLeft) => {
      const moving = document.getAnimations().filter((animation) =>
        animation.playState === 'running' && animation.effect?.getComputedTiming().endTime !== Infinity);
      most = Math.max(most, moving.length);
      if (framesLeft === 0) done(most);
      else requestAnimationFrame(() => look(framesLeft - 1));
    };
    look(6);";
