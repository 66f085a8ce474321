//! What should be seen in the window, waited for.

use anyhow::{Result, ensure};

use crate::page::Page;
use crate::target::{Target, heading};
use crate::wait::eventually;

impl Page {
    /// Waits until something is there.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn expect(&self, target: Target) -> Result<()> {
        eventually(&target, async || {
            ensure!(!self.all(&target).await?.is_empty(), "there is no {target}");
            Ok(())
        })
        .await
    }

    /// Waits for a heading.
    ///
    /// # Errors
    /// When it does not appear.
    pub async fn expect_heading(&self, name: &str) -> Result<()> {
        self.expect(heading(name)).await
    }

    /// Waits until something is gone.
    ///
    /// # Errors
    /// When it stays.
    pub async fn expect_gone(&self, target: Target) -> Result<()> {
        eventually(format_args!("no {target} any more"), async || {
            ensure!(
                self.all(&target).await?.is_empty(),
                "{target} is still there"
            );
            Ok(())
        })
        .await
    }

    /// Waits until a text can be read.
    ///
    /// # Errors
    /// When it does not appear; the message has what can be read instead.
    pub async fn expect_text(&self, text: &str) -> Result<()> {
        eventually(format_args!("the text “{text}”"), async || {
            let shown = self.text().await?;
            ensure!(shown.contains(text), "instead there is: {shown}");
            Ok(())
        })
        .await
    }

    /// Waits until a text can no longer be read.
    ///
    /// # Errors
    /// When it stays.
    pub async fn expect_no_text(&self, text: &str) -> Result<()> {
        eventually(format_args!("the text “{text}” to go"), async || {
            let shown = self.text().await?;
            ensure!(!shown.contains(text), "it still stands in: {shown}");
            Ok(())
        })
        .await
    }

    /// Waits until a field holds a value.
    ///
    /// # Errors
    /// When it holds another one.
    pub async fn expect_value(&self, target: Target, value: &str) -> Result<()> {
        eventually(format_args!("{target} to hold “{value}”"), async || {
            let holds = self
                .only(&target)
                .await?
                .prop("value")
                .await?
                .unwrap_or_default();
            ensure!(holds == value, "it holds “{holds}”");
            Ok(())
        })
        .await
    }
}
