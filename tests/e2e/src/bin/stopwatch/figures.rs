//! What was measured, beside what is wanted, and how it is printed.

use std::fmt::Write as _;

use serde_json::json;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Milliseconds,
    Seconds,
    /// Millions of bytes.
    Megabytes,
    Pieces,
}

impl Unit {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::Seconds => "s",
            Self::Megabytes => "MB",
            Self::Pieces => "",
        }
    }
}

/// One thing that was measured, once or several times.
struct Figure {
    name: String,
    unit: Unit,
    /// Of every try, the smallest first.
    values: Vec<f64>,
    /// What the median should not exceed.
    target: Option<f64>,
    /// The longest time between two frames meanwhile, in milliseconds.
    longest_frame: Option<f64>,
}

impl Figure {
    fn is_met(&self) -> Option<bool> {
        Some(at(&self.values, 50) <= self.target?)
    }
}

/// All that was measured.
#[derive(Default)]
pub(crate) struct Figures(Vec<Figure>);

impl Figures {
    /// Adds the tries of one act: milliseconds to the frame that shows it, and the longest frame in milliseconds.
    pub(crate) fn act(
        &mut self,
        name: impl Into<String>,
        target_ms: Option<f64>,
        tries: Vec<(f64, f64)>,
    ) {
        let longest_frame = tries.iter().map(|(_, frame)| *frame).fold(0.0, f64::max);
        let took = tries.into_iter().map(|(took, _)| took).collect();
        self.put(
            name,
            Unit::Milliseconds,
            target_ms,
            took,
            Some(longest_frame),
        );
    }

    /// Adds what is no act in the window.
    pub(crate) fn add(
        &mut self,
        name: impl Into<String>,
        unit: Unit,
        target: Option<f64>,
        values: Vec<f64>,
    ) {
        self.put(name, unit, target, values, None);
    }

    fn put(
        &mut self,
        name: impl Into<String>,
        unit: Unit,
        target: Option<f64>,
        mut values: Vec<f64>,
        longest_frame: Option<f64>,
    ) {
        values.sort_unstable_by(f64::total_cmp);
        self.0.push(Figure {
            name: name.into(),
            unit,
            values,
            target,
            longest_frame,
        });
    }

    /// Lines for a person.
    pub(crate) fn table(&self) -> String {
        let mut lines = format!(
            "{:<52} {:>3} {:>9} {:>9} {:>9} {:>8} {:>14}\n",
            "", "", "median", "worst", "wanted", "", "longest frame"
        );
        for figure in &self.0 {
            let wanted = figure
                .target
                .map_or_else(String::new, |target| format!("<= {}", short(target)));
            let verdict = match figure.is_met() {
                Some(true) => "met",
                Some(false) => "MISSED",
                None => "",
            };
            let frame = figure
                .longest_frame
                .map_or_else(String::new, |ms| format!("{ms:.0} ms"));
            // Writing to a string cannot fail.
            let _ = writeln!(
                lines,
                "{:<52} {:>3} {:>9} {:>9} {wanted:>9} {verdict:>8} {frame:>14}",
                figure.name,
                figure.unit.as_str(),
                short(at(&figure.values, 50)),
                short(at(&figure.values, 100)),
            );
        }
        lines
    }

    /// One object for a program.
    pub(crate) fn json(&self) -> String {
        let figures = self.0.iter().map(|figure| {
            json!({
                "name": figure.name,
                "unit": figure.unit.as_str(),
                "values": figure.values,
                "wanted": figure.target,
                "met": figure.is_met(),
                "longestFrameMilliseconds": figure.longest_frame,
            })
        });
        format!("{}\n", json!({ "figures": figures.collect::<Vec<_>>() }))
    }
}

/// Three digits are what a measurement is good for.
fn short(value: f64) -> String {
    let digits = if value.abs() < 10.0 {
        2
    } else {
        usize::from(value.abs() < 100.0)
    };
    format!("{value:.digits$}")
}

/// The value that `percent` of the sorted values do not exceed.
pub(crate) fn at(sorted: &[f64], percent: usize) -> f64 {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}
