//! What is remembered between two calls, and how a call changes it.

use std::collections::BTreeMap;

use super::{Area, Trouble};

/// One trouble, as it was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Which.
    pub trouble: Trouble,
    /// What happened, one sentence.
    pub what: String,
    /// When it was first seen, RFC 3339.
    pub since: String,
    /// When Halo may be asked again, RFC 3339; only for [`Trouble::RateLimited`].
    pub until: Option<String>,
}

/// What one call told about the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Halo gave a token.
    TokenGiven,
    /// Halo did what was asked in this area.
    Worked(Area),
    /// Halo answered the token of this connection, with something that says nothing about the rest.
    Answered,
    /// Halo does not let this connection into the area.
    Refused(Area, Noted),
    /// The call did not get as far as Halo, or Halo did not take it.
    Failed(Noted),
}

/// How a connection stood after its last calls. Kept over a restart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// What stops every call.
    pub link: Option<Noted>,
    /// Areas whose right is gone.
    pub lost: BTreeMap<Area, Noted>,
}

impl Standing {
    /// The standing after one more call. The same trouble again keeps the time it was first seen.
    #[must_use]
    pub fn after(&self, outcome: Outcome) -> Self {
        let mut next = self.clone();
        match outcome {
            Outcome::TokenGiven => {
                next.link.take_if(|noted| !noted.trouble.outlasts_a_token());
                // The permissions asked for were all granted.
                next.lost.remove(&Area::Application);
            }
            Outcome::Worked(area) => {
                next.link = None;
                next.lost.remove(&Area::Application);
                next.lost.remove(&area);
            }
            Outcome::Answered => next.link = None,
            Outcome::Refused(area, noted) => {
                next.link = None;
                let known = next.lost.remove(&area);
                next.lost.insert(area, first_seen(known, noted));
            }
            Outcome::Failed(noted) => next.link = Some(first_seen(next.link.take(), noted)),
        }
        next
    }

    /// The standing at `now` (RFC 3339 in UTC, as `until`): a wait that is over is forgotten.
    #[must_use]
    pub fn at(&self, now: &str) -> Self {
        let mut next = self.clone();
        next.link
            .take_if(|noted| noted.until.as_deref().is_some_and(|until| until <= now));
        next
    }

    /// Whether nothing is wrong.
    pub fn is_clear(&self) -> bool {
        self.link.is_none() && self.lost.is_empty()
    }
}

fn first_seen(known: Option<Noted>, noted: Noted) -> Noted {
    match known {
        Some(known) if known.trouble == noted.trouble => Noted {
            since: known.since,
            ..noted
        },
        _ => noted,
    }
}
