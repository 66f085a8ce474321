//! Sample rows for every table.

use domain::{
    CheckState, CustomerId, Evidence, LicenceId, Naming, OrganizationId, ProfileId, ProofOutcome,
    SlaId, SourceKind, StatusId, TeamId, TicketTypeId,
    billing::BilledBy,
    drift::{Cause, Known, ObjectKind, Problem},
    halo_config::{
        Agent, Choice, CustomField, CustomKind, HaloConfig, MandatoryField, Priority, Sla, Status,
        Team, TicketType,
    },
    health::{Area, Noted, Standing, Trouble},
    matching::{Candidate, Suggestion},
    seats::{Change, LicenceKey, LicenceRule},
    status_sync::{ConflictRule, SyncState},
    ticket::{Actor, TicketEventKind},
    ticket_rules::{RulesOverride, TicketRules},
    vendor,
    warning::WarningKind,
};
use store::{
    Connection, carried_rules, checks, customer_creations,
    customer_mail::{self, MailOf},
    customer_reads, customer_sync, edits, halo_config, import_recipes, import_runs, invoices,
    journal, known_objects, licences, organizations, pairs, problems, profiles, recipe_ticks,
    rejections, reviews, revocations, rules_overrides, runs, seat_lines, seat_plans, seats,
    snapshot_halo, status_sync, suggestions, test_runs, ticket_events, ticket_rules, ticket_sends,
    tickets, troubles, warnings,
};

use crate::common::{NOW, add, content, customer, read_all};

pub(crate) fn new_profile(conn: &Connection, name: &str) -> ProfileId {
    let vendor = vendor::preset("other").unwrap();
    profiles::insert(conn, &vendor, name, SourceKind::Manual, false, NOW).unwrap()
}

/// An organisation with every field filled.
fn full() -> organizations::OrganizationContent {
    organizations::OrganizationContent {
        external_id: Some("EXT-1".to_owned()),
        seats: vec![organizations::Seat {
            product_key: "seats".to_owned(),
            count: 18,
        }],
        ..content("Ärztehaus & Söhne", "arzt.example")
    }
}

/// A read that broke off, and what the complete ones before it told.
fn fill_reads(conn: &Connection, profile: ProfileId) {
    let open = customer_reads::start(conn, profile, NOW).unwrap();
    customer_reads::stage(conn, profile, open, &[customer(9, "Staged", "s.example")]).unwrap();
    let place = customer_reads::Place {
        account: "acme".to_owned(),
        server_time: Some(NOW.to_owned()),
        expected: Some(9),
        bookmark: "{}".to_owned(),
    };
    customer_reads::keep_place(conn, open, &place, NOW).unwrap();
    customer_sync::whole_read(conn, profile, "acme", Some(NOW), NOW).unwrap();
    let mail = [((CustomerId::new(7), "arzt-mail.example".to_owned()), 3)];
    customer_mail::replace(conn, profile, MailOf::Users, &mail.into()).unwrap();
}

/// What seats are compared by.
fn fill_seats(conn: &Connection, profile: ProfileId) {
    let rule = LicenceRule {
        key: LicenceKey::Sku,
        value: "ES-MBX".to_owned(),
        name: "Email security".to_owned(),
    };
    seats::set_read(conn, profile, false, NOW).unwrap();
    seats::set_rule(conn, profile, "seats", Some(&rule)).unwrap();
    let (customer, licence) = (CustomerId::new(7), LicenceId::new(31));
    seats::remember_found(conn, profile, customer, "seats", licence).unwrap();
    let line = (licence, billed_by());
    invoices::replace(conn, profile, 3, &[line], NOW).unwrap();
    journal::set_undone(conn, profile, 1, NOW).unwrap();
    seat_plans::set_writing(conn, profile, Some(NOW)).unwrap();
    seat_plans::insert(conn, profile, 18, None, &[seat_line(Some(18), 0)], NOW).unwrap();
}

/// A line of a recurring invoice that follows the only licence of the samples.
pub(crate) fn billed_by() -> BilledBy {
    BilledBy {
        invoice: 1042,
        invoice_name: "Managed services".to_owned(),
        line: 7,
        text: "Mailbox protection".to_owned(),
        free: 1,
        minimum: 5,
        only_assigned: false,
        licences: 2,
    }
}

