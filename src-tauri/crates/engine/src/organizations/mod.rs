//! Organisations and pairing: what the administrator sees, decides and takes back.
//!
//! Plain functions over the store. Every change of an organisation, its pair or its rejections is one transaction and
//! one entry in the undo journal, and is followed by new suggestions. Not here: the rules of matching (`domain`), the
//! queries (`store`), events and the window.

mod accept;
mod board;
mod by_words;
mod created;
mod decide;
mod detail;
mod edits;
mod error;
mod evidence;
mod fields;
mod forms;
mod halo_customers;
mod history;
mod image;
mod import;
mod learnt;
mod licences;
pub mod mappings;
mod matching;
mod query;
mod returning;
mod seats;
mod selection;
mod set_aside;
mod successors;
mod suggestions;
mod undo;
mod undo_along;
mod warnings;

use domain::{CustomerId, OrganizationId, ProfileId};
use store::{
    Connection, Store,
    grid::{GridCounts, GridFilter, GridQuery, GridRow, GridSort},
};

pub use accept::{
    AcceptGroup, AcceptPreview, Automatic, AutomaticPreview, Doubt, accept, accept_automatically,
    last_automatic, preview_accept, preview_automatic, switch_automatic_on,
};
pub use board::{BoardQuery, BoardView, Boards, CustomerSlot, End, OrganizationSlot};
pub use by_words::by_words;
pub(crate) use created::map_to_created;
pub use decide::{Act, Consent, decide};
pub(crate) use detail::customer_view as customer_of;
pub use detail::{CandidateView, Detail, detail};
pub use edits::Edited;
pub use error::{Error, Result};
pub use evidence::EvidenceLine;
pub(crate) use fields::Field;
pub use forms::{Form, add, delete, update};
pub use halo_customers::{
    CustomersGroup, CustomersPreview, CustomersRow, CustomersWanted, CustomersWindow,
    import_customers, preview_customers,
};
pub(crate) use history::changes_in;
pub use history::{FieldChange, HistoryLine, OrganizationChanges, changes_of_edit, history};
pub use import::api::{ApiChoice, ApiList, ApiSettings, Paging, SignIn};
pub(crate) use import::api::{ApiReadings, import_list, preview_list, saved as saved_api};
pub(crate) use import::read_text;
pub use import::{
    BadRow, ColumnUse, GoneAct, GoneRow, ImportColumn, ImportOptions, ImportPreview, Imported,
    ReadOptions, Reading, Remaining, TextEncoding, import_file, preview_file,
};
pub use licences::{ConnectionView, ProductView, connection};
pub(crate) use mappings::write_whole;
pub use matching::{MatchingSettings, matching_settings, set_may_share, switch_automatic_off};
pub use query::{Meaning, Term};
pub use selection::{ManyAct, Selection, SelectionPreview, decide_many, ids, preview_selection};
pub(crate) use set_aside::Aside;
pub use set_aside::SetAside;
pub use suggestions::recompute_suggestions;
pub(crate) use suggestions::refresh_with_customers;
pub use undo::{Undoable, redo, undo, undoable};
pub use undo_along::{UndoPlan, undo_along, undo_plan};
pub use warnings::{WarningView, preview_pair, renew_warnings};

/// More rows than this are never read for one window of the grid.
const LONGEST_PAGE: u32 = 200;

/// More customers than this are never answered to one search.
const MOST_HITS: u32 = 50;

/// What the grid is to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Which states.
    pub filter: GridFilter,
    /// What is typed into the filter.
    pub text: String,
    /// The order.
    pub sort: GridSort,
    /// Whether the order is turned round.
    pub descending: bool,
    /// Number of the first row, from 0.
    pub offset: u32,
    /// How many rows at most.
    pub limit: u32,
}

impl Query {
    fn of_grid(&self) -> GridQuery {
        GridQuery {
            filter: self.filter,
            text: query::parse(&self.text).text,
            sort: self.sort,
            descending: self.descending,
            offset: self.offset,
            limit: self.limit,
        }
    }
}

/// A window of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Number of the first row, from 0.
    pub offset: u32,
    /// The rows, at most 200.
    pub rows: Vec<GridRow>,
    /// Rows that fit the query in all.
    pub total: u32,
    /// How many organisations with this text are in each state.
    pub counts: GridCounts,
    /// What the text means.
    pub terms: Vec<Term>,
}

