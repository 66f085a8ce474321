//! Tickets and their outbox: how a ticket stands follows from what is known of it, and what may be sent comes in order.

use domain::ticket::{
    Actor, HoldReason, SendKind, SendState, SendTrouble, TicketEventKind, TicketGone, TicketState,
};
use domain::{CustomerId, OrganizationId, OurTicketId, ProfileId, SendId, StatusId, TicketId};
use store::ticket_events::{self, NewEvent};
use store::ticket_sends::{self, Failure, NewSend};
use store::tickets::{self, ListQuery, MadeInHalo, Merge, NewTicketRow, Place};
use store::{Connection, Error, Store};

use crate::common::{NOW, TestStore, add, check};
use crate::samples::new_ticket;

pub(crate) fn enter(
    conn: &Connection,
    profile: ProfileId,
    organization: OrganizationId,
    number: u32,
    external_id: Option<&str>,
) -> (OurTicketId, SendId) {
    let reference = format!("HYD-{number}");
    let row = NewTicketRow {
        reference: reference.clone(),
        external_id: external_id.map(str::to_owned),
        ..new_ticket(organization)
    };
    let ticket = tickets::insert(conn, profile, &row, NOW).unwrap();
    let send = ticket_sends::enqueue(conn, ticket, &NewSend::Create, &reference, NOW).unwrap();
    (ticket, send)
}

pub(crate) fn made(number: i32) -> MadeInHalo {
    MadeInHalo {
        ticket: TicketId::new(number),
        customer: Some(CustomerId::new(7)),
        customer_name: Some("Arzt".to_owned()),
        ticket_type: Some(21),
        sla: Some(1),
        priority: Some(2),
        status: Some(StatusId::new(1)),
        changed_at: Some(NOW.to_owned()),
        is_closed: false,
        read_back_json: "[]".to_owned(),
        has_differences: false,
    }
}

fn state(conn: &Connection, profile: ProfileId, ticket: OurTicketId) -> TicketState {
    tickets::get(conn, profile, ticket).unwrap().state
}

fn next(conn: &Connection, profile: ProfileId, after: Option<SendId>) -> Option<SendId> {
    let next = ticket_sends::next(conn, profile, after).unwrap();
    next.map(|send| send.id)
}

fn refused() -> Failure {
    Failure {
        trouble: SendTrouble::Refused,
        what: "Halo refused the request.".to_owned(),
        mend: None,
        said: Some("Please select a Site".to_owned()),
    }
}

