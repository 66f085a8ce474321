//! The pointer beyond a press: dragging.

use anyhow::Result;
use fantoccini::actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use std::time::Duration;

use crate::page::Page;
use crate::target::Target;

/// As long as a hand takes for a way like this; a drag that jumps would not be seen as one.
const WAY: Duration = Duration::from_millis(120);

impl Page {
    /// Drags one thing onto another, both looked for inside `from_scope` and `to_scope`.
    ///
    /// # Errors
    /// When one of them does not appear or is not the only one, or the window does not answer.
    pub async fn drag(
        &self,
        (from_scope, from): (Target, Target),
        (to_scope, to): (Target, Target),
    ) -> Result<()> {
        let from = self.within(from_scope).only(&from).await?;
        let to = self.within(to_scope).only(&to).await?;
        let onto = |element, duration| PointerAction::MoveToElement {
            element,
            duration: Some(duration),
            x: 0.0,
            y: 0.0,
        };
        let hand = MouseActions::new("hand".to_owned())
            .then(onto(from, Duration::ZERO))
            .then(PointerAction::Down {
                button: MOUSE_BUTTON_LEFT,
            })
            .then(PointerAction::MoveBy {
                duration: Some(WAY),
                x: 8.0,
                y: 4.0,
            })
            .then(onto(to, WAY))
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.client().perform_actions(hand).await?;
        Ok(self.client().release_actions().await?)
    }
}
