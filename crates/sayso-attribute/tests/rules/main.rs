//! What the rules find, one phenomenon a test; the sentences are our own.

use sayso_attribute::{Attributor, AttributorOptions, Complementizer, Evidence, Lexicon};
use sayso_segment::Segmenter;
use sayso_text::{AttributionType, Kind};
use sayso_words::Reader;

mod transcripts;

/// Each attribution as `source | cue | content`, contents joined by ` … `.
fn found_with(options: AttributorOptions, text: &str) -> Vec<String> {
    let segmentation = Segmenter::new().segment(text);
    Attributor::new(options)
        .attribute(text, &segmentation)
        .iter()
        .map(|one| {
            let source = one.source.map_or("-", |span| span.of(text));
            let content: Vec<&str> = one.content.iter().map(|span| span.of(text)).collect();
            format!("{source} | {} | {}", one.cue.of(text), content.join(" … "))
        })
        .collect()
}

fn found(text: &str) -> Vec<String> {
    found_with(AttributorOptions::default(), text)
}

#[test]
fn clause_with_that_follows_its_cue() {
    assert_eq!(
        found("The minister pointed out on Monday that the bridge was safe."),
        ["The minister | pointed out | that the bridge was safe"]
    );
}

#[test]
fn adverbials_stand_between_source_and_cue() {
    assert_eq!(
        found("Foreign Minister Ana Lopes on Wednesday said that talks would go on."),
        ["Foreign Minister Ana Lopes | said | that talks would go on"]
    );
}

#[test]
fn adverbials_and_persons_stand_between_cue_and_content() {
    assert_eq!(
        found("She told reporters in Lisbon on Friday that the vote was fair."),
        ["She | told | that the vote was fair"]
    );
}

#[test]
fn clause_without_that_follows_its_cue() {
    assert_eq!(found("He said the dam would hold."), ["He | said | the dam would hold"]);
}

#[test]
fn several_clauses_are_fronted() {
    assert_eq!(
        found("The road is closed, the bridge is gone, and no bus runs, Mr. Adeyemi said."),
        ["Mr. Adeyemi | said | The road is closed, the bridge is gone, and no bus runs"]
    );
}

#[test]
fn quotation_may_stand_before_an_inverted_cue() {
    assert_eq!(
        found("“We lost,” said Tom Reed, a coach from Leeds."),
        ["Tom Reed, a coach from Leeds | said | “We lost,”"]
    );
}

#[test]
fn quotation_may_go_on_after_the_cue() {
    assert_eq!(
        found("\"We lost,\" she said, \"and we know it.\""),
        ["she | said | \"We lost,\" … \"and we know it.\""]
    );
}

#[test]
fn floating_quotation_belongs_to_the_cue_before() {
    assert_eq!(
        found("“We lost,” she said. “Nobody is to blame.”"),
        ["she | said | “We lost,” … “Nobody is to blame.”"]
    );
}

#[test]
fn floating_quotation_goes_to_the_quoted_cue_over_two_participles() {
    assert_eq!(
        found(
            "“We lost,” she said, adding that rain had come, noting that the grass was wet. “Nobody \
             is to blame.”"
        ),
        [
            "she | said | “We lost,” … “Nobody is to blame.”",
            "she | adding | that rain had come",
            "she | noting | that the grass was wet",
        ]
    );
}

#[test]
fn quotation_goes_on_in_the_next_paragraph() {
    assert_eq!(
        found("“We lost,” she said. “Nobody is to blame.\n\n“Next year is another year.”"),
        ["she | said | “We lost,” … “Nobody is to blame. … “Next year is another year.”"]
    );
}

#[test]
fn second_sentence_has_its_own_cue() {
    assert_eq!(
        found("Trade has grown, Lind said. Both sides gain from it, he added."),
        ["Lind | said | Trade has grown", "he | added | Both sides gain from it"]
    );
}

#[test]
fn colon_and_quotation_follow_the_cue() {
    assert_eq!(
        found("Asked about the fire, Ruiz replied: “No comment.”"),
        ["Ruiz | replied | “No comment.”"]
    );
}

#[test]
fn according_to_stands_on_either_side() {
    assert_eq!(
        found("According to the coroner, the man had drowned."),
        ["the coroner | According to | the man had drowned"]
    );
    assert_eq!(
        found("The man had drowned, according to the coroner."),
        ["the coroner | according to | The man had drowned"]
    );
}

#[test]
fn noun_with_possessor_is_a_cue() {
    assert_eq!(
        found("The coins spoke against Harlan's claim that the vault was empty."),
        ["Harlan | claim | that the vault was empty"]
    );
}

