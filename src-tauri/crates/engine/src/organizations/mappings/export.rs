//! Writing the mappings of everything, or of what a filter leaves.

use std::collections::HashMap;
use std::path::PathBuf;

use domain::{OrganizationId, OrganizationState, ProfileId};
use store::{
    Connection, Store, organizations::OrganizationRow, pairs::PairRow, profiles::ProfileRow,
};

use super::line::{Origin, Written, WrittenPair};
use super::{csv_form, json_form, write};
use crate::organizations::error::Result;
use crate::organizations::selection::Selection;

/// Longest file name that is suggested, in characters.
const LONGEST_NAME: usize = 80;

/// What the file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A spreadsheet.
    Csv,
    /// A program.
    Json,
}

impl Format {
    const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Where.
    pub path: String,
    /// Organisations in the file.
    pub organizations: u32,
    /// Of these, with a pair.
    pub mapped: u32,
}

/// Writes mappings to a file. `within` leaves the others out; a file that is there is only replaced if it may be.
///
/// # Errors
/// [`super::super::Error::FileExists`], [`super::super::Error::NotWritten`]; the old file is untouched then.
pub async fn export_mappings(
    store: &Store,
    profile: ProfileId,
    within: Selection,
    format: Format,
    path: PathBuf,
    replace: bool,
    now: &str,
) -> Result<Exported> {
    let (origin, lines) = store
        .read(move |tx| {
            let row = store::profiles::get(tx, profile)?;
            Ok((origin_of(&row), lines(tx, profile, &within)?))
        })
        .await?;
    let now = now.to_owned();
    let work = move || {
        let text = match format {
            Format::Csv => csv_form::written(&origin, &lines)?,
            Format::Json => json_form::written(&origin, &lines, &now)?,
        };
        write::write(&path, &text, replace)?;
        let mapped = lines.iter().filter(|line| line.pair.is_some()).count();
        Ok(Exported {
            path: path.to_string_lossy().into_owned(),
            organizations: count(lines.len()),
            mapped: count(mapped),
        })
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| store::Error::Panicked)?
}

/// Where a profile's mappings belong. The demo's Halo has another port with every start, and is the same all the same.
pub(crate) fn origin_of(profile: &ProfileRow) -> Origin {
    let address = profile.api_base.as_deref().unwrap_or_default();
    let host = url::Url::parse(address).ok().and_then(|url| {
        let host = url.host_str()?.to_owned();
        Some(match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host,
        })
    });
    Origin {
        profile: profile.name.clone(),
        halo: if profile.is_demo {
            "demo Halo".to_owned()
        } else {
            host.unwrap_or_default()
        },
    }
}

fn lines(conn: &Connection, profile: ProfileId, within: &Selection) -> store::Result<Vec<Written>> {
    let selected = store::grid::selected(conn, profile, &within.of_grid())?;
    let mut rows: HashMap<OrganizationId, OrganizationRow> =
        by_id(store::organizations::all(conn, profile)?, |organization| {
            organization.id
        });
    let mut pairs: HashMap<OrganizationId, PairRow> =
        by_id(store::pairs::all(conn, profile)?, |pair| pair.organization);
    let mut reviews = store::reviews::all(conn, profile)?;
    Ok(selected
        .into_iter()
        .filter_map(|(id, state)| {
            let row = rows.remove(&id)?;
            Some(line(row, state, pairs.remove(&id), reviews.remove(&id)))
        })
        .collect())
}

fn line(
    row: OrganizationRow,
    state: OrganizationState,
    pair: Option<PairRow>,
    review_on: Option<String>,
) -> Written {
    Written {
        name: row.name,
        external_id: row.external_id,
        domains: row.domains,
        state,
        pair: pair.map(|pair| WrittenPair {
            customer: pair.customer,
            name: pair.customer_name,
            evidence: pair.evidence,
            accepted_at: pair.accepted_at,
        }),
        reason: row.decision_reason,
        review_on,
    }
}

fn by_id<T>(rows: Vec<T>, id: impl Fn(&T) -> OrganizationId) -> HashMap<OrganizationId, T> {
    rows.into_iter().map(|row| (id(&row), row)).collect()
}

/// A name for the mappings of a profile, which every system takes.
pub fn suggested_name(profile: &str, format: Format, now: &str) -> String {
    file_name(profile, "mappings", format.extension(), now)
}

/// A name for a file of a profile, which every system takes. `what` says what is in it.
pub(crate) fn file_name(profile: &str, what: &str, extension: &str, now: &str) -> String {
    let usable = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '&' | '(' | ')');
    let kept: String = profile
        .chars()
        .map(|c| if usable(c) { c } else { ' ' })
        .collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(LONGEST_NAME).collect();
    let day = now.get(..10).unwrap_or_default();
    // Nothing is left of it, and devices of Windows have a name too with the words behind it.
    format!("{} {what} {day}.{extension}", name.trim())
        .trim_start()
        .to_owned()
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggested_name_is_a_name_and_no_way_to_another_folder() {
        let check = |profile: &str, name: &str| {
            let suggested = suggested_name(profile, Format::Csv, "2026-11-22T10:00:00Z");
            assert_eq!(suggested, name, "{profile}");
        };
        check(
            "Palisade to Acme",
            "Palisade to Acme mappings 2026-11-22.csv",
        );
        check("../../etc/passwd", "etc passwd mappings 2026-11-22.csv");
        check(
            "C:\\Windows\\NUL.txt",
            "C Windows NUL txt mappings 2026-11-22.csv",
        );
        check("CON", "CON mappings 2026-11-22.csv");
        check("<img src=x>\n\0", "img src x mappings 2026-11-22.csv");
        check("...", "mappings 2026-11-22.csv");
        check("Ärzte & Söhne", "Ärzte & Söhne mappings 2026-11-22.csv");
        let long = suggested_name(&"x".repeat(300), Format::Json, "2026-11-22T10:00:00Z");
        assert!(long.chars().count() < 120, "{long}");
        assert!(long.ends_with("mappings 2026-11-22.json"), "{long}");
    }
}
