//! How much a word tells: the rarer among the customers, the more.
//!
//! Counts are taken in steps of half a power of two, so that one customer more or less seldom changes a weight.

/// Customers that are imagined beside the real ones, so that a short list does not make every word look rare or common.
const IMAGINED: f32 = 200.0;

/// Weights by count, for one number of customers.
pub(super) struct Weights {
    by_step: [f32; 64],
    step_of_all: usize,
}

impl Weights {
    pub(super) fn new(customers: usize) -> Self {
        let step_of_all = step(u32::try_from(customers).unwrap_or(u32::MAX));
        let all = value(step_of_all) + IMAGINED;
        let mut by_step = [0.0; 64];
        for (at, weight) in by_step.iter_mut().enumerate() {
            *weight = (all / value(at).max(1.0)).ln().max(0.5);
        }
        Self {
            by_step,
            step_of_all,
        }
    }

    /// Whether these weights still hold for so many customers.
    pub(super) fn fit(&self, customers: usize) -> bool {
        self.step_of_all == step(u32::try_from(customers).unwrap_or(u32::MAX))
    }

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
        let weights = Weights::new(50_000);
        let counts = [0, 1, 2, 3, 4, 100, 1_000, 49_999, u32::MAX];
        let found: Vec<f32> = counts.iter().map(|&count| weights.of(count)).collect();
        assert!(found.is_sorted_by(|a, b| a >= b), "{found:?}");
        assert!(found[0] > 10.0 && found[8] >= 0.5, "{found:?}");
        assert!(weights.fit(49_152) && !weights.fit(49_151));
    }
}
