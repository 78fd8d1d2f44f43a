//! What a speaker is: a person, a body, something written, several, or one without a name.

use sayso_text::{Span, SpeakerKind};

use crate::articles::kind_of;

/// What the sources that open "… said no." are.
fn all_are(kind: SpeakerKind, sources: &[&str]) {
    for source in sources {
        let text = format!("{source} said no.");
        assert_eq!(kind_of(&text, Span::new(0, source.len())), kind, "{source}");
    }
}

#[test]
fn bodies_without_a_name_are_organisations() {
    let bodies =
        ["The ministry", "Police", "The federal government", "A local council", "The bank"];
    all_are(SpeakerKind::Organisation, &bodies);
    all_are(
        SpeakerKind::Organisation,
        &["The Lisse Geological Survey", "The Cook Report", "Jude Law"],
    );
}

#[test]
fn what_is_written_or_counted_is_a_document() {
    let written =
        ["A new study", "The poll", "The law", "Two reports", "His letter", "A survey of voters"];
    all_are(SpeakerKind::Document, &written);
    all_are(SpeakerKind::Document, &["The Clean Harbours Act", "The Treaty of Lisse"]);
}

#[test]
fn several_are_a_group_with_or_without_names() {
    let several = [
        "Two officials",
        "Critics",
        "Anne Brade and Owen Pryce",
        "Several welders",
        "Companies",
        "Members of Congress",
    ];
    all_are(SpeakerKind::Group, &several);
}

#[test]
fn one_without_a_name_is_nameless_and_no_body() {
    all_are(
        SpeakerKind::Nameless,
        &["A spokesman", "The producer", "A welder", "An aide to the mayor"],
    );
    all_are(SpeakerKind::Person, &["Anne Brade"]);
}
