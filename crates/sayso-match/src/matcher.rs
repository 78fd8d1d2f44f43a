//! Takes statements one by one and groups them in the end.

use std::collections::HashMap;

use crate::bands::Bands;
use crate::entry::Entry;
use crate::groups::{Item, Matches};
use crate::ids::{EntryId, NameId, WordingId};
use crate::links::Links;
use crate::pairs::{Comparison, Wording};
use crate::similarity::MOST_STEMS;
use crate::speakers::Speakers;
use crate::store::Store;
use crate::words::{self, Words};
use crate::{Error, Options, signature};

/// The stems that are held in memory; what is more goes to the disk.
const STEMS_IN_MEMORY: usize = 256 << 20;

/// Groups statements of one speaker with nearly the same words.
///
/// Memory holds some 150 bytes a statement and the names of speakers and outlets once each; the
/// statements themselves go to a temporary file.
#[derive(Debug)]
pub struct Matcher {
    options: Options,
    words: Words,
    speakers: Speakers,
    outlets: Interned,
    articles: Interned,
    items: Vec<Item>,
    entries: Store,
    wordings: Vec<Wording>,
    known: HashMap<(NameId, u64), WordingId>,
    stems: Store,
    bands: Bands,
    record: Vec<u8>,
}

/// Texts, each once, by hash.
#[derive(Debug, Default)]
pub(crate) struct Interned(HashMap<u64, u32>);

impl Interned {
    /// The number of a text: the same for the same text.
    fn add(&mut self, text: u64) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(text).or_insert(next)
    }
}

impl Matcher {
    /// A matcher without statements.
    ///
    /// # Errors
    /// If no temporary file can be made.
    pub fn new(options: Options) -> Result<Self, Error> {
        Ok(Self {
            options,
            words: Words::new(),
            speakers: Speakers::default(),
            outlets: Interned::default(),
            articles: Interned::default(),
            items: Vec::new(),
            entries: Store::new(0),
            wordings: Vec::new(),
            known: HashMap::new(),
            stems: Store::new(STEMS_IN_MEMORY),
            bands: Bands::new()?,
            record: Vec::new(),
        })
    }

    /// How many statements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Takes up a statement.
    ///
    /// # Errors
    /// If a temporary file cannot be written.
    pub fn add(&mut self, entry: &Entry) -> Result<(), Error> {
        EntryId::next(self.items.len())?;
        let name = self.speakers.add(&entry.speaker, entry.speaker_kind)?;
        let wording = self.wording(name, &entry.content)?;
        entry.write(&mut self.record);
        let place = self.entries.add(&self.record)?;
        let outlet = (!entry.outlet.is_empty()).then(|| crate::hash::text(&entry.outlet));
        let article = [outlet.unwrap_or_default(), crate::hash::text(&entry.doc_id)];
        self.items.push(Item {
            place,
            wording,
            day: entry.date.map(sayso_text::Date::days_since_1970),
            outlet: outlet.map(|outlet| self.outlets.add(outlet)),
            article: self.articles.add(crate::hash::list(article)),
        });
        Ok(())
    }

    /// The wording of a content; none where it is too short.
    fn wording(&mut self, name: NameId, content: &str) -> Result<Option<WordingId>, Error> {
        let read = self.words.read(content);
        if read.len() < self.options.min_words {
            return Ok(None);
        }
        let key = (name, words::wording(&read));
        if let Some(known) = self.known.get(&key) {
            return Ok(Some(*known));
        }
        let id = WordingId::next(self.wordings.len())?;
        let mut stems = words::stems(&read);
        stems.truncate(MOST_STEMS);
        self.bands.add(&signature::keys(&stems, self.speakers.anchor(name)), id)?;
        self.record.clear();
        self.record.extend(stems.iter().flat_map(|stem| stem.to_le_bytes()));
        let stems = self.stems.add(&self.record)?;
        self.wordings.push(Wording { name, stems });
        self.known.insert(key, id);
        Ok(Some(id))
    }

    /// Groups what was added.
    ///
    /// # Errors
    /// If a temporary file cannot be read.
    pub fn finish(mut self) -> Result<Matches, Error> {
        // Its numbers are all that is needed from now on.
        self.known = HashMap::new();
        self.entries.flush()?;
        self.stems.flush()?;
        let comparison = Comparison {
            wordings: &self.wordings,
            stems: &self.stems,
            speakers: &self.speakers,
            options: self.options,
        };
        let of = |wording| comparison.name(wording);
        let mut links = Links::new(WordingId::next(self.wordings.len())?.number());
        for buckets in self.bands.buckets() {
            let found = comparison.links(&buckets?, &links)?;
            links.add(&found, &of, &self.speakers);
        }
        links.finish(&of, &self.speakers);
        let groups = crate::groups::grouped(&self.items, &links, &comparison)?;
        Ok(Matches::new(groups, self.items, self.entries, self.words))
    }
}
