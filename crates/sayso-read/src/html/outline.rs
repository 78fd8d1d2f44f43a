//! The paragraphs of a page and the elements around them.

use dom_query::{Document, LocalName, NodeData, NodeRef};

use super::consent::may_be_consent;
use super::inline::Paragraph;
use super::role::{Role, is_skipped, role};
use crate::elements::is_block;

/// The most elements around a paragraph that are kept apart. Pages of news have some dozen; the
/// page is flattened before it comes here.
const DEEPEST: usize = 1000;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Heading,
    Item,
    Cell,
    Caption,
}

/// A paragraph: text that no other block parts.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) kind: Kind,
    /// Letters and digits, and those of them that are in links.
    pub(super) letters: usize,
    pub(super) linked: usize,
    /// Whether its last sign is in a link.
    pub(super) is_end_linked: bool,
    pub(super) words: usize,
    /// The container that it stands in.
    pub(super) parent: usize,
}

/// An element that holds paragraphs.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) name: LocalName,
    pub(super) role: Role,
    pub(super) parent: usize,
    /// The first of its blocks and the one after its last.
    pub(super) blocks: std::ops::Range<usize>,
    /// The container after the last one within it.
    pub(super) end: usize,
}

/// The paragraphs of a page in their order, and the containers around them; an outer container
/// comes before those in it.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) blocks: Vec<Block>,
    pub(super) containers: Vec<Container>,
    /// Letters of paragraphs of articles that the page does not show.
    pub(super) hidden: usize,
}

impl Block {
    /// Whether the text ends as a sentence does.
    pub(super) fn is_ended(&self) -> bool {
        self.text.ends_with(|letter| ".!?…:;\"”’»)。！？".contains(letter))
    }

    /// Whether more of it than the share of `of` is in links.
    pub(super) const fn is_linked(&self, parts: usize, of: usize) -> bool {
        self.linked * of > self.letters * parts
    }

    /// How much the paragraph speaks for standing in an article: its letters outside links where it
    /// is prose, and the less the shorter it is; nothing for headings, captions and links.
    pub(super) fn weight(&self) -> usize {
        /// Letters of a paragraph as news has them; teasers are mostly shorter.
        const USUAL: usize = 150;
        let is_prose = matches!(self.kind, Kind::Text | Kind::Item | Kind::Cell);
        let is_short = self.words < 6 && self.letters < 60;
        if !is_prose || is_short || self.is_linked(1, 2) || !self.is_ended() && self.words < 20 {
            return 0;
        }
        let own = self.letters - self.linked;
        own * own.min(USUAL) / USUAL
    }
}

/// What is left to do of a page.
enum Step<'a> {
    Open(NodeRef<'a>),
    CloseBlock,
    CloseLink,
    CloseQuotation { place: usize, blocks: usize },
}

/// What walks through a page.
struct Walk<'a> {
    outline: Outline,
    paragraph: Paragraph,
    open: Vec<usize>,
    links: usize,
    quotations: usize,
    steps: Vec<Step<'a>>,
}

impl Outline {
    /// The outline of the page. Linear; deep pages are no danger.
    pub(super) fn of(page: &Document) -> Self {
        let root = Container {
            name: LocalName::default(),
            role: Role::default(),
            parent: 0,
            blocks: 0..0,
            end: 0,
        };
        let outline = Self { blocks: Vec::new(), containers: vec![root], hidden: 0 };
        let mut walk = Walk {
            outline,
            paragraph: Paragraph::default(),
            open: vec![0],
            links: 0,
            quotations: 0,
            steps: vec![Step::Open(page.root())],
        };
        while let Some(step) = walk.steps.pop() {
            walk.step(step);
        }
        walk.flush();
        walk.close(0);
        walk.outline
    }

    /// The containers around the block, the innermost first, without the page itself.
    pub(super) fn around(&self, block: &Block) -> impl Iterator<Item = usize> {
        let at = block.parent;
        std::iter::once(at).filter(|at| *at > 0).chain(self.above(at))
    }

    /// The containers around the container, the innermost first, without the page itself.
    pub(super) fn above(&self, at: usize) -> impl Iterator<Item = usize> {
        let mut at = at;
        std::iter::from_fn(move || {
            at = self.containers.get(at)?.parent;
            (at > 0).then_some(at)
        })
    }

    /// The containers that stand directly in the container.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.containers.get(at).map_or(0, |container| container.end);
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let child = next;
            next = self.containers.get(child)?.end;
            (child < end).then_some(child)
        })
    }

    /// Letters of all prose of the page, wherever it stands.
    pub(super) fn prose(&self) -> usize {
        let is_comment = |block: &Block| {
            let mut around = self.around(block).filter_map(|at| self.containers.get(at));
            around.any(|container| container.role.is_never || container.role.is_dialog)
        };
        let prose = self.blocks.iter().filter(|block| block.weight() > 0 && !is_comment(block));
        prose.map(|block| block.letters).sum()
    }

    /// The blocks of the container.
    pub(super) fn blocks_of(&self, container: &Container) -> &[Block] {
        self.blocks.get(container.blocks.clone()).unwrap_or_default()
    }
}

/// Whether the link leads to a place in its own page.
fn is_within_page(node: &NodeRef<'_>) -> bool {
    node.attr("href").is_some_and(|href| href.starts_with('#'))
}

