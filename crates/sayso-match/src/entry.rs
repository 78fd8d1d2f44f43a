//! A statement as it comes from a table.

use sayso_text::{Date, SpeakerKind};

/// A statement of an article.
///
/// ```
/// use sayso_match::Entry;
///
/// let entry = Entry { doc_id: "a".into(), content: "Rain is near".into(), ..Entry::default() };
/// assert_eq!(entry.date, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Names the article.
    pub doc_id: String,
    /// Names the statement within it; may be empty.
    pub statement_id: String,
    /// The name of the speaker, or what the source is called; empty where nobody is.
    pub speaker: String,
    /// What the speaker is.
    pub speaker_kind: SpeakerKind,
    /// What was said.
    pub content: String,
    /// Whether it is quoted or reported, as the table has it.
    pub kind: String,
    /// The day of the article.
    pub date: Option<Date>,
    /// Where the article was published; empty where the table does not say.
    pub outlet: String,
}

impl Entry {
    fn texts(&self) -> [&str; 6] {
        let Self { doc_id, statement_id, speaker, content, kind, outlet, .. } = self;
        [doc_id, statement_id, speaker, content, kind, outlet]
    }

    /// Writes the entry into a record.
    pub(crate) fn write(&self, record: &mut Vec<u8>) {
        record.clear();
        record.push(self.speaker_kind as u8);
        let day = self.date.map_or_else(String::new, |date| date.to_string());
        for text in self.texts().into_iter().chain([&*day]) {
            let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
            record.extend_from_slice(&length.to_le_bytes());
            record.extend_from_slice(text.as_bytes());
        }
    }

    /// The entry of a record.
    pub(crate) fn read(record: &[u8]) -> Self {
        let (kind, mut rest) = record.split_first().unwrap_or((&0, &[]));
        let mut text = || {
            let (length, after) = rest.split_first_chunk().unwrap_or((&[0; 4], &[]));
            let length = (u32::from_le_bytes(*length) as usize).min(after.len());
            let (text, after) = after.split_at(length);
            rest = after;
            String::from_utf8_lossy(text).into_owned()
        };
        Self {
            speaker_kind: SpeakerKind::ALL.get(usize::from(*kind)).copied().unwrap_or_default(),
            doc_id: text(),
            statement_id: text(),
            speaker: text(),
            content: text(),
            kind: text(),
            outlet: text(),
            date: text().parse().ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_reads_back_from_its_record() {
        let entry = Entry {
            doc_id: "wire-1".into(),
            statement_id: "S2".into(),
            speaker: "Ada Obi".into(),
            speaker_kind: SpeakerKind::Person,
            content: "“Rain is near,” 😀".into(),
            kind: "direct".into(),
            date: Date::new(2024, 10, 2),
            outlet: "Wire".into(),
        };
        let mut record = Vec::new();
        entry.write(&mut record);
        assert_eq!(Entry::read(&record), entry);
        Entry::default().write(&mut record);
        assert_eq!(Entry::read(&record), Entry::default());
        assert_eq!(
            Entry::read(&[]),
            Entry { speaker_kind: SpeakerKind::Person, ..Entry::default() }
        );
    }
}
