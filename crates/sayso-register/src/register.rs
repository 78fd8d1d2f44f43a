//! A register of names, as it is read and asked.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

use sayso_text::SpeakerKind;

use crate::error::{Error, ErrorKind};
use crate::fold::fold;
use crate::name::Name;
use crate::names::{Agreement, Names};

/// Who somebody is over many articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// The name in the register.
    pub name: Arc<str>,
    /// The id in the register, as of Wikidata; may be empty.
    pub id: Arc<str>,
}

/// Who is who: names with their variants and ids.
///
/// ```
/// use sayso_register::Register;
/// use sayso_text::SpeakerKind::Person;
///
/// let table = "name,alias,wikidata\nPete Domenici,St. Pete; the senior senator,Q434894\n";
/// let register = Register::from_csv(table.as_bytes())?;
/// let id = |name| register.find(name, Person).map(|found| &*found.id);
/// assert_eq!(id("Sen. Peter V. Domenici"), Some("Q434894"));
/// assert_eq!(id("the senior senator"), Some("Q434894"));
/// assert_eq!(id("Domenici"), None);
/// # Ok::<(), sayso_register::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Register {
    names: Names,
    entries: Vec<Identity>,
    /// The user's own names: whole, in any case.
    aliases: HashMap<String, usize>,
    /// The same as they were written, by their entries.
    written: BTreeMap<usize, Vec<String>>,
    /// Full names by their anchors.
    full: HashMap<String, Vec<(usize, Name)>>,
    /// What was asked before: the rows of a table ask for few different names.
    asked: Mutex<HashMap<(String, SpeakerKind), Option<Identity>>>,
}

/// How many answers are remembered.
const MOST_ASKED: usize = 1 << 16;

impl PartialEq for Register {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries && self.aliases == other.aliases && self.full == other.full
    }
}

impl Eq for Register {}

/// Columns with the name, the surest first.
const NAME: [&str; 2] = ["name", "speaker"];
/// Columns with names that the user gives: they win.
const ALIAS: [&str; 2] = ["alias", "aliases"];
/// A column with names that were found: those that are full names count.
const FOUND: &str = "names";
/// Columns with the kind.
const KIND: [&str; 2] = ["speaker_kind", "kind"];
/// Columns with ids, the surest first; else it is the first that is none of ours.
const ID: [&str; 5] = ["id", "wikidata", "wikidata_id", "qid", "speaker_id"];
/// What else a register has that was written.
const OTHERS: [&str; 10] = [
    "doc_id",
    "speaker_role",
    "statements",
    "direct",
    "indirect",
    "mixed",
    "articles",
    "roles",
    "first_date",
    "last_date",
];

/// Where the columns are.
struct Columns {
    name: usize,
    alias: Option<usize>,
    found: Option<usize>,
    kind: Option<usize>,
    id: Option<usize>,
}

/// Columns that only a table of statements has.
const STATEMENTS: [&str; 2] = ["statement_id", "content"];

impl Columns {
    fn new(header: &[String]) -> Result<Self, Error> {
        if STATEMENTS.iter().all(|name| header.iter().any(|found| found == name)) {
            return Err(Error::new(ErrorKind::Statements));
        }
        let place = |name: &&str| header.iter().position(|found| found == *name);
        let first = |names: &[&str]| names.iter().find_map(place);
        let name =
            first(&NAME).ok_or_else(|| Error::new(ErrorKind::Columns { have: header.to_vec() }))?;
        let ours = |name: &str| {
            [&NAME[..], &ALIAS, &KIND, &OTHERS, &[FOUND]].iter().any(|names| names.contains(&name))
        };
        let foreign = || header.iter().position(|name| !name.is_empty() && !ours(name));
        let id = first(&ID).or_else(foreign);
        Ok(Self { name, alias: first(&ALIAS), found: place(&FOUND), kind: first(&KIND), id })
    }
}

