//! Seats: what products stand for, all licences at once, plans and their lines.

use domain::{
    CustomerId, LicenceId, OrganizationId,
    billing::InvoiceState,
    seats::{LicenceKey, LicenceRule, LineState, PlanState},
};
use store::{
    Connection, invoices, journal, licences, organizations, pairs,
    seat_lines::{self, LineEnd},
    seat_plans, seats,
};

use crate::{
    common::{NOW, add, check, content, customer, read_all},
    samples::{billed_by, pair, seat_line},
};

const LATER: &str = "2026-11-22T10:00:00Z";

fn licence(id: i32, seats: i32) -> licences::LicenceRow {
    licences::LicenceRow {
        id: LicenceId::new(id),
        name: "Mail".to_owned(),
        seats: Some(seats),
        sku: None,
        is_active: true,
    }
}

fn sided(conn: &Connection, profile: domain::ProfileId) -> store::Result<OrganizationId> {
    let content = organizations::OrganizationContent {
        seats: vec![organizations::Seat {
            product_key: "email_security".to_owned(),
            count: 18,
        }],
        ..content("Arzt", "arzt.example")
    };
    let id = organizations::insert(conn, profile, &content, NOW)?;
    add(conn, profile, "Wren Dental");
    read_all(conn, profile, &[customer(7, "Arzt", "arzt.example")]);
    Ok(id)
}

