//! The parts of a page that are no article.
//!
//! A part says so itself (navigation, a footer, a dialog, a class such as "related"), or its form
//! does: a list of links with a line below each, a box under the heading "Most read", a picture
//! with its caption. What a class says is not trusted where the article's own landmarks stand
//! inside, because sites name whole layouts after one column of them.

use super::consent::{is_about_consent, may_be_consent, mentions_consent};
use super::outline::{Block, Container, Kind, Outline};
use super::words::{Heading, heading_of_aside};
use super::{LITTLE, Strictness};

/// A card that leads to another article has fewer words than an article has.
const WORDS_OF_A_CARD: usize = 100;

/// The most words of a form to subscribe or to search.
const WORDS_OF_A_FORM: usize = 60;

/// The most letters of a dialog about consent. A page that is longer is none, and is not searched.
const LETTERS_OF_A_DIALOG: usize = 20_000;

/// Articles of a front page. A page about one thing may have a few more at its end.
pub(super) const MANY_ARTICLES: usize = 6;

/// Fewer words are a link or a button, which tells nothing of consent.
const WORDS_THAT_TELL: usize = 6;

/// Of ten parts of the page's prose, those from which on a part of an article is believed to be one
/// whatever its class says, or its tag.
const NAMED_OF_TEN: usize = 3;
const MARKED_OF_TEN: usize = 4;

/// A paragraph of so many words is more than a button or a heading of a dialog.
const WORDS_OF_ANOTHER: usize = 10;

/// A line of so many words without an end stands for a heading.
const WORDS_OF_A_HEADING: usize = 5;

/// The most words of a picture's caption with its credit.
const WORDS_OF_A_CAPTION: usize = 80;

/// For each container whether it is no article, or lies in one that is none.
#[derive(Debug)]
pub(super) struct Asides<'o> {
    outline: &'o Outline,
    landmarks: Vec<Landmarks>,
    weights: Weights,
    is_aside: Vec<bool>,
    /// Lists of links with a line each, which count for nothing and may still stand in an article.
    is_list_of_links: Vec<bool>,
    consent: Vec<Consent>,
}

/// Whether a paragraph speaks of consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Consent {
    None,
    /// It has a word of it, as an article may.
    Mentioned,
    /// It is the text of a dialog.
    Asked,
}

/// What stands within a container.
#[derive(Clone, Copy, Debug, Default)]
struct Landmarks {
    article: bool,
    body: bool,
    title: bool,
    quotation: bool,
}

/// The weights of the blocks, summed so that those of any container are known at once.
#[derive(Debug)]
pub(super) struct Weights(Vec<usize>);

impl Weights {
    pub(super) fn new(weights: impl Iterator<Item = usize>) -> Self {
        let mut sum = 0;
        let sums = weights.map(|weight| {
            sum += weight;
            sum
        });
        Self(std::iter::once(0).chain(sums).collect())
    }

    /// The weight of all blocks of the container.
    pub(super) fn of(&self, container: &Container) -> usize {
        let at = |place: usize| self.0.get(place).copied().unwrap_or_default();
        at(container.blocks.end) - at(container.blocks.start)
    }

    pub(super) fn all(&self) -> usize {
        self.0.last().copied().unwrap_or_default()
    }
}

impl<'o> Asides<'o> {
    /// Finds them in one pass over the page.
    pub(super) fn of(outline: &'o Outline, strictness: Strictness) -> Self {
        let count = outline.containers.len();
        let landmarks = landmarks(outline);
        let weights = Weights::new(outline.blocks.iter().map(Block::weight));
        let (is_aside, is_list_of_links) = (vec![false; count], vec![false; count]);
        let consent = outline.blocks.iter().map(consent).collect();
        let mut asides = Self { outline, landmarks, weights, is_aside, is_list_of_links, consent };
        for (at, container) in outline.containers.iter().enumerate().skip(1) {
            let inherits = asides.is_aside(container.parent);
            let found = inherits || asides.judge(at, container, strictness);
            let is_list = asides.is_list(container.parent) || asides.has_links(at, container);
            asides.set(at, found, is_list);
        }
        asides
    }

    fn set(&mut self, at: usize, is_aside: bool, is_list: bool) {
        if let Some(place) = self.is_aside.get_mut(at) {
            *place = is_aside;
        }
        if let Some(place) = self.is_list_of_links.get_mut(at) {
            *place = is_list;
        }
    }

