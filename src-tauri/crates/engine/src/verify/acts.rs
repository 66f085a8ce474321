//! What was done, as it stands in the journal: by whom, when, what it was before and after, and the seal of each line.

use store::Connection;
use store::journal::{JournalQuery, JournalRow};

use super::Facts;
use super::mask::{Mask, nameless};
use super::parts::part;
use super::report::ReportPart;
use crate::organizations::changes_in;

/// Lines that are listed: a page is printed, and Activity writes all of them to a file.
const MOST_LINES: u32 = 5_000;

/// Organisations of one edit that are told.
const MOST_TOUCHED: usize = 20;

/// Longer images, in bytes, are those of long lists.
const LONGEST_IMAGES: usize = 256 * 1024;

/// Who did it, as it stands in the report.
fn who(line: &JournalRow, mask: &Mask) -> String {
    let name = line.who.as_deref().filter(|_| !mask.masked);
    match (line.actor.as_str(), name) {
        ("here", Some(name)) => format!("{name}, at this workstation"),
        ("here", None) => "At this workstation".to_owned(),
        ("halyard", _) => "Halyard by itself".to_owned(),
        _ => "Halo".to_owned(),
    }
}

/// The part of the report.
pub(super) fn acts(conn: &Connection, facts: &Facts, mask: &Mask) -> store::Result<ReportPart> {
    let query = JournalQuery {
        limit: MOST_LINES,
        ..JournalQuery::default()
    };
    let mut lines = store::journal::page(conn, facts.row.id, &query)?;
    lines.reverse();
    let mut rows = Vec::with_capacity(lines.len());
    for line in &lines {
        rows.push(row(conn, facts, line, mask)?);
    }
    let columns = [
        "No.", "At (UTC)", "Who", "What", "Before", "After", "More", "Seal",
    ];
    let mut told = part("What was done", &columns, rows);
    let mut note = "Oldest first. A seal is worked out from its line and the seal before it (SHA-256), so that a line which \
        is changed, added or taken away later breaks every seal from there on."
        .to_owned();
    let all = facts.seals.as_ref().map_or(0, |(seals, _)| seals.lines);
    if usize::try_from(all).is_ok_and(|all| all > lines.len()) {
        note = format!(
            "{note} These are the newest {} of {all} lines; Activity writes all of them to a file.",
            lines.len()
        );
    }
    told.note = Some(note);
    Ok(told)
}

fn row(
    conn: &Connection,
    facts: &Facts,
    line: &JournalRow,
    mask: &Mask,
) -> store::Result<Vec<String>> {
    let what = if mask.masked {
        let edit = match line.edit {
            Some(edit) => store::edits::get(conn, facts.row.id, edit)?,
            None => None,
        };
        nameless(
            &line.area,
            &line.what,
            edit.as_ref().map(|edit| edit.kind.as_str()),
        )
    } else {
        line.what.clone()
    };
    let more = match changes(conn, facts, line, mask)? {
        Some(changes) => changes,
        None => more(line, mask),
    };
    let value = |value: &Option<String>| mask.value(value.as_deref().unwrap_or_default());
    let seal = line.seal.as_deref().unwrap_or("none");
    Ok(vec![
        line.id.to_string(),
        line.at.clone(),
        who(line, mask),
        what,
        value(&line.before),
        value(&line.after),
        more,
        seal.chars().take(store::journal::ENOUGH_OF_SEAL).collect(),
    ])
}

/// What an edit changed, organisation by organisation; `None` where names are left out, and for what is no edit.
fn changes(
    conn: &Connection,
    facts: &Facts,
    line: &JournalRow,
    mask: &Mask,
) -> store::Result<Option<String>> {
    let Some(edit) = line.edit.filter(|_| !mask.masked) else {
        return Ok(None);
    };
    let Some(images) = store::edits::images(conn, facts.row.id, edit)? else {
        return Ok(None);
    };
    if images.len() > LONGEST_IMAGES {
        return Ok(Some("More than fits here; Activity shows it.".to_owned()));
    }
    // Whether it was changed afterwards is for the seals to say; a report is written all the same.
    let Ok((changes, touched)) = changes_in(&images) else {
        return Ok(Some("What it changed can no longer be read.".to_owned()));
    };
    let mut told: Vec<String> = changes
        .iter()
        .take(MOST_TOUCHED)
        .map(|organization| {
            let fields = organization.changes.iter().map(|change| {
                let shown =
                    |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
                let (before, after) = (shown(&change.before), shown(&change.after));
                format!("{} {before} → {after}", change.field)
            });
            let fields: Vec<String> = fields.collect();
            format!("{}: {}", organization.name, fields.join(", "))
        })
        .collect();
    let rest = usize::try_from(touched)
        .unwrap_or(usize::MAX)
        .saturating_sub(told.len());
    if rest > 0 {
        told.push(format!("and {rest} more; Activity shows them"));
    }
    Ok(Some(told.join("; ")))
}

/// How it ended, what it cost, and what there is to say about it.
fn more(line: &JournalRow, mask: &Mask) -> String {
    let result = line.result.as_deref().map(|result| match result {
        "done" => "Done",
        "incomplete" => "Incomplete",
        "failed" => "Failed",
        _ => "Cancelled",
    });
    let requests = line.requests.map(|requests| match requests {
        1 => "1 request to Halo".to_owned(),
        several => format!("{several} requests to Halo"),
    });
    let note = line.note.as_deref().map(|note| mask.text(note));
    let parts = [result.map(str::to_owned), requests, note];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(". ")
}
