//! `profiles`

use engine::Profile;
use serde::Serialize;

use crate::answer::Answer;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::session::Session;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    id: i32,
    name: String,
    vendor: String,
    halo: Option<String>,
    connection: &'static str,
    what: Option<String>,
    last_read_at: Option<String>,
    secret_age_days: Option<u32>,
}

impl From<Profile> for Shown {
    fn from(profile: Profile) -> Self {
        Self {
            id: profile.id.get(),
            name: profile.name,
            vendor: profile.vendor_name,
            halo: profile.halo_host,
            connection: profile.health.state.code(),
            what: profile.health.what,
            last_read_at: profile.last_read_at,
            secret_age_days: profile.secret.map(|age| age.days),
        }
    }
}

impl Shown {
    fn line(&self) -> String {
        let halo = self.halo.as_deref().unwrap_or("no Halo yet");
        let read = self.last_read_at.as_deref().unwrap_or("never");
        let what = self
            .what
            .as_ref()
            .map(|what| format!(" {what}"))
            .unwrap_or_default();
        format!(
            "{:>3}  {}  ({halo}): {}, last read {read}.{what}",
            self.id,
            self.name,
            self.connection.replace('_', " ")
        )
    }
}

/// Lists every profile.
pub(super) async fn list(session: &Session) -> Result<Answer, Failure> {
    let profiles = session.engine.profiles().await?;
    let shown: Vec<Shown> = profiles.into_iter().map(Into::into).collect();
    let text = if shown.is_empty() {
        "There is no profile yet.".to_owned()
    } else {
        shown.iter().map(Shown::line).collect::<Vec<_>>().join("\n")
    };
    Ok(Answer::new(
        &serde_json::json!({ "profiles": shown }),
        text,
        Exit::Fine,
    ))
}
