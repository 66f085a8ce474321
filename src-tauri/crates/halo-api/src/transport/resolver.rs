//! Looks up names and refuses the addresses that are never contacted.
//!
//! A name that is fine when it is typed can lead elsewhere when it is used; so the classes of
//! `origin::address` are applied again at every connection. (With a proxy it is the proxy that
//! looks names up.)

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;

use crate::origin::{BlockReason, HostClass, classify_ip};

/// Looks up names with the system's resolver, then filters.
#[derive(Debug, Default)]
pub(super) struct GuardedResolver {
    known: Arc<Mutex<Known>>,
}

/// What each name led to when it was looked at last. One that led to the Internet must not lead
/// into the private network later.
type Known = HashMap<String, HostClass>;

impl GuardedResolver {
    /// What a name led to; `None` before it was looked up here.
    pub(super) fn class_of(&self, name: &str) -> Option<HostClass> {
        self.known().get(&folded(name)).copied()
    }

    /// Remembers what a name led to at an earlier time, unless it has been looked up since.
    pub(super) fn expect(&self, name: &str, class: HostClass) {
        self.known().entry(folded(name)).or_insert(class);
    }

    /// Forgets a name: whoever asks for it now checks it anew.
    pub(super) fn forget(&self, name: &str) {
        self.known().remove(&folded(name));
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn folded(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

/// Every address of the name is one that is never contacted.
#[derive(Debug, Clone, Copy, Error)]
#[error("the address is not contacted: {0}")]
pub(super) struct Blocked(pub(super) BlockReason);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let known = Arc::clone(&self.known);
        Box::pin(async move {
            let name = folded(name.as_str());
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = filter(&name, found, &mut known)?;
            Ok(Box::new(kept.into_iter()) as Addrs)
        })
    }
}

fn filter(
    name: &str,
    found: impl Iterator<Item = SocketAddr>,
    known: &mut Known,
) -> Result<Vec<SocketAddr>, Blocked> {
    let is_local_name = name == "localhost" || name.ends_with(".localhost");
    let was_public = known.get(name) == Some(&HostClass::Public);
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
    let classes = || kept.iter().map(|(_, class)| *class);
    // One address on the Internet is enough to make a name a public one.
    let class = classes()
        .find(|class| *class == HostClass::Public)
        .or_else(|| classes().next());
    if let Some(class) = class {
        known.insert(name.to_owned(), class);
    }
    match refused {
        Some(reason) if kept.is_empty() => Err(Blocked(reason)),
        Some(_) | None => Ok(kept.into_iter().map(|(address, _)| address).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look_up(name: &str, found: &[&str], known: &mut Known) -> Result<usize, BlockReason> {
        let found = found
            .iter()
            .map(|ip| SocketAddr::new(ip.parse().unwrap(), 0));
        filter(name, found, known)
            .map(|kept| kept.len())
            .map_err(|Blocked(reason)| reason)
    }

    #[test]
    fn what_a_name_leads_to_is_held_to_the_same_rules() {
        let mut known = Known::new();
        let mut check = |name: &str, found: &[&str]| look_up(name, found, &mut known);
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
        assert_eq!(known["halo.corp.example"], HostClass::Private);
        assert_eq!(known["mixed.example"], HostClass::Public);
        assert!(!known.contains_key("evil.example"));
    }

    #[test]
    fn a_public_name_cannot_move_into_the_private_network() {
        let mut known = Known::new();
        assert_eq!(look_up("a.example", &["20.1.2.3"], &mut known), Ok(1));
        assert_eq!(
            look_up("a.example", &["10.0.0.1"], &mut known),
            Err(BlockReason::ClassChanged)
        );
        assert_eq!(look_up("a.example", &["20.9.9.9"], &mut known), Ok(1));
    }

    #[test]
    fn what_was_known_before_a_restart_counts_until_the_name_is_checked_anew() {
        let resolver = GuardedResolver::default();
        resolver.expect("A.example.", HostClass::Public);
        assert_eq!(resolver.class_of("a.example"), Some(HostClass::Public));
        let moved =
            |resolver: &GuardedResolver| look_up("a.example", &["10.0.0.1"], &mut resolver.known());
        assert_eq!(moved(&resolver), Err(BlockReason::ClassChanged));
        resolver.forget("a.example");
        assert_eq!(moved(&resolver), Ok(1));
        resolver.expect("a.example", HostClass::Public);
        assert_eq!(resolver.class_of("a.example"), Some(HostClass::Private));
    }
}
