//! Reading an answer's body: not more than the limit, not deeper than the limit, and forgiving
//! about the few things that real Halos get wrong.

use reqwest::Response;
use serde_json::Value;
use url::Url;

use super::failure;
use crate::error::{Error, is_html};

/// Why a body is not usable JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonProblem {
    /// Nothing at all.
    Empty,
    /// A web page.
    Html,
    /// Nested deeper than the limit.
    TooDeep,
    /// Anything else, such as an answer that was cut off.
    Invalid,
}

/// Reads the unpacked body, at most `limit` bytes of it.
pub(super) async fn read(
    mut response: Response,
    limit: usize,
    url: &Url,
) -> Result<Vec<u8>, Error> {
    let mut body = Vec::new();
    loop {
        let chunk = response
            .chunk()
            .await
            .map_err(|error| failure::of_body(&error, url))?;
        let Some(chunk) = chunk else {
            return Ok(body);
        };
        if body.len() + chunk.len() > limit {
            return Err(Error::TooLarge {
                endpoint: failure::endpoint(url),
                limit: u64::try_from(limit).unwrap_or(u64::MAX),
            });
        }
        body.extend_from_slice(&chunk);
    }
}

/// Reads JSON that may start with a byte order mark, hold invalid UTF-8, or halves of surrogate
/// pairs (which a strict reader refuses together with the whole page).
pub(crate) fn parse_json(body: &[u8], max_depth: usize) -> Result<Value, JsonProblem> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(JsonProblem::Empty);
    }
    if is_html(text) {
        return Err(JsonProblem::Html);
    }
    if depth(text.as_bytes()) > max_depth {
        return Err(JsonProblem::TooDeep);
    }
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&without_lone_surrogates(text)))
        .map_err(|_| JsonProblem::Invalid)
}

/// The deepest nesting of brackets outside of texts.
fn depth(json: &[u8]) -> usize {
    let (mut deepest, mut open, mut in_text, mut escaped) = (0_usize, 0_usize, false, false);
    for byte in json {
        match (in_text, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_text = !in_text,
            (false, b'[' | b'{') => {
                open += 1;
                deepest = deepest.max(open);
            }
            (false, b']' | b'}') => open = open.saturating_sub(1),
            (_, _) => {}
        }
    }
    deepest
}

/// Replaces `\ud800` without its other half by the replacement character.
fn without_lone_surrogates(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        repaired.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match (unit(rest), unit(rest.get(6..).unwrap_or_default())) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => {
                repaired.push_str(&rest[..12]);
                12
            }
            (Some(0xd800..=0xdfff), _) => {
                repaired.push_str("\\ufffd");
                6
            }
            (_, _) => {
                // The backslash and what it escapes, which may be another backslash.
                let escape: String = rest.chars().take(2).collect();
                repaired.push_str(&escape);
                escape.len()
            }
        };
        rest = &rest[length..];
    }
    repaired.push_str(rest);
    repaired
}

/// The number of a `\uXXXX` at the start of the text.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn json_is_read_forgivingly() {
        let cases: &[(&[u8], Result<Value, JsonProblem>)] = &[
            (b"\xef\xbb\xbf {\"a\":1}\r\n", Ok(json!({"a": 1}))),
            (b"\"caf\xe9\"", Ok(json!("caf\u{fffd}"))),
            (br#"{"name":"a\ud800b"}"#, Ok(json!({"name": "a\u{fffd}b"}))),
            (
                br#"["\ud83d\ude00 \udc00"]"#,
                Ok(json!(["\u{1f600} \u{fffd}"])),
            ),
            (br#"["\\ud800"]"#, Ok(json!(["\\ud800"]))),
            (b"", Err(JsonProblem::Empty)),
            (b" \n", Err(JsonProblem::Empty)),
            (b"<html></html>", Err(JsonProblem::Html)),
            (b"\n <!DOCTYPE html>", Err(JsonProblem::Html)),
            (br#"{"a":[1,2"#, Err(JsonProblem::Invalid)),
            (b"NaN", Err(JsonProblem::Invalid)),
        ];
        for (body, expected) in cases {
            assert_eq!(&parse_json(body, 64), expected);
        }
    }

    #[test]
    fn depth_is_limited_and_texts_do_not_count() {
        let nested = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(parse_json(nested(64).as_bytes(), 64).is_ok());
        assert_eq!(
            parse_json(nested(65).as_bytes(), 64),
            Err(JsonProblem::TooDeep)
        );
        // Far beyond what recursion could bear.
        assert_eq!(
            parse_json(nested(1_000_000).as_bytes(), 64),
            Err(JsonProblem::TooDeep)
        );
        let text = json!({"a": format!("\\\"{}", "[".repeat(500))}).to_string();
        assert!(parse_json(text.as_bytes(), 4).is_ok());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(body in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse_json(&body, 64);
        }

        #[test]
        fn repairing_keeps_what_is_whole(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(without_lone_surrogates(&json), json);
        }
    }
}
