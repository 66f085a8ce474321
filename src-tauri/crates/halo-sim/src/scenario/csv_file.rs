//! The list of organisations that a vendor would export for the customers of the msp scenario, flaws included.

use super::msp;

/// Lines of [`demo_organizations_csv`] that describe an organisation.
pub const DEMO_CSV_GOOD_LINES: usize = 146;

/// Lines of [`demo_organizations_csv`] that an importer has to report: one without a name, one with too few columns,
/// one that repeats an external id under another name.
pub const DEMO_CSV_BAD_LINES: usize = 3;

/// A CSV file (comma, quotes, CRLF as Excel writes it) that fits [`Scenario::msp`](crate::Scenario::msp).
///
/// Columns: External ID, Organisation, Domains (separated by `;`), Mailboxes, Archiving, Contact. Most names equal a
/// customer's after folding or share its domain; some differ in legal form or case, a few are only similar, a few
/// have no customer.
pub fn demo_organizations_csv() -> String {
    let mut lines: Vec<Vec<String>> = vec![header()];
    lines.extend(msp::entries().zip(0_i64..).filter_map(|(entry, index)| {
        let name = entry.vendor_name?;
        let domain = entry.vendor_domain;
        // A second domain now and then, as organisations have.
        let domains = match domain.strip_suffix(".example") {
            Some(short) if index % 11 == 3 => format!("{domain};{short}-group.example"),
            _ => domain.to_owned(),
        };
        let contact = if domain.is_empty() {
            String::new()
        } else {
            format!("it@{domain}")
        };
        let archived = if index % 2 == 0 { entry.mailboxes } else { 0 };
        let external = format!("ORG-{}", 1001 + index);
        Some(vec![
            external,
            name.to_owned(),
            domains,
            entry.mailboxes.to_string(),
            archived.to_string(),
            contact,
        ])
    }));
    let words = |line: &[&str]| {
        line.iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    lines.insert(21, words(&["ORG-2001", "", "", "7", "0", ""]));
    lines.insert(72, words(&["ORG-2002", "Half A Line"]));
    lines.insert(
        123,
        words(&["ORG-1005", "Somebody Else Entirely", "", "4", "0", ""]),
    );

    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for line in &lines {
        // Writing to memory fails only when there is no memory.
        if writer.write_record(line).is_err() {
            break;
        }
    }
    writer
        .into_inner()
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

fn header() -> Vec<String> {
    [
        "External ID",
        "Organisation",
        "Domains",
        "Mailboxes",
        "Archiving",
        "Contact",
    ]
    .map(str::to_owned)
    .into()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Scenario;

    #[test]
    fn the_file_has_as_many_good_and_bad_lines_as_it_says() {
        let text = demo_organizations_csv();
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut seen = BTreeSet::new();
        let (mut good, mut bad) = (0, 0);
        for line in reader.records() {
            let line = line.unwrap();
            let fine = line.len() == 6 && !line[1].is_empty() && seen.insert(line[0].to_owned());
            if fine { good += 1 } else { bad += 1 }
        }
        assert_eq!((good, bad), (DEMO_CSV_GOOD_LINES, DEMO_CSV_BAD_LINES));
    }

    #[test]
    fn most_lines_name_a_customer_of_the_scenario_or_its_domain() {
        let (world, _) = Scenario::msp().into_world();
        let names: BTreeSet<String> = world
            .customers
            .values()
            .map(|customer| customer.name.to_lowercase())
            .collect();
        let domains: BTreeSet<&str> = world
            .customers
            .values()
            .map(|customer| customer.domain.as_str())
            .collect();
        let organizations: Vec<_> = msp::entries()
            .filter_map(|entry| Some((entry.vendor_name?, entry.vendor_domain)))
            .collect();
        let by_name = organizations
            .iter()
            .filter(|(name, _)| names.contains(&name.to_lowercase()))
            .count();
        let by_domain = organizations
            .iter()
            .filter(|(_, domain)| !domain.is_empty() && domains.contains(domain))
            .count();
        let neither = organizations
            .iter()
            .filter(|(name, domain)| {
                !names.contains(&name.to_lowercase())
                    && (domain.is_empty() || !domains.contains(domain))
            })
            .count();
        assert!(by_name >= 90, "{by_name}");
        assert!(by_domain >= 100, "{by_domain}");
        assert!((20..=30).contains(&neither), "{neither}");
        assert_eq!(world.customers.len(), 150);
    }
}
