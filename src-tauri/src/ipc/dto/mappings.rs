//! Mappings as a file: what is written, what a file would do, what it did.

use engine::organizations::mappings::{
    Exported, Format, Imported, LineState, MappingPreview, PlannedLine, TakeFrom,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::organizations::EditDto;

/// What a file of mappings is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum MappingFormatDto {
    /// A spreadsheet.
    Csv,
    /// A program.
    Json,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportedMappingsDto {
    /// Where.
    pub path: String,
    /// Organisations in the file.
    pub organizations: u32,
    /// Of these, with a pair.
    pub mapped: u32,
}

/// What a line of the file comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum MappingLineStateDto {
    /// Here it is otherwise.
    Conflict,
    /// It cannot be taken.
    LeftOut,
    /// It makes a pair, or sets the organisation aside.
    New,
    /// It is so here already.
    Same,
    /// It names no customer, and does not set the organisation aside.
    NoCustomer,
}

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingLineDto {
    /// Line of a CSV file, place in the list of a JSON file.
    pub number: u32,
    /// The organisation, as the file names it.
    pub organization: String,
    /// The customer of the file.
    pub customer: Option<String>,
    /// How it holds or excludes the organisation, in words.
    pub set_aside: Option<String>,
    /// The customer that the organisation is mapped to here.
    pub ours: Option<String>,
    /// What it comes to.
    pub state: MappingLineStateDto,
    /// Why, as sentences.
    pub reasons: Vec<String>,
    /// Held tickets that are sent to Halo when the line's pair is made.
    pub held_tickets: u32,
}

/// How many lines come to a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingCountDto {
    /// The state.
    pub state: MappingLineStateDto,
    /// How many.
    pub count: u32,
}

/// What a file of mappings would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingPreviewDto {
    /// The file's own name.
    pub file_name: String,
    /// That it belongs somewhere else, as sentences.
    pub notices: Vec<String>,
    /// All states with their lines.
    pub counts: Vec<MappingCountDto>,
    /// The first 500 lines that do something or cannot, conflicts first.
    pub lines: Vec<MappingLineDto>,
    /// Stands for exactly these lines; importing gives it back.
    pub mark: String,
    /// Held tickets that new lines would send to Halo.
    pub new_tickets: u32,
    /// Held tickets of all conflicts; those of each one that is taken are sent too.
    pub conflict_tickets: u32,
}

/// Which side counts where the file and what is here differ.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TakeFromDto {
    /// Whether the file counts, for all conflicts but those of `except`.
    pub file: bool,
    /// Line numbers for which it is the other way round.
    pub except: Vec<u32>,
}

/// What the import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportedMappingsDto {
    /// Pairs made.
    pub mapped: u32,
    /// Organisations held or excluded.
    pub set_aside: u32,
    /// Conflicts in which what is here was kept.
    pub kept: u32,
    /// Lines that could not be taken.
    pub left_out: u32,
    /// Held tickets that are sent to Halo now.
    pub sent_tickets: u32,
    /// For undo.
    pub edit: EditDto,
}

impl From<MappingFormatDto> for Format {
    fn from(format: MappingFormatDto) -> Self {
        match format {
            MappingFormatDto::Csv => Self::Csv,
            MappingFormatDto::Json => Self::Json,
        }
    }
}

impl From<Exported> for ExportedMappingsDto {
    fn from(exported: Exported) -> Self {
        Self {
            path: exported.path,
            organizations: exported.organizations,
            mapped: exported.mapped,
        }
    }
}

impl From<LineState> for MappingLineStateDto {
    fn from(state: LineState) -> Self {
        match state {
            LineState::Conflict => Self::Conflict,
            LineState::LeftOut => Self::LeftOut,
            LineState::New => Self::New,
            LineState::Same => Self::Same,
            LineState::NoCustomer => Self::NoCustomer,
        }
    }
}

impl From<PlannedLine> for MappingLineDto {
    fn from(line: PlannedLine) -> Self {
        Self {
            number: line.number,
            organization: line.organization,
            customer: line.customer,
            set_aside: line.set_aside,
            ours: line.ours,
            state: line.state.into(),
            reasons: line.reasons,
            held_tickets: line.held_tickets,
        }
    }
}

impl From<MappingPreview> for MappingPreviewDto {
    fn from(preview: MappingPreview) -> Self {
        let counts = preview.counts.into_iter();
        Self {
            file_name: preview.file_name,
            notices: preview.notices,
            counts: counts
                .map(|(state, count)| MappingCountDto {
                    state: state.into(),
                    count,
                })
                .collect(),
            lines: preview.lines.into_iter().map(Into::into).collect(),
            mark: preview.mark,
            new_tickets: preview.new_tickets,
            conflict_tickets: preview.conflict_tickets,
        }
    }
}

impl From<TakeFromDto> for TakeFrom {
    fn from(choice: TakeFromDto) -> Self {
        Self {
            file: choice.file,
            except: choice.except.into_iter().collect(),
        }
    }
}

impl From<Imported> for ImportedMappingsDto {
    fn from(imported: Imported) -> Self {
        Self {
            mapped: imported.mapped,
            set_aside: imported.set_aside,
            kept: imported.kept,
            left_out: imported.left_out,
            sent_tickets: imported.sent_tickets,
            edit: imported.edit.into(),
        }
    }
}
