//! `match suggest` and `match apply`

use engine::database::grid::{GridFilter, GridRow};
use engine::domain::{Band, CustomerId, ProfileId};
use engine::organizations::{AcceptPreview, Query};
use serde::Serialize;
use serde_json::json;

use super::counted;
use crate::answer::Answer;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;

/// Rows that are asked for at once; the engine answers no more.
const WINDOW: u32 = 200;

/// An organisation that has one clear candidate.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Suggested {
    organization: String,
    customer: Option<String>,
    customer_id: Option<i32>,
    band: Option<&'static str>,
    reasons: Vec<&'static str>,
}

impl From<GridRow> for Suggested {
    fn from(row: GridRow) -> Self {
        Self {
            organization: row.name,
            customer: row.customer_name,
            customer_id: row.customer_id.map(CustomerId::get),
            band: row.band.map(Band::code),
            reasons: row.reasons.iter().map(|reason| reason.code()).collect(),
        }
    }
}

/// Shows what is suggested.
pub(super) async fn suggest(session: &Session, profile: ProfileId) -> Result<Answer, Failure> {
    let suggested: Vec<Suggested> = suggested(session, profile)
        .await?
        .into_iter()
        .map(Into::into)
        .collect();
    let counts = session.engine.organization_counts(profile).await?;
    let preview = session.engine.preview_accept(profile, None).await?;
    let mut lines: Vec<String> = suggested
        .iter()
        .map(|one| {
            format!(
                "{} -> {} ({}: {})",
                one.organization,
                one.customer.as_deref().unwrap_or("?"),
                one.band.unwrap_or("?"),
                one.reasons.join(", ").replace('_', " ")
            )
        })
        .collect();
    lines.push(format!(
        "{} suggested; `match apply` would accept {}. {} to choose, {} without a candidate.",
        counted(counts.suggested, "pair"),
        preview.total,
        counts.choose,
        counts.unmapped
    ));
    Ok(Answer::new(
        &json!({
            "suggested": suggested,
            "acceptable": preview.total,
            "choose": counts.choose,
            "unmapped": counts.unmapped,
        }),
        lines.join("\n"),
        Exit::Fine,
    ))
}

async fn suggested(session: &Session, profile: ProfileId) -> Result<Vec<GridRow>, Failure> {
    let mut rows = Vec::new();
    loop {
        let query = Query {
            filter: GridFilter::Suggested,
            offset: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            limit: WINDOW,
            ..Query::default()
        };
        let page = session.engine.organization_page(profile, query).await?;
        if page.rows.is_empty() {
            return Ok(rows);
        }
        rows.extend(page.rows);
    }
}

/// Accepts what is clear.
pub(super) async fn apply(
    session: &Session,
    profile: ProfileId,
    dry_run: bool,
) -> Result<Answer, Failure> {
    let preview = session.engine.preview_accept(profile, None).await?;
    let accepted = if dry_run || preview.total == 0 {
        None
    } else {
        let edit = session
            .engine
            .accept_suggestions(profile, None, &preview.mark)
            .await?;
        Some(edit.what)
    };
    let mut lines = groups(&preview);
    lines.extend(held(preview.held_tickets, accepted.is_some()));
    lines.push(match &accepted {
        Some(what) => format!("{what}. It can be undone in Halyard's window."),
        None if preview.total == 0 => "No suggestion is clear enough.".to_owned(),
        None => format!("{} would be made.", counted(preview.total, "pair")),
    });
    lines.push(format!(
        "Left for a person: {}.",
        counted(preview.left, "organisation")
    ));
    Ok(Answer::new(
        &json!({
            "accepted": accepted,
            "total": preview.total,
            "doubtful": preview.doubtful,
            "left": preview.left,
            "heldTickets": preview.held_tickets,
        }),
        lines.join("\n"),
        Exit::Fine,
    ))
}

/// What the pairs set free: tickets that were held for want of a customer.
fn held(tickets: u32, made: bool) -> Option<String> {
    let sent = if made {
        "Sent to Halo with that"
    } else {
        "Would be sent to Halo with that"
    };
    (tickets > 0).then(|| {
        format!(
            "{sent}, at once while Halyard's window is open, else when it is opened: {}.",
            counted(tickets, "held ticket")
        )
    })
}

/// The pairs by what they rest on, and what speaks against others.
fn groups(preview: &AcceptPreview) -> Vec<String> {
    let made = preview.groups.iter().map(|group| {
        let reasons: Vec<_> = group.reasons.iter().map(|reason| reason.code()).collect();
        let examples: Vec<_> = group
            .examples
            .iter()
            .map(|(organization, customer)| format!("{organization} -> {customer}"))
            .collect();
        format!(
            "{} {}, by {}: {}",
            group.count,
            group.band.code(),
            reasons.join(", ").replace('_', " "),
            examples.join("; ")
        )
    });
    let doubts = preview.doubts.iter().map(|doubt| {
        format!(
            "Left out: {} -> {}: {}.",
            doubt.organization, doubt.customer, doubt.text
        )
    });
    made.chain(doubts).collect()
}
