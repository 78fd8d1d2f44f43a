//! Where the words of a source end and which of them name it.

use crate::articles::check;

#[test]
fn place_of_two_words_stays_in_the_name_of_a_paper() {
    check("{The Los Angeles Echo|Los Angeles Echo} said no. {The Echo|Los Angeles Echo} said why.");
    check(
        "{The San Diego Post|San Diego Post} said no. {The San Francisco Post|San Francisco Post} \
         said yes.",
    );
}

#[test]
fn member_of_a_party_in_a_place_is_no_name() {
    check("Rep. Tom Berg, a North Carolina Republican, left. {Berg|Tom Berg} said no.");
    check("{One New Hampshire Democrat|One New Hampshire Democrat} said no.");
}

#[test]
fn list_of_places_ends_no_phrase() {
    check(
        "{Towns across France, South Tyrol, Norway, and Spain|Towns across France, South Tyrol, \
         Norway, and Spain} said no.",
    );
}

#[test]
fn dash_in_a_modifier_ends_no_phrase() {
    check(
        "It was old, according to {a Lake Force - Blue Water news release|Lake Force - Blue Water \
         news release}.",
    );
}

#[test]
fn everybody_else_is_everybody() {
    check("Berg thanked everybody else {who|everybody else} said no.");
}

#[test]
fn group_of_two_parts_has_examples() {
    check(
        "{Mayor Tom Berg and some voters, such as Ann Cole,|Tom Berg; some voters; Ann Cole} said no.",
    );
}

#[test]
fn name_behind_a_parenthesis_with_commas_is_found() {
    check(
        "Mayor Ann Cole left. {The head of the club (rowing, sailing and chess), Tom Berg,|Tom \
         Berg} said no.",
    );
}

#[test]
fn one_article_before_two_offices_is_of_two_holders() {
    check(
        "Mayor Ann Cole met Governor Tom Berg on Monday. {The Mayor and Governor|Ann Cole; Tom \
         Berg} said no. {They|Ann Cole; Tom Berg} said why.",
    );
    check(
        "President Tom Berg was late. {The president and chief executive|Tom Berg} said no. \
         {He|Tom Berg} said why.",
    );
}

#[test]
fn what_was_done_to_a_letter_is_no_part_of_its_name() {
    check(
        "It was old, according to {a Lake Board letter issued yesterday|Lake Board letter}. {The \
         letter|Lake Board letter} said why.",
    );
}

#[test]
fn two_modifiers_of_one_noun_are_one_source() {
    check("{State and federal clerks|State and federal clerks} said no.");
    check("{Neither Norwegian nor Lisse clerks|Neither Norwegian nor Lisse clerks} said no.");
}

#[test]
fn when_something_was_done_is_no_part_of_a_name() {
    check("{A Lake Board letter issued in late August|Lake Board letter} said no.");
    check("{Other boat makers contacted last night|Other boat makers} said no.");
    check("{Clerks at the mill when asked|Clerks at the mill} said no.");
}

#[test]
fn list_with_a_comma_before_its_last_item_is_whole() {
    check("{The ports, towns, and villages|ports, towns, and villages} said no.");
}

#[test]
fn name_between_dashes_is_an_apposition() {
    check("{Berg's deputy — Iowa Gov. Ann Cole —|Ann Cole} said no.");
}

#[test]
fn clause_of_a_participle_holds_no_head() {
    check(
        "{Three clerks hearing federal Lake Board cases|Three clerks hearing federal Lake Board cases} said no.",
    );
}

#[test]
fn verb_behind_a_parenthesis_is_no_modifier() {
    check(
        "Rep. Tom Berg (R-Iowa) introduced bipartisan legislation. {The legislation|bipartisan legislation} \
         would help.",
    );
}

#[test]
fn least_and_most_keep_their_preposition() {
    check(
        "{At least a dozen clerks|At least a dozen clerks} said no. {They|At least a dozen clerks} said why.",
    );
    check("{Most of the clerks at the mill|Most of the clerks at the mill} said no.");
}
