//! What was measured, and how it is printed.

use std::fmt::Write as _;

use serde_json::json;

/// One thing that a person does and waits for.
struct Figure {
    name: String,
    /// Milliseconds up to the frame that shows it, of every try.
    took: Vec<f64>,
    /// The longest time between two frames meanwhile, in milliseconds.
    longest_frame: f64,
}

/// All that was measured.
#[derive(Default)]
pub(crate) struct Figures(Vec<Figure>);

impl Figures {
    /// Adds the tries of one act: milliseconds, and the longest frame in milliseconds.
    pub(crate) fn add(&mut self, name: impl Into<String>, tries: Vec<(f64, f64)>) {
        let longest_frame = tries.iter().map(|(_, frame)| *frame).fold(0.0, f64::max);
        let mut took: Vec<f64> = tries.into_iter().map(|(took, _)| took).collect();
        took.sort_unstable_by(f64::total_cmp);
        self.0.push(Figure {
            name: name.into(),
            took,
            longest_frame,
        });
    }

    /// Lines for a person.
    pub(crate) fn table(&self) -> String {
        let mut lines = format!(
            "{:<44} {:>9} {:>9} {:>14}\n",
            "milliseconds to the painted frame", "median", "slowest", "longest frame"
        );
        for Figure {
            name,
            took,
            longest_frame,
        } in &self.0
        {
            let (median, slowest) = (at(took, 50), at(took, 100));
            // Writing to a string cannot fail.
            let _ = writeln!(
                lines,
                "{name:<44} {median:>9.0} {slowest:>9.0} {longest_frame:>14.0}"
            );
        }
        lines
    }

    /// One object for a program.
    pub(crate) fn json(&self) -> String {
        let figures = self.0.iter().map(|figure| {
            json!({
                "name": figure.name,
                "milliseconds": figure.took,
                "longestFrameMilliseconds": figure.longest_frame,
            })
        });
        format!("{}\n", json!({ "figures": figures.collect::<Vec<_>>() }))
    }
}

/// The value that `percent` of the sorted values do not exceed.
fn at(sorted: &[f64], percent: usize) -> f64 {
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}
