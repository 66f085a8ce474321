//! Reading the values of Halo, which may be of another type than last year's.
//!
//! Numbers come as int, as double or as digits in a text; booleans can be null or numbers; times
//! have no zone and say "none" by a year long ago (halo-api.md section 3.0, halo-samples.md
//! section 18). Nothing here fails: what makes no sense reads as absent.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::Value;

/// Times up to this year mean "none" (1899, 1900 and 1901 are in use).
const LAST_YEAR_OF_NONE: i16 = 1980;

/// A number in any of its spellings.
pub(crate) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|n: &f64| n.is_finite()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A whole number in any of its spellings; `None` beyond what a double holds exactly.
pub(crate) fn whole(value: &Value) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if let Some(exact) = value.as_i64() {
        return Some(exact);
    }
    let number = number(value)?;
    let is_whole = number.fract() == 0.0 && number.abs() < EXACT;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and within the range just checked"
    )]
    is_whole.then_some(number as i64)
}

/// A time in UTC; `None` for a null date or one that does not exist.
pub(crate) fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let at = text.parse::<Timestamp>().ok().or_else(|| {
        let local: DateTime = text.parse().ok()?;
        Some(local.to_zoned(TimeZone::UTC).ok()?.timestamp())
    })?;
    let year = at.to_zoned(TimeZone::UTC).year();
    (year > LAST_YEAR_OF_NONE).then_some(at)
}

/// A text without NUL characters and blanks around; `None` if nothing is left.
pub(crate) fn text(text: &str) -> Option<String> {
    let cleaned: String = text.chars().filter(|c| *c != '\0').collect();
    let trimmed = cleaned.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// A whole number that fits where Halo uses 32 bits.
pub(crate) fn int(value: &Value) -> Option<i32> {
    whole(value).and_then(|n| i32::try_from(n).ok())
}

/// A yes or no in any of its spellings.
pub(crate) fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        },
        Value::Number(_) => whole(value).map(|n| n != 0),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A text, also one that came as a number.
pub(crate) fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(given) => text(given),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn whole_numbers_are_read_in_every_spelling() {
        for (value, expected) in [
            (json!(12), Some(12)),
            (json!(12.0), Some(12)),
            (json!("12"), Some(12)),
            (json!(" 95.0 "), Some(95)),
            (json!(-1), Some(-1)),
            (json!(12.5), None),
            (json!("twelve"), None),
            (json!(""), None),
            (json!(null), None),
            (json!(true), None),
            (
                json!(9_007_199_254_740_993_i64),
                Some(9_007_199_254_740_993),
            ),
            (json!(1e300), None),
            (json!("NaN"), None),
            (json!("inf"), None),
        ] {
            assert_eq!(whole(&value), expected, "{value}");
        }
    }

    #[test]
    fn times_are_utc_and_null_dates_are_none() {
        for (given, expected) in [
            ("2026-10-05T09:12:33", Some("2026-10-05T09:12:33Z")),
            ("2026-10-05T09:12:33.54", Some("2026-10-05T09:12:33.54Z")),
            (
                "2026-10-05T09:12:33.1234567Z",
                Some("2026-10-05T09:12:33.1234567Z"),
            ),
            ("2026-10-05T09:12:33+14:00", Some("2026-10-04T19:12:33Z")),
            ("2026-10-05", Some("2026-10-05T00:00:00Z")),
            ("1900-01-01T00:00:00", None),
            ("1899-12-30T00:00:00", None),
            ("0001-01-01T00:00:00", None),
            ("1980-12-31T23:59:59", None),
            ("1981-01-01T00:00:00", Some("1981-01-01T00:00:00Z")),
            ("2026-02-30T00:00:00", None),
            ("05/10/2026 09:12", None),
            ("", None),
        ] {
            assert_eq!(
                time(given).map(|at| at.to_string()).as_deref(),
                expected,
                "{given}"
            );
        }
    }

    #[test]
    fn flags_are_read_in_every_spelling() {
        for (value, expected) in [
            (json!(true), Some(true)),
            (json!(0), Some(false)),
            (json!(1.0), Some(true)),
            (json!("True"), Some(true)),
            (json!("0"), Some(false)),
            (json!("maybe"), None),
            (json!(null), None),
            (json!([]), None),
        ] {
            assert_eq!(flag(&value), expected, "{value}");
        }
    }

    #[test]
    fn texts_lose_what_nobody_meant() {
        assert_eq!(text(" a\0b \r\n"), Some("ab".to_owned()));
        assert_eq!(text(" \0 "), None);
        assert_eq!(string(&json!(7)), Some("7".to_owned()));
        assert_eq!(string(&json!({})), None);
    }
}