impl Register {
    /// Reads a register: one that `sayso speakers --merge` wrote, or a table with the columns `name`,
    /// and perhaps `alias`, `kind` and an id. Several rows of one name and id are one entry.
    ///
    /// # Errors
    /// If it is no table, has no names, or gives one alias to two.
    pub fn from_csv(input: impl Read) -> Result<Self, Error> {
        let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(input);
        let header = table.headers()?.iter();
        let header: Vec<String> =
            header.map(|name| name.trim_start_matches('\u{feff}').trim().to_lowercase()).collect();
        let columns = Columns::new(&header)?;
        let mut register = Self::default();
        let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
        for record in table.records() {
            let record = record?;
            let cell = |place: Option<usize>| {
                place.and_then(|it| record.get(it)).unwrap_or_default().trim()
            };
            let (name, id) = (cell(Some(columns.name)), cell(columns.id));
            if name.is_empty() {
                continue;
            }
            let next = register.entries.len();
            let entry = *known.entry((name.to_owned(), id.to_owned())).or_insert(next);
            if entry == next {
                register.entries.push(Identity { name: name.into(), id: id.into() });
            }
            let kind = cell(columns.kind).parse().unwrap_or_default();
            register.add_full(entry, &with_capitals(name), kind);
            register.add_alias(entry, cell(columns.alias))?;
            for found in split(cell(columns.found)) {
                if register.is_full(name, found, kind) {
                    register.add_full(entry, found, kind);
                }
            }
        }
        Ok(register)
    }

    fn add_alias(&mut self, entry: usize, aliases: &str) -> Result<(), Error> {
        for alias in split(aliases) {
            let before = self.aliases.insert(whole(alias), entry).filter(|before| *before != entry);
            if let Some(before) = before {
                let name = |entry: usize| {
                    self.entries.get(entry).map_or_else(String::new, |it| it.name.to_string())
                };
                let names = [name(before), name(entry)];
                return Err(Error::new(ErrorKind::Twice { alias: alias.to_owned(), names }));
            }
            let written = self.written.entry(entry).or_default();
            if !written.iter().any(|known| known == alias) {
                written.push(alias.to_owned());
            }
        }
        Ok(())
    }

    /// Whether a name that articles use is as full as that of the entry: "Sheila Lee" for "Sheila Jackson
    /// Lee", and not "Jackson Lee", which is another's full name. First letters of a body are no other's.
    fn is_full(&self, name: &str, found: &str, kind: SpeakerKind) -> bool {
        let (name, found) = (self.names.read(name, kind), self.names.read(found, kind));
        match self.names.compare(&name, &found) {
            Agreement::Same => true,
            Agreement::Short => name.is_body(),
            Agreement::Apart => false,
        }
    }

    /// Adds a name, where it is full enough to tell somebody by; of one whose kind is not known, both
    /// as a person's and as a body's.
    fn add_full(&mut self, entry: usize, name: &str, kind: SpeakerKind) {
        let kinds: &[SpeakerKind] = match kind {
            SpeakerKind::None => &[SpeakerKind::Person, SpeakerKind::Organisation],
            ref other => std::slice::from_ref(other),
        };
        for kind in kinds {
            let read = self.names.read(name, *kind);
            if !read.is_name() || read.is_single_person() {
                continue;
            }
            let own = self.full.entry(read.anchor()).or_default();
            if !own.contains(&(entry, read.clone())) {
                own.push((entry, read));
            }
        }
    }

