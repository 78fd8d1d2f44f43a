//! Names, offices and titles of several words: where one ends and the next starts, and what "and" joins.

use crate::articles::{check, kind_of, role_of};
use sayso_text::{Span, SpeakerKind};

fn span(text: &str, source: &str) -> Span {
    let start = text.find(source).unwrap_or_default();
    Span::new(start, start + source.len())
}

#[test]
fn law_or_programme_about_two_things_is_one() {
    check(
        "{The Canal Repair and Lock Safety Act|Canal Repair and Lock Safety Act} would help. {The Ferry \
         and Pier Access Program|Ferry and Pier Access Program} helps.",
    );
    check("{The Medals and Flags Branch of the Navy|Medals and Flags Branch} said so.");
    check("{The FBI and Lake Safety Division|FBI; Lake Safety Division} said no.");
    check(
        "{The Lisse Council and Harbor Safety Division|Lisse Council; Harbor Safety Division} left.",
    );
}

#[test]
fn office_of_two_things_is_one_and_two_offices_are_two() {
    check("It rained, {the Office of Management and Budget|Office of Management and Budget} said.");
    check(
        "It rained, {the Bureau of Investigation and Justice Department|Bureau of Investigation; Justice \
         Department} said.",
    );
    check(
        "It rained, {the Committee on Fish, Water, and Forestry|Committee on Fish, Water, and Forestry} \
         said.",
    );
}

#[test]
fn and_in_an_office_makes_no_two_of_who_has_it() {
    let text = "Ferries and Locks Ranking Member Anna B. Roe (D-NY) said that it would rain.";
    let source = "Ferries and Locks Ranking Member Anna B. Roe (D-NY)";
    check(&text.replace(source, &format!("{{{source}|Anna B. Roe}}")));
    assert_eq!(role_of(text, span(text, source)), "Ferries and Locks Ranking Member");
    check("{Elm Brook President and CEO Anna R. Roe|Anna R. Roe} said that it would rain.");
    check(
        "{Lisse Bank and Elm Brook chief Anna Roe|Lisse Bank; Anna Roe} said that it would rain.",
    );
    check("{Tom Ode and Elm Brook chief Anna Roe|Tom Ode; Anna Roe} said that it would rain.");
}

#[test]
fn office_for_several_things_ends_before_an_unknown_name() {
    check(
        "{Under Secretary for Inland Water, Trade, and Public Health Uzra Zelwa|Uzra Zelwa} said that it \
         would rain in the north. {Zelwa|Uzra Zelwa} left.",
    );
    check(
        "{The Assistant Secretary for Fish and Water Rights Uzra Zelwa|Uzra Zelwa} said it was late.",
    );
    check(
        "{The Director of the Bureau of Human Rights|Director of the Bureau of Human Rights} said it was \
         late.",
    );
}

#[test]
fn office_of_state_ends_before_a_known_surname() {
    check("Anna Roe left. {Former secretary of State Roe|Anna Roe} said that it was late.");
}

#[test]
fn titles_of_several_end_before_their_names() {
    check(
        "{Senators Anna Roe and Tom Ode and Representatives Chellie Quill and Ned Lund|Anna Roe; Tom Ode; \
         Chellie Quill; Ned Lund} wrote that it rained.",
    );
    check("{Full Committee Ranking Member Doc Marlin (WA-04)|Doc Marlin} said that it rained.");
}

#[test]
fn director_behind_an_owner_is_who_is_named_behind_him() {
    check("{The Institute's Director, Anna Roe,|Anna Roe} said that it was late.");
    check("{The canal's new Director, Rear Admiral Tom Ode,|Tom Ode} said that it was late.");
}

#[test]
fn nickname_of_letters_stays_in_its_name() {
    check(
        "{Rep. Glenn \"JT\" Lund|Glenn \"JT\" Lund} left. {Lund|Glenn \"JT\" Lund} said it was late.",
    );
    check("{Glenn (D-Ohio) and Anna Roe|Glenn; Anna Roe} said it was late.");
}

