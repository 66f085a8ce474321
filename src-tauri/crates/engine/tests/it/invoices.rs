//! Recurring-invoice lines that take their quantity from a licence: read with the licences where Halo lets them be read,
//! shown beside the comparison and on each line of a plan, and never written.

use std::time::Duration;

use engine::domain::billing::{BilledBy, InvoiceState};
use engine::domain::seats::LicenceKey;
use engine::domain::{CheckState, ConnectionState, ProfileId};
use engine::seats::{InvoiceListRow, SeatPlan, SeatQuery};
use engine::wizard::{CheckKey, CheckOutcome};
use engine::{TaskState, domain::recipe};
use halo_sim::{Access, AgentRights, Fault, Licence, QuantityLicence};
use secrecy::SecretString;

use crate::comparing_seats::{map_product, mapped, read, sold};
use crate::support::{ALL_FEATURES, Bench};

const NAME: &str = "Email Security (per mailbox)";

/// A customer with one licence of the product and no invoice but those that the test makes.
async fn compared(bench: &Bench, seats: fn(u32) -> u32) -> (ProfileId, Licence) {
    let profile = bench.connected().await;
    let licence = sold(bench).remove(0);
    for invoice in bench.halo.recurring_invoices() {
        if invoice.client_id == licence.client_id {
            assert!(
                bench
                    .halo
                    .edit_recurring_invoice(invoice.id, |invoice| invoice.disabled = true)
            );
        }
    }
    let count = seats(u32::try_from(licence.count).unwrap());
    mapped(bench, profile, licence.client_id, Some(count)).await;
    map_product(bench, profile, LicenceKey::Name, NAME).await;
    (profile, licence)
}

async fn billed(bench: &Bench, profile: ProfileId, licence: &Licence) -> Vec<BilledBy> {
    let query = SeatQuery {
        limit: 1_000,
        ..SeatQuery::default()
    };
    let page = bench.engine.seats(profile, query).await.unwrap();
    let row = page.rows.into_iter().find(|row| {
        row.row
            .licence
            .is_some_and(|id| i64::from(id.get()) == licence.id)
    });
    row.unwrap().billed_by
}

async fn listed(bench: &Bench, profile: ProfileId) -> InvoiceListRow {
    let setup = bench.engine.seat_setup(profile).await.unwrap();
    setup.invoices.unwrap()
}

fn line(bench: &Bench, licence: &Licence, follows: &[QuantityLicence]) -> i64 {
    let text = "Mailbox protection";
    bench
        .halo
        .add_recurring_invoice(licence.client_id, text, follows)
}

fn invoice_posts(bench: &Bench) -> Vec<String> {
    let all = bench.halo.requests().into_iter();
    all.filter(|request| request.path.to_lowercase().contains("invoice"))
        .filter(|request| request.method != "GET")
        .map(|request| format!("{} {}", request.method, request.path))
        .collect()
}

#[tokio::test]
async fn the_line_that_follows_a_licence_stands_beside_it_and_on_the_plan() {
    let bench = Bench::new().await;
    let (profile, licence) = compared(&bench, |seats| seats + 3).await;
    let id = line(
        &bench,
        &licence,
        &[QuantityLicence {
            free: 2,
            ..QuantityLicence::of(licence.id)
        }],
    );
    line(&bench, &licence, &[]);
    let end = read(&bench, profile).await;
    assert!(
        matches!(&end, TaskState::Done(ended) if ended.label.contains("recurring-invoice line")),
        "{end:?}"
    );
    let found = billed(&bench, profile, &licence).await;
    assert_eq!(found.len(), 1, "a quantity that was typed follows nothing");
    assert_eq!(i64::from(found[0].invoice), id);
    assert_eq!(
        found[0].in_words(),
        format!(
            "Recurring invoice {id} (Managed services), line ‘Mailbox protection’, quantity follows the licence, 2 of them free"
        )
    );

    bench.engine.set_seat_writing(profile, true).await.unwrap();
    bench.engine.make_seat_plan(profile, false).await.unwrap();
    let plan = async || -> SeatPlan {
        let found = bench.engine.seat_plan(profile, None, 0, 500).await;
        found.unwrap().unwrap()
    };
    let draft = plan().await;
    let own = draft.lines[0].line.licence.unwrap();
    assert_eq!(draft.billed_by[&own], found);
    let after = draft.lines[0].line.change.after;
    assert_eq!(draft.billed_by[&own][0].billed(after), Some(after - 2));

    let apply = async || {
        let plan = plan().await.row.id;
        let why = Some("They grew".to_owned());
        bench
            .ended(async |engine| {
                engine
                    .apply_seat_plan(profile, plan, why, false)
                    .await
                    .unwrap()
            })
            .await
    };
    apply().await;
    bench
        .engine
        .take_seats_back(profile, plan().await.row.id, false)
        .await
        .unwrap();
    apply().await;
    assert_eq!(invoice_posts(&bench), Vec::<String>::new());
    assert_eq!(bench.halo.contract_violations(), []);
}

