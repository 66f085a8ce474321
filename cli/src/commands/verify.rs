//! `verify`

use std::ffi::OsStr;
use std::path::Path;

use engine::domain::ProfileId;
use engine::{ProofLine, ProofState, ReportFormat, WrittenReport};
use serde::Serialize;

use super::full;
use crate::answer::Answer;
use crate::arguments::Verify;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    proven: usize,
    refuted: usize,
    open: usize,
    lines: Vec<ShownLine>,
    report: Option<ShownReport>,
    seal: Option<ShownSeal>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownLine {
    name: &'static str,
    is_of_a_guide: bool,
    state: &'static str,
    meaning: String,
    at: Option<String>,
}

/// A report that was written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownReport {
    path: String,
    names_left_out: bool,
    /// Of the file; the journal has it too.
    sha256: String,
}

/// What a seal that was given says about the journal as it is now.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownSeal {
    seal: String,
    /// Its line; null when the journal has none.
    line: Option<i32>,
    at: Option<String>,
    /// The line and all before it are as they were sealed.
    is_whole: bool,
}

impl ShownSeal {
    fn words(&self) -> String {
        match (self.line, &self.at) {
            (Some(line), Some(at)) if self.is_whole => format!(
                "The seal is that of line {line}, {at}. It and all lines before it are as they were sealed."
            ),
            (Some(line), Some(at)) => format!(
                "The seal is that of line {line}, {at}, but a line up to there is not as it was sealed, or one is gone."
            ),
            _ => "No line of the journal has this seal: it was written anew since, lines are gone from its end, or the seal is that of another connection.".to_owned(),
        }
    }
}

impl From<&ProofLine> for ShownLine {
    fn from(line: &ProofLine) -> Self {
        Self {
            name: line.kind.name(),
            is_of_a_guide: line.kind.is_of_a_guide(),
            state: match line.state {
                ProofState::Proven => "proven",
                ProofState::Refuted => "refuted",
                ProofState::Open => "open",
            },
            meaning: line.meaning.clone(),
            at: line.at.clone(),
        }
    }
}

impl From<WrittenReport> for ShownReport {
    fn from(written: WrittenReport) -> Self {
        Self {
            path: written.path,
            names_left_out: written.masked,
            sha256: written.sha256,
        }
    }
}

/// The checklist as it stands, after what is mapped was compared with the last read; and its report, where one is wanted.
pub(super) async fn verify(
    session: &Session,
    profile: ProfileId,
    verify: Verify,
) -> Result<Answer, Failure> {
    // Before anything is done for a file that cannot be written.
    let report = verify
        .report
        .map(|file| Ok::<_, Failure>((format_of(&file)?, file)))
        .transpose()?;
    // Before a line is added to the journal.
    let seal = match verify.seal {
        Some(seal) => Some(look_for(session, profile, seal).await?),
        None => None,
    };
    session.engine.renew_problems(profile).await?;
    let lines = session.engine.proofs(profile).await?;
    let written = match report {
        Some((format, file)) => {
            let path = full(&file);
            let written =
                session
                    .engine
                    .write_report(profile, format, verify.mask, path, verify.replace);
            Some(written.await?.into())
        }
        None => None,
    };
    let count = |state| lines.iter().filter(|line| line.state == state).count();
    let shown = Shown {
        proven: count(ProofState::Proven),
        refuted: count(ProofState::Refuted),
        open: count(ProofState::Open),
        lines: lines.iter().map(Into::into).collect(),
        report: written,
        seal,
    };
    let is_known = shown.seal.as_ref().is_none_or(|seal| seal.is_whole);
    let is_fine = is_known && shown.refuted == 0 && (shown.open == 0 || !verify.strict);
    Ok(Answer::new(
        &shown,
        text(&lines, &shown),
        Exit::fine_if(is_fine),
    ))
}

async fn look_for(
    session: &Session,
    profile: ProfileId,
    seal: String,
) -> Result<ShownSeal, Failure> {
    let found = session.engine.line_of_seal(profile, &seal).await?;
    Ok(ShownSeal {
        seal,
        line: found.as_ref().map(|found| found.line),
        is_whole: found.as_ref().is_some_and(|found| found.is_whole),
        at: found.map(|found| found.at),
    })
}

fn text(lines: &[ProofLine], shown: &Shown) -> String {
    let mut text: Vec<String> = lines.iter().map(line).collect();
    text.push(format!(
        "{} proven, {} not so, {} not proven.",
        shown.proven, shown.refuted, shown.open
    ));
    if let Some(report) = &shown.report {
        text.push(format!(
            "The report is in {}. SHA-256: {}",
            report.path, report.sha256
        ));
    }
    text.extend(shown.seal.as_ref().map(ShownSeal::words));
    text.join("\n")
}

fn line(line: &ProofLine) -> String {
    let at = line
        .at
        .as_ref()
        .map(|at| format!(" ({at})"))
        .unwrap_or_default();
    let state = line.state.name();
    format!("{state:<11} {}: {}{at}", line.kind.name(), line.meaning)
}

fn format_of(file: &Path) -> Result<ReportFormat, Failure> {
    let ending = file.extension().map(OsStr::to_ascii_lowercase);
    match ending.as_ref().and_then(|ending| ending.to_str()) {
        Some("html") => Ok(ReportFormat::Html),
        Some("json") => Ok(ReportFormat::Json),
        _ => Err(Failure::usage(
            "The report's name has to end in .html or .json.",
        )),
    }
}
