//! Mappings to a file and back: what the tests of both share.

mod doubts;
mod export;
mod import;

use std::path::PathBuf;

use engine::database::grid::{GridFilter, GridRow};
use engine::domain::OrganizationState as State;
use engine::organizations::mappings::{
    self, Exported, Format, Imported, LineState, MappingPreview, TakeFrom,
};
use engine::organizations::{Act, Result, Selection};

use crate::common::{NOW, World};

const CUSTOMERS: &[(i32, &str, &str, bool)] = &[
    (1, "Unknown", "", false),
    (10, "Fernhill Limited", "", false),
    (11, "Wren Dental", "", false),
    (12, "Oakhanger, \"Farm\" & Söhne", "", false),
    (13, "=HYPERLINK(\"http://x\")", "", false),
    (14, "Gone Ltd", "", true),
    (20, "Twin", "", false),
    (21, "Twin", "", false),
];

fn everything() -> Selection {
    Selection::All {
        filter: GridFilter::All,
        text: String::new(),
        except: Vec::new(),
    }
}

impl World {
    async fn export(&self, within: Selection, format: Format, name: &str) -> Result<Exported> {
        let path = self.folder().join(name);
        let (store, profile) = (&self.store, self.profile);
        mappings::export_mappings(store, profile, within, format, path, false, NOW).await
    }

    async fn preview_mappings(&self, path: PathBuf) -> Result<MappingPreview> {
        mappings::preview_mappings(&self.store, self.profile, path).await
    }

    /// Looks at a file and imports what was seen.
    async fn import_mappings(&self, path: PathBuf, take_from: TakeFrom) -> Result<Imported> {
        let mark = self.preview_mappings(path.clone()).await?.mark;
        let (store, profile) = (&self.store, self.profile);
        mappings::import_mappings(store, profile, path, take_from, &mark, NOW).await
    }

    async fn pairs(&self) -> Vec<(String, Option<String>)> {
        let mapped = |row: &GridRow| matches!(row.state, State::Mapped | State::Problem);
        let rows = self.rows().await.into_iter();
        rows.map(|row| {
            let customer = mapped(&row).then(|| row.customer_name.clone()).flatten();
            (row.name, customer)
        })
        .collect()
    }

    async fn unmap_all(&self) {
        for row in self.rows().await {
            if matches!(row.state, State::Mapped | State::Problem) {
                self.decide(row.id, Act::Unmap).await.unwrap();
            }
        }
    }
}

fn file_counts() -> TakeFrom {
    TakeFrom {
        file: true,
        ..TakeFrom::default()
    }
}

fn states(preview: &MappingPreview) -> Vec<(u32, LineState, String)> {
    let lines = preview.lines.iter();
    lines
        .map(|line| (line.number, line.state, line.reasons.join(" ")))
        .collect()
}

fn count(preview: &MappingPreview, state: LineState) -> u32 {
    let mut counts = preview.counts.iter();
    counts.find(|(known, _)| *known == state).unwrap().1
}
