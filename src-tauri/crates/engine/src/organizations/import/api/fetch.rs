//! Reading all pages of a vendor's list, within limits.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::time::Duration;

use halo_api::{ForeignAnswer, Transport};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::answer::{later, on_the_way, parse, refusal, refuse};
use super::lists::{self, Found};
use super::settings::{ApiSettings, Checked};
use crate::organizations::error::{Error, Result};

/// Most pages; at a hundred rows a page that is 100,000.
const MOST_PAGES: u32 = 1_000;

/// Most bytes of all pages together.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Most rows.
const MOST_ROWS: usize = 200_000;

/// Longest time for all pages together.
const LONGEST: Duration = Duration::from_mins(5);

/// What came.
#[derive(Debug)]
pub(super) struct Fetched {
    /// The rows, in the order of the pages.
    pub(super) rows: Vec<Value>,
    /// Where they were in the reply.
    pub(super) list: String,
    /// Where else there are lists in the first page.
    pub(super) lists: Vec<String>,
    pub(super) pages: u32,
    /// Tells whether two reads brought the same; for this run of the program.
    pub(super) fingerprint: String,
}

/// Reads the list.
///
/// # Errors
/// [`Error::ListSource`] with a sentence for everything that is no list, and for a list without end.
pub(super) async fn fetch(
    transport: &Transport,
    settings: &ApiSettings,
    key: Option<&SecretString>,
    stop: &CancellationToken,
) -> Result<Fetched> {
    let checked = settings.check()?;
    let host = checked.url.host_str().unwrap_or_default().to_owned();
    let header = header(&checked, key)?;
    let deadline = Instant::now() + LONGEST;
    let mut reader = Reader {
        host: &host,
        checked: &checked,
        asked: HashSet::new(),
        last_page: None,
        bytes: 0,
        rows: Vec::new(),
        found: None,
        hasher: DefaultHasher::new(),
    };
    let mut next = Some(reader.first());
    let mut pages = 0;
    while let Some(url) = next {
        if pages == MOST_PAGES {
            return refuse(format!("{host} has more than 1,000 pages of this list."));
        }
        let asking = transport.get_foreign(
            &url,
            header.as_ref().map(|(name, value)| (name.as_str(), value)),
            stop,
        );
        let answer = timeout_at(deadline, Box::pin(asking))
            .await
            .map_err(|_| later(format!("{host} took more than five minutes for its list.")))?
            .map_err(|error| on_the_way(&host, &error))?;
        pages += 1;
        next = reader.take(&url, &answer, pages)?;
    }
    let found = reader.found.unwrap_or_default();
    Ok(Fetched {
        rows: reader.rows,
        list: found.path,
        lists: found.others,
        pages,
        fingerprint: format!("{:016x}", reader.hasher.finish()),
    })
}

fn header(checked: &Checked, key: Option<&SecretString>) -> Result<Option<(String, SecretString)>> {
    let Some(name) = &checked.header else {
        return Ok(None);
    };
    let key = key.ok_or_else(|| Error::InvalidInput {
        field: "secret",
        message: "Enter the key.".to_owned(),
    })?;
    let value = if checked.is_bearer {
        format!("Bearer {}", key.expose_secret())
    } else {
        key.expose_secret().to_owned()
    };
    Ok(Some((name.clone(), value.into())))
}

/// Pages as they come.
struct Reader<'a> {
    host: &'a str,
    checked: &'a Checked,
    asked: HashSet<Url>,
    /// What the page before held.
    last_page: Option<u64>,
    bytes: usize,
    rows: Vec<Value>,
    found: Option<Found>,
    hasher: DefaultHasher,
}

impl Reader<'_> {
    fn first(&self) -> Url {
        match &self.checked.numbered {
            Some((parameter, first)) => numbered(&self.checked.url, parameter, *first),
            None => self.checked.url.clone(),
        }
    }

    /// Takes a page in; answers with the address of the next one.
    fn take(&mut self, url: &Url, answer: &ForeignAnswer, page: u32) -> Result<Option<Url>> {
        let host = self.host;
        self.asked.insert(url.clone());
        self.bytes += answer.body.len();
        if self.bytes > MOST_BYTES {
            return refuse(format!("The list of {host} is larger than 64 MB."));
        }
        let reply = parse(host, answer, self.checked.header.is_some())?;
        answer.body.hash(&mut self.hasher);
        let rows = match self.found.take() {
            None => {
                let found = lists::find(&reply, self.checked.list.as_ref());
                let (found, rows) = found.map_err(|why| refusal(format!("{host} {why}")))?;
                self.found = Some(found);
                rows
            }
            Some(found) => {
                // Behind the last page the list is often absent.
                let rows = lists::rows(&reply, &found.path).unwrap_or_default();
                self.found = Some(found);
                rows
            }
        };
        let is_empty = rows.is_empty();
        self.rows.extend(rows);
        if self.rows.len() > MOST_ROWS {
            return refuse(format!("The list of {host} has more than 200,000 rows."));
        }
        if let Some(path) = &self.checked.next {
            return self.linked(url, path.query(&reply).first());
        }
        match &self.checked.numbered {
            Some((parameter, first)) if !is_empty => {
                self.expect_another(&answer.body, page)?;
                Ok(Some(numbered(
                    &self.checked.url,
                    parameter,
                    first.saturating_add(page),
                )))
            }
            Some(_) | None => Ok(None),
        }
    }

    /// An API that does not know the parameter answers with its first page for ever.
    fn expect_another(&mut self, body: &[u8], page: u32) -> Result<()> {
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let this = hasher.finish();
        if self.last_page.replace(this) == Some(this) {
            return refuse(format!(
                "{} answers page {page} with the same rows as page {}. Choose another way of paging.",
                self.host,
                page - 1
            ));
        }
        Ok(())
    }

    fn linked(&self, from: &Url, link: Option<&Value>) -> Result<Option<Url>> {
        let host = self.host;
        let link = match link {
            None | Some(Value::Null | Value::Bool(false)) => return Ok(None),
            Some(Value::String(link)) if link.trim().is_empty() => return Ok(None),
            Some(Value::String(link)) => link.trim(),
            Some(Value::Bool(true) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
                return refuse(format!("{host} does not name the next page by an address."));
            }
        };
        let next = from
            .join(link)
            .map_err(|_| refusal(format!("{host} names a next page that is no address.")))?;
        if next.origin() != self.checked.url.origin() {
            let other = next.host_str().unwrap_or("another place");
            return refuse(format!(
                "{host} names a next page at {other}. The key is sent to {host} only."
            ));
        }
        if self.asked.contains(&next) {
            return refuse(format!(
                "{host} names a next page that was read already, so its list has no end."
            ));
        }
        Ok(Some(next))
    }
}

fn numbered(url: &Url, parameter: &str, number: u32) -> Url {
    let others: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| name != parameter)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let mut url = url.clone();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(others)
        .append_pair(parameter, &number.to_string());
    url
}
