//! The rate limit: so many requests in a rolling window.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

use super::Reply;
use crate::RateLimit;

/// Counts requests.
#[derive(Default)]
pub(crate) struct Limiter {
    limit: Option<RateLimit>,
    served: VecDeque<Instant>,
}

impl Limiter {
    pub(crate) fn set(&mut self, limit: Option<RateLimit>) {
        self.limit = limit;
        self.served.clear();
    }

    /// The refusal, when this request is one too many.
    pub(crate) fn refusal(&mut self, now: Instant) -> Option<Reply> {
        let limit = self.limit.as_ref()?;
        while self
            .served
            .front()
            .is_some_and(|at| now.duration_since(*at) >= limit.window)
        {
            self.served.pop_front();
        }
        if self.served.len() < usize::try_from(limit.requests).unwrap_or(usize::MAX) {
            self.served.push_back(now);
            return None;
        }
        let text = format!(
            "Rate Limit Reached - {} Requests per rolling {} window",
            limit.requests,
            window_in_words(limit.window)
        );
        let reply = Reply::raw(429, "text/plain; charset=utf-8", text.into_bytes());
        Some(match &limit.retry_after {
            Some(value) => reply.header("retry-after", value),
            None => reply,
        })
    }
}

fn window_in_words(window: Duration) -> String {
    match window.as_secs() {
        seconds if seconds >= 60 && seconds.is_multiple_of(60) => {
            format!("{} minute", seconds / 60)
        }
        seconds => format!("{seconds} second"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_rolls() {
        let mut limiter = Limiter::default();
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        limiter.set(Some(RateLimit {
            requests: 2,
            window: Duration::from_secs(10),
            retry_after: None,
        }));
        assert!(limiter.refusal(at(0)).is_none());
        assert!(limiter.refusal(at(6)).is_none());
        assert!(
            limiter.refusal(at(9)).is_some(),
            "both are still in the window"
        );
        assert!(limiter.refusal(at(10)).is_none(), "the first has left it");
        assert!(limiter.refusal(at(11)).is_some());
        assert!(limiter.refusal(at(16)).is_none());
    }
}
