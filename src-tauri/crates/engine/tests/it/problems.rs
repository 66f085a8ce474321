//! What no longer holds after a read: each cause against a Halo in which it happens, what pauses and what does not.

use engine::domain::drift::{Cause, Effect};
use engine::domain::{OrganizationId, ProblemId, ProfileId};
use engine::{Error, Problems, Shown};
use halo_sim::{Access, AgentRights, Fault};

use crate::support::Bench;
use crate::testing_tickets::ready;
use crate::ticket_desk::{BRAYFORD, map, organization};

const OTHER: i32 = 13;

/// A profile with ticket rules and two pairs, all as it should be.
struct Desk {
    bench: Bench,
    profile: ProfileId,
    brayford: OrganizationId,
}

impl Desk {
    async fn new() -> Self {
        let bench = Bench::new().await;
        let profile = ready(&bench).await;
        let brayford = organization(&bench.engine, profile, "Brayford Dental").await;
        map(&bench.engine, profile, brayford, BRAYFORD).await;
        let other = organization(&bench.engine, profile, "Another").await;
        map(&bench.engine, profile, other, OTHER).await;
        let desk = Self {
            bench,
            profile,
            brayford,
        };
        desk.read().await;
        assert_eq!(desk.causes().await, []);
        desk
    }

    async fn read(&self) {
        let profile = self.profile;
        self.bench
            .ended(async |engine| engine.read_halo_whole(profile).await.unwrap())
            .await;
    }

    async fn problems(&self) -> Problems {
        self.bench.engine.problems(self.profile).await.unwrap()
    }

    async fn causes(&self) -> Vec<(Cause, u32)> {
        let groups = self.problems().await.groups;
        groups
            .iter()
            .map(|group| (group.cause, group.total))
            .collect()
    }

    async fn ids(&self) -> Vec<ProblemId> {
        let groups = self.problems().await.groups;
        let rows = groups.iter().flat_map(|group| &group.rows);
        rows.map(|row| row.id).collect()
    }

    /// What stands, as it is shown.
    async fn shown(&self) -> Vec<Shown> {
        let groups = self.problems().await.groups;
        let rows = groups.into_iter().flat_map(|group| group.rows);
        rows.map(|row| Shown {
            id: row.id,
            after: row.problem.after,
        })
        .collect()
    }

    async fn home(&self) -> engine::Home {
        self.bench.engine.home(self.profile).await.unwrap()
    }
}

#[tokio::test]
async fn a_renamed_customer_is_looked_at_once() {
    let desk = Desk::new().await;
    desk.bench.clock.set("2026-11-21T13:00:00Z");
    let renamed = desk
        .bench
        .halo
        .rename_customer(i64::from(BRAYFORD), "Brayford Oral Health");
    assert!(renamed);
    desk.read().await;
    let problems = desk.problems().await;
    let row = &problems.groups[0].rows[0];
    assert_eq!(row.problem.cause, Cause::CustomerRenamed);
    assert_eq!(row.problem.organization, Some(desk.brayford));
    assert_eq!(row.problem.after.as_deref(), Some("Brayford Oral Health"));
    let home = desk.home().await;
    assert_eq!(home.problems, 1);
    let changes = home.changes.unwrap();
    assert_eq!(
        (changes.counts[0].cause, changes.counts[0].count),
        (Cause::CustomerRenamed, 1)
    );

    let shown = desk.shown().await;
    let engine = &desk.bench.engine;
    assert_eq!(
        engine
            .accept_problems(desk.profile, shown.clone())
            .await
            .unwrap(),
        1
    );
    assert_eq!(desk.causes().await, []);
    // A second press changes nothing more, and the next read finds nothing either.
    assert_eq!(
        engine.accept_problems(desk.profile, shown).await.unwrap(),
        0
    );
    desk.read().await;
    assert_eq!(desk.causes().await, []);
    assert_eq!(desk.problems().await.solved_lately, 1);
    engine.mark_changes_seen(desk.profile).await.unwrap();
    assert_eq!(desk.home().await.changes, None);
}