    /// Who is meant by a name: whom the user gives it to, or else the only one whose full name it can
    /// be. Nobody is found by a surname alone that no alias gives.
    #[must_use]
    pub fn find(&self, name: &str, kind: SpeakerKind) -> Option<&Identity> {
        if let Some(entry) = self.aliases.get(&whole(name)) {
            return self.entries.get(*entry);
        }
        let read = self.names.read(name, kind);
        if !read.is_name() || read.is_single_person() {
            return None;
        }
        let full = self.full.get(&read.anchor())?;
        let is_same = |it: &Name| it.key() == read.key() && it.is_body() == read.is_body();
        match only(full.iter().filter(|(_, full)| is_same(full)).map(|(entry, _)| *entry)) {
            Bearer::One(entry) => return self.entries.get(entry),
            Bearer::Several => return None,
            Bearer::Nobody => {}
        }
        let is_near = |full: &Name| self.names.compare(full, &read) == Agreement::Same;
        match only(full.iter().filter(|(_, full)| is_near(full)).map(|(entry, _)| *entry)) {
            Bearer::One(entry) => self.entries.get(entry),
            _ => None,
        }
    }

    /// The same for a cell that may name several: their names and ids, joined as the cell joins them.
    #[must_use]
    pub fn identity(&self, name: &str, kind: SpeakerKind) -> Option<Identity> {
        let key = (name.to_owned(), kind);
        let asked = || self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = asked().get(&key) {
            return known.clone();
        }
        let found = self.new_identity(name, kind);
        let mut asked = asked();
        if asked.len() < MOST_ASKED {
            asked.insert(key, found.clone());
        }
        found
    }

    fn new_identity(&self, name: &str, kind: SpeakerKind) -> Option<Identity> {
        if let Some(found) = self.find(name, kind) {
            return Some(found.clone());
        }
        let parts: Vec<&str> = name.split("; ").collect();
        if parts.len() < 2 {
            return None;
        }
        // What the members of a group are is not told; most that have a name of two words are people.
        let find = |part: &&str| {
            let body = || self.find(part, SpeakerKind::Organisation);
            self.find(part, SpeakerKind::Person).or_else(body)
        };
        let found: Vec<Option<&Identity>> = parts.iter().map(find).collect();
        let joined = |of: fn(&Identity) -> &str| -> Arc<str> {
            let texts: Vec<&str> = found.iter().map(|it| it.map_or("", of)).collect();
            // Separators of nothing would look like something.
            if texts.iter().all(|text| text.is_empty()) {
                "".into()
            } else {
                texts.join("; ").into()
            }
        };
        let is_any = found.iter().any(Option::is_some);
        is_any.then(|| Identity { name: joined(|it| &it.name), id: joined(|it| &it.id) })
    }

    /// The names that the register itself gives to an entry beside the one that it has.
    #[must_use]
    pub fn aliases(&self, entry: &Identity) -> &[String] {
        let place = self.entries.iter().position(|known| known == entry);
        place.and_then(|place| self.written.get(&place)).map_or(&[], Vec::as_slice)
    }

    /// How many are in the register.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The names of a cell.
fn split(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '|']).map(str::trim).filter(|name| !name.is_empty())
}

/// A name of a list that has no capitals at all, with those of a name.
fn with_capitals(name: &str) -> Cow<'_, str> {
    if name.contains(char::is_uppercase) {
        return name.into();
    }
    let mut is_first = true;
    let raised = name.chars().flat_map(|sign| {
        let raised =
            std::mem::replace(&mut is_first, sign.is_whitespace()).then(|| sign.to_uppercase());
        let kept = raised.is_none().then_some(sign);
        raised.into_iter().flatten().chain(kept)
    });
    raised.collect::<String>().into()
}

