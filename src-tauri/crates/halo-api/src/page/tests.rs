//! Every way in which a server can page badly, tried on the tracker without a network.

use proptest::prelude::*;

use super::tracker::{Arrived, PAGE_SIZE, Tracker};
use super::{Completeness, IncompleteReason};

/// A server that pages; each test spoils it in its own way.
struct Server {
    rows: Vec<i32>,
    cap: usize,
    tells_count: bool,
}

impl Server {
    fn of(rows: i32) -> Self {
        Self {
            rows: (1..=rows).collect(),
            cap: 100,
            tells_count: true,
        }
    }

    fn page(&self, number: u32) -> Vec<Option<i32>> {
        let start = (usize::try_from(number).unwrap() - 1) * self.cap;
        let rows = self.rows.iter().skip(start).take(self.cap);
        rows.copied().map(Some).collect()
    }

    fn count(&self) -> Option<u64> {
        self.tells_count
            .then_some(u64::try_from(self.rows.len()).unwrap())
    }
}

/// Ids of a page's rows, and `record_count`.
type Answer = (Vec<Option<i32>>, Option<u64>);

struct Read {
    ids: Vec<i32>,
    completeness: Completeness,
    requests: u32,
}

/// Reads to the end; `answer` says what comes for each page.
fn read(mut answer: impl FnMut(u32) -> Answer) -> Read {
    let mut tracker = Tracker::new();
    let mut ids = Vec::new();
    let mut requests = 0;
    while let Some(number) = tracker.next_page() {
        requests += 1;
        assert!(requests <= 20_000, "reading does not end");
        let (page, count) = answer(number);
        let new = tracker.accept(&Arrived { ids: &page, count });
        ids.extend(
            page.iter()
                .zip(new)
                .filter_map(|(id, new)| id.filter(|_| new)),
        );
    }
    Read {
        ids,
        completeness: tracker.completeness(),
        requests,
    }
}

fn reason(read: &Read) -> Option<IncompleteReason> {
    match read.completeness {
        Completeness::Complete => None,
        Completeness::Incomplete { reason, .. } => Some(reason),
    }
}

fn all(rows: i32) -> Vec<i32> {
    (1..=rows).collect()
}

#[test]
fn a_list_is_read_with_as_few_requests_as_it_has_pages() {
    for (rows, requests) in [(0, 1), (1, 1), (99, 1), (100, 1), (101, 2), (717, 8)] {
        let server = Server::of(rows);
        let read = read(|number| (server.page(number), server.count()));
        assert_eq!(read.ids, all(rows));
        assert_eq!((reason(&read), read.requests), (None, requests), "{rows}");
    }
}

#[test]
fn a_smaller_page_than_asked_for_loses_nothing() {
    for cap in [1, 30, 50, 99] {
        let server = Server {
            cap,
            ..Server::of(217)
        };
        let read = read(|number| (server.page(number), server.count()));
        assert_eq!(
            (read.ids, read.completeness),
            (all(217), Completeness::Complete)
        );
    }
}

#[test]
fn without_a_count_an_empty_page_is_the_end() {
    let server = Server {
        tells_count: false,
        ..Server::of(200)
    };
    let read = read(|number| (server.page(number), server.count()));
    assert_eq!(
        (read.ids.len(), reason(&read), read.requests),
        (200, None, 3)
    );
}

#[test]
fn a_count_that_contradicts_the_rows_is_not_believed() {
    let server = Server::of(250);
    for count in [0, 1, 99] {
        let read = read(|number| (server.page(number), Some(count)));
        assert_eq!((read.ids.len(), reason(&read)), (250, None), "{count}");
    }
    let absurd = read(|number| (server.page(number), Some(1_000_000_000_000)));
    assert_eq!(absurd.ids.len(), 250);
    assert_eq!(reason(&absurd), Some(IncompleteReason::FewerThanAnnounced));
    // A count that is there on some pages only.
    let sometimes = read(|number| (server.page(number), (number == 2).then_some(250)));
    assert_eq!((sometimes.ids.len(), reason(&sometimes)), (250, None));
}

#[test]
fn a_last_page_that_is_repeated_for_ever_ends() {
    let server = Server::of(250);
    let repeated = |number: u32| server.page(number.min(3));
    let read_with = |count: Option<u64>| read(|number| (repeated(number), count));
    assert_eq!(reason(&read_with(Some(250))), None);
    let missing = read_with(Some(260));
    assert_eq!(reason(&missing), Some(IncompleteReason::RepeatedPage));
    assert_eq!(missing.ids.len(), 250);
    // Without a count nobody knows whether it was the last page.
    assert_eq!(
        reason(&read_with(None)),
        Some(IncompleteReason::RepeatedPage)
    );
}

