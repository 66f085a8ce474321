//! Which line of a recurring invoice bills the count of a licence, and how many it would bill. Halo makes the invoices;
//! nothing here does.

use crate::code::coded_enum;

coded_enum! {
    /// What came of asking for recurring invoices.
    pub enum InvoiceState {
        /// They were read, all of them.
        Read = "read",
        /// The application has no permission for them. It needs none.
        NotGranted = "not_granted",
        /// Halo lets the application, and not the agent.
        Refused = "refused",
        /// They could not be read this time.
        Failed = "failed",
    }
}

/// A line of a recurring invoice that takes its quantity from a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BilledBy {
    /// Halo's number of the recurring invoice.
    pub invoice: i32,
    /// Its name, possibly empty.
    pub invoice_name: String,
    /// Halo's number of the line.
    pub line: i32,
    /// What stands on the invoice, possibly empty.
    pub text: String,
    /// So many are not billed.
    pub free: i32,
    /// So many are billed at least.
    pub minimum: i32,
    /// Whether only those count that are assigned to somebody, and not the licence's whole count.
    pub only_assigned: bool,
    /// How many licences the line takes together, this one among them.
    pub licences: u32,
}

impl BilledBy {
    /// How many of a count the line would bill; `None` where the count alone does not tell: only what is assigned counts,
    /// or other licences count too. (That free ones are taken off before the minimum applies: confidence L.)
    pub fn billed(&self, count: u32) -> Option<u32> {
        if self.only_assigned || self.licences > 1 {
            return None;
        }
        let free = u32::try_from(self.free).unwrap_or(0);
        let minimum = u32::try_from(self.minimum).unwrap_or(0);
        Some(count.saturating_sub(free).max(minimum))
    }

    /// In words: which invoice, which line, and how its quantity follows.
    pub fn in_words(&self) -> String {
        let name = match self.invoice_name.trim() {
            "" => String::new(),
            name => format!(" ({name})"),
        };
        let text = match self.text.trim() {
            "" => format!("line {}", self.line),
            text => format!("line ‘{text}’"),
        };
        format!(
            "Recurring invoice {}{name}, {text}, {}",
            self.invoice,
            self.how()
        )
    }

    /// How its quantity follows the licence.
    pub fn how(&self) -> String {
        if self.only_assigned {
            return "quantity follows what is assigned of the licence, not its count".to_owned();
        }
        let how = match self.licences {
            0 | 1 => "quantity follows the licence".to_owned(),
            2 => "quantity follows this licence and another one".to_owned(),
            all => format!("quantity follows this licence and {} others", all - 1),
        };
        let free = (self.free > 0).then(|| format!("{} of them free", self.free));
        let minimum = (self.minimum > 0).then(|| format!("at least {}", self.minimum));
        let parts: Vec<String> = [Some(how), free, minimum].into_iter().flatten().collect();
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> BilledBy {
        BilledBy {
            invoice: 1042,
            invoice_name: String::new(),
            line: 7,
            text: "Mailbox protection".to_owned(),
            free: 0,
            minimum: 0,
            only_assigned: false,
            licences: 1,
        }
    }

    #[test]
    fn a_line_is_said_in_words() {
        let check = |line: BilledBy, expected: &str| assert_eq!(line.in_words(), expected);
        check(
            line(),
            "Recurring invoice 1042, line ‘Mailbox protection’, quantity follows the licence",
        );
        check(
            BilledBy {
                invoice_name: "Managed services".to_owned(),
                text: " ".to_owned(),
                free: 2,
                minimum: 5,
                licences: 3,
                ..line()
            },
            "Recurring invoice 1042 (Managed services), line 7, quantity follows this licence and 2 others, 2 of them free, at least 5",
        );
        check(
            BilledBy {
                only_assigned: true,
                free: 1,
                ..line()
            },
            "Recurring invoice 1042, line ‘Mailbox protection’, quantity follows what is assigned of the licence, not its count",
        );
    }

    #[test]
    fn what_would_be_billed_is_told_only_where_the_count_tells_it() {
        let check = |line: BilledBy, count, expected| assert_eq!(line.billed(count), expected);
        check(line(), 25, Some(25));
        let limited = BilledBy {
            free: 2,
            minimum: 5,
            ..line()
        };
        check(limited.clone(), 25, Some(23));
        check(limited.clone(), 6, Some(5));
        check(limited, 0, Some(5));
        check(
            BilledBy {
                licences: 2,
                ..line()
            },
            25,
            None,
        );
        check(
            BilledBy {
                only_assigned: true,
                ..line()
            },
            25,
            None,
        );
    }
}
