//! Tests of the store through its public face, each on a file of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod board;
mod common;
mod customers;
mod grid;
mod imports;
mod journal;
mod life;
mod list;
mod many;
mod old_versions;
mod organizations;
mod outbox;
mod overrides;
mod problems;
mod reviews;
mod samples;
mod seats;
mod status_sync;
mod status_writes;
mod surroundings;
mod tables;
mod tickets;
mod worker;
