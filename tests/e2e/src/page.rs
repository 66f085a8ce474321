//! What a person can find and do in the window. Waiting for what should come is in `expect`, the keyboard in `keyboard`,
//! pictures in `picture`, axe in `accessibility`.
//!
//! Everything waits until it can be done, then does it once. A name that fits two elements is a failure: a person would
//! not know which one is meant either.

use anyhow::{Context as _, Result, bail, ensure};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::key::Key;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::target::{Target, button, option};
use crate::wait::eventually;

/// The key under which `WebDriver` puts an element into JSON.
const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The part of the window in which things are looked for: all of it, or a dialog, a row, a list.
#[derive(Debug, Clone)]
pub struct Page {
    client: Client,
    scope: Option<Target>,
}

impl Page {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            scope: None,
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The same window, but looking only inside `scope`.
    #[must_use]
    pub fn within(&self, scope: Target) -> Self {
        Self {
            client: self.client.clone(),
            scope: Some(scope),
        }
    }

    /// Presses the left button on something enabled.
    ///
    /// # Errors
    /// When it does not appear, stays disabled, or is not the only one.
    pub async fn click(&self, target: Target) -> Result<()> {
        eventually(format_args!("clicking {target}"), async || {
            let element = self.only(&target).await?;
            ensure_enabled(&element, &target).await?;
            match press(&self.client, &element).await {
                // The driver reports an element as lost when its own press took it away, as Cancel does with a dialog.
                Err(_) if self.all(&target).await?.is_empty() => Ok(()),
                pressed => pressed,
            }
        })
        .await
    }

    /// [`Self::click`] on a button.
    ///
    /// # Errors
    /// As [`Self::click`].
    pub async fn click_button(&self, name: &str) -> Result<()> {
        self.click(button(name)).await
    }

    /// Empties a field and types into it.
    ///
    /// # Errors
    /// When it does not appear, or does not hold the text afterwards.
    pub async fn fill(&self, target: Target, text: &str) -> Result<()> {
        eventually(format_args!("filling {target}"), async || {
            let element = self.only(&target).await?;
            ensure_enabled(&element, &target).await?;
            // As a person does it: the driver's own clearing is not always seen by the page.
            element.send_keys(&select_all_and_delete()).await?;
            if !text.is_empty() {
                element.send_keys(text).await?;
            }
            let holds = element.prop("value").await?.unwrap_or_default();
            ensure!(holds == text, "{target} holds “{holds}”");
            Ok(())
        })
        .await
    }

    /// Chooses in a drop-down list, native or drawn by the page.
    ///
    /// # Errors
    /// When list or choice does not appear.
    pub async fn choose(&self, target: Target, choice: &str) -> Result<()> {
        let native = eventually(format_args!("opening {target}"), async || {
            let element = self.only(&target).await?;
            ensure_enabled(&element, &target).await?;
            if element.tag_name().await?.eq_ignore_ascii_case("select") {
                element.select_by_label(choice).await?;
                return Ok(true);
            }
            element.click().await?;
            Ok(false)
        })
        .await?;
        if native {
            return Ok(());
        }
        // The page draws an open list above everything else, outside of what this page looks at.
        Self::new(self.client.clone()).click(option(choice)).await
    }

    /// [`Self::choose`] in a native drop-down list, by how the choice begins.
    ///
    /// # Errors
    /// When there is no such list, or no choice in it that begins so.
    pub async fn choose_beginning(&self, target: Target, start: &str) -> Result<()> {
        let script = "return [...arguments[0].options].find((one) => one.label.startsWith(arguments[1]))?.label";
        let label = eventually(
            format_args!("a choice “{start}…” of {target}"),
            async || {
                let list = self.only(&target).await?;
                let label = self
                    .evaluate(script, vec![json!(list), json!(start)])
                    .await?;
                let label = label.as_str().context("nothing begins so")?;
                Ok(label.to_owned())
            },
        )
        .await?;
        self.choose(target, &label).await
    }