impl<'a> Walk<'a> {
    fn step(&mut self, step: Step<'a>) {
        match step {
            Step::Open(node) => self.open(&node),
            Step::CloseBlock => {
                self.flush();
                if let Some(container) = self.open.pop() {
                    self.close(container);
                }
            }
            Step::CloseLink => self.links -= 1,
            Step::CloseQuotation { place, blocks } => {
                self.quotations -= 1;
                if blocks == self.outline.blocks.len() {
                    let marks = if self.quotations.is_multiple_of(2) {
                        ('“', '”')
                    } else {
                        ('‘', '’')
                    };
                    self.paragraph.quote(place, marks);
                }
            }
        }
    }

    fn open(&mut self, node: &NodeRef<'a>) {
        let is_linked = self.links > 0;
        let is_text = node.query_or(false, |found| match &found.data {
            NodeData::Text { contents } => {
                self.paragraph.push(contents, is_linked);
                true
            }
            NodeData::Element(_) | NodeData::Document | NodeData::Fragment => false,
            _ => true,
        });
        if is_text {
            return;
        }
        let name = node.qual_name_ref().map(|name| name.local.clone()).unwrap_or_default();
        if is_skipped(&name) || (&*name == "sup" && self.is_note(node)) {
            return;
        }
        match &*name {
            "br" => return self.line_break(),
            // An address within the page: the heading of an entry, not of another article.
            "a" if is_within_page(node) && self.kind() == Kind::Heading => {}
            "cite" if self.is_signature(node) => self.open_block(name, Role::default()),
            "a" => {
                self.links += 1;
                self.steps.push(Step::CloseLink);
            }
            "q" => {
                let (place, blocks) = (self.paragraph.place(), self.outline.blocks.len());
                self.quotations += 1;
                self.steps.push(Step::CloseQuotation { place, blocks });
            }
            _ => {
                let role = role(node, &name);
                if role.is_hidden {
                    return self.count_hidden(node);
                }
                if is_block(&name) || role.tells() {
                    self.open_block(name, role);
                } else if role.is_for_ears {
                    return;
                }
            }
        }
        let children: Vec<_> = node.children_it(true).map(Step::Open).collect();
        self.steps.extend(children);
    }

    /// Counts the letters of paragraphs of an article that are not shown.
    fn count_hidden(&mut self, node: &NodeRef<'a>) {
        let names = self.open.iter().filter_map(|at| self.outline.containers.get(*at));
        let is_article =
            |found: &Container| matches!(&*found.name, "article" | "main") || found.role.is_body;
        if !names.into_iter().any(is_article) {
            return;
        }
        let paragraphs = node.descendants_it().filter(|inner| inner.has_name("p"));
        let texts = paragraphs.map(|inner| inner.text()).filter(|text| !may_be_consent(text));
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).count();
        self.outline.hidden += texts.map(|text| letters(&text)).sum::<usize>();
    }

    /// Whether the `<cite>` names who is quoted: it ends a block quotation or a paragraph of one, and
    /// no word of the sentence stands before it.
    fn is_signature(&self, node: &NodeRef<'a>) -> bool {
        let mut open = self.open.iter().filter_map(|at| self.outline.containers.get(*at));
        let mut rest = std::iter::successors(node.next_sibling(), NodeRef::next_sibling);
        self.paragraph.is_between_sentences()
            && open.any(|found| &*found.name == "blockquote")
            && rest.all(|next| next.text().trim().is_empty())
    }

    fn open_block(&mut self, name: LocalName, role: Role) {
        self.flush();
        if self.open.len() >= DEEPEST {
            return;
        }
        let at = self.outline.containers.len();
        let start = self.outline.blocks.len();
        let parent = self.open.last().copied().unwrap_or_default();
        self.outline.containers.push(Container {
            name,
            role,
            parent,
            blocks: start..start,
            end: at,
        });
        self.open.push(at);
        self.steps.push(Step::CloseBlock);
    }

    fn is_note(&self, node: &NodeRef<'a>) -> bool {
        let has_link = node.descendants_it().any(|inner| {
            inner.has_name("a") && inner.attr("href").is_some_and(|href| href.contains('#'))
        });
        self.paragraph.is_note(&node.text(), has_link)
    }

    fn line_break(&mut self) {
        if self.paragraph.ends_line() { self.flush() } else { self.paragraph.push_line_break() }
    }

    fn flush(&mut self) {
        let Some(paragraph) = self.paragraph.take() else { return };
        let Paragraph { text, letters, linked, is_end_linked, .. } = paragraph;
        let parent = self.open.last().copied().unwrap_or_default();
        let kind = self.kind();
        let words = text.split_whitespace().count();
        self.outline.blocks.push(Block {
            text,
            kind,
            letters,
            linked,
            is_end_linked,
            words,
            parent,
        });
    }

    /// The kind of a paragraph that stands here, told by the innermost element that tells one.
    fn kind(&self) -> Kind {
        let names = self.open.iter().rev().filter_map(|at| self.outline.containers.get(*at));
        for container in names {
            match &*container.name {
                "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return Kind::Heading,
                "li" | "dd" | "dt" => return Kind::Item,
                "td" | "th" => return Kind::Cell,
                "figcaption" | "caption" | "figure" => return Kind::Caption,
                "p" | "blockquote" | "article" | "main" | "section" => return Kind::Text,
                _ => {}
            }
        }
        Kind::Text
    }

    fn close(&mut self, at: usize) {
        let (blocks, end) = (self.outline.blocks.len(), self.outline.containers.len());
        if let Some(container) = self.outline.containers.get_mut(at) {
            container.blocks.end = blocks;
            container.end = end;
        }
    }
}
