//! Compares requests and answers with the extract.

use std::fmt;

use serde_json::Value;

use super::{
    api_part,
    extract::{Kind, Operation, Shape, field_kind, knows_schema, operation, query_kind},
};
use crate::{clock::parse_client_date, recorder::RecordedRequest};

/// Fields of the envelope around paged rows; the rows' own key comes on top.
const ENVELOPE: [&str; 7] = [
    "record_count",
    "page_no",
    "page_size",
    "columns_id",
    "columns",
    "ticket_id",
    "user_ids",
];

/// Something that Halo's description does not have, or has otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// `POST /Tickets`.
    pub operation: String,
    /// `request` or `answer`.
    pub side: &'static str,
    /// Where and what.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.operation, self.side, self.what)
    }
}

/// Checks a request: path, query parameters, fields of the body. Pages, discovery by `OpenID` and the token call pass.
pub fn check_request(request: &RecordedRequest) -> Vec<Violation> {
    let Some(path) = api_part(&request.path) else {
        return Vec::new();
    };
    let mut report = Report::new(&request.method, path, "request");
    let Some(operation) = operation(&request.method, path) else {
        report.add("no such path in the extract".to_owned());
        return report.found;
    };
    for (name, value) in &request.query {
        match query_kind(&request.method, operation.path, name) {
            None => report.add(format!("no query parameter {name:?}")),
            Some(kind) if query_fits(kind, value) => {}
            Some(kind) => report.add(format!("query parameter {name}={value:?} is not {kind:?}")),
        }
    }
    if let Some(schema) = operation.body {
        match request.json() {
            Some(Value::Array(rows)) => {
                for (index, row) in rows.iter().enumerate() {
                    report.object(schema, row, &format!("[{index}]"), Side::Request);
                }
            }
            _ => report.add("the body is not a JSON array".to_owned()),
        }
    }
    report.found
}

/// Checks a JSON answer with a status of 200 to 299: envelope, names and types of the fields. `path` may have `/api`.
pub fn check_answer(method: &str, path: &str, status: u16, answer: &Value) -> Vec<Violation> {
    let Some(path) = api_part(path) else {
        return Vec::new();
    };
    let Some(operation) = operation(method, path).filter(|_| (200..300).contains(&status)) else {
        return Vec::new();
    };
    let mut report = Report::new(method, path, "answer");
    report.answer(operation, answer);
    report.found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Answer,
}

struct Report {
    operation: String,
    side: &'static str,
    found: Vec<Violation>,
}

impl Report {
    fn new(method: &str, path: &str, side: &'static str) -> Self {
        Self {
            operation: format!("{method} {path}"),
            side,
            found: Vec::new(),
        }
    }

    fn add(&mut self, what: String) {
        self.found.push(Violation {
            operation: self.operation.clone(),
            side: self.side,
            what,
        });
    }

    fn answer(&mut self, operation: &Operation, answer: &Value) {
        match (operation.shape, answer) {
            (Shape::List, Value::Array(rows)) => self.rows(operation.schema, rows, ""),
            // `returnall=true` answers a POST with all objects.
            (Shape::One, Value::Array(rows)) if operation.body.is_some() => {
                self.rows(operation.schema, rows, "");
            }
            (Shape::One, Value::Object(_)) => {
                self.object(operation.schema, answer, "", Side::Answer);
            }
            (Shape::View(key), Value::Object(envelope)) => {
                if !envelope.get("record_count").is_some_and(Value::is_i64) {
                    self.add("record_count is missing or no integer".to_owned());
                }
                for name in envelope
                    .keys()
                    .filter(|name| *name != key && !ENVELOPE.contains(&name.as_str()))
                {
                    self.add(format!("no envelope field {name:?}"));
                }
                match envelope.get(key) {
                    Some(Value::Array(rows)) => self.rows(operation.schema, rows, key),
                    _ => self.add(format!("{key} is missing or no array")),
                }
            }
            (shape, _) => self.add(format!("the answer is not {shape:?}")),
        }
    }

    fn rows(&mut self, schema: &str, rows: &[Value], place: &str) {
        for (index, row) in rows.iter().enumerate() {
            self.object(schema, row, &format!("{place}[{index}]"), Side::Answer);
        }
    }

