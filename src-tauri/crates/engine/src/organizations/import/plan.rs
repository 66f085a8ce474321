//! Rows against what is there: which organisations come new, which change, which stay.
//!
//! A row belongs to the organisation with its external id, else to the one with its name. Carried out and made again
//! from the same rows, a plan is empty.

use std::collections::{HashMap, HashSet};

use domain::{
    Decision, OrganizationId, SourceKind,
    matching::{fold_name, search_key},
};
use store::organizations::{OrganizationContent, OrganizationRow, Seat};

use super::BadRow;
use super::rows::Row;

/// What an import does.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) added: Vec<OrganizationContent>,
    pub(super) updated: Vec<(OrganizationId, OrganizationContent)>,
    pub(super) unchanged: u32,
    /// In the order of the lines.
    pub(super) bad_rows: Vec<BadRow>,
    /// In the order of the lines.
    pub(super) passed_over: Vec<BadRow>,
}

impl Plan {
    /// Works out what importing the rows does to the organisations. `bad_rows` are the rows already left out.
    pub(super) fn new(existing: &[OrganizationRow], rows: Vec<Row>, bad_rows: Vec<BadRow>) -> Self {
        let mut plan = Self {
            bad_rows,
            ..Self::default()
        };
        let mut finder = Finder::new(existing);
        let rows = plan.without_repeated_ids(rows);
        // External ids first: a row without one must not take an organisation that another row names outright.
        let by_id: Vec<Option<usize>> = rows
            .iter()
            .map(|row| finder.claim_by_external_id(row))
            .collect();
        for (row, by_id) in rows.into_iter().zip(by_id) {
            let found = match by_id {
                Some(place) => Found::One(place),
                None => finder.claim_by_name(&row),
            };
            if !matches!(found, Found::Unclear(_)) {
                plan.passed_over.extend(row.passed_over());
            }
            match found {
                Found::One(place) => plan.put(&existing[place], &row),
                Found::None => plan.added.push(new_content(row)),
                Found::Unclear(reason) => plan.bad_rows.push(row.refuse(reason)),
            }
        }
        plan.bad_rows.sort_by_key(|bad| bad.line);
        plan
    }

    fn without_repeated_ids(&mut self, rows: Vec<Row>) -> Vec<Row> {
        let mut lines: HashMap<String, u32> = HashMap::new();
        let mut kept = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(id) = &row.external_id {
                if let Some(line) = lines.get(id) {
                    let reason = format!("Line {line} has the external id {id} too, and counts");
                    self.bad_rows.push(row.refuse(reason));
                    continue;
                }
                lines.insert(id.clone(), row.line);
            }
            kept.push(row);
        }
        kept
    }

    fn put(&mut self, existing: &OrganizationRow, row: &Row) {
        let old = existing.content();
        let new = merged(&old, row);
        if new == old {
            self.unchanged += 1;
        } else {
            self.updated.push((existing.id, new));
        }
    }
}

/// Whose row it is.
enum Found {
    One(usize),
    None,
    Unclear(String),
}

/// Looks organisations up, each given away once.
struct Finder<'a> {
    existing: &'a [OrganizationRow],
    by_external_id: HashMap<&'a str, usize>,
    by_name: HashMap<String, Vec<usize>>,
    claimed: HashSet<usize>,
    /// Lines of rows without an external id, by name.
    nameless_lines: HashMap<String, u32>,
}

impl<'a> Finder<'a> {
    fn new(existing: &'a [OrganizationRow]) -> Self {
        let mut by_external_id = HashMap::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, row) in existing.iter().enumerate() {
            if let Some(id) = &row.external_id {
                by_external_id.insert(id.as_str(), place);
            }
            by_name.entry(name_key(&row.name)).or_default().push(place);
        }
        Self {
            existing,
            by_external_id,
            by_name,
            claimed: HashSet::new(),
            nameless_lines: HashMap::new(),
        }
    }

    fn claim_by_external_id(&mut self, row: &Row) -> Option<usize> {
        let place = *self.by_external_id.get(row.external_id.as_deref()?)?;
        self.claimed.insert(place);
        Some(place)
    }

    fn claim_by_name(&mut self, row: &Row) -> Found {
        let key = name_key(&row.name);
        let same_name = self.by_name.get(&key).map_or(&[][..], Vec::as_slice);
        let mut free: Vec<usize> = same_name
            .iter()
            .copied()
            .filter(|place| !self.claimed.contains(place))
            // Two external ids are two organisations, whatever they are called.
            .filter(|place| {
                row.external_id.is_none() || self.existing[*place].external_id.is_none()
            })
            .collect();
        if free.len() > 1 {
            let spelled_so = |place: &usize| self.existing[*place].name == row.name;
            if free.iter().filter(|place| spelled_so(place)).count() == 1 {
                free.retain(spelled_so);
            }
        }
        let earlier = match row.external_id {
            None => self.nameless_lines.get(&key).copied(),
            Some(_) => None,
        };
        let found = match (free.as_slice(), earlier) {
            ([place], _) => Found::One(*place),
            ([], None) => Found::None,
            ([], Some(line)) => Found::Unclear(format!(
                "Line {line} has the same name; without an external id nothing tells them apart"
            )),
            (several, _) => Found::Unclear(format!(
                "{} organisations have this name; only an external id tells which is meant",
                several.len()
            )),
        };
        if let Found::One(place) = found {
            self.claimed.insert(place);
        }
        if row.external_id.is_none() && !matches!(found, Found::Unclear(_)) {
            self.nameless_lines.entry(key).or_insert(row.line);
        }
        found
    }
}

/// Names with the same key are taken for the same organisation.
pub(in crate::organizations) fn name_key(name: &str) -> String {
    let folded = fold_name(name);
    if folded.is_empty() {
        // Signs only.
        search_key(name)
    } else {
        folded
    }
}

fn new_content(row: Row) -> OrganizationContent {
    OrganizationContent {
        name: row.name,
        domains: row.domains,
        external_id: row.external_id,
        tenant_id: row.tenant_id,
        note: row.note,
        seats: seats(Vec::new(), row.seats),
        source: SourceKind::Csv,
        decision: Decision::Open,
        decision_reason: None,
    }
}

/// What the row says wins; where it says nothing, what is known stays.
fn merged(old: &OrganizationContent, row: &Row) -> OrganizationContent {
    let domains = if row.domains.is_empty() {
        &old.domains
    } else {
        &row.domains
    };
    OrganizationContent {
        name: row.name.clone(),
        domains: domains.clone(),
        external_id: row.external_id.clone().or_else(|| old.external_id.clone()),
        tenant_id: row.tenant_id.clone().or_else(|| old.tenant_id.clone()),
        note: row.note.clone().or_else(|| old.note.clone()),
        seats: seats(old.seats.clone(), row.seats.clone()),
        source: old.source,
        decision: old.decision,
        decision_reason: old.decision_reason.clone(),
    }
}

/// In the order in which the store keeps them.
fn seats(mut old: Vec<Seat>, new: Vec<(String, u32)>) -> Vec<Seat> {
    for (product_key, count) in new {
        old.retain(|seat| seat.product_key != product_key);
        old.push(Seat { product_key, count });
    }
    old.sort_by(|a, b| a.product_key.cmp(&b.product_key));
    old
}
