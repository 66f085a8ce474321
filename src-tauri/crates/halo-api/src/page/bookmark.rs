//! Where reading a list stands, in a form that can be kept.

use serde::{Deserialize, Serialize};

/// Where reading a list stands. Kept together with the ids of the rows that came, it lets a read that broke off go on
/// with the page after the last one that came.
///
/// Its fields are the tracker's own; a later version of this crate may not understand it, and then reading starts
/// again from the first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bookmark {
    /// The page to ask for.
    pub(super) next: u32,
    pub(super) page_size: u32,
    /// Rows there are, as Halo said last.
    pub(super) expected: Option<u64>,
    /// Rows on the first page, which tells how many a page really holds.
    pub(super) rows_on_first: Option<u64>,
    /// Ids on the page before.
    pub(super) previous: Vec<i32>,
    pub(super) unreadable: u64,
    pub(super) empty_in_a_row: u32,
    pub(super) stale_in_a_row: u32,
    pub(super) steps_back: u32,
    /// Rows went while the list was read. Some of those that came are gone by now, so as many rows
    /// as are announced may come before the last page has.
    pub(super) has_shrunk: bool,
    /// The page size has changed on the way, so page numbers of before mean other rows.
    pub(super) is_resized: bool,
    /// The page up to which reading goes over known ground.
    pub(super) known_until: u32,
    /// Pages read.
    pub(super) pages: u32,
}

impl Bookmark {
    pub(super) fn first_page(page_size: u32) -> Self {
        Self {
            next: 1,
            page_size,
            expected: None,
            rows_on_first: None,
            previous: Vec::new(),
            unreadable: 0,
            empty_in_a_row: 0,
            stale_in_a_row: 0,
            steps_back: 0,
            has_shrunk: false,
            is_resized: false,
            known_until: 0,
            pages: 0,
        }
    }

    /// Pages read so far.
    pub fn pages(&self) -> u32 {
        self.pages
    }
}
