//! One poll: ask, take in, remember how far Halo was read.

use std::collections::BTreeSet;

use domain::status_sync::{ROLL_CALL_EVERY, Watermark};
use domain::{ProfileId, TicketId};
use halo_api::HaloClient;
use store::status_sync::{Polled, StatusSyncRow};
use tokio_util::sync::CancellationToken;

use super::link::clocks;
use super::minding::Asked;
use super::read::{self, PAGE, Seen};
use super::take_in::{Judge, TakenIn, take_in};
use super::{moment, stored, stored_moment};
use crate::Engine;
use crate::error::Result;
use crate::tags::Tag;

/// What a poll has to know before it asks.
struct Ours {
    sync: StatusSyncRow,
    tickets: Vec<TicketId>,
    gone: BTreeSet<TicketId>,
}

impl Engine {
    /// Asks Halo once, unless it is being asked already. Answers whether anything had changed.
    ///
    /// # Errors
    /// What stopped it. The next poll asks for the same time again.
    pub(super) async fn poll(
        &self,
        profile: ProfileId,
        cancel: &CancellationToken,
    ) -> Result<bool> {
        let _turn = self.gates.turn(profile).await;
        let ours = self.ours(profile).await?;
        if ours.tickets.is_empty() {
            return Ok(false);
        }
        let halo = self
            .halo_for_work(profile)
            .await?
            .with_cancel(cancel.clone());
        let end = self.ask_and_take_in(profile, &halo, &ours).await;
        match &end {
            Ok(_) => self.gates.went_well(profile),
            Err(error) if error.is_cancelled() => {}
            Err(error) => self.gates.shut(profile, error.to_string(), None),
        }
        let taken = end?;
        if taken.changed {
            self.note_use(profile).await?;
        }
        let tags: &[Tag] = if taken.changed {
            &[Tag::Tickets, Tag::Home]
        } else {
            &[Tag::Tickets]
        };
        self.events.invalidated(Some(profile), tags);
        if taken.has_writes {
            self.wakes.add(profile);
        }
        Ok(taken.changed)
    }

    async fn ours(&self, profile: ProfileId) -> Result<Ours> {
        Ok(self
            .store
            .read(move |tx| {
                let numbers = store::tickets::numbers(tx, profile)?;
                let gone = numbers.iter().filter(|(_, is_gone)| *is_gone);
                Ok(Ours {
                    sync: store::status_sync::load(tx, profile)?,
                    gone: gone.map(|(id, _)| *id).collect(),
                    tickets: numbers.iter().map(|(id, _)| *id).collect(),
                })
            })
            .await?)
    }

    async fn ask_and_take_in(
        &self,
        profile: ProfileId,
        halo: &HaloClient,
        ours: &Ours,
    ) -> Result<TakenIn> {
        let watermark = Watermark::new(ours.sync.read_until.as_deref().and_then(stored_moment));
        let (seen, asked) = self.ask(profile, halo, ours, watermark).await?;
        let advanced = watermark.after(seen.server_time, seen.newest_change());
        let now = self.now();
        let here = moment(self.clock.now());
        let ahead = seen.server_time.map(|halo| halo.since(here));
        let clocks = clocks(here, ahead.unwrap_or(ours.sync.clock_ahead));
        // While some have not had their turn, a program that is started anew begins where this one did.
        let read_until = if asked == Asked::SomeOfAll {
            ours.sync.read_until.clone()
        } else {
            advanced.watermark.read_until().and_then(stored)
        };
        let taken = self
            .store
            .write(move |tx| {
                let mut judge = Judge::load(tx, profile, &now, clocks)?;
                let taken = take_in(tx, &mut judge, &seen)?;
                let polled = Polled {
                    read_until,
                    clock_ahead: ahead,
                };
                store::status_sync::polled(tx, profile, &polled, &now)?;
                Ok(taken)
            })
            .await?;
        // What changed while Halo's clock was ahead may lie before the new place.
        self.pollers.asked(profile, asked, advanced.went_back);
        Ok(taken)
    }

    /// Asks for changes, or for all of ours: at the first poll, in turn, and where the list of changes would be longer.
    /// Answers for what it has asked.
    async fn ask(
        &self,
        profile: ProfileId,
        halo: &HaloClient,
        ours: &Ours,
        watermark: Watermark,
    ) -> Result<(Seen, Asked)> {
        let everything = ours.tickets.as_slice();
        let round = self.pollers.round(profile);
        let calls = round.polls / ROLL_CALL_EVERY;
        let parts = u32::try_from(everything.len().div_ceil(PAGE).max(1)).unwrap_or(u32::MAX);
        let call = async |ids: &[TicketId], turn: u32| {
            read::roll_call(halo, ids, |id| ours.gone.contains(&id), turn).await
        };
        let call_all = async || {
            let seen = call(everything, round.unfinished).await?;
            let asked = if seen.had_all_their_turn(round.unfinished) {
                Asked::All
            } else {
                Asked::SomeOfAll
            };
            Ok((seen, asked))
        };
        let Some(since) = watermark.ask_from().filter(|_| !round.is_everything_due) else {
            return call_all().await;
        };
        let mut called = None;
        if round.polls.is_multiple_of(ROLL_CALL_EVERY) {
            let part = call(part_of(everything, calls), calls / parts).await?;
            if parts == 1 && part.unasked.is_empty() {
                // Asking for ours tells what changed as well, so one question is enough.
                return Ok((part, Asked::All));
            }
            called = Some(part);
        }
        let mut seen = read::changes(halo, since, everything.len().div_ceil(PAGE)).await?;
        if seen.is_too_much {
            return call_all().await;
        }
        if let Some(called) = called {
            // The changes were asked for later.
            for (id, ticket) in called.found {
                seen.found.entry(id).or_insert(ticket);
            }
            seen.missing = called.missing;
            seen.unasked = called.unasked;
        }
        Ok((seen, Asked::Changes))
    }
}

/// As many as one question takes, the next ones each time.
fn part_of(all: &[TicketId], turn: u32) -> &[TicketId] {
    let parts = all.len().div_ceil(PAGE).max(1);
    let part = usize::try_from(turn).unwrap_or_default() % parts;
    all.chunks(PAGE).nth(part).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ticket_has_its_turn() {
        let all: Vec<TicketId> = (0..250).map(TicketId::new).collect();
        let sizes: Vec<usize> = (0..4).map(|turn| part_of(&all, turn).len()).collect();
        assert_eq!(sizes, [100, 100, 50, 100]);
        assert_eq!(part_of(&all, 3), part_of(&all, 0));
        assert!(part_of(&[], 7).is_empty());
    }
}
