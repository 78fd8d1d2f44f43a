//! Sources of several, nouns that take up a name or another noun, and names written in two ways.

use sayso_text::Span;

use crate::articles::{check, role_of};

#[test]
fn party_and_state_part_no_list() {
    check(
        "{Senators Dee Lind, Republican of Iowa, and Owen Pryce, Democrat of Vermont,|Dee Lind; \
         Owen Pryce} said it was late.\n\n{Dee Lind, R-Iowa, and Owen Pryce, D-Vt.,|Dee Lind; Owen \
         Pryce} said it again.",
    );
}

#[test]
fn named_examples_speak_with_their_group() {
    check(
        "{Some members, including Dee Lind and Owen Pryce,|Some members; Dee Lind; Owen Pryce} said no.",
    );
    check("{Others, like Norway and Sweden,|Norway; Sweden} said no.");
}

#[test]
fn owners_of_one_noun_are_not_two_sources() {
    check("{Lind and Pryce's mother, Dee Ode,|Dee Ode} said it was late.");
}

#[test]
fn two_definite_nouns_are_two_sources() {
    check("{The council and the mayor|council; mayor} said it was late.");
}

#[test]
fn source_behind_a_comma_is_no_apposition() {
    check("The mill closed on Christmas Eve, {his family|his family} said on Monday.");
}

#[test]
fn role_in_a_headline_is_who_has_it_in_the_body() {
    check(
        "{Lawmaker|Dee Lind} says ban is near.\n\nRep. Dee Lind spoke on Monday. {Lind|Dee Lind} said \
         it was late.",
    );
}

#[test]
fn nouns_of_one_kind_take_one_another_up() {
    check(
        "{A study from the University of Lisse|study from the University of Lisse} said sleep helps. \
         {The paper|study from the University of Lisse} said little else.",
    );
}

#[test]
fn two_men_are_the_two_named_last() {
    check(
        "Dee Lind met Owen Pryce and Mark Ode met them. Owen Pryce thanked Mark Ode. {The two \
         men|Owen Pryce; Mark Ode} said it was late.",
    );
}

#[test]
fn misspelt_surname_finds_its_person() {
    check("Owen Kowalski left on Monday. {Kowallsky|Owen Kowalski} said it was late.");
}

#[test]
fn government_of_a_place_has_one_name() {
    check(
        "It met the government of France. {The French government|government of France} said it was \
         late.",
    );
}

#[test]
fn acronym_finds_a_name_with_and() {
    check(
        "It asked the Securities and Exchange Commission. {The S.E.C.|Securities and Exchange \
         Commission} said no.",
    );
}

#[test]
fn relative_clause_behind_an_apposition_is_about_the_name() {
    check("Mark Ode, a baker and activist, {who|Mark Ode} said it was late, left.");
}

#[test]
fn comma_before_the_last_name_of_a_list_loses_nobody() {
    check(
        "{Senators Ann Price, Bob Cole, and Sid Hoyer|Ann Price; Bob Cole; Sid Hoyer} said the \
         road was safe.",
    );
}

#[test]
fn offices_behind_a_name_are_not_further_speakers() {
    check(
        "{Maria Lopez, President and CEO of Delta Foods,|Maria Lopez} said sales rose. \
         {Lopez|Maria Lopez} said costs fell.",
    );
    check("{Maria Lopez, president and chief executive of Delta,|Maria Lopez} said sales rose.");
}

#[test]
fn middle_initials_tell_namesakes_apart() {
    check(
        "{George H. Cole|George H. Cole} said no. {George W. Cole|George W. Cole} said yes. \
         {George William Cole|George W. Cole} said so again.",
    );
}

#[test]
fn titled_surname_is_who_was_named_so_far() {
    check(
        "Carl Voss was charged on Monday. {Mr. Voss|Carl Voss} said he was innocent. His brother, \
         {Edwin Voss|Edwin Voss}, said he was not.",
    );
}

#[test]
fn short_forms_of_offices_are_those_of_their_holders() {
    check(
        "{Chief Financial Officer Tom Berg|Tom Berg} said costs would fall. {Chief Executive \
         Officer Ann Low|Ann Low} said sales would rise. {The CFO|Tom Berg} said the bank agreed. \
         {The CEO|Ann Low} said it did not.",
    );
    check("{Local MP Richard Stone|Richard Stone} said no. {The MP|Richard Stone} said so twice.");
}

#[test]
fn lawyer_with_the_surname_of_a_place_is_a_person() {
    check(
        "{Prosecutor Ann Cole|Ann Cole} said he was guilty. {Defense lawyer Tom Park|Tom Park} \
         said he was not. {The defense lawyer|Tom Park} said he would appeal.",
    );
}

#[test]
fn lawyer_of_another_client_is_another_lawyer() {
    check(
        "{Stokes's lawyer, Miriam Katz,|Miriam Katz} denied it. {Lamb's lawyer|Lamb's lawyer} \
         said his client had no regrets.",
    );
}

