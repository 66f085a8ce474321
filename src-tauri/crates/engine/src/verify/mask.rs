//! What a report says where names and addresses are left out: a number for each name, and acts by their kind alone. The
//! words of an act are put together from what people typed, so none of them is passed on that is not known to be ours.

use std::collections::{BTreeMap, HashMap};

/// Stands where something was left out.
pub(super) const LEFT_OUT: &str = "(left out)";

/// Gives the same number to the same name.
pub(super) struct Mask {
    pub(super) masked: bool,
    known: BTreeMap<&'static str, HashMap<String, usize>>,
}

impl Mask {
    pub(super) fn new(masked: bool) -> Self {
        Self {
            masked,
            known: BTreeMap::new(),
        }
    }

    pub(super) fn of(&mut self, kind: &'static str, name: &str) -> String {
        if !self.masked || name.is_empty() {
            return name.to_owned();
        }
        let known = self.known.entry(kind).or_default();
        let next = known.len() + 1;
        let number = match known.get(name) {
            Some(number) => *number,
            None => *known.entry(name.to_owned()).or_insert(next),
        };
        format!("{kind} {number}")
    }

    /// A text that may name anybody.
    pub(super) fn text(&self, text: &str) -> String {
        if self.masked && !text.is_empty() {
            LEFT_OUT.to_owned()
        } else {
            text.to_owned()
        }
    }

    /// A count stays; what is none may be a name.
    pub(super) fn value(&self, value: &str) -> String {
        if value.parse::<i64>().is_ok() {
            value.to_owned()
        } else {
            self.text(value)
        }
    }
}

/// How lines of the journal begin that end in a name.
const BEGINNINGS: &[&str] = &[
    // Seats.
    "Licence made in Halo",
    "Seats written to Halo",
    "Seats not written, something had changed",
    "Seats not written, Halo refused",
    "Seats sent to Halo, the answer never came",
    // Tickets.
    "Entered",
    "Held",
    "No longer held",
    "Created in Halo",
    "The answer was lost; found in Halo by our mark",
    "Halo holds something else than was sent",
    "More of the same",
    "Note added in Halo",
    "Status changed here",
    "Status written to Halo",
    "Status changed in Halo",
    "Changed on both sides",
    "Conflict decided",
    "Halo refused it",
    "Not sent yet",
    "Tried again",
    "No longer in Halo",
    "In Halo again",
    "Moved to another customer in Halo",
    "Merged in Halo",
    "Discarded",
    // Edits without an undo step of their own.
    "Undone",
    "Undone here",
    "Done again",
    // Problems.
    "Accepted as it is",
    "Counted again",
    // Seats, beside what a plan wrote: products and what is said.
    "Licence chosen for the product",
    "No licence stands for the product",
    "Halo has no licences any more, said by hand",
    "Said to be gone in Halo",
    "Said to be in Halo after all",
    // Settings.
    "Connection renamed",
    "Moved to another Halo",
    "Back to the Halo before",
    "Same Halo at another address",
    "Imported from",
    "Ignored until",
];

/// How lines begin that name the cause of a problem.
const FOUND: [&str; 3] = ["Found: ", "Solved: ", "Changed again: "];

/// Lines about plans of seats: the numbers in them are ours, and tell one plan from another. `#` stands for each.
const OF_PLANS: [&str; 4] = [
    "Plan of seats # confirmed",
    "Plan of seats # confirmed, which takes plan # back",
    "Plan of seats # could not be kept as a file",
    "Rest of the plan of seats # given up",
];

/// Whether a line is word for word one about plans.
fn is_of_plan(what: &str) -> bool {
    let parts = what.split_inclusive(|one: char| !one.is_ascii_digit());
    let mut form = String::with_capacity(what.len());
    for part in parts {
        let rest = part.trim_start_matches(|one: char| one.is_ascii_digit());
        if rest.len() < part.len() {
            form.push('#');
        }
        form.push_str(rest);
    }
    OF_PLANS.contains(&form.as_str())
}

/// What an act was, naming nobody.
pub(super) fn nameless(area: &str, what: &str, edit: Option<&str>) -> String {
    if let Some(kind) = edit {
        return of_edit(kind).to_owned();
    }
    // What was taken back is worth as much as that it was.
    for word in ["Undone", "Done again"] {
        let done = what.strip_prefix(word);
        let done = done.and_then(|rest| rest.strip_prefix(": "));
        if let Some(done) = done.filter(|_| area == "settings") {
            return format!("{word}: {}", nameless(area, done, None));
        }
    }
    if what.starts_with("Own ticket rules of ") {
        let end = if what.ends_with(" taken away") {
            "taken away"
        } else {
            "saved"
        };
        return format!("Own ticket rules of an organisation {end}");
    }
    let by_names = BEGINNINGS.iter().find(|&&beginning| {
        what.strip_prefix(beginning)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(':') || rest.starts_with(' '))
    });
    if let Some(beginning) = by_names {
        return (*beginning).to_owned();
    }
    match area {
        // The cause comes first and has no comma.
        "problem" if FOUND.iter().any(|&word| what.starts_with(word)) => {
            what.split(", ").next().unwrap_or_default().to_owned()
        }
        // Named after their kind, and nothing else.
        "run" if !what.contains(':') => what.to_owned(),
        "settings" if is_ours(what) || is_of_plan(what) => what.to_owned(),
        "ticket" if what.starts_with("Test ticket ") => what.to_owned(),
        "edit" => "Organisations edited".to_owned(),
        "problem" => "Problem".to_owned(),
        "run" => "Run".to_owned(),
        "ticket" => "Ticket".to_owned(),
        _ => "Setting changed".to_owned(),
    }
}

