//! Halo's own names and types, and the check that requests and answers keep to them.
//!
//! The facts are in `contract/*.tsv`: paths, query parameters and fields taken from the Halo API v2 description of
//! 2024-09, and from later descriptions and working clients where that one is silent; each line says which.
//! A new endpoint or field is used by adding its line there. What deliberately does not live here: behaviour.

mod check;
mod extract;

pub use check::{Violation, check_answer, check_request};
pub(crate) use extract::{Kind, body_schema, field_kind};

/// The part of a path behind `/api`, if it has one.
pub(crate) fn api_part(path: &str) -> Option<&str> {
    let (start, rest) = path.split_at_checked(4)?;
    (start.eq_ignore_ascii_case("/api") && rest.starts_with('/')).then_some(rest)
}

/// A path without `/api`.
pub(crate) fn without_api(path: &str) -> &str {
    api_part(path).unwrap_or(path)
}
