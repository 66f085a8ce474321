//! The organisations grid: pages, filters, sorting and counts, all worked out by `SQLite`.

use domain::{
    Band, CustomerId, OrganizationId, OrganizationState, ProfileId, Reason, matching::search_key,
};
use rusqlite::{Row, named_params};

use crate::{Connection, Result, decode};

/// Which organisations are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GridFilter {
    /// Suggested, Choose and Unmapped together.
    #[default]
    ToDo,
    /// One clear candidate.
    Suggested,
    /// Candidates to choose from.
    Choose,
    /// No candidate.
    Unmapped,
    /// Paired.
    Mapped,
    /// Put off.
    Held,
    /// Never to be paired.
    Excluded,
    /// Paired with a customer that is gone or switched off.
    Problem,
    /// All of them.
    All,
}

/// What the list is sorted by. Equal rows are sorted by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GridSort {
    /// The organisation's name.
    #[default]
    Name,
    /// The state, what needs a person first.
    State,
    /// The customer's name; rows without a customer last.
    Customer,
    /// The band, weakest first; rows without evidence last.
    Band,
}

/// What is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridQuery {
    /// Which states.
    pub filter: GridFilter,
    /// Part of a name, domain, external id or customer's name; empty for all.
    pub text: String,
    /// The order.
    pub sort: GridSort,
    /// Whether the order is turned round.
    pub descending: bool,
    /// How many rows to pass over.
    pub offset: u32,
    /// How many rows at most.
    pub limit: u32,
}

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
    /// How many candidates there are.
    pub candidates: u32,
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
    /// All of them.
    pub all: u32,
}

impl GridFilter {
    /// Whether organisations in this state are listed.
    pub const fn shows(self, state: OrganizationState) -> bool {
        match self {
            Self::All => true,
            Self::ToDo => state.is_to_do(),
            Self::Suggested => matches!(state, OrganizationState::Suggested),
            Self::Choose => matches!(state, OrganizationState::Choose),
            Self::Unmapped => matches!(state, OrganizationState::Unmapped),
            Self::Mapped => matches!(state, OrganizationState::Mapped),
            Self::Held => matches!(state, OrganizationState::Held),
            Self::Excluded => matches!(state, OrganizationState::Excluded),
            Self::Problem => matches!(state, OrganizationState::Problem),
        }
    }

    /// The condition on the column `state`, made of constants only.
    fn condition(self) -> String {
        if self == Self::All {
            return "1".to_owned();
        }
        let codes: Vec<String> = OrganizationState::ALL
            .iter()
            .filter(|state| self.shows(**state))
            .map(|state| format!("'{}'", state.code()))
            .collect();
        format!("state IN ({})", codes.join(", "))
    }
}

const TEXT_CONDITION: &str = "(:pattern IS NULL OR search_text LIKE :pattern ESCAPE '\\'
      OR customer_search_text LIKE :pattern ESCAPE '\\')";

/// A page of organisations.
pub fn page(conn: &Connection, profile: ProfileId, query: &GridQuery) -> Result<GridPage> {
    let pattern = like_pattern(&query.text);
    let filter = query.filter.condition();
    let direction = if query.descending { "DESC" } else { "ASC" };
    let order = match query.sort {
        GridSort::Name => String::new(),
        GridSort::State => format!(
            "CASE state WHEN 'problem' THEN 0 WHEN 'choose' THEN 1 WHEN 'suggested' THEN 2 WHEN 'unmapped' THEN 3
                 WHEN 'held' THEN 4 WHEN 'mapped' THEN 5 ELSE 6 END {direction}, "
        ),
        GridSort::Customer => format!("customer_sort_key IS NULL, customer_sort_key {direction}, "),
        GridSort::Band => format!(
            "band IS NULL, CASE band WHEN 'weak' THEN 0 WHEN 'possible' THEN 1 WHEN 'strong' THEN 2 ELSE 3 END {direction}, "
        ),
    };
    let rows = decode::rows(
        conn,
        &format!(
            "SELECT id, name, state, customer_id, customer_name, band, reasons, version,
                 (SELECT domain FROM organization_domain WHERE organization_id = g.id ORDER BY position LIMIT 1) AS domain,
                 (SELECT count(*) FROM suggestion WHERE organization_id = g.id) AS candidates
             FROM organization_grid AS g
             WHERE profile_id = :profile AND {filter} AND {TEXT_CONDITION}
             ORDER BY {order}sort_key {direction}, id {direction} LIMIT :limit OFFSET :offset"
        ),
        named_params! {
            ":profile": profile.get(),
            ":pattern": pattern,
            ":limit": query.limit,
            ":offset": query.offset,
        },
        read,
    )?;
    let total = decode::value(
        conn,
        &format!(
            "SELECT count(*) FROM organization_grid WHERE profile_id = :profile AND {filter} AND {TEXT_CONDITION}"
        ),
        named_params! { ":profile": profile.get(), ":pattern": pattern },
    )?
    .unwrap_or(0);
    Ok(GridPage { rows, total })
}

/// How many organisations with this text are in each state.
pub fn counts(conn: &Connection, profile: ProfileId, text: &str) -> Result<GridCounts> {
    let by_state: Vec<(OrganizationState, u32)> = decode::rows(
        conn,
        &format!(
            "SELECT state, count(*) FROM organization_grid
             WHERE profile_id = :profile AND {TEXT_CONDITION} GROUP BY state"
        ),
        named_params! { ":profile": profile.get(), ":pattern": like_pattern(text) },
        |row| {
            let state = decode::coded(row, "state", OrganizationState::from_code)?;
            Ok((state, row.get(1)?))
        },
    )?;
    let mut counts = GridCounts::default();
    for (state, count) in by_state {
        match state {
            OrganizationState::Suggested => counts.suggested = count,
            OrganizationState::Choose => counts.choose = count,
            OrganizationState::Unmapped => counts.unmapped = count,
            OrganizationState::Mapped => counts.mapped = count,
            OrganizationState::Held => counts.held = count,
            OrganizationState::Excluded => counts.excluded = count,
            OrganizationState::Problem => counts.problems = count,
        }
        counts.all += count;
        if state.is_to_do() {
            counts.todo += count;
        }
    }
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
        "SELECT state FROM organization_grid WHERE profile_id = ?1 AND id = ?2",
        [profile.get(), id.get()],
        |row| decode::coded(row, "state", OrganizationState::from_code),
    )
}

/// The pattern that finds a text anywhere, with `%`, `_` and `\` standing for themselves. `None` for no text.
pub(super) fn like_pattern(text: &str) -> Option<String> {
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
        candidates: row.get("candidates")?,
        version: row.get("version")?,
    })
}