#[test]
fn a_list_that_does_not_page_is_whole_if_it_is_short() {
    let short = read(|_| (Server::of(40).page(1), None));
    assert_eq!(
        (short.ids.len(), reason(&short), short.requests),
        (40, None, 2)
    );
    let cut = read(|_| (Server::of(140).page(1), None));
    assert_eq!(reason(&cut), Some(IncompleteReason::RepeatedPage));
}

#[test]
fn an_empty_page_in_the_middle_is_passed_over() {
    let server = Server {
        cap: 50,
        ..Server::of(200)
    };
    let with_hole = read(|number| match number {
        1 | 2 => (server.page(number), server.count()),
        3 => (Vec::new(), server.count()),
        later => (server.page(later - 1), server.count()),
    });
    assert_eq!((with_hole.ids.len(), reason(&with_hole)), (200, None));
    let ends_early = read(|number| {
        let page = if number < 3 {
            server.page(number)
        } else {
            Vec::new()
        };
        (page, server.count())
    });
    assert_eq!(
        ends_early.completeness,
        Completeness::Incomplete {
            expected: Some(200),
            received: 100,
            reason: IncompleteReason::FewerThanAnnounced
        }
    );
}

#[test]
fn a_short_page_in_the_middle_is_not_the_end() {
    // 100, 60, 100, 40 rows.
    let cuts = [0, 100, 160, 260, 300];
    let read = read(|number| {
        let number = usize::try_from(number).unwrap();
        let page = match (cuts.get(number - 1), cuts.get(number)) {
            (Some(from), Some(to)) => (from + 1..=*to).map(Some).collect(),
            (_, _) => Vec::new(),
        };
        (page, Some(300))
    });
    assert_eq!((read.ids.len(), reason(&read)), (300, None));
}

#[test]
fn rows_that_move_are_missed_or_doubled_but_never_in_silence() {
    let server = Server::of(350);
    let shifted = |by: i32| {
        read(|number| {
            let page = server.page(number);
            if number == 1 {
                return (page, server.count());
            }
            let moved = page.iter().flatten().map(|id| id + by);
            (
                moved.filter(|id| *id <= 350).map(Some).collect(),
                server.count(),
            )
        })
    };
    let missed = shifted(1);
    assert_eq!(missed.ids.len(), 349);
    assert_eq!(reason(&missed), Some(IncompleteReason::FewerThanAnnounced));
    let doubled = shifted(-1);
    let mut unique = doubled.ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), doubled.ids.len());
}

#[test]
fn a_row_deleted_meanwhile_costs_no_other_row() {
    for (page, gone) in [(2, 5), (2, 100), (3, 150), (4, 1), (4, 340)] {
        let mut server = Server::of(350);
        let mut done = false;
        let read = read(|number| {
            if number == page && !done {
                done = true;
                server.rows.retain(|id| *id != gone);
            }
            (server.page(number), server.count())
        });
        assert_eq!(reason(&read), None, "{gone} before page {page}");
        let missing: Vec<i32> = all(350)
            .into_iter()
            .filter(|id| *id != gone && !read.ids.contains(id))
            .collect();
        assert!(missing.is_empty(), "{missing:?}: {gone} before page {page}");
    }
}

#[test]
fn a_list_that_keeps_shrinking_ends_and_says_so() {
    let mut server = Server::of(4_000);
    let read = read(|number| {
        server.rows.remove(0);
        (server.page(number), server.count())
    });
    assert!(!read.completeness.is_complete());
    assert!(read.requests < 200, "{}", read.requests);
}

#[test]
fn a_list_that_grows_is_read_to_its_new_end() {
    let mut server = Server::of(250);
    let read = read(|number| {
        if number == 3 {
            server.rows.extend(251..=330);
        }
        (server.page(number), server.count())
    });
    assert_eq!(
        (read.ids, read.completeness),
        (all(330), Completeness::Complete)
    );
}

#[test]
fn rows_that_cannot_be_read_are_not_passed_over_in_silence() {
    let server = Server::of(150);
    let read = read(|number| {
        let mut page = server.page(number);
        if number == 1 {
            page[7] = None;
        }
        (page, server.count())
    });
    assert_eq!(read.ids.len(), 149);
    assert_eq!(reason(&read), Some(IncompleteReason::UnreadableRows));
}

#[test]
fn a_server_that_invents_rows_is_given_up() {
    let mut next = 0;
    let read = read(|_| {
        next += 1;
        (vec![Some(next)], Some(5_000_000))
    });
    assert_eq!(reason(&read), Some(IncompleteReason::TooManyPages));
}