/// A line of a plan for the only licence of the samples.
pub(crate) fn seat_line(before: Option<u32>, after: u32) -> seat_lines::NewSeatLine {
    seat_lines::NewSeatLine {
        customer: CustomerId::new(7),
        customer_name: "Arzt".to_owned(),
        organization: "Ärztehaus & Söhne".to_owned(),
        sum: None,
        product: "seats".to_owned(),
        product_name: "Seats".to_owned(),
        licence: before.map(|_| LicenceId::new(31)),
        licence_name: "Email security".to_owned(),
        sku: None,
        change: Change { before, after },
    }
}

fn carry_rules(conn: &Connection, profile: ProfileId) {
    let carried = carried_rules::CarriedRow {
        organization: None,
        came_from: "sandbox.halopsa.com".to_owned(),
        is_offered: true,
        rules: "{}".to_owned(),
    };
    carried_rules::put(conn, profile, &carried, NOW).unwrap();
}

/// Puts at least one row of the profile into every table.
pub(crate) fn fill_every_table(conn: &Connection, profile: ProfileId) {
    let a = organizations::insert(conn, profile, &full(), NOW).unwrap();
    let b = add(conn, profile, "Wren Dental");
    read_all(
        conn,
        profile,
        &[customer(7, "Arzt", "arzt.example"), customer(8, "Wren", "")],
    );
    fill_reads(conn, profile);
    import_recipes::save(conn, profile, SourceKind::Csv, "{}", NOW).unwrap();
    import_runs::record(conn, profile, SourceKind::Csv, None, &[a, b], NOW).unwrap();
    pairs::put(conn, profile, &pair(a, 7)).unwrap();
    let seven = CustomerId::new(7);
    let warning = warnings::WarningRow {
        kind: WarningKind::SeatsFar,
        text: "180 seats, where Halo has 4 people".to_owned(),
        set_aside: true,
    };
    warnings::replace(conn, a, &[], &[warning]).unwrap();
    let aside = warnings::SetAsideRow {
        customer: seven,
        kind: WarningKind::SeatsFar,
        at: NOW.to_owned(),
    };
    warnings::set_aside(conn, a, &aside).unwrap();
    warnings::put_users(conn, profile, seven, 4, NOW).unwrap();
    let licence = licences::LicenceRow {
        id: LicenceId::new(31),
        name: "Email security".to_owned(),
        seats: Some(18),
        sku: Some("ES-MBX".to_owned()),
        is_active: true,
    };
    let read = licences::LicenceRead {
        no_module: false,
        read_at: NOW.to_owned(),
        licences: vec![licence],
    };
    licences::replace(conn, profile, seven, &read).unwrap();
    let chosen = licences::PairLicenceRow {
        product_key: "seats".to_owned(),
        licence: LicenceId::new(31),
        licence_name: "Email security".to_owned(),
    };
    licences::set_for_pair(conn, a, &[chosen]).unwrap();
    fill_seats(conn, profile);
    customer_creations::begin(conn, profile, b, "Wren Dental", NOW).unwrap();
    customer_creations::add_demand(conn, profile, "site").unwrap();
    rejections::add(conn, profile, &rejection(b, 8)).unwrap();
    reviews::set(conn, profile, b, Some("2027-03-01")).unwrap();
    let candidates = vec![Candidate {
        customer: CustomerId::new(9),
        evidence: Evidence::by_hand(),
        likelihood: 1.0,
        obstacle: None,
    }];
    let suggestion = Suggestion {
        organization: b,
        candidates,
    };
    suggestions::replace(conn, profile, &[suggestion]).unwrap();
    recipe_ticks::tick(conn, profile, "role.name", "Sample API role", NOW).unwrap();
    halo_config::replace(conn, profile, &config(), NOW).unwrap();
    ticket_rules::save(conn, profile, &rules(), 0, NOW).unwrap();
    rules_overrides::save(conn, profile, a, &own_rules(), 0, NOW).unwrap();
    carry_rules(conn, profile);
    runs::start(conn, profile, "customers", NOW).unwrap();
    edits::insert(conn, profile, "map", "Mapped", "[]", &[a], NOW).unwrap();
    let check = checks::CheckRow {
        key: "token".to_owned(),
        state: CheckState::Passed,
        meaning: "Halo accepts the client id and secret.".to_owned(),
        remedy: None,
        naming: Naming::Missing,
        rights: vec![],
        halo_text: None,
        took_ms: Some(400),
        checked_at: NOW.to_owned(),
    };
    checks::save(conn, profile, &check).unwrap();
    let run = test_runs::NewTestRun {
        reference: "HLY-SAMPLE",
        customer_id: CustomerId::new(7),
        customer_name: "Arzt",
        level_key: "low",
        steps_json: "[]",
        started_at: NOW,
    };
    test_runs::insert(conn, profile, &run).unwrap();
    fill_problems(conn, profile);
    troubles::replace(conn, profile, &standing()).unwrap();
    snapshot_halo::remember(conn, profile, &halo("https://acme.halopsa.com/api")).unwrap();
    fill_revocation(conn, profile);
    fill_tickets(conn, profile, a);
}

