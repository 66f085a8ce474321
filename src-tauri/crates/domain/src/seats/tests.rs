//! What is compared with what, and what is braked.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{CustomerId, LicenceId, OrganizationId};

fn licence(id: i32, customer: i32, name: &str, count: i64) -> HaloLicence {
    HaloLicence {
        id: LicenceId::new(id),
        customer: CustomerId::new(customer),
        name: name.to_owned(),
        sku: None,
        count: Some(count),
        is_active: true,
    }
}

fn side(organization: i32, customer: i32, seats: Option<u32>) -> SeatSide {
    SeatSide {
        organization: OrganizationId::new(organization),
        customer: CustomerId::new(customer),
        customer_is_there: true,
        product: "mail".to_owned(),
        seats,
        chosen: None,
    }
}

fn by_name(name: &str) -> LicenceRule {
    LicenceRule {
        key: LicenceKey::Name,
        value: name.to_owned(),
        name: name.to_owned(),
    }
}

fn rules(name: &str) -> BTreeMap<String, LicenceRule> {
    BTreeMap::from([("mail".to_owned(), by_name(name))])
}

fn compared(sides: &[SeatSide], licences: &[HaloLicence]) -> Vec<SeatRow> {
    compare(sides, licences, &rules("Mail"), &BTreeMap::new())
}

#[test]
fn each_state_has_its_cause() {
    let check = |side: SeatSide, licences: &[HaloLicence], state, oddity| {
        let rows = compared(std::slice::from_ref(&side), licences);
        let [row] = rows.as_slice() else {
            panic!("{side:?} {licences:?}: {rows:?}")
        };
        assert_eq!((row.state, row.oddity), (state, oddity), "{row:?}");
    };
    let ten = || [licence(1, 7, "MAIL", 10)];
    check(side(1, 7, Some(10)), &ten(), SeatState::Equal, None);
    check(side(1, 7, Some(11)), &ten(), SeatState::Up, None);
    check(side(1, 7, Some(0)), &ten(), SeatState::Down, None);
    check(side(1, 7, Some(3)), &[], SeatState::New, None);
    check(
        side(1, 7, Some(0)),
        &[licence(1, 7, "Mail", 0)],
        SeatState::Equal,
        None,
    );
}

#[test]
fn what_cannot_be_compared_says_why() {
    use Oddity::{CustomerGone, HaloCount, Inactive, NotTold, SeveralLicences};
    let check = |side: SeatSide, licences: &[HaloLicence], oddity| {
        let rows = compared(&[side], licences);
        assert_eq!(
            (rows[0].state, rows[0].oddity),
            (SeatState::Odd, Some(oddity))
        );
        assert!(!rows[0].differs());
    };
    let ten = || licence(1, 7, "Mail", 10);
    check(side(1, 7, None), &[ten()], NotTold);
    check(side(1, 7, Some(9)), &[licence(1, 7, "Mail", -4)], HaloCount);
    let no_number = HaloLicence {
        count: None,
        ..ten()
    };
    check(side(1, 7, Some(9)), &[no_number], HaloCount);
    let twins = [ten(), licence(2, 7, "mail", 1)];
    check(side(1, 7, Some(9)), &twins, SeveralLicences);
    let over = HaloLicence {
        is_active: false,
        ..ten()
    };
    check(side(1, 7, Some(9)), &[over], Inactive);
    let gone = SeatSide {
        customer_is_there: false,
        ..side(1, 7, Some(9))
    };
    check(gone, &[ten()], CustomerGone);
}

#[test]
fn organizations_that_share_a_customer_are_summed_up_unless_one_is_silent() {
    let halo = [licence(1, 7, "Mail", 44)];
    let rows = compared(&[side(1, 7, Some(30)), side(2, 7, Some(14))], &halo);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].vendor, rows[0].state),
        (Some(44), SeatState::Equal)
    );
    let rows = compared(&[side(1, 7, Some(30)), side(2, 7, None)], &halo);
    assert_eq!(
        (rows[0].vendor, rows[0].oddity),
        (None, Some(Oddity::NotTold))
    );
    let most = u32::MAX;
    let rows = compared(&[side(1, 7, Some(most)), side(2, 7, Some(most))], &halo);
    assert_eq!(rows[0].oddity, Some(Oddity::NotTold));
}

