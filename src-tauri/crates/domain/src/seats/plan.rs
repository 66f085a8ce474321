//! How a plan and each of its lines stand, and what is done with a line once its target was read again.

use crate::LicenceId;
use crate::code::coded_enum;

use super::found::HaloLicence;

coded_enum! {
    /// How a plan stands.
    pub enum PlanState {
        /// To be looked at and ticked. Nothing was written.
        Draft = "draft",
        /// Some of it may be written. Unless it is being written now, it was stopped and can go on.
        Begun = "begun",
        /// Came to its end, or its rest was given up.
        Ended = "ended",
    }
}

coded_enum! {
    /// How a line stands.
    pub enum LineState {
        /// To be written.
        Waiting = "waiting",
        /// On its way: entered before it is sent, so that it is looked up and not sent again when no answer came.
        Sent = "sent",
        /// Halo holds the new count, which was read back.
        Done = "done",
        /// Not written: one of the two sides had changed since the plan was made.
        Moved = "moved",
        /// Halo refused it, or kept another count.
        Refused = "refused",
        /// Not ticked, or given up with the rest of its plan.
        Left = "left",
        /// Sent, and given up with the rest of its plan before any answer came: Halo may hold it.
        Unknown = "unknown",
    }
}

/// One change: of a licence's count, or with none before, of a licence that is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Halo's count when the plan was made; `None` for a licence that is to be made.
    pub before: Option<u32>,
    /// What is to be written.
    pub after: u32,
}

/// What is done with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is written.
    Write,
    /// It was written before, and the answer was lost: Halo holds it.
    Written(LicenceId),
    /// It is not written, for this reason. With the count that Halo has, where it has one.
    Skip(String, Option<i64>),
}

impl Change {
    /// What to do, now that the target was read again. `found` are the licences that the line can mean: the one with its
    /// id, or for one that is to be made, those of the customer that it would double. `was_sent`: it went to Halo once, and no
    /// answer came.
    ///
    /// What Halo holds already without having been sent is no write of this plan, so that taking the plan back leaves it alone.
    pub fn next_step(self, found: &[HaloLicence], was_sent: bool) -> Step {
        match self.before {
            Some(before) => self.next_of_count(before, found.first(), was_sent),
            None => self.next_of_new(found, was_sent),
        }
    }

    fn next_of_count(self, before: u32, found: Option<&HaloLicence>, was_sent: bool) -> Step {
        let Some(licence) = found else {
            return Step::Skip("The licence is no longer in Halo.".to_owned(), None);
        };
        if !licence.is_active {
            let why = "The licence is no longer in force in Halo.".to_owned();
            return Step::Skip(why, licence.count);
        }
        match licence.seats() {
            Some(count) if count == self.after && was_sent => Step::Written(licence.id),
            Some(count) if count == self.after => {
                Step::Skip("Halo has this count already.".to_owned(), licence.count)
            }
            Some(count) if count == before => Step::Write,
            _ => Step::Skip(
                "Halo’s count has changed since the plan was made.".to_owned(),
                licence.count,
            ),
        }
    }

    fn next_of_new(self, found: &[HaloLicence], was_sent: bool) -> Step {
        match found {
            [] => Step::Write,
            [only] if was_sent && only.seats() == Some(self.after) => Step::Written(only.id),
            [first, ..] => Step::Skip(
                "The customer has such a licence now.".to_owned(),
                first.count,
            ),
        }
    }

    /// The change that takes this one back. A licence that was made is not deleted; its count goes to nothing.
    #[must_use]
    pub fn opposite(self) -> Self {
        Self {
            before: Some(self.after),
            after: self.before.unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CustomerId;

    fn licence(count: Option<i64>) -> HaloLicence {
        HaloLicence {
            id: LicenceId::new(5),
            customer: CustomerId::new(7),
            name: "Mail".to_owned(),
            sku: None,
            count,
            is_active: true,
        }
    }

    fn is_skipped(step: &Step) -> bool {
        matches!(step, Step::Skip(..))
    }

    #[test]
    fn a_count_is_written_only_over_the_one_that_was_shown() {
        let change = Change {
            before: Some(10),
            after: 12,
        };
        let check = |count, was_sent, expected: Step| {
            let step = change.next_step(&[licence(count)], was_sent);
            assert_eq!(step, expected, "{count:?} {was_sent}");
        };
        check(Some(10), false, Step::Write);
        check(Some(10), true, Step::Write);
        check(Some(12), true, Step::Written(LicenceId::new(5)));
        for (count, was_sent) in [(Some(12), false), (Some(11), false), (Some(11), true)] {
            assert!(is_skipped(&change.next_step(&[licence(count)], was_sent)));
        }
        for count in [Some(-1), None] {
            assert!(is_skipped(&change.next_step(&[licence(count)], false)));
        }
        assert!(is_skipped(&change.next_step(&[], true)));
        let over = HaloLicence {
            is_active: false,
            ..licence(Some(10))
        };
        assert!(is_skipped(&change.next_step(&[over], false)));
    }

    #[test]
    fn a_licence_is_made_only_where_none_is() {
        let change = Change {
            before: None,
            after: 4,
        };
        assert_eq!(change.next_step(&[], false), Step::Write);
        assert_eq!(change.next_step(&[], true), Step::Write);
        let made = [licence(Some(4))];
        assert!(is_skipped(&change.next_step(&made, false)));
        assert_eq!(
            change.next_step(&made, true),
            Step::Written(LicenceId::new(5))
        );
        // Somebody else's, or one of two: nobody knows which is ours.
        assert!(is_skipped(&change.next_step(&[licence(Some(9))], true)));
        let twins = [licence(Some(4)), licence(Some(4))];
        assert!(is_skipped(&change.next_step(&twins, true)));
    }

    #[test]
    fn the_opposite_leads_back() {
        let change = Change {
            before: Some(10),
            after: 12,
        };
        assert_eq!(change.opposite().opposite(), change);
        let made = Change {
            before: None,
            after: 4,
        };
        let back = Change {
            before: Some(4),
            after: 0,
        };
        assert_eq!(made.opposite(), back);
    }
}
