//! Titles, offices and surnames of many countries, and where a name starts behind them.

use crate::articles::{check, role_of};

#[test]
fn titles_of_other_countries_are_no_part_of_a_name() {
    check("{Alhaji Bello Sani|Bello Sani} said it was late. {Comrade Sani|Bello Sani} left.");
    check("{Union leader Shri Amit Rao|Amit Rao} said it was late.");
    check(
        "{Mme Odile Tournier|Odile Tournier} said it was late. {Mme Tournier|Odile Tournier} said no.",
    );
    check(
        "{Justices Anil Wagh and Ruth Oduya|Anil Wagh; Ruth Oduya} heard it. {Justice Wagh|Anil Wagh} \
         said no.",
    );
}

#[test]
fn ranks_are_titles_before_names_alone() {
    check(
        "{Mayor Vern Stokeld|Vern Stokeld} backed the weir. {Cr Stokeld|Vern Stokeld} said it would pay.",
    );
    check("{DCP Vikram Nadkar|Vikram Nadkar} said it was late. {DCP Nadkar|Vikram Nadkar} left.");
    check("{PC Helen Marsh|Helen Marsh} said it was late.");
    check("{PC Gaming|PC Gaming} said it was late.");
    check("The prize went to Acme. {Con Edison|Con Edison} said it was late.");
}

#[test]
fn roles_before_known_surnames_are_titles() {
    check("{Sgt. Tove Lind|Tove Lind} called. {Nurse Lind|Tove Lind} said it was late.");
}

#[test]
fn given_names_that_are_titles_stay_behind_a_role() {
    check(
        "{Opposition spokesman Dean Marvell|Dean Marvell} said no. {Mr. Marvell|Dean Marvell} left.",
    );
    check("{Dean Ruth Marvell|Ruth Marvell} said no.");
}

#[test]
fn office_in_capitals_before_a_comma_has_the_name_behind_it() {
    check("{The Harbour Secretary, Mr Colin Brade|Colin Brade} said it was late.");
    check("{The Home Secretary, Anne Brade,|Anne Brade} said it was late.");
    check("{The Chief Whip, Mr Colin Brade,|Colin Brade} said it was late.");
    check("{Ruritania's Home Secretary, Anne Brade,|Anne Brade} said it was late.");
    check("{The Town Clerk, Anne Brade,|Anne Brade} said it was late.");
    check("{The Inspector-General, Mr Colin Brade,|Colin Brade} said it was late.");
    check("{The Surgeon General|Surgeon General} said it was late.");
    check("{The Evening Leader|Evening Leader} said it was late.");
    check("{The Port Public Relations Officer, SP Zainab Yaro,|Zainab Yaro} said it was late.");
    check("{Its General Manager, Public Affairs, Mrs Ngozi Obi,|Ngozi Obi} said it was late.");
}

#[test]
fn office_of_something_is_the_role_of_the_name_behind_it() {
    check(
        "{Union leader Dee Lind|Dee Lind} said no. {The Minister of Petroleum, Mr. Bello Sani,|Bello \
         Sani} asked for time. {The minister|Bello Sani} said ships were there.",
    );
    let text = "The director of the museum, Owen Pryce, said it was late.";
    assert_eq!(
        role_of(text, span(text, "The director of the museum, Owen Pryce")),
        "director of the museum"
    );
    let text = "The Chancellor of the Exchequer, Mr Owen Pryce, said it was late.";
    assert!(
        role_of(text, span(text, "The Chancellor of the Exchequer, Mr Owen Pryce"))
            .contains("Chancellor")
    );
}

fn span(text: &str, source: &str) -> sayso_text::Span {
    let start = text.find(source).unwrap_or_default();
    sayso_text::Span::new(start, start + source.len())
}

#[test]
fn office_in_capitals_behind_a_name_is_its_role() {
    for office in ["Home Secretary", "Director of Public Works", "Labour MP for Ode"] {
        let text = format!("Anne Brade, {office}, said it was late.");
        assert_eq!(role_of(&text, span(&text, "Anne Brade")), office);
    }
    check(
        "{Anne Brade, Mayor Owen Pryce and Colin Pike|Anne Brade; Owen Pryce; Colin Pike} said no.",
    );
}

#[test]
fn letters_behind_a_name_are_no_part_of_it() {
    check("{Sir Colin Brade MP|Colin Brade} said no. {Brade|Colin Brade} left.");
    check("{Labour MP Anne Brade|Anne Brade} said no.");
}

#[test]
fn initial_before_a_known_surname_alone_is_a_title() {
    check("{President Anselme Brade|Anselme Brade} left. {M. Brade|Anselme Brade} said no.");
    check("{J. M. Brade|J. M. Brade} said no.");
}

#[test]
fn object_of_a_participle_is_no_apposition() {
    let text = "After meeting the minister of fisheries, Owen Pryce said it was late.";
    assert_eq!(role_of(text, span(text, "Owen Pryce")), "");
    check(
        "It was seen by many, including the Prime Minister of Ruritania, Mr. Owen Pryce, on Monday. \
         {The Prime Minister|Owen Pryce} praised it.",
    );
}

#[test]
fn place_before_an_office_is_no_given_name() {
    check("{The West Virginia Senator|West Virginia Senator} said it was late.");
    check("{Congressman Shri Marvell|Shri Marvell} said no.");
}

#[test]
fn long_office_ends_where_the_name_starts() {
    check("{Minister of State for Power Harish Bhave|Harish Bhave} said it was late.");
    check("{Grazier Heather Polk|Heather Polk} said it was late.");
    check("{NGO Nirmal Foundation|Nirmal Foundation} said it was late.");
}

#[test]
fn surnames_that_are_other_words_are_known_once_introduced() {
    for surname in ["Hall", "Castle", "White", "Green", "Banks", "English", "May", "Day", "House"] {
        check(&format!(
            "{{Mayor Irene {surname}|Irene {surname}}} said it was late. {{{surname}|Irene {surname}}} \
             said help was near. {{Ms {surname}|Irene {surname}}} left."
        ));
    }
    check(
        "{Mayor Irene House|Irene House} left. {The White House|White House} said no. {The House|House} \
         said yes.",
    );
}

#[test]
fn family_names_that_are_small_words_are_known_behind_a_title() {
    check("{Mayor Sun Lihong|Sun Lihong} said it was full. {Sun|Sun Lihong} said it was cold.");
    check("{Sun Lihong, the mayor,|Sun Lihong} said it was late.");
    check("{Prime Minister Do Van Lanh|Do Van Lanh} said it was late.");
    check("{State Councilor He Wenjun|He Wenjun} said it was late.");
}

#[test]
fn possessive_stands_inside_the_name_of_a_union() {
    check(
        "{The Retail Cobblers' Union|Retail Cobblers' Union} said no. {The union|Retail Cobblers' Union} \
         said shops had closed.",
    );
    check(
        "{The Mine Deputies' Union (MDU)|Mine Deputies' Union} said no. {The MDU|Mine Deputies' Union} \
         said pits had closed.",
    );
    check("{Ruritania's council|Ruritania's council} said no.");
}

#[test]
fn noun_phrase_ends_with_its_paragraph() {
    check(
        "Rates rise as harbour board and union trade blame\n\nBy Dee Lind\n\nThe strike began on \
         Monday. {The board|harbour board and union trade blame} said care was safe.",
    );
}