/// A revocation with a proof of it.
fn fill_revocation(conn: &Connection, profile: ProfileId) {
    let revocation = revocations::RevocationRow {
        revoked_at: NOW.to_owned(),
        steps_json: "[]".to_owned(),
    };
    revocations::start(conn, profile, &revocation).unwrap();
    let proof = revocations::ProofRow {
        asked_at: NOW.to_owned(),
        outcome: ProofOutcome::Refused,
        said: None,
    };
    revocations::add_proof(conn, profile, &proof).unwrap();
}

/// A customer that was renamed, under a name that was accepted.
fn fill_problems(conn: &Connection, profile: ProfileId) {
    let known = Known::named("Arzt");
    known_objects::put(conn, profile, ObjectKind::Customer, "1:7", &known, NOW).unwrap();
    problems::replace(conn, profile, &[renamed("Arzt GmbH")], NOW).unwrap();
    problems::set_seen(conn, profile, NOW).unwrap();
}

pub(crate) fn renamed(name: &str) -> Problem {
    Problem {
        cause: Cause::CustomerRenamed,
        object: "1:7".to_owned(),
        organization: Some(OrganizationId::new(1)),
        subject: "Ärztehaus & Söhne".to_owned(),
        before: Some("Arzt".to_owned()),
        after: Some(name.to_owned()),
        note: None,
    }
}

/// A ticket that waits to be made in Halo.
fn fill_tickets(conn: &Connection, profile: ProfileId, organization: OrganizationId) {
    let ticket = tickets::insert(conn, profile, &new_ticket(organization), NOW).unwrap();
    ticket_sends::enqueue(
        conn,
        ticket,
        &ticket_sends::NewSend::Create,
        "HYD-SAMPLE",
        NOW,
    )
    .unwrap();
    let opened = ticket_events::NewEvent::new(Actor::Here, TicketEventKind::Opened);
    ticket_events::add(conn, ticket, &opened, NOW).unwrap();
    status_sync::save_settings(conn, profile, ConflictRule::NewestWins, 120).unwrap();
    let sync = status_sync::TicketSyncRow {
        state: SyncState::NotRead,
        moved_from: None,
        settled: None,
    };
    status_sync::put(conn, ticket, &sync).unwrap();
}

pub(crate) fn new_ticket(organization: OrganizationId) -> tickets::NewTicketRow {
    tickets::NewTicketRow {
        reference: "HYD-SAMPLE".to_owned(),
        organization,
        organization_name: "Ärztehaus & Söhne".to_owned(),
        external_id: Some("ALERT-1".to_owned()),
        summary: "Phishing reported".to_owned(),
        details: "Two mailboxes.".to_owned(),
        level_key: "high".to_owned(),
        status_key: "open".to_owned(),
    }
}

/// Offline, and a right lost before that.
pub(crate) fn standing() -> Standing {
    let noted = |trouble| Noted {
        trouble,
        what: "Nothing answers.".to_owned(),
        since: NOW.to_owned(),
        until: None,
    };
    Standing {
        link: Some(noted(Trouble::Offline)),
        lost: [(Area::Licences, noted(Trouble::RightLost))].into(),
    }
}

pub(crate) fn halo(api_base: &str) -> snapshot_halo::SnapshotHaloRow {
    snapshot_halo::SnapshotHaloRow {
        api_base: api_base.to_owned(),
        auth_url: "https://acme.halopsa.com/auth".to_owned(),
        tenant: Some("acme".to_owned()),
        original_host: None,
    }
}

