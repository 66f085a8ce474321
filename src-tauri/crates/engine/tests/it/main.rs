//! The engine against the simulator: real HTTP, real database files, everything
//! but the window and the keychain.
#![allow(
    clippy::unwrap_used,
    clippy::unwrap_in_result,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod activity;
mod another_address;
mod backups;
mod comparing_seats;
mod connecting;
mod creating_customers;
mod customers;
mod demanded_fields;
mod elsewhere;
mod giving_up;
mod health;
mod held_tickets;
mod incomplete_lists;
mod invoices;
mod keeping_secrets;
mod leaving_nothing;
mod licences_of_customers;
mod mail_domains;
mod many_seats;
mod network;
mod notes_that_move;
mod odd_configuration;
mod odd_tickets;
mod outbox;
mod outbox_quiet;
mod outbox_strange;
mod plans_of_seats;
mod polls;
mod preparing;
mod problems;
mod profile_file;
mod reading;
mod repairing;
mod revoking;
mod rights;
mod roll_calls;
mod rules_elsewhere;
mod status_races;
mod status_sync;
mod status_ways;
mod support;
mod taking_back;
mod test_ticket_statuses;
mod testing_tickets;
mod ticket_desk;
mod tickets;
mod use_proves;
mod vendor_api;
mod verifying;
mod writing_seats;