/// All words of a name, folded.
fn whole(name: &str) -> String {
    name.split_whitespace().map(fold).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whose a name is.
enum Bearer {
    Nobody,
    One(usize),
    Several,
}

/// The one among the entries, which may come again.
fn only(mut entries: impl Iterator<Item = usize>) -> Bearer {
    match entries.next() {
        None => Bearer::Nobody,
        Some(first) if entries.all(|entry| entry == first) => Bearer::One(first),
        Some(_) => Bearer::Several,
    }
}

#[cfg(test)]
mod tests {
    use sayso_text::SpeakerKind::{Nameless, Organisation, Person};

    use super::*;

    fn found(table: &str, name: &str, kind: SpeakerKind) -> Option<String> {
        let register = Register::from_csv(table.as_bytes()).expect("a register");
        register.identity(name, kind).map(|found| format!("{}={}", found.name, found.id))
    }

    #[test]
    fn aliases_win_over_what_names_say() {
        let table =
            "name,alias,qid\nDee Lind,Lind; the ice queen,Q1\nDee Ann Lind-Ode,Dee Lind,Q2\n";
        assert_eq!(found(table, "Lind", Person).as_deref(), Some("Dee Lind=Q1"));
        assert_eq!(found(table, "The Ice Queen", Nameless).as_deref(), Some("Dee Lind=Q1"));
        assert_eq!(found(table, "Dee Lind", Person).as_deref(), Some("Dee Ann Lind-Ode=Q2"));
    }

    #[test]
    fn full_name_finds_its_only_bearer() {
        let table = "name,id\nGeorge W. Ode,1\nGeorge H. W. Ode,2\nPeter Lind,3\n";
        assert_eq!(found(table, "Sen. Pete Lind", Person).as_deref(), Some("Peter Lind=3"));
        assert_eq!(found(table, "George H. W. Ode", Person).as_deref(), Some("George H. W. Ode=2"));
        assert_eq!(found(table, "George Ode", Person), None, "one of two");
        assert_eq!(found(table, "Lind", Person), None, "a surname alone");
        let namesakes = "name,id\nJohn Baker,P1\nJohn Baker,S2\n";
        assert_eq!(found(namesakes, "John Baker", Person), None, "one of two of the same name");
    }

    #[test]
    fn list_without_capitals_has_names_all_the_same() {
        let table = "name,id\njohn baker,P1\nworld river office,B1\n";
        assert_eq!(found(table, "John Baker", Person).as_deref(), Some("john baker=P1"));
        assert_eq!(found(table, "Baker", Person), None, "a surname alone");
        let office = found(table, "the World River Office", Organisation);
        assert_eq!(office.as_deref(), Some("world river office=B1"));
    }

    #[test]
    fn table_of_statements_is_no_register() {
        let table = "doc_id,statement_id,speaker,content\na,S1,Dee Lind,Rain is near\n";
        let error = Register::from_csv(table.as_bytes()).expect_err("no register");
        assert!(matches!(error.kind(), ErrorKind::Statements));
        assert!(error.to_string().contains("sayso speakers --merge"), "{error}");
    }

    #[test]
    fn names_that_were_found_count_where_they_are_full() {
        let table = "speaker,speaker_kind,names,wikidata\n\
                     World River Office,organisation,WRO; World River Office,Q7\n\
                     Dee Lind,person,Lind; Dee Ann Lind,\n";
        assert_eq!(
            found(table, "the World River Office", Organisation).as_deref(),
            Some("World River Office=Q7")
        );
        assert_eq!(found(table, "WRO", Organisation).as_deref(), Some("World River Office=Q7"));
        assert_eq!(found(table, "Lind", Person), None);
        assert_eq!(
            found(table, "Dee Lind; Tom Ode", SpeakerKind::Group).as_deref(),
            Some("Dee Lind; =")
        );
        let table = "speaker,speaker_kind,names\nDee Ann Lind,person,Ann Lind; Dee Lind\n";
        assert_eq!(found(table, "Dee Lind", Person).as_deref(), Some("Dee Ann Lind="));
        assert_eq!(found(table, "Ann Lind", Person), None, "who may be another");
    }

    #[test]
    fn what_is_wrong_with_a_register_is_told() {
        let told =
            |table: &str| Register::from_csv(table.as_bytes()).expect_err("refused").to_string();
        assert_eq!(
            told("who,id\nx,1\n"),
            "a register needs the column \"name\" or \"speaker\" (have: who, id)"
        );
        assert_eq!(
            told("name,alias\nDee Lind,Lind\nTom Lind,LIND\n"),
            "the alias \"LIND\" is given to \"Dee Lind\" and to \"Tom Lind\"; leave it out where it can mean both"
        );
    }
}
