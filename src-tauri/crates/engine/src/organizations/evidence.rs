//! Evidence in the administrator's words: one sentence for each fact that speaks for a pair.

use std::collections::HashSet;

use domain::{
    Evidence, ProfileId, Reason,
    matching::{is_barred_domain, search_key},
};
use store::{Connection, organizations::OrganizationRow};

use super::CustomerView;

/// Longer differences between two names are not spelled out, in characters.
const LONGEST_DIFFERENCE: usize = 40;

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceLine {
    /// Which kind.
    pub reason: Reason,
    /// A sentence without a full stop.
    pub text: String,
}

/// A sentence for each fact of `evidence`. `namesakes` is how many other candidates have the name too.
pub(super) fn lines(
    conn: &Connection,
    profile: ProfileId,
    organization: &OrganizationRow,
    customer: &CustomerView,
    evidence: &Evidence,
    namesakes: usize,
) -> store::Result<Vec<EvidenceLine>> {
    let with_namesakes = |text: String| match namesakes {
        0 => text,
        1 => format!("{text}; one other candidate has it too"),
        more => format!("{text}; {more} other candidates have it too"),
    };
    let known_as = |what: &str, id: Option<&str>| match id {
        Some(id) => format!("Same {what} {id}"),
        None => format!("The {what} was the same"),
    };
    let mut lines = Vec::with_capacity(evidence.reasons.len());
    for &reason in &evidence.reasons {
        let text = match reason {
            Reason::Manual => "Mapped by hand".to_owned(),
            Reason::ExternalId => known_as("external id", organization.external_id.as_deref()),
            Reason::TenantId => known_as("Microsoft tenant", organization.tenant_id.as_deref()),
            Reason::Domain => domain_text(conn, profile, organization, customer)?,
            Reason::NameExact if organization.name == customer.name => {
                with_namesakes("Same name, letter by letter".to_owned())
            }
            Reason::NameExact | Reason::NameFolded => {
                with_namesakes(difference(&organization.name, &customer.name))
            }
            Reason::LearntAlias => {
                "Mapped to this customer by hand under this name before".to_owned()
            }
            Reason::TradingAs => "The same name as one of those it trades under".to_owned(),
            Reason::Initials => "One name is the initials of the other".to_owned(),
            Reason::DomainWord => "A domain spells the same name".to_owned(),
            Reason::SisterDomain => "Another branch of this customer has the domain".to_owned(),
            Reason::NameSimilar => "A similar name".to_owned(),
        };
        lines.push(EvidenceLine { reason, text });
    }
    Ok(lines)
}

/// Names the shared domain that the fewest other customers use.
fn domain_text(
    conn: &Connection,
    profile: ProfileId,
    organization: &OrganizationRow,
    customer: &CustomerView,
) -> store::Result<String> {
    let shared = organization
        .domains
        .iter()
        .filter(|domain| !is_barred_domain(domain) && customer.domains.contains(domain));
    let mut best: Option<(&str, Sharers)> = None;
    for domain in shared {
        let sharers = Sharers::of(conn, profile, domain, customer)?;
        let is_better = best
            .as_ref()
            .is_none_or(|(_, known)| sharers.weight() < known.weight());
        if is_better {
            best = Some((domain, sharers));
        }
    }
    Ok(match best {
        Some((domain, sharers)) => format!("Exact domain {domain}, {}", sharers.words()),
        // The pair is older than today's records.
        None => "They had a domain in common when they were mapped".to_owned(),
    })
}

/// Who else uses a domain.
#[derive(Default)]
struct Sharers {
    active: Vec<String>,
    inactive: usize,
}

impl Sharers {
    fn of(
        conn: &Connection,
        profile: ProfileId,
        domain: &str,
        own: &CustomerView,
    ) -> store::Result<Self> {
        let mut sharers = Self::default();
        for sharer in store::customers::with_domain(conn, profile, domain)? {
            match sharer {
                sharer if sharer.id == own.id => {}
                sharer if sharer.inactive => sharers.inactive += 1,
                sharer => sharers.active.push(sharer.name),
            }
        }
        Ok(sharers)
    }

    fn weight(&self) -> (usize, usize) {
        (self.active.len(), self.inactive)
    }

    fn words(&self) -> String {
        match (self.active.as_slice(), self.inactive) {
            ([], 0) => "used by no other customer".to_owned(),
            ([], _) => "used by no other active customer".to_owned(),
            ([one], _) => format!("which {one} uses too"),
            (several, _) => format!("which {} other customers use too", several.len()),
        }
    }
}

/// In what two names differ that fold to the same one.
fn difference(left: &str, right: &str) -> String {
    let (left, right) = (words(left), words(right));
    let only_in = |words: &[(String, String)], others: &[(String, String)]| {
        let others: HashSet<&str> = others.iter().map(|(key, _)| key.as_str()).collect();
        let rest: Vec<&str> = words
            .iter()
            .filter(|(key, _)| !others.contains(key.as_str()))
            .map(|(_, word)| word.as_str())
            .collect();
        rest.join(" ")
    };
    let parts = [only_in(&left, &right), only_in(&right, &left)];
    let shown: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let text = shown.join("/");
    match text.chars().count() {
        0 => "Same name but for capitals, accents or punctuation".to_owned(),
        1..=LONGEST_DIFFERENCE => format!("Same name but for {text}"),
        _ => "Same name in another spelling".to_owned(),
    }
}

/// The words of a name, each folded and as it stands there.
fn words(name: &str) -> Vec<(String, String)> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '(' | ')' | ',' | '_'))
        .map(|word| word.trim_matches(['.', ';', ':', '"', '\'']))
        .map(|word| {
            (
                search_key(word).replace(['.', '\'', '’'], ""),
                word.to_owned(),
            )
        })
        .filter(|(key, _)| !key.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_of_names_are_named() {
        let check = |left: &str, right: &str, text: &str| {
            assert_eq!(difference(left, right), text, "{left} / {right}");
        };
        check(
            "Fernhill Ltd",
            "Fernhill Limited",
            "Same name but for Ltd/Limited",
        );
        check("Fernhill", "Fernhill GmbH", "Same name but for GmbH");
        check("Wren & Co", "Wren and Co.", "Same name but for &/and");
        check(
            "CAFÉ NERO",
            "Cafe Nero",
            "Same name but for capitals, accents or punctuation",
        );
        check(
            "wren-dental",
            "Wren Dental",
            "Same name but for capitals, accents or punctuation",
        );
        check(
            "Acme S.A.",
            "Acme SA",
            "Same name but for capitals, accents or punctuation",
        );
    }
}
