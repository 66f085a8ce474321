//! The simulator over real HTTP, asked the way Halo's clients ask.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod client;
mod connecting;
mod contract;
mod faults;
mod invoices;
mod lists;
mod notes;
mod pages;
mod rights;
mod tickets;
