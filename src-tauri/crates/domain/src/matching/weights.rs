//! How much a word tells: the fewer customers have it, the more.
//!
//! It hangs on those customers alone, not on how many there are, so that a customer who shares no word with a pair
//! changes nothing about it. They are counted in steps of half a power of two, so that one customer more or less who
//! does share one seldom changes a weight.

/// A word of so many customers tells nothing, nor does a trigram of so many spellings. More than most lists have; found
/// by measuring on lists of 300 to 50,000.
pub(super) const TELLS_NOTHING: f32 = 15_000.0;

/// The least weight, so that a word that all have still counts as a word.
const LEAST: f32 = 0.5;

/// Weights by the number of customers that have a word.
pub(super) struct Weights {
    by_step: [f32; 64],
}

impl Default for Weights {
    fn default() -> Self {
        let mut by_step = [0.0; 64];
        for (at, weight) in by_step.iter_mut().enumerate() {
            *weight = (TELLS_NOTHING / value(at).max(1.0)).ln().max(LEAST);
        }
        Self { by_step }
    }
}

impl Weights {
    /// The weight of a word that so many customers have, in natural logarithms.
    pub(super) fn of(&self, customers: u32) -> f32 {
        self.by_step[step(customers)]
    }
}

/// Twice the logarithm to base two, rounded down; the first step is for none and one.
fn step(count: u32) -> usize {
    if count < 2 {
        return 0;
    }
    let power = count.ilog2();
    let upper_half = power > 0 && (count >> (power - 1)) & 1 == 1;
    usize::try_from(power * 2).unwrap_or(0) + usize::from(upper_half)
}

/// The smallest count of a step.
fn value(step: usize) -> f32 {
    let power = i32::try_from(step / 2).unwrap_or(0);
    let whole = 2f32.powi(power);
    if step.is_multiple_of(2) {
        whole
    } else {
        whole * 1.5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_words_weigh_more() {
        let weights = Weights::default();
        let counts = [0, 1, 2, 3, 4, 100, 1_000, 49_999, u32::MAX];
        let found: Vec<f32> = counts.iter().map(|&count| weights.of(count)).collect();
        assert!(found.is_sorted_by(|a, b| a >= b), "{found:?}");
        assert!(found[0] > 9.0 && found[8] >= LEAST, "{found:?}");
        assert!(found[2] > found[3] && found[3] > found[4], "{found:?}");
    }
}