#[tokio::test]
async fn a_ticket_goes_from_waiting_to_in_step_and_each_write_waits_for_the_one_before() {
    check(|conn, profile| {
        let organization = add(conn, profile, "Wren Dental");
        let (ticket, create) = enter(conn, profile, organization, 1, None);
        let note = NewSend::Note("More".to_owned());
        let note = ticket_sends::enqueue(conn, ticket, &note, "HYD-N", NOW)?;
        assert_eq!(state(conn, profile, ticket), TicketState::Waiting);
        assert_eq!(next(conn, profile, None), Some(create));
        assert_eq!(
            next(conn, profile, Some(create)),
            None,
            "its note waits for it"
        );

        ticket_sends::begin(conn, create, "{}", NOW)?;
        let begun = ticket_sends::get(conn, create)?;
        assert_eq!((begun.state, begun.attempts), (SendState::Unanswered, 1));
        ticket_sends::settle(conn, create, SendState::Done, None)?;
        tickets::set_made(conn, ticket, &made(48_001), Some("open"), NOW)?;
        assert_eq!(next(conn, profile, None), Some(note));
        ticket_sends::settle(conn, note, SendState::Done, None)?;
        let row = tickets::get(conn, profile, ticket)?;
        assert_eq!(row.state, TicketState::InStep);
        assert_eq!(row.base, Some(("open".to_owned(), StatusId::new(1))));
        assert_eq!(next(conn, profile, None), None);
        let again = ticket_sends::begin(conn, create, "{}", NOW)?;
        assert!(!again, "what is done is not sent again");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_is_held_in_conflict_refused_or_gone_sends_nothing() {
    check(|conn, profile| {
        let organization = add(conn, profile, "Wren Dental");
        let (ticket, create) = enter(conn, profile, organization, 1, None);
        assert!(tickets::set_hold(
            conn,
            ticket,
            Some(HoldReason::Unmapped),
            None,
            NOW
        )?);
        assert!(!tickets::set_hold(
            conn,
            ticket,
            Some(HoldReason::Unmapped),
            None,
            NOW
        )?);
        assert_eq!(
            (state(conn, profile, ticket), next(conn, profile, None)),
            (TicketState::Held, None)
        );
        assert!(matches!(
            tickets::held(conn, profile)?.as_slice(),
            [held] if held.ticket == ticket && held.organization == organization
        ));
        tickets::set_hold(conn, ticket, None, None, NOW)?;

        ticket_sends::begin(conn, create, "{}", NOW)?;
        ticket_sends::settle(conn, create, SendState::Refused, Some(&refused()))?;
        assert_eq!(
            (state(conn, profile, ticket), next(conn, profile, None)),
            (TicketState::Failed, None)
        );
        assert_eq!(ticket_sends::get(conn, create)?.failure, Some(refused()));
        assert_eq!(ticket_sends::retry(conn, ticket)?, 1);
        // It was sent, so Halo is asked first.
        assert_eq!(
            ticket_sends::get(conn, create)?.state,
            SendState::Unanswered
        );

        let conflict = Merge {
            is_in_conflict: Some(true),
            ..Merge::default()
        };
        tickets::apply(conn, ticket, &conflict, NOW)?;
        assert_eq!(
            (state(conn, profile, ticket), next(conn, profile, None)),
            (TicketState::Conflict, None)
        );
        let gone = Merge {
            gone: Some(Some(TicketGone::Merged)),
            merged_into: Some(TicketId::new(9)),
            ..Merge::default()
        };
        tickets::apply(conn, ticket, &gone, NOW)?;
        assert_eq!(
            (state(conn, profile, ticket), next(conn, profile, None)),
            (TicketState::Gone, None)
        );
        assert_eq!(ticket_sends::get(conn, create)?.state, SendState::Dropped);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn only_the_newest_status_is_written_and_one_open_ticket_takes_an_external_id() {
    check(|conn, profile| {
        let organization = add(conn, profile, "Wren Dental");
        let (first, create) = enter(conn, profile, organization, 1, Some("A-1"));
        ticket_sends::settle(conn, create, SendState::Done, None)?;
        tickets::set_made(conn, first, &made(48_001), Some("open"), NOW)?;
        for (key, reference) in [("resolved", "S-1"), ("open", "S-2")] {
            let status = NewSend::Status(key.to_owned());
            ticket_sends::enqueue(conn, first, &status, reference, NOW)?;
        }
        let sends = ticket_sends::of_ticket(conn, first)?;
        let statuses: Vec<SendState> = sends
            .iter()
            .filter(|send| send.kind == SendKind::Status)
            .map(|send| send.state)
            .collect();
        assert_eq!(statuses, [SendState::Dropped, SendState::Waiting]);
        let linked = tickets::linked(conn, profile)?.remove(&TicketId::new(48_001));
        assert!(linked.as_ref().is_some_and(|one| one.has_open_status));
        assert_eq!(tickets::linked_one(conn, profile, first)?, linked);
        assert_eq!(
            tickets::numbers(conn, profile)?,
            [(TicketId::new(48_001), false)]
        );

        let open = |conn| {
            tickets::open_for(conn, profile, "A-1")
                .unwrap()
                .map(|row| row.id)
        };
        assert_eq!(open(conn), Some(first));
        let twice = NewTicketRow {
            reference: "HYD-2".to_owned(),
            external_id: Some("A-1".to_owned()),
            ..new_ticket(organization)
        };
        let beside = tickets::insert(conn, profile, &twice, NOW)?;
        assert_eq!(open(conn), Some(first), "one open ticket an external id");
        tickets::discard(conn, profile, beside)?;
        tickets::set_status(conn, first, "resolved", true, NOW)?;
        assert_eq!(open(conn), None);
        let second = tickets::insert(conn, profile, &twice, NOW)?;
        // Opened again while another is open: the newer keeps it.
        tickets::set_status(conn, first, "open", false, NOW)?;
        assert_eq!(open(conn), Some(second));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_back_stays_so_and_what_may_land_is_kept() {
    check(|conn, profile| {
        let organization = add(conn, profile, "Wren Dental");
        let (ticket, create) = enter(conn, profile, organization, 1, None);
        ticket_sends::settle(conn, create, SendState::Done, None)?;
        tickets::set_made(conn, ticket, &made(48_001), Some("open"), NOW)?;
        let status = |key: &str, reference| {
            let status = NewSend::Status(key.to_owned());
            ticket_sends::enqueue(conn, ticket, &status, reference, NOW)
        };
        let first = status("resolved", "S-1")?;
        let second = status("open", "S-2")?;
        let of = |id| Ok::<_, Error>(ticket_sends::get(conn, id)?.state);
        assert!(!ticket_sends::begin(conn, first, "{}", NOW)?);
        assert!(!ticket_sends::settle(
            conn,
            first,
            SendState::Refused,
            Some(&refused())
        )?);
        assert_eq!(of(first)?, SendState::Dropped);
        assert_eq!(
            next(conn, profile, None),
            Some(second),
            "nothing is in its way"
        );

        assert!(ticket_sends::begin(conn, second, "{}", NOW)?);
        let third = status("resolved", "S-3")?;
        assert_eq!(of(second)?, SendState::Unanswered, "it may still land");
        let superseded = |id| ticket_sends::is_superseded(conn, &ticket_sends::get(conn, id)?);
        assert_eq!((superseded(second)?, superseded(third)?), (true, false));
        assert_eq!(next(conn, profile, None), Some(second));
        let known = Merge {
            lost_status_landed: Some(false),
            ..Merge::default()
        };
        tickets::apply(conn, ticket, &known, NOW)?;
        assert_eq!(
            (of(second)?, of(third)?),
            (SendState::Dropped, SendState::Waiting)
        );
        assert!(ticket_sends::begin(conn, third, "{}", NOW)?);
        tickets::apply(conn, ticket, &known, NOW)?;
        assert_eq!(of(third)?, SendState::Waiting, "it is sent anew");
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_was_ever_sent_is_not_discarded() {
    check(|conn, profile| {
        let organization = add(conn, profile, "Wren Dental");
        let (ticket, create) = enter(conn, profile, organization, 1, None);
        for again in [false, true] {
            if again {
                assert_eq!(ticket_sends::retry(conn, ticket)?, 1);
            } else {
                assert!(ticket_sends::begin(conn, create, "{}", NOW)?);
            }
            ticket_sends::settle(conn, create, SendState::Refused, Some(&refused()))?;
            let discarded = tickets::discard(conn, profile, ticket);
            assert!(matches!(discarded, Err(Error::NotFound { .. })));
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_waits_for_a_ticket_out_of_sight_is_kept_and_counted_only_where_it_can_go() {
    check(|conn, profile| {
        let organization = add(conn, profile, "Wren Dental");
        let (ticket, create) = enter(conn, profile, organization, 1, None);
        assert_eq!(ticket_sends::count_waiting(conn, profile)?, 1);
        ticket_sends::settle(conn, create, SendState::Done, None)?;
        tickets::set_made(conn, ticket, &made(48_001), Some("open"), NOW)?;
        assert_eq!(ticket_sends::count_waiting(conn, profile)?, 0);
        let note = NewSend::Note("More".to_owned());
        let note = ticket_sends::enqueue(conn, ticket, &note, "HYD-N", NOW)?;
        for (gone, state) in [
            (TicketGone::NoAccess, SendState::Waiting),
            (TicketGone::Deleted, SendState::Dropped),
        ] {
            let merge = Merge {
                gone: Some(Some(gone)),
                ..Merge::default()
            };
            tickets::apply(conn, ticket, &merge, NOW)?;
            assert_eq!(ticket_sends::get(conn, note)?.state, state);
            assert_eq!(next(conn, profile, None), None);
            assert_eq!(ticket_sends::count_waiting(conn, profile)?, 0);
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_merge_is_put_down_with_its_history() {
    check(|conn, profile| {
        let organization = add(conn, profile, "Wren Dental");
        let (ticket, create) = enter(conn, profile, organization, 1, None);
        ticket_sends::settle(conn, create, SendState::Done, None)?;
        tickets::set_made(conn, ticket, &made(48_001), Some("open"), NOW)?;
        let status = NewSend::Status("open".to_owned());
        ticket_sends::enqueue(conn, ticket, &status, "S-1", NOW)?;
        let event = NewEvent::new(Actor::Halo, TicketEventKind::StatusThere)
            .from_to(Some("New".to_owned()), "Closed");
        let merge = Merge {
            halo: Some(tickets::HaloSide {
                status: Some(StatusId::new(9)),
                changed_at: Some("2026-11-21T11:00:00Z".to_owned()),
                is_closed: true,
                customer: None,
                customer_name: None,
            }),
            status_here: Some(("resolved".to_owned(), true)),
            base: Some(("resolved".to_owned(), StatusId::new(9))),
            drops_open_status: true,
            events: vec![event.clone()],
            ..Merge::default()
        };
        tickets::apply(conn, ticket, &merge, "2026-11-21T11:00:05Z")?;
        let row = tickets::get(conn, profile, ticket)?;
        assert_eq!(
            (row.state, row.status_key.as_str(), row.halo_closed),
            (TicketState::InStep, "resolved", true)
        );
        assert_eq!(
            row.halo_customer,
            Some(CustomerId::new(7)),
            "what was not told stays"
        );
        let events = ticket_events::list(conn, ticket, 10)?;
        assert_eq!((events.len(), &events[0].event), (1, &event));
        let discarded = tickets::discard(conn, profile, ticket);
        assert!(
            matches!(discarded, Err(Error::NotFound { .. })),
            "it is in Halo"
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_customer_is_found_with_and_without_its_accents() {
    check(|conn, profile| {
        let organization = add(conn, profile, "Wren Dental");
        let (ticket, _) = enter(conn, profile, organization, 1, None);
        let muller = MadeInHalo {
            customer_name: Some("Müller GmbH".to_owned()),
            ..made(48_001)
        };
        tickets::set_made(conn, ticket, &muller, Some("open"), NOW)?;
        let found = |text: &str| Ok::<_, Error>(tickets::counts(conn, profile, text)?.all);
        assert_eq!((found("Müller")?, found("muller gmbh arztehaus")?), (1, 1));
        let moved = Merge {
            halo: Some(tickets::HaloSide {
                status: None,
                changed_at: None,
                is_closed: false,
                customer: Some(CustomerId::new(8)),
                customer_name: Some("Äther & Co".to_owned()),
            }),
            ..Merge::default()
        };
        tickets::apply(conn, ticket, &moved, NOW)?;
        assert_eq!((found("müller")?, found("ather")?), (0, 1));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_tickets_are_counted_and_cut_into_windows() {
    check(|conn, profile| {
        let organization = add(conn, profile, "Wren Dental");
        for number in 0..10_000 {
            enter(conn, profile, organization, number, None);
        }
        let counts = tickets::counts(conn, profile, "")?;
        assert_eq!(
            (counts.all, counts.of.as_slice()),
            (10_000, [(TicketState::Waiting, 10_000)].as_slice())
        );
        let query = ListQuery {
            text: "hyd-9999".to_owned(),
            ..ListQuery::default()
        };
        let window = |query: &ListQuery, offset| {
            let place = Place { offset, limit: 100 };
            let rows = tickets::list(conn, profile, query, place).unwrap();
            rows.into_iter().map(|row| row.id.get()).collect::<Vec<_>>()
        };
        assert_eq!(window(&query, 0), [10_000]);
        let all = ListQuery::default();
        assert_eq!(window(&all, 9_950).len(), 50);
        assert_eq!(window(&all, 0)[..2], [10_000, 9_999]);
        assert_eq!(tickets::counts(conn, profile, "' OR 1=1")?.all, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_a_copy_has_yet_to_send_is_looked_up_in_halo_first() {
    let test = TestStore::new().await;
    let profile = test.profile;
    let entered = test.store.write(move |tx| {
        let organization = add(tx, profile, "Wren Dental");
        Ok(enter(tx, profile, organization, 1, None))
    });
    let (_, send) = entered.await.unwrap();
    let backup = test.store.back_up(store::BackupKind::Daily, NOW).unwrap();
    test.store.lay_ready(backup.name()).unwrap();
    test.store.close();

    let store = Store::open(test.dir.path(), "2026-11-21").unwrap().store;
    let next = store.read(move |tx| ticket_sends::next(tx, profile, None));
    let next = next.await.unwrap().unwrap();
    assert_eq!((next.id, next.state), (send, SendState::Unanswered));
}

/// A ticket that is in Halo.
fn linked(conn: &Connection, profile: ProfileId, external_id: Option<&str>) -> OurTicketId {
    let organization = add(conn, profile, "Wren Dental");
    let (ticket, create) = enter(conn, profile, organization, 1, external_id);
    ticket_sends::settle(conn, create, SendState::Done, None).unwrap();
    tickets::set_made(conn, ticket, &made(48_001), Some("open"), NOW).unwrap();
    ticket
}

fn status(conn: &Connection, ticket: OurTicketId, reference: &str) -> SendId {
    let status = NewSend::Status("resolved".to_owned());
    ticket_sends::enqueue(conn, ticket, &status, reference, NOW).unwrap()
}

fn note(conn: &Connection, ticket: OurTicketId, reference: &str) -> SendId {
    let note = NewSend::Note("More\nof the same".to_owned());
    ticket_sends::enqueue(conn, ticket, &note, reference, NOW).unwrap()
}

fn refuse(conn: &Connection, send: SendId) {
    ticket_sends::begin(conn, send, "{}", NOW).unwrap();
    ticket_sends::settle(conn, send, SendState::Refused, Some(&refused())).unwrap();
}

#[tokio::test]
async fn a_conflict_of_the_statuses_stops_no_note() {
    check(|conn, profile| {
        let ticket = linked(conn, profile, None);
        let status = status(conn, ticket, "S-1");
        let note = note(conn, ticket, "N-1");
        assert_eq!(next(conn, profile, None), Some(status));
        assert_eq!(next(conn, profile, Some(status)), None, "in their order");
        let conflict = |is_in_conflict| Merge {
            is_in_conflict: Some(is_in_conflict),
            ..Merge::default()
        };
        tickets::apply(conn, ticket, &conflict(true), NOW)?;
        assert_eq!(next(conn, profile, None), Some(note));
        ticket_sends::settle(conn, note, SendState::Done, None)?;
        assert_eq!(next(conn, profile, None), None, "somebody decides first");
        tickets::apply(conn, ticket, &conflict(false), NOW)?;
        assert_eq!(next(conn, profile, None), Some(status));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_refusal_stops_what_is_of_its_kind_only() {
    check(|conn, profile| {
        let ticket = linked(conn, profile, None);
        let first = note(conn, ticket, "N-1");
        let resolved = status(conn, ticket, "S-1");
        assert_eq!(next(conn, profile, Some(first)), None, "in their order");
        refuse(conn, first);
        assert_eq!(next(conn, profile, None), Some(resolved));
        refuse(conn, resolved);
        let second = note(conn, ticket, "N-2");
        assert_eq!(next(conn, profile, None), None, "it comes after the first");
        ticket_sends::settle(conn, first, SendState::Done, None)?;
        assert_eq!(next(conn, profile, None), Some(second));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_can_be_given_up_and_stops_nothing_then() {
    check(|conn, profile| {
        let ticket = linked(conn, profile, None);
        let notes = ["N-1", "N-2"].map(|reference| note(conn, ticket, reference));
        refuse(conn, notes[0]);
        let given_up = ticket_sends::give_up(conn, ticket)?;
        assert_eq!(given_up.len(), 1);
        assert_eq!(next(conn, profile, None), Some(notes[1]));
        assert_eq!(state(conn, profile, ticket), TicketState::Waiting);
        assert!(ticket_sends::give_up(conn, ticket)?.is_empty());

        // With the ticket everything goes that waited for it.
        let organization = add(conn, profile, "Ashcombe");
        let (ticket, create) = enter(conn, profile, organization, 2, Some("A-1"));
        let behind = note(conn, ticket, "N-3");
        refuse(conn, create);
        ticket_sends::give_up(conn, ticket)?;
        for send in [create, behind] {
            assert_eq!(ticket_sends::get(conn, send)?.state, SendState::Dropped);
        }
        assert_eq!(state(conn, profile, ticket), TicketState::Gone);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_ticket_that_surely_never_left_can_be_discarded() {
    check(|conn, profile| {
        let organization = add(conn, profile, "Wren Dental");
        let (ticket, create) = enter(conn, profile, organization, 1, None);
        let try_it = || {
            ticket_sends::begin(conn, create, "{}", NOW).unwrap();
            ticket_sends::settle(conn, create, SendState::Waiting, None).unwrap();
        };
        try_it();
        assert!(tickets::discard(conn, profile, ticket).is_err());
        try_it();
        ticket_sends::was_not_sent(conn, create)?;
        let known = ticket_sends::get(conn, create)?;
        assert_eq!(known.attempts, 1);
        assert!(
            known.tried_at.is_some(),
            "what became of the first is not known"
        );
        ticket_sends::was_not_sent(conn, create)?;
        assert_eq!(ticket_sends::get(conn, create)?.tried_at, None);
        tickets::discard(conn, profile, ticket)?;
        Ok(())
    })
    .await;
}
