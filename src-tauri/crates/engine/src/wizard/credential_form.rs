//! What is typed or pasted in step 4, before anything is saved or sent: blanks
//! that a copy brought along, and values in the wrong field.

use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, Result};

/// Longest secret taken, in bytes. Halo's are 73; whatever is longer than this
/// is a file that was pasted.
const LONGEST_SECRET: usize = 16 * 1024;

/// Longest client id taken, in characters. Halo's are GUIDs.
const LONGEST_ID: usize = 200;

/// Both fields, tidied.
#[derive(Debug)]
pub(crate) struct Entered {
    pub(crate) client_id: String,
    /// `None` when the field was left empty, to keep the saved one.
    pub(crate) secret: Option<SecretString>,
    /// What was left out, as sentences.
    pub(crate) notes: Vec<String>,
}

/// Reads both fields.
///
/// # Errors
/// `InvalidInput` that names the field; `credentials` when each holds the
/// other's value.
pub(crate) fn read(client_id: &str, secret: Option<&SecretString>) -> Result<Entered> {
    let mut notes = Vec::new();
    let id = tidy(client_id);
    notes.extend(blanks_left_out("client id", client_id, id));
    let secret = match secret {
        None => None,
        Some(secret) => {
            let whole = secret.expose_secret();
            let kept = tidy(whole);
            notes.extend(blanks_left_out("secret", whole, kept));
            Some(kept)
        }
    };
    check_places(id, secret)?;
    check_id(id)?;
    if let Some(secret) = secret {
        check_secret(secret)?;
    }
    Ok(Entered {
        client_id: id.to_owned(),
        secret: secret.map(SecretString::from),
        notes,
    })
}

/// Without what a copy from a page or a mail brings along at both ends. What is
/// inside may be anything.
fn tidy(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
    })
}

fn blanks_left_out(what: &str, whole: &str, kept: &str) -> Option<String> {
    match whole.chars().count() - kept.chars().count() {
        0 => None,
        1 => Some(format!("1 blank around the {what} was left out.")),
        count => Some(format!("{count} blanks around the {what} were left out.")),
    }
}

/// Recognises values in the wrong field by their form: a secret that is taken
/// for the client id would be saved and shown like one.
fn check_places(id: &str, secret: Option<&str>) -> Result<()> {
    if is_two_guids(id) {
        let swapped = secret.is_some_and(is_guid);
        return Err(if swapped {
            invalid(
                "credentials",
                "The client id and the client secret stand in each other's field.",
            )
        } else {
            invalid(
                "clientId",
                "This is a client secret: two GUIDs joined by a hyphen. The client id is one GUID.",
            )
        });
    }
    if !id.is_empty() && secret == Some(id) {
        return Err(invalid(
            "clientSecret",
            "This is the client id. The secret is the longer value that Halo shows once.",
        ));
    }
    Ok(())
}

fn check_id(id: &str) -> Result<()> {
    if id.is_empty() {
        return Err(invalid(
            "clientId",
            "The client id is missing. Halo shows it on the application's page.",
        ));
    }
    if id.chars().any(char::is_control) || id.chars().count() > LONGEST_ID {
        return Err(invalid(
            "clientId",
            "This is not a client id. Halo's is one GUID, on the application's page.",
        ));
    }
    Ok(())
}

fn check_secret(secret: &str) -> Result<()> {
    if secret.is_empty() {
        return Err(missing_secret());
    }
    if secret.len() > LONGEST_SECRET {
        return Err(invalid(
            "clientSecret",
            "This is too long for a client secret. Halo's are two GUIDs joined by a hyphen.",
        ));
    }
    Ok(())
}

pub(crate) fn missing_secret() -> Error {
    invalid(
        "clientSecret",
        "The client secret is missing. Halo shows it once, when the application is made.",
    )
}

fn invalid(field: &'static str, message: &str) -> Error {
    Error::InvalidInput {
        field,
        message: message.to_owned(),
    }
}