#[tokio::test]
async fn what_bills_nothing_is_not_shown_and_what_the_list_leaves_out_is_asked_for() {
    let bench = Bench::new().await;
    bench.halo.set_invoice_list_has_licences(false);
    let (profile, licence) = compared(&bench, |seats| seats).await;
    let own = [QuantityLicence::of(licence.id)];
    let shown = line(&bench, &licence, &own);
    let disabled = line(&bench, &licence, &own);
    assert!(
        bench
            .halo
            .edit_recurring_invoice(disabled, |invoice| invoice.disabled = true)
    );
    let inactive = line(&bench, &licence, &own);
    assert!(
        bench
            .halo
            .edit_recurring_invoice(inactive, |invoice| invoice.lines[0].inactive = true)
    );
    read(&bench, profile).await;
    let found = billed(&bench, profile, &licence).await;
    let invoices: Vec<i64> = found.iter().map(|line| i64::from(line.invoice)).collect();
    assert_eq!(invoices, [shown]);
    let path = format!("/RecurringInvoice/{disabled}");
    assert!(bench.halo.requests_to("GET", &path).is_empty());
}

#[tokio::test]
async fn not_being_allowed_to_see_them_is_no_failure() {
    let bench = Bench::new().await;
    let scopes = recipe::scopes(ALL_FEATURES);
    let agent = bench.halo.main_agent();
    let application = bench.halo.add_application("Exact", &scopes, agent);
    let secret = SecretString::from(application.client_secret);
    let profile = bench.entered_with(&application.client_id, secret).await;
    let wizard = bench.checked(profile).await;
    let check = wizard
        .checks
        .iter()
        .find(|check| check.key == CheckKey::Invoices);
    let check = check.unwrap();
    assert_eq!(check.outcome, CheckOutcome::Ended(CheckState::CannotTell));
    assert_eq!(check.rights[0].value, "read:invoices");
    let connected = bench.engine.finish_wizard(profile).await.unwrap();
    assert_eq!(connected.connection, ConnectionState::Connected);

    let end = read(&bench, profile).await;
    assert!(
        matches!(&end, TaskState::Done(ended) if ended.all_well),
        "{end:?}"
    );
    assert_eq!(
        listed(&bench, profile).await.state,
        InvoiceState::NotGranted
    );
    let asked = bench.halo.requests_to("GET", "/RecurringInvoice");
    assert!(asked.is_empty(), "nothing is asked without the permission");
    let health = bench.engine.profile(profile).await.unwrap().health;
    let said = format!("{health:?}").to_lowercase();
    assert!(
        !said.contains("invoice") && said.contains("lost: none"),
        "{said}"
    );

    let mut with = scopes.clone();
    with.push("read:invoices");
    assert!(
        bench
            .halo
            .set_application_scopes(&application.client_id, &with)
    );
    read(&bench, profile).await;
    let read_now = listed(&bench, profile).await;
    assert_eq!(read_now.state, InvoiceState::Read);
    assert!(read_now.invoices > 50);
    let passed = bench.checked(profile).await.checks;
    let state = |key| {
        let check = passed.iter().find(|check| check.key == key);
        check.unwrap().outcome
    };
    assert_eq!(
        state(CheckKey::Invoices),
        CheckOutcome::Ended(CheckState::Passed)
    );
    assert_eq!(
        state(CheckKey::Excess),
        CheckOutcome::Ended(CheckState::Passed),
        "what is optional is not more than needed"
    );
}

