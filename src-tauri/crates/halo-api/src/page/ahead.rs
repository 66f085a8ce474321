//! Pages that are asked for before their turn, so that the next ones travel while one is taken in.

use std::collections::VecDeque;

use jiff::Timestamp;
use tokio_util::task::AbortOnDropHandle;

use crate::error::Error;
use crate::wire::Rows;

/// Pages under way at once. More would not be faster: the request budget is the limit.
const IN_FLIGHT: usize = 4;

/// What came for one page.
pub(super) type Found = (Rows, Option<Timestamp>);

type Asked = AbortOnDropHandle<Result<Found, Error>>;

/// Pages under way, in the order of their numbers. Dropping it gives them up.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    asked: VecDeque<(u32, Asked)>,
}

impl Ahead {
    /// Answers page `number`. Beside it the pages up to `last` are asked for, as many as may be under way at once.
    ///
    /// Pages that were asked for in another order than they are wanted in are given up: rows have moved since, so they
    /// tell about a list that is no more.
    pub(super) async fn take(
        &mut self,
        number: u32,
        last: Option<u32>,
        ask: impl Fn(u32) -> Asked,
    ) -> Result<Found, Error> {
        if self.asked.front().is_some_and(|(page, _)| *page != number) {
            self.clear();
        }
        let mut wanted = self.asked.back().map_or(number, |(page, _)| page + 1);
        while self.asked.is_empty()
            || (self.asked.len() < IN_FLIGHT && last.is_some_and(|last| wanted <= last))
        {
            self.asked.push_back((wanted, ask(wanted)));
            wanted += 1;
        }
        let Some((_, first)) = self.asked.pop_front() else {
            return Err(Error::Cancelled);
        };
        let found = match first.await {
            Ok(found) => found,
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // The program is ending.
                Err(_) => Err(Error::Cancelled),
            },
        };
        if found.is_err() {
            self.clear();
        }
        found
    }

    /// Gives up what is under way.
    pub(super) fn clear(&mut self) {
        self.asked.clear();
    }
}
