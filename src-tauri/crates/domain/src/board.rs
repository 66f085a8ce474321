//! The board: organisations at the left, customers at the right, lines between them.
//!
//! Here is who stands in which group and in which place, so that few lines cross. What is drawn of it is the page's
//! business; which records there are and how their names sort is the store's.

use std::collections::HashMap;

use crate::{Band, CustomerId, OrganizationId, OrganizationState};

#[cfg(test)]
mod tests;

/// What a line between an organisation and a customer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// They are a pair.
    Mapped,
    /// They are a pair that no longer holds.
    Broken,
    /// The customer is the one clear candidate.
    Suggested,
    /// The customer is one of several candidates.
    Candidate,
}

impl LineKind {
    /// The kind of the lines of an organisation in this state; `None` where it has none.
    pub const fn of(state: OrganizationState) -> Option<Self> {
        match state {
            OrganizationState::Mapped => Some(Self::Mapped),
            OrganizationState::Problem => Some(Self::Broken),
            OrganizationState::Suggested => Some(Self::Suggested),
            OrganizationState::Choose => Some(Self::Candidate),
            OrganizationState::Unmapped | OrganizationState::Held | OrganizationState::Excluded => {
                None
            }
        }
    }
}

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its left end.
    pub organization: OrganizationId,
    /// Its right end.
    pub customer: CustomerId,
    /// What it says.
    pub kind: LineKind,
    /// How sure the evidence makes us.
    pub band: Band,
}

/// The groups at the left, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OrganizationGroup {
    /// Candidates to choose from.
    Choose,
    /// One clear candidate.
    Suggested,
    /// No candidate.
    Unmapped,
    /// Paired, whether the pair still holds or not.
    Mapped,
    /// Put off.
    Held,
    /// Never to be paired.
    Excluded,
}

/// The groups at the right, in their order. Each stands opposite the organisations that lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CustomerGroup {
    /// One of several candidates of somebody.
    Candidates,
    /// The clear candidate of somebody.
    Suggested,
    /// Nobody's candidate, and free.
    NotPaired,
    /// Paired.
    Mapped,
    /// Free, and switched off in Halo.
    Inactive,
}

impl CustomerGroup {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [
        Self::Candidates,
        Self::Suggested,
        Self::NotPaired,
        Self::Mapped,
        Self::Inactive,
    ];
}

impl OrganizationGroup {
    /// The group of a state.
    pub const fn of(state: OrganizationState) -> Self {
        match state {
            OrganizationState::Choose => Self::Choose,
            OrganizationState::Suggested => Self::Suggested,
            OrganizationState::Unmapped => Self::Unmapped,
            OrganizationState::Mapped | OrganizationState::Problem => Self::Mapped,
            OrganizationState::Held => Self::Held,
            OrganizationState::Excluded => Self::Excluded,
        }
    }
}

/// How customers stand inside their groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As the organisations they lead to, so that most lines are flat; by name where there is none.
    #[default]
    InStep,
    /// By name.
    Name,
}

/// Who stands where. Places count from 0 through all groups of a side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    organizations: Vec<(OrganizationId, OrganizationState)>,
    customers: Vec<CustomerId>,
    customer_counts: [u32; CustomerGroup::ALL.len()],
    lines: Vec<Line>,
    /// Places in `lines`, by customer and then by place.
    lines_by_customer: Vec<(CustomerId, u32)>,
    /// Places of those organisations and customers that have lines.
    organization_places: HashMap<OrganizationId, u32>,
    customer_places: HashMap<CustomerId, u32>,
}

impl Board {
    /// Lays a board out.
    ///
    /// `organizations` and `customers` are those to show, each by name, customers with whether Halo has them switched
    /// off. `lines` are those of all organisations, shown or not, best first for each: a customer whose organisation is
    /// not shown is in its group all the same.
    pub fn lay_out(
        mut organizations: Vec<(OrganizationId, OrganizationState)>,
        customers: &[(CustomerId, bool)],
        mut lines: Vec<Line>,
        order: Order,
    ) -> Self {
        // Stable: inside a group they stay by name.
        organizations.sort_by_key(|&(_, state)| OrganizationGroup::of(state));

        lines.sort_by_key(|line| line.organization);
        let mut lines_by_customer: Vec<(CustomerId, u32)> = (0u32..)
            .zip(&lines)
            .map(|(at, line)| (line.customer, at))
            .collect();
        lines_by_customer.sort_unstable();

        let mut board = Self {
            organizations,
            lines,
            lines_by_customer,
            ..Self::default()
        };
        board.organization_places = (0u32..)
            .zip(&board.organizations)
            .filter(|(_, (id, _))| !board.lines_of(*id).is_empty())
            .map(|(at, (id, _))| (*id, at))
            .collect();
        board.place_customers(customers, order);
        board
    }

