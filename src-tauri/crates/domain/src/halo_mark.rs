//! Which Halo a snapshot came from, and whether an address leads to the same one.
//!
//! Customer ids mean something in one Halo only: pairs that met the customers of another would silently point to other
//! companies.

/// What tells one Halo from another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HaloMark {
    /// Its host, with the port where it is not the usual one.
    pub host: String,
    /// Halo's own name for a host with a custom domain.
    pub original_host: Option<String>,
    /// Its tenant, where it names one.
    pub tenant: Option<String>,
}

/// What a new address is to the one that the snapshot came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// The same address.
    Same,
    /// Another address of the same Halo: the tenant or Halo's own host is the same.
    Renamed,
    /// Nothing tells whether it is the same.
    Unknown,
    /// The tenants differ: another Halo.
    Other,
}

impl Kinship {
    /// Whether the snapshot may be read on without a question.
    pub const fn is_safe(self) -> bool {
        matches!(self, Self::Same | Self::Renamed)
    }
}

impl HaloMark {
    /// Compares with the Halo that is asked now.
    pub fn compare(&self, now: &Self) -> Kinship {
        let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
        match (&self.tenant, &now.tenant) {
            (Some(before), Some(now)) if !same(before, now) => return Kinship::Other,
            (Some(_), Some(_)) if !same(&self.host, &now.host) => return Kinship::Renamed,
            _ => {}
        }
        if same(&self.host, &now.host) {
            return Kinship::Same;
        }
        if same(self.own_host(), now.own_host()) {
            Kinship::Renamed
        } else {
            Kinship::Unknown
        }
    }

    /// The host that Halo itself gave, where it is known.
    fn own_host(&self) -> &str {
        self.original_host.as_deref().unwrap_or(&self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(host: &str, original_host: Option<&str>, tenant: Option<&str>) -> HaloMark {
        HaloMark {
            host: host.to_owned(),
            original_host: original_host.map(str::to_owned),
            tenant: tenant.map(str::to_owned),
        }
    }

    #[test]
    fn the_tenant_decides_and_the_host_only_where_there_is_none() {
        let fernhill = mark("fernhill.halopsa.com", None, Some("fernhill"));
        for (now, kinship) in [
            (
                mark("fernhill.halopsa.com", None, Some("Fernhill")),
                Kinship::Same,
            ),
            (
                mark("desk.fernhill.example", None, Some("fernhill")),
                Kinship::Renamed,
            ),
            (
                mark("fernhilluat.halopsa.com", None, Some("fernhilluat")),
                Kinship::Other,
            ),
            (
                mark("fernhill.halopsa.com", None, Some("westbrook")),
                Kinship::Other,
            ),
            (mark("FERNHILL.halopsa.com", None, None), Kinship::Same),
            (
                mark("desk.fernhill.example", Some("fernhill.halopsa.com"), None),
                Kinship::Renamed,
            ),
            (mark("halo.westbrook.example", None, None), Kinship::Unknown),
        ] {
            assert_eq!(fernhill.compare(&now), kinship, "{now:?}");
            assert_eq!(now.compare(&fernhill), kinship, "{now:?}, the other way");
        }
    }
}
