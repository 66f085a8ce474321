//! Whether counts may be written to Halo at all. Off until somebody switches it on; without, they are compared only.

use domain::ProfileId;
use store::Connection;

use super::AFTER_SEATS;
use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;
use crate::tasks::TaskKind;

impl Engine {
    /// Allows that counts are written to Halo, or forbids it. What is being written stops after its line.
    ///
    /// # Errors
    /// `NotConfigured` where seats are not part of the connection.
    pub async fn set_seat_writing(&self, profile: ProfileId, on: bool) -> Result<()> {
        let now = self.now();
        self.store
            .transact(move |tx| {
                if on && !store::profiles::get(tx, profile)?.features.seats {
                    return Err(Error::NotConfigured {
                        what: "Seats are not part of this connection. Tick them under Prepare Halo first.",
                    });
                }
                let was = store::seat_plans::writing_since(tx, profile)?;
                store::seat_plans::set_writing(tx, profile, on.then_some(now.as_str()))?;
                if was.is_some() && !on {
                    let what = "Writing seats to Halo switched off";
                    store::journal::enter(tx, profile, what, &now)?;
                }
                Ok(())
            })
            .await?;
        if !on {
            self.stop_writing_seats(profile).await;
        }
        self.events.invalidated(Some(profile), &AFTER_SEATS);
        self.events.invalidated(Some(profile), &[Tag::SeatPlan]);
        Ok(())
    }

    /// Stops what is being written and waits until its line is settled.
    pub(super) async fn stop_writing_seats(&self, profile: ProfileId) {
        self.tasks
            .stop(|task| task.kind == TaskKind::WriteSeats && task.profile == profile)
            .await;
    }
}

/// # Errors
/// `NotConfigured` where counts are compared only.
pub(super) fn must_be_on(conn: &Connection, profile: ProfileId) -> Result<()> {
    match store::seat_plans::writing_since(conn, profile)? {
        Some(_) => Ok(()),
        None => Err(Error::NotConfigured {
            what: "Seats are compared only. Switch writing on first, on the Licences screen.",
        }),
    }
}
