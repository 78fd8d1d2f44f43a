//! Spans to elements that nest: where two overlap without one holding the other, one is broken in two.

use sayso_text::Span;

/// A stretch of text to be marked; `of` says what it is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark<T> {
    pub(crate) span: Span,
    pub(crate) of: T,
}

/// What stands at a place of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag<T> {
    Open(T),
    Close(T),
}

/// The tags of the marks within a block, each with its place, in the order in which they are written.
/// Marks are cut at the ends of the block. An outer mark comes before an inner one of the same span where
/// it stands before it in the list.
pub(crate) fn tags<T: Copy>(block: Span, marks: &[Mark<T>]) -> Vec<(usize, Tag<T>)> {
    let mut cut: Vec<Mark<T>> = marks.iter().filter_map(|mark| within(block, *mark)).collect();
    cut.sort_by_key(|mark| (mark.span.start(), std::cmp::Reverse(mark.span.end())));
    let mut tags = Vec::new();
    let mut open: Vec<Mark<T>> = Vec::new();
    for mark in cut {
        close_until(&mut open, mark.span.start(), &mut tags);
        tags.push((mark.span.start(), Tag::Open(mark.of)));
        open.push(mark);
    }
    close_until(&mut open, block.end(), &mut tags);
    tags
}

fn within<T>(block: Span, mark: Mark<T>) -> Option<Mark<T>> {
    let start = mark.span.start().max(block.start());
    let end = mark.span.end().min(block.end());
    (start < end).then(|| Mark { span: Span::new(start, end), of: mark.of })
}

/// Closes, in order, what ends at or before the place; what stands open inside is opened again.
fn close_until<T: Copy>(open: &mut Vec<Mark<T>>, place: usize, tags: &mut Vec<(usize, Tag<T>)>) {
    while let Some(end) = open.iter().map(|mark| mark.span.end()).min().filter(|end| *end <= place)
    {
        let Some(outermost) = open.iter().position(|mark| mark.span.end() == end) else { return };
        let inside = open.split_off(outermost);
        tags.extend(inside.iter().rev().map(|mark| (end, Tag::Close(mark.of))));
        for mark in inside.into_iter().filter(|mark| mark.span.end() > end) {
            tags.push((end, Tag::Open(mark.of)));
            open.push(mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str, marks: &[(usize, usize)]) -> String {
        let marks: Vec<Mark<usize>> = marks
            .iter()
            .zip(1..)
            .map(|((start, end), of)| Mark { span: Span::new(*start, *end), of })
            .collect();
        let mut out = String::new();
        let mut done = 0;
        for (place, tag) in tags(Span::new(0, text.len()), &marks) {
            out.push_str(Span::new(done, place).of(text));
            done = place;
            match tag {
                Tag::Open(of) => out.push_str(&format!("<{of}>")),
                Tag::Close(of) => out.push_str(&format!("</{of}>")),
            }
        }
        out + Span::new(done, text.len()).of(text)
    }

    #[test]
    fn inner_marks_nest_and_neighbours_stand_side_by_side() {
        assert_eq!(written("abcdef", &[(0, 4), (1, 3), (4, 6)]), "<1>a<2>bc</2>d</1><3>ef</3>");
        assert_eq!(written("ab", &[(0, 2), (0, 2)]), "<1><2>ab</2></1>");
    }

    #[test]
    fn crossing_mark_is_broken_where_the_outer_one_ends() {
        assert_eq!(written("abcdef", &[(0, 4), (2, 6)]), "<1>ab<2>cd</2></1><2>ef</2>");
    }

    proptest! {
        #[test]
        fn tags_are_always_balanced_and_cover_each_mark(
            ends in prop::collection::vec((0..12_usize, 0..12_usize), 0..8)
        ) {
            let text = "abcdefghijkl";
            let marks: Vec<_> = ends.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
            let written = written(text, &marks);
            let mut open: Vec<usize> = Vec::new();
            let mut covered = vec![String::new(); marks.len() + 1];
            for part in written.split('<').filter(|part| !part.is_empty()) {
                let words = match part.split_once('>') {
                    None => part,
                    Some((tag, words)) => {
                        match tag.strip_prefix('/') {
                            Some(tag) => prop_assert_eq!(open.pop(), tag.parse().ok()),
                            None => open.push(tag.parse().expect("a number")),
                        }
                        words
                    }
                };
                open.iter().for_each(|of| covered[*of].push_str(words));
            }
            prop_assert!(open.is_empty());
            for (place, (start, end)) in marks.iter().enumerate() {
                prop_assert_eq!(&covered[place + 1], Span::new(*start, *end).of(text));
            }
        }
    }
}
