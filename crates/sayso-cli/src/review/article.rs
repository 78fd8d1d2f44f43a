//! An article that is read, with the rows that the table has of it.

use sayso::export::{Cell, Offsets, SPAN_SEPARATOR};
use sayso::segment::Segmenter;
use sayso::text::{AttributionType, Segmentation, Span, SpeakerKind};
use sayso_review::{Header, Places, RowId};
use sayso_verify::Locator;

/// A row of the table; its places are in bytes of the article.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: RowId,
    pub(super) speaker: String,
    pub(super) speaker_kind: Option<SpeakerKind>,
    pub(super) speaker_role: String,
    pub(super) kind: String,
    pub(super) attribution_type: Option<AttributionType>,
    pub(super) confidence: Option<f64>,
    pub(super) speaker_confidence: Option<f64>,
    /// The words that the cells have, with their offsets.
    cells: [Words; 3],
    pub(super) source: Vec<Span>,
    pub(super) cue: Vec<Span>,
    pub(super) content: Vec<Span>,
}

#[derive(Clone, Debug)]
struct Words {
    text: String,
    ends: Option<(usize, usize)>,
}

impl Row {
    /// The row of these cells, whose places are not known yet.
    pub(super) fn new(header: &Header, cells: &[Cell<'_>]) -> Self {
        let text = |name: &str| header.text(cells, name);
        let number = |name: &str, end: &str| header.number(cells, &format!("{name}_{end}"));
        let words = |name: &str| Words {
            text: text(name),
            ends: number(name, "start").zip(number(name, "end")),
        };
        Self {
            id: header.id(cells),
            speaker: text("speaker"),
            speaker_kind: text("speaker_kind").parse().ok(),
            speaker_role: text("speaker_role"),
            kind: text("kind"),
            attribution_type: text("attribution_type").parse().ok(),
            confidence: header.confidence(cells, "confidence"),
            speaker_confidence: header.confidence(cells, "speaker_confidence"),
            cells: ["source", "cue", "content"].map(words),
            source: Vec::new(),
            cue: Vec::new(),
            content: Vec::new(),
        }
    }

    /// Finds the words of the row in its article. The content goes first: the short words are looked
    /// for beside it.
    fn place(&mut self, locator: &mut Locator<'_>) {
        let [source, cue, content] = &self.cells;
        self.content = places(locator, content, 0);
        let near = self.content.first().map_or(0, |span| span.start());
        self.source = places(locator, source, near);
        self.cue = places(locator, cue, near);
    }

    /// The outer ends of all words of the row.
    pub(super) fn bounds(&self) -> Option<Span> {
        let all = self.content.iter().chain(&self.source).chain(&self.cue);
        all.copied().reduce(Span::join)
    }
}

/// Where the words of a cell stand: as one, or else piece by piece.
fn places(locator: &mut Locator<'_>, words: &Words, near: usize) -> Vec<Span> {
    if words.text.trim().is_empty() {
        return Vec::new();
    }
    let mut find = |text: &str, near: usize, ends: Option<(usize, usize)>| match ends {
        Some(ends) => locator.at(text, ends),
        None => locator.near(text, near),
    };
    if !words.text.contains(SPAN_SEPARATOR) {
        return find(&words.text, near, words.ends).into_iter().collect();
    }
    let first = words.ends.and_then(|ends| locator.span(ends)).map_or(near, |it| it.start());
    let mut spans: Vec<Span> = Vec::new();
    for piece in words.text.split(SPAN_SEPARATOR) {
        let after = spans.last().map_or(first, |last| last.end());
        let found = locator.near(piece, after).filter(|found| found.start() >= after);
        spans.extend(found);
    }
    spans
}

/// An article with its rows in the order of the table.
pub(super) struct Article {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) segmentation: Segmentation,
    pub(super) rows: Vec<Row>,
    offsets: Offsets,
}

impl Article {
    /// The article, with its rows in their places.
    pub(super) fn new(id: String, text: String, mut rows: Vec<Row>, offsets: Offsets) -> Self {
        let segmentation = Segmenter::new().segment(&text);
        let mut locator = Locator::new(&text, offsets);
        rows.iter_mut().for_each(|row| row.place(&mut locator));
        Self { id, text, segmentation, rows, offsets }
    }

    /// The row of this name.
    pub(super) fn row(&self, id: &RowId) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == *id)
    }

    /// Who speaks in the article, in the order in which they first do.
    pub(super) fn cast(&self) -> Vec<&Row> {
        let mut cast: Vec<&Row> = Vec::new();
        for row in self.rows.iter().filter(|row| !row.speaker.is_empty()) {
            if !cast.iter().any(|known| known.speaker == row.speaker) {
                cast.push(row);
            }
        }
        cast
    }

    /// Its words as they stand in a file of corrections.
    pub(super) fn places(&self) -> Places<'_> {
        Places { text: &self.text, segmentation: &self.segmentation, offsets: self.offsets }
    }

    /// The places of paragraphs, in bytes.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = Span> {
        let sentences = &self.segmentation.sentences;
        self.segmentation.paragraphs.iter().filter_map(|paragraph| {
            let own = sentences.get(paragraph.sentences.range())?;
            Some(own.first()?.span.join(own.last()?.span))
        })
    }

    /// The paragraphs that hold the span.
    pub(super) fn around(&self, span: Span) -> Vec<Span> {
        let holds = |paragraph: &Span| {
            paragraph.start() < span.end().max(span.start() + 1) && span.start() < paragraph.end()
        };
        self.paragraphs().filter(holds).collect()
    }

    /// The narrowest row in whose content the span stands.
    pub(super) fn outer(&self, span: Span) -> Option<&Row> {
        let bounds = |row: &Row| row.content.iter().copied().reduce(Span::join);
        let holds =
            |row: &&Row| bounds(row).is_some_and(|outer| outer != span && outer.contains(span));
        self.rows.iter().filter(holds).min_by_key(|row| bounds(row).map_or(0, Span::len))
    }
}