    /// The words of what is chosen in a native drop-down list.
    ///
    /// # Errors
    /// When there is no such list or nothing is chosen.
    pub async fn chosen_in(&self, target: Target) -> Result<String> {
        eventually(format_args!("the choice of {target}"), async || {
            let list = self.only(&target).await?;
            let words = self
                .evaluate(
                    "return arguments[0].selectedOptions?.[0]?.label ?? null",
                    vec![json!(list)],
                )
                .await?;
            let words = words.as_str().context("nothing is chosen")?;
            Ok(words.to_owned())
        })
        .await
    }

    /// Sets a tick box, whatever it was before.
    ///
    /// # Errors
    /// When it does not appear or does not take the value.
    pub async fn tick(&self, target: Target, wanted: bool) -> Result<()> {
        eventually(format_args!("setting {target} to {wanted}"), async || {
            let element = self.only(&target).await?;
            if is_ticked(&self.client, &element).await? != wanted {
                ensure_enabled(&element, &target).await?;
                press(&self.client, &element).await?;
            }
            let now = is_ticked(&self.client, &element).await?;
            ensure!(now == wanted, "{target} is {now}");
            Ok(())
        })
        .await
    }

    /// How many there are at this moment.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn count(&self, target: &Target) -> Result<usize> {
        Ok(self.all(target).await?.len())
    }

    /// Everything that can be read, with runs of blanks as one blank.
    ///
    /// # Errors
    /// When the scope is not there.
    pub async fn text(&self) -> Result<String> {
        let scope = self.scope_element().await?;
        let shown = self
            .client
            .execute(
                "return (arguments[0] ?? document.body).innerText.replace(/\\s+/gu, ' ')",
                vec![scope],
            )
            .await?;
        Ok(shown.as_str().unwrap_or_default().to_owned())
    }

    /// What can be read in one thing.
    ///
    /// # Errors
    /// When it does not appear or is not the only one.
    pub async fn text_of(&self, target: Target) -> Result<String> {
        eventually(&target, async || {
            Ok(self.only(&target).await?.text().await?)
        })
        .await
    }

    /// Opens or closes a disclosure by the words on its line. Testing Library gives such lines no role.
    ///
    /// # Errors
    /// When there is no such line, or more than one.
    pub async fn unfold(&self, words: &str) -> Result<()> {
        let path = format!("//summary[normalize-space(.)='{words}']");
        eventually(format_args!("unfolding “{words}”"), async || {
            let mut found = self.client.find_all(Locator::XPath(&path)).await?;
            ensure!(found.len() == 1, "there are {} of them", found.len());
            Ok(found.remove(0).click().await?)
        })
        .await
    }

    /// The page's source as it is now.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn source(&self) -> Result<String> {
        Ok(self.client.source().await?)
    }

    /// Goes to an address inside the program, for instance `/connect`. The address stands behind the `#`, so nothing
    /// is loaded anew.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn visit(&self, path: &str) -> Result<()> {
        eventually(format_args!("going to {path}"), async || {
            self.evaluate("location.hash = arguments[0]", vec![json!(path)])
                .await
        })
        .await?;
        Ok(())
    }

    /// Runs a script as the body of a function; for what no person could ask.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn evaluate(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// [`Self::evaluate`] for a script that calls its last argument with the result.
    pub(crate) async fn evaluate_async(
        &self,
        script: &str,
        arguments: Vec<Value>,
    ) -> Result<Value> {
        Ok(self.client.execute_async(script, arguments).await?)
    }

    /// The one element that `target` means.
    pub(crate) async fn only(&self, target: &Target) -> Result<Element> {
        let mut found = self.all(target).await?;
        match (found.pop(), found.len()) {
            (Some(element), 0) => Ok(element),
            (None, _) => bail!("there is no {target}"),
            (Some(_), others) => bail!("there are {} of {target}", others + 1),
        }
    }

    /// All visible elements that `target` means, in the order of the document.
    pub(crate) async fn all(&self, target: &Target) -> Result<Vec<Element>> {
        let scope = self.scope_element().await?;
        self.find(scope, target).await
    }

    /// The scope as a script's argument: an element, or null for the whole window.
    async fn scope_element(&self) -> Result<Value> {
        let Some(scope) = &self.scope else {
            return Ok(Value::Null);
        };
        let mut found = self.find(Value::Null, scope).await?;
        ensure!(found.len() == 1, "there are {} of {scope}", found.len());
        Ok(json!(found.remove(0)))
    }

    async fn find(&self, scope: Value, target: &Target) -> Result<Vec<Element>> {
        let script = include_str!("find.js");
        let arguments = vec![scope, target.to_json()];
        let mut answer = self.client.execute(script, arguments.clone()).await?;
        if answer.is_null() {
            self.client.execute(&library()?, vec![]).await?;
            answer = self.client.execute(script, arguments).await?;
        }
        answer
            .as_array()
            .context("the search answers with a list")?
            .iter()
            .map(|element| element_of(&self.client, element))
            .collect()
    }

    /// Waits until the page has been drawn for the first time.
    pub(crate) async fn wait_until_drawn(&self) -> Result<()> {
        eventually("the first page", async || {
            self.client
                .find(Locator::Css("#root > *, body > main"))
                .await?;
            Ok(())
        })
        .await
    }
}

