//! `tickets preflight`, `tickets create` and `tickets sync`

use std::io::Read as _;

use engine::database::tickets::ListQuery;
use engine::domain::ticket::{SendTrouble, TicketState};
use engine::domain::ticket_rules::{Finding, Severity};
use engine::domain::vendor::Vendor;
use engine::domain::{Feature, ProfileId, TicketId};
use engine::tickets::{PlannedWrite, TicketDetails, TicketForm, TicketPlan, TicketsFilter};
use serde::Serialize;
use serde_json::json;

use super::{ShownField, counted, field_lines, shown_fields};
use crate::answer::Answer;
use crate::arguments::TicketCreate;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;

/// Longer texts are refused by the engine; no more of the standard input is read than shows that.
const MOST_OF_INPUT: u64 = 1_000_000;

/// What pre-flight found.
#[derive(Serialize)]
struct ShownFinding {
    severity: &'static str,
    /// Whose own rules it is about; everybody's where there is none.
    organization: Option<String>,
    text: String,
}

impl ShownFinding {
    fn of(organization: Option<&str>, finding: &Finding) -> Self {
        Self {
            severity: match finding.severity() {
                Severity::Blocks => "blocks",
                Severity::Warns => "warns",
            },
            organization: organization.map(str::to_owned),
            text: finding.to_string(),
        }
    }

    fn line(&self) -> String {
        let of = self
            .organization
            .as_ref()
            .map(|name| format!("{name}: "))
            .unwrap_or_default();
        format!("{:<6} {of}{}", self.severity, self.text)
    }
}

/// Says what Halo would refuse.
pub(super) async fn preflight(session: &Session, profile: ProfileId) -> Result<Answer, Failure> {
    let form = session.engine.ticket_rules_form(profile).await?;
    let check = session
        .engine
        .check_ticket_rules(profile, form.rules)
        .await?;
    let everybody = check
        .findings
        .iter()
        .map(|finding| ShownFinding::of(None, finding));
    let own = check.own.iter().flat_map(|(_, name, findings)| {
        findings
            .iter()
            .map(|finding| ShownFinding::of(Some(name), finding))
    });
    let findings: Vec<ShownFinding> = everybody.chain(own).collect();
    let blocks = findings.iter().any(|one| one.severity == "blocks");
    let mut lines: Vec<String> = findings.iter().map(ShownFinding::line).collect();
    lines.push(if blocks {
        "Halo would refuse tickets by these rules.".to_owned()
    } else {
        "Halo takes tickets by these rules.".to_owned()
    });
    Ok(Answer::new(
        &json!({ "readAt": form.read_at, "findings": findings }),
        lines.join("\n"),
        Exit::fine_if(!blocks),
    ))
}

/// Shows what would be written, or writes it.
pub(super) async fn create(
    session: &mut Session,
    profile: ProfileId,
    form: TicketCreate,
) -> Result<Answer, Failure> {
    let engine = session.engine.clone();
    let organization = engine
        .organization_called(profile, &form.organization)
        .await;
    let organization = organization.map_err(|error| {
        use engine::organizations::Error as Organizations;
        if !matches!(
            error,
            engine::Error::Organizations(Organizations::NotFound { .. })
        ) {
            return error.into();
        }
        Failure::usage(format!("There is no organisation “{}”.", form.organization))
            .next("Use its external id, name or domain.")
    })?;
    let vendor = engine.ticket_rules_form(profile).await?.vendor;
    let is_sent = form.yes;
    let mut entered = TicketForm {
        organization,
        summary: form.summary,
        details: details(form.details)?,
        level: level(&vendor, form.level.as_deref())?,
        external_id: form.external_id,
        reference: None,
        note_on: None,
    };
    let plan = engine.ticket_plan(profile, entered.clone()).await?;
    if !is_sent {
        return Ok(planned(plan));
    }
    // What was planned is what is entered.
    entered.note_on = match plan.write {
        PlannedWrite::Note { ticket, .. } => Some(ticket),
        PlannedWrite::Ticket => None,
    };
    entered.reference = Some(plan.reference);
    let created = engine.create_ticket(profile, entered).await?;
    let task = engine.send_tickets_now(profile);
    // That it could not be sent stands at the ticket, which waits and is not lost.
    let sending = session.end_of(task).await;
    let ticket = engine.ticket_details(profile, created.ticket).await?;
    Ok(made(&ticket, sending.err()))
}

/// The text, or what stands on the standard input.
fn details(text: String) -> Result<String, Failure> {
    if text != "-" {
        return Ok(text);
    }
    let mut input = String::new();
    std::io::stdin()
        .lock()
        .take(MOST_OF_INPUT)
        .read_to_string(&mut input)
        .map_err(|error| {
            Failure::usage(format!(
                "The standard input cannot be read as text: {error}."
            ))
        })?;
    Ok(input)
}

