//! "Statuses", "Priorities and SLAs".

use halo_api::{Error, StatusQuery};

use super::desk::Desk;
use super::finding::Finding;
use super::words;

pub(super) async fn statuses(desk: &Desk) -> Result<Finding, Error> {
    let statuses = desk.halo().statuses(&StatusQuery::default()).await?;
    let for_tickets = statuses.iter().filter(|status| status.is_for_tickets());
    Ok(match for_tickets.count() {
        0 => Finding::failed("Halo lists no status for tickets.")
            .remedy("Look at Configuration > Tickets > Statuses in Halo."),
        count => Finding::passed(format!("{count} for tickets.")),
    })
}

pub(super) async fn priorities(desk: &Desk) -> Result<Finding, Error> {
    let slas = desk.halo().slas().await?.len();
    let priorities = desk.halo().priorities(None).await?;
    let open = priorities
        .iter()
        .filter(|priority| !priority.hidden)
        .count();
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let meaning = format!(
        "{} with {}.",
        words::count(number(slas), "SLA", "SLAs"),
        words::count(number(open), "priority", "priorities")
    );
    Ok(if slas == 0 || open == 0 {
        Finding::warning(meaning).remedy("Tickets will be made without a priority.")
    } else {
        Finding::passed(meaning)
    })
}
