//! How many requests one Halo gets from us in a window of time.
//!
//! Halo refuses more than a number of requests in a *rolling* window (halo-api.md section 6: 300 in
//! 5 minutes is the smallest number ever seen). A bucket that refills would allow a full bucket and
//! its refill within one window, so the times of the requests are kept instead: exact, and the
//! fastest there is without ever being refused. Halo counts a request when it arrives, which is some time between our
//! sending it and its answer: until the answer is here a request counts as sent now, so that no delay on the way lets
//! one more through. The limit is lowered by every 429 and never raised by a guess.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// A number of requests in a rolling window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How many requests fit into the window; at least one is always allowed.
    pub requests: u32,
    /// Length of the window.
    pub window: Duration,
}

impl Default for RateLimit {
    fn default() -> Self {
        Self {
            requests: 300,
            window: Duration::from_mins(5),
        }
    }
}

/// What the budget looks like from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BudgetState {
    /// Requests sent since the budget was made, with repeated ones and those for a token.
    pub used: u64,
    /// The limit as lowered by refusals.
    pub limit: RateLimit,
    /// When the next held-back request may go; `None` while nothing waits.
    pub waiting_until: Option<Instant>,
}

/// The requests that one Halo gets, shared by everything that talks to it.
#[derive(Debug, Clone)]
pub struct RequestBudget {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    ledger: Mutex<Ledger>,
    published: watch::Sender<BudgetState>,
}

#[derive(Debug)]
struct Ledger {
    limit: RateLimit,
    floor: u32,
    /// Requests that were answered or given up within the window, oldest first.
    sent: VecDeque<Instant>,
    /// Requests on their way.
    under_way: usize,
    hold_until: Option<Instant>,
    used: u64,
    waiting: u32,
    waiting_until: Option<Instant>,
}

impl Default for RequestBudget {
    fn default() -> Self {
        Self::new(RateLimit::default())
    }
}

impl RequestBudget {
    /// Starts a budget with nothing used.
    pub fn new(limit: RateLimit) -> Self {
        let limit = RateLimit {
            requests: limit.requests.max(1),
            ..limit
        };
        let ledger = Ledger {
            limit,
            // Another program may use up the same limit; a tenth always stays ours.
            floor: (limit.requests / 10).max(1),
            sent: VecDeque::new(),
            under_way: 0,
            hold_until: None,
            used: 0,
            waiting: 0,
            waiting_until: None,
        };
        let (published, _) = watch::channel(ledger.state());
        Self {
            inner: Arc::new(Inner {
                ledger: Mutex::new(ledger),
                published,
            }),
        }
    }

    /// Requests sent so far, with repeated ones and those for a token.
    pub fn used(&self) -> u64 {
        self.ledger().used
    }

    /// How long the next held-back request still has to wait; `None` while nothing waits.
    pub fn waiting(&self) -> Option<Duration> {
        let until = self.ledger().waiting_until?;
        Some(until.saturating_duration_since(Instant::now()))
    }

    /// The limit as lowered by refusals.
    pub fn limit(&self) -> RateLimit {
        self.ledger().limit
    }

    /// Follows every change of the budget.
    pub fn subscribe(&self) -> watch::Receiver<BudgetState> {
        self.inner.published.subscribe()
    }

    /// Waits until one more request may be sent, and counts it. It is on its way until what is answered is dropped.
    pub(crate) async fn acquire(&self) -> UnderWay<'_> {
        loop {
            let until = match self.change(|ledger| ledger.take(Instant::now())) {
                Ok(()) => return UnderWay(self),
                Err(until) => until,
            };
            let _waiting = Waiting::start(self, until);
            tokio::time::sleep_until(until).await;
        }
    }

    /// Counts requests that this Halo got just now by another way, as when it was looked for.
    pub fn charge(&self, requests: u64) {
        self.change(|ledger| {
            let now = Instant::now();
            ledger.used += requests;
            ledger.sent.extend((0..requests).map(|_| now));
        });
    }

    /// Halo refused a request: lowers the limit and holds every request back.
    pub(crate) fn refused(&self, wait: Duration) {
        self.change(|ledger| ledger.refused(Instant::now(), wait));
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.inner
            .ledger
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn change<R>(&self, change: impl FnOnce(&mut Ledger) -> R) -> R {
        let mut ledger = self.ledger();
        let result = change(&mut ledger);
        let state = ledger.state();
        self.inner.published.send_if_modified(|published| {
            let changed = *published != state;
            *published = state;
            changed
        });
        result
    }
}