/// The key of a level by its key or name; the mildest where none is named.
fn level(vendor: &Vendor, wanted: Option<&str>) -> Result<String, Failure> {
    let Some(wanted) = wanted else {
        return Ok(vendor
            .levels
            .last()
            .map(|level| level.key.clone())
            .unwrap_or_default());
    };
    let is_it = |text: &str| text.to_lowercase() == wanted.to_lowercase();
    let mut levels = vendor.levels.iter();
    let known = levels.find(|level| is_it(&level.key) || is_it(&level.name));
    known.map(|level| level.key.clone()).ok_or_else(|| {
        let names: Vec<_> = vendor.levels.iter().map(|one| one.name.as_str()).collect();
        Failure::usage(format!(
            "There is no level “{wanted}”. There are: {}.",
            names.join(", ")
        ))
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownPlan {
    sent: bool,
    write: &'static str,
    fields: Vec<ShownField>,
    held: Option<String>,
    remarks: Vec<String>,
}

fn planned(plan: TicketPlan) -> Answer {
    let (write, first) = match &plan.write {
        PlannedWrite::Ticket => ("ticket", "A ticket would be made with:".to_owned()),
        PlannedWrite::Note { summary, .. } => (
            "note",
            format!("A private note would be added to the open ticket “{summary}”:"),
        ),
    };
    let shown = ShownPlan {
        sent: false,
        write,
        fields: shown_fields(plan.fields),
        held: plan.hold.map(|(reason, note)| {
            note.unwrap_or_else(|| format!("{} {}", reason.sentence(), reason.mend()))
        }),
        remarks: plan.remarks,
    };
    let mut lines = vec![first];
    lines.extend(field_lines(&shown.fields));
    lines.extend(shown.remarks.iter().cloned());
    lines.extend(
        shown
            .held
            .as_ref()
            .map(|why| format!("It would be held: {why}")),
    );
    lines.push("Nothing was sent; add --yes to do it.".to_owned());
    let exit = Exit::fine_if(shown.held.is_none());
    Answer::new(&shown, lines.join("\n"), exit)
}

/// A ticket as it stands after the outbox was gone through.
fn made(ticket: &TicketDetails, trouble: Option<Failure>) -> Answer {
    let row = &ticket.row;
    let number = row.halo_ticket.map(TicketId::get);
    let (text, exit) = how_it_stands(ticket, trouble);
    Answer::new(
        &json!({
            "sent": exit == Exit::Fine,
            "reference": row.reference,
            "haloTicket": number,
            "state": row.state.code(),
            "customer": ticket.customer,
            "what": text,
        }),
        text.clone(),
        exit,
    )
}

fn how_it_stands(ticket: &TicketDetails, trouble: Option<Failure>) -> (String, Exit) {
    const WAITS: &str = "The ticket waits, and is not lost.";
    let row = &ticket.row;
    if let Some(hold) = row.hold {
        let why = row.hold_note.as_deref().unwrap_or(hold.sentence());
        let text = format!("The ticket is held, and not lost. {why} {}", hold.mend());
        return (text, Exit::Problems);
    }
    let waits = ticket.writes.iter().any(|write| write.state.is_open());
    let mut writes = ticket.writes.iter();
    if let Some(failure) = writes.find_map(|write| write.failure.as_ref()) {
        let exit = match failure.trouble {
            SendTrouble::Connection => Exit::Unreachable,
            SendTrouble::NotAllowed => Exit::NotAllowed,
            SendTrouble::Refused
            | SendTrouble::NoPartner
            | SendTrouble::NotTaken
            | SendTrouble::Doubtful
            | SendTrouble::Unfindable => Exit::Problems,
        };
        let then = match (&failure.mend, waits) {
            (Some(mend), _) => mend,
            (None, true) => WAITS,
            (None, false) => "",
        };
        return (format!("{} {then}", failure.what), exit);
    }
    match (row.halo_ticket, trouble) {
        (Some(number), None) if !waits => (format!("Ticket {number} is in Halo."), Exit::Fine),
        (_, Some(trouble)) => {
            let (message, exit) = trouble.into_parts();
            (format!("{message} {WAITS}"), exit)
        }
        (_, None) => (WAITS.to_owned(), Exit::Problems),
    }
}

/// Sends what waits, asks for changed statuses, and sends what follows from them.
pub(super) async fn sync(session: &mut Session, profile: ProfileId) -> Result<Answer, Failure> {
    let task = session.engine.send_tickets_now(profile);
    let before = session.end_of(task).await?;
    if session
        .engine
        .wizard(profile)
        .await?
        .features
        .has(Feature::Status)
    {
        session.engine.poll_now(profile).await?;
    }
    let task = session.engine.send_tickets_now(profile);
    let after = session.end_of(task).await?;
    let filter = TicketsFilter {
        query: ListQuery::default(),
        offset: 0,
        limit: 0,
    };
    let counts = session.engine.tickets(profile, filter).await?.counts;
    let of = |state: TicketState| {
        let known = counts.of.iter().find(|(one, _)| *one == state);
        known.map_or(0, |(_, count)| *count)
    };
    let all_well = before.all_well && after.all_well;
    let failed = of(TicketState::Failed);
    let conflicts = of(TicketState::Conflict);
    let mut text = format!(
        "{}: {} in step, {} waiting, {} held, {failed} failed, {conflicts} with a conflict.",
        counted(counts.all, "ticket"),
        of(TicketState::InStep),
        of(TicketState::Waiting),
        of(TicketState::Held),
    );
    if !all_well {
        text = format!("{text}\n{}", after.label);
    }
    Ok(Answer::new(
        &json!({
            "tickets": counts.all,
            "inStep": of(TicketState::InStep),
            "waiting": of(TicketState::Waiting),
            "held": of(TicketState::Held),
            "failed": failed,
            "conflicts": conflicts,
            "gone": of(TicketState::Gone),
            "what": after.label,
        }),
        text,
        Exit::fine_if(all_well && failed == 0 && conflicts == 0),
    ))
}
