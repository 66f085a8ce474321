//! How often and after how long a failed request is sent again.
//!
//! Pure decisions only; the waiting itself is done by `client` and `limit`. What may be sent again
//! at all (halo-api.md section 6): reading and deleting after 429, 502, 503, 504 and connection
//! errors, once after a 500 or a time-out; writing only when it was surely not processed.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};

/// Numbers and delays of repeated attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Attempts in all for connection errors and 502, 503, 504.
    pub attempts: u32,
    /// Upper bound of the first delay; doubled each time. The delay itself is drawn evenly
    /// between nothing and the bound.
    pub first_delay: Duration,
    /// Largest bound.
    pub max_delay: Duration,
    /// Attempts in all for 429.
    pub rate_limit_attempts: u32,
    /// First wait after a 429 without a usable `Retry-After`; doubled each time.
    pub rate_limit_first_delay: Duration,
    /// Longest wait after a 429 without a usable `Retry-After`.
    pub rate_limit_max_delay: Duration,
    /// Longest wait that a `Retry-After` can ask for.
    pub retry_after_cap: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            first_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            rate_limit_attempts: 8,
            rate_limit_first_delay: Duration::from_secs(5),
            rate_limit_max_delay: Duration::from_mins(1),
            retry_after_cap: Duration::from_mins(5),
        }
    }
}

/// What went wrong with one attempt, as far as trying again is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    /// No connection came about: the request was surely not processed.
    NotSent,
    /// The connection broke after the request was sent.
    Interrupted,
    /// 502, 503, 504: something before Halo gave up.
    Unavailable,
    /// 500, or no answer in time: often the same again, so one more attempt only.
    Doubtful,
    /// 429: surely not processed.
    RateLimited(Option<Duration>),
    /// Anything else: the same answer would come again.
    Final,
}

/// Counts the attempts at one request and says how long to wait before the next.
#[derive(Debug)]
pub(crate) struct Attempts<'a> {
    policy: &'a RetryPolicy,
    repeatable: bool,
    failed: u32,
    doubtful: u32,
    limited: u32,
}

/// What to do after a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Tell the caller.
    GiveUp,
    /// Wait this long, then send again.
    Wait(Duration),
    /// Hold back every request to this Halo for this long, then send again.
    HoldAll(Duration),
}

impl<'a> Attempts<'a> {
    /// `repeatable`: whether sending the request twice does no harm.
    pub(crate) fn new(policy: &'a RetryPolicy, repeatable: bool) -> Self {
        Self {
            policy,
            repeatable,
            failed: 0,
            doubtful: 0,
            limited: 0,
        }
    }

    /// Decides after a failed attempt; `luck` is an even draw from 0 to 1.
    pub(crate) fn after(&mut self, failure: Failure, luck: f64) -> Next {
        match failure {
            Failure::Final => Next::GiveUp,
            Failure::RateLimited(asked) => self.after_rate_limit(asked, luck),
            Failure::Interrupted | Failure::Unavailable | Failure::Doubtful if !self.repeatable => {
                Next::GiveUp
            }
            Failure::NotSent | Failure::Interrupted | Failure::Unavailable => {
                self.after_failure(luck)
            }
            Failure::Doubtful => {
                self.doubtful += 1;
                if self.doubtful > 1 {
                    return Next::GiveUp;
                }
                self.after_failure(luck)
            }
        }
    }

    fn after_failure(&mut self, luck: f64) -> Next {
        self.failed += 1;
        if self.failed >= self.policy.attempts {
            return Next::GiveUp;
        }
        let bound = exponential(self.policy.first_delay, self.policy.max_delay, self.failed);
        Next::Wait(bound.mul_f64(luck.clamp(0.0, 1.0)))
    }

    fn after_rate_limit(&mut self, asked: Option<Duration>, luck: f64) -> Next {
        self.limited += 1;
        if self.limited >= self.policy.rate_limit_attempts {
            return Next::GiveUp;
        }
        let policy = self.policy;
        let wait = if let Some(asked) = asked {
            // Never earlier than asked, and a little later so that callers do not return at once.
            asked.min(policy.retry_after_cap) + Duration::from_millis(250).mul_f64(luck)
        } else {
            let bound = exponential(
                policy.rate_limit_first_delay,
                policy.rate_limit_max_delay,
                self.limited,
            );
            // A limit over minutes is not over after a lucky draw of no wait at all.
            bound.mul_f64(0.5 + luck.clamp(0.0, 1.0) / 2.0)
        };
        Next::HoldAll(wait)
    }
}