/// Whether a line is one of those that are the same for everybody.
fn is_ours(what: &str) -> bool {
    const OURS: &[&str] = &[
        "Ticket rules saved",
        "All ticket mapping revoked",
        "Ticket rules brought back",
        "Ticket rules brought back or replaced",
        "What the connection is for changed",
        "How statuses are kept in step changed",
        "Address of Halo entered",
        "Address of Halo changed",
        "Vendor’s vocabulary changed",
        "Client secret kept",
        "Old client secret refused by Halo",
        "Old client secret still accepted by Halo",
        "Old client secret not tried, Halo could not be asked",
        "Customers may be shared",
        "Customers are no longer shared",
        "Clear suggestions are accepted by themselves",
        "Suggestions are no longer accepted by themselves",
        "Connection revoked",
        "Plan of seats confirmed",
        "Taking back a plan of seats confirmed",
        "Writing seats to Halo switched on",
        "Writing seats to Halo switched off",
        "Report written with names",
        "Report written without names",
    ];
    OURS.contains(&what)
}

/// What an edit was, by its code.
fn of_edit(kind: &str) -> &'static str {
    match kind {
        "add" => "Organisation added",
        "update" => "Organisation changed",
        "delete" => "Organisation deleted",
        "map" => "Organisation mapped",
        "unmap" => "Pair parted",
        "licences" => "Licence of a pair chosen",
        "accept" => "Suggestions accepted",
        "auto_accept" => "Clear suggestions accepted by themselves",
        "not_this_one" => "Suggestion refused",
        "set_aside" => "Warning of a pair found to be right",
        "raise_again" => "Warning of a pair raised again",
        "hold" => "Organisations held",
        "exclude" => "Organisations excluded",
        "release" => "Organisations released",
        "import" => "Organisations imported",
        "import_mappings" => "Mappings imported",
        "domain_import" => "Domains taken from Halo’s customers",
        "create_customer" => "Customer made in Halo",
        _ => "Organisations edited",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_told_by_its_kind_alone() {
        let check = |area, what, edit, expected| {
            assert_eq!(nameless(area, what, edit), expected, "{what}");
        };
        check(
            "edit",
            "Wren mapped to Wren Ltd",
            Some("map"),
            "Organisation mapped",
        );
        check(
            "edit",
            "Wren did something",
            Some("a later kind"),
            "Organisations edited",
        );
        check("edit", "Undone: Wren mapped to Wren Ltd", None, "Undone");
        check("edit", "Wren", None, "Organisations edited");
        check("run", "Read Halo", None, "Read Halo");
        check(
            "run",
            "Seats written to Halo: Mail of Wren: Ltd",
            None,
            "Seats written to Halo",
        );
        check("run", "A later word: Wren", None, "Run");
        check("ticket", "Held: Wren’s mail is down", None, "Held");
        check("ticket", "Held back by Wren", None, "Held");
        check("ticket", "Heldrun Ltd", None, "Ticket");
        check("ticket", "Test ticket passed", None, "Test ticket passed");
        check(
            "problem",
            "Found: customer renamed in Halo, Wren, Lark & Co",
            None,
            "Found: customer renamed in Halo",
        );
        check("problem", "Wren, Lark & Co", None, "Problem");
        check(
            "problem",
            "Ignored until 2026-12-01: Wren",
            None,
            "Ignored until",
        );
        check("settings", "Client secret kept", None, "Client secret kept");
        check(
            "settings",
            "Accepted as it is: Wren",
            None,
            "Accepted as it is",
        );
        check(
            "settings",
            "Imported from wren.json, written 2026",
            None,
            "Imported from",
        );
        check("settings", "Wren said so", None, "Setting changed");
        check(
            "settings",
            "Own ticket rules of Wren saved taken away",
            None,
            "Own ticket rules of an organisation taken away",
        );
        check(
            "settings",
            "Undone: Licence chosen for the product Wren Mail",
            None,
            "Undone: Licence chosen for the product",
        );
        check(
            "settings",
            "Undone: Wren 3",
            None,
            "Undone: Setting changed",
        );
    }

    #[test]
    fn a_plan_keeps_its_number_and_what_was_done_with_it() {
        for what in [
            "Plan of seats 3 confirmed",
            "Plan of seats 12 confirmed, which takes plan 9 back",
            "Plan of seats 3 could not be kept as a file",
            "Rest of the plan of seats 107 given up",
        ] {
            assert_eq!(nameless("settings", what, None), what);
        }
        for what in [
            "Plan of seats 3 confirmed for Wren",
            "Plan of seats Wren confirmed",
            "Plan of seats  confirmed",
            "3 Wren",
        ] {
            assert_eq!(nameless("settings", what, None), "Setting changed");
        }
    }

    #[test]
    fn a_name_has_one_number_and_a_count_is_no_name() {
        let mut mask = Mask::new(true);
        assert_eq!(mask.of("Customer", "Wren"), "Customer 1");
        assert_eq!(mask.of("Customer", "Lark"), "Customer 2");
        assert_eq!(mask.of("Customer", "Wren"), "Customer 1");
        assert_eq!(mask.of("Organisation", "Wren"), "Organisation 1");
        assert_eq!(mask.value("12"), "12");
        assert_eq!(mask.value("Wren"), LEFT_OUT);
        assert_eq!(mask.value(""), "");
        let open = Mask::new(false);
        assert_eq!(open.value("Wren"), "Wren");
    }
}
