//! Rows against what is there: which organisations come new, which change, which stay, which are gone.
//!
//! A row belongs to the organisation with its external id, else to the one with its name. Carried out and made again
//! from the same rows, a plan is empty.

use std::collections::{HashMap, HashSet};

use domain::{Decision, OrganizationId, SourceKind, domain_import::name_key};
use store::organizations::{OrganizationContent, OrganizationRow};

use super::BadRow;
use super::rows::{Refused, Row};
use crate::organizations::seats::with_counts;

/// What an import does.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) added: Vec<OrganizationContent>,
    pub(super) updated: Vec<(OrganizationId, OrganizationContent)>,
    /// Organisations that are as the source says already.
    pub(super) unchanged: Vec<OrganizationId>,
    /// Organisations that the last import of the source listed and this one does not.
    pub(super) gone: Vec<OrganizationId>,
    /// In the order of the lines.
    pub(super) bad_rows: Vec<BadRow>,
    /// In the order of the lines.
    pub(super) passed_over: Vec<BadRow>,
}

/// What a plan is made from.
pub(super) struct Input<'a> {
    /// What is there.
    pub(super) existing: &'a [OrganizationRow],
    /// Which of it the last import of the source listed.
    pub(super) listed_last: &'a [OrganizationId],
    /// What new organisations are said to come from.
    pub(super) source: SourceKind,
    pub(super) rows: Vec<Row>,
    /// Rows that are left out whatever is there.
    pub(super) refused: Vec<Refused>,
}

impl Plan {
    /// Works out what importing the rows does to the organisations.
    pub(super) fn new(input: Input<'_>) -> Self {
        let mut plan = Self::default();
        let existing = input.existing;
        let mut refused = input.refused;
        let mut finder = Finder::new(existing);
        let rows = without_repeated_ids(input.rows, &mut refused);
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
                Found::None => plan.added.push(new_content(row, input.source)),
                Found::Unclear(reason) => refused.push(row.refuse(reason)),
            }
        }
        // A row that cannot be taken still says that its organisation is there.
        for row in &refused {
            finder.see(row);
        }
        plan.gone = finder.unseen(input.listed_last);
        plan.bad_rows = refused.into_iter().map(|refused| refused.bad).collect();
        plan.bad_rows.sort_by_key(|bad| bad.line);
        plan
    }

    fn put(&mut self, existing: &OrganizationRow, row: &Row) {
        let old = existing.content();
        let new = merged(&old, row);
        if new == old {
            self.unchanged.push(existing.id);
        } else {
            self.updated.push((existing.id, new));
        }
    }
}

fn without_repeated_ids(rows: Vec<Row>, refused: &mut Vec<Refused>) -> Vec<Row> {
    let mut lines: HashMap<String, u32> = HashMap::new();
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(id) = &row.external_id {
            if let Some(line) = lines.get(id) {
                let reason = format!("Line {line} has the external id {id} too, and counts");
                refused.push(row.refuse(reason));
                continue;
            }
            lines.insert(id.clone(), row.line);
        }
        kept.push(row);
    }
    kept
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
    /// Those that a row left out is about, beside the claimed ones.
    seen: HashSet<usize>,
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
            seen: HashSet::new(),
            nameless_lines: HashMap::new(),
        }
    }

    fn claim_by_external_id(&mut self, row: &Row) -> Option<usize> {
        let place = *self.by_external_id.get(row.external_id.as_deref()?)?;
        self.claimed.insert(place);
        Some(place)
    }

    /// Notes which organisations a row that is left out may be about.
    fn see(&mut self, row: &Refused) {
        let by_id = row.external_id.as_deref();
        self.seen
            .extend(by_id.and_then(|id| self.by_external_id.get(id)));
        if let Some(name) = &row.name {
            let places = self.by_name.get(&name_key(name));
            self.seen.extend(places.into_iter().flatten());
        }
    }

    /// Those of the organisations that no row was about. Nothing has to be asked about excluded ones.
    fn unseen(&self, listed: &[OrganizationId]) -> Vec<OrganizationId> {
        let listed: HashSet<OrganizationId> = listed.iter().copied().collect();
        let places = self.existing.iter().enumerate();
        places
            .filter(|(place, row)| {
                listed.contains(&row.id)
                    && row.decision != Decision::Excluded
                    && !self.claimed.contains(place)
                    && !self.seen.contains(place)
            })
            .map(|(_, row)| row.id)
            .collect()
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

fn new_content(row: Row, source: SourceKind) -> OrganizationContent {
    OrganizationContent {
        name: row.name,
        domains: row.domains,
        external_id: row.external_id,
        tenant_id: row.tenant_id,
        note: row.note,
        seats: with_counts(Vec::new(), row.seats),
        source,
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
        seats: with_counts(old.seats.clone(), row.seats.clone()),
        source: old.source,
        decision: old.decision,
        decision_reason: old.decision_reason.clone(),
    }
}
