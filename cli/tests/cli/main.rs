//! The program as a script starts it: arguments in, text or JSON and an exit code out, against a simulated Halo and, on
//! Linux, a real keyring.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod alone;
mod exits;
mod month;
mod proofs;
mod seats;
mod secrets;
mod support;
