//! The organisations grid: pages, filters, sorting and counts, all worked out by `SQLite`.
//!
//! Everything is looked for in `organization_list`, which the schema's triggers keep ready; only the rows of the page
//! asked for are put together from the tables themselves.

mod query;
mod selection;
mod text;

use domain::{
    Band, CustomerId, OrganizationId, OrganizationState, ProfileId, Reason, warning::WarningKind,
};
use rusqlite::{Row, params_from_iter};

use crate::{Connection, Result, decode};

pub(super) use query::listed;
pub use query::{GridFilter, GridQuery, GridSort};
pub(super) use selection::states;
pub use selection::{GridSelection, selected};
pub use text::GridText;
pub(super) use text::{Condition, like_pattern, patterns};

/// One row of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow {
    /// The organisation.
    pub id: OrganizationId,
    /// Its name.
    pub name: String,
    /// Its main domain.
    pub domain: Option<String>,
    /// Where it stands.
    pub state: OrganizationState,
    /// The customer of the pair or of a clear suggestion.
    pub customer_id: Option<CustomerId>,
    /// That customer's name; the name it had, if it is gone.
    pub customer_name: Option<String>,
    /// The band of the pair or of the best candidate.
    pub band: Option<Band>,
    /// The reasons of the pair or of the best candidate.
    pub reasons: Vec<Reason>,
    /// What speaks against the pair and was not set aside, the gravest first.
    pub warnings: Vec<WarningKind>,
    /// How many candidates there are.
    pub candidates: u32,
    /// Whether the day to look at it again has come.
    pub to_review: bool,
    /// The organisation's version.
    pub version: i32,
}

/// A page of the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridPage {
    /// The rows.
    pub rows: Vec<GridRow>,
    /// How many rows there are without offset and limit.
    pub total: u32,
    /// How many organisations with this text are in each state.
    pub counts: GridCounts,
}

/// How many organisations there are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GridCounts {
    /// Suggested, Choose and Unmapped together.
    pub todo: u32,
    /// See [`OrganizationState::Suggested`].
    pub suggested: u32,
    /// See [`OrganizationState::Choose`].
    pub choose: u32,
    /// See [`OrganizationState::Unmapped`].
    pub unmapped: u32,
    /// See [`OrganizationState::Mapped`].
    pub mapped: u32,
    /// See [`OrganizationState::Held`].
    pub held: u32,
    /// See [`OrganizationState::Excluded`].
    pub excluded: u32,
    /// See [`OrganizationState::Problem`].
    pub problems: u32,
    /// Held or excluded until a day that has come.
    pub to_review: u32,
    /// All of them.
    pub all: u32,
}

impl GridCounts {
    /// How many a filter lets through.
    pub const fn of(&self, filter: GridFilter) -> u32 {
        match filter {
            GridFilter::ToDo => self.todo,
            GridFilter::Suggested => self.suggested,
            GridFilter::Choose => self.choose,
            GridFilter::Unmapped => self.unmapped,
            GridFilter::Mapped => self.mapped,
            GridFilter::Held => self.held,
            GridFilter::Excluded => self.excluded,
            GridFilter::Problem => self.problems + self.to_review,
            GridFilter::All => self.all,
        }
    }

    fn add(&mut self, state: OrganizationState, count: u32) {
        let field = match state {
            OrganizationState::Suggested => &mut self.suggested,
            OrganizationState::Choose => &mut self.choose,
            OrganizationState::Unmapped => &mut self.unmapped,
            OrganizationState::Mapped => &mut self.mapped,
            OrganizationState::Held => &mut self.held,
            OrganizationState::Excluded => &mut self.excluded,
            OrganizationState::Problem => &mut self.problems,
        };
        *field += count;
        self.all += count;
        if state.is_to_do() {
            self.todo += count;
        }
    }
}