#[test]
fn before_the_end_nothing_is_complete() {
    let mut tracker = Tracker::new();
    assert!(!tracker.completeness().is_complete());
    let page: Vec<_> = (1..=100).map(Some).collect();
    tracker.accept(&Arrived {
        ids: &page,
        count: Some(101),
    });
    assert!(!tracker.completeness().is_complete());
    assert_eq!(tracker.progress().expected, Some(101));
    assert_eq!(PAGE_SIZE, 100);
}

/// Reads to the end; before every page the read breaks off where `breaks` says so, and another one goes on from the
/// bookmark and the ids that came.
fn read_with_breaks(
    mut answer: impl FnMut(u32) -> Answer,
    mut breaks: impl FnMut(u32) -> bool,
) -> Read {
    let mut tracker = Tracker::new();
    let mut ids: Vec<i32> = Vec::new();
    let mut requests = 0;
    while let Some(number) = tracker.next_page() {
        requests += 1;
        assert!(requests <= 20_000, "reading does not end");
        if breaks(requests) {
            let kept = serde_json::to_string(tracker.bookmark().unwrap()).unwrap();
            let bookmark = serde_json::from_str(&kept).unwrap();
            tracker = Tracker::resumed(bookmark, ids.iter().copied().collect());
            assert_eq!(tracker.next_page(), Some(number));
        }
        let (page, count) = answer(number);
        let new = tracker.accept(&Arrived { ids: &page, count });
        ids.extend(
            page.iter()
                .zip(new)
                .filter_map(|(id, new)| id.filter(|_| new)),
        );
    }
    Read {
        ids,
        completeness: tracker.completeness(),
        requests,
    }
}

#[test]
fn pages_are_announced_only_while_everything_is_as_announced() {
    let server = Server {
        cap: 30,
        ..Server::of(95)
    };
    let mut tracker = Tracker::new();
    assert_eq!(tracker.announced_last(), None, "nothing is known yet");
    let mut take = |page: u32, count: u64| {
        let ids = server.page(page);
        tracker.accept(&Arrived {
            ids: &ids,
            count: Some(count),
        });
        tracker.announced_last()
    };
    assert_eq!(take(1, 95), Some(4), "pages of thirty, whatever was asked");
    assert_eq!(take(2, 95), Some(4));
    assert_eq!(take(3, 94), None, "rows have moved");
    let absurd = read(|number| {
        let page = Server::of(250).page(number);
        (page, Some(1_000_000_000_000))
    });
    assert_eq!(absurd.ids.len(), 250);
}

#[test]
fn a_page_that_is_too_large_is_read_in_smaller_ones() {
    // The server gives thirty rows a page at most; what is asked for below that it heeds.
    for too_large in 1..=4_u32 {
        let rows: Vec<i32> = all(95);
        let mut tracker = Tracker::new();
        let mut ids = Vec::new();
        let mut failed = false;
        while let Some(number) = tracker.next_page() {
            if number == too_large && !failed {
                failed = true;
                assert!(tracker.take_smaller_pages());
                assert_eq!(tracker.announced_last(), None);
                continue;
            }
            let size = usize::try_from(tracker.page_size()).unwrap().min(30);
            let start = (usize::try_from(number).unwrap() - 1) * size;
            let page: Vec<Option<i32>> = rows
                .iter()
                .skip(start)
                .take(size)
                .copied()
                .map(Some)
                .collect();
            let new = tracker.accept(&Arrived {
                ids: &page,
                count: Some(95),
            });
            ids.extend(
                page.iter()
                    .zip(new)
                    .filter_map(|(id, new)| id.filter(|_| new)),
            );
        }
        assert_eq!(ids, rows, "page {too_large}");
        assert!(tracker.completeness().is_complete(), "page {too_large}");
    }
    let mut tracker = Tracker::new();
    let sizes: Vec<u32> =
        std::iter::from_fn(|| tracker.take_smaller_pages().then(|| tracker.page_size())).collect();
    assert_eq!(sizes, [50, 25, 5, 1]);
    assert_eq!(tracker.next_page(), Some(1));
}

