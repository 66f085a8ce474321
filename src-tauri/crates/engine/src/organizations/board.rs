//! The board: laid out once for each state of the data, then handed out in windows.
//!
//! `SQLite` filters and sorts, `domain` places. What is kept between two questions is ids only, and it is thrown away
//! as soon as anything in the file has changed.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    CustomerId, OrganizationId, OrganizationState, ProfileId,
    board::{Board, CustomerGroup, Order, OrganizationGroup},
};
use store::{
    Connection, Store,
    grid::{GridCounts, GridFilter, GridText},
};

use super::error::Result;
use super::query::{self, Term};

mod slots;

pub use slots::{CustomerSlot, End, OrganizationSlot};

use slots::{customer_slots, organization_slots};

/// More rows than this are never read for one window.
const LONGEST_WINDOW: u32 = 200;

/// Which board.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct BoardQuery {
    /// Which organisations.
    pub filter: GridFilter,
    /// What is typed into the filter; it filters both sides.
    pub text: String,
    /// How customers stand.
    pub order: Order,
}

/// The board without its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardView {
    /// Groups at the left that have somebody: how many, and how many of them no longer hold.
    pub organizations: Vec<(OrganizationGroup, u32, u32)>,
    /// Groups at the right that have somebody.
    pub customers: Vec<(CustomerGroup, u32)>,
    /// The states from top to bottom, each with how many follow each other in it.
    pub overview: Vec<(OrganizationState, u32)>,
    /// How many organisations with this text are in each state.
    pub counts: GridCounts,
    /// What the text means.
    pub terms: Vec<Term>,
}

/// The last board that was laid out. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Boards {
    last: Arc<Mutex<Option<Laid>>>,
}

#[derive(Debug, Clone)]
struct Laid {
    profile: ProfileId,
    query: BoardQuery,
    data_version: i64,
    board: Arc<Board>,
}

impl Boards {
    /// The groups and the overview.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn view(
        &self,
        store: &Store,
        profile: ProfileId,
        query: BoardQuery,
    ) -> Result<BoardView> {
        let boards = self.clone();
        let view = store
            .read(move |tx| {
                let filter = query::parse(&query.text);
                let counts = store::grid::counts(tx, profile, &filter.text)?;
                let board = boards.laid_out(tx, profile, query, &filter.text)?;
                Ok(BoardView {
                    organizations: organization_groups(&board),
                    customers: customer_groups(&board),
                    overview: overview(&board),
                    counts,
                    terms: filter.terms,
                })
            })
            .await?;
        Ok(view)
    }

    /// A window of the left side, counted from 0 through all groups; at most 200.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn organizations(
        &self,
        store: &Store,
        profile: ProfileId,
        query: BoardQuery,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<OrganizationSlot>> {
        self.read(store, profile, query, move |tx, board| {
            let ids: Vec<OrganizationId> = window(board.organizations(), offset, limit)
                .iter()
                .map(|(id, _)| *id)
                .collect();
            organization_slots(tx, profile, board, &ids)
        })
        .await
    }

    /// A window of the right side, counted from 0 through all groups; at most 200.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn customers(
        &self,
        store: &Store,
        profile: ProfileId,
        query: BoardQuery,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<CustomerSlot>> {
        self.read(store, profile, query, move |tx, board| {
            let ids = window(board.customers(), offset, limit);
            customer_slots(tx, profile, board, ids)
        })
        .await
    }

    /// Where an organisation and a customer stand, from 0; `None` when the filter hides them.
    ///
    /// # Errors
    /// [`super::Error::Store`].
    pub async fn places(
        &self,
        store: &Store,
        profile: ProfileId,
        query: BoardQuery,
        organization: Option<OrganizationId>,
        customer: Option<CustomerId>,
    ) -> Result<(Option<u32>, Option<u32>)> {
        self.read(store, profile, query, move |_, board| {
            Ok((
                organization.and_then(|id| board.place_of_organization(id)),
                customer.and_then(|id| board.place_of_customer(id)),
            ))
        })
        .await
    }

    async fn read<T: Send + 'static>(
        &self,
        store: &Store,
        profile: ProfileId,
        query: BoardQuery,
        ask: impl FnOnce(&Connection, &Board) -> store::Result<T> + Send + 'static,
    ) -> Result<T> {
        let boards = self.clone();
        let answer = store
            .read(move |tx| {
                let text = query::parse(&query.text).text;
                let board = boards.laid_out(tx, profile, query, &text)?;
                ask(tx, &board)
            })
            .await?;
        Ok(answer)
    }

    /// The board as the data is now.
    fn laid_out(
        &self,
        conn: &Connection,
        profile: ProfileId,
        query: BoardQuery,
        text: &GridText,
    ) -> store::Result<Arc<Board>> {
        let data_version = store::board::data_version(conn)?;
        {
            let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            let fits = |laid: &&Laid| {
                laid.data_version == data_version && laid.profile == profile && laid.query == query
            };
            if let Some(laid) = last.as_ref().filter(fits) {
                return Ok(Arc::clone(&laid.board));
            }
        }
        let board = Arc::new(lay_out(conn, profile, &query, text)?);
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Laid {
            profile,
            query,
            data_version,
            board: Arc::clone(&board),
        });
        Ok(board)
    }
}

fn lay_out(
    conn: &Connection,
    profile: ProfileId,
    query: &BoardQuery,
    text: &GridText,
) -> store::Result<Board> {
    let organizations = store::board::organizations(conn, profile, query.filter, text)?;
    let lines = store::board::lines(conn, profile)?;
    // Where a line leads is shown even if the text finds only its other end.
    let mut shown: Vec<OrganizationId> = organizations.iter().map(|(id, _)| *id).collect();
    shown.sort_unstable();
    let led_to: Vec<CustomerId> = lines
        .iter()
        .filter(|line| shown.binary_search(&line.organization).is_ok())
        .map(|line| line.customer)
        .collect();
    let customers = store::board::customers(conn, profile, text, &led_to)?;
    Ok(Board::lay_out(
        organizations,
        &customers,
        lines,
        query.order,
    ))
}

fn window<T>(all: &[T], offset: u32, limit: u32) -> &[T] {
    let start = usize::try_from(offset).unwrap_or(usize::MAX).min(all.len());
    let length = usize::try_from(limit.min(LONGEST_WINDOW)).unwrap_or(0);
    &all[start..start.saturating_add(length).min(all.len())]
}

fn organization_groups(board: &Board) -> Vec<(OrganizationGroup, u32, u32)> {
    let mut groups: Vec<(OrganizationGroup, u32, u32)> = Vec::new();
    for (_, state) in board.organizations() {
        let group = OrganizationGroup::of(*state);
        let broken = u32::from(*state == OrganizationState::Problem);
        match groups.last_mut() {
            Some((last, count, problems)) if *last == group => {
                *count += 1;
                *problems += broken;
            }
            Some(_) | None => groups.push((group, 1, broken)),
        }
    }
    groups
}

fn customer_groups(board: &Board) -> Vec<(CustomerGroup, u32)> {
    CustomerGroup::ALL
        .into_iter()
        .map(|group| (group, board.customer_count(group)))
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn overview(board: &Board) -> Vec<(OrganizationState, u32)> {
    let mut runs: Vec<(OrganizationState, u32)> = Vec::new();
    for (_, state) in board.organizations() {
        match runs.last_mut() {
            Some((last, count)) if last == state => *count += 1,
            Some(_) | None => runs.push((*state, 1)),
        }
    }
    runs
}
