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
