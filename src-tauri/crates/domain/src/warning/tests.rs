//! Pairs that a person would look at twice, and pairs that nobody should be bothered with.

use proptest::prelude::*;

use super::*;

fn organization(id: i32, name: &str, domains: &str) -> VendorSide {
    VendorSide {
        id: OrganizationId::new(id),
        name: name.to_owned(),
        domains: domains.split_whitespace().map(str::to_owned).collect(),
        seats: None,
    }
}

fn customer(id: i32, name: &str, domains: &str) -> HaloSide {
    HaloSide {
        id: CustomerId::new(id),
        name: name.to_owned(),
        domains: domains.split_whitespace().map(str::to_owned).collect(),
        inactive: false,
        is_own: false,
        users: None,
    }
}

fn pair(organization: VendorSide, customer: HaloSide) -> Surroundings {
    Surroundings {
        organization,
        customer: Some(customer),
        others: Vec::new(),
        waiting: Vec::new(),
        sharing: Vec::new(),
        may_share: false,
    }
}

fn kinds(around: &Surroundings) -> Vec<WarningKind> {
    warnings(around).iter().map(Warning::kind).collect()
}

#[test]
fn a_pair_that_agrees_raises_nothing() {
    for (left, right) in [
        (
            ("Wren Dental", "wren.example"),
            ("Wren Dental Ltd", "wren.example"),
        ),
        // Nothing is known of one side.
        (("Wren Dental", ""), ("Ashdown & Pryce", "ashdown.example")),
        (("Wren Dental", "wren.example"), ("Ashdown & Pryce", "")),
        // Everybody can have an address there.
        (
            ("Wren Dental", "gmail.com"),
            ("Ashdown & Pryce", "outlook.com"),
        ),
        (
            ("Wren Dental", "gmail.com"),
            ("Ashdown & Pryce", "ashdown.example"),
        ),
        // It moved to another domain, or has one for the shop.
        (
            ("Wren Dental", "wren.example"),
            ("Wren Dental", "wrendental.example"),
        ),
        (
            ("Wren Dental", "wrensmiles.example"),
            ("Wren Dental Care", "wren.example"),
        ),
        // Another name, and a domain that tells where it comes from.
        (
            ("Smile Studio", "wrendental.example"),
            ("Wren Dental", "wren.example"),
        ),
        (
            ("Ashdown Legal Partners", "ashdown.example"),
            ("ALP", "alp.example"),
        ),
    ] {
        let around = pair(
            organization(1, left.0, left.1),
            customer(7, right.0, right.1),
        );
        assert_eq!(kinds(&around), [], "{left:?} {right:?}");
    }
}

#[test]
fn strangers_with_domains_of_their_own_clash() {
    let around = pair(
        organization(1, "Wren Dental", "gmail.com wren.example"),
        customer(7, "Ashdown & Pryce", "ashdown.example"),
    );
    let clash = Warning::DomainClash {
        domain: "wren.example".to_owned(),
        holder: None,
    };
    assert_eq!(warnings(&around), [clash]);
}

#[test]
fn whoever_has_the_domain_decides_among_namesakes_but_not_in_a_group() {
    let check = |mapped: HaloSide, holder: HaloSide, expected: &[WarningKind]| {
        let mut around = pair(
            organization(1, "Smith & Sons", "smith-leeds.example"),
            mapped.clone(),
        );
        around.others.push((holder.clone(), Vec::new()));
        assert_eq!(kinds(&around), expected, "{mapped:?} {holder:?}");
    };
    let leeds = customer(8, "Smith & Sons", "smith-leeds.example");
    let bath = customer(7, "Smith & Sons", "smith-bath.example");
    check(bath.clone(), leeds.clone(), &[WarningKind::DomainClash]);
    // Of the record that is mapped Halo knows no domain: the name is as good.
    check(customer(7, "Smith & Sons", ""), leeds.clone(), &[]);
    check(
        customer(7, "Ashdown", ""),
        leeds.clone(),
        &[WarningKind::DomainClash],
    );
    // The group's holding has the domain, the company has the name.
    check(
        bath.clone(),
        customer(8, "Smith Holdings", "smith-leeds.example"),
        &[],
    );
    // An older record of the same company.
    let retired = HaloSide {
        inactive: true,
        ..leeds
    };
    check(bath, retired, &[]);
}

