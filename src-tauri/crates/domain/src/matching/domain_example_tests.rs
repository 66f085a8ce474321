//! What domains say of names, by example.

use super::{test_records::*, *};

#[test]
fn free_mail_says_nothing() {
    let customers = [
        customer(10, "Alder", "gmail.com"),
        customer(11, "Birch", "onmicrosoft.com"),
    ];
    assert_eq!(only("Cedar", "gmail.com onmicrosoft.com", &customers), "");
}

#[test]
fn a_number_in_a_domain_says_that_the_name_was_taken() {
    let customers = [customer(10, "Berger Sanitär GmbH", "berger.de")];
    let shown = only("Berger Sanitär GmbH", "berger168.com", &customers);
    assert!(!shown.starts_with('!'), "{shown}");
}

/// So many customers beside, each of one word and a trade.
fn and_others(first: CustomerRecord, count: usize) -> Vec<CustomerRecord> {
    let word = |number: usize| -> String {
        let letter = |of: &str, at: u32| {
            let place = number * 7 / of.len().pow(at) % of.len();
            of.chars().nth(place)
        };
        let syllable = |at| [letter("bdfgklmnprstvz", at), letter("aeiou", at)];
        (0..4).flat_map(syllable).flatten().collect()
    };
    let names = (0..count).map(|number| format!("{} Motors", word(number)));
    let others = (1_000..)
        .zip(names)
        .map(|(id, name)| customer(id, &name, ""));
    std::iter::once(first).chain(others).collect()
}

#[test]
fn two_companies_of_one_name_with_domains_of_their_own_are_two() {
    let summit = || customer(10, "Summit Dental", "summitdentalleeds.example");
    for count in [0, 150, 2_500, 6_000] {
        let customers = and_others(summit(), count);
        let shown = only("Summit Dental", "summitdental.example", &customers);
        assert!(shown.starts_with("10: "), "{count}: {shown}");
    }
    let royal = || customer(10, "Royal Oak Hotel", "royaloakleeds.example");
    let shown = only(
        "Royal Oak Hotel",
        "royaloak.example",
        &and_others(royal(), 500),
    );
    assert!(shown.starts_with("10: "), "{shown}");
    // A name that nobody else has among thousands is had by two all the same.
    let rare = customer(10, "Ashdown & Pryce Dental", "ashdownpryce.example");
    let shown = only(
        "Ashdown & Pryce Dental",
        "ashdownprycedental.example",
        &and_others(rare, 6_000),
    );
    assert!(shown.starts_with("10: "), "{shown}");
    // Where many have the word, the next one of that name is another company.
    let mut customers: Vec<CustomerRecord> = (11..51)
        .map(|id| customer(id, &format!("Berger Kiosk {id}"), ""))
        .collect();
    customers.push(customer(10, "Berger Dental", "berger.example"));
    let shown = only("Berger Dental", "bergerdental.example", &customers);
    assert!(shown.starts_with("10: "), "{shown}");
}

#[test]
fn sisters_are_two_though_a_domain_spells_what_their_names_have_in_common() {
    let check = |name: &str, domain: &str, other: &str, of: &str| {
        let shown = only(name, domain, &[customer(10, other, of)]);
        assert!(shown.starts_with("10: "), "{name} / {other}: {shown}");
        shown
    };
    let sisters = [
        (
            "Kestrel Ashby Alpha Dental Ltd",
            "Kestrel Ashby Beta Dental Ltd",
        ),
        ("Kestrel Ashby Alpha Dental", "Kestrel Ashby Beta Dental"),
        ("Kestrel Ashby Alpha", "Kestrel Ashby Beta"),
        ("Kestrel Ashby", "Kestrel Ashby Beta"),
        ("Kestrel Ashby Beta", "Kestrel Ashby"),
        ("Kestrel Ashby Dental", "Kestrel Ashby Beta Dental"),
    ];
    for (name, other) in sisters {
        let shown = check(name, "kestrelashby.example", other, "");
        // The domain spells the whole name only of a customer that is called so.
        let is_whole = other.split(' ').all(|word| word != "Beta");
        assert_eq!(
            shown.contains("domain_word"),
            is_whole,
            "{name} / {other}: {shown}"
        );
        check(name, "", other, "kestrelashby.example");
        check(name, "kestrelashby.example", other, "kestrelashby.test");
    }
    check("Harris Webb", "harriswebb.example", "Harris Webb Cole", "");
    // One mail domain for the whole group.
    check(
        "Oakwood Riverside Care",
        "oakwood.example",
        "Oakwood Hillside Care",
        "oakwood.example",
    );
}

#[test]
fn a_slip_is_no_doubt_where_a_domain_spells_the_name() {
    let customers = [customer(10, "Kestrel Ashby Dental", "")];
    let shown = only("Kestrel Ahsby Dental", "kestrelashby.example", &customers);
    assert_eq!(shown, "!10: strong domain_word+name_similar");
}

#[test]
fn a_domain_says_the_trade_that_a_name_leaves_out() {
    let customers = [
        customer(10, "Royal Lever Physio", ""),
        customer(11, "Royal Lever Inn", ""),
    ];
    let shown = only("Royal Lever", "royalleverphysio.example", &customers);
    assert!(shown.starts_with("!10: "), "{shown}");
    let shown = only("Royal Lever", "royallever.example", &customers);
    assert!(!shown.starts_with('!'), "{shown}");
}

#[test]
fn a_trade_that_only_one_name_says_is_for_a_person_unless_a_domain_says_it() {
    let check = |domain: &str, other: &str, of: &str, is_clear: bool| {
        let (name, _) = other.rsplit_once(' ').unwrap_or_default();
        let shown = only(name, domain, &[customer(10, other, of)]);
        assert_eq!(
            shown.starts_with('!'),
            is_clear,
            "{domain} / {other}: {shown}"
        );
        assert!(shown.contains("10: "), "{domain} / {other}: {shown}");
    };
    check("kestreltax.example", "Kestrel Tax", "", true);
    check("kestreltaxis.example", "Kestrel Tax", "", false);
    check("kestreltax.example", "Kestrel Taxis", "", false);
    check("nightingalelaw.example", "Nightingale Law", "", true);
    check("nightingalelawns.example", "Nightingale Law", "", false);
    check("royalleverinn.example", "Royal Lever Inn", "", true);
    check(
        "royalleverinnovations.example",
        "Royal Lever Inn",
        "",
        false,
    );
    check("royallever.example", "Royal Lever Inn", "", false);
    check(
        "royallever.example",
        "Royal Lever Inn",
        "royallever.test",
        false,
    );
}

#[test]
fn a_domain_under_an_unrelated_name_is_for_a_person_whatever_the_trade() {
    let check = |name: &str, other: &str| {
        let customers = [customer(10, other, "silverarch.example")];
        let shown = only(name, "silverarch.example", &customers);
        assert_eq!(shown, "10: weak domain", "{name} / {other}");
    };
    check("Silver Arch Brewery", "Wren Brewery");
    check("Silver Arch Roofing", "Wren Brewery");
    check("Silver Arch", "Wren Brewery");
    check("Silver Arch Services", "Wren Services");
    check("Silver Arch Services Ltd", "Wren Services Ltd");
    check("Silver Arch Group", "Wren Holdings");
    check("Silver Arch Partners", "Wren Associates");
    check("Silver Arch International", "Wren Worldwide");
    check("Silver Arch Enterprises", "Wren Management");
    // A group of practices has one trade and one domain.
    check("Riverside Primary School", "Hillside Primary School");
}
