//! Which page comes next, which rows are new, and whether everything came.
//!
//! Pure, so that it can be tried against every way in which a server can page badly
//! (halo-api.md section 6, "Paging bugs"). The page size that is asked for is never believed: what
//! counts are the rows that arrive.

use std::collections::HashSet;

use super::{Completeness, IncompleteReason, Progress};

/// Rows asked for at once; Halo gives no more whatever is asked (halo-api.md section 3.0).
pub(crate) const PAGE_SIZE: u32 = 100;
/// Far beyond any real list: the server invents rows.
const MAX_PAGES: u32 = 10_000;
/// How often reading goes back because rows have moved.
const MAX_STEPS_BACK: u32 = 20;

/// Follows one list from its first to its last page.
#[derive(Debug)]
pub(crate) struct Tracker {
    next: Option<u32>,
    seen: HashSet<i32>,
    expected: Option<u64>,
    previous: Vec<i32>,
    unreadable: u64,
    empty_in_a_row: u32,
    stale_in_a_row: u32,
    steps_back: u32,
    /// Rows went while the list was read. Some of those that came are gone by now, so as many rows
    /// as are announced may come before the last page has.
    has_shrunk: bool,
    /// The page up to which reading goes over known ground.
    known_until: u32,
    pages: u32,
    outcome: Option<Completeness>,
}

/// What came with one page: the id of each row, `None` for a row that cannot be read.
#[derive(Debug, Clone)]
pub(crate) struct Arrived<'a> {
    pub(crate) ids: &'a [Option<i32>],
    pub(crate) count: Option<u64>,
}

impl Tracker {
    pub(crate) fn new() -> Self {
        Self {
            next: Some(1),
            seen: HashSet::new(),
            expected: None,
            previous: Vec::new(),
            unreadable: 0,
            empty_in_a_row: 0,
            stale_in_a_row: 0,
            steps_back: 0,
            has_shrunk: false,
            known_until: 0,
            pages: 0,
            outcome: None,
        }
    }

    /// The page to ask for; `None` when reading has ended.
    pub(crate) fn next_page(&self) -> Option<u32> {
        self.next
    }

    pub(crate) fn progress(&self) -> Progress {
        Progress {
            received: self.received(),
            expected: self.expected,
            pages: self.pages,
        }
    }

    pub(crate) fn completeness(&self) -> Completeness {
        self.outcome
            .unwrap_or_else(|| self.incomplete(IncompleteReason::NotFinished))
    }

    /// Takes in a page and says for each of its rows whether it is new.
    pub(crate) fn accept(&mut self, arrived: &Arrived<'_>) -> Vec<bool> {
        let Some(page) = self.next else {
            return vec![false; arrived.ids.len()];
        };
        self.pages += 1;
        let before = self.seen.len();
        let new: Vec<bool> = arrived
            .ids
            .iter()
            .map(|id| id.is_some_and(|id| self.seen.insert(id)))
            .collect();
        let brought_new = self.seen.len() > before;
        let revisiting = page <= self.known_until;
        if !revisiting {
            let unreadable = arrived.ids.iter().filter(|id| id.is_none()).count();
            self.unreadable += u64::try_from(unreadable).unwrap_or(u64::MAX);
        }

        // Some servers say 0 beyond the last page.
        let count = arrived
            .count
            .filter(|count| *count > 0 || !arrived.ids.is_empty());
        let fell_by = self.take_count(count);
        let readable: Vec<i32> = arrived.ids.iter().copied().flatten().collect();
        if let Some(fell_by) = fell_by
            && page > 1
        {
            self.step_back(page, fell_by);
            self.previous = readable;
            return new;
        }
        self.next = Some(page + 1);
        if arrived.ids.is_empty() {
            self.after_empty_page();
        } else {
            self.empty_in_a_row = 0;
            let all_there = self.expected == Some(self.received()) && !self.has_shrunk;
            if all_there && page >= self.known_until {
                self.finish(None);
            } else if !brought_new && !revisiting {
                self.after_stale_page(&readable);
            } else {
                self.stale_in_a_row = 0;
            }
        }
        self.previous = readable;
        if self.outcome.is_none() && self.pages >= MAX_PAGES {
            self.finish(Some(IncompleteReason::TooManyPages));
        }
        new
    }

    /// Takes in `record_count`; says by how much the list has become shorter since the last page.
    fn take_count(&mut self, count: Option<u64>) -> Option<u64> {
        let received = self.received();
        let fell_by = match (self.expected, count) {
            (Some(before), Some(now)) if now < before => Some(before - now),
            (_, _) => None,
        };
        self.has_shrunk |= fell_by.is_some();
        match count {
            // Less than has arrived already: rows have gone since, or the number is nonsense.
            // Either way only an empty page tells the end.
            Some(count) if count < received => self.expected = None,
            Some(count) => self.expected = Some(count),
            None => {}
        }
        fell_by.filter(|_| self.steps_back < MAX_STEPS_BACK)
    }

    /// Rows were deleted meanwhile, so later rows have moved to pages that were read already:
    /// read those again.
    fn step_back(&mut self, page: u32, fell_by: u64) {
        // By the size that pages really have; without rows to go by, start again.
        let size = u64::try_from(self.previous.len()).unwrap_or(u64::MAX);
        let pages = fell_by
            .checked_div(size)
            .map_or(page, |whole| u32::try_from(whole + 1).unwrap_or(u32::MAX));
        self.steps_back += 1;
        self.known_until = self.known_until.max(page);
        self.next = Some(page.saturating_sub(pages).max(1));
    }

    fn after_empty_page(&mut self) {
        self.empty_in_a_row += 1;
        let all_there = self.expected.is_none_or(|all| self.received() >= all);
        // One empty page in the middle has been seen; two are an end.
        if all_there {
            self.finish(None);
        } else if self.empty_in_a_row > 1 {
            self.finish(Some(IncompleteReason::FewerThanAnnounced));
        }
    }

    fn after_stale_page(&mut self, ids: &[i32]) {
        self.stale_in_a_row += 1;
        let repeated = self.previous == ids;
        if !repeated && self.stale_in_a_row < 3 {
            return;
        }
        // A list that does not page at all gives everything again and again; if that is less than
        // a page, nothing was cut off.
        let whole_list = self.expected.is_none()
            && self.seen.len() < usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
        self.finish((!whole_list).then_some(IncompleteReason::RepeatedPage));
    }

    fn finish(&mut self, problem: Option<IncompleteReason>) {
        self.next = None;
        let problem = problem
            .or_else(|| (self.unreadable > 0).then_some(IncompleteReason::UnreadableRows))
            .or_else(|| {
                let lost_track = self.steps_back >= MAX_STEPS_BACK;
                lost_track.then_some(IncompleteReason::ChangedWhileReading)
            });
        // Rows that cannot be read explain why fewer arrived than were announced.
        let problem = problem.map(|reason| {
            let explained = reason == IncompleteReason::FewerThanAnnounced && self.unreadable > 0;
            if explained {
                IncompleteReason::UnreadableRows
            } else {
                reason
            }
        });
        self.outcome = Some(match problem {
            None => Completeness::Complete,
            Some(reason) => self.incomplete(reason),
        });
    }

    fn incomplete(&self, reason: IncompleteReason) -> Completeness {
        Completeness::Incomplete {
            expected: self.expected,
            received: self.received(),
            reason,
        }
    }

    fn received(&self) -> u64 {
        u64::try_from(self.seen.len()).unwrap_or(u64::MAX)
    }
}
