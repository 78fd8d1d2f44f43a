//! The block of metadata in front of a text: lines of "key: value" between two lines of "---".
//!
//! What static sites and trafilatura write. It is named YAML and read line by line all the same,
//! because what programs and people write there often is none: a title with a colon in it and no
//! marks around. A text that begins with a rule is no such block unless a key is one that describes
//! a text.

/// The most bytes of a block.
const MOST: usize = 64 * 1024;

/// Keys one of which a block has, in lower case.
const KEYS: &[&str] = &[
    "title",
    "author",
    "authors",
    "date",
    "url",
    "hostname",
    "sitename",
    "source",
    "description",
    "published",
    "categories",
    "tags",
    "id",
    "fingerprint",
    "lang",
    "language",
    "publication",
    "publisher",
    "byline",
    "pubdate",
    "date_published",
    "datepublished",
];

/// The keys and values of a block, and how many bytes it takes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) length: usize,
}

impl FrontMatter {
    /// The block that the text begins with, if any.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let mut block = Self::default();
        let mut lines = text.split_inclusive('\n');
        let first = lines.next()?;
        if first.trim_end() != "---" {
            return None;
        }
        block.length = first.len();
        for line in lines {
            block.length += line.len();
            let line = line.trim_end();
            if matches!(line, "---" | "...") {
                return block.is_one().then_some(block);
            }
            if block.length > MOST || !block.add(line) {
                return None;
            }
        }
        None
    }

    /// The value of the first of the keys that there is.
    pub(crate) fn value(&self, keys: &[&str]) -> Option<&str> {
        let of = |key: &&str| {
            let found = self.fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
            found.map(|(_, value)| &**value).filter(|value| !value.is_empty())
        };
        keys.iter().find_map(of)
    }

    fn is_one(&self) -> bool {
        self.fields.iter().any(|(key, _)| KEYS.contains(&&*key.to_lowercase()))
    }

    /// Adds a line, and says whether it may stand in a block.
    fn add(&mut self, line: &str) -> bool {
        let text = line.trim_start();
        if text.is_empty() || text.starts_with('#') {
            return true;
        }
        let item = text.strip_prefix("- ").or_else(|| (text == "-").then_some(""));
        let is_continued = text.len() < line.len() || item.is_some();
        if is_continued {
            let Some((_, value)) = self.fields.last_mut() else { return false };
            let joint = if item.is_some() { "; " } else { " " };
            if matches!(&**value, "|" | ">" | "|-" | ">-" | "") {
                value.clear();
            } else {
                value.push_str(joint);
            }
            value.push_str(&plain(item.unwrap_or(text)));
            return true;
        }
        let Some((key, value)) = text.split_once(':') else { return false };
        let is_key = |letter: char| letter.is_alphanumeric() || "_-. ".contains(letter);
        let is_apart = value.is_empty() || value.starts_with([' ', '\t']);
        if key.is_empty() || key.len() > 40 || !key.chars().all(is_key) || !is_apart {
            return false;
        }
        self.fields.push((key.trim().to_owned(), plain(value)));
        true
    }
}

/// The value without the quotation marks or the brackets around it.
fn plain(value: &str) -> String {
    let value = value.trim();
    let within = |open: &str, close: &str| {
        value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
    };
    if let Some(text) = within("\"", "\"") {
        return text.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    if let Some(text) = within("'", "'") {
        return text.replace("''", "'");
    }
    match within("[", "]") {
        Some(list) => {
            let items = list.split(", ").map(|item| item.trim().trim_matches(['"', '\'']));
            items.collect::<Vec<_>>().join("; ")
        }
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(String, String)> {
        FrontMatter::of(text).map(|block| block.fields).unwrap_or_default()
    }

    #[test]
    fn keys_and_values_are_read_and_the_text_follows() {
        let text = "---\ntitle: Ferries: four for sale\nauthor: 'Mira O''Toll'\n\
                    date: 2024-10-02\ntags:\n  - boats\n  - \"the sea\"\ndescription: >\n  Two\n  \
                    lines\ncategories: ['a', 'b']\nempty:\n---\nRain.\n";
        let block = FrontMatter::of(text).expect("a block");
        let expected = [
            ("title", "Ferries: four for sale"),
            ("author", "Mira O'Toll"),
            ("date", "2024-10-02"),
            ("tags", "boats; the sea"),
            ("description", "Two lines"),
            ("categories", "a; b"),
            ("empty", ""),
        ];
        let fields: Vec<_> = block.fields.iter().map(|(key, value)| (&**key, &**value)).collect();
        assert_eq!(fields, expected);
        assert_eq!(text.get(block.length..), Some("Rain.\n"));
        assert_eq!(block.value(&["published", "Date"]), Some("2024-10-02"));
        assert_eq!(block.value(&["empty"]), None);
    }

    #[test]
    fn rule_before_a_text_is_no_block() {
        for text in [
            "---\nRain is near, she said.\n---\n",
            "---\nADA: Rain is near.\nBO: It is not.\n---\n",
            "---\ntitle: never closed\n",
            "--- title: x\n---\n",
            "title: x\n---\n",
            "---\n- title: x\n---\n",
            "---\ntitle: x\nHe said http://a.example is down.\n---\n",
            "---",
            "",
        ] {
            assert!(fields(text).is_empty(), "{text}");
        }
        assert!(!fields("---\r\ntitle: x\r\n---\r\nRain.").is_empty());
    }
}
