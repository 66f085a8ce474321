//! Where a window that stood somewhere fits today: screens are unplugged, swapped and turned.

pub(super) use engine::ports::WindowPlace;

/// The part of a screen that no panel covers, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Screen {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// The place on today's screens that is nearest to where the window stood: all of it on one screen, no larger than that.
/// The screen is the one that has most of it; where none has any, the first.
pub(super) fn on_screens(place: WindowPlace, screens: &[Screen]) -> WindowPlace {
    let Some(screen) = screens.iter().max_by_key(|screen| {
        (
            shared(place, **screen),
            std::cmp::Reverse(place_in(screens, **screen)),
        )
    }) else {
        return place;
    };
    let width = place.width.min(screen.width);
    let height = place.height.min(screen.height);
    WindowPlace {
        x: within(place.x, width, screen.x, screen.width),
        y: within(place.y, height, screen.y, screen.height),
        width,
        height,
        ..place
    }
}

/// What is remembered of a window that was moved or given another size. One that fills its screen keeps what it goes back
/// to. Nothing is while it is minimised: Windows then puts it far outside of all screens, without a size and not filling
/// one, and tells so before it says that the window is minimised.
pub(super) fn to_remember(
    now: WindowPlace,
    is_minimized: bool,
    before: Option<WindowPlace>,
) -> Option<WindowPlace> {
    if is_minimized || now.width == 0 || now.height == 0 {
        return None;
    }
    match before {
        Some(before) if now.maximized => Some(WindowPlace {
            maximized: true,
            ..before
        }),
        Some(_) | None => Some(now),
    }
}

/// Where a screen stands in the list; the first one of the desktop is its main one.
fn place_in(screens: &[Screen], screen: Screen) -> usize {
    screens
        .iter()
        .position(|other| *other == screen)
        .unwrap_or(usize::MAX)
}

/// How many pixels of the window a screen shows.
fn shared(place: WindowPlace, screen: Screen) -> i64 {
    let along = |at: i32, length: u32, from: i32, room: u32| {
        let begin = i64::from(at).max(i64::from(from));
        let end = (i64::from(at) + i64::from(length)).min(i64::from(from) + i64::from(room));
        (end - begin).max(0)
    };
    along(place.x, place.width, screen.x, screen.width)
        * along(place.y, place.height, screen.y, screen.height)
}

/// The start nearest to `at` with which `length` lies inside the room.
fn within(at: i32, length: u32, from: i32, room: u32) -> i32 {
    let last = i64::from(from) + i64::from(room) - i64::from(length);
    let fitting = i64::from(at).clamp(i64::from(from), last.max(i64::from(from)));
    i32::try_from(fitting).unwrap_or(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LEFT: Screen = screen(-1920, 0, 1920, 1080);
    const MAIN: Screen = screen(0, 27, 2560, 1413);

    const fn screen(x: i32, y: i32, width: u32, height: u32) -> Screen {
        Screen {
            x,
            y,
            width,
            height,
        }
    }

    const fn place(x: i32, y: i32, width: u32, height: u32) -> WindowPlace {
        WindowPlace {
            x,
            y,
            width,
            height,
            maximized: false,
        }
    }

    #[track_caller]
    fn check(stood: WindowPlace, screens: &[Screen], expected: WindowPlace) {
        assert_eq!(on_screens(stood, screens), expected);
    }

    #[test]
    fn a_window_that_fits_stays_where_it_was() {
        let stood = place(-1800, 40, 1280, 800);
        check(stood, &[MAIN, LEFT], stood);
        let maximized = WindowPlace {
            maximized: true,
            ..stood
        };
        check(maximized, &[MAIN, LEFT], maximized);
    }

    #[test]
    fn a_window_comes_back_from_where_no_screen_is() {
        // The left screen was unplugged.
        check(
            place(-1800, 40, 1280, 800),
            &[MAIN],
            place(0, 40, 1280, 800),
        );
        // Nothing of it can be seen: the main screen takes it.
        check(
            place(9000, 9000, 1280, 800),
            &[MAIN, LEFT],
            place(1280, 640, 1280, 800),
        );
        // Its upper edge stood under the panel.
        check(
            place(100, -500, 1280, 800),
            &[MAIN],
            place(100, 27, 1280, 800),
        );
        // The desktop tells no screens: whatever is done would be a guess.
        check(place(7, 7, 1280, 800), &[], place(7, 7, 1280, 800));
    }

    #[test]
    fn a_window_is_no_larger_than_its_screen() {
        check(
            place(10, 50, 4000, 3000),
            &[LEFT],
            place(-1920, 0, 1920, 1080),
        );
    }

    #[test]
    fn a_minimised_window_is_remembered_as_it_stood_before() {
        let stood = place(100, 100, 1280, 800);
        let icon = place(-32_000, -32_000, 0, 0);
        assert_eq!(to_remember(icon, false, Some(stood)), None);
        assert_eq!(to_remember(icon, true, None), None);
        assert_eq!(to_remember(place(100, 100, 1280, 0), false, None), None);
        // A desktop that leaves it its size says that it is minimised.
        assert_eq!(to_remember(stood, true, Some(stood)), None);
        assert_eq!(to_remember(stood, false, None), Some(stood));
    }

    #[test]
    fn a_window_that_fills_its_screen_keeps_what_it_goes_back_to() {
        let stood = place(100, 100, 1280, 800);
        let filling = WindowPlace {
            maximized: true,
            ..place(0, 27, 2560, 1413)
        };
        let kept = WindowPlace {
            maximized: true,
            ..stood
        };
        assert_eq!(to_remember(filling, false, Some(stood)), Some(kept));
        assert_eq!(to_remember(filling, false, None), Some(filling));
        assert_eq!(to_remember(stood, false, Some(kept)), Some(stood));
    }

    proptest! {
        #[test]
        fn all_of_it_can_be_seen_whatever_was_saved(
            x in any::<i32>(), y in any::<i32>(), width in any::<u32>(), height in any::<u32>(),
        ) {
            let stands = on_screens(place(x, y, width, height), &[MAIN, LEFT]);
            let is_inside = |screen: &Screen| {
                shared(stands, *screen) == i64::from(stands.width) * i64::from(stands.height)
                    && stands.x >= screen.x && stands.y >= screen.y
            };
            prop_assert!([MAIN, LEFT].iter().any(is_inside), "{stands:?}");
        }
    }
}