#[test]
fn a_customer_that_does_not_work_is_said() {
    let mut around = pair(
        organization(1, "Wren", "wren.example"),
        customer(7, "Wren", "wren.example"),
    );
    around.customer.as_mut().unwrap().inactive = true;
    assert_eq!(kinds(&around), [WarningKind::Inactive]);
    around.customer = None;
    assert_eq!(kinds(&around), [WarningKind::Gone]);
    assert!(!WarningKind::Gone.may_be_set_aside());
}

#[test]
fn only_strangers_are_no_business_of_the_own_company() {
    let own = HaloSide {
        is_own: true,
        ..customer(2, "Fernhill IT", "fernhill.example")
    };
    let stranger = pair(organization(1, "Wren Dental", ""), own.clone());
    assert_eq!(kinds(&stranger), [WarningKind::OwnCustomer]);
    for (name, domains) in [
        ("Fernhill IT Ltd", ""),
        ("Our own mail", "fernhill.example"),
    ] {
        let itself = pair(organization(1, name, domains), own.clone());
        assert_eq!(kinds(&itself), [], "{name}");
    }
}

#[test]
fn two_that_changed_places_are_told_of_each_other() {
    let (wren, ash) = (
        organization(1, "Wren Dental", ""),
        organization(2, "Ashdown", ""),
    );
    let (to_wren, to_ash) = (
        customer(7, "Wren Dental Ltd", ""),
        customer(8, "Ashdown Ltd", ""),
    );
    let exchanged = |mine: &VendorSide, theirs: &VendorSide, has: &HaloSide, fits: &HaloSide| {
        let mut around = pair(mine.clone(), has.clone());
        around.others.push((fits.clone(), vec![theirs.clone()]));
        warnings(&around)
    };
    let told = exchanged(&wren, &ash, &to_ash, &to_wren);
    let swapped = Warning::Swapped {
        fits: "Wren Dental Ltd".to_owned(),
        held_by: "Ashdown".to_owned(),
        is_exchange: true,
    };
    assert_eq!(told, [swapped]);
    assert_eq!(exchanged(&ash, &wren, &to_wren, &to_ash).len(), 1);
    // In a list that slipped by one line the next one does not fit back.
    let third = organization(3, "Castlegate", "");
    assert!(matches!(
        exchanged(&wren, &third, &to_ash, &to_wren)[..],
        [Warning::Swapped {
            is_exchange: false,
            ..
        }]
    ));
    // Two branches of one name are with the right ones.
    let branches = exchanged(
        &organization(1, "Fernhill", "fernhill.example"),
        &organization(2, "Fernhill", "fernhill.example"),
        &customer(7, "Fernhill", "fernhill.example"),
        &customer(8, "Fernhill", "fernhill.example"),
    );
    assert_eq!(branches, []);
    // Whoever shares the customer rightly vouches for it.
    let mut shared = pair(wren.clone(), to_ash.clone());
    shared.may_share = true;
    shared
        .others
        .push((to_wren, vec![ash, organization(4, "Wren Dental", "")]));
    assert_eq!(warnings(&shared), []);
}

#[test]
fn an_organisation_that_fits_better_is_named() {
    let check = |other: VendorSide, expected: &[WarningKind]| {
        let mut around = pair(
            organization(1, "Fernhill Group", ""),
            customer(7, "Fernhill Ltd", "fernhill.example"),
        );
        around.waiting.push(other.clone());
        assert_eq!(kinds(&around), expected, "{other:?}");
    };
    check(
        organization(2, "Fernhill", ""),
        &[WarningKind::TwoOrganizations],
    );
    check(
        organization(2, "Post", "fernhill.example"),
        &[WarningKind::TwoOrganizations],
    );
    check(organization(2, "Fernhill Bath", ""), &[]);
    check(organization(2, "Wren", ""), &[]);
}

#[test]
fn a_shared_customer_is_questioned_only_where_sharing_is_not_allowed() {
    for mine in [
        organization(1, "Fernhill Bath", "fernhill.example"),
        organization(1, "Fernhill Limited", ""),
        organization(1, "Wren", ""),
    ] {
        let mut around = pair(
            mine.clone(),
            customer(7, "Fernhill Ltd", "fernhill.example"),
        );
        around
            .sharing
            .push(organization(2, "Fernhill", "fernhill.example"));
        let told = Warning::TwoOrganizations {
            other: "Fernhill".to_owned(),
            shares: true,
        };
        assert_eq!(warnings(&around), [told], "{mine:?}");
        around.may_share = true;
        // One that waits may have it as well.
        around.waiting.push(organization(3, "Fernhill", ""));
        assert_eq!(warnings(&around), [], "{mine:?}");
    }
}

