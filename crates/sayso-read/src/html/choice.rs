//! Which paragraphs of a page are its article.
//!
//! The smallest element that holds nearly all prose of the page is its article, less what says that
//! it is none. Going down from the page, a step into one child is taken only where its siblings
//! hold next to nothing, and never past a sibling of the same form, because an article often stands
//! in several containers with advertisements between them, and a live blog in many.

use std::ops::Range;

use super::Strictness;
use super::asides::{Asides, Weights};
use super::outline::{Block, Container, Kind, Outline};
use super::words::{is_addressed, is_asking, is_label, is_saying, pointer};

/// Of ten parts of the prose, those that a child must hold to be gone down into. Measured on 181
/// pages of news: 7 loses a point of recall, 9 one of precision.
const PARTS_TO_GO_DOWN: usize = 8;

/// A line that asks to subscribe is no longer than this; an article on subscribers may be.
const WORDS_OF_AN_ASKING_LINE: usize = 40;

/// The most letters outside the link of a line that points to another article, its label aside.
const LETTERS_BESIDE_A_POINTER: usize = 8;

/// The places of the blocks of the article, in their order.
pub(super) fn choose(outline: &Outline, strictness: Strictness, title: &str) -> Vec<usize> {
    let asides = Asides::of(outline, strictness);
    let weights = asides.weights_of_the_rest();
    let root = root(outline, &asides, &weights);
    let Some(container) = outline.containers.get(root) else { return Vec::new() };
    let home = home(outline, &asides, root);
    let is_link_list = link_lists(outline, root, &weights);
    let is_list = |block: &Block| is_link_list.get(block.parent).copied().unwrap_or_default();
    let stays = |at: &usize| {
        outline.blocks.get(*at).is_some_and(|block| {
            let is_out = asides.is_aside(block.parent) || asides.asks_for_consent(*at, block);
            let is_caption = block.kind == Kind::Caption && !asides.is_by_a_quotation(block);
            !is_out && !is_list(block) && !is_caption && is_kept(outline, block, title)
        })
    };
    let mut chosen: Vec<usize> = container.blocks.clone().filter(stays).collect();
    if weights.of(container) > 0 {
        trim_end(outline, &mut chosen);
        trim_start(outline, &mut chosen);
        let is_apart = |at: usize| match outline.blocks.get(at) {
            Some(block) if asides.is_aside(block.parent) || is_label(&block.text) => Beside::Passed,
            Some(block) if stays(&at) && is_paragraph_of_an_article(block) => Beside::Taken,
            Some(block) if block.kind == Kind::Heading => Beside::End,
            _ => Beside::Other,
        };
        let mut all = above(home.start..container.blocks.start, is_apart);
        all.append(&mut chosen);
        all.extend(below(container.blocks.end..home.end, is_apart));
        return all;
    }
    chosen
}

/// What a block beside the container of the article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// A paragraph of the article that has a container of its own.
    Taken,
    /// A box or an advertisement.
    Passed,
    /// Something else, such as a byline.
    Other,
    /// A heading over something else.
    End,
}

/// The first paragraphs of the article where they stand above its container: those that nothing
/// parts from it. A summary stands above the byline.
fn above(blocks: Range<usize>, is: impl Fn(usize) -> Beside) -> Vec<usize> {
    let near = blocks.rev().map(|at| (at, is(at)));
    let near = near.take_while(|(_, beside)| matches!(beside, Beside::Taken | Beside::Passed));
    let taken = near.filter(|(_, beside)| *beside == Beside::Taken);
    let mut found: Vec<usize> = taken.map(|(at, _)| at).collect();
    found.reverse();
    found
}

/// The last paragraphs of the article where they stand below its container, before any heading.
fn below(blocks: Range<usize>, is: impl Fn(usize) -> Beside) -> impl Iterator<Item = usize> {
    let beside = blocks.map(move |at| (at, is(at)));
    let before = beside.take_while(|(_, beside)| *beside != Beside::End);
    before.filter(|(_, beside)| *beside == Beside::Taken).map(|(at, _)| at)
}

/// The blocks among which the article stands: those of its element, or of the container that has
/// its title, from the title on. A first or last paragraph often has a container of its own there.
fn home(outline: &Outline, asides: &Asides<'_>, root: usize) -> Range<usize> {
    let named = |at: usize| outline.containers.get(at).map(|found| &*found.name);
    let mut around = std::iter::once(root).chain(outline.above(root));
    let is_home = |at: &usize| named(*at) == Some("article") || asides.has_title(*at);
    let Some(home) = around.find(is_home).and_then(|at| outline.containers.get(at)) else {
        return 0..0;
    };
    let blocks = home.blocks.clone();
    let is_title = |at: &usize| {
        outline
            .blocks
            .get(*at)
            .is_some_and(|block| block.kind == Kind::Heading && in_title(outline, block))
    };
    let title = blocks.clone().rfind(is_title).unwrap_or(blocks.start);
    let is_page = matches!(&*home.name, "body" | "html");
    title..if is_page { title } else { blocks.end }
}

