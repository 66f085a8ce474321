//! What is not written without somebody saying why.

use crate::code::coded_enum;

/// Of a hundred seats so many may move in one plan without a word.
const PERCENT: u64 = 20;

coded_enum! {
    /// Why a line is held until somebody looks at it.
    pub enum Brake {
        /// All seats would be gone.
        ToZero = "to_zero",
        /// More than three times as many as before.
        Threefold = "threefold",
        /// Fewer than a third of before.
        Third = "third",
    }
}

/// The brake on one change. A licence that is made new has no "before" to grow from.
pub fn brake(before: Option<u32>, after: u32) -> Option<Brake> {
    let before = before.filter(|&before| before > 0)?;
    if after == 0 {
        return Some(Brake::ToZero);
    }
    let (before, after) = (u64::from(before), u64::from(after));
    if after > 3 * before {
        return Some(Brake::Threefold);
    }
    (3 * after < before).then_some(Brake::Third)
}

/// How much a plan moves, beside everything that was compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// Seats in Halo of everything that was compared, before.
    pub base: u64,
    /// Seats that go up or down. Ups and downs do not make up for each other: a list whose lines were swapped moves all.
    pub moved: u64,
    /// What the sum grows by; less than nothing where it shrinks.
    pub net: i64,
}

impl Weight {
    /// With one more change that is to be written.
    #[must_use]
    pub fn with(self, before: Option<u32>, after: u32) -> Self {
        let (before, after) = (i64::from(before.unwrap_or(0)), i64::from(after));
        Self {
            moved: self.moved + (after - before).unsigned_abs(),
            net: self.net + after - before,
            ..self
        }
    }

    /// Whether this is more than a plan may move without a reason.
    pub fn is_braked(self) -> bool {
        self.moved * 100 > self.base * PERCENT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_threefold_and_a_third_are_braked() {
        let check = |before, after, expected| {
            assert_eq!(brake(before, after), expected, "{before:?} to {after}");
        };
        check(Some(500), 0, Some(Brake::ToZero));
        check(Some(1), 0, Some(Brake::ToZero));
        check(Some(10), 30, None);
        check(Some(10), 31, Some(Brake::Threefold));
        check(Some(30), 10, None);
        check(Some(31), 10, Some(Brake::Third));
        check(Some(u32::MAX), u32::MAX - 1, None);
        // There is nothing to compare with: the total is what brakes.
        check(Some(0), 400, None);
        check(None, 400, None);
    }

    #[test]
    fn a_fifth_of_all_seats_may_move_and_ups_do_not_make_up_for_downs() {
        let weight = |changes: &[(u32, u32)]| {
            let base = Weight {
                base: 100,
                ..Weight::default()
            };
            let add = |sum: Weight, &(before, after): &(u32, u32)| sum.with(Some(before), after);
            changes.iter().fold(base, add)
        };
        assert!(!weight(&[(40, 60)]).is_braked());
        assert!(weight(&[(40, 61)]).is_braked());
        let swapped = weight(&[(40, 60), (60, 40)]);
        assert_eq!((swapped.moved, swapped.net), (40, 0));
        assert!(swapped.is_braked());
        let first = Weight::default().with(None, 5);
        assert!(first.is_braked(), "nothing was there before");
    }
}