/// Testing Library, which knows roles and accessible names.
fn library() -> Result<String> {
    Ok(fs_err::read_to_string(crate::repository().join(
        "ui/node_modules/@testing-library/dom/dist/@testing-library/dom.umd.min.js",
    ))?)
}

async fn ensure_enabled(element: &Element, target: &Target) -> Result<()> {
    ensure!(
        element.is_enabled().await?
            && element.attr("aria-disabled").await?.as_deref() != Some("true"),
        "{target} is disabled"
    );
    Ok(())
}

/// Presses an element; a tick box or radio button on its words, whose room may reach over the box itself.
///
/// # Errors
/// When it is not reached: what comes or goes above it moves it, and the driver's press lands where it was.
async fn press(client: &Client, element: &Element) -> Result<()> {
    let words = client
        .execute(
            "const e = arguments[0];
            const words = ['radio', 'checkbox'].includes(e.type) ? e.labels[0] ?? e : e;
            const press = { reached: false };
            window.halyardPress = press;
            const reached = () => (press.reached = true);
            words.addEventListener('click', reached, { once: true, capture: true });
            // A menu opens when the button goes down; the rest of the press is then above it.
            if (e.ariaHasPopup) words.addEventListener('mousedown', reached, { once: true, capture: true });
            return words;",
            vec![json!(element)],
        )
        .await?;
    element_of(client, &words)?.click().await?;
    let reached = client
        .execute("return window.halyardPress?.reached ?? true", vec![])
        .await?;
    ensure!(reached == true, "it moved away from the press");
    Ok(())
}

fn element_of(client: &Client, found: &Value) -> Result<Element> {
    let id = found[ELEMENT_KEY].as_str().context("an element's id")?;
    Ok(Element::from_element_id(
        client.clone(),
        ElementRef::from(id.to_owned()),
    ))
}

fn select_all_and_delete() -> String {
    let keys = [
        Key::Control.into(),
        'a',
        Key::Null.into(),
        Key::Delete.into(),
    ];
    keys.iter().collect()
}

async fn is_ticked(client: &Client, element: &Element) -> Result<bool> {
    let answer = client
        .execute(
            "const e = arguments[0]; return e.checked ?? (e.ariaChecked ?? e.ariaPressed) === 'true'",
            vec![json!(element)],
        )
        .await?;
    Ok(answer.as_bool().unwrap_or_default())
}
