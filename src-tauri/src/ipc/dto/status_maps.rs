//! The two status maps, examined.

use engine::MapsExamined;
use engine::domain::ticket_rules::{Journey, JourneyEnd, MapFinding, Place};
use serde::Serialize;
use specta::Type;

/// The side that a status stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum StatusSideDto {
    /// The vendor's.
    Vendor,
    /// Halo's.
    Halo,
}

/// A status of one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusPlaceDto {
    /// Which side.
    pub side: StatusSideDto,
    /// The vendor's key, or Halo's id as text.
    pub id: String,
}

/// How a way along the maps ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum JourneyEndDto {
    /// The last two statuses stand for each other.
    Settled,
    /// The last status has no partner.
    NoPartner,
    /// It goes back to one of its stops, and round for ever.
    Circle,
}

/// A ticket's way along the maps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusJourneyDto {
    /// The statuses in order, from the one it began with.
    pub stops: Vec<StatusPlaceDto>,
    /// How it ends.
    pub end: JourneyEndDto,
}

/// Something about the maps that may not be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MapFindingDto {
    /// What, as a sentence.
    pub text: String,
    /// Whether it is wrong for anybody.
    pub is_fault: bool,
    /// The statuses it is about.
    pub places: Vec<StatusPlaceDto>,
}

/// The two maps, examined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusMapsDto {
    /// Where a ticket goes from each status of either side.
    pub journeys: Vec<StatusJourneyDto>,
    /// What is wrong, gravest first.
    pub findings: Vec<MapFindingDto>,
}

impl From<Place> for StatusPlaceDto {
    fn from(place: Place) -> Self {
        match place {
            Place::Vendor(key) => Self {
                side: StatusSideDto::Vendor,
                id: key,
            },
            Place::Halo(id) => Self {
                side: StatusSideDto::Halo,
                id: id.get().to_string(),
            },
        }
    }
}

impl From<Journey> for StatusJourneyDto {
    fn from(journey: Journey) -> Self {
        Self {
            stops: journey.stops.into_iter().map(Into::into).collect(),
            end: match journey.end {
                JourneyEnd::Settled => JourneyEndDto::Settled,
                JourneyEnd::NoPartner => JourneyEndDto::NoPartner,
                JourneyEnd::Circle { .. } => JourneyEndDto::Circle,
            },
        }
    }
}

impl From<&MapFinding> for MapFindingDto {
    fn from(finding: &MapFinding) -> Self {
        Self {
            text: finding.to_string(),
            is_fault: finding.is_fault(),
            places: finding.places().into_iter().map(Into::into).collect(),
        }
    }
}

impl From<MapsExamined> for StatusMapsDto {
    fn from(examined: MapsExamined) -> Self {
        Self {
            journeys: examined.journeys.into_iter().map(Into::into).collect(),
            findings: examined.findings.iter().map(Into::into).collect(),
        }
    }
}