pub(crate) fn pair(organization: OrganizationId, customer: i32) -> pairs::PairRow {
    pairs::PairRow {
        organization,
        customer: CustomerId::new(customer),
        customer_name: format!("Customer {customer}"),
        accepted_inactive: false,
        evidence: Evidence::by_hand(),
        accepted_at: NOW.to_owned(),
    }
}

pub(crate) fn rejection(organization: OrganizationId, customer: i32) -> rejections::RejectionRow {
    rejections::RejectionRow {
        organization,
        customer: CustomerId::new(customer),
        customer_name: "X".to_owned(),
        rejected_at: NOW.to_owned(),
    }
}

pub(crate) fn config() -> HaloConfig {
    HaloConfig {
        ticket_types: vec![
            TicketType {
                id: TicketTypeId::new(21),
                name: "Alert".to_owned(),
                can_create: true,
                default_sla: Some(SlaId::new(1)),
                default_priority: Some(4),
                initial_status: Some(StatusId::new(1)),
                allowed_statuses: Some(vec![StatusId::new(1), StatusId::new(9)]),
                mandatory_fields: vec![MandatoryField {
                    key: "category_1".to_owned(),
                    label: "Category".to_owned(),
                    has_default: true,
                    custom: Some(CustomField {
                        id: 102,
                        kind: CustomKind::OneOf,
                        values: vec![choice(1, "North"), choice(2, "South")],
                    }),
                }],
            },
            TicketType {
                id: TicketTypeId::new(3),
                name: "Request".to_owned(),
                can_create: false,
                default_sla: None,
                default_priority: None,
                initial_status: None,
                allowed_statuses: None,
                mandatory_fields: vec![],
            },
        ],
        statuses: vec![
            Status {
                id: StatusId::new(9),
                name: "Closed".to_owned(),
                is_ticket: true,
                is_closed: Some(true),
            },
            Status {
                id: StatusId::new(1),
                name: "New".to_owned(),
                is_ticket: true,
                is_closed: None,
            },
        ],
        slas: vec![Sla {
            id: SlaId::new(1),
            name: "Standard".to_owned(),
        }],
        priorities: vec![
            Priority {
                sla: SlaId::new(1),
                number: 2,
                name: "High".to_owned(),
                hidden: false,
            },
            Priority {
                sla: SlaId::new(1),
                number: 1,
                name: "Critical".to_owned(),
                hidden: true,
            },
        ],
        teams: vec![Team {
            id: TeamId::new(5),
            name: "1st Line".to_owned(),
        }],
        categories: vec!["Security>Phishing".to_owned(), "Backup".to_owned()],
        deeper_categories: [
            vec!["Laptop".to_owned()],
            Vec::new(),
            vec!["Berlin".to_owned()],
        ],
        agents: vec![Agent {
            id: 4,
            name: "Ada".to_owned(),
            teams: vec!["1st Line".to_owned()],
        }],
        request_sources: vec![choice(5, "Monitoring")],
        impacts: vec![choice(3, "One user"), choice(1, "Company")],
        urgencies: vec![choice(3, "Low")],
        outcomes: vec![choice(7, "Internal Note")],
    }
}

fn choice(id: i32, name: &str) -> Choice {
    Choice {
        id,
        name: name.to_owned(),
    }
}

/// Own rules of one organisation, everything chosen.
pub(crate) fn own_rules() -> RulesOverride {
    RulesOverride {
        ticket_type: Some(TicketTypeId::new(3)),
        sla: Some(SlaId::new(1)),
        priorities: [("high".to_owned(), 1)].into(),
        team: Some("Security".to_owned()),
        agent: Some(9),
        field_defaults: [("impact".to_owned(), "3".to_owned())].into(),
    }
}

pub(crate) fn rules() -> TicketRules {
    TicketRules {
        ticket_type: Some(TicketTypeId::new(21)),
        sla: Some(SlaId::new(1)),
        priorities: [("high".to_owned(), 2)].into(),
        status_to_halo: [("open".to_owned(), StatusId::new(1))].into(),
        status_from_halo: [(StatusId::new(9), "resolved".to_owned())].into(),
        field_defaults: [("category_1".to_owned(), "A>B".to_owned())].into(),
        team: Some("1st Line".to_owned()),
        agent: Some(4),
        request_source: Some(5),
        note_outcome: Some(7),
        allow_mail: true,
    }
}
