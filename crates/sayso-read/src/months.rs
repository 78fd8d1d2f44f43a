//! Names of months, in English and in the languages in which databases of news are used.
//!
//! A month is known by its whole name or by a start of its English one ("Sept"), never by three
//! letters that a word of another language shares: *mardi* is a Tuesday, *marraskuuta* November and
//! *decidió* no month at all. A name that two languages give to different months (*listopad*) is
//! left out: a date is better empty than another one.

use sayso_text::Date;

/// Names in French, German, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Norwegian and
/// Finnish (which stand in a case of their own in dates), with usual short forms.
const OTHERS: [&[&str]; 12] = [
    &[
        "janvier",
        "janv",
        "januar",
        "jänner",
        "enero",
        "ene",
        "gennaio",
        "gen",
        "janeiro",
        "januari",
        "tammikuu",
        "tammikuuta",
    ],
    &[
        "février",
        "fevrier",
        "févr",
        "fév",
        "februar",
        "febrero",
        "febbraio",
        "fevereiro",
        "fev",
        "februari",
        "helmikuu",
        "helmikuuta",
    ],
    &["mars", "märz", "mrz", "marzo", "março", "maart", "mrt", "marts", "maaliskuu", "maaliskuuta"],
    &["avril", "avr", "abril", "abr", "aprile", "huhtikuu", "huhtikuuta"],
    &["mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "toukokuu", "toukokuuta"],
    &["juin", "juni", "junio", "giugno", "giu", "junho", "kesäkuu", "kesäkuuta"],
    &["juillet", "juil", "juli", "julio", "luglio", "lug", "julho", "heinäkuu", "heinäkuuta"],
    &["août", "aout", "agosto", "ago", "augustus", "augusti", "elokuu", "elokuuta"],
    &["septembre", "septiembre", "setiembre", "settembre", "setembro", "syyskuu", "syyskuuta"],
    &[
        "octobre",
        "oktober",
        "okt",
        "octubre",
        "ottobre",
        "ott",
        "outubro",
        "oktobre",
        "lokakuu",
        "lokakuuta",
    ],
    &["novembre", "noviembre", "novembro", "marraskuu", "marraskuuta"],
    &[
        "décembre",
        "decembre",
        "déc",
        "dezember",
        "dez",
        "diciembre",
        "dic",
        "dicembre",
        "dezembro",
        "desember",
        "joulukuu",
        "joulukuuta",
    ],
];

/// The month that the word names, from 1.
pub(crate) fn month(word: &str) -> Option<u16> {
    // Most words that are asked for are no months: those of other lengths cost nothing.
    if !(3..=16).contains(&word.len()) {
        return None;
    }
    let word = word.to_lowercase();
    // Any start of an English name of at least three letters is that month.
    let english = Date::MONTHS.iter().position(|month| month.starts_with(&word));
    let place = english.or_else(|| OTHERS.iter().position(|names| names.contains(&&*word)))?;
    u16::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_and_other_words_are_no_months() {
        for word in [
            "mardi",
            "mar d",
            "martes",
            "martedì",
            "Marta",
            "mayor",
            "Mayo Clinic",
            "junior",
            "decision",
            "Augusta",
            "Aprilia",
            "novel",
            "sejm",
            "ma",
            "",
            "maanantai",
        ] {
            assert_eq!(month(word), None, "{word}");
        }
    }

    #[test]
    fn months_are_known_in_ten_languages() {
        for (word, number) in [
            ("Sept", 9),
            ("MARCH", 3),
            ("Décembre", 12),
            ("AOÛT", 8),
            ("März", 3),
            ("octubre", 10),
            ("marraskuuta", 11),
            ("mei", 5),
            ("luglio", 7),
        ] {
            assert_eq!(month(word), Some(number), "{word}");
        }
    }
}
