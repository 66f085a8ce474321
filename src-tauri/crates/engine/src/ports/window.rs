//! What is remembered of the window from one start to the next.

use serde::{Deserialize, Serialize};

/// Where the window stands, in pixels of the screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowPlace {
    /// Left edge; negative on a screen to the left of the first one.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width of what is inside the frame.
    pub width: u32,
    /// Height of what is inside the frame.
    pub height: u32,
    /// Whether it fills its screen. The other figures are then those it goes back to.
    pub maximized: bool,
}

/// How large everything is drawn, in percent of the desktop's own size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u16")]
pub struct Zoom(u16);

impl Zoom {
    const SMALLEST: u16 = 50;
    const LARGEST: u16 = 200;

    /// The zoom nearest to a percentage: below 50 nothing can be read, above 200 the smallest window has no room.
    pub fn of_percent(percent: u16) -> Self {
        Self(percent.clamp(Self::SMALLEST, Self::LARGEST))
    }

    /// In percent.
    pub fn percent(self) -> u16 {
        self.0
    }
}

impl Default for Zoom {
    fn default() -> Self {
        Self(100)
    }
}

impl From<u16> for Zoom {
    fn from(percent: u16) -> Self {
        Self::of_percent(percent)
    }
}

#[cfg(test)]
mod tests {
    use crate::ports::Settings;

    #[test]
    fn settings_from_before_and_by_hand_are_taken_as_far_as_they_make_sense() {
        let old: Settings = serde_json::from_str("{}").unwrap();
        assert_eq!(old.zoom.percent(), 100);
        let by_hand: Settings = serde_json::from_str(r#"{ "zoom": 4000 }"#).unwrap();
        assert_eq!(by_hand.zoom.percent(), 200);
    }
}