#[tokio::test]
async fn an_agent_without_the_level_sees_none_and_a_failure_keeps_what_was_read() {
    let bench = Bench::new().await;
    let (profile, licence) = compared(&bench, |seats| seats).await;
    line(&bench, &licence, &[QuantityLicence::of(licence.id)]);
    read(&bench, profile).await;
    let first = listed(&bench, profile).await;
    assert_eq!(billed(&bench, profile, &licence).await.len(), 1);

    bench
        .halo
        .fault(Fault::get("/RecurringInvoice").status(400));
    let end = read(&bench, profile).await;
    assert!(
        matches!(&end, TaskState::Done(ended) if ended.label.contains("could not be read")),
        "{end:?}"
    );
    let failed = listed(&bench, profile).await;
    assert_eq!(failed.state, InvoiceState::Failed);
    assert_eq!(failed.read_at, first.read_at);
    assert_eq!(billed(&bench, profile, &licence).await.len(), 1);
    bench.halo.clear_faults();

    let rights = AgentRights {
        invoices: Access::None,
        ..AgentRights::full()
    };
    let agent = bench.halo.main_agent();
    assert!(bench.halo.set_agent_rights(agent, rights));
    read(&bench, profile).await;
    let none = listed(&bench, profile).await;
    assert_eq!((none.state, none.invoices), (InvoiceState::Read, 0));
    assert!(billed(&bench, profile, &licence).await.is_empty());
}

/// Starts a read of the licences that Halo does not let go on once it asks for this, waits for `until`, and cancels it.
async fn cancelled_at(
    bench: &Bench,
    profile: ProfileId,
    path: &str,
    until: impl Fn() -> bool,
) -> TaskState {
    let stalls = Fault::get(path).delay(Duration::from_mins(10));
    let stalls = bench.halo.fault(stalls);
    let end = bench
        .ended(async |engine| {
            let id = engine.read_all_licences(profile).await.unwrap();
            while !until() {
                tokio::task::yield_now().await;
            }
            engine.cancel_task(id);
            id
        })
        .await;
    bench.halo.remove_fault(stalls);
    end
}

#[tokio::test]
async fn cancelling_while_invoices_are_read_says_that_the_licences_were() {
    let bench = Bench::new().await;
    let (profile, licence) = compared(&bench, |seats| seats).await;
    line(&bench, &licence, &[QuantityLicence::of(licence.id)]);
    read(&bench, profile).await;
    let first = listed(&bench, profile).await;
    bench.halo.set_licence_count(licence.id, licence.count + 9);
    bench.halo.clear_requests();
    let is_asked = || {
        !bench
            .halo
            .requests_to("GET", "/RecurringInvoice")
            .is_empty()
    };
    let end = cancelled_at(&bench, profile, "/RecurringInvoice", is_asked).await;
    let TaskState::Done(ended) = end else {
        panic!("{end:?}")
    };
    let says = "licences read; recurring invoices were not";
    assert!(ended.label.ends_with(says), "{}", ended.label);
    let query = SeatQuery {
        limit: 1_000,
        ..SeatQuery::default()
    };
    let page = bench.engine.seats(profile, query).await.unwrap();
    let new = u32::try_from(licence.count + 9).unwrap();
    assert!(page.rows.iter().any(|row| row.row.halo == Some(new)));
    assert_eq!(listed(&bench, profile).await, first, "and these stay");
    let runs = engine::database::journal::JournalQuery {
        text: says.to_owned(),
        limit: 5,
        ..Default::default()
    };
    let told = bench.engine.activity(profile, runs).await.unwrap().rows;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].result.as_deref(), Some("done"), "{told:?}");
}

#[tokio::test]
async fn opening_invoices_one_by_one_says_how_far_it_is() {
    let bench = Bench::new().await;
    bench.halo.set_invoice_list_has_licences(false);
    let (profile, licence) = compared(&bench, |seats| seats).await;
    let own = [QuantityLicence::of(licence.id)];
    line(&bench, &licence, &own);
    line(&bench, &licence, &own);
    let says_so = || {
        bench.engine.running_tasks().iter().any(|task| {
            matches!(&task.state, TaskState::Running(progress)
                if progress.label == "Opening recurring invoices"
                    && progress.done == 0
                    && progress.total.is_some_and(|total| total >= 2))
        })
    };
    let end = cancelled_at(&bench, profile, "/RecurringInvoice/*", says_so).await;
    assert!(matches!(end, TaskState::Done(_)), "{end:?}");
}
