//! What was left out between pieces that a row joins by […].
//!
//! Pieces that are each in the text can say together what nobody said: "We will […] pay" of "We will
//! not pay". So what lies between them is looked at. Between quotations the article's own words lie,
//! which are no part of what was said; elsewhere a negation or a number that was left out, or a gap
//! over half a page, makes the join doubtful.

use std::ops::Range;

use crate::words::{is_negation, is_number, words};

/// How many bytes may lie between two pieces. Of contents that the networks find in free news, 99 in
/// 100 gaps are shorter; the longer ones are of pieces that do not belong together.
const MOST_GAP: usize = 600;

/// How long a gap is within one clause, at most.
const CLAUSE: usize = 60;

/// Whether what was left out may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Join {
    /// Nothing of weight.
    Fair,
    /// A negation or a number, or more than stands between pieces of one statement.
    Doubtful,
    /// A negation in the middle of a clause.
    Turned,
}

/// The worst of the joins at these gaps of the text. What the row itself has as its cue or source is
/// not left out.
pub(crate) fn worst(text: &str, gaps: &[Range<usize>], told: &[&str]) -> Join {
    let join = |gap: &Range<usize>| judge(text, gap.clone(), told);
    gaps.iter().map(join).max().unwrap_or(Join::Fair)
}

fn judge(text: &str, gap: Range<usize>, told: &[&str]) -> Join {
    let Some(left_out) = text.get(gap.clone()) else { return Join::Doubtful };
    if left_out.len() > MOST_GAP {
        return Join::Doubtful;
    }
    let before = text.get(..gap.start).and_then(|text| text.chars().next_back());
    let after = text.get(gap.end..).and_then(|text| text.chars().next());
    let closes = before.is_some_and(is_mark) || left_out.trim_start().starts_with(is_mark);
    let opens = after.is_some_and(is_mark) || left_out.trim_end().ends_with(is_mark);
    if closes && opens {
        return Join::Fair;
    }
    let told: Vec<String> =
        told.iter().flat_map(|told| words(told)).map(|word| word.plain).collect();
    let untold: Vec<String> = words(left_out).into_iter().map(|word| word.plain).collect();
    let mut untold = untold.iter().filter(|word| !told.contains(word));
    let is_clause =
        left_out.len() <= CLAUSE && !left_out.contains(['.', '!', '?', ';', '"', '”', '\n']);
    let is_told = words(left_out).iter().any(|word| told.contains(&word.plain));
    if is_clause && !is_told && untold.clone().any(|word| is_negation(word)) {
        return Join::Turned;
    }
    if untold.any(|word| is_negation(word) || is_number(word)) {
        Join::Doubtful
    } else {
        Join::Fair
    }
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '‘' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(text: &str, left_out: &str, told: &[&str]) -> Join {
        let start = text.find(left_out).expect("in the text");
        worst(text, std::slice::from_ref(&(start..start + left_out.len())), told)
    }

    #[test]
    fn article_s_words_between_quotations_may_be_left_out() {
        let text = "“We will pay,” said Bo Ek, who is 45 and not alone, “and leave.”";
        assert_eq!(join(text, " said Bo Ek, who is 45 and not alone, ", &[]), Join::Fair);
        let text = "The road, the mayor said, was closed.";
        assert_eq!(join(text, ", the mayor said,", &["said", "the mayor"]), Join::Fair);
    }

    #[test]
    fn negation_within_a_clause_turns_it() {
        assert_eq!(join("We will not pay.", " not ", &[]), Join::Turned);
        assert_eq!(
            join("It was never agreed to.", " was never agreed ", &["was never agreed"]),
            Join::Fair
        );
        assert_eq!(join("We will. Not today. We pay.", ". Not today. We ", &[]), Join::Doubtful);
    }

    #[test]
    fn number_and_distance_make_it_doubtful() {
        assert_eq!(join("We pay in 1993 to all.", " in 1993 ", &[]), Join::Doubtful);
        let far = format!("We {}pay.", "rest and ".repeat(80));
        assert_eq!(join(&far, &"rest and ".repeat(80), &[]), Join::Doubtful);
        assert_eq!(worst("", &[], &[]), Join::Fair);
    }
}