/// A customer as pairing shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerView {
    /// Halo's id.
    pub id: CustomerId,
    /// Name; the one it had when it was mapped, if it is gone.
    pub name: String,
    /// Registrable domains, sorted.
    pub domains: Vec<String>,
    /// Whether Halo has it switched off.
    pub inactive: bool,
    /// Whether the last complete read had it.
    pub present: bool,
    /// The other organisations that are mapped to it, in words.
    pub taken_by: Option<String>,
}

/// Customers that fit a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// At most 50, active ones first.
    pub customers: Vec<CustomerView>,
    /// How many fit in all.
    pub total: u32,
}

/// A window of the grid; a longer one than 200 rows is cut.
///
/// # Errors
/// [`Error::Store`].
pub async fn page(store: &Store, profile: ProfileId, query: Query) -> Result<Page> {
    let terms = query::parse(&query.text).terms;
    let grid = GridQuery {
        limit: query.limit.min(LONGEST_PAGE),
        ..query.of_grid()
    };
    let page = store
        .read(move |tx| store::grid::page(tx, profile, &grid))
        .await?;
    Ok(Page {
        offset: query.offset,
        rows: page.rows,
        total: page.total,
        counts: page.counts,
        terms,
    })
}

/// Where an organisation stands among the rows of a query, from 0; `None` when it is not among them. Offset and limit
/// do not matter.
///
/// # Errors
/// [`Error::Store`].
pub async fn place(
    store: &Store,
    profile: ProfileId,
    query: Query,
    id: OrganizationId,
) -> Result<Option<u32>> {
    let grid = query.of_grid();
    Ok(store
        .read(move |tx| store::grid::place(tx, profile, &grid, id))
        .await?)
}

/// How many organisations are in each state.
///
/// # Errors
/// [`Error::Store`].
pub async fn counts(store: &Store, profile: ProfileId) -> Result<GridCounts> {
    let counts = store
        .read(move |tx| store::grid::counts(tx, profile, &store::grid::GridText::default()))
        .await?;
    Ok(counts)
}

/// Searches all customers by name, domain and reference. Halo's "Unknown" is never found.
///
/// # Errors
/// [`Error::Store`].
pub async fn search_customers(store: &Store, profile: ProfileId, text: String) -> Result<Hits> {
    let hits = store
        .read(move |tx| {
            let found = store::customers::search(tx, profile, &text, MOST_HITS)?;
            let mut customers = Vec::with_capacity(found.hits.len());
            for hit in found.hits {
                let known = store::customers::get(tx, profile, hit.id)?;
                customers.push(CustomerView {
                    id: hit.id,
                    name: hit.name,
                    domains: known.map(|row| row.domains).unwrap_or_default(),
                    inactive: hit.inactive,
                    present: true,
                    taken_by: together(&hit.taken_by),
                });
            }
            Ok(Hits {
                customers,
                total: found.total,
            })
        })
        .await?;
    Ok(hits)
}

/// The organisations that are mapped to a customer, but for `except`, by name.
fn others_with(
    conn: &Connection,
    profile: ProfileId,
    customer: CustomerId,
    except: OrganizationId,
) -> store::Result<Vec<(OrganizationId, String)>> {
    let mut holders = store::pairs::holders_by_name(conn, profile, customer)?;
    holders.retain(|(id, _)| *id != except);
    Ok(holders)
}

/// Names in a sentence, at most two of them; `None` for none.
fn together(names: &[String]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some(one.clone()),
        [one, other] => Some(format!("{one} and {other}")),
        [one, other, rest @ ..] => Some(match rest.len() {
            1 => format!("{one}, {other} and one other"),
            more => format!("{one}, {other} and {more} others"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_are_named_and_the_rest_is_counted() {
        let check = |names: &[&str], words: Option<&str>| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            assert_eq!(together(&names).as_deref(), words);
        };
        check(&[], None);
        check(&["A"], Some("A"));
        check(&["A", "B"], Some("A and B"));
        check(&["A", "B", "C"], Some("A, B and one other"));
        check(&["A", "B", "C", "D"], Some("A, B and 2 others"));
    }
}