#[test]
fn negation_and_question_belong_to_the_cue() {
    assert_eq!(
        found("The company did not say whether the plant would close."),
        ["The company | did not say | whether the plant would close"]
    );
}

#[test]
fn small_words_are_what_they_are_for_speakers_too() {
    for (text, row) in [
        // An auxiliary, which is no subject.
        ("The captain cannot defend the delay.", "The captain | cannot defend | the delay"),
        // Two adverbs before the cue.
        (
            "The envoys almost universally criticised the plan.",
            "The envoys | almost universally criticised | the plan",
        ),
        // A preposition that opens a clause as well does not end an object.
        (
            "The union has backed Lund since her first campaign.",
            "The union | has backed | Lund since her first campaign",
        ),
    ] {
        assert_eq!(found(text), [row]);
    }
    // "Up" is no object.
    assert_eq!(found("The captain showed up at noon."), [""; 0]);
}

#[test]
fn passive_has_no_source() {
    assert_eq!(
        found("The mine is expected to reopen in May."),
        ["- | is expected | The mine … to reopen in May"]
    );
}

#[test]
fn clause_around_reportedly_is_hearsay() {
    assert_eq!(
        found("The dam has reportedly leaked since May."),
        ["- | reportedly | The dam has … leaked since May"]
    );
    assert_eq!(
        found("In Lisse there are reportedly two leaks."),
        ["- | reportedly | there are … two leaks"]
    );
    assert_eq!(found("The dam leaked, reportedly since May."), [""; 0]);
    assert_eq!(found("A guard was hurt reportedly outside a shop."), [""; 0]);
}

#[test]
fn words_of_somebody_are_a_phrase_and_what_was_not_said_is_nothing() {
    assert_eq!(
        found("In the words of Ada Obi, the dam is dead."),
        ["Ada Obi | In the words of | the dam is dead"]
    );
    assert_eq!(found("Had Obi said that the dam leaked, they would have left."), [""; 0]);
}

#[test]
fn relative_pronoun_is_the_source() {
    assert_eq!(
        found("One was Olaf Renn, who said that he had slept."),
        ["who | said | that he had slept"]
    );
}

#[test]
fn participle_shares_the_source() {
    assert_eq!(
        found("“It is over,” Ms. Bell said, adding that she would rest."),
        ["Ms. Bell | said | “It is over,”", "Ms. Bell | adding | that she would rest"]
    );
}

#[test]
fn verb_without_its_complement_is_no_cue() {
    assert_eq!(found("He added salt. The river rose again."), [""; 0]);
}

#[test]
fn plural_noun_is_no_cue() {
    assert_eq!(found("The 39 states that voted early counted their ballots."), [""; 0]);
}

/// A network with these scores, whose links are all alike.
struct Fixed(Vec<[f32; 7]>);

impl Evidence for Fixed {
    fn tags(&self) -> &[[f32; 7]] {
        &self.0
    }
    fn transitions(&self, _: usize) -> sayso_tag::Transitions {
        sayso_tag::Transitions::default()
    }
    fn window(&self, _: usize) -> sayso_text::TokenSpan {
        sayso_text::TokenSpan::new(0, self.0.len())
    }
    fn content_to_cue(&self, _: usize, _: usize) -> f32 {
        0.0
    }
    fn cue_to_source(&self, _: usize, _: Option<usize>) -> f32 {
        0.0
    }
}

#[test]
fn source_that_a_network_missed_is_the_subject_of_the_cue() {
    let text = "The film says that rain is near.";
    let segmentation = Segmenter::new().segment(text);
    let tag = |at: usize| match at {
        2 => 3,
        3 => 5,
        4..=6 => 6,
        _ => 0,
    };
    let score = |at| std::array::from_fn(|index| if index == tag(at) { 5.0 } else { 0.0 });
    let network = Fixed((0..segmentation.tokens.len()).map(score).collect());
    let attributor = Attributor::default();
    let mut worker = attributor.worker();
    let [found] = worker.attribute_by(Reader::new().worker().read(text, &segmentation), &network)
    else {
        panic!("one row")
    };
    assert_eq!(found.source.map(|span| span.of(text)), Some("The film"));
    let row = found.clone();
    let [explained] =
        &worker.explain_by(Reader::new().worker().read(text, &segmentation), &network)[..]
    else {
        panic!("one row")
    };
    assert_eq!(explained.attribution, row);
}

/// What a network finds whose tags of the words are these, each by so much.
fn by_network(text: &str, tags: &[(usize, f32)]) -> sayso_text::Attribution {
    let segmentation = Segmenter::new().segment(text);
    let score = |(tag, sure): &(usize, f32)| {
        std::array::from_fn(|index| if index == *tag { *sure } else { 0.0 })
    };
    let network = Fixed(tags.iter().map(score).collect());
    let found = Attributor::default()
        .worker()
        .attribute_by(Reader::new().worker().read(text, &segmentation), &network)
        .to_vec();
    assert_eq!(found.len(), 1, "one row: {found:?}");
    found[0].clone()
}

