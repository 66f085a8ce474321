//! axe-core on the page as it stands in the window, with the real styles.

use std::fmt;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::page::Page;
use crate::wait::eventually;

/// One broken accessibility rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// axe's name of the rule, for instance `color-contrast`.
    pub rule: String,
    /// What the rule asks for.
    pub help: String,
    /// Where it is broken, as CSS selectors with axe's own explanation.
    pub places: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.help)?;
        self.places
            .iter()
            .try_for_each(|place| write!(f, "\n    {place}"))
    }
}

const RUN: &str = "
const done = arguments[arguments.length - 1];
axe.run(arguments[0] ?? document, { resultTypes: ['violations'] }).then(
  (result) => done({ violations: result.violations.map((violation) => ({
    rule: violation.id,
    help: violation.help,
    places: violation.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/gu, ' ')}`),
  })) }),
  (error) => done({ error: String(error) }),
);";

impl Page {
    /// Everything that axe-core finds wrong with the whole page.
    ///
    /// # Errors
    /// When axe does not run.
    pub async fn axe(&self) -> Result<Vec<Violation>> {
        self.axe_of(Value::Null).await
    }

    /// [`Self::axe`] for one part of the page, by its CSS selector.
    ///
    /// # Errors
    /// As [`Self::axe`].
    pub async fn axe_within(&self, part: &str) -> Result<Vec<Violation>> {
        self.axe_of(json!(part)).await
    }

    async fn axe_of(&self, part: Value) -> Result<Vec<Violation>> {
        eventually("axe to run", async || self.axe_now(&part).await).await
    }

    async fn axe_now(&self, part: &Value) -> Result<Vec<Violation>> {
        let there = self
            .evaluate("return typeof axe !== 'undefined'", vec![])
            .await?;
        if there != true {
            let source = fs_err::read_to_string(
                crate::repository().join("ui/node_modules/axe-core/axe.min.js"),
            )?;
            self.evaluate(&source, vec![]).await?;
        }
        let answer = self.evaluate_async(RUN, vec![part.clone()]).await?;
        answer["violations"]
            .as_array()
            .with_context(|| format!("axe says {answer}"))?
            .iter()
            .map(|violation| {
                let text = |key: &str| violation[key].as_str().unwrap_or_default().to_owned();
                Ok(Violation {
                    rule: text("rule"),
                    help: text("help"),
                    places: violation["places"]
                        .as_array()
                        .context("axe names places")?
                        .iter()
                        .map(|place| place.as_str().unwrap_or_default().to_owned())
                        .collect(),
                })
            })
            .collect()
    }
}