/// A request on its way.
#[must_use = "a request is on its way until this is dropped"]
pub(crate) struct UnderWay<'a>(&'a RequestBudget);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.change(|ledger| {
            ledger.under_way -= 1;
            ledger.sent.push_back(Instant::now());
        });
    }
}

/// Counts a held-back request for as long as it waits, also when it is cancelled.
struct Waiting<'a>(&'a RequestBudget);

impl<'a> Waiting<'a> {
    fn start(budget: &'a RequestBudget, until: Instant) -> Self {
        budget.change(|ledger| {
            ledger.waiting += 1;
            ledger.waiting_until = Some(until);
        });
        Self(budget)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.change(|ledger| {
            ledger.waiting -= 1;
            if ledger.waiting == 0 {
                ledger.waiting_until = None;
            }
        });
    }
}

impl Ledger {
    /// Counts one request, or says when to ask again.
    fn take(&mut self, now: Instant) -> Result<(), Instant> {
        if let Some(until) = self.hold_until {
            if now < until {
                return Err(until);
            }
            self.hold_until = None;
        }
        self.forget_old(now);
        let allowed = usize::try_from(self.limit.requests).unwrap_or(usize::MAX);
        if let Some(surplus) = (self.sent.len() + self.under_way).checked_sub(allowed) {
            // So many have to grow old before there is room for one more; one on its way is as young as can be.
            let last = self.sent.get(surplus).copied().unwrap_or(now);
            return Err(last + self.span());
        }
        self.under_way += 1;
        self.used += 1;
        Ok(())
    }

    fn refused(&mut self, now: Instant, wait: Duration) {
        self.forget_old(now);
        let until = now + wait;
        // Requests in flight are refused together; only the first of them says something new.
        let already_held = self.hold_until.is_some_and(|held| now < held);
        if !already_held {
            self.limit.requests = self.lowered().max(self.floor.min(self.limit.requests));
        }
        self.hold_until = Some(self.hold_until.map_or(until, |held| held.max(until)));
    }

    /// A quarter less; or a little less than what went through, if that was enough to be the cause.
    fn lowered(&self) -> u32 {
        let limit = self.limit.requests;
        let sent = u32::try_from(self.sent.len() + self.under_way).unwrap_or(u32::MAX);
        let quarter_less = limit - limit.div_ceil(4);
        if sent >= limit / 2 {
            quarter_less.min(sent / 10 * 9)
        } else {
            quarter_less
        }
    }

    fn forget_old(&mut self, now: Instant) {
        let span = self.span();
        while self
            .sent
            .front()
            .is_some_and(|first| now.saturating_duration_since(*first) >= span)
        {
            self.sent.pop_front();
        }
    }

    /// A little more than the window: requests do not travel equally fast.
    fn span(&self) -> Duration {
        self.limit.window + self.limit.window / 50
    }

