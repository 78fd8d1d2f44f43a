//! The forms of an English verb.

/// The form in which a verb stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// "say".
    Base,
    /// "says".
    Third,
    /// "wrote".
    Past,
    /// "written".
    Participle,
    /// "said": past and participle alike.
    PastOrParticiple,
    /// "saying".
    Gerund,
}

impl Form {
    /// Whether the form can carry a clause without an auxiliary.
    pub(crate) const fn is_finite(self) -> bool {
        matches!(self, Self::Base | Self::Third | Self::Past | Self::PastOrParticiple)
    }

    /// Whether the form can be a past participle.
    pub(crate) const fn is_participle(self) -> bool {
        matches!(self, Self::Participle | Self::PastOrParticiple)
    }
}

/// The forms of a verb that follows the rules, each with its name.
pub(crate) fn regular(base: &str) -> [(String, Form); 4] {
    let (third, past, gerund) = match base.as_bytes() {
        [.., b'e', b'e' | b'o' | b'y'] => suffixed(base, "s", "ed", "ing"),
        [.., b'i', b'e'] => suffixed(base, "s", "d", "ing"),
        [stem @ .., b'e'] => {
            let stem = String::from_utf8_lossy(stem);
            (format!("{base}s"), format!("{base}d"), format!("{stem}ing"))
        }
        [stem @ .., consonant, b'y'] if !is_vowel(*consonant) => {
            let stem = format!("{}{}", String::from_utf8_lossy(stem), char::from(*consonant));
            (format!("{stem}ies"), format!("{stem}ied"), format!("{base}ing"))
        }
        [.., b's' | b'x' | b'z'] | [.., b'c' | b's', b'h'] => suffixed(base, "es", "ed", "ing"),
        _ => suffixed(base, "s", "ed", "ing"),
    };
    [
        (base.to_owned(), Form::Base),
        (third, Form::Third),
        (past, Form::PastOrParticiple),
        (gerund, Form::Gerund),
    ]
}

fn suffixed(base: &str, third: &str, past: &str, gerund: &str) -> (String, String, String) {
    let past = if base.ends_with('e') { "d" } else { past };
    let with = |ending: &str| [base, ending].concat();
    (with(third), with(past), with(gerund))
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// The forms that a line of the table of irregular verbs gives: base, third person, past,
/// participle, -ing.
pub(crate) fn irregular(fields: [&str; 5]) -> Vec<(String, Form)> {
    let [base, third, past, participle, gerund] = fields.map(str::to_owned);
    let mut forms = vec![(base, Form::Base), (third, Form::Third), (gerund, Form::Gerund)];
    if past == participle {
        forms.push((past, Form::PastOrParticiple));
    } else {
        forms.push((past, Form::Past));
        forms.push((participle, Form::Participle));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(base: &str) -> String {
        regular(base).map(|(form, _)| form).join(" ")
    }

    #[test]
    fn regular_verbs_follow_their_ending() {
        assert_eq!(forms("argue"), "argue argues argued arguing");
        assert_eq!(forms("agree"), "agree agrees agreed agreeing");
        assert_eq!(forms("deny"), "deny denies denied denying");
        assert_eq!(forms("portray"), "portray portrays portrayed portraying");
        assert_eq!(forms("stress"), "stress stresses stressed stressing");
        assert_eq!(forms("pitch"), "pitch pitches pitched pitching");
        assert_eq!(forms("claim"), "claim claims claimed claiming");
    }

    #[test]
    fn irregular_past_is_told_from_participle() {
        let forms = irregular(["write", "writes", "wrote", "written", "writing"]);
        assert!(forms.contains(&("wrote".to_owned(), Form::Past)));
        let forms = irregular(["say", "says", "said", "said", "saying"]);
        assert!(forms.contains(&("said".to_owned(), Form::PastOrParticiple)));
    }
}
