//! Pairs that come back when something is undone or made again, and the tickets that would be sent to Halo with them.
//!
//! What is asked about is what there is at the end, however many edits lead there: a pair that one of them brings back and
//! the next one takes away sends nothing.

use std::collections::{BTreeMap, HashMap};

use domain::{OrganizationId, ProfileId};
use store::{Connection, pairs::PairRow};

use super::error::{Error, Result};
use super::image::{Image, images};

/// Organisations whose tickets are named in a question; of more, the number is told.
const MOST_NAMED: usize = 4;
/// Tickets of one organisation that are named.
const MOST_SUBJECTS: u32 = 3;

/// Runs an act on the `touched` organisations and asks when it brings back a pair for which tickets wait: they would be sent
/// to Halo, and whoever takes something back may well mean to write nothing. Mapping by hand asks the same. With `sends`
/// that was answered with a yes.
///
/// # Errors
/// [`Error::WouldSend`], after the act: the caller's transaction has to take it back.
pub(super) fn asking<T>(
    conn: &Connection,
    profile: ProfileId,
    touched: Vec<OrganizationId>,
    sends: bool,
    act: impl FnOnce() -> Result<T>,
) -> Result<T> {
    if sends {
        return act();
    }
    let waiting = store::tickets::waiting_for_pair(conn, profile)?;
    let touched: Vec<OrganizationId> = touched
        .into_iter()
        .filter(|id| waiting.contains_key(id))
        .collect();
    let before = images(conn, profile, &touched)?;
    let done = act()?;
    let after = images(conn, profile, &touched)?;
    expect_nothing_sent(conn, profile, &waiting, &before, &after)?;
    Ok(done)
}

fn expect_nothing_sent(
    conn: &Connection,
    profile: ProfileId,
    waiting: &HashMap<OrganizationId, u32>,
    before: &BTreeMap<OrganizationId, Image>,
    after: &BTreeMap<OrganizationId, Image>,
) -> Result<()> {
    let mut sentences = Vec::new();
    let mut unnamed = 0;
    for (id, image) in after {
        let stays = before
            .get(id)
            .is_some_and(|before| image.facts.has_same_customer(&before.facts));
        let (Some(tickets), Some(pair)) = (waiting.get(id), image.facts.pair(*id)?) else {
            continue;
        };
        if stays {
            continue;
        }
        if sentences.len() == MOST_NAMED {
            unnamed += tickets;
            continue;
        }
        sentences.push(sentence(conn, profile, &image.facts.name, &pair, *tickets)?);
    }
    match unnamed {
        0 => {}
        1 => sentences.push("1 more ticket is sent with another pair.".to_owned()),
        n => sentences.push(format!("{n} more tickets are sent with other pairs.")),
    }
    if sentences.is_empty() {
        return Ok(());
    }
    Err(Error::WouldSend {
        what: sentences.join(" "),
    })
}

/// What comes back, and which tickets go with it.
fn sentence(
    conn: &Connection,
    profile: ProfileId,
    name: &str,
    pair: &PairRow,
    tickets: u32,
) -> store::Result<String> {
    let organization = pair.organization;
    let subjects = store::tickets::subjects_waiting(conn, profile, organization, MOST_SUBJECTS)?;
    let named: Vec<String> = subjects.iter().map(|one| format!("“{one}”")).collect();
    let more = usize::try_from(tickets)
        .unwrap_or_default()
        .saturating_sub(named.len());
    let more = match more {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let waits = match tickets {
        1 => "1 ticket waits for it, and is sent".to_owned(),
        n => format!("{n} tickets wait for it, and are sent"),
    };
    Ok(format!(
        "{name} is mapped to {} again. {waits} there in Halo then: {}{more}.",
        pair.customer_name,
        named.join(", "),
    ))
}
