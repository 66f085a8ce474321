//! What is in a report, part by part.

use std::collections::HashMap;

use domain::{CheckState, OrganizationId, OrganizationState, Reason};
use store::pairs::PairRow;
use store::{Connection, grid};

use super::Facts;
use super::acts::acts;
use super::checklist::{self, ProofState};
use super::html::moment;
use super::mask::{LEFT_OUT, Mask};
use super::report::{ReportPart, VERSION};
use crate::profiles::host_of;
use crate::wizard::CheckKey;

/// Rows of one window of the grid.
const WINDOW: u32 = 200;

pub(super) fn parts(
    conn: &Connection,
    facts: &Facts,
    masked: bool,
    account: Option<&str>,
    now: &str,
) -> store::Result<Vec<ReportPart>> {
    let mut mask = Mask::new(masked);
    let journal = acts(conn, facts, &mask)?;
    Ok(vec![
        summary(facts, &mut mask, &journal, account, now),
        proofs(facts, masked),
        access(facts, &mask),
        problems(conn, facts, &mut mask)?,
        mappings(conn, facts, &mut mask)?,
        journal,
    ])
}

pub(super) fn part(title: &str, columns: &[&str], rows: Vec<Vec<String>>) -> ReportPart {
    ReportPart {
        title: title.to_owned(),
        note: None,
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        rows,
    }
}

fn noted(mut part: ReportPart, note: &str) -> ReportPart {
    part.note = Some(note.to_owned());
    part
}

fn summary(
    facts: &Facts,
    mask: &mut Mask,
    journal: &ReportPart,
    account: Option<&str>,
    now: &str,
) -> ReportPart {
    let profile = &facts.row;
    let host = profile.api_base.as_deref().and_then(host_of);
    let acting = facts
        .access
        .iter()
        .find(|(key, _)| *key == CheckKey::ActingAs);
    let seals = facts.seals.as_ref().map(|(seals, _)| seals);
    let names = if mask.masked {
        "Left out: the same name has the same number everywhere"
    } else {
        "In it"
    };
    let told = |text: Option<String>| text.unwrap_or_else(|| "Not known".to_owned());
    let rows = [
        ("Connection", mask.of("Connection", &profile.name)),
        ("Product", profile.vendor_name.clone()),
        ("Halo", mask.of("Host", &host.unwrap_or_default())),
        (
            "Tenant",
            mask.of("Tenant", profile.tenant.as_deref().unwrap_or_default()),
        ),
        ("Halo’s version", told(profile.app_version.clone())),
        (
            "Acts in Halo as",
            told(acting.map(|(_, check)| mask.text(&check.meaning))),
        ),
        ("Made at (UTC)", moment(now)),
        ("Made with", VERSION.to_owned()),
        (
            "Made at this workstation by",
            told(account.map(|account| mask.text(account))),
        ),
        ("Names and addresses", names.to_owned()),
        ("Checklist", score(facts)),
        ("Customers in Halo", facts.customers.to_string()),
        ("Organisations", facts.counts.all.to_string()),
        (
            "Journal",
            span(journal, seals.map_or(0, |seals| seals.lines)),
        ),
        (
            "Newest seal",
            told(seals.and_then(|seals| seals.head.clone())),
        ),
    ];
    let rows = rows.map(|(name, value)| vec![name.to_owned(), value]);
    noted(
        part("Summary", &["Fact", "Value"], rows.into()),
        "The newest seal stands for the whole journal as it was when this was made. “halyard-cli verify --seal” with this \
         seal says whether the journal is still the one that this report was made from.",
    )
}

fn score(facts: &Facts) -> String {
    let lines = checklist::lines(facts, true);
    let count = |state| lines.iter().filter(|line| line.state == state).count();
    format!(
        "{} proven, {} not so, {} not proven",
        count(ProofState::Proven),
        count(ProofState::Refuted),
        count(ProofState::Open)
    )
}

/// From when to when the lines are that stand in the report.
fn span(journal: &ReportPart, lines: u32) -> String {
    let at = |row: Option<&Vec<String>>| row.and_then(|cells| cells.get(1)).cloned();
    match (at(journal.rows.first()), at(journal.rows.last())) {
        (Some(first), Some(last)) => format!(
            "{lines} lines; here those from {} to {} UTC",
            moment(&first),
            moment(&last)
        ),
        _ => "No line".to_owned(),
    }
}

fn proofs(facts: &Facts, masked: bool) -> ReportPart {
    let rows = checklist::lines(facts, masked).into_iter().map(|proof| {
        vec![
            proof.kind.name().to_owned(),
            proof.state.name().to_owned(),
            proof.meaning,
            proof.at.unwrap_or_default(),
        ]
    });
    noted(
        part(
            "Checklist",
            &["What", "State", "How", "When (UTC)"],
            rows.collect(),
        ),
        "“Proven” was shown by what stands beside it, and when. “Not proven” was not tried or cannot be told; it says \
         nothing about the opposite.",
    )
}