/// The bound before attempt `failed + 1`: first, twice that, four times that, up to `max`.
fn exponential(first: Duration, max: Duration, failed: u32) -> Duration {
    ExponentialBuilder::new()
        .with_min_delay(first)
        .with_max_delay(max)
        .with_factor(2.0)
        .without_max_times()
        .build()
        .nth(usize::try_from(failed.saturating_sub(1)).unwrap_or(usize::MAX))
        .map_or(max, |delay| delay.min(max))
}

/// Reads a `Retry-After` header: seconds, or a date relative to the server's own `Date`.
///
/// `None` for anything that makes no sense (negative, zero, words, a date in the past), so that the
/// caller falls back to waits of its own.
pub(crate) fn read_retry_after(value: &str, server_date: Option<&str>) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return (seconds > 0).then(|| Duration::from_secs(seconds));
    }
    let at = httpdate::parse_http_date(value).ok()?;
    let now = httpdate::parse_http_date(server_date?).ok()?;
    at.duration_since(now).ok().filter(|wait| !wait.is_zero())
}

/// An even draw from 0 to 1; the middle when the system has no randomness.
pub(crate) fn luck() -> f64 {
    getrandom::u32().map_or(0.5, |bits| f64::from(bits) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(repeatable: bool, failure: Failure) -> Vec<Next> {
        let policy = RetryPolicy::default();
        let mut attempts = Attempts::new(&policy, repeatable);
        let mut all = Vec::new();
        loop {
            let next = attempts.after(failure, 1.0);
            all.push(next);
            if next == Next::GiveUp {
                return all;
            }
        }
    }

    fn secs(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    #[test]
    fn reading_is_tried_four_times() {
        for failure in [Failure::NotSent, Failure::Interrupted, Failure::Unavailable] {
            assert_eq!(
                waits(true, failure),
                [
                    Next::Wait(secs(0.5)),
                    Next::Wait(secs(1.0)),
                    Next::Wait(secs(2.0)),
                    Next::GiveUp
                ]
            );
        }
        assert_eq!(waits(true, Failure::Doubtful).len(), 2);
        assert_eq!(waits(true, Failure::Final), [Next::GiveUp]);
    }

    #[test]
    fn writing_is_repeated_only_when_nothing_was_processed() {
        for failure in [
            Failure::Interrupted,
            Failure::Unavailable,
            Failure::Doubtful,
        ] {
            assert_eq!(waits(false, failure), [Next::GiveUp], "{failure:?}");
        }
        assert_eq!(waits(false, Failure::NotSent).len(), 4);
        assert_eq!(waits(false, Failure::RateLimited(None)).len(), 8);
    }

    #[test]
    fn a_rate_limit_is_waited_out() {
        let without = waits(true, Failure::RateLimited(None));
        assert_eq!(without[0], Next::HoldAll(secs(5.0)));
        assert_eq!(without[3], Next::HoldAll(secs(40.0)));
        assert_eq!(without[6], Next::HoldAll(secs(60.0)));
        let asked = waits(true, Failure::RateLimited(Some(secs(7.0))));
        assert_eq!(asked[0], Next::HoldAll(secs(7.25)));
        let absurd = waits(true, Failure::RateLimited(Some(secs(99_999_999.0))));
        assert_eq!(absurd[0], Next::HoldAll(secs(300.25)));
    }

    #[test]
    fn delays_spread_over_the_whole_range() {
        let policy = RetryPolicy::default();
        let shortest = Attempts::new(&policy, true).after(Failure::NotSent, 0.0);
        assert_eq!(shortest, Next::Wait(Duration::ZERO));
        assert!((0.0..=1.0).contains(&luck()));
    }

    #[test]
    fn retry_after_is_read_or_ignored() {
        let date = Some("Sat, 21 Nov 2026 12:00:00 GMT");
        for (value, expected) in [
            ("7", Some(7)),
            (" 120 ", Some(120)),
            ("99999999", Some(99_999_999)),
            ("0", None),
            ("-1", None),
            ("soon", None),
            ("", None),
            ("Sat, 21 Nov 2026 12:00:30 GMT", Some(30)),
            ("Sat, 21 Nov 2026 11:59:30 GMT", None),
        ] {
            assert_eq!(
                read_retry_after(value, date),
                expected.map(Duration::from_secs),
                "{value:?}"
            );
        }
        assert_eq!(
            read_retry_after("Sat, 21 Nov 2026 12:00:30 GMT", None),
            None
        );
    }
}
