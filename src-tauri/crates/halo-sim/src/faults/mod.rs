//! What a test can make go wrong, and when. Each fault names the requests it is for and what happens to them.
//! A fault changes the way of an answer, or lets somebody else do something meanwhile; the state of the simulator is
//! never wrong.

mod book;
mod meanwhile;

use std::{fmt, sync::Arc, time::Duration};

use http::{HeaderName, HeaderValue, Method};
use serde_json::Value;

pub(crate) use book::{FaultBook, PageFault, Plan};
use meanwhile::Meanwhile;

use crate::server::{Call, Reply};

/// Names a fault that was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FaultId(u64);

type Edit = Arc<dyn Fn(&mut Value) + Send + Sync>;

/// One fault. Paths are without `/api`, case is ignored, a trailing `*` takes any rest; `/auth/token` is the token call.
///
/// Without [`nth`](Self::nth), [`times`](Self::times) or [`once`](Self::once) every matching request is hit.
#[derive(Clone)]
pub struct Fault {
    method: Option<Method>,
    path: String,
    query: Vec<(String, String)>,
    skip: u64,
    times: Option<u64>,
    chance: Option<(u64, u64)>,
    effects: Vec<Effect>,
}

#[derive(Clone)]
enum Effect {
    Delay(Duration),
    Answer(Box<Reply>),
    Header(HeaderName, HeaderValue),
    DropRequest,
    DropReply,
    CutAfter(usize),
    Truncate(usize),
    Slow(usize, Duration),
    ContentType(HeaderValue),
    EditJson(Edit),
    RepeatLastPage,
    ShiftPages(i64),
    CapPages(usize),
    IgnoreQuery(String),
    Meanwhile(Meanwhile),
}

impl Fault {
    /// A fault for any request, pages and discovery included.
    pub fn everything() -> Self {
        Self::new(None, "*")
    }

    /// A fault for a path, whatever the method.
    pub fn any(path: &str) -> Self {
        Self::new(None, path)
    }

    /// A fault for `GET path`.
    pub fn get(path: &str) -> Self {
        Self::new(Some(Method::GET), path)
    }

    /// A fault for `POST path`.
    pub fn post(path: &str) -> Self {
        Self::new(Some(Method::POST), path)
    }

    /// A fault for `DELETE path`.
    pub fn delete(path: &str) -> Self {
        Self::new(Some(Method::DELETE), path)
    }

    fn new(method: Option<Method>, path: &str) -> Self {
        Self {
            method,
            path: path.to_ascii_lowercase(),
            query: Vec::new(),
            skip: 0,
            times: None,
            chance: None,
            effects: Vec::new(),
        }
    }

    /// Only requests with this query parameter.
    #[must_use]
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.query.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Only the `n`th matching request, counted from 1.
    #[must_use]
    pub fn nth(self, n: u64) -> Self {
        self.skip(n.saturating_sub(1)).times(1)
    }

    /// Leaves the first `n` matching requests alone.
    #[must_use]
    pub fn skip(mut self, n: u64) -> Self {
        self.skip = n;
        self
    }

    /// Hits `n` requests, then no more.
    #[must_use]
    pub fn times(mut self, n: u64) -> Self {
        self.times = Some(n);
        self
    }

    /// Hits one request, then no more.
    #[must_use]
    pub fn once(self) -> Self {
        self.times(1)
    }

    /// Hits so many of a hundred requests, as the seed has it: the same seed hits the same ones again.
    #[must_use]
    pub fn by_chance(mut self, percent: u64, seed: u64) -> Self {
        self.chance = Some((percent, seed));
        self
    }

    /// Waits before anything else is done.
    #[must_use]
    pub fn delay(self, duration: Duration) -> Self {
        self.with(Effect::Delay(duration))
    }

