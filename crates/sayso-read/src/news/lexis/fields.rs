//! The names of the fields of LexisNexis.

use crate::news::day;

/// What a field holds, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Headline,
    Byline,
    Section,
    Length,
    Body,
    /// A field before the body that may stand behind the count of words.
    Introduction,
    /// Another field before the body.
    Before,
    LoadDate,
    Language,
    /// A field behind the body whose name is no word of a sentence.
    Behind,
    /// A field behind the body whose name people use before a colon.
    Word,
}

impl Field {
    pub(super) const fn is_behind(self) -> bool {
        matches!(self, Self::LoadDate | Self::Language | Self::Behind | Self::Word)
    }

    pub(super) const fn is_before(self) -> bool {
        !self.is_behind()
    }

    /// Whether the field may stand between the count of words and the body.
    pub(super) const fn follows_length(self) -> bool {
        matches!(self, Self::Headline | Self::Byline | Self::Body | Self::Introduction)
    }

    /// Whether the field with this value ends a body, whatever follows.
    pub(super) fn is_no_sentence(self, value: &str) -> bool {
        match self {
            Self::Behind => true,
            Self::LoadDate => day(value).is_some(),
            Self::Language => {
                value.split_whitespace().count() <= 3 && !value.ends_with(['.', '"', '”'])
            }
            _ => false,
        }
    }
}

/// The names in small letters, in English and the languages in which the database is used.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Headline, &["headline", "überschrift", "titre", "titular", "titolo", "titel"]),
    (Field::Byline, &["byline", "autor", "auteur", "autore"]),
    (
        Field::Section,
        &["section", "rubrik", "rubrique", "sección", "seccion", "sezione", "rubriek", "sectie"],
    ),
    (
        Field::Length,
        &["length", "länge", "longueur", "longitud", "lunghezza", "lengte", "comprimento"],
    ),
    (Field::Body, &["body", "corps", "cuerpo"]),
    (
        Field::Introduction,
        &["dateline", "highlight", "highlights", "datumszeile", "zusammenfassung", "encart"],
    ),
    (Field::Before, &["source", "journal-code", "edition", "series", "column"]),
    (
        Field::LoadDate,
        &[
            "load-date",
            "update",
            "date-chargement",
            "date de chargement",
            "fecha-carga",
            "fecha de carga",
            "laad-datum",
            "laaddatum",
            "data-caricamento",
        ],
    ),
    (Field::Language, &["language", "sprache", "langue", "idioma", "lingua", "taal"]),
    (
        Field::Behind,
        &[
            "graphic",
            "graphics",
            "grafik",
            "graphique",
            "publication-type",
            "document-type",
            "pub-type",
            "correction-date",
            "publikationstyp",
            "type-publication",
            "type de publication",
            "tipo-publicación",
            "jour",
        ],
    ),
    (
        Field::Word,
        &[
            "subject",
            "type",
            "correction",
            "url",
            "organization",
            "company",
            "person",
            "geographic",
            "industry",
            "ticker",
            "notes",
        ],
    ),
];

/// The most bytes of a name.
const LONGEST: usize = 24;

/// How a file writes the names of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// In capitals, so that other lines are none.
    Upper,
    Any,
}

impl Case {
    /// That of the article: in capitals where one of its fields before the body is.
    pub(super) fn of(part: &str) -> Self {
        let mut lines = part.lines().map(str::trim);
        let is_sign =
            |line: &str| Self::Upper.field(line).is_some_and(|(field, _)| field.is_before());
        if lines.any(is_sign) { Self::Upper } else { Self::Any }
    }

    /// The field that the line is, and its value.
    pub(super) fn field(self, line: &str) -> Option<(Field, &str)> {
        let at = line.bytes().take(LONGEST).position(|byte| byte == b':')?;
        let (name, value) = (line.get(..at)?, line.get(at + 1..)?);
        if self == Self::Upper && name.contains(char::is_lowercase) {
            return None;
        }
        let name = name.to_lowercase();
        let found = NAMES.iter().find(|(_, names)| names.contains(&&*name));
        found.map(|(field, _)| (*field, value.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_are_told_from_words() {
        assert_eq!(Case::of("BYLINE: Ada\n\nSource: Bo"), Case::Upper);
        assert_eq!(Case::of("Byline: Ada\n\nLOAD-DATE: x"), Case::Any);
        assert_eq!(Case::Upper.field("Source: Bo"), None);
        assert_eq!(Case::Any.field("Source: Bo"), Some((Field::Before, "Bo")));
        assert_eq!(Case::Upper.field("LÄNGE: 3 Wörter"), Some((Field::Length, "3 Wörter")));
        assert_eq!(Case::Any.field("no field here: x"), None);
    }

    #[test]
    fn value_tells_a_field_from_a_sentence() {
        assert!(Field::LoadDate.is_no_sentence("2. Oktober 2024"));
        assert!(!Field::LoadDate.is_no_sentence("it was late, he said"));
        assert!(Field::Language.is_no_sentence("FRENCH; FRANÇAIS"));
        assert!(!Field::Language.is_no_sentence("it was foul, she said."));
        assert!(!Field::Word.is_no_sentence("x"));
    }
}