/// Whether the block is a paragraph such as only an article has: one that quotes or says who said
/// something, or a long sentence that is no link and does not speak to the reader.
fn is_paragraph_of_an_article(block: &Block) -> bool {
    /// Bylines, notices and cards are shorter.
    const WORDS: usize = 20;
    let is_told = says_who(block) && ends_sentence(&block.text);
    let is_long = block.words >= WORDS && block.text.ends_with('.') && !is_addressed(&block.text);
    let is_prose = block.weight() > 0 && is_long || is_told;
    block.kind == Kind::Text && is_prose && !block.is_linked(1, 4) && !is_asking(&block.text)
}

/// Whether the block quotes, or says who said something.
fn says_who(block: &Block) -> bool {
    block.text.contains(['“', '"']) || is_saying(&block.text)
}

/// The container of the article.
fn root(outline: &Outline, asides: &Asides<'_>, weights: &Weights) -> usize {
    let mut at = landmark(outline, asides, weights);
    while let Some(child) = heaviest_child(outline, at, weights) {
        let (Some(outer), Some(inner)) =
            (outline.containers.get(at), outline.containers.get(child))
        else {
            break;
        };
        let weight = weights.of(inner);
        let is_all = weight == weights.of(outer);
        let is_most = weight * 10 >= weights.of(outer) * PARTS_TO_GO_DOWN;
        if weight == 0 || !is_most || !is_all && has_twin(outline, asides, at, child, weights) {
            break;
        }
        at = child;
    }
    at
}

/// Where the search begins: the element that says that it is the article and holds half the prose,
/// or what holds it together with others of its form; else the page.
fn landmark(outline: &Outline, asides: &Asides<'_>, weights: &Weights) -> usize {
    let says = |is: fn(&Container) -> bool| {
        let found = outline.containers.iter().enumerate().skip(1);
        found
            .filter(|(at, container)| is(container) && !asides.is_aside(*at))
            .map(|(at, container)| (at, container, weights.of(container)))
            // The outer one of two that hold the same.
            .max_by_key(|(at, _, weight)| (*weight, std::cmp::Reverse(*at)))
            .filter(|(.., weight)| weight * 2 > weights.all())
    };
    let body = says(|container| container.role.is_body);
    let Some((at, container, weight)) = body.or_else(|| says(|found| &*found.name == "article"))
    else {
        return 0;
    };
    let is_alone =
        weight == weights.all() || !has_twin(outline, asides, container.parent, at, weights);
    if is_alone { at } else { container.parent }
}

fn heaviest_child(outline: &Outline, at: usize, weights: &Weights) -> Option<usize> {
    let is_paragraph = |name: &str| {
        matches!(name, "p" | "ul" | "ol" | "li" | "dl" | "blockquote" | "pre" | "table" | "tr")
    };
    let holds = |child: &usize| {
        outline.containers.get(*child).filter(|found| !is_paragraph(&found.name)).is_some()
    };
    let weight =
        |child: &usize| outline.containers.get(*child).map_or(0, |found| weights.of(found));
    outline.children(at).filter(holds).max_by_key(weight)
}

/// Whether another child of the container has the form of the child and prose of its own.
fn has_twin(
    outline: &Outline,
    asides: &Asides<'_>,
    at: usize,
    child: usize,
    weights: &Weights,
) -> bool {
    let Some(one) = outline.containers.get(child) else { return false };
    // Elements without a class are alike everywhere but within an article.
    let is_told = one.role.shape != 0 || asides.is_in_article(at);
    let is_twin = |other: &Container| {
        let is_alike = other.name == one.name && other.role.shape == one.role.shape;
        is_alike && is_told && weights.of(other) > 0
    };
    let others = outline.children(at).filter(|other| *other != child && !asides.is_aside(*other));
    others.filter_map(|other| outline.containers.get(other)).any(is_twin)
}

