//! Groups, order and places of small boards; how a board is read from the file is the store’s to test.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

const fn organization(id: i32) -> OrganizationId {
    OrganizationId::new(id)
}

const fn customer(id: i32) -> CustomerId {
    CustomerId::new(id)
}

fn line(organization: i32, customer: i32, kind: LineKind) -> Line {
    Line {
        organization: OrganizationId::new(organization),
        customer: CustomerId::new(customer),
        kind,
        band: Band::Strong,
    }
}

/// By name: 1 maps to 30, 2 chooses between 20 and 40, 3 is suggested 10, 4 has nothing, 5 lost its customer.
fn lived_in(order: Order) -> Board {
    Board::lay_out(
        vec![
            (organization(1), OrganizationState::Mapped),
            (organization(2), OrganizationState::Choose),
            (organization(3), OrganizationState::Suggested),
            (organization(4), OrganizationState::Unmapped),
            (organization(5), OrganizationState::Problem),
        ],
        &[
            (customer(60), false),
            (customer(50), true),
            (customer(40), false),
            (customer(30), true),
            (customer(20), false),
            (customer(10), false),
        ],
        vec![
            line(1, 30, LineKind::Mapped),
            line(2, 20, LineKind::Candidate),
            line(2, 40, LineKind::Candidate),
            line(3, 10, LineKind::Suggested),
            line(5, 99, LineKind::Broken),
        ],
        order,
    )
}

fn ids(board: &Board) -> (Vec<i32>, Vec<i32>) {
    let organizations = board.organizations().iter().map(|(id, _)| id.get());
    let customers = board.customers().iter().map(|id| id.get());
    (organizations.collect(), customers.collect())
}

#[test]
fn groups_follow_each_other_and_each_customer_stands_opposite_its_organisations() {
    let board = lived_in(Order::InStep);
    assert_eq!(
        ids(&board),
        (vec![2, 3, 4, 1, 5], vec![40, 20, 10, 60, 30, 50])
    );
    let counts = CustomerGroup::ALL.map(|group| (group, board.customer_count(group)));
    assert_eq!(
        counts,
        [
            (CustomerGroup::Candidates, 2),
            (CustomerGroup::Suggested, 1),
            (CustomerGroup::NotPaired, 1),
            (CustomerGroup::Mapped, 1),
            (CustomerGroup::Inactive, 1),
        ]
    );
    assert_eq!(board.place_of_organization(organization(5)), Some(4));
    assert_eq!(board.place_of_organization(organization(4)), Some(2));
    assert_eq!(board.place_of_organization(organization(6)), None);
    assert_eq!(board.place_of_customer(customer(30)), Some(4));
    assert_eq!(board.place_of_customer(customer(50)), Some(5));
    assert_eq!(board.place_of_customer(customer(99)), None, "it is gone");
    assert_eq!(board.lines_of(organization(2)).len(), 2);
    assert_eq!(board.lines_of(organization(4)), []);
    assert_eq!(board.lines_to(customer(99)).count(), 1);
    assert_eq!(board.lines_to(customer(60)).count(), 0);
}

#[test]
fn in_step_customers_follow_the_left_and_by_name_they_do_not() {
    let organizations = vec![
        (organization(1), OrganizationState::Mapped),
        (organization(2), OrganizationState::Mapped),
    ];
    let customers = [(customer(20), false), (customer(10), false)];
    let lines = vec![line(1, 10, LineKind::Mapped), line(2, 20, LineKind::Mapped)];
    let lay_out = |order| {
        let board = Board::lay_out(organizations.clone(), &customers, lines.clone(), order);
        ids(&board).1
    };
    assert_eq!(lay_out(Order::InStep), [10, 20]);
    assert_eq!(lay_out(Order::Name), [20, 10]);
}

#[test]
fn a_customer_of_an_organisation_that_is_filtered_out_keeps_its_group() {
    let board = Board::lay_out(
        vec![(organization(4), OrganizationState::Unmapped)],
        &[(customer(30), false), (customer(60), false)],
        vec![line(1, 30, LineKind::Mapped)],
        Order::InStep,
    );
    assert_eq!(ids(&board), (vec![4], vec![60, 30]));
    assert_eq!(board.customer_count(CustomerGroup::Mapped), 1);
}

fn crossings(board: &Board) -> usize {
    let ends: Vec<(u32, u32)> = board
        .organizations()
        .iter()
        .flat_map(|(id, _)| board.lines_of(*id))
        .filter_map(|line| {
            Some((
                board.place_of_organization(line.organization)?,
                board.place_of_customer(line.customer)?,
            ))
        })
        .collect();
    ends.iter()
        .flat_map(|a| ends.iter().map(move |b| (a, b)))
        .filter(|(a, b)| a.0 < b.0 && a.1 > b.1)
        .count()
}

proptest! {
    /// A state for each organisation, and for each a customer of its own or none; customers come in any order.
    #[test]
    fn pairs_in_step_never_cross(
        states in prop::collection::vec(prop::sample::select(OrganizationState::ALL), 0..40),
        shuffled in Just((0..60i32).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut organizations = Vec::new();
        let mut lines = Vec::new();
        for (n, state) in (0i32..).zip(&states) {
            organizations.push((organization(n + 1), *state));
            if let Some(kind) = LineKind::of(*state) {
                lines.push(line(n + 1, n + 2, kind));
            }
        }
        let customers: Vec<(CustomerId, bool)> = shuffled.iter().map(|&n| (customer(n + 2), n % 7 == 0)).collect();
        let board = Board::lay_out(organizations.clone(), &customers, lines, Order::InStep);
        prop_assert_eq!(crossings(&board), 0);

        // Nobody is lost, nobody stands twice, and every place is where it is said to be.
        let shown: HashSet<CustomerId> = board.customers().iter().copied().collect();
        prop_assert_eq!(shown.len(), customers.len());
        prop_assert_eq!(board.customers().len(), customers.len());
        let total: u32 = CustomerGroup::ALL.iter().map(|&group| board.customer_count(group)).sum();
        prop_assert_eq!(usize::try_from(total).unwrap(), customers.len());
        for (at, id) in (0u32..).zip(board.customers()) {
            prop_assert_eq!(board.place_of_customer(*id), Some(at));
        }
        for (at, (id, _)) in (0u32..).zip(board.organizations()) {
            prop_assert_eq!(board.place_of_organization(*id), Some(at));
        }
        let groups: Vec<OrganizationGroup> = board.organizations().iter().map(|(_, state)| OrganizationGroup::of(*state)).collect();
        prop_assert!(groups.is_sorted());
    }
}