#[tokio::test]
async fn a_products_licence_is_kept_until_another_takes_its_place() {
    check(|conn, id| {
        let rule = LicenceRule {
            key: LicenceKey::Name,
            value: "Mail".to_owned(),
            name: "Mail".to_owned(),
        };
        seats::set_rule(conn, id, "seats", Some(&rule))?;
        let (seven, five) = (CustomerId::new(7), LicenceId::new(5));
        seats::remember_found(conn, id, seven, "seats", five)?;
        assert_eq!(seats::rules(conn, id)?["seats"], rule);
        assert_eq!(seats::found(conn, id)?[&(seven, "seats".to_owned())], five);
        // What the old rule had found says nothing about the new one.
        seats::set_rule(conn, id, "seats", Some(&rule))?;
        assert!(seats::found(conn, id)?.is_empty());
        seats::set_rule(conn, id, "seats", None)?;
        assert!(seats::rules(conn, id)?.is_empty());
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn the_vendors_side_is_every_product_of_every_mapped_organization() {
    check(|conn, id| {
        let organization = sided(conn, id)?;
        assert!(seats::sides(conn, id)?.is_empty());
        assert_eq!(seats::unmapped(conn, id)?, 1);
        pairs::put(conn, id, &pair(organization, 7))?;
        let sides = seats::sides(conn, id)?;
        let told: Vec<_> = sides.iter().map(|row| row.side.seats).collect();
        assert_eq!(told, [Some(18)]);
        assert!(sides.iter().all(|row| row.side.customer_is_there));
        assert_eq!(seats::unmapped(conn, id)?, 0);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_whole_list_replaces_everything_and_counts_as_read_for_customers_without_any() {
    check(|conn, id| {
        read_all(
            conn,
            id,
            &[customer(7, "Arzt", ""), customer(8, "Wren", "")],
        );
        let (seven, eight) = (CustomerId::new(7), CustomerId::new(8));
        let all = [(seven, licence(1, 3)), (seven, licence(2, -4))];
        licences::replace_all(conn, id, &all, false, NOW)?;
        assert_eq!(licences::all(conn, id)?, all);
        let wren = licences::of_customer(conn, id, eight)?.unwrap();
        assert!(wren.licences.is_empty());
        licences::replace_all(conn, id, &[(eight, licence(3, 1))], false, LATER)?;
        assert_eq!(licences::all(conn, id)?.len(), 1);
        let kinds = seats::kinds(conn, id, 10)?;
        assert_eq!((kinds.len(), kinds[0].customers), (1, 1));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn writing_keeps_the_day_on_which_it_was_allowed() {
    check(|conn, id| {
        assert_eq!(seat_plans::writing_since(conn, id)?, None);
        seat_plans::set_writing(conn, id, Some(NOW))?;
        seat_plans::set_writing(conn, id, Some(LATER))?;
        assert_eq!(seat_plans::writing_since(conn, id)?.as_deref(), Some(NOW));
        seat_plans::set_writing(conn, id, None)?;
        assert_eq!(seat_plans::writing_since(conn, id)?, None);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_plan_is_written_line_by_line_and_goes_on_with_what_was_sent() {
    check(|conn, id| {
        let lines = [
            seat_line(Some(18), 20),
            seat_line(Some(18), 0),
            seat_line(None, 4),
        ];
        let plan = seat_plans::insert(conn, id, 18, None, &lines, NOW)?;
        assert!(seat_plans::insert(conn, id, 18, None, &lines, NOW).is_err());
        let counts = seat_lines::counts(conn, plan)?;
        assert_eq!((counts.all, counts.ticked, counts.braked), (3, 2, 1));
        assert_eq!((counts.new, counts.open), (1, 2));
        let row = seat_plans::get(conn, id, plan)?;
        let weight = seat_plans::weight(conn, &row)?;
        assert_eq!((weight.base, weight.moved, weight.net), (18, 6, 6));
        // What a brake holds stands first and is ticked by name only.
        let shown = seat_lines::page(conn, plan, 0, 10)?;
        assert_eq!((shown[0].line.change.after, shown[0].ticked), (0, false));
        seat_lines::tick(conn, plan, None, true)?;
        assert_eq!(seat_lines::counts(conn, plan)?.braked_ticked, 0);
        seat_lines::tick(conn, plan, Some(&[shown[0].id]), true)?;
        assert_eq!(seat_lines::counts(conn, plan)?.braked_ticked, 1);
        seat_lines::tick(conn, plan, Some(&[shown[0].id]), false)?;

        seat_plans::begin(conn, plan, Some("They moved in"), None, NOW)?;
        let first = seat_lines::next_open(conn, plan, None)?.unwrap();
        let second = seat_lines::next_open(conn, plan, Some(first.id))?.unwrap();
        assert_eq!(second.line.change.before, None);
        seat_lines::set_sent(conn, second.id, true)?;
        let second = seat_lines::next_open(conn, plan, Some(first.id))?.unwrap();
        assert_eq!(second.state, LineState::Sent);
        let end = LineEnd {
            state: LineState::Done,
            found: Some(4),
            note: None,
            licence: Some(LicenceId::new(90)),
        };
        seat_lines::settle(conn, second.id, &end, NOW)?;
        let counts = seat_lines::counts(conn, plan)?;
        assert_eq!((counts.done, counts.open), (1, 1));
        assert_eq!(seat_lines::next_open(conn, plan, Some(first.id))?, None);
        assert_eq!(seat_plans::open(conn, id)?.unwrap().state, PlanState::Begun);
        seat_plans::end(conn, plan, LATER)?;
        assert_eq!(seat_lines::next_open(conn, plan, None)?, None);
        assert_eq!(seat_plans::open(conn, id)?, None);
        let ended = seat_plans::last_ended(conn, id)?.unwrap();
        assert_eq!((ended.id, ended.ended_at.as_deref()), (plan, Some(LATER)));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn every_write_is_in_the_journal_with_what_was_before_and_why() {
    check(|conn, id| {
        let plan = seat_plans::insert(conn, id, 18, None, &[seat_line(Some(18), 20)], NOW)?;
        seat_plans::begin(conn, plan, Some("They moved in"), None, NOW)?;
        let line = seat_lines::next_open(conn, plan, None)?.unwrap();
        seat_lines::set_sent(conn, line.id, true)?;
        let end = LineEnd {
            state: LineState::Done,
            found: Some(20),
            note: None,
            licence: None,
        };
        seat_lines::settle(conn, line.id, &end, LATER)?;
        let everything = journal::JournalQuery {
            limit: 10,
            ..journal::JournalQuery::default()
        };
        let lines = journal::page(conn, id, &everything)?;
        let written: Vec<_> = lines
            .iter()
            .filter(|line| line.what == "Seats written to Halo: Email security of Arzt")
            .collect();
        let [written] = written.as_slice() else {
            panic!("{lines:?}")
        };
        assert_eq!(written.at, LATER);
        assert_eq!(
            (written.before.as_deref(), written.after.as_deref()),
            (Some("18"), Some("20"))
        );
        assert_eq!(written.note.as_deref(), Some("They moved in"));
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn invoice_lines_are_replaced_as_a_whole_and_outlast_a_read_that_failed() {
    check(|conn, id| {
        let licence = LicenceId::new(31);
        invoices::replace(conn, id, 3, &[(licence, billed_by())], NOW)?;
        assert_eq!(invoices::by_licence(conn, id)?[&licence], [billed_by()]);
        assert_eq!(invoices::of_licence(conn, id, licence)?, [billed_by()]);
        invoices::set_failed(conn, id, "Halo is out of order.", LATER)?;
        let last = invoices::last(conn, id)?.unwrap();
        assert_eq!(last.state, InvoiceState::Failed);
        assert_eq!((last.read_at.as_deref(), last.invoices), (Some(NOW), 3));
        assert_eq!(invoices::of_licence(conn, id, licence)?.len(), 1);
        invoices::set_not_allowed(conn, id, InvoiceState::NotGranted, LATER)?;
        let last = invoices::last(conn, id)?.unwrap();
        assert_eq!((last.read_at, last.invoices), (None, 0));
        assert!(invoices::by_licence(conn, id)?.is_empty());
        invoices::replace(conn, id, 0, &[], LATER)?;
        assert_eq!(invoices::last(conn, id)?.unwrap().state, InvoiceState::Read);
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn plans_that_were_confirmed_are_listed_with_what_became_of_them_and_what_took_them_back() {
    check(|conn, id| {
        let first = seat_plans::insert(conn, id, 18, None, &[seat_line(Some(18), 20)], NOW)?;
        assert_eq!(seat_plans::confirmed(conn, id, 10)?, [], "a draft is none");
        seat_plans::begin(conn, first, Some("They grew"), None, NOW)?;
        let line = seat_lines::page(conn, first, 0, 1)?.remove(0);
        let done = LineEnd {
            state: LineState::Done,
            found: Some(20),
            note: None,
            licence: None,
        };
        seat_lines::settle(conn, line.id, &done, LATER)?;
        seat_plans::end(conn, first, LATER)?;
        let lines = [seat_line(Some(20), 18)];
        let second = seat_plans::insert(conn, id, 20, Some(first), &lines, LATER)?;
        assert_eq!(
            seat_plans::undone_by(conn, id, first)?,
            None,
            "a draft takes nothing back"
        );
        seat_plans::begin(conn, second, None, None, LATER)?;
        seat_plans::end(conn, second, LATER)?;
        let listed = seat_plans::confirmed(conn, id, 10)?;
        let ids: Vec<_> = listed.iter().map(|plan| plan.row.id).collect();
        assert_eq!(ids, [second, first]);
        assert_eq!((listed[1].ticked, listed[1].done), (1, 1));
        assert_eq!(listed[1].undone_by, None, "nothing of it was written");
        assert_eq!(seat_plans::undone_by(conn, id, first)?, None);
        let of_plan = |plan| {
            let rows = journal::page(
                conn,
                id,
                &journal::JournalQuery {
                    limit: 100,
                    ..journal::JournalQuery::default()
                },
            )?;
            let of_it = rows.into_iter().filter(|row| row.plan == Some(plan));
            Ok::<_, store::Error>(of_it.map(|row| row.what).collect::<Vec<_>>())
        };
        let written = "Seats written to Halo: Email security of Arzt".to_owned();
        assert_eq!(
            of_plan(first)?,
            [written, format!("Plan of seats {first} confirmed")]
        );
        assert_eq!(
            of_plan(second)?,
            [
                format!("Rest of the plan of seats {second} given up"),
                format!("Plan of seats {second} confirmed, which takes plan {first} back")
            ]
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn what_took_a_plan_back_is_said_and_whether_all_of_it() {
    check(|conn, id| {
        let settle = |plan, state: LineState, licence: i32| {
            let lines = seat_lines::page(conn, plan, 0, 10)?;
            let own = |line: &&seat_lines::SeatLineRow| {
                line.line.licence.map(LicenceId::get) == Some(licence)
            };
            let end = LineEnd {
                state,
                found: None,
                note: None,
                licence: None,
            };
            seat_lines::settle(conn, lines.iter().find(own).unwrap().id, &end, LATER)
        };
        let other = |before, after| seat_lines::NewSeatLine {
            licence: Some(LicenceId::new(32)),
            ..seat_line(Some(before), after)
        };
        let lines = [seat_line(Some(18), 20), other(8, 9)];
        let first = seat_plans::insert(conn, id, 18, None, &lines, NOW)?;
        seat_plans::begin(conn, first, None, None, NOW)?;
        settle(first, LineState::Done, 31)?;
        settle(first, LineState::Done, 32)?;
        seat_plans::end(conn, first, NOW)?;
        let back = [seat_line(Some(20), 18), other(9, 8)];
        for (states, is_whole) in [
            ([LineState::Done, LineState::Moved], false),
            ([LineState::Moved, LineState::Done], true),
        ] {
            let plan = seat_plans::insert(conn, id, 18, Some(first), &back, NOW)?;
            seat_plans::begin(conn, plan, None, None, NOW)?;
            settle(plan, states[0], 31)?;
            settle(plan, states[1], 32)?;
            seat_plans::end(conn, plan, NOW)?;
            let by = seat_plans::UndoneBy { plan, is_whole };
            assert_eq!(seat_plans::undone_by(conn, id, first)?, Some(by));
            let listed = seat_plans::confirmed(conn, id, 10)?;
            assert_eq!(listed.last().unwrap().undone_by, Some(by));
        }
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn a_line_that_was_sent_without_an_answer_is_entered_when_its_plan_is_given_up() {
    check(|conn, id| {
        let lines = [seat_line(Some(18), 20), seat_line(Some(8), 9)];
        let plan = seat_plans::insert(conn, id, 18, None, &lines, NOW)?;
        seat_plans::begin(conn, plan, Some("They grew"), Some("ann"), NOW)?;
        let line = seat_lines::next_open(conn, plan, None)?.unwrap();
        seat_lines::set_sent(conn, line.id, true)?;
        assert_eq!(seat_lines::sent(conn, plan)?.len(), 1);
        seat_plans::end(conn, plan, LATER)?;
        let counts = seat_lines::counts(conn, plan)?;
        assert_eq!((counts.unknown, counts.undoable, counts.open), (1, 1, 0));
        let row = seat_plans::get(conn, id, plan)?;
        assert_eq!(row.begun_by.as_deref(), Some("ann"));
        let everything = journal::JournalQuery {
            limit: 10,
            ..journal::JournalQuery::default()
        };
        let entered = journal::page(conn, id, &everything)?;
        let of = |what: &str| entered.iter().find(|line| line.what == what).unwrap();
        let sent = of("Seats sent to Halo, the answer never came: Email security of Arzt");
        assert_eq!(
            (sent.before.as_deref(), sent.after.as_deref(), sent.plan),
            (Some("18"), Some("20"), Some(plan))
        );
        let rest = of(&format!("Rest of the plan of seats {plan} given up"));
        assert_eq!(
            rest.note.as_deref(),
            Some("0 of 2 written, 1 given up, 1 sent without an answer")
        );
        Ok(())
    })
    .await;
}

#[tokio::test]
async fn that_halo_listed_none_is_remembered_also_where_all_were_never_read() {
    check(|conn, id| {
        assert_eq!(seats::found_empty_at(conn, id)?, None);
        seats::set_found_empty(conn, id, NOW)?;
        assert_eq!(seats::found_empty_at(conn, id)?.as_deref(), Some(NOW));
        assert_eq!(seats::last_read(conn, id)?, None, "that was no read");
        seats::set_read(conn, id, false, LATER)?;
        assert_eq!(seats::found_empty_at(conn, id)?, None);
        seats::set_found_empty(conn, id, NOW)?;
        assert_eq!(seats::last_read(conn, id)?.unwrap().read_at, LATER);
        Ok(())
    })
    .await;
}
