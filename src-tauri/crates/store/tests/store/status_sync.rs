//! Keeping statuses in step: what was chosen, how far Halo was read, how a ticket stands.

use domain::status_sync::{ConflictRule, Side, SyncState};
use domain::ticket::TicketState;
use domain::{CustomerId, OurTicketId, StatusId, TicketId};
use store::status_sync::{self, Polled, SettledRow, StatusSyncRow, TicketSyncRow};
use store::tickets::{self, MadeInHalo};
use store::{Connection, organizations};

use crate::common::{NOW, check, content};
use crate::samples::new_ticket;

const LATER: &str = "2026-11-21T13:00:00Z";

#[tokio::test]
async fn settings_and_the_place_in_halos_changes_are_kept_apart() {
    check(|conn, id| {
        assert_eq!(status_sync::load(conn, id)?, StatusSyncRow::default());
        status_sync::save_settings(conn, id, ConflictRule::NewestWins, 300)?;
        let polled = Polled {
            read_until: Some(NOW.to_owned()),
            clock_ahead: Some(-7),
        };
        status_sync::polled(conn, id, &polled, LATER)?;
        let chosen = StatusSyncRow {
            conflict_rule: ConflictRule::NewestWins,
            interval_seconds: 300,
            read_until: Some(NOW.to_owned()),
            clock_ahead: -7,
            polled_at: Some(LATER.to_owned()),
        };
        assert_eq!(status_sync::load(conn, id)?, chosen);
        // A Halo that does not tell its time says nothing about the clocks.
        let untold = Polled {
            clock_ahead: None,
            ..polled
        };
        status_sync::polled(conn, id, &untold, LATER)?;
        status_sync::save_settings(conn, id, ConflictRule::HereWins, 60)?;
        let changed = StatusSyncRow {
            conflict_rule: ConflictRule::HereWins,
            interval_seconds: 60,
            ..chosen
        };
        assert_eq!(status_sync::load(conn, id)?, changed);
        status_sync::forget_place(conn, id)?;
        assert_eq!(
            status_sync::load(conn, id)?,
            StatusSyncRow {
                conflict_rule: ConflictRule::HereWins,
                ..StatusSyncRow::default()
            }
        );
        Ok(())
    })
    .await;
}

fn made(conn: &Connection, profile: domain::ProfileId) -> store::Result<OurTicketId> {
    let organization = organizations::insert(conn, profile, &content("A", "a.example"), NOW)?;
    let ticket = tickets::insert(conn, profile, &new_ticket(organization), NOW)?;
    let made = MadeInHalo {
        ticket: TicketId::new(2916),
        customer: Some(CustomerId::new(12)),
        customer_name: None,
        ticket_type: Some(1),
        sla: None,
        priority: None,
        status: Some(StatusId::new(1)),
        changed_at: Some(NOW.to_owned()),
        is_closed: false,
        read_back_json: "[]".to_owned(),
        has_differences: false,
    };
    tickets::set_made(conn, ticket, &made, Some("open"), NOW)?;
    Ok(ticket)
}

#[tokio::test]
async fn a_status_without_partner_shows_in_the_state_of_the_row() {
    check(|conn, id| {
        assert_eq!(tickets::last_change(conn, id)?, None);
        let ticket = made(conn, id)?;
        assert_eq!(tickets::last_change(conn, id)?.as_deref(), Some(NOW));
        assert_eq!(tickets::count_followed(conn, id)?, 1);
        assert_eq!(status_sync::of_ticket(conn, ticket)?, None);
        let lonely = TicketSyncRow {
            state: SyncState::NoPartnerHere,
            moved_from: Some(CustomerId::new(9)),
            settled: Some(SettledRow {
                by: ConflictRule::HaloWins,
                winner: Side::Halo,
                here: "resolved".to_owned(),
                there: StatusId::new(4),
                at: NOW.to_owned(),
            }),
        };
        status_sync::put(conn, ticket, &lonely)?;
        assert_eq!(status_sync::of_ticket(conn, ticket)?, Some(lonely));
        assert_eq!(tickets::get(conn, id, ticket)?.state, TicketState::Conflict);
        let in_step = TicketSyncRow {
            state: SyncState::InStep,
            moved_from: None,
            settled: None,
        };
        status_sync::put(conn, ticket, &in_step)?;
        assert_eq!(status_sync::of_ticket(conn, ticket)?, Some(in_step));
        assert_eq!(tickets::get(conn, id, ticket)?.state, TicketState::InStep);
        tickets::compared(conn, id, &[], LATER)?;
        let row = tickets::get(conn, id, ticket)?;
        assert_eq!(row.last_synced_at.as_deref(), Some(LATER));
        assert_eq!(tickets::last_change(conn, id)?.as_deref(), Some(NOW));
        Ok(())
    })
    .await;
}
