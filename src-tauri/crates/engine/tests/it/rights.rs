//! Every single right of role, agent and application, taken away alone: the checks name that one and no other, or say
//! that Halo's answers cannot tell.

use std::collections::BTreeSet;

use engine::domain::recipe::{self, keys};
use engine::domain::{CheckState, Naming};
use engine::wizard::{Check, CheckKey, CheckOutcome};
use halo_sim::{Access, AgentRights, AuthenticationMethod, LoginType};
use secrecy::SecretString;

use crate::support::{ALL_FEATURES, Bench};

/// The only type of the scenario that agents may not create.
const SWITCHED_OFF_TYPE: i64 = 5;

/// A Halo that was prepared exactly as the recipe says.
struct Prepared {
    bench: Bench,
    client_id: String,
    secret: String,
}

impl Prepared {
    async fn new() -> Self {
        let bench = Bench::new().await;
        assert!(bench.halo.set_type_creatable(SWITCHED_OFF_TYPE, true));
        let scopes = recipe::scopes(ALL_FEATURES);
        let agent = bench.halo.main_agent();
        let application = bench.halo.add_application("Exact", &scopes, agent);
        Self {
            bench,
            client_id: application.client_id,
            secret: application.client_secret,
        }
    }

    async fn checks(&self) -> Vec<Check> {
        let secret = SecretString::from(self.secret.clone());
        let profile = self.bench.entered_with(&self.client_id, secret).await;
        self.bench.checked(profile).await.checks
    }

    fn rights(&self, change: impl FnOnce(&mut AgentRights)) {
        let mut rights = AgentRights::full();
        change(&mut rights);
        let agent = self.bench.halo.main_agent();
        assert!(self.bench.halo.set_agent_rights(agent, rights));
    }

    fn scopes(&self, scopes: &[&str]) {
        let halo = &self.bench.halo;
        assert!(halo.set_application_scopes(&self.client_id, scopes));
    }
}

/// What checks with trouble name: key, and the part of the value that is meant.
fn named(checks: &[Check]) -> BTreeSet<(String, String)> {
    let trouble = checks.iter().filter(|check| {
        matches!(
            check.outcome,
            CheckOutcome::Ended(CheckState::Failed | CheckState::Warning)
        )
    });
    trouble
        .flat_map(|check| &check.rights)
        .map(|right| (right.key.clone(), right.value.clone()))
        .collect()
}

fn named_keys(checks: &[Check]) -> Vec<String> {
    let keys: BTreeSet<String> = named(checks).into_iter().map(|(key, _)| key).collect();
    keys.into_iter().collect()
}

fn check(checks: &[Check], key: CheckKey) -> &Check {
    checks.iter().find(|check| check.key == key).unwrap()
}

fn state(checks: &[Check], key: CheckKey) -> CheckState {
    let outcome = check(checks, key).outcome;
    let CheckOutcome::Ended(state) = outcome else {
        panic!("{key:?} is {outcome:?}")
    };
    state
}

#[tokio::test]
async fn nothing_is_named_where_nothing_is_missing() {
    let prepared = Prepared::new().await;
    let checks = prepared.checks().await;
    for check in &checks {
        let shows_in_use = matches!(
            check.key,
            CheckKey::CreateTickets
                | CheckKey::EditTickets
                | CheckKey::DeleteTickets
                | CheckKey::WriteLicences
                | CheckKey::Invoices
        );
        let expected = if shows_in_use {
            CheckState::CannotTell
        } else {
            CheckState::Passed
        };
        assert_eq!(check.outcome, CheckOutcome::Ended(expected), "{check:#?}");
        assert_eq!(check.remedy.is_some(), expected == CheckState::CannotTell);
    }
    assert!(
        prepared
            .bench
            .halo
            .requests_to("POST", "/api/Tickets")
            .is_empty()
    );
    let violations = prepared.bench.halo.contract_violations();
    assert!(violations.is_empty(), "{violations:?}");
}

type Take = fn(&mut AgentRights);