    /// Answers with a status and the body that goes with it (401, 403 empty; 429 text; else HTML). No work is done.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        self.with(Effect::Answer(Box::new(Reply::bare_status(status))))
    }

    /// Answers with exactly this. No work is done.
    #[must_use]
    pub fn reply(self, status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.with(Effect::Answer(Box::new(Reply::raw(
            status,
            content_type,
            body.into(),
        ))))
    }

    /// Answers 200 with an HTML page, as a captive portal or a wrong host does. No work is done.
    #[must_use]
    pub fn html(self) -> Self {
        self.with(Effect::Answer(Box::new(Reply::portal_page())))
    }

    /// Redirects. No work is done.
    #[must_use]
    pub fn redirect(self, status: u16, location: &str) -> Self {
        self.with(Effect::Answer(Box::new(Reply::bare_status(status))))
            .header("location", location)
    }

    /// Adds a header to the answer. A name or value that HTTP cannot carry is left out.
    #[must_use]
    pub fn header(self, name: &str, value: &str) -> Self {
        match (name.parse::<HeaderName>(), value.parse::<HeaderValue>()) {
            (Ok(name), Ok(value)) => self.with(Effect::Header(name, value)),
            _ => self,
        }
    }

    /// Closes the connection without doing the work.
    #[must_use]
    pub fn drop_request(self) -> Self {
        self.with(Effect::DropRequest)
    }

    /// Does the work, then closes the connection without an answer.
    #[must_use]
    pub fn drop_reply(self) -> Self {
        self.with(Effect::DropReply)
    }

    /// Announces the whole body and closes the connection after `bytes` of it.
    #[must_use]
    pub fn cut_after(self, bytes: usize) -> Self {
        self.with(Effect::CutAfter(bytes))
    }

    /// Sends only the first `bytes` of the body, with a fitting length.
    #[must_use]
    pub fn truncate(self, bytes: usize) -> Self {
        self.with(Effect::Truncate(bytes))
    }

    /// Sends the body in drips.
    #[must_use]
    pub fn slow(self, chunk_bytes: usize, pause: Duration) -> Self {
        self.with(Effect::Slow(chunk_bytes.max(1), pause))
    }

    /// Declares the body to be of another type.
    #[must_use]
    pub fn content_type(self, content_type: &str) -> Self {
        match content_type.parse() {
            Ok(value) => self.with(Effect::ContentType(value)),
            Err(_) => self,
        }
    }

    /// Changes the answer's JSON: wrong types, missing keys, another envelope.
    #[must_use]
    pub fn edit_json(self, edit: impl Fn(&mut Value) + Send + Sync + 'static) -> Self {
        self.with(Effect::EditJson(Arc::new(edit)))
    }

    /// Gives the last page again for every page after it.
    #[must_use]
    pub fn repeat_last_page(self) -> Self {
        self.with(Effect::RepeatLastPage)
    }

    /// Moves page 2 and later by `rows`, as when rows move while paging: -1 gives a row twice, 1 loses one.
    #[must_use]
    pub fn shift_pages(self, rows: i64) -> Self {
        self.with(Effect::ShiftPages(rows))
    }

    /// Gives at most `rows` rows a page, whatever is asked for.
    #[must_use]
    pub fn cap_pages(self, rows: usize) -> Self {
        self.with(Effect::CapPages(rows.max(1)))
    }

    /// Takes no notice of a query parameter, as a Halo does that does not know it.
    #[must_use]
    pub fn ignore_query(self, name: &str) -> Self {
        self.with(Effect::IgnoreQuery(name.to_owned()))
    }

    /// Somebody makes a customer just before the answer.
    #[must_use]
    pub fn meanwhile_creates(self, name: &str) -> Self {
        self.with(Effect::Meanwhile(Meanwhile::Create(name.to_owned())))
    }

    /// Somebody deletes a customer just before the answer.
    #[must_use]
    pub fn meanwhile_deletes(self, customer: i64) -> Self {
        self.with(Effect::Meanwhile(Meanwhile::Delete(customer)))
    }

    /// Somebody renames a customer just before the answer.
    #[must_use]
    pub fn meanwhile_renames(self, customer: i64, name: &str) -> Self {
        self.with(Effect::Meanwhile(Meanwhile::Rename(
            customer,
            name.to_owned(),
        )))
    }

    fn with(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }

    /// Whether the `n`th matching request, counted from 1, is one that chance hits.
    fn is_drawn(&self, n: u64) -> bool {
        self.chance
            .is_none_or(|(percent, seed)| scattered(seed ^ n) % 100 < percent)
    }

    fn is_for(&self, call: &Call) -> bool {
        let path_fits = match self.path.strip_suffix('*') {
            Some(start) => {
                call.path_lower.starts_with(start)
                    || call.api_path().is_some_and(|p| p.starts_with(start))
            }
            None => call.path_lower == self.path || call.api_path() == Some(&self.path),
        };
        path_fits
            && self
                .method
                .as_ref()
                .is_none_or(|method| *method == call.method)
            && self
                .query
                .iter()
                .all(|(name, value)| call.query(name) == Some(value))
    }
}

/// An even spread of numbers (splitmix64), which needs no state to be kept.
fn scattered(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fault")
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
