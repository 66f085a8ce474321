//! The network as it can be: certificates of every kind, TLS servers that present them or break off,
//! a proxy that asks for a login.
//!
//! For tests only. Everything listens on the loopback address, and names are looked up as in real
//! life behind a proxy: by the proxy. A test tells [`ConnectProxy`] which name leads to which
//! fixture, and the program under test never knows that `halo.example` is this computer.

mod certificates;
mod proxy;
mod tls;

pub use certificates::{Authority, Identity, Validity};
pub use proxy::{ConnectProxy, ProxyRequest};
pub use tls::{Behind, BrokenHandshake, TlsServer};
