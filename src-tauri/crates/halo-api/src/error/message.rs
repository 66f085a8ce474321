//! The many shapes in which Halo says what it does not like (halo-api.md section 3.0, "Error bodies
//! seen", a to j), read into one.

use std::fmt;

use serde_json::{Map, Value};

/// Longest text of Halo that is kept.
const MAX_TEXT: usize = 200;

/// What Halo said about a request it refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HaloMessage {
    /// Halo's own words, at most 200 characters without markup; `None` if it said nothing.
    pub text: Option<String>,
    /// The shape the words came in.
    pub kind: MessageKind,
    /// The field that is meant: `outcome_id` of `[0].outcome_id`.
    pub field: Option<String>,
    /// The machine-readable code, if there is one: `invalid_client`.
    pub code: Option<String>,
}

/// The shape of an error body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageKind {
    /// `{"[0].field": ["…"]}`
    ModelState,
    /// `{"ClassName": "System.Exception", "Message": "…"}`
    Exception,
    /// `"…"`, or text that is not JSON.
    Text,
    /// `{"error": "…", "error_description": "…"}`
    OAuth,
    /// `{"resultCode": 1, "errorMessage": "…"}`
    ResultCode,
    /// `{"Message": "…"}`
    Message,
    /// `{"id": "…"}`: any other object with a text in it.
    Dictionary,
    /// A page of IIS, a proxy or a gateway; its words are not shown.
    Html,
    /// Nothing.
    Empty,
}

impl HaloMessage {
    /// Reads the body of an answer that is not a success.
    pub(crate) fn read(body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            return Self::bare(MessageKind::Empty, None);
        }
        if is_html(text) {
            return Self::bare(MessageKind::Html, None);
        }
        match serde_json::from_str::<Value>(text) {
            Ok(value) => Self::of_json(&value),
            Err(_) => Self::bare(MessageKind::Text, plain_text(text)),
        }
    }

    /// Reads a JSON error body.
    pub(crate) fn of_json(value: &Value) -> Self {
        match value {
            Value::String(text) => Self::bare(MessageKind::Text, plain_text(text)),
            Value::Object(map) => Self::of_object(map),
            Value::Array(items) => items
                .first()
                .map_or_else(|| Self::bare(MessageKind::Empty, None), Self::of_json),
            Value::Null => Self::bare(MessageKind::Empty, None),
            Value::Bool(_) | Value::Number(_) => {
                Self::bare(MessageKind::Text, plain_text(&value.to_string()))
            }
        }
    }

    fn of_object(map: &Map<String, Value>) -> Self {
        if let Some((key, text)) = model_state(map) {
            return Self {
                field: Some(key.rsplit('.').next().unwrap_or(key).to_owned()),
                ..Self::bare(MessageKind::ModelState, plain_text(text))
            };
        }
        if let Some(error) = field(map, "error") {
            return Self::of_oauth(error, field(map, "error_description"));
        }
        if let Some(text) = text_of(map, "errorMessage") {
            return Self {
                code: field(map, "resultCode").map(Value::to_string),
                ..Self::bare(MessageKind::ResultCode, plain_text(text))
            };
        }
        if let Some(text) = text_of(map, "Message") {
            let kind = match field(map, "ClassName") {
                Some(_) => MessageKind::Exception,
                None => MessageKind::Message,
            };
            return Self::bare(kind, plain_text(text));
        }
        // Problem details as newer .NET sends them: the errors inside say more than the title.
        if let Some(Value::Object(errors)) = field(map, "errors") {
            return Self::of_object(errors);
        }
        let first = map.iter().find_map(|(key, value)| {
            let text = value.as_str().filter(|text| !text.trim().is_empty())?;
            Some((key, text))
        });
        match first {
            Some((key, text)) => Self {
                field: Some(key.chars().take(60).collect()),
                ..Self::bare(MessageKind::Dictionary, plain_text(text))
            },
            None => Self::bare(MessageKind::Empty, None),
        }
    }

    fn of_oauth(error: &Value, description: Option<&Value>) -> Self {
        // Seen nested as well: `{"error": {"error_description": "…"}}`.
        if let Value::Object(inner) = error {
            let description = field(inner, "error_description").or(description);
            let code = field(inner, "error").unwrap_or(&Value::Null);
            return Self::of_oauth(code, description);
        }
        let code = error.as_str().map(|code| code.chars().take(60).collect());
        let text = description.and_then(Value::as_str).and_then(plain_text);
        Self {
            text: text.or_else(|| error.as_str().and_then(plain_text)),
            kind: MessageKind::OAuth,
            field: None,
            code,
        }
    }

    fn bare(kind: MessageKind, text: Option<String>) -> Self {
        Self {
            text,
            kind,
            field: None,
            code: None,
        }
    }
}

impl fmt::Display for HaloMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.write_str(text),
            None => f.write_str("it gave no reason."),
        }
    }
}

/// `{"[0].field": ["…"]}`: the first key with an array of texts.
fn model_state(map: &Map<String, Value>) -> Option<(&str, &str)> {
    map.iter().find_map(|(key, value)| {
        let text = value.as_array()?.first()?.as_str()?;
        Some((key.as_str(), text))
    })
}