/// Rights whose lack shows in what Halo answers to a reader.
const SHOWN: [(&str, Take); 12] = [
    (keys::ROLE_CUSTOMERS, |r| r.customers = Access::None),
    (keys::ROLE_USERS, |r| r.users = Access::None),
    (keys::ROLE_ADD_TICKETS, |r| r.add_tickets = false),
    (keys::ROLE_VIEW_UNASSIGNED, |r| {
        r.see_unassigned_tickets = false;
    }),
    (keys::ROLE_VIEW_OTHERS, |r| r.see_others_tickets = false),
    (keys::ROLE_ALL_TICKET_TYPES, |r| r.all_ticket_types = false),
    (keys::ROLE_ALL_TICKET_TYPES, |r| {
        r.all_ticket_types = false;
        r.ticket_types = vec![1, 2];
    }),
    (keys::ROLE_ALL_CUSTOMERS, |r| r.all_customers = false),
    (keys::ROLE_ALL_CUSTOMERS, |r| {
        r.all_customers = false;
        r.customer_ids = vec![3, 4, 5, 8, 13];
    }),
    (keys::AGENT_DEFAULT_TEAM, |r| r.default_team = None),
    (keys::AGENT_ROLE, |r| r.administrator = true),
    (keys::AGENT_APPROVE_INVOICES, |r| r.approve_invoices = true),
];

#[tokio::test]
async fn a_right_of_the_agent_that_shows_is_named_and_no_other() {
    for (key, take) in SHOWN {
        let prepared = Prepared::new().await;
        prepared.rights(take);
        let checks = prepared.checks().await;
        assert_eq!(named_keys(&checks), [key], "{checks:#?}");
        let trouble = checks
            .iter()
            .find(|check| !check.rights.is_empty() && check.naming == Naming::Missing);
        let right = &trouble.unwrap().rights[0];
        assert!(!right.label.is_empty() && right.path.len() > 2, "{right:?}");
    }
}

/// Rights whose lack shows only when something is written, or when there is nothing to read: with the check that says
/// so.
const NOT_SHOWN: [(&str, CheckKey, Take); 13] = [
    // An empty list may also mean that there is nothing yet.
    (keys::ROLE_TICKETS, CheckKey::Tickets, |r| {
        r.tickets = Access::None;
    }),
    (keys::ROLE_SOFTWARE_LICENSING, CheckKey::Licences, |r| {
        r.software_licensing = Access::None;
    }),
    // Reading is the same with and without the right to modify.
    (keys::ROLE_TICKETS, CheckKey::CreateTickets, |r| {
        r.tickets = Access::Read;
    }),
    (
        keys::ROLE_SOFTWARE_LICENSING,
        CheckKey::WriteLicences,
        |r| r.software_licensing = Access::Read,
    ),
    (keys::ROLE_SUPPLIERS, CheckKey::WriteLicences, |r| {
        r.suppliers = Access::None;
    }),
    (keys::ROLE_SUPPLIERS, CheckKey::WriteLicences, |r| {
        r.suppliers = Access::Read;
    }),
    (keys::ROLE_EDIT_OTHERS, CheckKey::EditTickets, |r| {
        r.edit_others_tickets = false;
    }),
    (keys::ROLE_EDIT_CLOSED, CheckKey::EditTickets, |r| {
        r.edit_closed_tickets = false;
    }),
    (
        keys::ROLE_STATUS_OUTSIDE_ACTIONS,
        CheckKey::EditTickets,
        |r| r.status_outside_actions = false,
    ),
    (keys::ROLE_EDIT_ACTIONS, CheckKey::EditTickets, |r| {
        r.edit_actions = false;
    }),
    (keys::ROLE_CHANGE_TYPE, CheckKey::EditTickets, |r| {
        r.change_ticket_type = false;
    }),
    (keys::ROLE_REASSIGN, CheckKey::EditTickets, |r| {
        r.reassign_tickets = false;
    }),
    (keys::ROLE_DELETE_TICKETS, CheckKey::DeleteTickets, |r| {
        r.delete_tickets = false;
    }),
];

#[tokio::test]
async fn a_right_of_the_agent_that_does_not_show_is_never_green() {
    for (key, where_said, take) in NOT_SHOWN {
        let prepared = Prepared::new().await;
        prepared.rights(take);
        let checks = prepared.checks().await;
        assert!(named(&checks).is_empty(), "{key}: {checks:#?}");
        let said = check(&checks, where_said);
        assert_eq!(
            said.outcome,
            CheckOutcome::Ended(CheckState::CannotTell),
            "{key}: {said:?}"
        );
        assert_eq!(said.naming, Naming::Unproven);
        assert!(
            said.rights.iter().any(|right| right.key == key),
            "{key}: {said:?}"
        );
        assert!(said.remedy.is_some(), "{key}: how it will be proven");
    }
}