#[tokio::test]
async fn a_customer_that_is_gone_or_inactive_blocks_its_own_organisation_only() {
    let desk = Desk::new().await;
    let halo = &desk.bench.halo;
    assert!(halo.set_customer_active(i64::from(BRAYFORD), false));
    assert!(halo.delete_customer(i64::from(OTHER)));
    desk.read().await;
    let groups = desk.problems().await.groups;
    let causes: Vec<Cause> = groups.iter().map(|group| group.cause).collect();
    assert_eq!(causes, [Cause::CustomerGone, Cause::CustomerInactive]);
    assert!(
        groups
            .iter()
            .all(|group| group.effect() == Effect::BlocksWork)
    );

    // It cannot be accepted as it is; it is mended by another customer, without a read.
    let refused = desk
        .bench
        .engine
        .accept_problems(desk.profile, desk.shown().await)
        .await;
    assert!(matches!(
        refused,
        Err(Error::InvalidInput {
            field: "problems",
            ..
        })
    ));
    map(&desk.bench.engine, desk.profile, desk.brayford, 14).await;
    desk.bench
        .engine
        .renew_problems(desk.profile)
        .await
        .unwrap();
    assert_eq!(desk.causes().await, [(Cause::CustomerGone, 1)]);
}

#[tokio::test]
async fn what_the_rules_name_is_missed_when_halo_no_longer_has_it() {
    let desk = Desk::new().await;
    let halo = &desk.bench.halo;
    assert!(halo.delete_status(9));
    desk.read().await;
    let problems = desk.problems().await;
    assert_eq!(problems.groups.len(), 1);
    let group = &problems.groups[0];
    assert_eq!(group.cause, Cause::StatusGone);
    assert!(
        group
            .rows
            .iter()
            .all(|row| row.problem.before.as_deref() == Some("Closed"))
    );

    assert!(halo.set_type_creatable(1, false));
    desk.read().await;
    let causes: Vec<Cause> = desk
        .causes()
        .await
        .into_iter()
        .map(|(cause, _)| cause)
        .collect();
    assert_eq!(causes, [Cause::TicketTypeClosed, Cause::StatusGone]);
    assert!(halo.delete_ticket_type(1));
    desk.read().await;
    let causes: Vec<Cause> = desk
        .causes()
        .await
        .into_iter()
        .map(|(cause, _)| cause)
        .collect();
    assert_eq!(causes, [Cause::TicketTypeGone, Cause::StatusGone]);
}

#[tokio::test]
async fn a_lost_right_is_a_problem_until_it_is_back() {
    let desk = Desk::new().await;
    let blind = AgentRights {
        customers: Access::None,
        ..AgentRights::full()
    };
    let (halo, profile) = (&desk.bench.halo, desk.profile);
    halo.set_agent_rights(halo.main_agent(), blind);
    halo.expire_tokens();
    desk.read().await;
    assert_eq!(desk.causes().await, [(Cause::RightLost, 1)]);
    halo.set_agent_rights(halo.main_agent(), AgentRights::full());
    desk.bench
        .ended(async |engine| engine.retry_connection(profile).await.unwrap())
        .await;
    assert_eq!(desk.causes().await, []);
}

#[tokio::test]
async fn an_incomplete_read_calls_nothing_gone() {
    let desk = Desk::new().await;
    desk.bench.halo.fault(Fault::get("/Client").reply(
        200,
        "application/json",
        r#"{"record_count":400,"clients":[]}"#,
    ));
    desk.read().await;
    assert_eq!(desk.causes().await, []);
}

async fn ignore_all(desk: &Desk, until: &str) -> engine::Result<()> {
    let ids = desk.ids().await;
    let engine = &desk.bench.engine;
    engine
        .ignore_problems(desk.profile, ids, Some(until.to_owned()))
        .await
}

#[tokio::test]
async fn what_is_ignored_comes_back_on_its_day() {
    let desk = Desk::new().await;
    desk.bench
        .halo
        .rename_customer(i64::from(BRAYFORD), "Brayford Oral Health");
    desk.read().await;
    for day in ["2026-11-21", "2020-01-01", "soon", "2026-02-30"] {
        let refused = ignore_all(&desk, day).await;
        assert!(
            matches!(refused, Err(Error::InvalidInput { field: "until", .. })),
            "{day}"
        );
    }
    ignore_all(&desk, "2026-12-01").await.unwrap();
    assert_eq!(desk.causes().await, []);
    assert_eq!(desk.problems().await.ignored.len(), 1);
    assert_eq!(desk.home().await.problems, 0);
    desk.bench.clock.set("2026-12-01T00:00:00Z");
    assert_eq!(desk.causes().await, [(Cause::CustomerRenamed, 1)]);
    assert_eq!(desk.home().await.problems, 1);

    // Days are those of the administrator's calendar: there it is still the last of November.
    desk.bench.clock.set_zone(-8);
    assert_eq!(desk.causes().await, []);
    let ids = desk
        .problems()
        .await
        .ignored
        .iter()
        .map(|row| row.id)
        .collect();
    let engine = &desk.bench.engine;
    let again = engine.ignore_problems(desk.profile, ids, Some("2026-12-01".to_owned()));
    again.await.unwrap();
    assert_eq!(desk.home().await.problems, 0);
    desk.bench.clock.set("2026-12-01T08:00:00Z");
    assert_eq!(desk.home().await.problems, 1);
}

