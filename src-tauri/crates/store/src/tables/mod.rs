//! One module per table or group of tables: rows, queries, changes.
//!
//! Every function takes a connection (a transaction is one too) and answers rows of its own kind.

pub mod board;
pub mod carried_rules;
pub mod checks;
pub mod customer_creations;
pub mod customer_mail;
pub mod customer_reads;
pub mod customer_sync;
pub mod customers;
pub mod edits;
pub mod grid;
pub mod halo_config;
pub mod hosts;
pub mod import_recipes;
pub mod import_runs;
pub mod invoices;
pub mod journal;
pub mod known_objects;
pub mod licences;
pub mod organization_changes;
pub mod organizations;
pub mod pairs;
pub mod problems;
pub mod profiles;
pub mod recipe_ticks;
pub mod rejections;
pub mod reviews;
pub mod revocations;
pub mod rules_overrides;
pub mod runs;
pub mod seat_lines;
pub mod seat_plans;
pub mod seats;
pub mod snapshot_halo;
pub mod status_sync;
pub mod suggestions;
pub mod surroundings;
pub mod test_runs;
pub mod ticket_events;
pub mod ticket_rules;
pub mod ticket_sends;
pub mod tickets;
pub mod troubles;
pub mod vendors;
pub mod warnings;
