//! The keyboard: keys go where the focus is, as a person's do.

use anyhow::{Result, bail, ensure};
use fantoccini::key::Key;

use crate::page::Page;
use crate::target::Target;
use crate::wait::eventually;

impl Page {
    /// Presses one key where the focus is.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn press(&self, key: Key) -> Result<()> {
        self.type_text(&String::from(char::from(key))).await
    }

    /// Presses a key while others are held, for instance `[Key::Control]` and `"k"`.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn press_with(&self, held: &[Key], key: &str) -> Result<()> {
        let mut keys: String = held.iter().map(|key| char::from(*key)).collect();
        keys.push_str(key);
        keys.push(char::from(Key::Null));
        self.type_text(&keys).await
    }

    /// Types where the focus is.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        eventually(format_args!("typing “{text}”"), async || {
            // The page may draw the focused element anew between the two; the keys have not been sent then.
            let focused = self.client().active_element().await?;
            Ok(focused.send_keys(text).await?)
        })
        .await
    }

    /// Presses Tab until the focus is on something; the proof that it can be reached.
    ///
    /// # Errors
    /// When it is not reached within a hundred presses; the message has the stops on the way.
    pub async fn tab_to(&self, target: Target) -> Result<()> {
        self.expect(target.clone()).await?;
        let mut stops = Vec::new();
        for _ in 0..100 {
            let there = eventually(&target, async || self.has_focus(&target).await).await?;
            if there {
                return Ok(());
            }
            self.press(Key::Tab).await?;
            stops.push(self.describe_focus().await?);
        }
        bail!(
            "Tab does not reach {target}; it stops at: {}",
            stops.join(", ")
        )
    }

    /// [`Self::tab_to`] and Enter: presses a button or follows a link.
    ///
    /// # Errors
    /// As [`Self::tab_to`].
    pub async fn tab_and_enter(&self, target: Target) -> Result<()> {
        self.tab_to(target).await?;
        self.press(Key::Enter).await
    }

    /// Waits until the focus is on something, without a key.
    ///
    /// # Errors
    /// When it does not get there; the message has what it is on.
    pub async fn expect_focus(&self, target: Target) -> Result<()> {
        eventually(format_args!("the focus on {target}"), async || {
            let there = self.has_focus(&target).await?;
            ensure!(there, "it is on {}", self.describe_focus().await?);
            Ok(())
        })
        .await
    }

    /// Whether the focus is on it at this moment.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn has_focus(&self, target: &Target) -> Result<bool> {
        let candidates = self.all(target).await?;
        let active = self.client().active_element().await?.element_id();
        Ok(candidates
            .iter()
            .any(|candidate| candidate.element_id() == active))
    }

    /// What has the focus: its role or kind and its name, for messages.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn describe_focus(&self) -> Result<String> {
        let described = self
            .client()
            .execute(
                "const e = document.activeElement; return `${e.getAttribute('role') ?? e.localName} “${(e.ariaLabel ?? e.innerText ?? e.name ?? '').trim().slice(0, 40)}”`",
                vec![],
            )
            .await?;
        Ok(described.as_str().unwrap_or_default().to_owned())
    }
}
