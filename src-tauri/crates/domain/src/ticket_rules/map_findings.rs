//! What is wrong with the two status maps: circles, sides that disagree, ways that are missing, statuses without partner.

use super::{Journey, JourneyEnd, MapFinding, Place, Side, TicketRules, journey};
use crate::{
    halo_config::{HaloConfig, Status},
    vendor::{Vendor, VendorStatus},
};

/// What is wrong with the maps, gravest first. Of Halo's statuses only those count that the rules' type allows.
pub fn map_findings(rules: &TicketRules, vendor: &Vendor, config: &HaloConfig) -> Vec<MapFinding> {
    let maps = Maps::new(rules, vendor, config);
    let mut findings = maps.circles();
    findings.extend(maps.disagreements());
    findings.extend(maps.lost_ways(Side::Vendor));
    findings.extend(maps.lost_ways(Side::Halo));
    findings.extend(maps.changed_on_return());
    findings.extend(maps.without_partner());
    findings
}

struct Maps<'a> {
    rules: &'a TicketRules,
    vendor: &'a [VendorStatus],
    halo: Vec<&'a Status>,
}

impl<'a> Maps<'a> {
    fn new(rules: &'a TicketRules, vendor: &'a Vendor, config: &'a HaloConfig) -> Self {
        let ticket_type = rules.ticket_type.and_then(|id| config.ticket_type(id));
        let halo = config.statuses.iter().filter(|status| {
            status.is_ticket && ticket_type.is_none_or(|kind| kind.allows(status.id))
        });
        Self {
            rules,
            vendor: &vendor.statuses,
            halo: halo.collect(),
        }
    }

    /// All statuses of a side, each with its name and whether it closes, as far as that is known.
    fn side(&self, side: Side) -> Vec<(Place, &str, Option<bool>)> {
        match side {
            Side::Vendor => self
                .vendor
                .iter()
                .map(|s| {
                    (
                        Place::Vendor(s.key.clone()),
                        s.name.as_str(),
                        Some(s.is_closed),
                    )
                })
                .collect(),
            Side::Halo => self
                .halo
                .iter()
                .map(|s| (Place::Halo(s.id), s.name.as_str(), s.is_closed))
                .collect(),
        }
    }

    fn known(&self, place: &Place) -> Option<(String, Option<bool>)> {
        let side = match place {
            Place::Vendor(_) => Side::Vendor,
            Place::Halo(_) => Side::Halo,
        };
        self.side(side)
            .into_iter()
            .find(|(other, ..)| other == place)
            .map(|(_, name, closes)| (name.to_owned(), closes))
    }

    /// Every entry of the map that leads to a side, between statuses that are there.
    fn leading_to(&self, side: Side) -> Vec<(Place, Place)> {
        let from = match side {
            Side::Vendor => Side::Halo,
            Side::Halo => Side::Vendor,
        };
        self.side(from)
            .into_iter()
            .filter_map(|(place, ..)| Some((place.clone(), self.rules.partner(&place)?)))
            .filter(|(_, to)| self.known(to).is_some())
            .collect()
    }

    fn circles(&self) -> Vec<MapFinding> {
        let mut seen: Vec<Vec<Place>> = Vec::new();
        let mut findings = Vec::new();
        for (start, ..) in self.side(Side::Vendor) {
            let Journey {
                stops,
                end: JourneyEnd::Circle { from },
            } = journey(self.rules, &start)
            else {
                continue;
            };
            let circle = stops[from..].to_vec();
            let mut members = circle.clone();
            members.sort();
            // The same circle is met from each of its statuses, and from those that only lead into it.
            if seen.contains(&members) || circle.first() != Some(&start) {
                continue;
            }
            seen.push(members);
            let names = circle.iter().map(|place| self.name(place)).collect();
            findings.push(MapFinding::PingPong { circle, names });
        }
        findings
    }

    fn name(&self, place: &Place) -> String {
        self.known(place).map_or_else(
            || match place {
                Place::Vendor(key) => key.clone(),
                Place::Halo(id) => format!("Status {id}"),
            },
            |(name, _)| name,
        )
    }

    fn disagreements(&self) -> Vec<MapFinding> {
        let entries = self.leading_to(Side::Halo).into_iter();
        entries
            .chain(self.leading_to(Side::Vendor))
            .filter_map(|(from, to)| {
                let (from_name, closes) = self.known(&from)?;
                let (to_name, other) = self.known(&to)?;
                let (closes, other) = (closes?, other?);
                (closes != other).then_some(MapFinding::Disagree {
                    from,
                    from_name,
                    to,
                    to_name,
                    closes,
                })
            })
            .collect()
    }

    /// What cannot happen on a side, since nothing on the other leads there. A side that nothing leads to is the
    /// business of pre-flight.
    fn lost_ways(&self, side: Side) -> Vec<MapFinding> {
        let mut reached: Vec<Place> = self
            .leading_to(side)
            .into_iter()
            .map(|(_, to)| to)
            .collect();
        reached.sort();
        reached.dedup();
        if reached.is_empty() {
            return Vec::new();
        }
        let can = |wanted: bool| {
            let closes = |place: &Place| self.known(place).and_then(|(_, closes)| closes);
            reached.iter().any(|place| closes(place) == Some(wanted))
        };
        let exists = |wanted: bool| self.side(side).iter().any(|(_, _, c)| *c == Some(wanted));
        let mut findings = Vec::new();
        if let ([place], true) = (reached.as_slice(), self.side(side).len() > 1) {
            findings.push(MapFinding::DeadEnd {
                place: place.clone(),
                name: self.name(place),
            });
        } else if can(true) && exists(false) && !can(false) {
            findings.push(MapFinding::NeverReopens { side });
        }
        if exists(true) && !can(true) {
            findings.push(MapFinding::NeverCloses { side });
        }
        findings
    }

    fn changed_on_return(&self) -> Vec<MapFinding> {
        self.side(Side::Vendor)
            .into_iter()
            .filter_map(|(from, name, _)| {
                let there = self.rules.partner(&from)?;
                let back = self.rules.partner(&there).filter(|back| *back != from)?;
                // Where it does not settle, the circle says more.
                let end = journey(self.rules, &from).end;
                (!matches!(end, JourneyEnd::Circle { .. })).then(|| MapFinding::ComesBackAs {
                    from_name: name.to_owned(),
                    via: self.name(&there),
                    to_name: self.name(&back),
                    from,
                })
            })
            .collect()
    }

    fn without_partner(&self) -> Vec<MapFinding> {
        let both = self
            .side(Side::Vendor)
            .into_iter()
            .chain(self.side(Side::Halo));
        both.filter(|(place, ..)| self.rules.partner(place).is_none())
            .map(|(place, name, _)| MapFinding::NoPartner {
                place,
                name: name.to_owned(),
            })
            .collect()
    }
}

#[cfg(test)]
#[path = "life_cycle_tests.rs"]
mod tests;
