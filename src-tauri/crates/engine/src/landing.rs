//! A write whose answer was lost may still land: a gateway gives up after a minute while Halo works on (halo-api
//! section 6, "Time-outs"). Until it surely does not, that Halo lacks what was sent proves nothing.

use std::time::Duration;

use domain::status_sync::LATEST_LANDING;
use jiff::{SignedDuration, Timestamp};

/// The same for all writes: those of a status are judged by the rule of the status sync.
const LANDS_WITHIN: SignedDuration = SignedDuration::from_secs(LATEST_LANDING);

/// How long what was sent then, RFC 3339, may still land. Nothing where it is not known when that was.
pub(crate) fn left(sent_at: Option<&str>, now: Timestamp) -> Duration {
    let sent: Option<Timestamp> = sent_at.and_then(|at| at.parse().ok());
    let Some(sent) = sent else {
        return Duration::ZERO;
    };
    let left = LANDS_WITHIN - now.duration_since(sent);
    // A clock that was set back must not make it wait for hours.
    Duration::try_from(left.min(LANDS_WITHIN)).unwrap_or(Duration::ZERO)
}

/// The same in words, for a sentence that says when to come back; `None` when it is over.
pub(crate) fn left_in_words(sent_at: Option<&str>, now: Timestamp) -> Option<&'static str> {
    let left = left(sent_at, now);
    (!left.is_zero()).then_some(if left <= Duration::from_mins(1) {
        "a minute"
    } else {
        "two minutes"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_may_land_for_two_minutes_whatever_the_clock_does() {
        let at = |seconds: i64| Timestamp::from_second(1_000_000 + seconds).unwrap();
        let sent = at(0).to_string();
        for (now, wanted) in [(-3_600, 120), (0, 120), (90, 30), (120, 0), (3_600, 0)] {
            let left = left(Some(&sent), at(now));
            assert_eq!(left, Duration::from_secs(wanted), "{now}");
        }
        assert_eq!(left_in_words(Some(&sent), at(30)), Some("two minutes"));
        assert_eq!(left_in_words(Some(&sent), at(90)), Some("a minute"));
        assert_eq!(left_in_words(Some(&sent), at(120)), None);
        assert_eq!(left(None, at(0)), Duration::ZERO);
    }
}
