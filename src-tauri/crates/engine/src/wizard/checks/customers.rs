//! "Customers", "Sites and users".

use domain::recipe::keys;
use halo_api::{Error, HowMany, SiteQuery, UserQuery};

use super::desk::Desk;
use super::finding::Finding;
use super::words;

/// Fewer customers than this, and the agent is probably restricted to some.
const SUSPICIOUSLY_FEW: u64 = 3;

pub(super) async fn customers(desk: &Desk) -> Result<Finding, Error> {
    let found = desk.customers().await?;
    if found.is_none() {
        return none(desk).await;
    }
    let Some(count) = found.number() else {
        return Ok(Finding::passed(
            "Customers can be read; Halo does not say how many there are.",
        ));
    };
    let before = desk.known.customers.as_ref();
    let chosen = match desk.acting().await {
        Ok(acting) => acting.agent().map_or(0, |agent| agent.only_customers.len()),
        Err(Error::Cancelled) => return Err(Error::Cancelled),
        Err(_) => 0,
    };
    Ok(judge(
        count,
        chosen,
        before.map(|(count, at)| (*count, at.as_str())),
    ))
}

/// An empty list has two causes. Where things of customers are seen all the same, the agent may use customers and only
/// lacks the level to list them.
async fn none(desk: &Desk) -> Result<Finding, Error> {
    let finding =
        Finding::failed("Halo answers with an empty list: the agent may see no customer.");
    Ok(match desk.sees_things_of_customers().await? {
        Some(true) => finding.about([keys::ROLE_CUSTOMERS]),
        Some(false) => finding.about([keys::ROLE_ALL_CUSTOMERS]),
        None => finding
            .about([keys::ROLE_CUSTOMERS, keys::ROLE_ALL_CUSTOMERS])
            .one_of_them(),
    })
}

/// `chosen` customers are the only ones the agent was given, unless it is 0; `before` is what was read last.
fn judge(count: u64, chosen: usize, before: Option<(u32, &str)>) -> Finding {
    let can_be_read = format!("{count} can be read");
    if chosen > 0 {
        return Finding::warning(format!(
            "{can_be_read}: those that the agent was given. The others are missing without a word."
        ))
        .remedy("If only these are to be joined, leave it so.")
        .about([keys::ROLE_ALL_CUSTOMERS]);
    }
    let fell = before.filter(|(before, _)| count.saturating_mul(2) < u64::from(*before));
    if let Some((before, at)) = fell {
        let day = words::day(at);
        return Finding::warning(format!(
            "Only {can_be_read}; on {day} there were {before}. The agent may be restricted to some."
        ))
        .about([keys::ROLE_ALL_CUSTOMERS]);
    }
    if before.is_none() && count < SUSPICIOUSLY_FEW {
        return Finding::warning(format!(
            "Only {can_be_read}. The agent may be restricted to some."
        ))
        .about([keys::ROLE_ALL_CUSTOMERS]);
    }
    Finding::passed(match before {
        Some((before, _)) => format!("{can_be_read}, last time {before}."),
        None => format!("{can_be_read}."),
    })
}

/// Every customer has at least one site and one user, the "General User" (halo-api sections 3.2 and 3.3, H).
pub(super) async fn sites_and_users(desk: &Desk) -> Result<Finding, Error> {
    if desk.sees_no_customer().await? {
        return Ok(Finding::skipped("Not run, since no customer can be read."));
    }
    let sites = desk.halo().count_sites(&SiteQuery::default()).await?;
    let users = match desk.halo().count_users(&UserQuery::default()).await {
        Ok(users) => users,
        Err(Error::Forbidden { .. }) => HowMany::Told(0),
        Err(error) => return Err(error),
    };
    if users.is_none() {
        return Ok(Finding::warning(
            "Users cannot be read. Their mail domains, good evidence for a pair, stay unknown.",
        )
        .about([keys::ROLE_USERS]));
    }
    let number = |found: HowMany, one, many: &str| match found.number() {
        Some(number) => words::count(number, one, many),
        None => many.to_owned(),
    };
    Ok(Finding::passed(format!(
        "{} and {} can be read.",
        number(sites, "site", "sites"),
        number(users, "user", "users"),
    )))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::CheckState::{self, Passed, Warning};

    #[test]
    fn few_customers_are_said_and_a_usual_change_is_not() {
        let at = "2026-11-03T09:00:00Z";
        let cases: [(u64, usize, Option<u32>, CheckState, &str); 8] = [
            (415, 0, None, Passed, "415 can be read."),
            (415, 0, Some(414), Passed, "415 can be read, last time 414."),
            (300, 0, Some(415), Passed, "300 can be read, last time 415."),
            (2, 0, Some(2), Passed, "2 can be read, last time 2."),
            (12, 0, Some(415), Warning, "on 2026-11-03 there were 415"),
            (2, 0, None, Warning, "Only 2 can be read"),
            (12, 12, None, Warning, "those that the agent was given"),
            (12, 12, Some(12), Warning, "those that the agent was given"),
        ];
        for (count, chosen, before, state, words) in cases {
            let found = judge(count, chosen, before.map(|before| (before, at)));
            assert_eq!(found.state, state, "{found:?}");
            assert!(found.meaning.contains(words), "{found:?}");
            assert_eq!(found.rights.is_empty(), state == Passed);
        }
    }
}
