//! Verify: the checklist, and what a report holds.

use engine::{ProofKind, ProofLine, ProofState, ReportFormat, ReportPart, WrittenReport};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ProofKindDto {
    /// The connection stands.
    Connected,
    /// Every right that is needed is there.
    Rights,
    /// All customers were read.
    Customers,
    /// Every organisation has a customer or a decision.
    Mapped,
    /// Halo would take a ticket of every level.
    Rules,
    /// A ticket was made, read back and compared.
    TestTicket,
    /// A status went there, and one came back.
    StatusBothWays,
    /// Domains were taken from Halo's customers.
    Domains,
    /// Nothing that is mapped has stopped to hold.
    Problems,
    /// The secret is in the keychain.
    Secret,
    /// The journal is as it was written.
    Journal,
}

/// How a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ProofStateDto {
    /// It was shown to be so.
    Proven,
    /// It was shown not to be so.
    Refuted,
    /// Nobody has tried, or it cannot be told.
    Open,
}

/// A line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProofLineDto {
    /// What it is about.
    pub kind: ProofKindDto,
    /// What it claims.
    pub name: String,
    /// Whether a vendor's guide has it.
    pub is_of_a_guide: bool,
    /// How it stands.
    pub state: ProofStateDto,
    /// How that was shown, one sentence.
    pub meaning: String,
    /// When.
    pub at: Option<String>,
}

/// For whom a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ReportFormatDto {
    /// A person.
    Html,
    /// A program.
    Json,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportPartDto {
    /// Its heading.
    pub title: String,
    /// How it is to be read.
    pub note: Option<String>,
    /// Heads of its columns.
    pub columns: Vec<String>,
    /// Its first rows.
    pub rows: Vec<Vec<String>>,
    /// How many rows it has.
    pub total: u32,
}

/// A report that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WrittenReportDto {
    /// Where.
    pub path: String,
    /// Whether names and addresses were left out.
    pub masked: bool,
    /// SHA-256 of the file. The journal has it too.
    pub sha256: String,
}

/// Rows of a part that cross to the page: it shows what a report looks like, not all of it.
const SHOWN: usize = 5;

impl From<ProofKind> for ProofKindDto {
    fn from(kind: ProofKind) -> Self {
        match kind {
            ProofKind::Connected => Self::Connected,
            ProofKind::Rights => Self::Rights,
            ProofKind::Customers => Self::Customers,
            ProofKind::Mapped => Self::Mapped,
            ProofKind::Rules => Self::Rules,
            ProofKind::TestTicket => Self::TestTicket,
            ProofKind::StatusBothWays => Self::StatusBothWays,
            ProofKind::Domains => Self::Domains,
            ProofKind::Problems => Self::Problems,
            ProofKind::Secret => Self::Secret,
            ProofKind::Journal => Self::Journal,
        }
    }
}

impl From<ProofLine> for ProofLineDto {
    fn from(proof: ProofLine) -> Self {
        Self {
            kind: proof.kind.into(),
            name: proof.kind.name().to_owned(),
            is_of_a_guide: proof.kind.is_of_a_guide(),
            state: match proof.state {
                ProofState::Proven => ProofStateDto::Proven,
                ProofState::Refuted => ProofStateDto::Refuted,
                ProofState::Open => ProofStateDto::Open,
            },
            meaning: proof.meaning,
            at: proof.at,
        }
    }
}

impl From<ReportFormatDto> for ReportFormat {
    fn from(format: ReportFormatDto) -> Self {
        match format {
            ReportFormatDto::Html => Self::Html,
            ReportFormatDto::Json => Self::Json,
        }
    }
}

impl From<ReportPart> for ReportPartDto {
    fn from(part: ReportPart) -> Self {
        Self {
            total: u32::try_from(part.rows.len()).unwrap_or(u32::MAX),
            title: part.title,
            note: part.note,
            columns: part.columns,
            rows: part.rows.into_iter().take(SHOWN).collect(),
        }
    }
}

impl From<WrittenReport> for WrittenReportDto {
    fn from(written: WrittenReport) -> Self {
        Self {
            path: written.path,
            masked: written.masked,
            sha256: written.sha256,
        }
    }
}
