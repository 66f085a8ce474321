//! Looks up names and refuses the addresses that are never contacted.
//!
//! A name that is fine when it is typed can lead elsewhere when it is used; so the classes of
//! `origin::address` are applied again at every connection. (With a proxy it is the proxy that
//! looks names up.)

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;

use crate::origin::{BlockReason, HostClass, classify_ip};

/// Looks up names with the system's resolver, then filters.
#[derive(Debug, Default)]
pub(super) struct GuardedResolver {
    /// Names that led to the Internet once and must not lead into the private network later.
    public: Arc<Mutex<HashSet<String>>>,
}

/// Every address of the name is one that is never contacted.
#[derive(Debug, Clone, Copy, Error)]
#[error("the address is not contacted: {0}")]
pub(super) struct Blocked(pub(super) BlockReason);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let public = Arc::clone(&self.public);
        Box::pin(async move {
            let name = name.as_str().trim_end_matches('.').to_ascii_lowercase();
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let mut public = public.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = filter(&name, found, &mut public)?;
            Ok(Box::new(kept.into_iter()) as Addrs)
        })
    }
}

fn filter(
    name: &str,
    found: impl Iterator<Item = SocketAddr>,
    public: &mut HashSet<String>,
) -> Result<Vec<SocketAddr>, Blocked> {
    let is_local_name = name == "localhost" || name.ends_with(".localhost");
    let was_public = public.contains(name);
    let mut refused = None;
    let mut kept = Vec::new();
    for address in found {
        let verdict = match (classify_ip(address.ip()), is_local_name) {
            (Ok(HostClass::Loopback), false) => Err(BlockReason::NotThisComputer),
            (Ok(HostClass::Public | HostClass::Private), true) => Err(BlockReason::ClassChanged),
            (Ok(HostClass::Private), false) if was_public => Err(BlockReason::ClassChanged),
            (Ok(class), _) => Ok(class),
            (Err(reason), _) => Err(reason),
        };
        match verdict {
            Ok(class) => kept.push((address, class)),
            Err(reason) => refused = Some(reason),
        }
    }
    if kept.iter().any(|(_, class)| *class == HostClass::Public) {
        public.insert(name.to_owned());
    }
    match refused {
        Some(reason) if kept.is_empty() => Err(Blocked(reason)),
        Some(_) | None => Ok(kept.into_iter().map(|(address, _)| address).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_up(
        name: &str,
        found: &[&str],
        public: &mut HashSet<String>,
    ) -> Result<usize, BlockReason> {
        let found = found
            .iter()
            .map(|ip| SocketAddr::new(ip.parse().unwrap(), 0));
        filter(name, found, public)
            .map(|kept| kept.len())
            .map_err(|Blocked(reason)| reason)
    }

    #[test]
    fn what_a_name_leads_to_is_held_to_the_same_rules() {
        let mut public = HashSet::new();
        let mut check = |name: &str, found: &[&str]| look_up(name, found, &mut public);
        assert_eq!(check("acme.halopsa.com", &["20.1.2.3", "2606::1"]), Ok(2));
        assert_eq!(check("halo.corp.example", &["10.0.0.1"]), Ok(1));
        assert_eq!(check("localhost", &["127.0.0.1", "::1"]), Ok(2));
        assert_eq!(
            check("evil.example", &["169.254.169.254"]),
            Err(BlockReason::Metadata)
        );
        assert_eq!(
            check("evil.example", &["127.0.0.1"]),
            Err(BlockReason::NotThisComputer)
        );
        assert_eq!(check("mixed.example", &["127.0.0.1", "20.1.2.3"]), Ok(1));
        assert_eq!(
            check("localhost", &["20.1.2.3"]),
            Err(BlockReason::ClassChanged)
        );
    }

    #[test]
    fn a_public_name_cannot_move_into_the_private_network() {
        let mut public = HashSet::new();
        assert_eq!(look_up("a.example", &["20.1.2.3"], &mut public), Ok(1));
        assert_eq!(
            look_up("a.example", &["10.0.0.1"], &mut public),
            Err(BlockReason::ClassChanged)
        );
        assert_eq!(look_up("a.example", &["20.9.9.9"], &mut public), Ok(1));
    }
}
