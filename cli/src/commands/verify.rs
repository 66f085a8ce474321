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
    };
    let is_fine = shown.refuted == 0 && (shown.open == 0 || !verify.strict);
    Ok(Answer::new(
        &shown,
        text(&lines, &shown),
        Exit::fine_if(is_fine),
    ))
}

fn text(lines: &[ProofLine], shown: &Shown) -> String {
    let mut text: Vec<String> = lines.iter().map(line).collect();
    text.push(format!(
        "{} proven, {} not so, {} not proven.",
        shown.proven, shown.refuted, shown.open
    ));
    if let Some(report) = &shown.report {
        text.push(format!("The report is in {}.", report.path));
    }
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
