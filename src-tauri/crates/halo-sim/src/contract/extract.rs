//! Reads the extract once and answers questions about it.

use std::{collections::BTreeMap, sync::LazyLock};

static OPERATIONS: &str = include_str!("../../contract/operations.tsv");
static QUERIES: &str = include_str!("../../contract/queries.tsv");
static FIELDS: &str = include_str!("../../contract/fields.tsv");

static EXTRACT: LazyLock<Extract> = LazyLock::new(Extract::read);

/// A type in the description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    Double,
    Bool,
    Text,
    Date,
    Uuid,
    Any,
    List(Box<Kind>),
    /// An object of a schema; one that is not in the extract is not looked into.
    Object(String),
}

impl Kind {
    fn parse(text: &str) -> Self {
        match text {
            "int" => Self::Int,
            "double" => Self::Double,
            "bool" => Self::Bool,
            "text" => Self::Text,
            "date" => Self::Date,
            "uuid" => Self::Uuid,
            "any" => Self::Any,
            _ => match text.split_once(':') {
                Some(("list", "int" | "text" | "string")) => {
                    Self::List(Box::new(if text.ends_with("int") {
                        Self::Int
                    } else {
                        Self::Text
                    }))
                }
                Some(("list", schema)) => Self::List(Box::new(Self::Object(schema.to_owned()))),
                Some((_, schema)) => Self::Object(schema.to_owned()),
                None => Self::Any,
            },
        }
    }
}

/// How a path answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One object.
    One,
    /// A bare array.
    List,
    /// An object with `record_count` and the rows under a key.
    View(&'static str),
}

/// One path with one method.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) path: &'static str,
    pub(crate) shape: Shape,
    pub(crate) schema: &'static str,
    pub(crate) body: Option<&'static str>,
}

struct Extract {
    operations: Vec<(&'static str, Operation)>,
    queries: BTreeMap<(&'static str, &'static str), BTreeMap<String, Kind>>,
    fields: BTreeMap<&'static str, BTreeMap<&'static str, Kind>>,
}

impl Extract {
    fn read() -> Self {
        let mut extract = Self {
            operations: Vec::new(),
            queries: BTreeMap::new(),
            fields: BTreeMap::new(),
        };
        for row in rows(OPERATIONS) {
            if let [method, path, answer, key, schema, body] = row[..] {
                let shape = match answer {
                    "view" => Shape::View(key),
                    "list" => Shape::List,
                    _ => Shape::One,
                };
                let operation = Operation {
                    path,
                    shape,
                    schema,
                    body: (body != "-").then_some(body),
                };
                extract.operations.push((method, operation));
            }
        }
        for row in rows(QUERIES) {
            if let [method, path, name, kind, ..] = row[..] {
                let names = extract.queries.entry((method, path)).or_default();
                names.insert(name.to_ascii_lowercase(), Kind::parse(kind));
            }
        }
        for row in rows(FIELDS) {
            if let [schema, field, kind, ..] = row[..] {
                extract
                    .fields
                    .entry(schema)
                    .or_default()
                    .insert(field, Kind::parse(kind));
            }
        }
        extract
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

/// The operation behind a method and a path without `/api`; numbers and GUIDs stand for `{id}`.
pub(crate) fn operation(method: &str, path: &str) -> Option<&'static Operation> {
    let fits = |pattern: &str| {
        let (mut wanted, mut given) = (pattern.split('/'), path.trim_end_matches('/').split('/'));
        wanted.by_ref().zip(given.by_ref()).all(|(want, have)| {
            want.eq_ignore_ascii_case(have)
                || (want == "{id}" && have.starts_with(|c: char| c.is_ascii_hexdigit()))
        }) && pattern.split('/').count() == path.trim_end_matches('/').split('/').count()
    };
    // A literal path (`/Agent/me`) comes before one with a place-holder.
    let mut found: Vec<&Operation> = EXTRACT
        .operations
        .iter()
        .filter(|(operation_method, operation)| *operation_method == method && fits(operation.path))
        .map(|(_, operation)| operation)
        .collect();
    found.sort_by_key(|operation| operation.path.contains("{id}"));
    found.first().copied()
}

/// The type of a query parameter, if the operation has it. Names are taken in any case.
pub(crate) fn query_kind(method: &str, path: &str, name: &str) -> Option<&'static Kind> {
    EXTRACT
        .queries
        .iter()
        .find_map(|((query_method, query_path), names)| {
            (*query_method == method && *query_path == path)
                .then(|| names.get(&name.to_ascii_lowercase()))
                .flatten()
        })
}

/// Whether the extract describes a schema.
pub(crate) fn knows_schema(schema: &str) -> bool {
    EXTRACT.fields.contains_key(schema)
}

/// The type of a field of a schema.
pub(crate) fn field_kind(schema: &str, field: &str) -> Option<&'static Kind> {
    EXTRACT.fields.get(schema)?.get(field)
}

/// The schema of the objects a POST takes.
pub(crate) fn body_schema(path: &str) -> Option<&'static str> {
    operation("POST", path)?.body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_in_any_case_and_literal_ones_first() {
        assert_eq!(
            operation("GET", "/tickettype/3").map(|o| o.schema),
            Some("RequestType")
        );
        assert_eq!(
            operation("GET", "/Agent/me").map(|o| o.schema),
            Some("Claims")
        );
        assert_eq!(
            operation("GET", "/Client").map(|o| o.shape),
            Some(Shape::View("clients"))
        );
        assert!(operation("PUT", "/Tickets/3").is_none());
        assert!(operation("GET", "/Tickets/Object").is_none());
    }

    #[test]
    fn every_schema_an_operation_names_is_described() {
        for (_, operation) in &EXTRACT.operations {
            assert!(knows_schema(operation.schema), "{}", operation.schema);
            assert!(
                operation.body.is_none_or(knows_schema),
                "{:?}",
                operation.body
            );
        }
    }

    #[test]
    fn types_differ_where_halo_differs() {
        assert_eq!(field_kind("Site_List", "client_id"), Some(&Kind::Double));
        assert_eq!(field_kind("Users_List", "client_id"), Some(&Kind::Int));
        assert_eq!(field_kind("Policy", "id"), Some(&Kind::Uuid));
        assert_eq!(
            field_kind("SlaHead", "priorities"),
            Some(&Kind::List(Box::new(Kind::Object("Policy".to_owned()))))
        );
        assert_eq!(
            query_kind("GET", "/Tickets", "PageInate"),
            Some(&Kind::Bool)
        );
        assert_eq!(query_kind("GET", "/Client", "open_only"), None);
    }
}
