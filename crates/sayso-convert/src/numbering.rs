//! The numbers of statements, and of those around them.

use std::collections::HashMap;

use sayso_text::Statement;

use crate::draft::Names;
use crate::rows;

/// Gives the statements their numbers: those that they have, where all have one and no two the
/// same, or else in the order of their contents. A statement within another names its new number.
pub(crate) fn number(mut named: Vec<(Statement, &Names)>) -> Vec<Statement> {
    let keeps = is_numbered(&named);
    if !keeps {
        named.sort_by_key(|(one, _)| (one.attribution.bounds(), one.attribution.cue));
        for ((statement, _), number) in named.iter_mut().zip(1..) {
            statement.number = number;
        }
    }
    let numbers: HashMap<&str, usize> =
        named.iter().map(|(statement, names)| (&*names.own, statement.number)).collect();
    let outer = |names: &Names| {
        let within = Some(&*names.within).filter(|within| !within.is_empty())?;
        // One that was left out of the table keeps its number too.
        let left_out = || keeps.then(|| rows::number(within)).flatten();
        numbers.get(within).copied().or_else(left_out)
    };
    let renamed = named.into_iter().map(|(statement, names)| {
        let within = outer(names).filter(|outer| *outer != statement.number);
        statement.with_outer(within)
    });
    renamed.collect()
}

fn is_numbered(named: &[(Statement, &Names)]) -> bool {
    let mut numbers: Vec<usize> = named.iter().map(|(statement, _)| statement.number).collect();
    numbers.sort_unstable();
    numbers.first().is_none_or(|first| *first > 0)
        && numbers.windows(2).all(|pair| pair.first() != pair.last())
}

#[cfg(test)]
mod tests {
    use sayso_text::{Attribution, Span, Speaker};

    use super::*;

    fn statement(number: usize, start: usize) -> Statement {
        let attribution = Attribution::new(Span::default(), vec![Span::new(start, start + 9)]);
        Statement::new(number, attribution, Speaker::default())
    }

    fn names(own: &str, within: &str) -> Names {
        Names { own: own.to_owned(), within: within.to_owned() }
    }

    fn numbers(named: Vec<(Statement, &Names)>) -> Vec<(usize, Option<usize>)> {
        number(named).iter().map(|statement| (statement.number, statement.within)).collect()
    }

    #[test]
    fn names_of_a_form_become_numbers_of_both() {
        let (inner, outer) = (names("B", "A"), names("A", ""));
        let named = vec![(statement(0, 5), &inner), (statement(0, 0), &outer)];
        assert_eq!(numbers(named), [(1, None), (2, Some(1))]);
    }

    #[test]
    fn outer_statement_that_is_left_out_keeps_its_number() {
        let inner = names("S7", "S3");
        assert_eq!(numbers(vec![(statement(7, 5), &inner)]), [(7, Some(3))]);
        assert_eq!(numbers(vec![(statement(0, 5), &inner)]), [(1, None)]);
    }

    #[test]
    fn statement_stands_in_no_content_of_its_own() {
        let own = names("S1", "S1");
        assert_eq!(numbers(vec![(statement(1, 0), &own)]), [(1, None)]);
    }
}
