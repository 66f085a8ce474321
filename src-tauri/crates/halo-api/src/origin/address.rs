//! What kind of machine an address or a name stands for.
//!
//! Used twice: on what was typed (`origin`) and on what a name resolves to (`transport::resolver`),
//! so that a harmless-looking name cannot lead to the cloud metadata service of the machine.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use thiserror::Error;

/// The kind of network a host belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HostClass {
    /// A name, or an address on the Internet.
    Public,
    /// An address of a private network; fine for a self-hosted Halo, but worth a sentence.
    Private,
    /// This computer. The only place where plain `http` is allowed.
    Loopback,
}

/// Why a host is never contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BlockReason {
    /// 169.254.0.0/16 or `fe80::/10`.
    #[error("it is a link-local address")]
    LinkLocal,
    /// An address or name that cloud providers use to hand out credentials of the machine.
    #[error("it is the address of a cloud metadata service")]
    Metadata,
    /// 0.0.0.0/8 or `::`.
    #[error("it stands for no address at all")]
    Unspecified,
    /// An address of many machines.
    #[error("it is a multicast or broadcast address")]
    Multicast,
    /// An address no machine has.
    #[error("it is a reserved address")]
    Reserved,
    /// A name other than `localhost` that leads to this computer.
    #[error("the name leads to this computer")]
    NotThisComputer,
    /// A name that led to the Internet before and leads into the private network now.
    #[error(
        "the name now leads into the private network, which it did not when it was checked; if that is right, find it again"
    )]
    ClassChanged,
}

/// Names under which cloud providers serve machine credentials.
const METADATA_NAMES: [&str; 4] = [
    "metadata",
    "metadata.google.internal",
    "metadata.goog",
    "instance-data",
];

/// Classifies a lower-case name without a trailing dot.
pub(crate) fn classify_name(name: &str) -> Result<HostClass, BlockReason> {
    if METADATA_NAMES.contains(&name) || name.ends_with(".metadata.google.internal") {
        return Err(BlockReason::Metadata);
    }
    if name == "localhost" || name.ends_with(".localhost") {
        return Ok(HostClass::Loopback);
    }
    Ok(HostClass::Public)
}

/// Classifies an address, looking through the ways of writing an IPv4 address as IPv6.
pub(crate) fn classify_ip(ip: IpAddr) -> Result<HostClass, BlockReason> {
    match ip {
        IpAddr::V4(v4) => classify_v4(v4),
        IpAddr::V6(v6) => match embedded_v4(v6) {
            Some(v4) => classify_v4(v4),
            None => classify_v6(v6),
        },
    }
}

fn classify_v4(ip: Ipv4Addr) -> Result<HostClass, BlockReason> {
    let [a, b, c, d] = ip.octets();
    match (a, b, c, d) {
        // Azure's wire server and Alibaba's metadata service sit outside 169.254.0.0/16.
        (169, 254, 169, 254) | (168, 63, 129, 16) | (100, 100, 100, 200) => {
            Err(BlockReason::Metadata)
        }
        (169, 254, ..) => Err(BlockReason::LinkLocal),
        (0, ..) => Err(BlockReason::Unspecified),
        (127, ..) => Ok(HostClass::Loopback),
        (224..=239, ..) | (255, 255, 255, 255) => Err(BlockReason::Multicast),
        (240..=255, ..) => Err(BlockReason::Reserved),
        (10, ..) | (172, 16..=31, ..) | (192, 168, ..) | (100, 64..=127, ..) => {
            Ok(HostClass::Private)
        }
        (_, _, _, _) => Ok(HostClass::Public),
    }
}

fn classify_v6(ip: Ipv6Addr) -> Result<HostClass, BlockReason> {
    // The address under which Amazon serves machine credentials over IPv6.
    const AWS_METADATA: Ipv6Addr = Ipv6Addr::new(0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x0254);
    if ip == AWS_METADATA {
        Err(BlockReason::Metadata)
    } else if ip.is_unspecified() {
        Err(BlockReason::Unspecified)
    } else if ip.is_loopback() {
        Ok(HostClass::Loopback)
    } else if ip.is_unicast_link_local() {
        Err(BlockReason::LinkLocal)
    } else if ip.is_multicast() {
        Err(BlockReason::Multicast)
    } else if ip.is_unique_local() {
        Ok(HostClass::Private)
    } else {
        Ok(HostClass::Public)
    }
}

/// The IPv4 address inside a mapped (`::ffff:a.b.c.d`), NAT64 (`64:ff9b::/96`) or 6to4
/// (`2002::/16`) address.
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    if let Some(v4) = ip.to_ipv4_mapped() {
        return Some(v4);
    }
    let [s0, s1, s2, s3, s4, s5, s6, s7] = ip.segments();
    match (s0, s1, s2, s3, s4, s5) {
        (0x0064, 0xff9b, 0, 0, 0, 0) => Some(v4_from(s6, s7)),
        (0x2002, ..) => Some(v4_from(s1, s2)),
        (_, _, _, _, _, _) => None,
    }
}

fn v4_from(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from((u32::from(high) << 16) | u32::from(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_classified() {
        let cases: &[(&str, Result<HostClass, BlockReason>)] = &[
            ("8.8.8.8", Ok(HostClass::Public)),
            ("10.0.0.1", Ok(HostClass::Private)),
            ("172.15.0.1", Ok(HostClass::Public)),
            ("172.31.255.1", Ok(HostClass::Private)),
            ("192.168.1.1", Ok(HostClass::Private)),
            ("100.64.0.1", Ok(HostClass::Private)),
            ("127.9.9.9", Ok(HostClass::Loopback)),
            ("0.0.0.0", Err(BlockReason::Unspecified)),
            ("169.254.169.254", Err(BlockReason::Metadata)),
            ("169.254.1.1", Err(BlockReason::LinkLocal)),
            ("168.63.129.16", Err(BlockReason::Metadata)),
            ("224.0.0.1", Err(BlockReason::Multicast)),
            ("255.255.255.255", Err(BlockReason::Multicast)),
            ("241.0.0.1", Err(BlockReason::Reserved)),
            ("::1", Ok(HostClass::Loopback)),
            ("::", Err(BlockReason::Unspecified)),
            ("fe80::1", Err(BlockReason::LinkLocal)),
            ("fc00::1", Ok(HostClass::Private)),
            ("fd00:ec2::254", Err(BlockReason::Metadata)),
            ("2606:4700::1", Ok(HostClass::Public)),
            ("::ffff:169.254.169.254", Err(BlockReason::Metadata)),
            ("::ffff:127.0.0.1", Ok(HostClass::Loopback)),
            ("64:ff9b::a9fe:a9fe", Err(BlockReason::Metadata)),
            ("2002:7f00:1::", Ok(HostClass::Loopback)),
        ];
        for (text, expected) in cases {
            assert_eq!(&classify_ip(text.parse().unwrap()), expected, "{text}");
        }
    }

    #[test]
    fn names_are_classified() {
        assert_eq!(classify_name("acme.halopsa.com"), Ok(HostClass::Public));
        assert_eq!(classify_name("localhost"), Ok(HostClass::Loopback));
        assert_eq!(classify_name("halo.localhost"), Ok(HostClass::Loopback));
        assert_eq!(
            classify_name("localhost.evil.example"),
            Ok(HostClass::Public)
        );
        assert_eq!(
            classify_name("metadata.google.internal"),
            Err(BlockReason::Metadata)
        );
    }
}
