//! How long to wait before Halo is asked again.

use std::time::Duration;

/// Time between two polls unless the administrator chose another: 5 of the 300 requests that the smallest known limit
/// gives in five minutes (halo-api.md section 6).
pub const DEFAULT_INTERVAL: Duration = Duration::from_mins(1);
/// The shortest interval that can be chosen.
pub const MIN_INTERVAL: Duration = Duration::from_secs(30);
/// The longest.
pub const MAX_INTERVAL: Duration = Duration::from_hours(1);
/// The interval when nobody is looking or nothing happens.
pub const SLOW_INTERVAL: Duration = Duration::from_mins(5);
/// How long nothing may have changed before polling slows down.
pub const IDLE_AFTER: Duration = Duration::from_mins(30);

/// What the next wait depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaceFacts {
    /// What the administrator chose.
    pub interval: Duration,
    /// Time since anything changed on either side.
    pub quiet_for: Duration,
    /// Whether the window is hidden.
    pub is_hidden: bool,
}

/// The wait before the next poll, never shorter than what was chosen.
pub fn pace(facts: &PaceFacts) -> Duration {
    let chosen = facts.interval.clamp(MIN_INTERVAL, MAX_INTERVAL);
    let slow = chosen.max(SLOW_INTERVAL);
    if facts.is_hidden || facts.quiet_for >= IDLE_AFTER {
        slow
    } else {
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polling_slows_down_when_nothing_happens_or_nobody_looks() {
        let facts = PaceFacts {
            interval: DEFAULT_INTERVAL,
            quiet_for: Duration::ZERO,
            is_hidden: false,
        };
        let minutes = |facts: PaceFacts| pace(&facts).as_secs() / 60;
        assert_eq!(minutes(facts), 1);
        let quiet_for = IDLE_AFTER;
        assert_eq!(minutes(PaceFacts { quiet_for, ..facts }), 5);
        let is_hidden = true;
        assert_eq!(minutes(PaceFacts { is_hidden, ..facts }), 5);
        let hourly = PaceFacts {
            interval: MAX_INTERVAL,
            ..facts
        };
        assert_eq!(
            minutes(PaceFacts {
                is_hidden,
                ..hourly
            }),
            60
        );
        let hasty = PaceFacts {
            interval: Duration::ZERO,
            ..facts
        };
        assert_eq!(pace(&hasty), MIN_INTERVAL);
    }
}