    /// Whether the container is no article.
    pub(super) fn is_aside(&self, at: usize) -> bool {
        self.is_aside.get(at).copied().unwrap_or_default()
    }

    fn is_list(&self, at: usize) -> bool {
        self.is_list_of_links.get(at).copied().unwrap_or_default()
    }

    /// Whether the title of the page stands in the container.
    pub(super) fn has_title(&self, at: usize) -> bool {
        self.landmarks(at).title
    }

    /// The weights of the blocks outside all that is no article.
    pub(super) fn weights_of_the_rest(&self) -> Weights {
        let weight = |(at, block): (usize, &Block)| {
            let is_aside = self.is_aside(block.parent) || self.asks_for_consent(at, block);
            if is_aside || self.is_list(block.parent) { 0 } else { block.weight() }
        };
        Weights::new(self.outline.blocks.iter().enumerate().map(weight))
    }

    /// Whether the block, which stands at the place, asks for consent and stands alone: a page may
    /// set its dialog in an element that no browser knows, or in none.
    pub(super) fn asks_for_consent(&self, at: usize, block: &Block) -> bool {
        self.consent.get(at) == Some(&Consent::Asked) && !self.is_in_article(block.parent)
    }

    /// Whether the container is the element of an article, or within it.
    pub(super) fn is_in_article(&self, at: usize) -> bool {
        let is_article = |at: usize| {
            let found = self.outline.containers.get(at);
            found.is_some_and(|found| {
                matches!(&*found.name, "article" | "main") || found.role.is_body
            })
        };
        std::iter::once(at).chain(self.outline.above(at)).any(is_article)
    }

    fn landmarks(&self, at: usize) -> Landmarks {
        self.landmarks.get(at).copied().unwrap_or_default()
    }

    fn judge(&self, at: usize, container: &Container, strictness: Strictness) -> bool {
        if container.role.is_dialog || self.is_consent(at, container) {
            return true;
        }
        match strictness {
            Strictness::Strict => {
                self.says_so(at, container)
                    || self.is_card(at, container)
                    || self.is_under_such_a_heading(at, container)
                    || self.is_picture(at, container)
                    || self.is_short_form(at, container)
            }
            Strictness::Lenient => {
                let is_beside = || container.role.is_marked && self.is_beside_an_article(container);
                (container.role.is_never || is_beside()) && self.says_so(at, container)
            }
            Strictness::Least => container.role.is_never && self.says_so(at, container),
        }
    }

    /// Whether its tag, its role or its class says that it is no article.
    fn says_so(&self, at: usize, container: &Container) -> bool {
        let (role, landmarks) = (&container.role, self.landmarks(at));
        let weight = self.weights.of(container);
        let is_embed = landmarks.quotation && role.is_embed;
        let is_page = matches!(&*container.name, "body" | "html" | "main");
        let is_signature =
            &*container.name == "footer" && self.name(container.parent) == "blockquote";
        if !role.is_aside || role.is_body || is_page || is_embed || is_signature {
            return false;
        }
        if &*container.name == "article" {
            return weight * 10 <= self.weights.all() * 3;
        }
        if self.is_part_of_an_article(container) {
            return false;
        }
        let rest = self.weights.all() - weight;
        let is_beside = || rest >= LITTLE || self.is_beside_an_article(container);
        let is_believed = role.is_marked && is_beside() || weight <= rest;
        // Comments are articles of their own in many pages.
        let is_no_article = !landmarks.title && !landmarks.body && rest >= LITTLE;
        role.is_never && is_no_article || !landmarks.article && (role.is_never || is_believed)
    }

    /// Whether an element of an article with prose, however short, stands outside the container.
    fn is_beside_an_article(&self, container: &Container) -> bool {
        let is_outside = |article: &Container| {
            let (one, other) = (&article.blocks, &container.blocks);
            one.end <= other.start || other.end <= one.start
        };
        let is_article = |found: &Container| {
            &*found.name == "article" && !found.role.is_aside && self.weights.of(found) > 0
        };
        self.outline.containers.iter().any(|found| is_article(found) && is_outside(found))
    }

