//! The client against the simulator and against servers that misbehave on purpose.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "tests fail by panicking, also on every variant they do not expect"
)]

mod discovery;
mod hostile;
mod limits;
mod paging;
mod proxy;
mod secrets;
mod setup;
mod tickets;
mod tls;
mod token;
mod transport;