#[tokio::test]
async fn a_level_that_halo_refuses_aloud_is_named() {
    for (key, take) in [
        (keys::ROLE_TICKETS, (|r| r.tickets = Access::None) as Take),
        (keys::ROLE_CUSTOMERS, |r| r.customers = Access::None),
        (keys::ROLE_USERS, |r| r.users = Access::None),
        (keys::ROLE_SOFTWARE_LICENSING, |r| {
            r.software_licensing = Access::None;
        }),
    ] {
        let prepared = Prepared::new().await;
        prepared.bench.halo.refuse_aloud(true);
        prepared.rights(take);
        let checks = prepared.checks().await;
        assert_eq!(named_keys(&checks), [key], "{checks:#?}");
    }
}

#[tokio::test]
async fn every_permission_of_the_application_is_named_by_itself() {
    let wanted = recipe::scopes(ALL_FEATURES);
    for missing in &wanted {
        let prepared = Prepared::new().await;
        let others: Vec<&str> = wanted
            .iter()
            .copied()
            .filter(|scope| scope != missing)
            .collect();
        prepared.scopes(&others);
        let checks = prepared.checks().await;
        let expected = (
            keys::APPLICATION_PERMISSIONS.to_owned(),
            (*missing).to_owned(),
        );
        assert_eq!(named(&checks), BTreeSet::from([expected]), "{checks:#?}");
        assert_eq!(state(&checks, CheckKey::Token), CheckState::Passed);
        for check in checks
            .iter()
            .filter(|check| check.meaning.contains("Not run"))
        {
            assert!(check.meaning.contains(missing), "{check:?}");
        }
    }
}

#[tokio::test]
async fn an_application_without_any_permission_is_told_so_once() {
    let prepared = Prepared::new().await;
    prepared.scopes(&["read:kb"]);
    let checks = prepared.checks().await;
    let missing: Vec<String> = named(&checks).into_iter().map(|(_, value)| value).collect();
    assert_eq!(missing.len(), recipe::scopes(ALL_FEATURES).len());
    assert_eq!(state(&checks, CheckKey::Scope), CheckState::Failed);
    assert_eq!(state(&checks, CheckKey::TicketTypes), CheckState::Skipped);
}

#[tokio::test]
async fn permissions_beyond_the_recipe_are_a_warning() {
    for wide in ["all", "admin", "all:standard", "edit:invoices"] {
        let prepared = Prepared::new().await;
        let mut scopes = recipe::scopes(ALL_FEATURES);
        scopes.push(wide);
        prepared.scopes(&scopes);
        let checks = prepared.checks().await;
        assert_eq!(
            named_keys(&checks),
            [keys::APPLICATION_PERMISSIONS],
            "{wide}"
        );
        let excess = check(&checks, CheckKey::Excess);
        assert_eq!(excess.outcome, CheckOutcome::Ended(CheckState::Warning));
        assert!(excess.meaning.contains(&format!("“{wide}”")), "{excess:?}");
    }
}

#[tokio::test]
async fn who_the_application_logs_in_as_is_told() {
    let person = Prepared::new().await;
    let agent = person.bench.halo.main_agent();
    assert!(person.bench.halo.set_agent_api_only(agent, false));
    assert_eq!(named_keys(&person.checks().await), [keys::AGENT_API_ONLY]);

    let stranger = Prepared::new().await;
    assert!(
        stranger
            .bench
            .halo
            .set_agent_teams(agent, &["1st Line Support"])
    );
    let checks = stranger.checks().await;
    assert_eq!(named_keys(&checks), [keys::AGENT_TEAMS]);
    assert!(
        check(&checks, CheckKey::ActingAs)
            .meaning
            .contains("Security")
    );

    let disabled = Prepared::new().await;
    assert!(disabled.bench.halo.set_agent_active(agent, false));
    let checks = disabled.checks().await;
    assert_eq!(named_keys(&checks), [keys::AGENT_ACTIVE], "{checks:#?}");
    assert_eq!(state(&checks, CheckKey::Customers), CheckState::Skipped);
}

