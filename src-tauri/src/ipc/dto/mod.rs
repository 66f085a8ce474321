//! Wire types: what crosses between the page and the engine, and nothing else.
//!
//! The only place that derives `specta::Type`. Conversions from the engine's
//! own types stand beside each type; no rule about HaloPSA lives here.
//! Times are RFC 3339 text in UTC, durations are milliseconds.

pub mod activity;
pub mod app;
pub mod backups;
pub mod board;
pub mod carried_rules;
pub mod connect;
pub mod domain_import;
pub mod grid;
pub mod health;
pub mod home;
pub mod ids;
pub mod import;
pub mod licences;
pub mod mappings;
pub mod matching;
pub mod network;
pub mod new_customer;
pub mod organizations;
pub mod preflight;
pub mod problems;
pub mod profile_file;
pub mod profiles;
pub mod revoke;
pub mod rules_choices;
pub mod rules_override;
pub mod seat_plan;
pub mod seats;
pub mod status_maps;
pub mod status_sync;
pub mod tasks;
pub mod test_ticket;
pub mod ticket_rules;
pub mod tickets;
pub mod vendor_api;
pub mod verify;
pub mod vocabulary;
pub mod warnings;
pub mod window;