/// A page of organisations, with the counts of all filters for its text.
pub fn page(conn: &Connection, profile: ProfileId, query: &GridQuery) -> Result<GridPage> {
    let counts = counts(conn, profile, &query.text)?;
    let mut condition = query.condition(profile);
    condition.params.push(query.limit.into());
    condition.params.push(query.offset.into());
    let rows = decode::rows(
        conn,
        &format!(
            "WITH listed AS MATERIALIZED (
                 SELECT organization_id, state, band, sort_key, customer_sort_key FROM organization_list AS l
                 WHERE {} ORDER BY {} LIMIT ? OFFSET ?)
             SELECT g.id, g.name, g.state, g.customer_id, g.customer_name, g.band, g.reasons, g.version,
                 (SELECT domain FROM organization_domain WHERE organization_id = g.id ORDER BY position LIMIT 1) AS domain,
                 (SELECT count(*) FROM suggestion WHERE organization_id = g.id) AS candidates,
                 (SELECT group_concat(kind, ' ') FROM pair_warning WHERE organization_id = g.id AND set_aside = 0) AS warnings,
                 EXISTS (SELECT 1 FROM review_due WHERE organization_id = g.id) AS to_review
             FROM listed CROSS JOIN organization_grid AS g ON g.id = listed.organization_id
             ORDER BY {}",
            condition.sql,
            query.order("l"),
            query.order("listed"),
        ),
        params_from_iter(condition.params),
        read,
    )?;
    Ok(GridPage {
        rows,
        total: counts.of(query.filter),
        counts,
    })
}

/// The ids of a stretch of organisations, for a selection over rows that were never read.
pub fn ids(
    conn: &Connection,
    profile: ProfileId,
    query: &GridQuery,
) -> Result<Vec<OrganizationId>> {
    let mut condition = query.condition(profile);
    condition.params.push(query.limit.into());
    condition.params.push(query.offset.into());
    decode::rows(
        conn,
        &format!(
            "SELECT organization_id FROM organization_list AS l WHERE {} ORDER BY {} LIMIT ? OFFSET ?",
            condition.sql,
            query.order("l")
        ),
        params_from_iter(condition.params),
        |row| decode::id(row, "organization_id", OrganizationId::new),
    )
}

/// Where an organisation stands among those listed, from 0; `None` when it is not among them.
pub fn place(
    conn: &Connection,
    profile: ProfileId,
    query: &GridQuery,
    id: OrganizationId,
) -> Result<Option<u32>> {
    let mut condition = query.condition(profile);
    condition.params.push(id.get().into());
    decode::value(
        conn,
        &format!(
            "SELECT place FROM (
                 SELECT organization_id, row_number() OVER (ORDER BY {}) - 1 AS place FROM organization_list AS l WHERE {})
             WHERE organization_id = ?",
            query.order("l"),
            condition.sql,
        ),
        params_from_iter(condition.params),
    )
}

/// How many organisations with this text are in each state.
pub fn counts(conn: &Connection, profile: ProfileId, text: &GridText) -> Result<GridCounts> {
    let condition = listed(profile, GridFilter::All, text);
    let mut counts = GridCounts::default();
    decode::rows(
        conn,
        &format!(
            "SELECT state, count(*) FROM organization_list WHERE {} GROUP BY state",
            condition.sql
        ),
        params_from_iter(&condition.params),
        |row| {
            let state = decode::coded(row, "state", OrganizationState::from_code)?;
            counts.add(state, row.get(1)?);
            Ok(())
        },
    )?;
    // From the few that are due to their rows: a test of every row would cost half as much again as counting them.
    let due = format!(
        "SELECT count(*) FROM (
             SELECT l.* FROM review_due AS due CROSS JOIN organization_list AS l ON l.organization_id = due.organization_id)
         WHERE {}",
        condition.sql
    );
    counts.to_review = decode::value(conn, &due, params_from_iter(&condition.params))?.unwrap_or(0);
    Ok(counts)
}

/// Where one organisation stands; `None` when it is gone.
pub fn state_of(
    conn: &Connection,
    profile: ProfileId,
    id: OrganizationId,
) -> Result<Option<OrganizationState>> {
    decode::row(
        conn,
        "SELECT state FROM organization_list WHERE profile_id = ?1 AND organization_id = ?2",
        [profile.get(), id.get()],
        |row| decode::coded(row, "state", OrganizationState::from_code),
    )
}

fn read(row: &Row<'_>) -> Result<GridRow> {
    let band: Option<String> = row.get("band")?;
    Ok(GridRow {
        id: decode::id(row, "id", OrganizationId::new)?,
        name: row.get("name")?,
        domain: row.get("domain")?,
        state: decode::coded(row, "state", OrganizationState::from_code)?,
        customer_id: decode::optional_id(row, "customer_id", CustomerId::new)?,
        customer_name: row.get("customer_name")?,
        band: band.as_deref().and_then(Band::from_code),
        reasons: decode::reasons(row.get_ref("reasons")?.as_str().ok()),
        warnings: decode::warnings(row.get_ref("warnings")?.as_str().ok()),
        candidates: row.get("candidates")?,
        to_review: row.get("to_review")?,
        version: row.get("version")?,
    })
}