#[tokio::test]
async fn an_application_set_up_wrongly_is_told_what_to_look_at() {
    let user = Prepared::new().await;
    let halo = &user.bench.halo;
    assert!(halo.set_application_login_type(&user.client_id, LoginType::User));
    let checks = user.checks().await;
    assert_eq!(
        named_keys(&checks),
        [keys::APPLICATION_LOGIN_TYPE],
        "{checks:#?}"
    );

    let method = Prepared::new().await;
    let halo = &method.bench.halo;
    assert!(halo.set_application_method(&method.client_id, AuthenticationMethod::UserNamePassword));
    assert_eq!(
        named_keys(&method.checks().await),
        [keys::APPLICATION_METHOD]
    );

    // To these Halo gives one and the same answer; all that remains is to name the four.
    let inactive = Prepared::new().await;
    assert!(
        inactive
            .bench
            .halo
            .set_application_active(&inactive.client_id, false)
    );
    let restricted = Prepared::new().await;
    let halo = &restricted.bench.halo;
    assert!(halo.restrict_application_addresses(&restricted.client_id, true));
    let wrong = Prepared {
        secret: "wrong".to_owned(),
        ..Prepared::new().await
    };
    for prepared in [inactive, restricted, wrong] {
        let checks = prepared.checks().await;
        let token = check(&checks, CheckKey::Token);
        assert_eq!(token.naming, Naming::OneOf);
        assert_eq!(
            named_keys(&checks),
            [
                keys::APPLICATION_ACTIVE,
                keys::APPLICATION_CLIENT_ID,
                keys::APPLICATION_IP_RESTRICTION,
                keys::APPLICATION_SECRET,
            ]
        );
        assert_eq!(state(&checks, CheckKey::Scope), CheckState::Skipped);
    }
}

#[tokio::test]
async fn what_is_no_right_is_told_in_words() {
    let no_module = Prepared::new().await;
    no_module.bench.halo.set_licence_module(false);
    let checks = no_module.checks().await;
    let licences = check(&checks, CheckKey::Licences);
    assert_eq!(licences.outcome, CheckOutcome::Ended(CheckState::Failed));
    assert!(
        licences.meaning.contains("asset management"),
        "{licences:?}"
    );
    assert!(named(&checks).is_empty());

    let no_outcomes = Prepared::new().await;
    no_outcomes.rights(|rights| rights.outcomes = Some(Vec::new()));
    let checks = no_outcomes.checks().await;
    assert_eq!(state(&checks, CheckKey::EditTickets), CheckState::Failed);
    assert!(named(&checks).is_empty());

    let closed_type = Prepared::new().await;
    assert!(
        closed_type
            .bench
            .halo
            .set_type_creatable(SWITCHED_OFF_TYPE, false)
    );
    let checks = closed_type.checks().await;
    let types = check(&checks, CheckKey::TicketTypes);
    assert_eq!(types.outcome, CheckOutcome::Ended(CheckState::Warning));
    assert!(
        types.meaning.contains("Change Request may not"),
        "{types:?}"
    );
}

#[tokio::test]
async fn nothing_is_claimed_where_halo_hides_the_agent() {
    let prepared = Prepared::new().await;
    for path in ["/Agent/*", "/Agent"] {
        prepared
            .bench
            .halo
            .fault(halo_sim::Fault::get(path).status(403));
    }
    let checks = prepared.checks().await;
    assert!(named(&checks).is_empty(), "{checks:#?}");
    for key in [CheckKey::ActingAs, CheckKey::Excess] {
        assert_eq!(state(&checks, key), CheckState::CannotTell, "{key:?}");
    }
    // A ticket of nobody is seen, which is proof; of a technician's there is none to be seen.
    let tickets = check(&checks, CheckKey::Tickets);
    assert_eq!(tickets.outcome, CheckOutcome::Ended(CheckState::CannotTell));
    let unproven: Vec<&str> = tickets
        .rights
        .iter()
        .map(|right| right.key.as_str())
        .collect();
    assert_eq!(unproven, [keys::ROLE_VIEW_OTHERS]);
}
