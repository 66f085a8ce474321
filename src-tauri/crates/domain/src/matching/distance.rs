//! How many slips of the keyboard lie between two words.

/// Insertions, deletions, replacements and swaps of neighbours between two texts, if there are `most` at most.
pub(super) fn within(a: &str, b: &str, most: usize) -> Option<usize> {
    if a.is_ascii() && b.is_ascii() {
        return of(a.as_bytes(), b.as_bytes(), most);
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    of(&a, &b, most)
}

/// Whether two texts have the same digits. A slip in a number makes another number: "Unit 4" is not "Unit 5".
pub(super) fn have_same_digits(a: &str, b: &str) -> bool {
    let digits = |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_digit).collect() };
    let has_some = |text: &str| text.bytes().any(|b| b.is_ascii_digit());
    (!has_some(a) && !has_some(b)) || digits(a) == digits(b)
}

/// Longest text that is compared whole.
pub(super) const LONGEST: usize = 64;

fn of<'a, T: Copy + Eq>(mut a: &'a [T], mut b: &'a [T], most: usize) -> Option<usize> {
    if a.len() > b.len() {
        std::mem::swap(&mut a, &mut b);
    }
    if b.len() - a.len() > most {
        return None;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    if a.is_empty() {
        return Some(b.len());
    }
    if most == 0 || b.len() > LONGEST {
        return None;
    }
    rows(a, b, most)
}

/// More than any distance that is asked for.
const FAR: u8 = u8::MAX / 2;

/// The distance row by row (optimal string alignment), as far from the diagonal as `most` slips can lead.
fn rows<T: Copy + Eq>(a: &[T], b: &[T], most: usize) -> Option<usize> {
    let mut before = [FAR; LONGEST + 1];
    let mut last = [FAR; LONGEST + 1];
    let mut row = [FAR; LONGEST + 1];
    for (at, cell) in (0u8..).zip(last.iter_mut().take(most.min(b.len()) + 1)) {
        *cell = at;
    }
    for (i, &x) in a.iter().enumerate() {
        let (start, end) = (i.saturating_sub(most), b.len().min(i + most + 1));
        row[start] = if start == 0 {
            u8::try_from(i + 1).ok()?
        } else {
            FAR
        };
        let mut least = row[start];
        for j in start..end {
            let y = b[j];
            let replaced = last[j] + u8::from(x != y);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                best = best.min(before[j - 1] + 1);
            }
            row[j + 1] = best;
            least = least.min(best);
        }
        // What lies beyond the edge is left from two rows ago.
        if end < b.len() {
            row[end + 1] = FAR;
        }
        if usize::from(least) > most {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(usize::from(last[b.len()])).filter(|&distance| distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted() {
        let check = |a: &str, b: &str, most, expected| {
            assert_eq!(within(a, b, most), expected, "{a} {b}");
            assert_eq!(within(b, a, most), expected, "{b} {a}");
        };
        check("limited", "limited", 0, Some(0));
        check("limited", "limitied", 1, Some(1));
        check("limited", "limietd", 1, Some(1));
        check("limited", "lmtd", 2, None);
        check("kitten", "sitting", 3, Some(3));
        check("kitten", "sitting", 2, None);
        check("", "ab", 2, Some(2));
        check("ca", "abc", 3, Some(3));
        check("mullér", "muller", 1, Some(1));
        check(&"a".repeat(500), &"b".repeat(500), 3, None);
    }

    /// The same without any limit, straight from the definition.
    fn plain(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let best = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                    let is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if is_swap {
                        best.min(table[i - 2][j - 2] + 1)
                    } else {
                        best
                    }
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest::proptest! {
        #[test]
        fn limits_change_nothing(a in "[abc]{0,12}", b in "[abc]{0,12}", most in 0usize..5) {
            let expected = plain(a.as_bytes(), b.as_bytes());
            proptest::prop_assert_eq!(within(&a, &b, most), Some(expected).filter(|&d| d <= most));
        }
    }
}
