//! Where in a reply the list is.

use serde_json::Value;
use serde_json_path::JsonPath;

/// Lists are not looked for deeper than this.
const DEEPEST: usize = 4;

/// Lists that are offered.
const MOST_OFFERED: usize = 10;

/// The list, and others that it could have been.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// JSON path.
    pub(super) path: String,
    /// JSON paths of other lists of objects.
    pub(super) others: Vec<String>,
}

/// The list at the path, or else the largest list of objects.
///
/// # Errors
/// Why there is none, as the end of a sentence that begins with the host.
pub(super) fn find(reply: &Value, path: Option<&JsonPath>) -> Result<(Found, Vec<Value>), String> {
    let mut lists = Vec::new();
    collect(reply, "$".to_owned(), 0, &mut lists);
    lists.sort_by_key(|(_, length)| std::cmp::Reverse(*length));
    let offered: Vec<String> = lists
        .into_iter()
        .take(MOST_OFFERED)
        .map(|(path, _)| path)
        .collect();
    let chosen = match path {
        Some(path) => path.to_string(),
        None => offered
            .first()
            .cloned()
            .ok_or("answered without any list of objects.")?,
    };
    let rows = rows(reply, &chosen).ok_or_else(|| nothing_at(&chosen, &offered))?;
    if rows.iter().any(|row| !row.is_object()) {
        return Err(format!("has no objects in its list at {chosen}."));
    }
    let found = Found {
        others: offered
            .into_iter()
            .filter(|other| *other != chosen)
            .collect(),
        path: chosen,
    };
    Ok((found, rows))
}

fn nothing_at(path: &str, offered: &[String]) -> String {
    match offered {
        [] => format!("has no list at {path}, nor anywhere else in its answer."),
        others => format!(
            "has no list at {path}. There are lists at: {}.",
            others.join(", ")
        ),
    }
}

/// The rows at a path: the elements of one list, or everything that a path with a wild card finds.
pub(super) fn rows(reply: &Value, path: &str) -> Option<Vec<Value>> {
    let path = JsonPath::parse(path).ok()?;
    let nodes = path.query(reply).all();
    match nodes.as_slice() {
        [] => None,
        [Value::Array(rows)] => Some(rows.clone()),
        [Value::Null] => Some(Vec::new()),
        [single] if !single.is_object() => None,
        several => Some(several.iter().map(|node| (*node).clone()).collect()),
    }
}

/// Path and length of every list that begins with an object.
fn collect(value: &Value, path: String, depth: usize, lists: &mut Vec<(String, usize)>) {
    match value {
        Value::Array(rows) if rows.first().is_some_and(Value::is_object) => {
            lists.push((path, rows.len()));
        }
        Value::Object(fields) if depth < DEEPEST => {
            for (name, field) in fields {
                collect(field, format!("{path}{}", step(name)), depth + 1, lists);
            }
        }
        Value::Array(_)
        | Value::Object(_)
        | Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_) => {}
    }
}

/// One step of a JSON path: `.name`, or `['a name']` for names that need it.
pub(super) fn step(name: &str) -> String {
    let mut letters = name.chars();
    let starts_well = letters
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    if starts_well && letters.all(|c| c.is_ascii_alphanumeric() || c == '_') {
        format!(".{name}")
    } else {
        let name = name.replace('\\', "\\\\").replace('\'', "\\'");
        format!("['{name}']")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found(reply: &Value, path: &str) -> Result<(String, usize), String> {
        let path = (!path.is_empty()).then(|| JsonPath::parse(path).unwrap());
        find(reply, path.as_ref()).map(|(found, rows)| (found.path, rows.len()))
    }

    #[test]
    fn the_largest_list_of_objects_is_found() {
        let ok = |path: &str, rows| Ok((path.to_owned(), rows));
        assert_eq!(found(&json!([{"a": 1}]), ""), ok("$", 1));
        let reply = json!({"errors": [{}], "data": {"my-items": [{}, {}]}, "tags": ["x"]});
        assert_eq!(found(&reply, ""), ok("$.data['my-items']", 2));
        assert_eq!(found(&reply, "$.errors"), ok("$.errors", 1));
        assert_eq!(found(&json!({"items": []}), "$.items"), ok("$.items", 0));
        let nested = json!({"groups": [{"of": [{"n": 1}]}, {"of": [{"n": 2}]}]});
        assert_eq!(
            found(&nested, "$.groups[*].of[*]"),
            ok("$.groups[*].of[*]", 2)
        );
    }

    #[test]
    fn what_is_no_list_is_said() {
        let reply = json!({"data": {"items": [{}]}, "tags": ["x"], "total": 3});
        for (path, said) in [
            (
                "$.rows",
                "has no list at $.rows. There are lists at: $.data.items.",
            ),
            (
                "$.total",
                "has no list at $.total. There are lists at: $.data.items.",
            ),
            ("$.tags", "has no objects in its list at $.tags."),
        ] {
            assert_eq!(found(&reply, path).unwrap_err(), said);
        }
        assert!(found(&json!({"ok": true}), "").is_err());
        assert!(found(&json!("text"), "").is_err());
    }
}
