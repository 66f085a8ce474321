//! The text filter as conditions for `SQLite`.
//!
//! What a person types is taken apart elsewhere; here are the parts.

use domain::{Reason, matching::search_key, warning::WarningKind};
use rusqlite::types::Value;

/// What a text filter asks for. All of it has to hold; nothing in it lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct GridText {
    /// Parts of the organisation's or its customer's text: name, domain, external id, reference.
    pub words: Vec<String>,
    /// Parts of a domain of the organisation.
    pub domains: Vec<String>,
    /// Parts of the customer's text.
    pub customers: Vec<String>,
    /// Reasons of the pair or of the best candidate: one of each group.
    pub reasons: Vec<Vec<Reason>>,
    /// What has to speak against the pair: one of each group.
    pub warnings: Vec<Vec<WarningKind>>,
    /// Whether the customer has to be switched off in Halo.
    pub inactive: bool,
    /// Whether the day to look at it again has to have come.
    pub to_review: bool,
}

/// The condition that the day to look at an organisation again has come.
pub(super) const DUE: &str = "organization_id IN (SELECT organization_id FROM review_due)";

impl GridText {
    /// A filter by one part of the text.
    pub fn word(text: &str) -> Self {
        Self {
            words: vec![text.to_owned()],
            ..Self::default()
        }
    }

    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A condition with its parameters, in the order of their question marks.
pub(crate) struct Condition {
    pub(crate) sql: String,
    pub(crate) params: Vec<Value>,
}

impl Condition {
    pub(crate) fn new(first: &str, param: impl Into<Value>) -> Self {
        Self {
            sql: first.to_owned(),
            params: vec![param.into()],
        }
    }

    /// Adds a condition that has to hold as well. Each of its question marks takes the next of `params`.
    pub(crate) fn and(&mut self, sql: &str, params: impl IntoIterator<Item = String>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(sql);
        self.params.extend(params.into_iter().map(Value::Text));
    }

    /// Adds the text filter as columns of `organization_list` answer it.
    pub(super) fn and_text(&mut self, text: &GridText) {
        for pattern in patterns(&text.words) {
            self.and(
                "(search_text LIKE ? ESCAPE '\\' OR customer_text LIKE ? ESCAPE '\\')",
                [pattern.clone(), pattern],
            );
        }
        for pattern in patterns(&text.domains) {
            self.and(
                "organization_id IN (SELECT organization_id FROM organization_domain WHERE domain LIKE ? ESCAPE '\\')",
                [pattern],
            );
        }
        for pattern in patterns(&text.customers) {
            self.and("customer_text LIKE ? ESCAPE '\\'", [pattern]);
        }
        for group in &text.reasons {
            let one = "instr(' ' || reasons || ' ', ?) > 0";
            let any = vec![one; group.len()].join(" OR ");
            let codes = group.iter().map(|reason| format!(" {} ", reason.code()));
            self.and(&format!("({any})"), codes);
        }
        for group in &text.warnings {
            let any = vec!["?"; group.len()].join(", ");
            let codes = group.iter().map(|kind| kind.code().to_owned());
            self.and(
                &format!(
                    "organization_id IN (SELECT organization_id FROM pair_warning WHERE set_aside = 0 AND kind IN ({any}))"
                ),
                codes,
            );
        }
        if text.inactive {
            self.and("customer_inactive = 1", []);
        }
        if text.to_review {
            self.and(DUE, []);
        }
    }
}

/// The patterns of those texts that are not blank.
pub(crate) fn patterns(texts: &[String]) -> impl Iterator<Item = String> + '_ {
    texts.iter().filter_map(|text| like_pattern(text))
}

/// The pattern that finds a text anywhere, with `%`, `_` and `\` standing for themselves. `None` for no text.
pub(crate) fn like_pattern(text: &str) -> Option<String> {
    let key = search_key(text);
    if key.is_empty() {
        return None;
    }
    let mut pattern = String::with_capacity(key.len() + 2);
    pattern.push('%');
    for c in key.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    Some(pattern)
}