/// The containers below the root that hold little but links.
fn link_lists(outline: &Outline, root: usize, weights: &Weights) -> Vec<bool> {
    /// Prose that is worth more than the links beside it.
    const WORTH: usize = 100;
    let mut found = vec![false; outline.containers.len()];
    let end = outline.containers.get(root).map_or(0, |container| container.end);
    for at in root + 1..end {
        let Some(container) = outline.containers.get(at) else { break };
        let is_list = matches!(&*container.name, "ul" | "ol" | "dl" | "div" | "section" | "table");
        let blocks = outline.blocks_of(container);
        let letters: usize = blocks.iter().map(|block| block.letters).sum();
        let linked: usize = blocks.iter().map(|block| block.linked).sum();
        let has_sentence = blocks.iter().any(is_sentence_with_a_link);
        let inherits = found.get(container.parent).copied().unwrap_or_default();
        let is_link_list =
            is_list && linked * 2 > letters && !has_sentence && weights.of(container) < WORTH;
        if let Some(place) = found.get_mut(at) {
            *place = inherits || is_link_list;
        }
    }
    found
}

/// Whether the block belongs to the article that it stands in.
fn is_kept(outline: &Outline, block: &Block, title: &str) -> bool {
    let text = &*block.text;
    let is_quoted = text.contains(['“', '"']);
    let is_title =
        block.kind == Kind::Heading && (in_title(outline, block) || is_same(text, title));
    let is_only_link = block.is_linked(8, 9) && !ends_sentence(text);
    let is_asking =
        block.words <= WORDS_OF_AN_ASKING_LINE && block.linked > 0 && !is_quoted && is_asking(text);
    let is_pointer = is_pointer(block);
    let is_none = is_title || is_only_link || is_asking || is_pointer || is_label(text);
    block.letters > 0 && !is_none
}

/// Whether the line points to another article, as "Read more: …" does: all behind its label is the
/// link, or next to all.
fn is_pointer(block: &Block) -> bool {
    let label = block.is_linked(1, 2).then(|| pointer(&block.text)).flatten();
    label.is_some_and(|label| {
        let label = label.chars().filter(|letter| letter.is_alphanumeric()).count();
        block.letters - block.linked <= label + LETTERS_BESIDE_A_POINTER
    })
}

/// Whether the block is a sentence of which a link is a part, however long: “No,” <a>Bo Ek said</a>;
/// or all of it where it quotes, or but for the full stop.
fn is_sentence_with_a_link(block: &Block) -> bool {
    let is_quoted = block.text.contains(['“', '"']);
    let is_part = !block.is_linked(8, 9) || is_quoted || !block.is_end_linked;
    block.words >= 3 && ends_sentence(&block.text) && is_part
}

fn in_title(outline: &Outline, block: &Block) -> bool {
    let mut names = outline.around(block).filter_map(|at| outline.containers.get(at));
    names.any(|container| &*container.name == "h1")
}

/// Whether the heading is the title, which may have the name of the site behind it.
fn is_same(heading: &str, title: &str) -> bool {
    let heading = heading.trim();
    heading.len() >= 15 && title.starts_with(heading)
}

/// Whether the text ends as a sentence or with a quotation.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['’', '\'', ')']);
    text.ends_with(['.', '!', '?', '”', '"'])
}

/// Takes away what pages set below an article: headings over nothing, links to other articles, lines
/// of one or two words, requests to subscribe.
fn trim_end(outline: &Outline, chosen: &mut Vec<usize>) {
    let is_loose = |block: &Block| match block.kind {
        Kind::Heading => true,
        Kind::Item if block.is_linked(1, 4) => !is_sentence_with_a_link(block) || !says_who(block),
        Kind::Item => false,
        _ if block.text.starts_with(['—', '–', '―']) || is_in_a_quotation(outline, block) => {
            false
        }
        _ if block.words < 8 && !block.is_ended() => true,
        _ if block.is_linked(1, 2) && !block.is_ended() => true,
        _ => block.words <= 60 && !block.text.contains(['“', '"']) && is_asking(&block.text),
    };
    while let Some(block) = chosen.last().and_then(|at| outline.blocks.get(*at)) {
        if !is_loose(block) {
            break;
        }
        chosen.pop();
    }
}

fn is_in_a_quotation(outline: &Outline, block: &Block) -> bool {
    let mut around = outline.around(block).filter_map(|at| outline.containers.get(at));
    around.any(|container| &*container.name == "blockquote")
}

/// Takes away what pages set above an article: the names of its authors, its date, its section.
fn trim_start(outline: &Outline, chosen: &mut Vec<usize>) {
    let is_loose = |at: &usize| {
        let block = outline.blocks.get(*at);
        block.is_some_and(|block| {
            block.kind != Kind::Heading && block.words < 12 && !block.is_ended()
        })
    };
    let count = chosen.iter().take_while(|at| is_loose(at)).count();
    chosen.drain(..count);
}