#[test]
fn row_is_as_sure_as_its_least_sure_edge() {
    let sure = [1, 2, 3, 5, 6, 6, 6, 0].map(|tag| (tag, 5.0));
    let text = "The film says that rain is near.";
    let all = by_network(text, &sure).confidence;
    for edge in [0, 2, 3, 6] {
        let mut unsure = sure;
        unsure[edge].1 = 3.0;
        assert!(by_network(text, &unsure).confidence < all - 0.1, "edge {edge} of {all}");
    }
}

#[test]
fn verb_unknown_to_the_lexicon_frames_a_quotation() {
    assert_eq!(found("“Never,” he thundered."), ["he | thundered | “Never,”"]);
}

#[test]
fn lexicon_can_be_extended() {
    let text = "The duchess opined that it would rain. The duke harrumphed that it would not.";
    let mut lexicon = Lexicon::built_in();
    lexicon.add("harrumph\tverb\tquote that\tcommunication").unwrap();
    let mut options = AttributorOptions::default();
    options.lexicon = lexicon;
    assert_eq!(found_with(options, text).len(), found(text).len() + 1);
}

#[test]
fn complementizer_can_be_dropped() {
    let mut options = AttributorOptions::default();
    options.complementizer = Complementizer::Drop;
    assert_eq!(
        found_with(options, "He said that the dam would hold."),
        ["He | said | the dam would hold"]
    );
}

#[test]
fn kind_and_type_are_told() {
    let text = "“Stop,” he said. She said it was “over.” They believe that he left.";
    let segmentation = Segmenter::new().segment(text);
    let found: Vec<_> = Attributor::default()
        .attribute(text, &segmentation)
        .iter()
        .map(|one| (one.kind, one.attribution_type))
        .collect();
    assert_eq!(
        found,
        [
            (Kind::Direct, AttributionType::Communication),
            (Kind::Mixed, AttributionType::Communication),
            (Kind::Indirect, AttributionType::Attitude)
        ]
    );
}

#[test]
fn plain_first_word_makes_a_content_mixed_whatever_the_marks() {
    for (open, close) in [("“", "”"), ("\"", "\""), ("‘", "’"), ("'", "'")] {
        let text = format!("She said it {open}would never ever be sold by anybody{close}.");
        let segmentation = Segmenter::new().segment(&text);
        let found = Attributor::default().attribute(&text, &segmentation);
        assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [Kind::Mixed], "{text}");
        let text =
            format!("She said that {open}the house by the lake would never ever be sold{close}.");
        let segmentation = Segmenter::new().segment(&text);
        let found = Attributor::default().attribute(&text, &segmentation);
        assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [Kind::Direct], "{text}");
    }
}

#[test]
fn dash_and_name_sign_a_quotation() {
    assert_eq!(
        found("The voters spoke.\n\n“We all lost.” — Ada Obi, a farmer"),
        ["Ada Obi, a farmer | — | “We all lost.”"]
    );
}

#[test]
fn explanation_tells_the_same_attributions() {
    let text = "“We lost,” Ms. Bell said, adding that she would rest.";
    let segmentation = Segmenter::new().segment(text);
    let attributor = Attributor::default();
    let mut worker = attributor.worker();
    let explained = worker.explain(Reader::new().worker().read(text, &segmentation));
    let attributions: Vec<_> = explained.iter().map(|one| one.attribution.clone()).collect();
    assert_eq!(attributions, worker.attribute(Reader::new().worker().read(text, &segmentation)));
    let chosen = explained[0].reasons[0].links[0];
    assert_eq!(chosen.to.map(|span| span.of(text)), Some("Ms. Bell"));
}

#[test]
fn comma_after_an_apposition_does_not_turn_the_order() {
    assert_eq!(
        found("\"I kept a list,\" Ada Obi, 54, told the court."),
        ["Ada Obi, 54 | told | \"I kept a list,\""]
    );
}

#[test]
fn article_alone_proposes_nothing() {
    let found = found("The city would need the estimated $745 million for roads next year.");
    assert!(found.iter().all(|one| !one.starts_with("the |")), "{found:?}");
}

/// Paragraphs after one that says something, so that only what the labels make is left to see.
fn labelled(lines: &[&str]) -> Vec<String> {
    found(&format!("The pier is closed, Ada Obi said.\n\n{}", lines.join("\n\n"))).split_off(1)
}