#[test]
fn the_people_of_a_shared_customer_have_the_seats_of_all_who_share_it() {
    let mut around = pair(organization(1, "Wren", ""), customer(7, "Wren", ""));
    around.may_share = true;
    around.organization.seats = Some(20);
    around.customer.as_mut().unwrap().users = Some(100);
    assert_eq!(kinds(&around), [WarningKind::SeatsFar]);
    around.sharing.push(VendorSide {
        seats: Some(60),
        ..organization(2, "Wren Bath", "")
    });
    assert_eq!(kinds(&around), []);
}

#[test]
fn seats_are_far_from_people_only_when_both_are_known() {
    let check = |seats: Option<u32>, users: Option<u32>, far: bool| {
        let mut around = pair(organization(1, "Wren", ""), customer(7, "Wren", ""));
        around.organization.seats = seats;
        around.customer.as_mut().unwrap().users = users;
        let expected: &[WarningKind] = if far { &[WarningKind::SeatsFar] } else { &[] };
        assert_eq!(kinds(&around), expected, "{seats:?} {users:?}");
    };
    check(Some(120), Some(12), true);
    check(Some(4), Some(120), true);
    check(Some(80), Some(20), true);
    check(Some(79), Some(20), false);
    check(Some(18), Some(4), false);
    check(Some(120), Some(9), false);
    check(Some(120), Some(0), false);
    check(Some(0), Some(120), false);
    check(None, Some(120), false);
    check(Some(120), None, false);
    check(Some(u32::MAX), Some(u32::MAX), false);
}

const NAMES: &[&str] = &[
    "Wren Dental",
    "Wren Dental Ltd",
    "Ashdown & Pryce",
    "Fernhill",
    "Fernhill Group",
    "A",
    "",
    "東京",
];
const DOMAINS: &[&str] = &[
    "wren.example",
    "ashdown.example",
    "gmail.com",
    "fernhill.onmicrosoft.com",
];

fn any_organization() -> impl Strategy<Value = VendorSide> {
    (
        1..6i32,
        prop::sample::select(NAMES),
        prop::sample::subsequence(DOMAINS, 0..=2),
        prop::option::of(0..200u32),
    )
        .prop_map(|(id, name, domains, seats)| VendorSide {
            seats,
            ..organization(id, name, &domains.join(" "))
        })
}

fn any_customer() -> impl Strategy<Value = HaloSide> {
    (
        2..8i32,
        prop::sample::select(NAMES),
        prop::sample::subsequence(DOMAINS, 0..=2),
        any::<(bool, bool)>(),
        prop::option::of(0..200u32),
    )
        .prop_map(|(id, name, domains, (inactive, is_own), users)| HaloSide {
            inactive,
            is_own,
            users,
            ..customer(id, name, &domains.join(" "))
        })
}

proptest! {
    #[test]
    fn each_kind_is_raised_once_and_in_order(
        organization in any_organization(),
        customer in any_customer(),
        others in prop::collection::vec((any_customer(), prop::collection::vec(any_organization(), 0..3)), 0..4),
        waiting in prop::collection::vec(any_organization(), 0..3),
        may_share in any::<bool>(),
    ) {
        let sharing = waiting.clone();
        let around = Surroundings { organization, customer: Some(customer), others, waiting, sharing, may_share };
        let kinds = kinds(&around);
        prop_assert!(kinds.windows(2).all(|two| two[0] < two[1]), "{kinds:?}");
    }

    #[test]
    fn what_says_nothing_raises_nothing(
        organization in any_organization(),
        customer in any_customer(),
    ) {
        // Neither domains of their own, nor seats, nor anybody else.
        let organization = VendorSide { domains: vec!["gmail.com".to_owned()], seats: None, ..organization };
        let customer = HaloSide { inactive: false, is_own: false, ..customer };
        prop_assert_eq!(warnings(&pair(organization, customer)), []);
    }

    #[test]
    fn a_pair_of_equals_is_never_doubted_for_others(
        name in "[A-Z][a-z]{4,9}",
        others in prop::collection::vec((any_customer(), prop::collection::vec(any_organization(), 0..3)), 0..4),
        waiting in prop::collection::vec(any_organization(), 0..3),
    ) {
        let domain = format!("{}.example", name.to_lowercase());
        let around = Surroundings {
            organization: organization(1, &name, &domain),
            customer: Some(customer(7, &name, &domain)),
            others,
            sharing: waiting.clone(),
            waiting,
            may_share: true,
        };
        prop_assert_eq!(warnings(&around), []);
    }
}
