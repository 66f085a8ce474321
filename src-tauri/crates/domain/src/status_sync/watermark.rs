//! From when on Halo is asked for changed tickets.

use super::Moment;

/// Seconds by which a poll reaches back behind the last one: rows move between pages while tickets change.
pub const OVERLAP: i64 = 300;

/// Every so many polls all tickets are asked for by their numbers: a list of changes does not tell what was deleted.
pub const ROLL_CALL_EVERY: u32 = 3;

/// Up to when, by Halo's clock, changes have been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watermark(Option<Moment>);

/// A watermark after a complete read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advanced {
    /// The new one.
    pub watermark: Watermark,
    /// Whether Halo's clock went back: what changed while it was ahead may lie before the new watermark, so every
    /// ticket has to be looked at.
    pub went_back: bool,
}

impl Watermark {
    /// As it was kept; `None` before the first read.
    pub const fn new(read_until: Option<Moment>) -> Self {
        Self(read_until)
    }

    /// Up to when changes have been read.
    pub const fn read_until(self) -> Option<Moment> {
        self.0
    }

    /// From when on to ask; `None` for everything.
    pub fn ask_from(self) -> Option<Moment> {
        self.0.map(|until| until.plus(-OVERLAP))
    }

    /// After a read that came in completely. `server_time` is Halo's clock when it was asked; where it did not tell,
    /// the newest change that came stands in for it.
    pub fn after(self, server_time: Option<Moment>, newest_change: Option<Moment>) -> Advanced {
        let next = server_time.or_else(|| self.0.max(newest_change));
        Advanced {
            watermark: Self(next.or(self.0)),
            went_back: matches!((self.0, next), (Some(before), Some(now)) if now.since(before) < 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poll_reaches_back_behind_the_last_and_notices_a_clock_that_went_back() {
        let at = |seconds| Some(Moment::from_seconds(seconds));
        let first = Watermark::default();
        assert_eq!(first.ask_from(), None);
        let second = first.after(at(10_000), at(9_000));
        assert_eq!(second.watermark.ask_from(), at(9_700));
        assert!(!second.went_back);
        let back = second.watermark.after(at(9_990), None);
        assert_eq!(back.watermark.read_until(), at(9_990));
        assert!(back.went_back);
        // A Halo that does not tell its time: the newest row does, and never takes back what was reached.
        let untold = second.watermark.after(None, at(10_060));
        assert_eq!(untold.watermark.read_until(), at(10_060));
        assert_eq!(
            untold.watermark.after(None, at(9_000)).watermark,
            untold.watermark
        );
        assert_eq!(first.after(None, None).watermark, first);
    }
}
