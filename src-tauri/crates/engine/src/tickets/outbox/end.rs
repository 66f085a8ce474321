//! How a pass through the outbox ends.

use domain::ProfileId;
use store::ticket_sends::Failure;

use crate::Engine;
use crate::tickets::Gates;

/// How a pass ended.
#[derive(Default)]
pub(super) struct Done {
    pub(super) written: u32,
    pub(super) failed: u32,
    pub(super) blocked: Option<Failure>,
}

impl Done {
    pub(super) fn is_all_well(&self) -> bool {
        self.blocked.is_none() && self.failed == 0
    }

    pub(super) fn in_words(&self) -> String {
        if let Some(failure) = &self.blocked {
            return format!("Tickets wait. {}", failure.what);
        }
        let failed = match self.failed {
            1 => "1 ticket write did not go through".to_owned(),
            n => format!("{n} ticket writes did not go through"),
        };
        match (self.written, self.failed) {
            (0, 0) => "No ticket was due to be sent".to_owned(),
            (0, _) => failed,
            (1, 0) => "1 ticket write is done".to_owned(),
            (n, 0) => format!("{n} ticket writes are done"),
            (1, _) => format!("1 ticket write is done, {failed}"),
            (n, _) => format!("{n} ticket writes are done, {failed}"),
        }
    }
}

/// A pass that has not come to its end. One that breaks off on the way is followed by a pause too.
pub(super) struct Unended {
    gates: Gates,
    profile: ProfileId,
    has_ended: bool,
}

impl Unended {
    pub(super) fn new(engine: &Engine, profile: ProfileId) -> Self {
        Self {
            gates: engine.gates.clone(),
            profile,
            has_ended: false,
        }
    }

    pub(super) fn ended(mut self) {
        self.has_ended = true;
    }
}

impl Drop for Unended {
    fn drop(&mut self) {
        if !self.has_ended {
            let reason = "Sending broke off because of a mistake in Halyard.".to_owned();
            self.gates.shut(self.profile, reason, None);
        }
    }
}
