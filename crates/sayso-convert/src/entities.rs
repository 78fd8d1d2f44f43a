//! Named entities as Python prints them: `[('Ada Obi', 'PERSON'), ('WRO', 'ORG')]`.

use sayso_text::{Speaker, SpeakerKind};

/// The labels that spaCy gives to those who speak.
const PERSON: &str = "PERSON";
const ORGANISATION: &str = "ORG";

/// The speaker that the entities of a source name: the first person, or else the first
/// organisation.
pub(crate) fn speaker(cell: &str) -> Option<Speaker> {
    let strings = strings(cell);
    let labelled = |wanted: &str| {
        strings.chunks_exact(2).find_map(|pair| match pair {
            [name, label] if label == wanted => Some(name.clone()),
            _ => None,
        })
    };
    let person = labelled(PERSON).map(|name| Speaker::new(name, SpeakerKind::Person));
    person.or_else(|| {
        labelled(ORGANISATION).map(|name| Speaker::new(name, SpeakerKind::Organisation))
    })
}

/// The entities of a speaker: a person or a named organisation by its name, nothing otherwise.
pub(crate) fn of(speaker: &Speaker) -> String {
    let label = match speaker.kind {
        SpeakerKind::Person => PERSON,
        SpeakerKind::Organisation if speaker.is_named() => ORGANISATION,
        _ => return "[]".to_owned(),
    };
    format!("[({}, '{label}')]", quoted(&speaker.name))
}

/// A string as Python prints it.
fn quoted(text: &str) -> String {
    let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut quoted = String::from(mark);
    for letter in text.chars() {
        match letter {
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ if letter == mark => quoted.extend(['\\', letter]),
            _ => quoted.push(letter),
        }
    }
    quoted.push(mark);
    quoted
}

/// The strings of a printed list, whatever stands between them.
fn strings(list: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut letters = list.chars();
    while let Some(letter) = letters.next() {
        if matches!(letter, '\'' | '"') {
            strings.push(string(&mut letters, letter));
        }
    }
    strings
}

/// The rest of a string up to its closing mark.
fn string(letters: &mut impl Iterator<Item = char>, mark: char) -> String {
    let mut string = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            _ if letter == mark => break,
            '\\' => string.extend(letters.next().map(|escaped| match escaped {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                other => other,
            })),
            _ => string.push(letter),
        }
    }
    string
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn person_goes_before_organisation() {
        let found = speaker("[('WRO', 'ORG'), ('US', 'GPE'), ('Ada Obi', 'PERSON')]");
        assert_eq!(found, Some(Speaker::new("Ada Obi", SpeakerKind::Person)));
        let found = speaker("[('US', 'GPE'), ('WRO', 'ORG')]").expect("an organisation");
        assert_eq!(found.kind, SpeakerKind::Organisation);
        assert_eq!(speaker("[('US', 'GPE')]"), None);
        assert_eq!(speaker(""), None);
        assert_eq!(speaker("[('Ada"), None);
    }

    #[test]
    fn names_with_marks_come_back() {
        for name in ["O'Hara", "Ada \"Bee\" Obi", "both ' and \"", "a\\b\n", "Zoë"] {
            let named = Speaker::new(name, SpeakerKind::Person);
            assert_eq!(speaker(&of(&named)), Some(named), "{name}");
        }
        assert_eq!(of(&Speaker::new("O'Hara", SpeakerKind::Person)), "[(\"O'Hara\", 'PERSON')]");
        assert_eq!(of(&Speaker::default()), "[]");
    }
}