fn field<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    map.iter()
        .find(|(key, value)| key.eq_ignore_ascii_case(name) && !value.is_null())
        .map(|(_, value)| value)
}

fn text_of<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    field(map, name)?.as_str()
}

/// Whether a body is a web page rather than data.
pub(crate) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(64).collect();
    let start = start.to_ascii_lowercase();
    [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<?xml",
        "<!--",
        "<title",
        "<script",
    ]
    .iter()
    .any(|tag| start.starts_with(tag))
}

/// One line of at most 200 characters without tags and control characters; `None` if nothing is
/// left.
fn plain_text(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut blank = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let tag = c == '<'
            && rest
                .peek()
                .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!'));
        if tag {
            // To the end of the tag; an unclosed one swallows the rest.
            while rest.next().is_some_and(|c| c != '>') {}
            blank = true;
        } else if c.is_whitespace() || c.is_control() {
            blank = true;
        } else {
            if blank && !plain.is_empty() {
                plain.push(' ');
            }
            blank = false;
            plain.push(c);
        }
    }
    if plain.chars().count() > MAX_TEXT {
        plain = plain.chars().take(MAX_TEXT - 1).collect();
        plain.push('…');
    }
    (!plain.is_empty()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Body, shape, text, field and code.
    type Case = (
        &'static str,
        MessageKind,
        Option<&'static str>,
        Option<&'static str>,
        Option<&'static str>,
    );

    #[test]
    fn every_known_body_is_read() {
        let cases: &[Case] = &[
            (
                r#"{"[0].outcome_id":["Could not convert string to integer: abc."]}"#,
                MessageKind::ModelState,
                Some("Could not convert string to integer: abc."),
                Some("outcome_id"),
                None,
            ),
            (
                r#"{"ClassName":"System.Exception","Message":"A database error occurred (515) x","Data":null}"#,
                MessageKind::Exception,
                Some("A database error occurred (515) x"),
                None,
                None,
            ),
            (
                r#""An Outcome must be entered for this Action""#,
                MessageKind::Text,
                Some("An Outcome must be entered for this Action"),
                None,
                None,
            ),
            (
                r#"{"error":"invalid_client","error_description":"No such client"}"#,
                MessageKind::OAuth,
                Some("No such client"),
                None,
                Some("invalid_client"),
            ),
            (
                r#"{"error":"invalid_scope"}"#,
                MessageKind::OAuth,
                Some("invalid_scope"),
                None,
                Some("invalid_scope"),
            ),
            (
                r#"{"error":{"error_description":"Nested"}}"#,
                MessageKind::OAuth,
                Some("Nested"),
                None,
                None,
            ),
            (
                r#"{"resultCode":1,"errorMessage":"Wrong"}"#,
                MessageKind::ResultCode,
                Some("Wrong"),
                None,
                Some("1"),
            ),
            (
                r#"{"Message":"Please select a Category"}"#,
                MessageKind::Message,
                Some("Please select a Category"),
                None,
                None,
            ),
            (
                r#"{"id":"This is not a ticket"}"#,
                MessageKind::Dictionary,
                Some("This is not a ticket"),
                Some("id"),
                None,
            ),
            (
                r#"{"type":"x","title":"y","status":400,"errors":{"$[0].count":["Too large"]}}"#,
                MessageKind::ModelState,
                Some("Too large"),
                Some("count"),
                None,
            ),
            ("", MessageKind::Empty, None, None, None),
            ("  \r\n", MessageKind::Empty, None, None, None),
            ("null", MessageKind::Empty, None, None, None),
            ("{}", MessageKind::Empty, None, None, None),
            ("[]", MessageKind::Empty, None, None, None),
            (
                "\u{feff}<!DOCTYPE html><html><body>Server Error in '/' Application",
                MessageKind::Html,
                None,
                None,
                None,
            ),
            (
                "Rate Limit Reached - 300 Requests per rolling 5 minute window",
                MessageKind::Text,
                Some("Rate Limit Reached - 300 Requests per rolling 5 minute window"),
                None,
                None,
            ),
        ];
        for (body, kind, text, field, code) in cases {
            let message = HaloMessage::read(body.as_bytes());
            assert_eq!(message.kind, *kind, "{body}");
            assert_eq!(message.text.as_deref(), *text, "{body}");
            assert_eq!(message.field.as_deref(), *field, "{body}");
            assert_eq!(message.code.as_deref(), *code, "{body}");
        }
    }

    #[test]
    fn texts_are_short_and_without_markup() {
        assert_eq!(
            plain_text("<b>Not</b>\r\n allowed\0 <img src=x onerror=alert(1)>"),
            Some("Not allowed".to_owned())
        );
        assert_eq!(
            plain_text("a < b and 3 <4"),
            Some("a < b and 3 <4".to_owned())
        );
        assert_eq!(plain_text("cut <scr"), Some("cut".to_owned()));
        let long = plain_text(&"ü".repeat(5000)).unwrap();
        assert_eq!(long.chars().count(), 200);
        assert!(long.ends_with('…'));
        assert_eq!(plain_text(" \n "), None);
    }
}
