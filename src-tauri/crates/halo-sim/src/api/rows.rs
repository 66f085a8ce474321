//! Lists: filters that all of them share, order, pages of at most 100 whatever was asked, envelopes.

use std::{cmp::Ordering, ops::Range};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Context, refusal};
use crate::{
    clock::parse_client_date,
    server::{Call, Reply},
};

/// The most rows one answer carries.
const MAX_PAGE: usize = 100;
/// Rows given when nothing was asked.
const DEFAULT_PAGE: usize = 50;

/// Compares two rows by the column a client named.
pub(crate) type Compare<T> = fn(&T, &T) -> Ordering;

/// Sorts, cuts and wraps rows. `column` gives the order for a column's name; an unknown one leaves Halo's own order.
pub(crate) fn view<T>(
    cx: &Context<'_>,
    key: &str,
    mut rows: Vec<&T>,
    column: impl Fn(&str) -> Option<Compare<T>>,
    to_json: impl Fn(&T) -> Value,
) -> Value {
    for (order, descending) in [("order2", "orderdesc2"), ("order", "orderdesc")] {
        if let Some(compare) = cx
            .call
            .text(order)
            .and_then(|name| column(&name.to_ascii_lowercase()))
        {
            rows.sort_by(|a, b| compare(a, b));
            // Only the word counts: `orderdesc=1` gives the oldest first.
            if cx.call.is_set(descending) {
                rows.reverse();
            }
        }
    }
    let total = rows.len();
    let page: Vec<Value> = rows[window(cx, total)]
        .iter()
        .map(|row| to_json(row))
        .collect();
    let mut envelope = json!({ "record_count": total, key: page });
    if cx.call.is_set("pageinate") {
        envelope["page_no"] = json!(cx.call.number("page_no").unwrap_or(1));
        envelope["page_size"] = json!(cx.call.number("page_size").unwrap_or(50));
    }
    envelope
}

fn window(cx: &Context<'_>, total: usize) -> Range<usize> {
    let asked = |name| {
        cx.call
            .number(name)
            .and_then(|number| usize::try_from(number).ok())
            .filter(|n| *n > 0)
    };
    if !cx.call.is_set("pageinate") {
        return 0..asked("count")
            .unwrap_or(DEFAULT_PAGE)
            .min(MAX_PAGE)
            .min(total);
    }
    let cap = cx.paging.cap.unwrap_or(MAX_PAGE);
    let size = asked("page_size").unwrap_or(DEFAULT_PAGE).min(cap);
    let mut page = asked("page_no").unwrap_or(1);
    if cx.paging.repeat_last {
        page = page.min(total.div_ceil(size).max(1));
    }
    let mut start = (page - 1).saturating_mul(size);
    if page > 1 {
        start = start.saturating_add_signed(isize::try_from(cx.paging.shift).unwrap_or(0));
    }
    let start = start.min(total);
    start..start.saturating_add(size).min(total)
}

/// `includeactive`, `includeinactive` and `activeinactive`, read once for all rows.
pub(crate) struct Activity {
    active: bool,
    inactive: bool,
}

impl Activity {
    pub(crate) fn read(call: &Call) -> Self {
        if let Some((active, inactive)) = call
            .text("activeinactive")
            .and_then(|pair| pair.split_once(','))
        {
            let says = |word: &str| word.trim().eq_ignore_ascii_case("true");
            return Self {
                active: says(active),
                inactive: says(inactive),
            };
        }
        Self {
            active: call.flag("includeactive") != Some(false),
            inactive: call.is_set("includeinactive"),
        }
    }

    /// Whether a row is wanted.
    pub(crate) fn takes(&self, inactive: bool) -> bool {
        if inactive { self.inactive } else { self.active }
    }
}

/// `lastupdatefromdate` and `lastupdatetodate`, read once for all rows. What is no date is ignored.
pub(crate) struct Period {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

impl Period {
    pub(crate) fn read(call: &Call) -> Self {
        let bound = |name| call.query(name).and_then(parse_client_date);
        Self {
            from: bound("lastupdatefromdate"),
            to: bound("lastupdatetodate"),
        }
    }

    /// Whether a row changed inside it.
    pub(crate) fn takes(&self, updated: Timestamp) -> bool {
        self.from.is_none_or(|from| updated >= from) && self.to.is_none_or(|to| updated <= to)
    }
}

/// A like-search, case ignored.
pub(crate) fn like(text: &str, wanted: &str) -> bool {
    text.to_lowercase().contains(&wanted.to_lowercase())
}

/// The ids in a comma-separated parameter; `None` when it was not sent.
pub(crate) fn id_list(call: &Call, name: &str) -> Option<Vec<i64>> {
    call.text(name).map(|list| {
        list.split(',')
            .filter_map(|id| id.trim().parse().ok())
            .collect()
    })
}

/// One condition of `advanced_search`.
pub(crate) struct Condition {
    pub(crate) field: String,
    value: String,
    equals: bool,
}

impl Condition {
    pub(crate) fn holds(&self, text: &str) -> bool {
        if self.equals {
            text.eq_ignore_ascii_case(&self.value)
        } else {
            like(text, &self.value)
        }
    }
}

/// Reads `advanced_search`; a field that is not on the list is refused.
pub(crate) fn conditions(call: &Call, allowed: &[&str]) -> Result<Vec<Condition>, Reply> {
    let refused = || refusal::sentence("Invalid advanced search parameter");
    let Some(text) = call.text("advanced_search") else {
        return Ok(Vec::new());
    };
    let Ok(Value::Array(rows)) = serde_json::from_str(text) else {
        return Err(refused());
    };
    rows.iter()
        .map(|row| {
            let field = row["filter_name"]
                .as_str()
                .filter(|name| allowed.contains(name))
                .ok_or_else(refused)?;
            let value = row["filter_value"]
                .as_str()
                .map_or_else(|| row["filter_value"].to_string(), str::to_owned);
            Ok(Condition {
                field: field.to_owned(),
                value,
                equals: row["filter_type"] == 2,
            })
        })
        .collect()
}
