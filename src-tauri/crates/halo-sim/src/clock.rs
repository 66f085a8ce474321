//! Wall time and Halo's way of writing it. The only place that asks the machine for the date.

use jiff::{Timestamp, civil, tz::TimeZone};

/// What Halo sends where there is no date.
pub(crate) const NULL_DATE: &str = "1900-01-01T00:00:00";

/// Now, to the millisecond: Halo's fractions are short.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the simulator's own clock"
)]
pub(crate) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

/// Writes an instant as Halo does: ISO, UTC, without a zone, with as many fraction digits as needed.
pub(crate) fn halo_date(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).datetime().to_string()
}

/// Writes an instant, or Halo's null date.
pub(crate) fn halo_date_or_null(at: Option<Timestamp>) -> String {
    at.map_or_else(|| NULL_DATE.to_owned(), halo_date)
}

/// Reads a date a client sent: with an offset or `Z`, or without one, which means UTC.
pub(crate) fn parse_client_date(text: &str) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let civil: civil::DateTime = text.parse().ok()?;
    civil
        .to_zoned(TimeZone::UTC)
        .ok()
        .map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_without_zone_and_read_with_or_without() {
        let at = parse_client_date("2026-10-05T09:12:33.54Z").unwrap();
        assert_eq!(halo_date(at), "2026-10-05T09:12:33.54");
        assert_eq!(parse_client_date("2026-10-05T09:12:33.54"), Some(at));
        assert_eq!(parse_client_date("true"), None);
    }
}
