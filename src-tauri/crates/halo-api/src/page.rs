//! Reading a long list page by page, completely or saying that it is not complete.

mod ahead;
mod bookmark;
#[cfg(test)]
mod tests;
mod tracker;

use std::fmt;

use jiff::Timestamp;
use tokio_util::task::AbortOnDropHandle;

use crate::client::HaloClient;
use crate::error::Error;
use crate::request::ApiRequest;
use crate::wire::FromRow;
use ahead::{Ahead, Found};
pub use bookmark::Bookmark;
use tracker::{Arrived, Tracker};

/// A list that is read page by page, with up to four pages under way at once.
///
/// After an error the same page can be asked for again by calling [`Pager::next`] once more.
pub struct Pager<T> {
    client: HaloClient,
    request: ApiRequest,
    key: &'static str,
    read: fn(&serde_json::Value) -> Option<(i32, T)>,
    tracker: Tracker,
    ahead: Ahead,
    server_time: Option<Timestamp>,
}

/// The new rows of one page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// Number of the page, from 1.
    pub number: u32,
    /// The rows whose ids had not come before.
    pub items: Vec<T>,
    /// How far reading has come.
    pub progress: Progress,
}

/// How far reading a list has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows with different ids that have arrived.
    pub received: u64,
    /// Rows there are, as Halo said last; `None` if it did not, or not sensibly.
    pub expected: Option<u64>,
    /// Pages read.
    pub pages: u32,
}

/// A whole list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing<T> {
    /// The rows, each id once, in the order of their arrival.
    pub items: Vec<T>,
    /// Whether these are all.
    pub completeness: Completeness,
    /// What it took.
    pub progress: Progress,
}

/// Whether a list came completely. Nothing may be concluded from what an incomplete one lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// Every row came.
    Complete,
    /// Some rows are missing, or may be.
    Incomplete {
        /// Rows there are, as Halo said last.
        expected: Option<u64>,
        /// Rows that came.
        received: u64,
        /// Why.
        reason: IncompleteReason,
    },
}

impl Completeness {
    /// Whether every row came.
    pub fn is_complete(self) -> bool {
        self == Self::Complete
    }
}

/// Why a list is not complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncompleteReason {
    /// The pages ended before as many rows had come as were announced.
    FewerThanAnnounced,
    /// The same page came again and again.
    RepeatedPage,
    /// Some rows had no usable id.
    UnreadableRows,
    /// Rows were deleted all the time while the list was read.
    ChangedWhileReading,
    /// The list does not end.
    TooManyPages,
    /// Reading was given up before the end.
    NotFinished,
}

impl fmt::Display for IncompleteReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FewerThanAnnounced => "fewer rows came than Halo announced",
            Self::RepeatedPage => "Halo sent the same page again",
            Self::UnreadableRows => "some rows could not be read",
            Self::ChangedWhileReading => "the list kept changing while it was read",
            Self::TooManyPages => "the list did not end",
            Self::NotFinished => "reading was not finished",
        })
    }
}

impl<T> Pager<T> {
    pub(crate) fn new(client: HaloClient, request: ApiRequest, key: &'static str) -> Self
    where
        T: FromRow,
    {
        Self {
            client,
            request,
            key,
            read: |value| T::from_value(value).map(|record| (record.id(), record)),
            tracker: Tracker::new(),
            ahead: Ahead::default(),
            server_time: None,
        }
    }

    /// Goes on where an earlier read of the same list broke off. `seen` are the ids of all rows that it brought.
    #[must_use]
    pub fn resumed(mut self, bookmark: Bookmark, seen: impl IntoIterator<Item = i32>) -> Self {
        self.tracker = Tracker::resumed(bookmark, seen.into_iter().collect());
        self
    }

    /// Reads the next page; `None` when there is none, after which [`Pager::completeness`] tells
    /// whether everything came.
    ///
    /// # Errors
    /// Whatever stops the request; the page can be asked for again.
    pub async fn next(&mut self) -> Result<Option<Page<T>>, Error> {
        let Some(number) = self.tracker.next_page() else {
            return Ok(None);
        };
        let (found, server_time) = match self.fetch(number).await {
            Err(Error::TooLarge { .. }) if self.tracker.take_smaller_pages() => {
                self.ahead.clear();
                return Box::pin(self.next()).await;
            }
            other => other?,
        };
        self.server_time = self.server_time.or(server_time);
        let records: Vec<Option<(i32, T)>> = found.rows.iter().map(self.read).collect();
        let ids: Vec<Option<i32>> = records
            .iter()
            .map(|record| record.as_ref().map(|(id, _)| *id))
            .collect();
        let new = self.tracker.accept(&Arrived {
            ids: &ids,
            count: found.count,
        });
        let items = records
            .into_iter()
            .zip(new)
            .filter_map(|(record, new)| record.filter(|_| new))
            .map(|(_, record)| record)
            .collect();
        Ok(Some(Page {
            number,
            items,
            progress: self.tracker.progress(),
        }))
    }

    async fn fetch(&mut self, number: u32) -> Result<Found, Error> {
        let (client, request, key) = (&self.client, &self.request, self.key);
        let size = self.tracker.page_size();
        let ask = |number| {
            let (client, request) = (client.clone(), request.page(number, size));
            AbortOnDropHandle::new(tokio::spawn(async move {
                client.dated_rows(&request, key).await
            }))
        };
        let last = self.tracker.announced_last();
        self.ahead.take(number, last, ask).await
    }

    /// The server's own clock when it gave the first page of this read; `None` if it did not tell.
    pub fn server_time(&self) -> Option<Timestamp> {
        self.server_time
    }

    /// Where to go on later with [`Pager::resumed`]; `None` once [`Pager::next`] has answered `None`.
    pub fn bookmark(&self) -> Option<&Bookmark> {
        self.tracker.bookmark()
    }

    /// Whether everything came; meaningful once [`Pager::next`] has answered `None`.
    pub fn completeness(&self) -> Completeness {
        self.tracker.completeness()
    }

    /// How far reading has come.
    pub fn progress(&self) -> Progress {
        self.tracker.progress()
    }

    /// Reads every page.
    ///
    /// # Errors
    /// Whatever stops a request. A list that ends too early is no error but says so in
    /// [`Listing::completeness`].
    pub async fn read_all(mut self) -> Result<Listing<T>, Error> {
        let mut items = Vec::new();
        while let Some(page) = self.next().await? {
            items.extend(page.items);
        }
        Ok(Listing {
            items,
            completeness: self.completeness(),
            progress: self.progress(),
        })
    }
}

impl<T> fmt::Debug for Pager<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager")
            .field("path", &self.request.path)
            .field("progress", &self.progress())
            .finish_non_exhaustive()
    }
}
