//! Parting a run of name words into title and name, and telling what it names.

use crate::mentions::mention::{Mention, MentionKind, NameKind};
use crate::mentions::name::Names;
use crate::mentions::whose::{self, MAX_PERSON};
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::surname;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Ending, Shape, Word};

/// Titles that are given names at least as often behind another role.
const TITLES_AND_NAMES: [Key; 3] =
    [key::of_ascii("dean"), key::of_ascii("duke"), key::of_ascii("shri")];
/// What stands behind the names of members, counsel, doctors and nurses.
const LETTERS: [Key; 22] = [
    key::of_ascii("mp"),
    key::of_ascii("mep"),
    key::of_ascii("msp"),
    key::of_ascii("mla"),
    key::of_ascii("td"),
    key::of_ascii("qc"),
    key::of_ascii("kc"),
    key::of_ascii("obe"),
    key::of_ascii("mbe"),
    key::of_ascii("cbe"),
    key::of_ascii("md"),
    key::of_ascii("phd"),
    key::of_ascii("ph.d."),
    key::of_ascii("ph.d"),
    key::of_ascii("esq"),
    key::of_ascii("esq."),
    key::of_ascii("dds"),
    key::of_ascii("dvm"),
    key::of_ascii("rn"),
    key::of_ascii("cpa"),
    key::of_ascii("jd"),
    key::of_ascii("mph"),
];
/// Short for a class of organisations, written before their names.
const NGO: Key = key::of_ascii("ngo");

