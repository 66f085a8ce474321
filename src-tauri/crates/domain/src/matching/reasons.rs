//! Why a customer is suggested, for people to read.

use super::{
    compare::{Comparison, Equality, Fit},
    evidence::{DomainFit, Edge},
    facts::Facts,
    name::Origin,
};
use crate::Reason;

/// One fact that speaks for a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// They are a pair already.
    StoredPair,
    /// The vendor's id stands in Halo.
    ExternalId,
    /// The same Microsoft tenant.
    TenantId,
    /// A domain in common.
    Domain {
        /// How many active customers have it.
        sharers: u8,
    },
    /// The customer was accepted under this name before.
    LearntAlias,
    /// The very same name, letter by letter.
    NameExact,
    /// The same name after folding.
    NameFolded {
        /// What had to be folded.
        folds: Folds,
    },
    /// The same name as one half of "A trading as B", or as another name of the customer.
    TradingAs,
    /// One name is the initials of the other.
    Acronym,
    /// The same word in both domains, under different suffixes or as the name of a Microsoft tenant.
    DomainWord,
    /// A sister of the customer has the organisation's domain.
    SisterDomain,
    /// A similar name.
    NameSimilar,
}

/// What had to be folded until two names were equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent fact"
)]
pub struct Folds {
    /// Capitals.
    pub case: bool,
    /// Accents.
    pub accents: bool,
    /// "&" and "and".
    pub ampersand: bool,
    /// The legal ending.
    pub legal_form: bool,
    /// The order of words.
    pub order: bool,
    /// Blanks between words.
    pub blanks: bool,
    /// Punctuation, notes, abbreviations and whatever else.
    pub other: bool,
}

impl Ground {
    /// The kind of fact, as it is kept with a pair.
    pub const fn reason(self) -> Reason {
        match self {
            Self::StoredPair => Reason::Manual,
            Self::ExternalId => Reason::ExternalId,
            Self::TenantId => Reason::TenantId,
            Self::Domain { .. } => Reason::Domain,
            Self::LearntAlias => Reason::NameFolded,
            Self::NameExact => Reason::NameExact,
            Self::NameFolded { .. } => Reason::NameFolded,
            Self::TradingAs
            | Self::Acronym
            | Self::DomainWord
            | Self::SisterDomain
            | Self::NameSimilar => Reason::NameSimilar,
        }
    }
}

/// The facts that speak for a pair, weightiest first.
pub(super) fn grounds(organization: &Facts, customer: &Facts, edge: &Edge) -> Vec<Ground> {
    let name = &edge.name;
    let is_similar = name.core >= 0.5;
    let found = [
        edge.ids.stored.then_some(Ground::StoredPair),
        edge.ids.external.then_some(Ground::ExternalId),
        edge.ids.tenant.then_some(Ground::TenantId),
        match edge.domain {
            DomainFit::Exact(sharers) => Some(Ground::Domain { sharers }),
            DomainFit::Sister | DomainFit::Label | DomainFit::Unknown | DomainFit::Clash => None,
        },
        edge.ids.alias.then_some(Ground::LearntAlias),
        of_name(organization, customer, name),
        name.is_acronym.then_some(Ground::Acronym),
        (edge.domain == DomainFit::Label).then_some(Ground::DomainWord),
        (edge.domain == DomainFit::Sister).then_some(Ground::SisterDomain),
        (is_similar && name.equality == Equality::No).then_some(Ground::NameSimilar),
    ];
    found.into_iter().flatten().collect()
}

fn of_name(organization: &Facts, customer: &Facts, name: &Comparison) -> Option<Ground> {
    match name.equality {
        Equality::No => None,
        Equality::Raw => Some(Ground::NameExact),
        Equality::Plain | Equality::Folded if name.origin != Origin::Name => {
            Some(Ground::TradingAs)
        }
        Equality::Plain | Equality::Folded => Some(Ground::NameFolded {
            folds: folds(&organization.raw, &customer.raw, name),
        }),
    }
}

fn folds(a: &str, b: &str, name: &Comparison) -> Folds {
    let lower = |text: &str| text.to_lowercase();
    let accents = |text: &str| text.chars().filter(|c| !c.is_ascii()).collect::<String>();
    let signs = |text: &str| text.matches(['&', '+']).count();
    let mut folds = Folds {
        case: a != b && a.chars().any(char::is_uppercase) != b.chars().any(char::is_uppercase)
            || a.chars().any(char::is_lowercase) != b.chars().any(char::is_lowercase)
            || lower(a) == lower(b),
        accents: accents(&lower(a)) != accents(&lower(b)),
        ampersand: signs(a) != signs(b),
        legal_form: !matches!(name.form, Fit::Absent | Fit::Same),
        order: name.is_reordered,
        blanks: name.is_joined,
        other: false,
    };
    folds.other = folds == Folds::default();
    folds
}
