//! One organisation with its mapping, as it goes into a file and comes out of one.

use domain::{CustomerId, Decision, Evidence, OrganizationState};

use crate::organizations::set_aside::{Aside, SetAside};

/// Where the mappings of a file belong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The profile's name.
    pub(crate) profile: String,
    /// The host of its Halo. Customers' ids mean something there only.
    pub(crate) halo: String,
}

/// An organisation that is written.
#[derive(Debug)]
pub(super) struct Written {
    pub(super) name: String,
    pub(super) external_id: Option<String>,
    pub(super) domains: Vec<String>,
    pub(super) state: OrganizationState,
    pub(super) pair: Option<WrittenPair>,
    /// Why it is held or excluded.
    pub(super) reason: Option<String>,
    /// When to look at it again.
    pub(super) review_on: Option<String>,
}

/// Its pair.
#[derive(Debug)]
pub(super) struct WrittenPair {
    pub(super) customer: CustomerId,
    pub(super) name: String,
    pub(super) evidence: Evidence,
    pub(super) accepted_at: String,
}

/// A line that was read: what names the two sides, or how the one is set aside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Line of a CSV file, place in the list of a JSON file; from 1.
    pub(super) number: u32,
    pub(super) organization: String,
    pub(super) external_id: Option<String>,
    pub(super) customer_id: Option<CustomerId>,
    pub(super) customer: Option<String>,
    /// Held or excluded, where it names no customer.
    pub(super) aside: Option<(Decision, Aside)>,
}

impl Line {
    /// With what the line says of a hold or an exclusion. `state` is a word or a code.
    ///
    /// # Errors
    /// Why it cannot be one, as a sentence.
    pub(super) fn set_aside(
        mut self,
        state: Option<&str>,
        reason: Option<String>,
        review_on: Option<String>,
    ) -> Result<Self, String> {
        let decision = match state.map(str::to_lowercase).as_deref() {
            Some("held") => Decision::Held,
            Some("excluded") => Decision::Excluded,
            Some(_) | None => return Ok(self),
        };
        if self.customer.is_some() || self.customer_id.is_some() {
            return Ok(self);
        }
        let said = SetAside {
            reason: reason.unwrap_or_default(),
            review_on,
        };
        let aside = said
            .for_later(decision)
            .map_err(|error| error.to_string())?;
        self.aside = Some((decision, aside));
        Ok(self)
    }
}

/// A line that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub(super) number: u32,
    /// Its beginning.
    pub(super) text: String,
    /// Why, as a sentence.
    pub(super) reason: String,
}

/// A file taken apart.
#[derive(Debug, Default)]
pub(super) struct MappingFile {
    pub(super) name: String,
    /// Where its mappings belong, as far as it says so.
    pub(super) origin: Option<Origin>,
    pub(super) lines: Vec<Line>,
    pub(super) unreadable: Vec<Unreadable>,
}

/// A customer's id as a file says it.
///
/// # Errors
/// Why it is none, as a sentence.
pub(super) fn customer_id(text: &str) -> Result<Option<CustomerId>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let shown: String = text.chars().take(40).collect();
    let digits_only = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<i32>() {
        Ok(id) if digits_only && id > 0 => Ok(Some(CustomerId::new(id))),
        Ok(_) | Err(_) => Err(format!("“{shown}” is not the id of a customer.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_positive_whole_number() {
        assert_eq!(customer_id(" 12 "), Ok(Some(CustomerId::new(12))));
        assert_eq!(customer_id("  "), Ok(None));
        let most = i32::MAX.to_string();
        assert_eq!(customer_id(&most), Ok(Some(CustomerId::new(i32::MAX))));
        for no_id in [
            "0",
            "-1",
            "+5",
            "12.0",
            "1e3",
            "2147483648",
            "9007199254740993",
            "twelve",
            "１２",
            "12 13",
        ] {
            assert!(customer_id(no_id).is_err(), "{no_id}");
        }
    }
}