    fn place_customers(&mut self, customers: &[(CustomerId, bool)], order: Order) {
        let mut placed: Vec<(CustomerGroup, u32, CustomerId)> = customers
            .iter()
            .map(|&(id, inactive)| {
                let group = self.group_of(id, inactive);
                let first = self
                    .lines_to(id)
                    .filter_map(|line| self.organization_places.get(&line.organization))
                    .min();
                let height = match order {
                    Order::InStep => first.copied().unwrap_or(u32::MAX),
                    Order::Name => 0,
                };
                (group, height, id)
            })
            .collect();
        // Stable: by name where the rest is equal.
        placed.sort_by_key(|&(group, height, _)| (group, height));
        for &(group, ..) in &placed {
            self.customer_counts[group as usize] += 1;
        }
        self.customers = placed.into_iter().map(|(.., id)| id).collect();
        self.customer_places = (0u32..)
            .zip(&self.customers)
            .filter(|(_, id)| self.lines_to(**id).next().is_some())
            .map(|(at, id)| (*id, at))
            .collect();
    }

    /// The best that any organisation makes of a customer.
    fn group_of(&self, customer: CustomerId, inactive: bool) -> CustomerGroup {
        let mut group = None;
        for line in self.lines_to(customer) {
            match line.kind {
                LineKind::Mapped | LineKind::Broken => return CustomerGroup::Mapped,
                LineKind::Suggested => group = Some(CustomerGroup::Suggested),
                LineKind::Candidate => group = group.or(Some(CustomerGroup::Candidates)),
            }
        }
        match group {
            Some(group) => group,
            None if inactive => CustomerGroup::Inactive,
            None => CustomerGroup::NotPaired,
        }
    }

    /// The organisations in their places, with their states.
    pub fn organizations(&self) -> &[(OrganizationId, OrganizationState)] {
        &self.organizations
    }

    /// The customers in their places.
    pub fn customers(&self) -> &[CustomerId] {
        &self.customers
    }

    /// How many customers stand in a group.
    pub const fn customer_count(&self, group: CustomerGroup) -> u32 {
        self.customer_counts[group as usize]
    }

    /// The lines of an organisation, best first.
    pub fn lines_of(&self, organization: OrganizationId) -> &[Line] {
        let from = self
            .lines
            .partition_point(|line| line.organization < organization);
        let length = self.lines[from..].partition_point(|line| line.organization == organization);
        &self.lines[from..from + length]
    }

    /// The lines that lead to a customer.
    pub fn lines_to(&self, customer: CustomerId) -> impl Iterator<Item = &Line> {
        let from = self
            .lines_by_customer
            .partition_point(|&(id, _)| id < customer);
        self.lines_by_customer[from..]
            .iter()
            .take_while(move |&&(id, _)| id == customer)
            .filter_map(|&(_, at)| self.lines.get(usize::try_from(at).ok()?))
    }

    /// Where an organisation stands; `None` when it is not shown.
    pub fn place_of_organization(&self, organization: OrganizationId) -> Option<u32> {
        self.organization_places
            .get(&organization)
            .copied()
            .or_else(|| {
                let mut places = (0u32..).zip(&self.organizations);
                places
                    .find(|(_, (id, _))| *id == organization)
                    .map(|(at, _)| at)
            })
    }

    /// Where a customer stands; `None` when it is not shown.
    pub fn place_of_customer(&self, customer: CustomerId) -> Option<u32> {
        self.customer_places.get(&customer).copied().or_else(|| {
            let mut places = (0u32..).zip(&self.customers);
            places.find(|(_, id)| **id == customer).map(|(at, _)| at)
        })
    }
}
