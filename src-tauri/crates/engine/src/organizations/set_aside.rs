//! Holding and excluding: why, and when to look again.

use domain::{Decision, OrganizationId, ProfileId};
use jiff::civil::Date;
use store::Connection;

use super::error::{Error, Result};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 300;

/// What is said with a hold or an exclusion, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SetAside {
    /// Why.
    pub reason: String,
    /// The day to look at it again, of the form `2027-03-01`; `None` or blank for none.
    pub review_on: Option<String>,
}

/// The same as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Aside {
    pub(crate) reason: Option<String>,
    pub(crate) review_on: Option<String>,
}

impl SetAside {
    /// A hold needs no reason.
    pub(super) fn for_hold(&self, now: &str) -> Result<Aside> {
        self.kept(Some(now))
    }

    /// An exclusion does.
    pub(super) fn for_exclusion(&self, now: &str) -> Result<Aside> {
        explained(self.kept(Some(now))?)
    }

    /// As it was written down some time ago: its day may have come.
    pub(crate) fn for_later(&self, decision: Decision) -> Result<Aside> {
        let aside = self.kept(None)?;
        match decision {
            Decision::Excluded => explained(aside),
            Decision::Held | Decision::Open => Ok(aside),
        }
    }

    /// With a time no day before it is taken.
    fn kept(&self, now: Option<&str>) -> Result<Aside> {
        Ok(Aside {
            reason: self.reason()?,
            review_on: self.review_on(now)?,
        })
    }

    fn reason(&self) -> Result<Option<String>> {
        let reason = self.reason.trim();
        if reason.chars().count() > LONGEST_REASON {
            return refuse(
                "reason",
                format!("The reason is longer than {LONGEST_REASON} characters."),
            );
        }
        if reason.chars().any(char::is_control) {
            return refuse("reason", "The reason holds control characters.");
        }
        Ok((!reason.is_empty()).then(|| reason.to_owned()))
    }

    fn review_on(&self, now: Option<&str>) -> Result<Option<String>> {
        let typed = self.review_on.as_deref().unwrap_or_default().trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let day: Option<Date> = typed.parse().ok();
        // The form is fixed, so that days sort as texts do.
        let Some(day) = day.filter(|day| day.to_string() == typed && day.year() > 0) else {
            return refuse("reviewOn", "A day has the form 2027-03-01.");
        };
        let today = now.and_then(|now| now.get(..typed.len()));
        if today.is_some_and(|today| typed < today) {
            return refuse(
                "reviewOn",
                format!("{} has passed. Choose a day to come.", in_words(day)),
            );
        }
        Ok(Some(typed.to_owned()))
    }
}

impl Aside {
    /// For the words of an edit: ` until 1 Mar 2027`, or nothing.
    pub(super) fn until(&self) -> String {
        let day: Option<Date> = self.review_on.as_deref().and_then(|day| day.parse().ok());
        day.map(|day| format!(" until {}", in_words(day)))
            .unwrap_or_default()
    }
}

/// Writes a decision with what was said about it.
pub(super) fn put_aside(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
    decision: Decision,
    aside: &Aside,
    now: &str,
) -> Result<()> {
    let reason = aside.reason.as_deref();
    store::organizations::set_decision(conn, profile, id, decision, reason, now)?;
    store::reviews::set(conn, profile, id, aside.review_on.as_deref())?;
    Ok(())
}

fn explained(aside: Aside) -> Result<Aside> {
    if aside.reason.is_none() {
        return refuse("reason", "Say why, so that it is still clear next year.");
    }
    Ok(aside)
}

fn in_words(day: Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

fn refuse<T>(field: &'static str, message: impl Into<String>) -> Result<T> {
    Err(Error::InvalidInput {
        field,
        message: message.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-21T10:00:00Z";

    fn set_aside(reason: &str, review_on: &str) -> SetAside {
        SetAside {
            reason: reason.to_owned(),
            review_on: Some(review_on.to_owned()),
        }
    }

    #[test]
    fn a_day_is_kept_in_one_form_and_said_in_words() {
        let aside = set_aside(" Left ", " 2027-03-01 ")
            .for_exclusion(NOW)
            .unwrap();
        assert_eq!(aside.reason.as_deref(), Some("Left"));
        assert_eq!(aside.review_on.as_deref(), Some("2027-03-01"));
        assert_eq!(aside.until(), " until 1 Mar 2027");
        let none = set_aside("", " ").for_hold(NOW).unwrap();
        assert_eq!(none, Aside::default());
        assert_eq!(none.until(), "");
        assert!(set_aside("", "2026-11-21").for_hold(NOW).is_ok());
    }

    #[test]
    fn what_is_no_day_to_come_is_refused() {
        for day in [
            "2027-02-30",
            "2027-3-1",
            "20270301",
            "01.03.2027",
            "-002027-03-01",
            "2027-03-01T10:00",
            "soon",
            "2026-11-20",
            "0001-01-01",
        ] {
            let refused = set_aside("", day).for_hold(NOW);
            assert!(
                matches!(
                    refused,
                    Err(Error::InvalidInput {
                        field: "reviewOn",
                        ..
                    })
                ),
                "{day}: {refused:?}"
            );
        }
    }

    #[test]
    fn what_was_written_down_may_be_due_by_now() {
        let due = set_aside("Left", "2025-11-20")
            .for_later(Decision::Excluded)
            .unwrap();
        assert_eq!(due.review_on.as_deref(), Some("2025-11-20"));
        assert!(set_aside("", "").for_later(Decision::Held).is_ok());
        assert!(set_aside("", "").for_later(Decision::Excluded).is_err());
        assert!(set_aside("Left", "soon").for_later(Decision::Held).is_err());
    }

    #[test]
    fn an_exclusion_has_a_reason_and_no_reason_is_endless() {
        assert!(set_aside(" ", "").for_exclusion(NOW).is_err());
        assert!(set_aside(&"é".repeat(301), "").for_hold(NOW).is_err());
        assert!(set_aside("a\u{0}b", "").for_hold(NOW).is_err());
    }
}