    fn object(&mut self, schema: &str, value: &Value, place: &str, side: Side) {
        let Value::Object(fields) = value else {
            self.add(format!("{place} is not an object"));
            return;
        };
        for (name, value) in fields {
            match field_kind(schema, name) {
                None => self.add(format!("{place}: {schema} has no field {name:?}")),
                Some(kind) => self.value(kind, value, &format!("{place}.{name}"), side),
            }
        }
    }

    fn value(&mut self, kind: &Kind, value: &Value, place: &str, side: Side) {
        match (kind, value) {
            (Kind::Any, _) | (_, Value::Null) => {}
            (Kind::List(inner), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(inner, item, &format!("{place}[{index}]"), side);
                }
            }
            (Kind::Object(schema), Value::Object(_)) => {
                if knows_schema(schema) {
                    self.object(schema, value, place, side);
                }
            }
            // Older builds list the priorities of an SLA as bare numbers.
            (Kind::Object(schema), Value::Number(_))
                if schema == "Policy" && side == Side::Answer => {}
            _ if scalar_fits(kind, value, side) => {}
            _ => self.add(format!("{place} = {value} is not {kind:?}")),
        }
    }
}

fn scalar_fits(kind: &Kind, value: &Value, side: Side) -> bool {
    match (kind, value) {
        (Kind::Int, Value::Number(number)) => number.is_i64(),
        // Halo writes doubles with a fraction; a request may send an integer for one.
        (Kind::Double, Value::Number(number)) => side == Side::Request || number.is_f64(),
        (Kind::Bool, Value::Bool(_)) | (Kind::Text, Value::String(_)) => true,
        (Kind::Date, Value::String(text)) => parse_client_date(text).is_some(),
        (Kind::Uuid, Value::String(text)) => is_guid(text),
        _ => false,
    }
}

fn is_guid(text: &str) -> bool {
    text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

fn query_fits(kind: &Kind, value: &str) -> bool {
    match kind {
        Kind::Int => value.parse::<i64>().is_ok(),
        Kind::Double => value.parse::<f64>().is_ok(),
        Kind::Bool => matches!(value.to_ascii_lowercase().as_str(), "true" | "false"),
        Kind::Date => parse_client_date(value).is_some(),
        Kind::Text | Kind::Uuid | Kind::Any | Kind::List(_) | Kind::Object(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(method: &str, path: &str, query: &[(&str, &str)], body: &Value) -> RecordedRequest {
        RecordedRequest {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            headers: Vec::new(),
            body: body.to_string().into_bytes(),
            status: None,
        }
    }

    fn complaints(found: &[Violation]) -> Vec<String> {
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_misspelt_filter_field_or_path_is_found() {
        let good = request(
            "GET",
            "/api/client",
            &[("pageinate", "true"), ("page_size", "100")],
            &Value::Null,
        );
        assert_eq!(complaints(&check_request(&good)), Vec::<String>::new());
        let bad = request(
            "GET",
            "/api/Client",
            &[("paginate", "true"), ("page_no", "one")],
            &Value::Null,
        );
        assert_eq!(check_request(&bad).len(), 2);
        assert_eq!(
            check_request(&request("GET", "/api/Clients", &[], &Value::Null)).len(),
            1
        );
        let post = json!([{"summary": "x", "tickettypeid": 1, "client_id": 12.5, "site_id": null}]);
        let found = check_request(&request("POST", "/api/Tickets", &[], &post));
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(
            check_request(&request(
                "POST",
                "/api/Tickets",
                &[],
                &json!({"summary": "x"})
            ))
            .len(),
            1
        );
    }

    #[test]
    fn an_answer_with_wrong_types_is_found() {
        let good =
            json!({"record_count": 1, "sites": [{"id": 1, "client_id": 12.0, "name": "Main"}]});
        assert_eq!(
            complaints(&check_answer("GET", "/api/Site", 200, &good)),
            Vec::<String>::new()
        );
        let bad = json!({"record_count": "1", "sites": [{"id": 1, "client_id": 12}]});
        assert_eq!(check_answer("GET", "/api/Site", 200, &bad).len(), 2);
        let bare = json!([{"id": 1}]);
        assert_eq!(check_answer("GET", "/api/Site", 200, &bare).len(), 1);
        let nested =
            json!([{"id": 1, "name": "Standard", "priorities": [{"id": 1, "priorityid": 1}]}]);
        assert_eq!(check_answer("GET", "/api/SLA", 200, &nested).len(), 1);
    }
}
