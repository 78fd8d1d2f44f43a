//! One surname, several people: whom the article names in full most often, whom a word of English names.

use sayso_resolve::{FEATURE_NAMES, Resolver};
use sayso_segment::Segmenter;
use sayso_text::{Attribution, Span, SpeakerKind};

use crate::articles::check;

#[test]
fn surname_of_a_headline_is_whose_the_article_is() {
    check(
        "{Lind|Dee Lind} hopes for rain.\n\nDee Lind spoke on Monday. Dee Lind came late. Her husband \
         Tom Lind stayed in Lisse.",
    );
    check(
        "{Lind|Tom Lind} hopes for rain.\n\nTom Lind spoke on Monday. Tom Lind came late. His wife Dee \
         Lind stayed in Lisse.",
    );
}

#[test]
fn colour_behind_a_given_name_is_a_surname() {
    check("Grant Green left early. The hall was full. {Green|Grant Green} said it was late.");
    check("Dee Lind left early. {Greens|Greens} said it was late.");
}

#[test]
fn small_word_behind_a_given_name_is_a_surname() {
    check(
        "Writer George Will left early. In Lisse, {Will|George Will} had no doubt that it was late.",
    );
}

#[test]
fn surname_that_is_a_noun_for_places_can_be_he() {
    check(
        "Lee and Park met on Monday. {Park|Park} said it was late. {He|Park} added that it rained. \
         {Lee|Lee} disagreed. {He|Lee} said it was early.",
    );
    check("Lee won. Park lost. {He|Park} said it was hard.");
    check("Lee left early. {City Hall|City Hall} said it was late. {He|Lee} agreed.");
    check("Lee left early. The Park opened in May. {He|Lee} said it was late.");
    check("Lee was there. It was cold in Church. {He|Lee} said it was late.");
    let text = "Lee was there. It was cold in Church.";
    let segmentation = Segmenter::new().segment(text);
    let names = Resolver::new().worker().names(text, &segmentation);
    let church = names.iter().find(|name| name.span.of(text) == "Church");
    assert!(church.is_none_or(|it| it.speaker.kind != SpeakerKind::Person), "{church:?}");
}

#[test]
fn given_names_of_other_countries_show_a_gender() {
    check(
        "Casey Roe left early. {Narendra Lind|Narendra Lind} said it was late. Lind stayed. \
         {She|Casey Roe} said no.",
    );
}

#[test]
fn noun_of_several_that_no_list_knows_is_no_person() {
    check(
        "Dee Lind spoke. Entries are on Lind's page, and {wombles|wombles} will be asked to vote.",
    );
}

/// By which rule the speaker of the words is known.
fn rule(text: &str, source: &str, cue: &str, content: &str) -> &'static str {
    let span = |words: &str| {
        let start = text.find(words).unwrap_or_default();
        Span::new(start, start + words.len())
    };
    let said = Attribution::new(span(cue), vec![span(content)]).with_source(Some(span(source)));
    let segmentation = Segmenter::new().segment(text);
    let resolver = Resolver::new();
    let mut worker = resolver.worker();
    worker.resolve(text, &segmentation, &[said]);
    worker.whys(text, &segmentation)[0].rule
}

#[test]
fn somebody_in_general_is_nobody_named() {
    let text =
        "Tom Ode sells it. He does not believe it. As someone who knows that it rains, I left.";
    assert_eq!(rule(text, "who", "knows", "that it rains"), "new");
    let text = "Tom Ode sells it. He does not believe it. The man who knows that it rains left.";
    assert_eq!(rule(text, "who", "knows", "that it rains"), "ranked");
}

#[test]
fn whoever_is_asked_does_not_ask() {
    let text = "Dee Lind named her aide when asked to pick one.";
    let span = |words: &str| {
        let start = text.find(words).expect("words of the text");
        Span::new(start, start + words.len())
    };
    let attributions = [
        Attribution::new(span("named"), vec![span("her aide")]).with_source(Some(span("Dee Lind"))),
        Attribution::new(span("asked"), vec![span("to pick one")]),
    ];
    let segmentation = Segmenter::new().segment(text);
    let speakers = Resolver::new().resolve(text, &segmentation, &attributions);
    assert_eq!((&*speakers[0].name, &*speakers[1].name), ("Dee Lind", ""));
}

#[test]
fn whom_a_quotation_speaks_of_is_seen() {
    let seen = |quoted: &str| {
        let text = format!("Tom Ode said that Mark Roe was good. He added, “{quoted}”");
        let span = |start: usize, end: usize| Span::new(start, end);
        let (he, end) = (text.find("He").expect("He"), text.len());
        let attributions = [
            Attribution::new(span(8, 12), vec![span(13, 35)]).with_source(Some(span(0, 7))),
            Attribution::new(span(he + 3, he + 8), vec![span(he + 10, end)])
                .with_source(Some(span(he, he + 2))),
        ];
        let segmentation = Segmenter::new().segment(&text);
        let resolver = Resolver::new();
        let choices = resolver.worker().explain(&text, &segmentation, &attributions);
        let choice = choices.into_iter().find(|it| it.attribution == Some(1)).expect("a choice");
        let holds = |name: &str, feature: &str| {
            let place = FEATURE_NAMES.iter().position(|it| *it == feature).expect("a feature");
            let candidate = choice.candidates.iter().find(|it| it.name == name);
            candidate.expect("a candidate").features.values()[place] > 0.0
        };
        (
            holds("Mark Roe", "talked-about-in-quotation-of-another"),
            holds("Tom Ode", "last-speaker-quoted-of-another"),
        )
    };
    assert_eq!(seen("In May he built the harbour."), (true, true));
    assert_eq!(seen("In May I built the harbour."), (false, false));
    assert_eq!(seen("In May she built the harbour."), (false, false));
}
