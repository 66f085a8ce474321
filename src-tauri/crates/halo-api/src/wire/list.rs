//! Finding the rows in the reply of a list.
//!
//! Halo has three shapes for it and has changed them under running integrations (halo-api.md
//! section 3, "Envelope table"): a bare array, an object with the rows under a known key, and an
//! object with exactly one array of objects.

use serde_json::{Map, Value};

use super::lenient;

/// The rows of one reply.
#[derive(Debug, PartialEq)]
pub(crate) struct Rows {
    pub(crate) rows: Vec<Value>,
    /// `record_count`: how many rows there are over all pages; `None` if absent or nonsense.
    pub(crate) count: Option<u64>,
}

/// Finds the rows under `key`, or wherever they are.
///
/// # Errors
/// What came instead, in our own words.
pub(crate) fn rows(reply: Value, key: &str) -> Result<Rows, &'static str> {
    let mut map = match reply {
        Value::Array(rows) => return Ok(Rows { rows, count: None }),
        Value::Object(map) => map,
        Value::Null => return Err("an empty answer in place of a list"),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            return Err("a single value in place of a list");
        }
    };
    let count = map
        .get("record_count")
        .and_then(lenient::whole)
        .and_then(|count| u64::try_from(count).ok());
    let named = map
        .keys()
        .find(|name| name.eq_ignore_ascii_case(key))
        .cloned();
    let found = named
        .or_else(|| only(&map, is_array_of_objects))
        .or_else(|| only(&map, is_empty_array));
    match found.and_then(|name| map.remove(&name)) {
        Some(Value::Array(rows)) => Ok(Rows { rows, count }),
        Some(Value::Null) | None if count == Some(0) => Ok(Rows {
            rows: Vec::new(),
            count,
        }),
        Some(_) | None => Err("an object without a list in it"),
    }
}

/// The name of the one field that is like this.
fn only(map: &Map<String, Value>, is_like: fn(&Value) -> bool) -> Option<String> {
    let mut fields = map.iter().filter(|(_, value)| is_like(value));
    match (fields.next(), fields.next()) {
        (Some((name, _)), None) => Some(name.clone()),
        (_, _) => None,
    }
}

fn is_empty_array(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
}

fn is_array_of_objects(value: &Value) -> bool {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    !items.is_empty() && items.iter().all(Value::is_object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn rows_are_found_wherever_they_are() {
        let one = || vec![json!({"id": 1})];
        let found = |rows, count| Ok(Rows { rows, count });
        for (reply, expected) in [
            (json!([{"id": 1}]), found(one(), None)),
            (json!([]), found(vec![], None)),
            (
                json!({"record_count": 7, "clients": [{"id": 1}]}),
                found(one(), Some(7)),
            ),
            (
                json!({"record_count": "7", "Clients": [{"id": 1}]}),
                found(one(), Some(7)),
            ),
            (
                json!({"items": [{"id": 1}], "ids": [1, 2]}),
                found(one(), None),
            ),
            (
                json!({"items": [{"id": 1}], "columns": []}),
                found(one(), None),
            ),
            (json!({"items": [], "page_no": 9}), found(vec![], None)),
            (
                json!({"record_count": 1e12, "clients": []}),
                found(vec![], Some(1_000_000_000_000)),
            ),
            (
                json!({"record_count": -5, "clients": []}),
                found(vec![], None),
            ),
            (
                json!({"record_count": "many", "clients": []}),
                found(vec![], None),
            ),
            (
                json!({"record_count": 0, "clients": null}),
                found(vec![], Some(0)),
            ),
            (json!({"record_count": 0}), found(vec![], Some(0))),
            (
                json!({"record_count": 3}),
                Err("an object without a list in it"),
            ),
            (
                json!({"clients": {"id": 1}}),
                Err("an object without a list in it"),
            ),
            (
                json!({"a": [{"id": 1}], "b": [{"id": 2}]}),
                Err("an object without a list in it"),
            ),
            (json!(null), Err("an empty answer in place of a list")),
            (json!("x"), Err("a single value in place of a list")),
        ] {
            assert_eq!(rows(reply.clone(), "clients"), expected, "{reply}");
        }
    }
}