#[test]
fn host_of_a_show_is_who_is_named_behind_it() {
    check("{Talk show host Anna Roe, who since May has left,|Anna Roe} said it was late.");
}

#[test]
fn name_ends_where_its_source_does() {
    check(
        "The Bridge Council met on Monday. {Bridge Council|Bridge Council} Urges Mayor to Resign.",
    );
    check(
        "Tom Ode wrote to the board of the Lisse Post. In May he read in the Lisse Post that {Tom Ode|Tom \
         Ode} had left. At the Lisse Post {Ode|Tom Ode} said it was late.",
    );
}

#[test]
fn letters_stand_for_what_was_named_before() {
    check(
        "The U.S. Centers for Tide Control met. {The U.S. CTC|U.S. Centers for Tide Control} said no. {The \
         U.S. VRW|U.S. VRW} said yes.",
    );
    check(
        "Power of Pine Gas and Electric (PG&E) failed. In all {PG&E|Pine Gas and Electric} said no.",
    );
}

#[test]
fn full_name_in_another_name_is_who_is_known_by_title_and_surname() {
    check("{President Mbeli|Anna Mbeli} left. They met on Anna Mbeli Election Day in the town.");
    check("{President Mbeli|Mbeli} left. They met in the Anna Mbeli Library of the town.");
    check("{Mr. Mbeli|Mbeli} left. They met on Anna Mbeli Election Day in the town.");
    check("{Mbeli|Mbeli} said it was late. They met on Anna Mbeli Election Day in the town.");
}

#[test]
fn law_before_its_number_is_what_which_takes_up() {
    check(
        "He read the Clean Lakes Act of 2019 (H.R. 1605), {which|Clean Lakes Act} requires nets, and left.",
    );
}

#[test]
fn numbers_in_words_are_no_names() {
    check("{Seventy-five of Lund's friends|Seventy-five of Lund's friends} said no.");
    check("{Two-thirds of the crew|Two-thirds of the crew} said no.");
}

#[test]
fn day_behind_a_nameless_body_is_no_part_of_it() {
    check(
        "{A key panel Thursday|key panel} said no. {A report to be released Monday|report} says why.",
    );
    check("{Figures reported on Sunday|Figures reported on Sunday} show why.");
}

#[test]
fn well_known_names_are_of_bodies() {
    let kind = |name: &str| kind_of(&format!("{name} said no."), Span::new(0, name.len()));
    for name in ["Reuters", "YouTube", "al-Qaida", "Burger King", "Charité"] {
        assert_eq!(kind(name), SpeakerKind::Organisation, "{name}");
    }
    let text = "Mr. Disney drew a mouse. Disney said no.";
    let start = text.find("Disney said").unwrap_or_default();
    assert_eq!(kind_of(text, Span::new(start, start + "Disney".len())), SpeakerKind::Person);
    let hall = "Billy Ray Hall said no.";
    assert_eq!(kind_of(hall, span(hall, "Billy Ray Hall")), SpeakerKind::Person);
    let hall = "Billy Concert Hall said no.";
    assert_eq!(kind_of(hall, span(hall, "Billy Concert Hall")), SpeakerKind::Organisation);
    assert_eq!(kind("Constitutionalists"), SpeakerKind::Group);
}

#[test]
fn campaign_is_named_without_a_possessive_where_the_article_does() {
    check("{Ann Roe's campaign|Roe campaign} said no. {The Roe campaign|Roe campaign} said why.");
    check("{Ann Roe's campaign|Ann Roe's campaign} said no.");
}

#[test]
fn year_and_issue_are_no_part_of_who_speaks() {
    check(
        "{A panel in 2001|panel} said no. {Welders in the June issue of the Lisse Post|Welders} said why.",
    );
    check("{Nine in 10|Nine in 10} said no. {Welders in Lisse|Welders in Lisse} said why.");
}
