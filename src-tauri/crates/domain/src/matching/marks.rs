//! What administrators write into names: "ZZ", "(DO NOT USE)", "OLD", "[Managed]", customer numbers.

/// Notes that a record is out of use, parted by bars. They count in brackets, behind a dash, and at the end.
const RETIRED: &str = "do not use|dont use|not in use|not used|no longer used|do not bill|old|old record|old account|duplicate|\
dup|dupe|duplicate of|closed|account closed|closed down|ceased|ceased trading|inactive|archived|archive|deleted|delete|to be deleted|\
terminated|cancelled|canceled|obsolete|merged|left|lost|former customer|former client|ex customer|ex client|dormant|dissolved|in \
administration|liquidated|in liquidation|historic|legacy|expired|on stop|gekundigt|alt|nicht verwenden|inaktiv|ancien";

/// Notes that say nothing about which company it is, parted by bars. Same places.
const REMARKS: &str = "managed|unmanaged|contract|no contract|support|msp|vip|prospect|lead|new|payg|ad hoc|adhoc|active|customer|\
client|trial|test|demo|partner|gold|silver|bronze|platinum|priority|copy|temp|main|default|on hold|pending|supplier|vendor|\
internal|co managed|fully managed|break fix|tm|r|c";

/// Prefixes that push a record to the end of a list.
const SORTED_LAST: [&str; 6] = ["zz", "zzz", "zzzz", "xx", "xxx", "zx"];

/// What a note says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The record is out of use.
    Retired,
    /// Nothing about the company.
    Remark,
}

/// What some words say if they are a note and nothing else.
pub(super) fn note(words: &[&str]) -> Option<Mark> {
    let is_in = |list: &str| {
        list.split('|')
            .any(|note| note.split(' ').eq(words.iter().copied()))
    };
    if is_in(RETIRED) {
        Some(Mark::Retired)
    } else if is_in(REMARKS) {
        Some(Mark::Remark)
    } else {
        None
    }
}

/// How many words at the end are a note that a record is out of use, even without brackets or dash.
pub(super) fn plain_note_at_end(words: &[&str]) -> Option<usize> {
    const PLAIN: [&[&str]; 9] = [
        &["do", "not", "use"],
        &["dont", "use"],
        &["not", "in", "use"],
        &["old"],
        &["closed"],
        &["duplicate"],
        &["inactive"],
        &["archived"],
        &["terminated"],
    ];
    PLAIN
        .iter()
        .find(|note| words.len() > note.len() && words.ends_with(note))
        .map(|note| note.len())
}

/// Whether a first word only pushes a record to the end of a list.
pub(super) fn is_sorted_last(word: &str) -> bool {
    SORTED_LAST.contains(&word)
}

/// Whether a word may be a customer number: digits, with a letter or three before them at most.
pub(super) fn is_number(word: &str, fewest_digits: usize) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    word.len() - digits.len() <= 3
        && digits.len() >= fewest_digits
        && digits.bytes().all(|b| b.is_ascii_digit())
}