    /// Whether the page is a front page: many articles with linked headings, and no title.
    pub(super) fn is_list_of_articles(&self) -> bool {
        let containers = self.outline.containers.iter().enumerate();
        let cards = containers.filter(|(at, container)| {
            &*container.name == "article" && self.is_card(*at, container)
        });
        let prose = cards.map(|(_, card)| (1, self.weights.of(card)));
        let (count, weight) = prose.fold((0, 0), |sum, card| (sum.0 + card.0, sum.1 + card.1));
        !self.has_title(0) && count >= MANY_ARTICLES && weight * 10 >= self.weights.all() * 8
    }

    /// Whether so much prose without links stands in it, within an article, that its name or heading
    /// is no reason to leave it out: "related-deaths" and "jobs-section" are names of sections.
    fn is_part_of_an_article(&self, container: &Container) -> bool {
        let of_ten = if container.role.is_marked { MARKED_OF_TEN } else { NAMED_OF_TEN };
        let is_large = self.weights.of(container) * 10 >= self.weights.all() * of_ten;
        is_large
            && !container.role.is_foreign
            && self.is_in_article(container.parent)
            && self.is_plain(container)
    }

    /// Whether next to nothing of it is in links.
    fn is_plain(&self, container: &Container) -> bool {
        let blocks = self.outline.blocks_of(container);
        let letters: usize = blocks.iter().map(|block| block.letters).sum();
        let linked: usize = blocks.iter().map(|block| block.linked).sum();
        linked * 10 < letters
    }

    fn name(&self, at: usize) -> &str {
        self.outline.containers.get(at).map(|container| &*container.name).unwrap_or_default()
    }

    /// Whether the block stands in a figure with a quotation, so that it says who is quoted.
    pub(super) fn is_by_a_quotation(&self, block: &Block) -> bool {
        let mut around = self.outline.around(block);
        around.any(|at| self.name(at) == "figure" && self.landmarks(at).quotation)
    }

    /// Letters of the prose outside all that is no article.
    pub(super) fn prose(&self) -> usize {
        let is_out = |(at, block): (usize, &Block)| {
            self.is_aside(block.parent) || self.asks_for_consent(at, block)
        };
        let blocks = self.outline.blocks.iter().enumerate();
        let prose = blocks.filter(|(at, block)| block.weight() > 0 && !is_out((*at, *block)));
        prose.map(|(_, block)| block.letters).sum()
    }

    /// Whether it is a card: an item with a linked heading and a few words.
    fn is_card(&self, at: usize, container: &Container) -> bool {
        let is_item = matches!(&*container.name, "article" | "li");
        if !is_item || self.has_title(at) {
            return false;
        }
        let blocks = self.outline.blocks_of(container);
        let mut first = blocks.iter().take(3);
        let heading = first.find(|block| block.kind == Kind::Heading);
        let words: usize = blocks.iter().map(|block| block.words).sum();
        heading.is_some_and(|heading| heading.is_linked(8, 10)) && words < WORDS_OF_A_CARD
    }

    /// Whether it begins with a heading such as "Related stories".
    fn is_under_such_a_heading(&self, at: usize, container: &Container) -> bool {
        let is_page = matches!(&*container.name, "body" | "html");
        let first = self.outline.blocks_of(container).first();
        let such = |block: &Block| {
            let is_line = block.words <= WORDS_OF_A_HEADING && !block.is_ended();
            (block.kind == Kind::Heading || is_line)
                .then(|| heading_of_aside(&block.text))
                .flatten()
        };
        match first.filter(|_| !is_page && !self.has_title(at)).and_then(such) {
            Some(Heading::Sure) => true,
            Some(Heading::Likely) => {
                let is_much = self.weights.of(container) * 10 >= self.weights.all();
                let is_heading = container.name.starts_with('h') && container.name.len() == 2;
                let is_part = is_heading || is_much && self.is_plain(container);
                !(is_part && self.is_in_article(container.parent))
            }
            None => false,
        }
    }

    /// Whether it is a form of a few words; some pages are one form from top to bottom.
    fn is_short_form(&self, at: usize, container: &Container) -> bool {
        let words = || self.outline.blocks_of(container).iter().map(|block| block.words);
        &*container.name == "form"
            && !self.landmarks(at).article
            && words().sum::<usize>() < WORDS_OF_A_FORM
    }

