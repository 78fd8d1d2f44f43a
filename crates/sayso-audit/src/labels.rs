//! The user's list of speakers with their labels.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use regex::{RegexSet, RegexSetBuilder};
use sayso_text::Speaker;

use crate::{Error, ErrorKind};

/// The longest compiled form of a list's patterns, 16 MiB: some ten thousand names.
const MAX_PATTERN_BYTES: usize = 16 << 20;

/// Which speakers have which labels: "women", "officials", a party.
///
/// A list is CSV with a column `label` and a column `name` or `pattern`, or both. A name is the
/// speaker's own, whatever its case; a pattern is a regular expression that is looked for in the
/// speaker's name and role, whatever the case, too. A speaker can have several labels.
///
/// ```
/// use sayso_audit::Labels;
/// use sayso_text::{Speaker, SpeakerKind};
///
/// let list = "name,pattern,label\nAda Obi,,women\n,minister|mayor,officials\n";
/// let labels = Labels::from_csv(list.as_bytes())?;
/// let ada = Speaker::new("Ada Obi", SpeakerKind::Person).with_role("Mayor");
/// assert_eq!(labels.names(), ["officials", "women"]);
/// assert_eq!(labels.of(&ada), [0, 1]);
/// # Ok::<(), sayso_audit::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Labels {
    names: Vec<String>,
    of_name: HashMap<String, Vec<usize>>,
    patterns: RegexSet,
    /// The label of each pattern.
    of_pattern: Vec<usize>,
}

/// A line of a list.
struct Line {
    name: String,
    pattern: String,
    label: String,
}

impl Labels {
    /// The labels of a list.
    ///
    /// # Errors
    /// If the list cannot be read, has no such columns, has a line without a label or without
    /// anybody to give it to, or a pattern is no regular expression.
    pub fn from_csv(list: impl Read) -> Result<Self, Error> {
        let lines = read(list)?;
        let labels = lines.iter().map(|line| (line.label.clone(), 0));
        let mut places: BTreeMap<String, usize> = labels.collect();
        places.values_mut().zip(0..).for_each(|(place, number)| *place = number);
        let place = |line: &Line| places.get(&line.label).copied().unwrap_or_default();
        let mut of_name: HashMap<String, Vec<usize>> = HashMap::new();
        for line in lines.iter().filter(|line| !line.name.is_empty()) {
            of_name.entry(line.name.to_lowercase()).or_default().push(place(line));
        }
        let with_pattern: Vec<_> = lines.iter().filter(|line| !line.pattern.is_empty()).collect();
        let patterns = RegexSetBuilder::new(with_pattern.iter().map(|line| &line.pattern))
            .case_insensitive(true)
            .size_limit(MAX_PATTERN_BYTES)
            .build()
            .map_err(|error| Error::new(ErrorKind::Pattern(error)))?;
        let of_pattern = with_pattern.into_iter().map(place).collect();
        let names = places.into_keys().collect();
        Ok(Self { names, of_name, patterns, of_pattern })
    }

    /// The labels, in the order of the alphabet.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The places of the speaker's labels in [`names`](Self::names), in order; none where the list has
    /// none for it.
    #[must_use]
    pub fn of(&self, speaker: &Speaker) -> Vec<usize> {
        if self.names.is_empty() || speaker.name.is_empty() {
            return Vec::new();
        }
        let mut found = self.of_name.get(&speaker.name.to_lowercase()).cloned().unwrap_or_default();
        for text in [&speaker.name, &speaker.role] {
            let matches = self.patterns.matches(text);
            found.extend(matches.iter().filter_map(|place| self.of_pattern.get(place)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn read(list: impl Read) -> Result<Vec<Line>, Error> {
    let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(list);
    let header = table.headers()?.clone();
    let place = |name: &str| header.iter().position(|found| bare(found) == name);
    let (name, pattern) = (place("name"), place("pattern"));
    let Some(label) = place("label").filter(|_| name.or(pattern).is_some()) else {
        let have = header.iter().map(|found| bare(found).to_owned()).collect();
        return Err(Error::new(ErrorKind::Columns { have }));
    };
    let mut lines = Vec::new();
    for (record, number) in table.records().zip(1..) {
        let record = record?;
        let cell = |place: Option<usize>| place.and_then(|at| record.get(at)).unwrap_or_default();
        let line = Line {
            name: cell(name).to_owned(),
            pattern: cell(pattern).to_owned(),
            label: cell(Some(label)).to_owned(),
        };
        if line.label.is_empty() || (line.name.is_empty() && line.pattern.is_empty()) {
            return Err(Error::new(ErrorKind::Incomplete { record: number }));
        }
        lines.push(line);
    }
    Ok(lines)
}

/// A heading without the mark that spreadsheet programs put before the first one.
fn bare(heading: &str) -> &str {
    heading.trim_start_matches('\u{feff}').trim()
}

#[cfg(test)]
mod tests {
    use sayso_text::SpeakerKind;

    use super::*;

    fn labels(list: &str, name: &str, role: &str) -> Vec<String> {
        let labels = Labels::from_csv(list.as_bytes()).expect("a list");
        let speaker = Speaker::new(name, SpeakerKind::Person).with_role(role);
        labels.of(&speaker).into_iter().map(|place| labels.names()[place].clone()).collect()
    }

    #[test]
    fn name_is_the_whole_name_and_pattern_a_part_of_name_or_role() {
        let list = "\u{feff}name,label\nAda Obi,women\nObi,other\n";
        assert_eq!(labels(list, "ADA OBI", ""), ["women"]);
        let list = "pattern,label\n\\bministry\\b,officials\n\\bmayor,officials\n";
        assert_eq!(labels(list, "Ministry of Rain", ""), ["officials"]);
        assert_eq!(labels(list, "Ada Obi", "Mayor of Lisse"), ["officials"]);
        assert!(labels(list, "Administry", "").is_empty());
    }

    #[test]
    fn speaker_without_a_name_has_no_label() {
        assert!(labels("pattern,label\n.*,all\n", "", "").is_empty());
    }

    #[test]
    fn what_is_wrong_with_a_list_is_told() {
        let told = |list: &str| Labels::from_csv(list.as_bytes()).expect_err("refused").to_string();
        assert_eq!(
            told("speaker,party\n"),
            "a list of labels needs the column \"label\", and \"name\" or \"pattern\" (have: speaker, party)"
        );
        assert_eq!(
            told("name,label\nAda,women\nBo,\n"),
            "record 2: a label and somebody to give it to are needed"
        );
        assert!(told("pattern,label\n(,x\n").starts_with("no regular expression"));
    }
}
