//! Dialogs that ask for consent to cookies, told by their words.
//!
//! Such a dialog speaks to the reader and of little else. An article about consent speaks of
//! somebody, and says who said it.

use super::words::{is_saying, plain};

/// Words of dialogs that ask for consent, in English, German, French and Spanish. The texts are
/// much alike everywhere, as the trade prescribes them.
const CONSENT: &[&str] = &[
    "cookie",
    "consent",
    "privacy",
    "personal data",
    "personal information",
    "opt-out",
    "opt out",
    "third parties",
    "third-party",
    "preferences",
    "partners",
    "vendors",
    "legitimate interest",
    "advertising",
    "tracking",
    "gdpr",
    "ccpa",
    "your device",
    "unique identifiers",
    "unsere partner",
    "einwilligung",
    "personenbezogen",
    "datenschutz",
    "personalisierte werbung",
    "partenaires",
    "personnelles",
    "confidentialité",
    "appareil",
    "socios",
    "datos personales",
    "privacidad",
    "dispositivo",
];

/// Parts of such words that one of the first paragraphs of a dialog has, whatever their case.
const SIGNS_OF_CONSENT: &[&str] =
    &["ookie", "onsent", "rivacy", "artners", "sere Partner", "artenaires", "inwillig", "socios"];

/// Words by which a dialog speaks to the reader, in the same languages.
const TO_THE_READER: &[&str] = &[
    "ihre", "ihrer", "nos", "nosotros", "nous", "nuestros", "our", "puede", "sie", "sus", "unsere",
    "unserer", "votre", "vos", "vous", "we", "wir", "you", "your",
];

/// Whether the text may be that of a dialog about consent, which is worth a closer look.
pub(super) fn may_be_consent(text: &str) -> bool {
    SIGNS_OF_CONSENT.iter().any(|sign| text.contains(sign))
}

/// Whether the text has any word of such a dialog.
pub(super) fn mentions_consent(text: &str) -> bool {
    let text = plain(text);
    CONSENT.iter().any(|word| text.contains(word))
}

/// Whether the text is that of a dialog about cookies and consent: it speaks to "you" and of little
/// else.
pub(super) fn is_about_consent(text: &str) -> bool {
    let text = plain(text);
    let counts: Vec<usize> = CONSENT.iter().map(|word| text.matches(word).count()).collect();
    let kinds = counts.iter().filter(|count| **count > 0).count();
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    let words = words.filter(|word| !word.is_empty());
    let you = words.clone().filter(|word| TO_THE_READER.contains(word)).count();
    let all = words.count();
    kinds >= 3 && counts.iter().sum::<usize>() * 25 >= all && you * 25 >= all && !is_saying(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consent_is_told_by_what_it_speaks_of() {
        let dialog = "We use cookies and similar tracking on your device. You can change your \
                      preferences, or withdraw your consent, at any time. Our partners use \
                      personal data for advertising.";
        assert!(is_about_consent(dialog));
        let article = "The commission fined the company for placing cookies without consent, the \
                       regulator said on Monday. Privacy groups had complained of its advertising \
                       for years, and said that the court would have to rule on the partners that \
                       the company sold to. The fine is the largest so far in the country.";
        assert!(!is_about_consent(article));
    }

    #[test]
    fn consent_is_asked_for_in_other_languages_and_without_cookies() {
        for dialog in [
            "We and our 71 partners store and read unique identifiers on your device. You can \
             withdraw consent at any time below.",
            "Wir und unsere Partner nutzen Cookies und verarbeiten personenbezogene Daten. Ihre \
             Einwilligung können Sie stets widerrufen.",
            "Nous et nos partenaires déposons des cookies sur votre appareil. Vous pouvez retirer \
             votre consentement quand vous voulez.",
            "Nosotros y nuestros socios usamos cookies en su dispositivo. Puede retirar el \
             consentimiento cuando quiera.",
        ] {
            assert!(may_be_consent(dialog) && is_about_consent(dialog), "{dialog}");
        }
        let told = "We and our partners use cookies on your device, the firm said; you can opt out, \
                    and your consent is asked for.";
        assert!(!is_about_consent(told));
    }
}
