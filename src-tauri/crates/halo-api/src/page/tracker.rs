//! Which page comes next, which rows are new, and whether everything came.
//!
//! Pure, so that it can be tried against every way in which a server can page badly
//! (halo-api.md section 6, "Paging bugs"). The page size that is asked for is never believed: what
//! counts are the rows that arrive.

use std::collections::HashSet;

use super::bookmark::Bookmark;
use super::{Completeness, IncompleteReason, Progress};

/// Rows asked for at once; Halo gives no more whatever is asked (halo-api.md section 3.0).
pub(crate) const PAGE_SIZE: u32 = 100;
/// What is asked for instead when a page is larger than the limit of an answer: a list may hold a
/// picture in every row (halo-api.md section 3.1, `logo`).
const SMALLER_SIZES: [u32; 4] = [50, 25, 5, 1];
/// Far beyond any real list: the server invents rows.
const MAX_PAGES: u32 = 10_000;
/// How often reading goes back because rows have moved.
const MAX_STEPS_BACK: u32 = 20;

/// Follows one list from its first to its last page.
#[derive(Debug)]
pub(crate) struct Tracker {
    at: Bookmark,
    seen: HashSet<i32>,
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
        Self::resumed(Bookmark::first_page(PAGE_SIZE), HashSet::new())
    }

    /// Goes on where reading broke off; `seen` are the ids of the rows that came before.
    pub(crate) fn resumed(at: Bookmark, seen: HashSet<i32>) -> Self {
        Self {
            at,
            seen,
            outcome: None,
        }
    }

    /// The page to ask for; `None` when reading has ended.
    pub(crate) fn next_page(&self) -> Option<u32> {
        self.outcome.is_none().then_some(self.at.next)
    }

    /// Rows to ask for at once.
    pub(crate) fn page_size(&self) -> u32 {
        self.at.page_size
    }

    /// The page on which the list ends if everything is as announced; `None` as soon as something is not. Pages up to
    /// this one may be asked for before their turn.
    pub(crate) fn announced_last(&self) -> Option<u32> {
        let at = &self.at;
        let is_odd = at.has_shrunk || at.is_resized || at.empty_in_a_row + at.stale_in_a_row > 0;
        let rows = at.rows_on_first.filter(|rows| *rows > 0 && !is_odd)?;
        u32::try_from(at.expected?.div_ceil(rows)).ok()
    }

    /// Where to go on later; `None` when reading has ended.
    pub(crate) fn bookmark(&self) -> Option<&Bookmark> {
        self.outcome.is_none().then_some(&self.at)
    }

    pub(crate) fn progress(&self) -> Progress {
        Progress {
            received: self.received(),
            expected: self.at.expected,
            pages: self.at.pages,
        }
    }

    pub(crate) fn completeness(&self) -> Completeness {
        self.outcome
            .unwrap_or_else(|| self.incomplete(IncompleteReason::NotFinished))
    }

    /// Asks for fewer rows at once from here on; `false` when there are no smaller pages.
    pub(crate) fn take_smaller_pages(&mut self) -> bool {
        let at = &mut self.at;
        // Pages hold what the server gives, not what was asked for.
        let real = at.rows_on_first.map_or(at.page_size, |rows| {
            u32::try_from(rows).unwrap_or(u32::MAX).min(at.page_size)
        });
        let Some(size) = SMALLER_SIZES.into_iter().find(|size| *size < real) else {
            return false;
        };
        let passed = u64::from(at.next - 1) * u64::from(real);
        at.page_size = size;
        at.next = u32::try_from(passed / u64::from(size)).unwrap_or(u32::MAX) + 1;
        // The page may begin with rows that have come already.
        at.known_until = at.next;
        at.is_resized = true;
        true
    }

    /// Takes in a page and says for each of its rows whether it is new.
    pub(crate) fn accept(&mut self, arrived: &Arrived<'_>) -> Vec<bool> {
        let Some(page) = self.next_page() else {
            return vec![false; arrived.ids.len()];
        };
        self.at.pages += 1;
        if page == 1 {
            self.at.rows_on_first = u64::try_from(arrived.ids.len()).ok();
        }
        let before = self.seen.len();
        let new: Vec<bool> = arrived
            .ids
            .iter()
            .map(|id| id.is_some_and(|id| self.seen.insert(id)))
            .collect();
        let brought_new = self.seen.len() > before;
        let revisiting = page <= self.at.known_until;
        if !revisiting {
            let unreadable = arrived.ids.iter().filter(|id| id.is_none()).count();
            self.at.unreadable += u64::try_from(unreadable).unwrap_or(u64::MAX);
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
            self.at.previous = readable;
            return new;
        }
        self.at.next = page + 1;
        if arrived.ids.is_empty() {
            self.after_empty_page();
        } else {
            self.at.empty_in_a_row = 0;
            let all_there = self.at.expected == Some(self.received()) && !self.at.has_shrunk;
            if all_there && page >= self.at.known_until {
                self.finish(None);
            } else if !brought_new && !revisiting {
                self.after_stale_page(&readable);
            } else {
                self.at.stale_in_a_row = 0;
            }
        }
        self.at.previous = readable;
        if self.outcome.is_none() && self.at.pages >= MAX_PAGES {
            self.finish(Some(IncompleteReason::TooManyPages));
        }
        new
    }

    /// Takes in `record_count`; says by how much the list has become shorter since the last page.
    fn take_count(&mut self, count: Option<u64>) -> Option<u64> {
        let received = self.received();
        let fell_by = match (self.at.expected, count) {
            (Some(before), Some(now)) if now < before => Some(before - now),
            (_, _) => None,
        };
        self.at.has_shrunk |= fell_by.is_some();
        match count {
            // Less than has arrived already: rows have gone since, or the number is nonsense.
            // Either way only an empty page tells the end.
            Some(count) if count < received => self.at.expected = None,
            Some(count) => self.at.expected = Some(count),
            None => {}
        }
        fell_by.filter(|_| self.at.steps_back < MAX_STEPS_BACK)
    }

    /// Rows were deleted meanwhile, so later rows have moved to pages that were read already:
    /// read those again.
    fn step_back(&mut self, page: u32, fell_by: u64) {
        // By the size that pages really have; without rows to go by, start again.
        let size = u64::try_from(self.at.previous.len()).unwrap_or(u64::MAX);
        let pages = fell_by
            .checked_div(size)
            .map_or(page, |whole| u32::try_from(whole + 1).unwrap_or(u32::MAX));
        self.at.steps_back += 1;
        self.at.known_until = self.at.known_until.max(page);
        self.at.next = page.saturating_sub(pages).max(1);
    }

    fn after_empty_page(&mut self) {
        self.at.empty_in_a_row += 1;
        let all_there = self.at.expected.is_none_or(|all| self.received() >= all);
        // One empty page in the middle has been seen; two are an end.
        if all_there {
            self.finish(None);
        } else if self.at.empty_in_a_row > 1 {
            self.finish(Some(IncompleteReason::FewerThanAnnounced));
        }
    }

    fn after_stale_page(&mut self, ids: &[i32]) {
        self.at.stale_in_a_row += 1;
        let repeated = self.at.previous == ids;
        if !repeated && self.at.stale_in_a_row < 3 {
            return;
        }
        // A list that does not page at all gives everything again and again; if that is less than
        // a page, nothing was cut off.
        let whole_list = self.at.expected.is_none()
            && self.seen.len() < usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
        self.finish((!whole_list).then_some(IncompleteReason::RepeatedPage));
    }

    fn finish(&mut self, problem: Option<IncompleteReason>) {
        let problem = problem
            .or_else(|| (self.at.unreadable > 0).then_some(IncompleteReason::UnreadableRows))
            .or_else(|| {
                let lost_track = self.at.steps_back >= MAX_STEPS_BACK;
                lost_track.then_some(IncompleteReason::ChangedWhileReading)
            });
        // Rows that cannot be read explain why fewer arrived than were announced.
        let problem = problem.map(|reason| {
            let explained =
                reason == IncompleteReason::FewerThanAnnounced && self.at.unreadable > 0;
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
            expected: self.at.expected,
            received: self.received(),
            reason,
        }
    }

    fn received(&self) -> u64 {
        u64::try_from(self.seen.len()).unwrap_or(u64::MAX)
    }
}
