//! From JSON objects to lines of cells: which paths there are, and what stands at each.

use std::collections::HashSet;

use serde_json::Value;
use serde_json_path::JsonPath;

use super::lists::step;
use super::settings::json_path;
use crate::organizations::error::Result;
use crate::organizations::import::table::{Line, shown_line};

/// Rows looked at to find paths.
const SAMPLE: usize = 200;

/// Most paths that are found; more can be typed.
const MOST_FOUND: usize = 60;

/// Objects within objects are not followed deeper.
const DEEPEST: usize = 3;

/// Heading and rows, cell by cell.
pub(super) struct Picked {
    pub(super) headings: Vec<String>,
    pub(super) lines: Vec<Line>,
}

/// Takes what stands at every path that is found in the rows, and at those that were typed.
///
/// # Errors
/// [`crate::organizations::Error::InvalidInput`] for a typed path that is none.
pub(super) fn pick(rows: &[Value], typed: &[String]) -> Result<Picked> {
    let mut headings = found(rows);
    for path in typed {
        if !headings.contains(path) {
            headings.push(path.clone());
        }
    }
    let paths = headings
        .iter()
        .map(|path| json_path("paths", path))
        .collect::<Result<Vec<JsonPath>>>()?;
    let lines = (1..)
        .zip(rows)
        .map(|(number, row)| line(number, row, &paths))
        .collect();
    Ok(Picked { headings, lines })
}

fn line(number: u32, row: &Value, paths: &[JsonPath]) -> Line {
    let cells: Vec<String> = paths.iter().map(|path| cell(row, path)).collect();
    let filled: Vec<&str> = cells
        .iter()
        .map(String::as_str)
        .filter(|cell| !cell.is_empty())
        .collect();
    Line {
        number,
        text: shown_line(&filled.join(" | ")),
        cells,
        flaws: Vec::new(),
    }
}

/// Everything at a path as one text; several values stand side by side, as domains do in a file.
fn cell(row: &Value, path: &JsonPath) -> String {
    let mut texts = Vec::new();
    for node in path.query(row).all() {
        match node {
            Value::Array(values) => texts.extend(values.iter().filter_map(text)),
            single => texts.extend(text(single)),
        }
    }
    texts.join(", ")
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The paths to texts and numbers in the rows, the shallow ones first.
fn found(rows: &[Value]) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for row in rows.iter().take(SAMPLE) {
        collect(row, "", 0, &mut |path, depth| {
            if seen.insert(path.clone()) {
                found.push((depth, path));
            }
        });
    }
    found.sort_by_key(|(depth, _)| *depth);
    found.truncate(MOST_FOUND);
    found.into_iter().map(|(_, path)| path).collect()
}

fn collect(value: &Value, path: &str, depth: usize, add: &mut impl FnMut(String, usize)) {
    match value {
        Value::Object(fields) if depth < DEEPEST => {
            for (name, field) in fields {
                let step = step(name);
                let path = match (path, step.strip_prefix('.')) {
                    ("", Some(name)) => name.to_owned(),
                    _ => format!("{path}{step}"),
                };
                collect(field, &path, depth + 1, add);
            }
        }
        Value::Array(values) => match values.first() {
            Some(first @ Value::Object(_)) => {
                collect(first, &format!("{path}[*]"), depth, add);
            }
            Some(Value::String(_) | Value::Number(_)) => add(path.to_owned(), depth),
            Some(Value::Null | Value::Bool(_) | Value::Array(_)) | None => {}
        },
        Value::String(_) | Value::Number(_) => add(path.to_owned(), depth),
        // Nothing that an organisation has.
        Value::Null | Value::Bool(_) | Value::Object(_) => {}
    }
}

/// The last name in a path, by which its use is guessed: `email` for `contacts[*].email`.
pub(super) fn last_name(path: &str) -> String {
    let name = path
        .rsplit(['.', '['])
        .find(|part| part.contains(char::is_alphanumeric));
    name.unwrap_or(path)
        .trim_matches(['\'', ']', '*'])
        .to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_text_and_number_has_a_path() {
        let rows = [
            json!({"id": 7, "name": "Wren", "billing": {"e-mail": "a@wren.example"}, "domains": ["wren.example", "wren.org"]}),
            json!({"id": "8", "contacts": [{"email": "x@fern.example"}, {"email": "y@fern.org"}], "active": true, "seats": null}),
        ];
        let picked = pick(&rows, &["contacts[0].email".to_owned(), "name".to_owned()]).unwrap();
        assert_eq!(
            picked.headings,
            [
                "domains",
                "id",
                "name",
                "billing['e-mail']",
                "contacts[*].email",
                "contacts[0].email"
            ]
        );
        assert_eq!(
            picked.lines[0].cells,
            [
                "wren.example, wren.org",
                "7",
                "Wren",
                "a@wren.example",
                "",
                ""
            ]
        );
        assert_eq!(
            picked.lines[1].cells,
            [
                "",
                "8",
                "",
                "",
                "x@fern.example, y@fern.org",
                "x@fern.example"
            ]
        );
        assert_eq!(picked.lines[1].number, 2);
        assert!(pick(&rows, &["a b[".to_owned()]).is_err());
    }

    #[test]
    fn hostile_names_are_only_names() {
        let rows = [json!({"__proto__": "a", "it's": "b", "$": "c", "": "d", "x\"y\\z": "e"})];
        let picked = pick(&rows, &[]).unwrap();
        let mut cells = picked.lines[0].cells.clone();
        cells.sort();
        assert_eq!(cells, ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn large_ids_keep_every_digit() {
        let row: Value = serde_json::from_str(r#"{"id": 9007199254740993}"#).unwrap();
        assert_eq!(
            pick(&[row], &[]).unwrap().lines[0].cells,
            ["9007199254740993"]
        );
    }

    #[test]
    fn a_path_is_guessed_by_its_last_name() {
        for (path, name) in [
            ("name", "name"),
            ("company.name", "name"),
            ("contacts[*].email", "email"),
            ("billing['e-mail']", "e-mail"),
            ("domains[*]", "domains"),
        ] {
            assert_eq!(last_name(path), name, "{path}");
        }
    }
}
