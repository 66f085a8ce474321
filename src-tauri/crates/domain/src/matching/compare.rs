//! How two names agree.

use super::{
    align::{Side, align},
    distance,
    facts::{Facts, Line},
    legal_forms::Kind,
    name::{Origin, Role},
    points,
    trades::Trade,
    vocabulary::Vocabulary,
    weights::Weights,
};

/// From here on two names may be one with slips.
pub(super) const ALIKE: f32 = 0.85;

/// How the trades of two names agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TradeFit {
    /// Neither name says one.
    Absent,
    /// The same words.
    Same,
    /// Other words for the same.
    Alike,
    /// Some in common.
    Overlap,
    /// Only one name says one.
    OneSided,
    /// Different ones.
    Different,
}

/// How branches or legal forms agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// Neither name has one.
    Absent,
    /// The same.
    Same,
    /// Only one name has one.
    OneSided,
    /// Different ones.
    Different,
}

/// What has to be folded until two names are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Equality {
    /// Nothing.
    Raw,
    /// Case, accents and punctuation.
    Plain,
    /// Legal forms, links, abbreviations, order, blanks.
    Folded,
    /// They are not equal.
    No,
}

/// How two names agree.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent observation"
)]
pub(super) struct Comparison {
    /// Agreement of what the companies are called, 0 to 1, by weight.
    pub(super) core: f32,
    /// Weight of what agrees, in words that nobody else has.
    pub(super) matched: f32,
    /// Weight that only one name has, beyond what the other has of its own, in the same measure.
    pub(super) extra: f32,
    /// Weight that each name has and the other has not, in the same measure.
    pub(super) swapped: f32,
    /// Each name has a word of its own that the other has not, and the two are no slips of each other.
    pub(super) are_told_apart: bool,
    pub(super) trade: TradeFit,
    pub(super) place: Fit,
    pub(super) form: Fit,
    pub(super) is_reordered: bool,
    /// Blanks stand elsewhere.
    pub(super) is_joined: bool,
    /// One is the initials of the other.
    pub(super) is_acronym: bool,
    /// The spellings that agree best are parts of "A trading as B", or another name.
    pub(super) origin: Origin,
    /// A spelling has no word of its own.
    pub(super) is_thin: bool,
    pub(super) equality: Equality,
}

const NOTHING: Comparison = Comparison {
    core: 0.0,
    matched: 0.0,
    extra: 0.0,
    swapped: 0.0,
    are_told_apart: false,
    trade: TradeFit::Absent,
    place: Fit::Absent,
    form: Fit::Absent,
    is_reordered: false,
    is_joined: false,
    is_acronym: false,
    origin: Origin::Name,
    is_thin: true,
    equality: Equality::No,
};

/// Compares the best fitting spellings of two records. `namesakes` counts the customers that have a whole name.
pub(super) fn compare(
    a: &Facts,
    b: &Facts,
    vocabulary: &Vocabulary,
    weights: &Weights,
    namesakes: impl Fn(u64) -> u32,
) -> Comparison {
    let mut best: Option<(f32, Comparison)> = None;
    for left in &a.lines {
        for right in &b.lines {
            let comparison = lines(left, right, vocabulary, weights);
            let points = points::of_name(&comparison);
            if best.as_ref().is_none_or(|(most, _)| points > *most) {
                best = Some((points, comparison));
            }
        }
    }
    let mut best = best.map_or(NOTHING, |(_, best)| best);
    if a.raw == b.raw {
        best.equality = Equality::Raw;
    } else if a.is_cut || b.is_cut {
        best.equality = Equality::No;
    } else if a.plain == b.plain {
        best.equality = Equality::Plain;
    }
    if let Some(whole) = a.whole
        && a.whole == b.whole
    {
        best.core = 1.0;
        best.matched = best
            .matched
            .max(weights.of(namesakes(whole)) / weights.of(1));
        best.equality = best.equality.min(Equality::Folded);
    }
    best
}

fn lines(left: &Line, right: &Line, vocabulary: &Vocabulary, weights: &Weights) -> Comparison {
    let mut a = Side::new(left, vocabulary);
    let mut b = Side::new(right, vocabulary);
    let pairing = align(&mut a, &mut b);
    let (of_a, of_b) = (Sums::of(&a, &b, weights), Sums::of(&b, &a, weights));
    let total = of_a.core + of_b.core;
    let mut comparison = Comparison {
        core: if total > 0.0 {
            (of_a.agreed + of_b.agreed) / total
        } else {
            0.0
        },
        matched: of_a.matched.min(of_b.matched) / weights.of(1),
        extra: (of_a.single - of_b.single).abs() / weights.of(1),
        swapped: of_a.single.min(of_b.single) / weights.of(1),
        are_told_apart: of_a.single > 0.0 && of_b.single > 0.0,
        trade: trade_fit(&a, &b, pairing.is_inflected),
        place: place_fit(&a, &b),
        form: form_fit(&left.kinds, &right.kinds),
        is_reordered: a.is_reordered(),
        is_joined: pairing.is_joined,
        is_acronym: pairing.is_acronym,
        origin: left.origin.max(right.origin),
        is_thin: left.is_thin || right.is_thin,
        equality: Equality::No,
    };
    let is_whole = |side: &Side<'_>| (0..side.length()).all(|at| side.partner(at).is_some());
    if pairing.slips == 0 && !pairing.is_inflected && a.length() > 0 && is_whole(&a) && is_whole(&b)
    {
        comparison.equality = Equality::Folded;
    }
    if comparison.core < 0.9 {
        compare_joined(left, right, &mut comparison);
    }
    comparison
}

