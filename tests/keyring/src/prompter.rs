//! The desktop's dialogs, played by the test: a question for the password stands open until the test closes it.
//!
//! gnome-keyring asks through the interface of gcr's prompter. An answer with a password would need gcr's key exchange;
//! a test unlocks the keyring with [`crate::PrivateKeyring::unlock`] instead and closes the question.

use std::collections::HashMap;
use std::pin::Pin;

use anyhow::{Context as _, Result};
use tokio::sync::{mpsc, watch};
use zbus::message::Header;
use zbus::names::OwnedUniqueName;
use zbus::object_server::ResponseDispatchNotifier;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, interface};

const NAME: &str = "org.gnome.keyring.SystemPrompter";
const PATH: &str = "/org/gnome/keyring/Prompter";
const CALLBACK: &str = "org.gnome.keyring.internal.Prompter.Callback";

/// Who asks, and where the answer goes.
#[derive(Debug, Clone)]
struct Asker {
    name: OwnedUniqueName,
    callback: OwnedObjectPath,
}

/// A question that stands open.
#[derive(Debug, Clone)]
struct Question {
    asker: Asker,
    exchange: String,
    words: String,
}

/// What gnome-keyring told the prompter.
#[derive(Debug)]
enum Told {
    Begin(Asker),
    Ask(Question),
    Stop(Asker),
}

/// Something told, and the end of the call that told it.
struct Message {
    told: Told,
    replied: Pin<Box<dyn Future<Output = ()> + Send>>,
}

/// Takes gnome-keyring's questions; gone from the bus when it is dropped.
#[derive(Debug)]
pub struct Prompter {
    connection: Connection,
    questions: watch::Receiver<Questions>,
}

#[derive(Debug, Clone, Default)]
struct Questions {
    asked: usize,
    open: Option<Question>,
}

impl Prompter {
    pub(crate) async fn start(connection: Connection) -> Result<Self> {
        let (told, mut hears) = mpsc::unbounded_channel();
        let (publish, questions) = watch::channel(Questions::default());
        connection.object_server().at(PATH, Ears(told)).await?;
        connection.request_name(NAME).await?;
        let speaks = connection.clone();
        // Ends with the object server, which holds the other end of the channel.
        tokio::spawn(async move {
            while let Some(Message { told, replied }) = hears.recv().await {
                // A call back that overtakes the reply to the call is lost.
                replied.await;
                match told {
                    // Only now does the asker say what it asks.
                    Told::Begin(asker) => answer(&speaks, &asker, "", "").await,
                    Told::Ask(question) => publish.send_modify(|questions| {
                        questions.asked += 1;
                        questions.open = Some(question);
                    }),
                    Told::Stop(asker) => {
                        publish.send_modify(|questions| questions.open = None);
                        done(&speaks, &asker).await;
                    }
                }
            }
        });
        Ok(Self {
            connection,
            questions,
        })
    }

    /// Waits until a question stands open.
    ///
    /// # Errors
    /// When the bus is gone.
    pub async fn until_asked(&mut self) -> Result<()> {
        self.questions
            .wait_for(|questions| questions.open.is_some())
            .await
            .context("the bus ended")?;
        Ok(())
    }

    /// Waits until no question stands open.
    ///
    /// # Errors
    /// When the bus is gone.
    pub async fn until_closed(&mut self) -> Result<()> {
        self.questions
            .wait_for(|questions| questions.open.is_none())
            .await
            .context("the bus ended")?;
        Ok(())
    }

    /// How many questions were asked so far.
    pub fn asked(&self) -> usize {
        self.questions.borrow().asked
    }

    /// The open question: its kind (`password`) and its title.
    pub fn question(&self) -> Option<String> {
        let questions = self.questions.borrow();
        questions
            .open
            .as_ref()
            .map(|question| question.words.clone())
    }

    /// Closes the open question, as somebody does who presses Cancel.
    ///
    /// # Errors
    /// When none is open.
    pub async fn dismiss(&mut self) -> Result<()> {
        let question = self.questions.borrow().open.clone();
        let Question {
            asker, exchange, ..
        } = question.context("no question is open")?;
        answer(&self.connection, &asker, "no", &exchange).await;
        self.until_closed().await
    }
}

/// The prompter's side on the bus.
struct Ears(mpsc::UnboundedSender<Message>);

impl Ears {
    fn tell(&self, told: Told) -> ResponseDispatchNotifier<()> {
        let (reply, replied) = ResponseDispatchNotifier::new(());
        // Nobody listens any more when the test has ended.
        let _ = self.0.send(Message {
            told,
            replied: Box::pin(replied),
        });
        reply
    }
}

fn title(properties: &HashMap<String, OwnedValue>) -> &str {
    properties
        .get("title")
        .and_then(|title| title.downcast_ref().ok())
        .unwrap_or_default()
}

fn asker(header: &Header<'_>, callback: OwnedObjectPath) -> zbus::fdo::Result<Asker> {
    let name = header
        .sender()
        .ok_or_else(|| zbus::fdo::Error::Failed("a call without a sender".to_owned()))?;
    Ok(Asker {
        name: name.to_owned().into(),
        callback,
    })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "zbus makes the calls, with values"
)]
#[interface(name = "org.gnome.keyring.internal.Prompter")]
impl Ears {
    fn begin_prompting(
        &self,
        #[zbus(header)] header: Header<'_>,
        callback: OwnedObjectPath,
    ) -> zbus::fdo::Result<ResponseDispatchNotifier<()>> {
        Ok(self.tell(Told::Begin(asker(&header, callback)?)))
    }

    fn perform_prompt(
        &self,
        #[zbus(header)] header: Header<'_>,
        callback: OwnedObjectPath,
        kind: &str,
        properties: HashMap<String, OwnedValue>,
        exchange: String,
    ) -> zbus::fdo::Result<ResponseDispatchNotifier<()>> {
        Ok(self.tell(Told::Ask(Question {
            asker: asker(&header, callback)?,
            exchange,
            words: format!("{kind}: {}", title(&properties)),
        })))
    }

    fn stop_prompting(
        &self,
        #[zbus(header)] header: Header<'_>,
        callback: OwnedObjectPath,
    ) -> zbus::fdo::Result<ResponseDispatchNotifier<()>> {
        Ok(self.tell(Told::Stop(asker(&header, callback)?)))
    }
}

async fn answer(connection: &Connection, asker: &Asker, reply: &str, exchange: &str) {
    let nothing = HashMap::<&str, Value<'_>>::new();
    let body = (reply, nothing, exchange);
    call_back(connection, asker, "PromptReady", &body).await;
}

async fn done(connection: &Connection, asker: &Asker) {
    call_back(connection, asker, "PromptDone", &()).await;
}

async fn call_back<B>(connection: &Connection, asker: &Asker, method: &str, body: &B)
where
    B: serde::Serialize + zbus::zvariant::DynamicType,
{
    // An asker that died meanwhile needs no answer.
    let _ = connection
        .call_method(
            Some(&asker.name),
            &asker.callback,
            Some(CALLBACK),
            method,
            body,
        )
        .await;
}
