//! `customers refresh`

use engine::domain::ProfileId;
use serde::Serialize;

use crate::answer::Answer;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    read: String,
    only_changes: bool,
    organizations: Counts,
}

/// Where the organisations stand afterwards.
#[derive(Serialize)]
struct Counts {
    mapped: u32,
    suggested: u32,
    choose: u32,
    unmapped: u32,
    problems: u32,
}

/// Reads Halo.
pub(super) async fn refresh(
    session: &mut Session,
    profile: ProfileId,
    whole: bool,
) -> Result<Answer, Failure> {
    let task = if whole {
        session.engine.read_halo_whole(profile).await?
    } else {
        session.engine.read_halo(profile).await?
    };
    let ended = session.end_of(task).await?;
    let counts = session.engine.organization_counts(profile).await?;
    let text = format!(
        "{}.\nOrganisations: {} mapped, {} to do, {} with problems.",
        ended.label, counts.mapped, counts.todo, counts.problems
    );
    let shown = Shown {
        read: ended.label,
        only_changes: ended.is_only_changes,
        organizations: Counts {
            mapped: counts.mapped,
            suggested: counts.suggested,
            choose: counts.choose,
            unmapped: counts.unmapped,
            problems: counts.problems,
        },
    };
    Ok(Answer::new(
        &shown,
        text,
        Exit::fine_if(counts.problems == 0),
    ))
}
