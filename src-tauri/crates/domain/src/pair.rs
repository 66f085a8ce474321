//! A pair and the evidence it rests on.

use crate::{CustomerId, OrganizationId, code::coded_enum};

coded_enum! {
    /// How sure the evidence makes us. The order is best first.
    pub enum Band {
        /// Two independent facts agree, or one that cannot be chance.
        Certain = "certain",
        /// One good fact, and it points at nobody else.
        Strong = "strong",
        /// Worth a look.
        Possible = "possible",
        /// Better than nothing.
        Weak = "weak",
    }
}

coded_enum! {
    /// One fact that speaks for a pair. The order is the order of weight.
    pub enum Reason {
        /// The administrator said so.
        Manual = "manual",
        /// The vendor's id stands in Halo.
        ExternalId = "external_id",
        /// The same Microsoft tenant.
        TenantId = "tenant_id",
        /// A domain in common that is no free-mail host.
        Domain = "domain",
        /// The customer was chosen by hand under this name before.
        LearntAlias = "learnt_alias",
        /// The very same name, letter by letter.
        NameExact = "name_exact",
        /// The same name after folding case, accents, punctuation, "&" and legal endings.
        NameFolded = "name_folded",
        /// The same name as one half of "A trading as B", or as another name of the customer.
        TradingAs = "trading_as",
        /// One name is the initials of the other.
        Initials = "initials",
        /// A domain whose word is the name of the other record, or the same word under another suffix.
        DomainWord = "domain_word",
        /// A branch of the customer has the domain.
        SisterDomain = "sister_domain",
        /// A similar name. Never enough by itself.
        NameSimilar = "name_similar",
    }
}

/// Why two records are thought to be the same company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// How sure.
    pub band: Band,
    /// The facts, weightiest first.
    pub reasons: Vec<Reason>,
}

impl Evidence {
    /// The evidence of a pair made by hand.
    pub fn by_hand() -> Self {
        Self {
            band: Band::Certain,
            reasons: vec![Reason::Manual],
        }
    }
}

/// An organisation joined to a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The vendor's side.
    pub organization: OrganizationId,
    /// Halo's side.
    pub customer: CustomerId,
    /// What it was accepted on.
    pub evidence: Evidence,
}