#[test]
fn roles_are_told_by_owners_places_and_parts_of_words() {
    let role = |text: &str, name: &str| {
        let start = text.find(name).expect("the name");
        role_of(text, Span::new(start, start + name.len()))
    };
    assert_eq!(
        role("The former president of Chile, Ana Mora, said no.", "Ana Mora"),
        "former president of Chile"
    );
    assert_eq!(
        role("Mr John Smith, Labour's trade spokesman, said no.", "Mr John Smith"),
        "Labour's trade spokesman"
    );
    assert_eq!(role("Kelly's mum Sandra said no.", "Kelly's mum Sandra"), "Kelly's mum");
    assert_eq!(role("Then-Senator Ann Cole said no.", "Then-Senator Ann Cole"), "Then-Senator");
    assert_eq!(
        role("Elena Dias, an entomologist at Porto, said no.", "Elena Dias"),
        "entomologist at Porto"
    );
    assert_eq!(role("Parent Asif Mahmood said no.", "Parent Asif Mahmood"), "Parent");
    assert_eq!(role("Mrs. Cole said no.", "Mrs. Cole"), "");
}

#[test]
fn people_of_a_country_are_of_that_country() {
    check(
        "{The prime minister of Spain, Carla Mora,|Carla Mora} said she met the president of \
         Peru, Luis Vega, in Lima. {The Peruvian president|Luis Vega} said the talks were useful. \
         {The Spanish leader|Carla Mora} said they were a start.",
    );
}

#[test]
fn they_are_the_two_who_met_not_where_they_met() {
    check(
        "Wendy Lind met Tom Sala in Rome. {They|Wendy Lind; Tom Sala} said that the \
         talks should go on.",
    );
}

#[test]
fn names_behind_a_noun_of_many_are_who_speaks() {
    check(
        "{Two unions, the Lake Dockers Union and the River Weavers Union,|Lake Dockers Union; River \
         Weavers Union} said no.",
    );
    // A clause is told of the many, who keep their words.
    check("{Two unions, whose members met Dee Lind and Owen Pryce,|Two unions} said no.");
}

#[test]
fn next_person_of_a_list_stands_behind_what_is_told_of_the_first() {
    check(
        "{Dee Lind, head of the Lake Office, and Owen Pryce, a baker,|Dee Lind; Owen Pryce} said no.",
    );
    check("{Dee Lind, who met Mark Ode, and is a baker,|Dee Lind} said no.");
}

#[test]
fn document_with_the_name_of_its_body_is_its_voice_and_a_poll_is_itself() {
    check(
        "Officials met. {A Lake Office report|Lake Office} said the dam was old. {The report|Lake \
         Office} said why.",
    );
    check("Officials met. {A statement by the Lake Office|Lake Office} said the dam was old.");
    check("Officials met. {A Lake Office poll|Lake Office poll} said the dam was old.");
    check(
        "Officials met. {A report on the Lake Office|report on the Lake Office} said it was old.",
    );
}

#[test]
fn time_is_no_part_of_the_name_of_a_document() {
    check("{A new poll last month|new poll} said the dam was old.");
    check("{A report at the time|report} said the dam was old.");
    check("{A report at the dam|report at the dam} said it was old.");
}

#[test]
fn pronoun_that_says_nothing_alone_keeps_its_clause() {
    check("{Those who stayed at home|Those who stayed at home} said it was late.");
    check("{The farmers who stayed at home|farmers} said it was late.");
}

#[test]
fn list_of_nouns_is_one_name() {
    check(
        "{A group of bakers, plumbers, tailors and weavers|group of bakers, plumbers, tailors and \
         weavers} said no.",
    );
}

#[test]
fn participle_behind_a_noun_ends_it() {
    check("{Farmers urging Dee Lind to run|Farmers urging Dee Lind to run} said no.");
}

#[test]
fn some_of_a_people_are_not_all_of_it() {
    check(
        "Norwegians came late. {Many Norwegians|Many Norwegians} said no. {31 Swedes|31 Swedes} said yes.",
    );
}

#[test]
fn how_many_of_whom_does_not_matter() {
    check("The hall was full of weavers, {many of whom|weavers} said it was late.");
}

#[test]
fn who_stood_by_somebody_of_a_body_is_a_source_too() {
    check(
        "{Dee Lind of the Lake Board and 78 co-owners|Dee Lind; 78 co-owners} said no. {Owen Pryce of Acme \
         and colleagues|Owen Pryce; colleagues} said yes.",
    );
}

#[test]
fn both_before_two_definite_nouns_changes_nothing() {
    check("{Both the council and the mayor|council; mayor} said it was late.");
}

#[test]
fn long_list_of_bodies_is_of_all_of_them() {
    check(
        "It was late, said {Lind Bank, Ode Bank, Roe Bank, Berg Bank, Cole Bank, Pryce Bank, Lake Bank, Mill \
         Bank, Port Bank and Hill Bank|Lind Bank; Ode Bank; Roe Bank; Berg Bank; Cole Bank; Pryce Bank; Lake \
         Bank; Mill Bank; Port Bank; Hill Bank} on that day in the rain.",
    );
}

#[test]
fn group_in_a_group_has_its_names() {
    check(
        "Dee Lind and Owen Pryce met. {They|Dee Lind; Owen Pryce} said no. {Mark Ode and the two|Mark Ode; Dee \
         Lind; Owen Pryce} said yes.",
    );
}

#[test]
fn examples_in_a_relative_clause_do_not_speak() {
    check("{The films, which show weavers like Dee Lind,|films} said no.");
}

#[test]
fn team_is_who_the_article_called_researchers() {
    check(
        "{Researchers at the Lake Office|Researchers at the Lake Office} said no. {The team|Researchers at \
         the Lake Office} said why.",
    );
}
