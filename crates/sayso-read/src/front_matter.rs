//! The block of metadata in front of a text: lines of "key: value" between two lines of "---".
//!
//! What static sites and trafilatura write. Hugo also writes TOML between lines of "+++" and an object
//! of JSON, Org lines of "#+KEY: value"; blank lines may stand before each. The first is named YAML and read line by line all the same,
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
    "layout",
    "slug",
    "draft",
    "permalink",
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
        let blank: usize = text
            .split_inclusive('\n')
            .take_while(|line| line.trim().is_empty())
            .map(str::len)
            .sum();
        let rest = text.get(blank..)?;
        let first = rest.split_inclusive('\n').next()?.trim_end();
        let block = match first {
            "---" => Self::between(rest, &["---", "..."], Self::add),
            "+++" => Self::between(rest, &["+++"], Self::add_toml),
            _ if first.starts_with('{') => Self::json(rest),
            _ if first.starts_with("#+") => Self::org(rest),
            _ => None,
        };
        let mut block = block.filter(Self::is_one)?;
        block.length += blank;
        Some(block)
    }

    /// The block whose first line and last line are rules.
    fn between(text: &str, ends: &[&str], add: fn(&mut Self, &str) -> bool) -> Option<Self> {
        let mut block = Self::default();
        let mut lines = text.split_inclusive('\n');
        block.length = lines.next()?.len();
        for line in lines {
            block.length += line.len();
            let line = line.trim_end();
            if ends.contains(&line) {
                return Some(block);
            }
            if block.length > MOST || !add(&mut block, line) {
                return None;
            }
        }
        None
    }

    /// Adds a line of TOML, of which the tables are passed over.
    fn add_toml(&mut self, line: &str) -> bool {
        let text = line.trim();
        if text.is_empty() || text.starts_with(['#', '[', ']', '"', '\'']) || text.ends_with(',') {
            return true;
        }
        let Some((key, value)) = text.split_once('=') else { return false };
        let is_key = |letter: char| letter.is_alphanumeric() || "_-.".contains(letter);
        let key = key.trim();
        if key.is_empty() || !key.chars().all(is_key) {
            return false;
        }
        self.fields.push((key.to_owned(), plain(value)));
        true
    }

    /// An object of JSON before a text. One without a text behind it is JSON itself.
    fn json(text: &str) -> Option<Self> {
        let mut values = serde_json::Deserializer::from_str(text)
            .into_iter::<serde_json::Map<String, serde_json::Value>>();
        let object = values.next()?.ok()?;
        let length = values.byte_offset();
        let rest = text.get(length..)?;
        let is_apart = rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
        if length > MOST
            || !is_apart
            || rest.trim_start().is_empty()
            || rest.trim_start().starts_with('{')
        {
            return None;
        }
        let value = |value: serde_json::Value| match value {
            serde_json::Value::String(text) => text,
            serde_json::Value::Null => String::new(),
            other => plain(&other.to_string()),
        };
        let fields = object.into_iter().map(|(key, found)| (key, value(found))).collect();
        Some(Self { fields, length })
    }

    /// Lines of "#+KEY: value" up to the first other one.
    fn org(text: &str) -> Option<Self> {
        let mut block = Self::default();
        for line in text.split_inclusive('\n') {
            let Some((key, value)) = line.strip_prefix("#+").and_then(|line| line.split_once(':'))
            else {
                break;
            };
            block.length += line.len();
            let value = value.trim().trim_matches(['<', '>', '[', ']']);
            block.fields.push((key.to_lowercase(), value.to_owned()));
        }
        Some(block)
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
        let key = plain(key);
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
    fn blocks_of_other_kinds_are_read_too() {
        for text in [
            "+++\ntitle = \"Rain\"\ndate = 2024-10-02\n[params]\n  x = 1\n+++\nRain.\n",
            "{\n \"title\": \"Rain\",\n \"date\": \"2024-10-02\"\n}\n\nRain.\n",
            "#+TITLE: Rain\n#+DATE: <2024-10-02>\n\nRain.\n",
            "\n\n---\n\"title\": Rain\n'date': 2024-10-02\n---\nRain.\n",
        ] {
            let block = FrontMatter::of(text).expect("a block");
            assert_eq!(block.value(&["title"]), Some("Rain"), "{text}");
            assert_eq!(block.value(&["date"]), Some("2024-10-02"), "{text}");
            assert_eq!(text.get(block.length..).map(str::trim), Some("Rain."), "{text}");
        }
        for text in [
            "+++\nRain = snow, she said\n+++\nx\n",
            "{\"title\": \"Rain\"}",
            "{\"title\": \"Rain\"}\n{\"title\": \"Snow\"}\n",
            "{\"text\": 1}\nRain.",
            "#+1 for rain: she said\n",
            "{sic} he said: \"no\"\n",
        ] {
            assert!(fields(text).is_empty(), "{text}");
        }
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