impl Names<'_> {
    /// Parts a run into title and name.
    pub(crate) fn parse(&self, start: TokenId, end: TokenId) -> Option<Mention> {
        if self.is_office_alone(start, end) {
            return None;
        }
        let split = self.after_title(start, end);
        let titled = split > start && split < end;
        let split = if titled { split } else { self.after_organisation(start, end) };
        let split =
            if split > start { split } else { self.after_whose(start, end).unwrap_or(start) };
        let titled = titled || split > start;
        let name = if titled { split } else { self.after_belonging(start, end) };
        if name >= end {
            return None;
        }
        // "Office of Congresswoman | Dee Lind": the office is of her, and no title.
        let office = self.reading.is(start, marks::OFFICE)
            && self.is_of(start + 1)
            && self.reading.traits(start + 2).any(Traits::TITLE);
        let start = if office { (start + 2).min(name) } else { start };
        let whole = Tokens::new(name, self.trimmed_end(name, end));
        let core = Tokens::new(name, self.without_letters(whole, titled));
        let title = if name > start { Tokens::new(start, name) } else { Tokens::default() };
        let mut mention = Mention {
            kind: MentionKind::Name,
            tokens: Tokens::new(start, whole.end()),
            core,
            title,
            ..Mention::default()
        };
        mention.name_kind = if titled { NameKind::Person } else { self.kind(core) };
        self.add_title(&mut mention);
        self.add_gender(&mut mention);
        let thing = core.len() == 1 && self.reading.traits(core.start()).any(Traits::THING);
        let thing = thing && self.reading.word(core.start()).shape == Shape::Upper;
        (titled || !self.is_belonging_alone(core) && !thing).then_some(mention)
    }

    /// "Prime Minister of Ruritania" alone is a role, not a name.
    fn is_office_alone(&self, start: TokenId, end: TokenId) -> bool {
        if self.is_title_alone(start, end) {
            return true;
        }
        let of = start.until(end).find(|index| self.is_of(*index));
        of.is_some_and(|of| {
            let head = self.reading.traits(of - 1);
            let never = Traits::GIVEN.with(Traits::ORGANISATION).with(Traits::GROUP);
            let office = head.is_one_person() && !head.any(never.with(Traits::PARTY));
            of > start && office && self.after_office(of + 1, end) >= end
        })
    }

    /// "Deputy Secretary", "Ode Senator": the last word is a title, and those before say of what.
    fn is_title_alone(&self, start: TokenId, end: TokenId) -> bool {
        let last = self.reading.traits(end - 1);
        let title = last.any(Traits::TITLE) && last.any(Traits::PERSON) && !last.any(Traits::GIVEN);
        let before = Tokens::new(start, end - 1);
        let rank = self.reading.slice(before).iter().all(|word| {
            word.traits.any(Traits::PARTY.with(Traits::DEMONYM))
                || matches!(word.key, marks::DEPUTY | marks::VICE | marks::ASSISTANT)
        });
        if before.is_empty() {
            // "Senator from Ohio seeks inquiry": the capital is that of the sentence.
            let under = start.checked_sub(1).is_some_and(|it| self.reading.is(it, marks::UNDER));
            let opens = title && (under || self.reading.word(start).first);
            return opens || self.is_definite_office(start, end);
        }
        let alone = title && (rank || self.place_at(start) == Some(end - 1));
        alone || self.is_definite_office(start, end)
    }

    /// "the Home Secretary", "its Public Relations Officer": an office behind a determiner, whose words
    /// are nobody's name.
    fn is_definite_office(&self, start: TokenId, end: TokenId) -> bool {
        let word_at = |back| start.checked_sub(back).map(|before| self.reading.word(before));
        // "its new Director".
        let modified = word_at(1).is_some_and(|word| {
            word.shape == Shape::Lower && !word.traits.any(Traits::FUNCTION.with(Traits::VERB))
        });
        let before = word_at(if modified { 2 } else { 1 });
        let determiner = Traits::DETERMINER.with(Traits::POSSESSIVE);
        let definite = before.is_some_and(|before| {
            before.traits.any(determiner)
                || matches!(before.key, marks::POSSESSIVE | marks::APOSTROPHE)
        }) || self.is_after_person(start, end);
        let last = self.reading.word(end - 1);
        let person = last.traits.is_one_person();
        let office = last.traits.any(Traits::HIGH_OFFICE) || self.is_person_after(end);
        let named = self.reading.slice(Tokens::new(start, end)).iter().any(|word| {
            let given = word.traits.any(Traits::GIVEN);
            given || matches!(word.shape, Shape::Initial | Shape::Other)
        });
        // "the Supreme Court of Justice".
        let of = self.is_of(end.saturating_sub(2));
        definite && person && office && !named && !of
    }

    /// Whether the run stands between commas behind a person's name: "Dee Lind, | Home Secretary |,".
    fn is_after_person(&self, start: TokenId, end: TokenId) -> bool {
        let Some(name) = start.checked_sub(3) else { return false };
        let word = self.reading.word(name);
        self.reading.is(name + 2, marks::COMMA)
            && self.reading.is(end, marks::COMMA)
            && word.sentence == self.reading.word(start).sentence
            && word.traits.any(Traits::GIVEN.with(Traits::TITLE))
            && self.is_name_word(name)
            && self.is_name_word(name + 1)
    }

    /// Whether a comma and a person's name follow: "the Town Clerk | , Mrs. Lind".
    fn is_person_after(&self, comma: TokenId) -> bool {
        let next = self.reading.word(comma + 1);
        self.reading.is(comma, marks::COMMA)
            && next.shape == Shape::Capital
            && self.is_name_word(comma + 2)
            // ", Rear Admiral Lind".
            && (next.traits.any(Traits::GIVEN.with(Traits::TITLE))
                || self.reading.traits(comma + 2).any(Traits::TITLE))
    }

    /// Whether the token joins an office to what it is of: "Secretary of State", "Minister for Health".
    pub(crate) fn is_of(&self, index: TokenId) -> bool {
        matches!(self.reading.word(index).key, marks::OF | marks::FOR)
    }

    /// Leaves a trailing possessive or particle out.
    fn trimmed_end(&self, start: TokenId, end: TokenId) -> TokenId {
        let mut end = end;
        while end > start + 1
            && self.reading.word(end - 1).shape == Shape::Lower
            && !self.reading.traits(end - 1).any(Traits::SUFFIX)
        {
            end -= 1;
        }
        end
    }

    /// "Sir Owen Pryce | MP": letters behind a person's full name are no part of it.
    fn without_letters(&self, core: Tokens, titled: bool) -> TokenId {
        let mut end = core.end();
        let person = titled || self.reading.traits(core.start()).any(Traits::GIVEN);
        let letters = |index: TokenId| {
            let word = self.reading.word(index);
            word.shape != Shape::Lower && LETTERS.contains(&word.key)
        };
        while person && end > core.start() + 2 && letters(end - 1) {
            end -= if self.reading.is(end - 2, marks::COMMA) { 2 } else { 1 };
        }
        end
    }

    /// "Republican", "British" and the like alone are no name.
    fn is_belonging_alone(&self, core: Tokens) -> bool {
        core.len() == 1 && {
            let word = self.reading.word(core.start());
            let belonging = word.traits.any(Traits::PARTY.with(Traits::DEMONYM));
            (belonging && !word.traits.any(Traits::ORGANISATION_WORD.with(Traits::GIVEN)))
                || word.shape == Shape::Initial
                // "The MP" is no name, however the article writes it.
                || word.shape == Shape::Upper && word.traits.any(Traits::PERSON)
                || (word.traits.any(Traits::TITLE.with(Traits::ROLE))
                    && !self.reading.has_capital(word.key))
                || (word.traits.any(Traits::PERSON)
                    && !word.traits.any(Traits::ORGANISATION_WORD.with(Traits::GIVEN))
                    && self.is_after_determiner(core.start()))
        }
    }

    fn is_after_determiner(&self, start: TokenId) -> bool {
        let before = start.checked_sub(1).map(|before| self.reading.traits(before));
        let modifier = Traits::DETERMINER.with(Traits::POSSESSIVE).with(Traits::PARTY);
        before.is_some_and(|before| before.any(modifier.with(Traits::DEMONYM)))
    }

    /// Where the name starts after the last title of the run, or the start of the run.
    fn after_title(&self, start: TokenId, end: TokenId) -> TokenId {
        for index in start.until(end).rev() {
            let word = self.reading.word(index);
            // "Counsel Dee Lind": any role noun is a title before a given name.
            let given = self.reading.traits(index + 1).any(Traits::GIVEN) && index + 2 < end;
            let of = self.is_of(index + 1)
                && (index + 3)
                    .until(end.saturating_sub(1))
                    .any(|it| self.reading.traits(it).any(Traits::GIVEN));
            let person = word.traits.any(Traits::PERSON) && !word.traits.any(Traits::GIVEN);
            // "Ranking Member Doc Lind".
            let ranks = person && self.is_ranking(index);
            let role = person
                && (ranks
                    || given
                    || of
                    || self.is_opening_role(index, end)
                    || self.is_known(index, end));
            if !(word.traits.any(Traits::TITLE) || role)
                || word.shape == Shape::Initial
                || self.is_given_name(index, end)
                || self.is_saint(index, start)
                || self.place_at(index).is_some_and(|place| place > index + 1)
            {
                continue;
            }
            let name =
                if self.is_of(index + 1) { self.after_office(index + 2, end) } else { index + 1 };
            let rest = self.reading.slice(Tokens::new(name, end));
            // "Dee Bishop, Jr.": behind the last title stands a name.
            let nobody = rest.iter().all(|word| word.is_mark() || word.traits.any(Traits::SUFFIX));
            if nobody && index > start {
                continue;
            }
            // "President | Park Geun-hye": a surname ahead of a given name may say what a place is.
            let ahead = usize::from(rest.len() > 1);
            let telling = |word: &Word| word.traits.any(Traits::ORGANISATION_WORD);
            let office = rest.iter().skip(ahead).any(telling)
                && !rest.first().is_some_and(|word| word.traits.any(Traits::GIVEN));
            return if rest.is_empty() || office { start } else { name };
        }
        start
    }

    /// "Ranking | Member": who speaks for the smaller party of a committee.
    fn is_ranking(&self, member: TokenId) -> bool {
        let before = member.checked_sub(1).filter(|it| self.reading.is(*it, marks::RANKING));
        before.is_some() && self.reading.word(member).shape == Shape::Capital
    }

    /// "Dee | St. | Ode": a surname of two words.
    fn is_saint(&self, index: TokenId, start: TokenId) -> bool {
        let saint = matches!(self.reading.word(index).key, marks::SAINT | marks::ST);
        saint && index > start && self.reading.traits(index - 1).any(Traits::GIVEN)
    }

    /// "Nurse | Lind": a role before what the article has introduced as a surname.
    fn is_known(&self, index: TokenId, end: TokenId) -> bool {
        let name = self.reading.word(index + 1);
        let one = !self.reading.traits(index).any(Traits::PLURAL.with(Traits::ORGANISATION_WORD));
        one && index + 2 == end && self.reading.is_surname(name.key)
    }

    /// "spokesman | Dean Lind": behind another role, a title that is a given name as well is that.
    fn is_given_name(&self, index: TokenId, end: TokenId) -> bool {
        let before = index.checked_sub(1).map(|before| self.reading.word(before));
        let role = before.is_some_and(|before| {
            let role = before.traits.any(Traits::PERSON) && !before.traits.any(Traits::PARTY);
            (role || before.traits.any(Traits::TITLE))
                && (!before.traits.any(Traits::PLURAL) || before.traits.any(Traits::TITLE))
                && before.sentence == self.reading.word(index).sentence
        });
        role && index + 2 == end && TITLES_AND_NAMES.contains(&self.reading.word(index).key)
    }

    /// "Parent | Asif Mahmood": a role noun in front of a sentence, before two words that are no office.
    fn is_opening_role(&self, index: TokenId, end: TokenId) -> bool {
        let word = self.reading.word(index);
        let never = Traits::ORGANISATION_WORD.with(Traits::ROLE);
        let rest = self.reading.slice(Tokens::new(index + 1, end));
        let name = |word: &Word| word.shape == Shape::Capital && !word.traits.any(never);
        let one = word.first && !word.traits.any(Traits::PLURAL);
        one && rest.len() == 2 && rest.iter().all(name)
    }

    /// Where a person's name starts behind that of an organisation: "Ode News | Dee Lind". The start of
    /// the run where none does.
    fn after_organisation(&self, start: TokenId, end: TokenId) -> TokenId {
        let name = (start + 1).until(end.saturating_sub(1)).rev().find(|index| {
            self.reading.traits(*index).any(Traits::GIVEN)
                && *index + MAX_PERSON >= end
                && self.reading.word(*index).shape == Shape::Capital
        });
        let Some(name) = name else { return start };
        let before = self.reading.traits(name - 1);
        let office = Traits::ORGANISATION_WORD.with(Traits::PERSON);
        let plain = name.until(end).all(|index| {
            let word = self.reading.word(index);
            !word.traits.any(Traits::ORGANISATION_WORD.with(Traits::FUNCTION))
                && word.shape != Shape::Other
                && self.place_at(index).is_none()
        });
        let subject = whose::is_subject(self.reading.word(name - 1).key);
        let belongs = (before.any(office) || subject) && !before.any(Traits::GIVEN);
        if belongs && plain { name } else { start }
    }

    /// Where the name starts after words of belonging: "Republican Trump", "New York's".
    fn after_belonging(&self, start: TokenId, end: TokenId) -> TokenId {
        let mut name = start;
        if self.place_at(start) == Some(end) {
            return start;
        }
        while name + 1 < end {
            let word = self.reading.word(name);
            let rest = self.reading.slice(Tokens::new(name + 1, end));
            let office = rest.iter().any(|word| {
                word.traits.any(Traits::ORGANISATION_WORD)
                    || matches!(word.key, marks::OF | marks::AMPERSAND)
            });
            let given = rest.first().is_some_and(|word| word.traits.any(Traits::GIVEN));
            if word.key == NGO && word.shape == Shape::Upper {
                name += 1;
                continue;
            }
            if let Some(place) = self.place_at(name)
                && self.is_apart(place, end)
            {
                name = place;
                continue;
            }
            let belongs =
                word.traits.any(Traits::PARTY.with(Traits::DEMONYM)) || word.ending == Ending::Age;
            // "SUPER UW": in capitals it is a name of its own.
            let capitals = word.shape == Shape::Upper
                && !word.traits.any(Traits::DEMONYM.with(Traits::ACRONYM))
                && rest.first().is_some_and(|next| next.shape == Shape::Upper);
            if !belongs || capitals || word.traits.any(Traits::GIVEN) || (office && !given) {
                break;
            }
            name += 1;
        }
        name
    }

    /// Whether what stands behind a place is a name of its own or says to which party somebody belongs:
    /// "Port Lind | Dee Ode", "Port Lind | Republican", but not "Port Lind Courier".
    fn is_apart(&self, start: TokenId, end: TokenId) -> bool {
        let first = self.reading.traits(start);
        let party = first.any(Traits::PARTY) && !first.any(Traits::ORGANISATION_WORD);
        start + 1 < end && first.any(Traits::GIVEN) || start + 1 == end && party
    }

    fn kind(&self, core: Tokens) -> NameKind {
        let words = self.reading.slice(core);
        if self.place_at(core.start()) == Some(core.end()) {
            return NameKind::Place;
        }
        let surname =
            words.len() == 1 && words.iter().all(|word| self.reading.is_surname(word.key));
        if !surname && self.lexicon.is_body(self.phrase(core)) {
            return NameKind::Organisation;
        }
        let office = is_office(words);
        let given = words.first().is_some_and(|word| word.traits.any(Traits::GIVEN));
        let initial = words.iter().skip(1).any(|word| word.shape == Shape::Initial);
        let suffix = words.last().is_some_and(|word| word.traits.any(Traits::SUFFIX));
        let after_the = self.reading.is(core.start() - 1, marks::THE);
        let acronym = words.len() == 1 && words.iter().all(|word| word.shape == Shape::Upper);
        let spelled = self.reading.spelled_name(core.start()) == Some(core.end());
        // The marks of a nickname are no words.
        let length = words.iter().filter(|word| !word.is_mark()).count();
        match length {
            2.. if suffix || (initial && !office) => NameKind::Person,
            2..=5 if given && !office && !after_the => NameKind::Person,
            1 if (given || words.iter().all(surname::is_family)) && !after_the && !acronym => {
                NameKind::Person
            }
            _ if office || after_the || acronym || spelled => NameKind::Organisation,
            _ => NameKind::Unknown,
        }
    }

    fn add_title(&self, mention: &mut Mention) {
        for word in self.reading.slice(mention.title) {
            if word.traits.any(Traits::TITLE.with(Traits::PERSON)) {
                mention.role = word.role;
                mention.traits = mention.traits.with(word.traits);
            }
        }
    }

    /// The gender of the title counts, else that of the given name.
    fn add_gender(&self, mention: &mut Mention) {
        let shown = Traits::MASCULINE.with(Traits::FEMININE);
        if mention.name_kind != NameKind::Person || mention.traits.any(shown) {
            return;
        }
        let first = self.reading.traits(mention.core.start());
        if first.any(Traits::GIVEN) && mention.core.len() > 1 {
            mention.traits = mention.traits.with(first.only(shown));
        }
    }
}

/// Whether the words name an organisation. "Bill Hall" and "Billy Ray Hall" do not: after a given name
/// only the last word tells, and not where it is a given name as well and so are all between.
fn is_office(words: &[Word]) -> bool {
    let joint = words
        .iter()
        .any(|word| matches!(word.key, marks::OF | marks::FOR | marks::AND | marks::AMPERSAND));
    let telling = match words {
        [first, rest @ .., last] if first.traits.any(Traits::GIVEN) => {
            let given = rest.iter().all(|word| word.traits.any(Traits::GIVEN.with(Traits::TITLE)));
            let family = !rest.is_empty() && surname::is_family_noun(last.key);
            let sure = !given || !(family || last.traits.any(Traits::GIVEN));
            sure && last.traits.any(Traits::ORGANISATION_WORD)
        }
        _ => words.iter().any(|word| word.traits.any(Traits::ORGANISATION_WORD)),
    };
    joint || telling
}