proptest! {
    #[test]
    fn a_read_that_broke_off_goes_on_as_if_it_had_not(
        rows in 0..900_i32,
        cap in 1..130_usize,
        tells_count in any::<bool>(),
        gone in prop::collection::vec((1..12_u32, 0..900_usize), 0..3),
        breaks in prop::collection::hash_set(1..20_u32, 0..6),
    ) {
        let server = || Server { rows: all(rows), cap: cap.min(100), tells_count };
        let with_deletions = |mut server: Server| {
            let mut gone = gone.clone();
            move |number: u32| {
                gone.retain(|(page, at)| {
                    let now = *page == number;
                    if now && *at < server.rows.len() {
                        server.rows.remove(*at);
                    }
                    !now
                });
                (server.page(number), server.count())
            }
        };
        let whole = read(with_deletions(server()));
        let broken = read_with_breaks(with_deletions(server()), |request| breaks.contains(&request));
        prop_assert_eq!(whole.ids, broken.ids);
        prop_assert_eq!(whole.completeness, broken.completeness);
        prop_assert_eq!(whole.requests, broken.requests);
    }

    /// Four pages are under way at once and the server answers them in any order: what is called complete is.
    #[test]
    fn pages_answered_out_of_order_lose_nothing(
        rows in 1..900_i32,
        gone in prop::collection::vec((0..14_usize, 0..900_usize), 0..4),
        shuffle in prop::collection::vec(0..4_usize, 0..40),
    ) {
        let mut server = Server::of(rows);
        let mut answered = 0_usize;
        let mut answer = |number: u32| {
            for (when, at) in &gone {
                if *when == answered && *at < server.rows.len() {
                    server.rows.remove(*at);
                }
            }
            answered += 1;
            (server.page(number), server.count())
        };
        let mut shuffle = shuffle.into_iter().cycle();
        let mut tracker = Tracker::new();
        let mut ready: Vec<(u32, Answer)> = Vec::new();
        let mut ids = Vec::new();
        while let Some(number) = tracker.next_page() {
            if ready.first().is_none_or(|(page, _)| *page != number) {
                // As the pager does it: what is under way is given up, and as many as allowed are asked for anew.
                ready.clear();
                let last = tracker.announced_last().unwrap_or(number).max(number);
                let mut asked: Vec<u32> = (number..=last).take(4).collect();
                while !asked.is_empty() {
                    let at = shuffle.next().unwrap_or(0) % asked.len();
                    let page = asked.remove(at);
                    ready.push((page, answer(page)));
                }
                ready.sort_by_key(|(page, _)| *page);
            }
            let (_, (page, count)) = ready.remove(0);
            let new = tracker.accept(&Arrived { ids: &page, count });
            ids.extend(page.iter().zip(new).filter_map(|(id, new)| id.filter(|_| new)));
        }
        prop_assert!(ids.iter().collect::<std::collections::HashSet<_>>().len() == ids.len());
        if tracker.completeness().is_complete() {
            let missing = server.rows.iter().filter(|id| !ids.contains(id)).count();
            prop_assert_eq!(missing, 0);
        }
    }

    #[test]
    fn what_is_called_complete_is_complete(
        rows in 0..800_i32,
        cap in 1..130_usize,
        tells_count in any::<bool>(),
        changes in prop::collection::vec((1..12_u32, any::<bool>(), 0..800_usize), 0..5),
    ) {
        let mut server = Server { rows: all(rows), cap: cap.min(100), tells_count };
        let mut changes = changes;
        let mut added = rows;
        let mut gone = Vec::new();
        let mut late = Vec::new();
        let read = read(|number| {
            changes.retain(|(page, adds, at)| {
                if *page != number {
                    return true;
                }
                if *adds {
                    added += 1;
                    server.rows.push(added);
                    late.push(added);
                } else if *at < server.rows.len() {
                    gone.push(server.rows.remove(*at));
                }
                false
            });
            (server.page(number), server.count())
        });
        let mut unique = read.ids.clone();
        unique.sort_unstable();
        unique.dedup();
        prop_assert_eq!(unique.len(), read.ids.len(), "an id came twice");
        // Rows added while reading may or may not be seen. A row that is added at the same time as
        // another one goes hides that from the count; nobody can tell then.
        let told_apart = tells_count && (gone.is_empty() || late.is_empty());
        if read.completeness.is_complete() && (told_apart || gone.is_empty()) {
            let missing = server.rows.iter()
                .filter(|id| !read.ids.contains(id) && !late.contains(id)).count();
            prop_assert_eq!(missing, 0);
        }
        if gone.is_empty() && late.is_empty() {
            prop_assert!(read.completeness.is_complete());
            prop_assert_eq!(read.ids, server.rows);
        }
    }

    #[test]
    fn any_server_is_left_in_the_end(
        pages in prop::collection::vec(
            (prop::collection::vec(prop::option::of(1..40_i32), 0..8), prop::option::of(0..60_u64)),
            1..12,
        )
    ) {
        let read = read(|number| {
            let at = usize::try_from(number - 1).unwrap() % pages.len();
            pages[at].clone()
        });
        prop_assert!(read.requests < 2_000);
    }
}
