//! What the administrator enters for a ticket, and what of it can be used.

use domain::{OrganizationId, OurTicketId};

use crate::error::{Error, Result};
use crate::secrets::random_name;

/// Characters of a subject. Halo's lists cut longer ones.
const LONGEST_SUMMARY: usize = 200;
/// Characters of a text. Big bodies end in a 504 (halo-api section 4).
const LONGEST_DETAILS: usize = 20_000;
/// Characters of a vendor's number.
const LONGEST_EXTERNAL_ID: usize = 100;
/// What every mark of ours begins with.
const MARK: &str = "HYD-";
/// Characters after it.
const MARK_LENGTH: usize = 12;

/// A ticket as it was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketForm {
    /// For whom.
    pub organization: OrganizationId,
    /// Subject.
    pub summary: String,
    /// Text.
    pub details: String,
    /// Key of the vendor's level.
    pub level: String,
    /// The vendor's own number of it; more of the same number goes onto the ticket while that is open.
    pub external_id: String,
    /// The mark that the plan gave; entered twice it makes one ticket.
    pub reference: Option<String>,
    /// The ticket on which the plan of that mark would be a note; `None` for a ticket of its own.
    pub note_on: Option<OurTicketId>,
}

/// The same with everything cleaned and found usable.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub(super) organization: OrganizationId,
    pub(super) summary: String,
    pub(super) details: String,
    pub(super) level: String,
    pub(super) external_id: Option<String>,
    pub(super) reference: String,
    /// What the plan said that it becomes, where one was shown.
    pub(super) planned: Option<Planned>,
}

/// What a plan said that a form becomes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Planned {
    /// A note on this ticket; `None` for a ticket of its own.
    pub(super) note_on: Option<OurTicketId>,
}

impl TicketForm {
    /// Cleans and checks.
    ///
    /// # Errors
    /// `InvalidInput` for the first field that cannot be used.
    pub(super) fn checked(self) -> Result<Checked> {
        let summary = one_line(&self.summary);
        if summary.is_empty() {
            return Err(invalid("summary", "Say in a few words what it is about."));
        }
        let details = lines(&self.details);
        let external_id = one_line(&self.external_id);
        for (field, text, longest) in [
            ("summary", &summary, LONGEST_SUMMARY),
            ("details", &details, LONGEST_DETAILS),
            ("externalId", &external_id, LONGEST_EXTERNAL_ID),
        ] {
            let length = text.chars().count();
            if length > longest {
                let message = format!("At most {longest} characters; this has {length}.");
                return Err(Error::InvalidInput { field, message });
            }
        }
        Ok(Checked {
            organization: self.organization,
            summary,
            details,
            level: self.level,
            external_id: Some(external_id).filter(|id| !id.is_empty()),
            planned: self.reference.is_some().then_some(Planned {
                note_on: self.note_on,
            }),
            reference: match self.reference {
                Some(reference) if is_mark(&reference) => reference,
                Some(_) => return Err(invalid("reference", "This is no mark of Halyard's.")),
                None => new_mark()?,
            },
        })
    }
}

/// A mark that no ticket carries yet.
pub(super) fn new_mark() -> Result<String> {
    Ok(format!("{MARK}{}", random_name()?.to_uppercase()))
}

fn is_mark(text: &str) -> bool {
    text.strip_prefix(MARK).is_some_and(|rest| {
        rest.len() == MARK_LENGTH && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn invalid(field: &'static str, message: &str) -> Error {
    Error::InvalidInput {
        field,
        message: message.to_owned(),
    }
}

/// Without control characters, and blanks squeezed.
fn one_line(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_control(), " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without control characters but line breaks and tabs.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    text.chars()
        .filter(kept)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> TicketForm {
        TicketForm {
            organization: OrganizationId::new(1),
            summary: "Phishing reported".to_owned(),
            details: String::new(),
            level: "high".to_owned(),
            external_id: String::new(),
            reference: None,
            note_on: None,
        }
    }

    fn refused(form: TicketForm) -> &'static str {
        match form.checked() {
            Err(Error::InvalidInput { field, .. }) => field,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_entered_is_cleaned() {
        let checked = TicketForm {
            summary: " Phishing\0 \n reported\t".to_owned(),
            details: "One\r\ntwo\rthree\0\n".to_owned(),
            external_id: "  A-1\n".to_owned(),
            ..form()
        };
        let checked = checked.checked().unwrap();
        assert_eq!(checked.summary, "Phishing reported");
        assert_eq!(checked.details, "One\ntwo\nthree");
        assert_eq!(checked.external_id.as_deref(), Some("A-1"));
        assert!(is_mark(&checked.reference), "{}", checked.reference);
    }

    #[test]
    fn what_cannot_be_used_names_its_field() {
        for (form, field) in [
            (
                TicketForm {
                    summary: " \u{0}\n ".to_owned(),
                    ..form()
                },
                "summary",
            ),
            (
                TicketForm {
                    summary: "é".repeat(LONGEST_SUMMARY + 1),
                    ..form()
                },
                "summary",
            ),
            (
                TicketForm {
                    details: "x".repeat(LONGEST_DETAILS + 1),
                    ..form()
                },
                "details",
            ),
            (
                TicketForm {
                    external_id: "x".repeat(LONGEST_EXTERNAL_ID + 1),
                    ..form()
                },
                "externalId",
            ),
            (
                TicketForm {
                    reference: Some("HYD-%".to_owned()),
                    ..form()
                },
                "reference",
            ),
        ] {
            assert_eq!(refused(form), field);
        }
    }
}