#[test]
fn without_a_rule_only_the_pairs_own_licence_counts() {
    let halo = [licence(1, 7, "Mail", 10)];
    let none = BTreeMap::new();
    let rows = compare(&[side(1, 7, Some(10))], &halo, &none, &BTreeMap::new());
    assert_eq!(rows[0].state, SeatState::NoLicence);
    let chosen = SeatSide {
        chosen: Some((LicenceId::new(1), "Mail".to_owned())),
        ..side(1, 7, Some(10))
    };
    let rows = compare(&[chosen], &halo, &none, &BTreeMap::new());
    assert_eq!(
        (rows[0].state, rows[0].found_by),
        (SeatState::Equal, Some(FoundBy::Choice))
    );
}

#[test]
fn two_products_never_count_on_one_licence() {
    let chosen = Some((LicenceId::new(1), "Mail".to_owned()));
    let mail = SeatSide {
        chosen,
        ..side(1, 7, Some(10))
    };
    let archive = SeatSide {
        product: "archive".to_owned(),
        ..mail.clone()
    };
    let rows = compared(&[mail, archive], &[licence(1, 7, "Mail", 10)]);
    assert_eq!(rows.len(), 2);
    assert!(
        rows.iter()
            .all(|row| row.oddity == Some(Oddity::TwoProducts))
    );
}

#[test]
fn a_licence_that_nobody_here_accounts_for_is_shown_and_never_planned() {
    let rows = compared(&[side(1, 7, Some(3))], &[licence(1, 8, "Mail", 3)]);
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row.customer.get(), row.state, row.oddity))
        .collect();
    assert_eq!(
        found,
        [
            (7, SeatState::New, None),
            (8, SeatState::Odd, Some(Oddity::NoOrganization))
        ]
    );
    // What neither side knows of is no row at all.
    assert_eq!(compared(&[side(1, 7, None), side(2, 9, Some(0))], &[]), []);
}

#[test]
fn a_renamed_licence_is_found_again() {
    let renamed = [
        licence(5, 7, "Inbox Defence", 10),
        licence(6, 7, "Other", 1),
    ];
    let rule = by_name("Mail");
    let before = Some(LicenceId::new(5));
    let found = find(&renamed, None, Some(&rule), before);
    assert_eq!(found, Found::One(&renamed[0], FoundBy::Renamed));
    assert_eq!(find(&renamed, None, Some(&rule), None), Found::None);
    // A choice whose licence was made anew is found by its name, and before the rule.
    let chosen = (LicenceId::new(4), "other".to_owned());
    let found = find(&renamed, Some(&chosen), Some(&rule), before);
    assert_eq!(found, Found::One(&renamed[1], FoundBy::ChosenName));
}

#[test]
fn a_number_of_the_vendor_tells_licences_of_other_names() {
    let rule = LicenceRule {
        key: LicenceKey::Sku,
        value: "es-mbx ".to_owned(),
        name: "Mail".to_owned(),
    };
    let mut halo = [licence(1, 7, "A", 1), licence(2, 7, "B", 1)];
    halo[1].sku = Some("ES-MBX".to_owned());
    assert_eq!(
        find(&halo, None, Some(&rule), None),
        Found::One(&halo[1], FoundBy::Rule)
    );
    halo[0].sku = halo[1].sku.clone();
    assert_eq!(find(&halo, None, Some(&rule), None), Found::Several(2));
    halo[0].is_active = false;
    assert_eq!(
        find(&halo, None, Some(&rule), None),
        Found::One(&halo[1], FoundBy::Rule)
    );
}

proptest! {
    /// What a source does not tell never becomes a number, whatever stands on the other side.
    #[test]
    fn silence_is_never_a_zero(
        seats in proptest::collection::vec(proptest::option::of(0_u32..500), 1..5),
        halo in proptest::option::of(-5_i64..500),
    ) {
        let sides: Vec<_> = (1..).zip(&seats).map(|(id, seats)| side(id, 7, *seats)).collect();
        let licences: Vec<_> = halo.iter().map(|count| licence(1, 7, "Mail", *count)).collect();
        for row in compared(&sides, &licences) {
            if seats.contains(&None) {
                prop_assert!(!row.differs() && row.vendor.is_none());
            }
            if row.differs() {
                prop_assert_eq!(row.vendor, seats.iter().copied().sum::<Option<u32>>());
            }
        }
    }
}