#[test]
fn labels_of_facts_are_no_speakers() {
    for box_of_facts in [
        &[
            "Length: The pier is 90 metres long.",
            "Depth: It stands in deep water.",
            "Age: It is old.",
        ][..],
        &["LENGTH: The pier is long.", "DEPTH: It stands in deep water.", "AGE: It is old."],
        &["Friday: Wind and rain.", "Saturday: Dry at first.", "Sunday: Snow on the hills."],
        &["Harwick: One boat sank.", "Tolland: No boat left the harbour.", "Orrin: All is well."],
        &["For: You save time.", "Against: It costs a lot.", "Our view: Wait."],
        &["Goals: Marsh 12.", "Booked: Lee.", "Goals: Orr 80.", "Booked: Dunn."],
        &["Prep Time: Ten minutes.", "Cook Time: An hour.", "Method: Mix the flour and the eggs."],
        &[
            "From: The harbour office.",
            "Subject: The pier.",
            "From: The port.",
            "Subject: The crane.",
        ],
    ] {
        assert_eq!(labelled(box_of_facts), [""; 0], "{box_of_facts:?}");
    }
}

#[test]
fn names_of_people_who_talk_are_speakers() {
    let rows = labelled(&[
        "Mary Lind: I sail there.",
        "John Orr: Do you?",
        "Photo: A boat.",
        "Lind: Yes.",
    ]);
    assert_eq!(rows, ["Mary Lind | : | I sail there", "John Orr | : | Do you?", "Lind | : | Yes"]);
}

#[test]
fn people_who_only_have_figures_are_no_speakers() {
    let ratings =
        ["Mary Lind: Two saves.", "John Orr: Slow today.", "Ann Dunn: Off after an hour."];
    assert_eq!(labelled(&ratings), [""; 0]);
}

#[test]
fn role_behind_the_name_belongs_to_the_label() {
    let rows = labelled(&[
        "MARY LIND, HARBOUR MASTER (ph): We close at ten.",
        "JOHN ORR, HOST: Why is that?",
        "LIND: It is the tide.",
    ]);
    let expected = [
        "MARY LIND, HARBOUR MASTER | : | We close at ten",
        "JOHN ORR, HOST | : | Why is that?",
        "LIND | : | It is the tide",
    ];
    assert_eq!(rows, expected);
}

#[test]
fn label_may_stand_on_a_line_of_its_own() {
    let rows = labelled(&[
        "MARY LIND, HOST:",
        "Welcome to the pier.",
        "We have a guest.",
        "JOHN ORR:",
        "Thank you. The pier is old.",
        "Music",
    ]);
    let expected = [
        "MARY LIND, HOST | : | Welcome to the pier … We have a guest",
        "JOHN ORR | : | Thank you. The pier is old",
    ];
    assert_eq!(rows, expected);
}

#[test]
fn time_before_the_name_is_no_part_of_it() {
    let rows = labelled(&[
        "[00:12] Mary Lind: Are you there?",
        "[00:15] John Orr: I am.",
        "[00:19] Lind: Good.",
    ]);
    assert_eq!(rows, ["Mary Lind | : | Are you there?", "John Orr | : | I am", "Lind | : | Good"]);
}

#[test]
fn turn_goes_on_over_paragraphs_to_the_last_in_the_first_person() {
    let rows = labelled(&[
        "LIND: The tide was high.",
        "It rose at noon.",
        "So we closed the pier.",
        "The office opens at nine.",
        "ORR: Did you wait?",
        "LIND: We did.",
    ]);
    assert_eq!(rows[0], "LIND | : | The tide was high … It rose at noon … So we closed the pier");
    assert_eq!(rows.len(), 3);
}

#[test]
fn network_finds_nobody_behind_the_labels_of_a_list() {
    let score = |word: &str| {
        let tag = match word {
            "Harwick" | "Tolland" | "Orrin" => 1,
            ":" => 3,
            "boat" => 5,
            _ => 0,
        };
        std::array::from_fn(|at| if at == tag { 5.0 } else { 0.0 })
    };
    let rows = |text: &str| {
        let segmentation = Segmenter::new().segment(text);
        let tokens = segmentation.tokens.iter();
        let network = Fixed(tokens.map(|token| score(token.span.of(text))).collect());
        let attributor = Attributor::default();
        attributor
            .worker()
            .attribute_by(Reader::new().worker().read(text, &segmentation), &network)
            .len()
    };
    let list = ["Harwick: The boat sank.", "Tolland: No boat left.", "Orrin: A boat is late."];
    assert_eq!(rows(&list.join("\n\n")), 0);
    // One such line is a headline, whose first words may well be who speaks.
    assert_eq!(rows(&format!("{}\n\nIt was late in the day.", list[0])), 1);
}
