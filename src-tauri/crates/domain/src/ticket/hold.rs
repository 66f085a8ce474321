//! Whether a ticket may go to Halo, and to whom: the organisation's own customer or nobody.

use super::HoldReason;
use crate::{CustomerId, Decision, UNKNOWN_CUSTOMER};

/// Stands beside the reason of a hold that is mended, as long as nobody has said that the ticket may go.
pub const WAITS_FOR_A_WORD: &str =
    "What held it is mended. Nobody has said yet that it may go to Halo.";

/// What is known about a ticket's organisation when it is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldFacts {
    /// What the administrator decided; `None` when the organisation was deleted.
    pub decision: Option<Decision>,
    /// The customer of its pair.
    pub paired: Option<CustomerId>,
    /// Whether the snapshot has that customer.
    pub is_customer_known: bool,
    /// Whether the customer is inactive and nobody said that this is right.
    pub is_customer_inactive: bool,
    /// Whether the ticket rules would let Halo take it.
    pub are_rules_complete: bool,
}

/// The customer that the ticket goes to, or why it goes nowhere. Never a default customer, and never "Unknown", which
/// Halo uses for nobody (halo-api 3.8).
///
/// # Errors
/// The reason to hold it.
pub fn hold(facts: HoldFacts) -> Result<CustomerId, HoldReason> {
    let customer = own_customer(facts.decision, facts.paired)?;
    if !facts.is_customer_known {
        return Err(HoldReason::CustomerGone);
    }
    if facts.is_customer_inactive {
        return Err(HoldReason::CustomerInactive);
    }
    if !facts.are_rules_complete {
        return Err(HoldReason::Rules);
    }
    Ok(customer)
}

/// Whose customer reads what is written about an organisation, whether or not a new ticket could be made there now: a
/// note on a ticket that is there already needs no more than this.
///
/// # Errors
/// Why nobody's does.
pub fn own_customer(
    decision: Option<Decision>,
    paired: Option<CustomerId>,
) -> Result<CustomerId, HoldReason> {
    let Some(decision) = decision else {
        return Err(HoldReason::OrganizationGone);
    };
    match paired {
        // No pair outlasts either decision today, but a database of an earlier version may hold both.
        _ if decision == Decision::Excluded => Err(HoldReason::OrganizationExcluded),
        _ if decision == Decision::Held => Err(HoldReason::OrganizationHeld),
        None | Some(UNKNOWN_CUSTOMER) => Err(HoldReason::Unmapped),
        Some(customer) => Ok(customer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: HoldFacts = HoldFacts {
        decision: Some(Decision::Open),
        paired: Some(CustomerId::new(12)),
        is_customer_known: true,
        is_customer_inactive: false,
        are_rules_complete: true,
    };

    #[test]
    fn a_ticket_goes_to_the_organisations_own_customer_or_nowhere() {
        for (facts, wanted) in [
            (READY, Ok(CustomerId::new(12))),
            (
                HoldFacts {
                    paired: None,
                    ..READY
                },
                Err(HoldReason::Unmapped),
            ),
            (
                HoldFacts {
                    paired: Some(UNKNOWN_CUSTOMER),
                    ..READY
                },
                Err(HoldReason::Unmapped),
            ),
            (
                HoldFacts {
                    decision: None,
                    ..READY
                },
                Err(HoldReason::OrganizationGone),
            ),
            (
                HoldFacts {
                    decision: Some(Decision::Held),
                    ..READY
                },
                Err(HoldReason::OrganizationHeld),
            ),
            (
                HoldFacts {
                    decision: Some(Decision::Excluded),
                    ..READY
                },
                Err(HoldReason::OrganizationExcluded),
            ),
            (
                HoldFacts {
                    is_customer_known: false,
                    ..READY
                },
                Err(HoldReason::CustomerGone),
            ),
            (
                HoldFacts {
                    is_customer_inactive: true,
                    ..READY
                },
                Err(HoldReason::CustomerInactive),
            ),
            (
                HoldFacts {
                    are_rules_complete: false,
                    ..READY
                },
                Err(HoldReason::Rules),
            ),
        ] {
            assert_eq!(hold(facts), wanted, "{facts:?}");
        }
    }
}