/// The weights of one side's words.
#[derive(Default)]
struct Sums {
    /// Of what the company is called.
    core: f32,
    /// Of that, what agrees.
    agreed: f32,
    /// Of that, what has no partner.
    single: f32,
    /// Of what agrees and is what either company is called.
    matched: f32,
}

impl Sums {
    fn of(side: &Side<'_>, other: &Side<'_>, weights: &Weights) -> Self {
        let mut sums = Self::default();
        for at in 0..side.length() {
            let weight = weights.of(side.entry(at).customers);
            let agreed = weight * side.quality(at);
            let partner = side.partner(at);
            let is_core = side.role(at) == Role::Core;
            if is_core {
                sums.core += weight;
                sums.agreed += agreed;
                sums.single += if partner.is_none() { weight } else { 0.0 };
            }
            if is_core || partner.is_some_and(|at| other.role(at) == Role::Core) {
                sums.matched += agreed;
            }
        }
        sums
    }
}

fn trade_fit(a: &Side<'_>, b: &Side<'_>, is_inflected: bool) -> TradeFit {
    let trade_at = |side: &Side<'_>, at: usize| match side.role(at) {
        Role::Trade(trade) => Some(trade),
        Role::Core | Role::Place | Role::Aside | Role::Form | Role::Note | Role::Link => None,
    };
    let bits = |bits: u128, trade: Trade| bits | 1 << trade;
    let of = |side: &Side<'_>| {
        (0..side.length())
            .filter_map(|at| trade_at(side, at))
            .fold(0, bits)
    };
    // A word may be a trade in one name only because of where it stands.
    let only_there = |side: &Side<'_>, other: &Side<'_>| {
        (0..side.length())
            .filter(|&at| {
                side.partner(at)
                    .is_some_and(|partner| trade_at(other, partner).is_none())
            })
            .filter_map(|at| trade_at(side, at))
            .fold(0, bits)
    };
    let (left, right) = (of(a) | only_there(b, a), of(b) | only_there(a, b));
    let has_single = |side: &Side<'_>| {
        (0..side.length())
            .any(|at| matches!(side.role(at), Role::Trade(_)) && side.partner(at).is_none())
    };
    match (left, right) {
        (0, 0) => TradeFit::Absent,
        (0, _) | (_, 0) => TradeFit::OneSided,
        _ if left & right == 0 => TradeFit::Different,
        _ if left != right => TradeFit::Overlap,
        _ if is_inflected || has_single(a) || has_single(b) => TradeFit::Alike,
        _ => TradeFit::Same,
    }
}

fn place_fit(a: &Side<'_>, b: &Side<'_>) -> Fit {
    let of = |side: &Side<'_>, role: Role| {
        let words = (0..side.length()).filter(|&at| side.role(at) == role);
        let single = words.clone().filter(|&at| side.partner(at).is_none());
        (words.count(), single.count())
    };
    let ((all_a, single_a), (all_b, single_b)) = (of(a, Role::Place), of(b, Role::Place));
    let (aside_a, aside_b) = (of(a, Role::Aside).1, of(b, Role::Aside).1);
    if single_a + aside_a > 0 && single_b + aside_b > 0 {
        Fit::Different
    } else if single_a + single_b > 0 {
        Fit::OneSided
    } else if all_a + all_b > 0 {
        Fit::Same
    } else {
        Fit::Absent
    }
}

fn form_fit(a: &[Kind], b: &[Kind]) -> Fit {
    if a.is_empty() && b.is_empty() {
        Fit::Absent
    } else if a.is_empty() || b.is_empty() {
        Fit::OneSided
    } else if a.iter().any(|kind| b.contains(kind)) {
        Fit::Same
    } else {
        Fit::Different
    }
}

/// Raises the agreement where only blanks and slips part two names.
fn compare_joined(left: &Line, right: &Line, comparison: &mut Comparison) {
    for (a, b) in [(left.core(), right.core()), (&*left.joined, &*right.joined)] {
        let longest = a.len().max(b.len());
        let most = (longest / 6).min(4);
        if most == 0 || longest > distance::LONGEST || !distance::have_same_digits(a, b) {
            continue;
        }
        if let Some(slips) = distance::within(a, b, most) {
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let agreement = 0.95 - slips as f32 / longest as f32 * 1.5;
            if agreement > comparison.core {
                comparison.core = agreement;
                comparison.is_joined = true;
                comparison.extra = 0.0;
                comparison.swapped = 0.0;
                // A long name hides that a word in it is quite another one.
                comparison.are_told_apart &= agreement < ALIKE;
            }
        }
    }
}
