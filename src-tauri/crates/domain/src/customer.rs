//! Halo's side of a pair.

use crate::CustomerId;

/// Halo's stock customer "Unknown", which stands for "no customer". It is never offered and never paired.
pub const UNKNOWN_CUSTOMER: CustomerId = CustomerId::new(1);

/// A customer as it was last read from Halo, with what matters for pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Halo's id.
    pub id: CustomerId,
    /// The name as Halo shows it.
    pub name: String,
    /// Registrable domains, as [`crate::matching::domains_of`] makes them.
    pub domains: Vec<String>,
    /// The service provider's own number for it, Halo's `ref`.
    pub reference: Option<String>,
    /// Microsoft tenants linked in Halo, in small letters.
    pub tenant_ids: Vec<String>,
    /// Whether Halo has it switched off.
    pub inactive: bool,
}

impl Customer {
    /// Whether this customer may be suggested at all.
    pub fn may_be_suggested(&self) -> bool {
        !self.inactive && self.id != UNKNOWN_CUSTOMER
    }
}

/// A longer name is nobody's; it is shown cut.
const LONGEST_NAME: usize = 300;

/// A customer's name as it can be shown: on one line, without signs that turn the text around it, and not without end.
/// A customer without a name is called by its number.
pub fn readable_name(raw: &str, id: CustomerId) -> String {
    let is_hidden = |c: char| {
        // Marks that change the direction of the text that follows, and the byte order mark.
        matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let line: String = raw
        .chars()
        .filter(|c| !is_hidden(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let name = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return format!("Customer {id} (no name in Halo)");
    }
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_can_be_shown() {
        let check = |raw: &str, shown: &str| {
            assert_eq!(readable_name(raw, CustomerId::new(7)), shown, "{raw:?}");
        };
        check("Wren & Co", "Wren & Co");
        check("  Wren \t\n Dental  ", "Wren Dental");
        check("Wren\0Dental", "Wren Dental");
        check("\u{202e}latneD nerW\u{202c}", "latneD nerW");
        check("", "Customer 7 (no name in Halo)");
        check(" \u{feff} ", "Customer 7 (no name in Halo)");
        check(&"é".repeat(300), &"é".repeat(300));
        check(&"x".repeat(1_000_000), &format!("{}…", "x".repeat(300)));
        let zalgo = format!("a{}", "\u{301}".repeat(10_000));
        assert_eq!(
            readable_name(&zalgo, CustomerId::new(7)).chars().count(),
            301
        );
    }
}