/// Halo's client ids (halo-api section 2).
fn is_guid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == 5 && are_guid_groups(&groups)
}

/// Halo's client secrets (halo-api section 2).
fn is_two_guids(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == 10 && groups.chunks(5).all(are_guid_groups)
}

fn are_guid_groups(groups: &[&str]) -> bool {
    let lengths = [8, 4, 4, 4, 12];
    groups.len() == lengths.len()
        && groups.iter().zip(lengths).all(|(group, length)| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0f8fad5b-d9cb-469f-a165-70867728950e";
    const OTHER: &str = "7C9E6679-7425-40DE-944B-E07FC1F90AE7";

    fn secret() -> String {
        format!("{ID}-{OTHER}")
    }

    fn outcome(id: &str, secret: &str) -> std::result::Result<Vec<String>, &'static str> {
        match read(id, Some(&SecretString::from(secret))) {
            Ok(entered) => {
                assert_eq!(entered.client_id, id.trim());
                Ok(entered.notes)
            }
            Err(Error::InvalidInput { field, message }) => {
                assert!(message.ends_with('.'), "{message}");
                assert!(!message.contains(OTHER), "the value is not repeated");
                Err(field)
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn values_in_the_wrong_field_are_recognised_by_their_form() {
        for (id, in_secret, field) in [
            (secret().as_str(), ID, "credentials"),
            (
                &format!(" {} ", secret()),
                &format!("{OTHER}\n"),
                "credentials",
            ),
            (&secret(), "something else", "clientId"),
            (&secret(), &secret(), "clientId"),
            (ID, ID, "clientSecret"),
            (ID, &format!(" {ID}\n"), "clientSecret"),
            ("", &secret(), "clientId"),
            (" \u{200b}", &secret(), "clientId"),
            ("a\0b", &secret(), "clientId"),
            (&"x".repeat(201), &secret(), "clientId"),
            (ID, "", "clientSecret"),
            (ID, " \n", "clientSecret"),
            (ID, &"x".repeat(LONGEST_SECRET + 1), "clientSecret"),
        ] {
            assert_eq!(
                outcome(id, in_secret),
                Err(field),
                "{id:?} {in_secret:.80?}"
            );
        }
        assert_eq!(outcome(ID, &secret()), Ok(Vec::new()));
        // An older or self-hosted Halo may make others.
        assert_eq!(outcome("client-7", OTHER), Ok(Vec::new()));
        assert_eq!(outcome(ID, &"x".repeat(5_000)), Ok(Vec::new()));
    }

    #[test]
    fn a_saved_secret_is_kept_by_an_empty_field() {
        assert!(read(ID, None).unwrap().secret.is_none());
        assert!(read(&secret(), None).is_err());
    }

    #[test]
    fn only_what_a_copy_brought_along_is_left_out_and_said() {
        for (pasted, kept, count) in [
            ("abc", "abc", 0),
            ("\tabc", "abc", 1),
            (" abc\r\n", "abc", 3),
            (
                "\u{feff}a b&=+%\"'\\\0\u{1f511}",
                "a b&=+%\"'\\\0\u{1f511}",
                1,
            ),
            ("\u{2060}\u{a0}abc\u{200b}", "abc", 3),
            ("-starts-with-hyphen", "-starts-with-hyphen", 0),
            ("e\u{301}", "e\u{301}", 0),
        ] {
            let entered = read(ID, Some(&SecretString::from(pasted))).unwrap();
            assert_eq!(entered.secret.unwrap().expose_secret(), kept);
            let said = match count {
                0 => vec![],
                1 => vec!["1 blank around the secret was left out.".to_owned()],
                count => vec![format!("{count} blanks around the secret were left out.")],
            };
            assert_eq!(entered.notes, said, "{pasted:?}");
        }
        let entered = read(&format!("{ID} \n"), None).unwrap();
        assert_eq!(
            entered.notes,
            ["2 blanks around the client id were left out."]
        );
    }
}