fn access(facts: &Facts, mask: &Mask) -> ReportPart {
    let rows = facts.access.iter().map(|(key, check)| {
        let state = match check.state {
            CheckState::Passed => "Passed",
            CheckState::Warning => "Passed with a remark",
            CheckState::Failed => "Failed",
            CheckState::CannotTell => "Shows only in use",
            CheckState::Skipped => "Skipped",
        };
        vec![
            key.name().to_owned(),
            state.to_owned(),
            mask.text(&check.meaning),
            check.checked_at.clone(),
        ]
    });
    noted(
        part(
            "Checks of access",
            &["Check", "State", "What Halo answered", "When (UTC)"],
            rows.collect(),
        ),
        "What the agent in Halo may do, as Halo answered when it was last asked. No check writes to Halo.",
    )
}

fn mappings(conn: &Connection, facts: &Facts, mask: &mut Mask) -> store::Result<ReportPart> {
    let pairs: HashMap<OrganizationId, PairRow> = store::pairs::all(conn, facts.row.id)?
        .into_iter()
        .map(|pair| (pair.organization, pair))
        .collect();
    let mut whys: HashMap<OrganizationId, String> = store::organizations::all(conn, facts.row.id)?
        .into_iter()
        .filter_map(|row| Some((row.id, row.decision_reason?)))
        .collect();
    let mut rows = Vec::new();
    loop {
        let query = grid::GridQuery {
            filter: grid::GridFilter::All,
            sort: grid::GridSort::Name,
            offset: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            limit: WINDOW,
            ..grid::GridQuery::default()
        };
        let page = grid::page(conn, facts.row.id, &query)?;
        let came = page.rows.len();
        for row in page.rows {
            let pair = pairs.get(&row.id);
            // Without a pair, the name is that of a mere suggestion.
            let customer = row.customer_name.filter(|_| pair.is_some());
            let number = pair.map(|pair| pair.customer.to_string());
            rows.push(vec![
                mask.of("Organisation", &row.name),
                state_words(row.state).to_owned(),
                mask.of("Customer", &customer.unwrap_or_default()),
                match number {
                    Some(_) if mask.masked => LEFT_OUT.to_owned(),
                    number => number.unwrap_or_default(),
                },
                pair.map(|pair| pair.accepted_at.clone())
                    .unwrap_or_default(),
                match pair {
                    Some(pair) => on_what(pair),
                    None => mask.text(&whys.remove(&row.id).unwrap_or_default()),
                },
            ]);
        }
        if came == 0 || rows.len() >= usize::try_from(page.total).unwrap_or(usize::MAX) {
            break;
        }
    }
    let columns = [
        "Organisation",
        "State",
        "Customer in Halo",
        "Its number",
        "Since (UTC)",
        "Accepted on, or why not",
    ];
    Ok(part("Organisations", &columns, rows))
}

fn state_words(state: OrganizationState) -> &'static str {
    match state {
        OrganizationState::Suggested => "To decide: one suggestion",
        OrganizationState::Choose => "To decide: several fit",
        OrganizationState::Unmapped => "To decide: nothing fits",
        OrganizationState::Mapped => "Mapped",
        OrganizationState::Held => "Held",
        OrganizationState::Excluded => "Excluded",
        OrganizationState::Problem => "Mapped, with a problem",
    }
}

/// What a pair was accepted on, in a few words.
fn on_what(pair: &PairRow) -> String {
    let reasons: Vec<&str> = pair
        .evidence
        .reasons
        .iter()
        .map(|reason| match reason {
            Reason::Manual => "chosen by hand",
            Reason::ExternalId => "external id",
            Reason::TenantId => "Microsoft tenant",
            Reason::Domain => "domain",
            Reason::LearntAlias => "chosen under this name before",
            Reason::NameExact => "same name",
            Reason::NameFolded => "same name but for its spelling",
            Reason::TradingAs => "trading name",
            Reason::Initials => "initials",
            Reason::DomainWord => "name in the domain",
            Reason::SisterDomain => "domain of a branch",
            Reason::NameSimilar => "similar name",
        })
        .collect();
    capitalized(&reasons.join(", "))
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn problems(conn: &Connection, facts: &Facts, mask: &mut Mask) -> store::Result<ReportPart> {
    let open = store::problems::open(conn, facts.row.id)?;
    let rows = open.into_iter().map(|row| {
        let problem = row.problem;
        vec![
            capitalized(problem.cause.name()),
            mask.of("Subject", &problem.subject),
            mask.text(problem.before.as_deref().unwrap_or_default()),
            mask.text(problem.after.as_deref().unwrap_or_default()),
            mask.text(problem.note.as_deref().unwrap_or_default()),
            row.first_seen_at,
            row.ignored_until.unwrap_or_default(),
        ]
    });
    let columns = [
        "Cause",
        "About",
        "Before",
        "Now",
        "More",
        "First seen (UTC)",
        "Ignored until",
    ];
    Ok(noted(
        part("Open problems", &columns, rows.collect()),
        "What no longer held and nobody had settled. What was settled stands under What was done.",
    ))
}