    fn is_picture(&self, at: usize, container: &Container) -> bool {
        let landmarks = self.landmarks(at);
        if !container.role.is_picture || landmarks.quotation || landmarks.article {
            return false;
        }
        let blocks = self.outline.blocks_of(container);
        let words: usize = blocks.iter().map(|block| block.words).sum();
        let weight = self.weights.of(container);
        words < WORDS_OF_A_CAPTION && weight * 10 < self.weights.all() * 3
    }

    /// Whether most items of the list begin with a link.
    fn has_links(&self, at: usize, container: &Container) -> bool {
        if !matches!(&*container.name, "ul" | "ol") || self.has_title(at) {
            return false;
        }
        let first = |item: usize| {
            let item = self.outline.containers.get(item)?;
            self.outline.blocks_of(item).first().filter(|_| &*item.name == "li")
        };
        let firsts: Vec<&Block> = self.outline.children(at).filter_map(first).collect();
        let leads = |block: &&&Block| block.linked >= 20 || block.is_linked(1, 2);
        firsts.len() >= 3 && firsts.iter().filter(leads).count() * 10 >= firsts.len() * 8
    }

    /// Whether the box speaks of consent alone. Looked at where a box begins, not at each paragraph.
    fn is_consent(&self, at: usize, container: &Container) -> bool {
        let is_box =
            matches!(&*container.name, "div" | "section" | "form" | "aside" | "table" | "main");
        let mentions = self.consent.get(container.blocks.clone()).unwrap_or_default();
        let is_mentioned = mentions.iter().take(3).any(|consent| *consent != Consent::None);
        if !is_box || !is_mentioned || self.holds_an_article(at, container) {
            return false;
        }
        let blocks = self.outline.blocks_of(container);
        if blocks.iter().map(|block| block.letters).sum::<usize>() > LETTERS_OF_A_DIALOG {
            return false;
        }
        // An article beside the dialog in the same box has paragraphs that speak of something else.
        let is_other = |(block, consent): (&Block, &Consent)| {
            let is_prose = block.words > WORDS_OF_ANOTHER && block.is_ended();
            *consent == Consent::None && is_prose && !mentions_consent(&block.text)
        };
        let others =
            blocks.iter().zip(mentions).filter(|(block, consent)| is_other((*block, *consent)));
        let others: usize = others.map(|(block, _)| block.letters).sum();
        let all: usize = blocks.iter().map(|block| block.letters).sum();
        let text = || blocks.iter().map(|block| &*block.text).collect::<Vec<_>>().join(" ");
        others * 2 < all && is_about_consent(&text())
    }

    /// Whether an article, a title or the body of an article stands in the container.
    fn holds_an_article(&self, at: usize, container: &Container) -> bool {
        let landmarks = self.landmarks(at);
        let is_article = |inner: usize| self.name(inner) == "article";
        match &*container.name {
            "main" => landmarks.title || landmarks.body || (at..container.end).any(is_article),
            _ => landmarks.article,
        }
    }
}

fn consent(block: &Block) -> Consent {
    if block.words < WORDS_THAT_TELL || !may_be_consent(&block.text) {
        return Consent::None;
    }
    let is_long = block.words >= WORDS_OF_ANOTHER && block.letters <= LETTERS_OF_A_DIALOG;
    let is_asked = is_long && !block.text.contains(['“', '"']) && is_about_consent(&block.text);
    if is_asked { Consent::Asked } else { Consent::Mentioned }
}

/// What stands within each container, from the innermost out.
fn landmarks(outline: &Outline) -> Vec<Landmarks> {
    let mut all = vec![Landmarks::default(); outline.containers.len()];
    for (at, container) in outline.containers.iter().enumerate().skip(1).rev() {
        let name = &*container.name;
        let within = all.get(at).copied().unwrap_or_default();
        let found = Landmarks {
            article: within.article
                || container.role.is_body
                || matches!(name, "article" | "main" | "h1"),
            body: within.body || container.role.is_body,
            title: within.title || name == "h1",
            quotation: within.quotation || name == "blockquote",
        };
        if let Some(place) = all.get_mut(at) {
            *place = found;
        }
        if let Some(parent) = all.get_mut(container.parent) {
            parent.article |= found.article;
            parent.body |= found.body;
            parent.title |= found.title;
            parent.quotation |= found.quotation;
        }
    }
    all
}