#[tokio::test]
async fn what_became_something_else_since_the_look_is_not_accepted_unseen() {
    let desk = Desk::new().await;
    let halo = &desk.bench.halo;
    assert!(halo.rename_customer(i64::from(BRAYFORD), "Brayford Oral Health"));
    desk.read().await;
    let looked_at = desk.shown().await;
    let engine = &desk.bench.engine;
    let ids = desk.ids().await;
    let until = Some("2027-06-01".to_owned());
    engine
        .ignore_problems(desk.profile, ids, until)
        .await
        .unwrap();
    assert_eq!(desk.causes().await, []);

    assert!(halo.rename_customer(i64::from(BRAYFORD), "Globex"));
    desk.read().await;
    assert_eq!(
        desk.causes().await,
        [(Cause::CustomerRenamed, 1)],
        "another customer than the one that was ignored"
    );
    let refused = engine.accept_problems(desk.profile, looked_at).await;
    assert!(
        matches!(&refused, Err(Error::InvalidInput { message, .. }) if message.contains("Globex")),
        "{refused:?}"
    );
    assert_eq!(desk.causes().await, [(Cause::CustomerRenamed, 1)]);
}

#[tokio::test]
async fn a_pair_that_is_made_anew_knows_the_customer_by_its_name_of_then() {
    let desk = Desk::new().await;
    let (halo, engine) = (&desk.bench.halo, &desk.bench.engine);
    assert!(halo.rename_customer(i64::from(BRAYFORD), "Brayford Oral Health"));
    desk.read().await;
    let shown = desk.shown().await;
    engine.accept_problems(desk.profile, shown).await.unwrap();
    assert!(halo.rename_customer(i64::from(BRAYFORD), "Globex"));
    desk.read().await;
    assert_eq!(desk.causes().await, [(Cause::CustomerRenamed, 1)]);
    desk.bench.clock.set("2026-11-21T13:00:00Z");
    map(engine, desk.profile, desk.brayford, 14).await;
    map(engine, desk.profile, desk.brayford, BRAYFORD).await;
    engine.renew_problems(desk.profile).await.unwrap();
    assert_eq!(desk.causes().await, []);
}

/// The newest line of the journal whose words begin so.
async fn line(desk: &Desk, begins: &str) -> i32 {
    let query = engine::database::journal::JournalQuery {
        area: Some("problem".to_owned()),
        limit: 200,
        ..Default::default()
    };
    let engine = &desk.bench.engine;
    let rows = engine.activity(desk.profile, query).await.unwrap().rows;
    let found = rows.iter().find(|row| row.what.starts_with(begins));
    found
        .unwrap_or_else(|| panic!("no line “{begins}” in {rows:#?}"))
        .id
}

#[tokio::test]
async fn what_was_said_of_a_problem_is_taken_back_from_its_line() {
    let desk = Desk::new().await;
    let (engine, profile) = (&desk.bench.engine, desk.profile);
    let halo = &desk.bench.halo;
    assert!(halo.rename_customer(i64::from(BRAYFORD), "Brayford Oral Health"));
    desk.read().await;
    ignore_all(&desk, "2026-12-01").await.unwrap();
    assert_eq!(desk.causes().await, []);
    let ignored = line(&desk, "Ignored until 2026-12-01").await;
    engine.undo_act(profile, ignored, false).await.unwrap();
    assert_eq!(desk.causes().await, [(Cause::CustomerRenamed, 1)]);
    let counted = line(&desk, "Counted again").await;
    engine.undo_act(profile, counted, false).await.unwrap();
    assert_eq!(desk.causes().await, []);
    let newest = line(&desk, "Ignored until 2026-12-01").await;
    engine.undo_act(profile, newest, false).await.unwrap();

    let shown = desk.shown().await;
    assert_eq!(engine.accept_problems(profile, shown).await.unwrap(), 1);
    assert_eq!(desk.causes().await, []);
    // It no longer stands, so what was said of its count is settled.
    let again = line(&desk, "Counted again").await;
    let refused = engine.undo_act(profile, again, false).await;
    assert!(
        matches!(refused, Err(Error::InvalidInput { field: "line", .. })),
        "{refused:?}"
    );

    let accepted = line(&desk, "Accepted as it is").await;
    engine.undo_act(profile, accepted, false).await.unwrap();
    assert_eq!(desk.causes().await, [(Cause::CustomerRenamed, 1)]);
    line(&desk, "Undone: Accepted as it is").await;
}
