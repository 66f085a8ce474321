//! What is written is read as it was, whatever the names.

use domain::{CustomerId, Decision, Evidence, OrganizationState};
use proptest::prelude::*;

use super::line::{Line, Origin, Written, WrittenPair};
use super::{csv_form, json_form};
use crate::organizations::set_aside::Aside;

/// A text as it is kept: trimmed, not empty.
fn text() -> impl Strategy<Value = String> {
    let any = "['=+@\\-\t\r\n\u{a0}\",; a1]{1,12}|\\PC{1,40}";
    any.prop_map(|text| text.trim().to_owned())
        .prop_filter("not blank", |text| !text.is_empty())
}

/// A text that may be a reason: without control characters.
fn reason() -> impl Strategy<Value = String> {
    text()
        .prop_map(|text| text.replace(char::is_control, " "))
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("not blank", |text| !text.is_empty())
}

fn written() -> impl Strategy<Value = Written> {
    let pair = (1..i32::MAX, text());
    let day = proptest::option::of(Just("2027-03-01".to_owned()));
    (
        text(),
        proptest::option::of(text()),
        proptest::option::of(pair),
        (any::<bool>(), reason(), day),
    )
        .prop_map(|(name, external_id, pair, (held, reason, day))| Written {
            name,
            external_id,
            domains: vec!["a.example".to_owned(), "b.example".to_owned()],
            state: match (&pair, held) {
                (Some(_), _) => OrganizationState::Mapped,
                (None, true) => OrganizationState::Held,
                (None, false) => OrganizationState::Excluded,
            },
            reason: pair.is_none().then_some(reason),
            review_on: day.filter(|_| pair.is_none()),
            pair: pair.map(|(id, name)| WrittenPair {
                customer: CustomerId::new(id),
                name,
                evidence: Evidence::by_hand(),
                accepted_at: "2026-11-21T10:00:00Z".to_owned(),
            }),
        })
}

fn meant(line: &Written, number: u32) -> Line {
    Line {
        number,
        organization: line.name.clone(),
        external_id: line.external_id.clone(),
        customer_id: line.pair.as_ref().map(|pair| pair.customer),
        customer: line.pair.as_ref().map(|pair| pair.name.clone()),
        aside: line.pair.is_none().then(|| {
            let decision = if line.state == OrganizationState::Held {
                Decision::Held
            } else {
                Decision::Excluded
            };
            let aside = Aside {
                reason: line.reason.clone(),
                review_on: line.review_on.clone(),
            };
            (decision, aside)
        }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_line_comes_back(lines in proptest::collection::vec(written(), 1..6), profile in text()) {
        let origin = Origin { profile, halo: "acme.halopsa.com".to_owned() };

        let json = json_form::written(&origin, &lines, "2026-11-21T10:00:00Z").unwrap();
        let read = json_form::read("a.json", &json).unwrap();
        let wanted: Vec<Line> = (1..).zip(&lines).map(|(number, line)| meant(line, number)).collect();
        prop_assert_eq!(&read.lines, &wanted);
        prop_assert_eq!(read.origin.as_ref(), Some(&origin));

        let csv = csv_form::written(&origin, &lines).unwrap();
        let read = csv_form::read("a.csv", csv.trim_start_matches('\u{feff}')).unwrap();
        // A name with a line break makes the next line's number another one.
        let unnumbered = |lines: Vec<Line>| -> Vec<Line> {
            lines.into_iter().map(|line| Line { number: 0, ..line }).collect()
        };
        prop_assert_eq!(unnumbered(read.lines), unnumbered(wanted));
        prop_assert_eq!(read.origin, Some(origin));
        prop_assert!(read.unreadable.is_empty());
    }
}
