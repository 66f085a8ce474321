//! `revoke`

use engine::domain::ProofOutcome;
use engine::{Profile, Revocation};
use serde::Serialize;
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::Revoke;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;

/// What only the administrator can do in Halo.
#[derive(Serialize)]
struct Left {
    act: String,
    why: &'static str,
    path: &'static [&'static str],
}

/// Shows what revoking does, or does it.
pub(super) async fn revoke(
    session: &mut Session,
    profile: &Profile,
    revoke: Revoke,
) -> Result<Answer, Failure> {
    if !revoke.yes {
        return Ok(Answer::new(
            &json!({ "revoked": false }),
            format!(
                "Would remove the client secret of {} from this computer and end what is running. The mappings are kept. \
                 Nothing was done; add --yes to do it.",
                profile.name
            ),
            Exit::Fine,
        ));
    }
    session.engine.revoke(profile.id).await?;
    if revoke.prove {
        let task = session.engine.prove_revoked(profile.id).await?;
        session.end_of(task).await?;
    }
    let revocation = session
        .engine
        .revocation(profile.id)
        .await?
        .ok_or_else(|| Failure::new(Exit::Problems, "The connection was made again meanwhile."))?;
    Ok(shown(revocation, revoke.prove))
}

fn shown(revocation: Revocation, is_proven: bool) -> Answer {
    let steps: Vec<String> = revocation
        .steps
        .into_iter()
        .map(|step| step.result)
        .collect();
    let left: Vec<Left> = revocation
        .left_in_halo
        .into_iter()
        .filter(|left| !left.ticked)
        .map(|left| Left {
            act: left.act,
            why: left.why,
            path: left.path,
        })
        .collect();
    let proof = revocation.proofs.into_iter().next().filter(|_| is_proven);
    let mut lines = steps.clone();
    lines.push(format!("{} pairs are kept.", revocation.pairs_kept));
    if !left.is_empty() {
        lines.push("Left to do in Halo:".to_owned());
        lines.extend(
            left.iter()
                .map(|left| format!("  {} {} ({})", left.act, left.why, left.path.join(" > "))),
        );
    }
    if let Some(proof) = &proof {
        lines.push(match proof.outcome {
            ProofOutcome::Refused => "Halo refuses the old secret.".to_owned(),
            ProofOutcome::StillWorks => "Halo still takes the old secret.".to_owned(),
            ProofOutcome::NotAsked => "Halo could not be asked.".to_owned(),
        });
        lines.extend(proof.said.clone());
    }
    let outcome = proof.map(|proof| proof.outcome);
    let is_fine = outcome.is_none_or(|outcome| outcome == ProofOutcome::Refused);
    Answer::new(
        &json!({
            "revoked": true,
            "steps": steps,
            "pairsKept": revocation.pairs_kept,
            "leftInHalo": left,
            "proof": outcome.map(ProofOutcome::code),
        }),
        lines.join("\n"),
        Exit::fine_if(is_fine),
    )
}