    fn state(&self) -> BudgetState {
        BudgetState {
            used: self.used,
            limit: self.limit,
            waiting_until: self.waiting_until,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget(requests: u32, window_secs: u64) -> RequestBudget {
        RequestBudget::new(RateLimit {
            requests,
            window: Duration::from_secs(window_secs),
        })
    }

    #[tokio::test(start_paused = true)]
    async fn no_rolling_window_ever_holds_more_than_the_limit() {
        let budget = budget(300, 300);
        let mut times = Vec::new();
        let start = Instant::now();
        for _ in 0..750 {
            drop(budget.acquire().await);
            times.push(start.elapsed());
            tokio::time::sleep(Duration::from_millis(130)).await;
        }
        for (i, time) in times.iter().enumerate() {
            let inside = times[i..]
                .iter()
                .take_while(|later| **later < *time + Duration::from_mins(5))
                .count();
            assert!(inside <= 300, "{inside} requests within one window");
        }
        // 750 requests need two full windows and the pace of the first requests, no more.
        assert!(start.elapsed() < Duration::from_secs(640));
        assert_eq!(budget.used(), 750);
    }

    #[tokio::test(start_paused = true)]
    async fn requests_of_another_way_take_up_room() {
        let budget = budget(3, 300);
        budget.charge(2);
        let start = Instant::now();
        drop(budget.acquire().await);
        assert_eq!((start.elapsed(), budget.used()), (Duration::ZERO, 3));
        drop(budget.acquire().await);
        assert!(start.elapsed() >= Duration::from_mins(5));
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_that_arrives_late_costs_no_refusal() {
        let budget = budget(3, 300);
        // Sent at once, and held up on the way for a minute: Halo may count it as late as that.
        let slow = budget.acquire().await;
        tokio::time::sleep(Duration::from_mins(1)).await;
        drop(slow);
        let arrived = Instant::now();
        drop(budget.acquire().await);
        drop(budget.acquire().await);
        drop(budget.acquire().await);
        assert!(arrived.elapsed() >= Duration::from_mins(5));

        // All on their way, and none answered: what waits asks again when it must.
        let mut three = Vec::new();
        for _ in 0..3 {
            three.push(budget.acquire().await);
        }
        let waited = tokio::time::timeout(Duration::from_mins(20), budget.acquire()).await;
        assert!(waited.is_err(), "none has been answered");
        drop(three);
        let answered = Instant::now();
        drop(budget.acquire().await);
        assert!(answered.elapsed() >= Duration::from_mins(5));
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_lowers_the_limit_once_and_holds_everything() {
        let budget = budget(300, 300);
        for _ in 0..200 {
            drop(budget.acquire().await);
        }
        budget.refused(Duration::from_secs(10));
        budget.refused(Duration::from_secs(20));
        budget.refused(Duration::from_secs(5));
        assert_eq!(budget.limit().requests, 180);
        let start = Instant::now();
        let waiter = tokio::spawn({
            let budget = budget.clone();
            async move { drop(budget.acquire().await) }
        });
        tokio::task::yield_now().await;
        assert_eq!(budget.waiting(), Some(Duration::from_secs(20)));
        waiter.await.unwrap();
        // 200 were sent and 180 are allowed: the oldest 21 have to leave the window first.
        assert!(start.elapsed() >= Duration::from_mins(5));
        assert_eq!(budget.waiting(), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_that_others_caused_lowers_the_limit_gently() {
        let budget = budget(300, 300);
        drop(budget.acquire().await);
        budget.refused(Duration::from_secs(5));
        assert_eq!(budget.limit().requests, 225);
    }

    #[tokio::test(start_paused = true)]
    async fn the_limit_never_falls_below_a_tenth() {
        let budget = budget(300, 300);
        for _ in 0..20 {
            budget.refused(Duration::from_secs(1));
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
        assert_eq!(budget.limit().requests, 30);
    }

    #[tokio::test(start_paused = true)]
    async fn a_cancelled_wait_is_not_counted() {
        let budget = budget(1, 60);
        drop(budget.acquire().await);
        let mut states = budget.subscribe();
        let waited = tokio::time::timeout(Duration::from_secs(1), budget.acquire()).await;
        assert!(waited.is_err());
        assert_eq!((budget.used(), budget.waiting()), (1, None));
        assert!(states.has_changed().unwrap());
        assert_eq!(states.borrow_and_update().used, 1);
    }
}
