//! Roles beside a name: behind it, before it, long ones and short ones.

use sayso_text::Span;

use crate::articles::{check, role_of};

/// The role of the one that the text names so where it first stands.
fn role(text: &str, name: &str) -> String {
    let start = text.find(name).unwrap_or_default();
    role_of(text, Span::new(start, start + name.len()))
}

#[test]
fn infinitive_belongs_to_the_role_behind_a_name() {
    assert_eq!(
        role("Ann Cole, a candidate for the seat to be filled in June, said no.", "Ann Cole"),
        "candidate for the seat to be filled in June"
    );
}

#[test]
fn office_in_capitals_without_article_is_a_role() {
    assert_eq!(role("Tom Berg, Minister for Roads, said no.", "Tom Berg"), "Minister for Roads");
    assert_eq!(
        role("Tom Berg, Vice President of Delta Bank, said no.", "Tom Berg"),
        "Vice President of Delta Bank"
    );
    assert_eq!(
        role("Tom Berg, President and CEO of Delta Bank, said no.", "Tom Berg"),
        "President and CEO of Delta Bank"
    );
    assert_eq!(role("Tom Berg, Chief Executive, said no.", "Tom Berg"), "Chief Executive");
    assert_eq!(role("Tom Berg, Mayor Ann Cole and others said no.", "Tom Berg"), "");
}

#[test]
fn role_of_another_time_keeps_its_adverb() {
    assert_eq!(
        role("Tom Berg, formerly a Delta manager, said no.", "Tom Berg"),
        "formerly a Delta manager"
    );
    assert_eq!(role("Tom Berg, now a partner at Delta, said no.", "Tom Berg"), "partner at Delta");
}

#[test]
fn role_behind_the_first_name_of_a_sentence_needs_no_second_comma() {
    assert_eq!(
        role("Tom Berg, the Chief Financial Officer of Blue Lake said no.", "Tom Berg"),
        "Chief Financial Officer of Blue Lake"
    );
    assert_eq!(
        role("Tom Berg, a former aide to Ann Cole is leaving.", "Tom Berg"),
        "former aide to Ann Cole"
    );
    assert_eq!(
        role("In its fight against Tom Berg, the council of Blue Lake said no.", "Tom Berg"),
        ""
    );
    assert_eq!(
        role("Tom Berg, Minister for the South Coast welcomes the end of the strike.", "Tom Berg"),
        "Minister for the South Coast"
    );
}

#[test]
fn dash_inside_the_name_of_an_office_ends_no_role() {
    assert_eq!(
        role("Tom Berg, head of the Blue Lake - Lisse Agency, said no.", "Tom Berg"),
        "head of the Blue Lake - Lisse Agency"
    );
    assert_eq!(
        role("Tom Berg, head of the Blue Lake Agency - Project Lisse, said no.", "Tom Berg"),
        "head of the Blue Lake Agency - Project Lisse"
    );
}

#[test]
fn unlisted_noun_with_a_place_is_a_role() {
    assert_eq!(role("Ann Cole, a welder from Lisse, said no.", "Ann Cole"), "welder from Lisse");
    assert_eq!(
        role("Ann Cole, a harbor pilot and native of Lisse, said no.", "Ann Cole"),
        "harbor pilot and native of Lisse"
    );
    assert_eq!(role("It was sent to Ann Cole, a present from Tom Berg.", "Ann Cole"), "");
}

#[test]
fn relative_clause_behind_a_name_is_no_role() {
    assert_eq!(role("Ann Cole, whose father was a mayor, said no.", "Ann Cole"), "");
}

#[test]
fn two_roles_before_a_name_are_one() {
    assert_eq!(
        role("The bank's chairman and chief executive, Tom Berg, said no.", "Tom Berg"),
        "bank's chairman and chief executive"
    );
}

#[test]
fn role_before_a_name_has_its_rank_and_what_it_is_of() {
    assert_eq!(
        role("The city's first mayor, Tom Berg, said no.", "Tom Berg"),
        "city's first mayor"
    );
    assert_eq!(
        role("The head of the teachers' union, Ann Cole, said no.", "Ann Cole"),
        "head of the teachers' union"
    );
    assert_eq!(
        role("The chairman of the board of Delta, Tom Berg, said no.", "Tom Berg"),
        "chairman of the board of Delta"
    );
    assert_eq!(
        role("The head of the club (chess, rowing and cards), Ann Cole, said no.", "Ann Cole"),
        "head of the club"
    );
    assert_eq!(role("The lawyer of the company, Acme, said no.", "Acme"), "");
}

#[test]
fn role_has_no_article_and_no_small_word_at_its_end() {
    assert_eq!(role("The bank's manager Tom Berg said no.", "Tom Berg"), "bank's manager");
    assert_eq!(role("It said that deputy mayor Tom Berg left.", "Tom Berg"), "deputy mayor");
    assert_eq!(role("Tom Berg, author of \"The Mill,\" said no.", "Tom Berg"), "author");
    assert_eq!(role("Tom Berg, 40, a father of six, said no.", "Tom Berg"), "father of six");
}

#[test]
fn what_one_is_to_another_gives_way_to_an_office() {
    let text = "Mayor Tom Berg left. Her longest-serving rival, Tom Berg, said no.";
    assert_eq!(role(text, "Tom Berg"), "Mayor");
    assert_eq!(role("His rival, Tom Berg, said no.", "Tom Berg"), "rival");
}

#[test]
fn noun_before_a_plural_is_no_role() {
    assert_eq!(role("It hurt Berg, his business ventures and others. Berg said no.", "Berg"), "");
    assert_eq!(
        role("Tom Berg, Delta\u{2019}s manager in Lisse, said no.", "Tom Berg"),
        "Delta\u{2019}s manager in Lisse"
    );
}

#[test]
fn people_of_an_organisation_are_not_its_role() {
    assert_eq!(role("The Israeli Echo Agency said no.", "The Israeli Echo Agency"), "");
}

#[test]
fn office_in_capitals_at_the_start_needs_no_article() {
    assert_eq!(
        role("Minister for the South Coast, Ann Cole said no.", "Ann Cole"),
        "Minister for the South Coast"
    );
    assert_eq!(role("In the South Coast, Ann Cole said no.", "Ann Cole"), "");
}

#[test]
fn place_and_its_state_stay_together() {
    assert_eq!(
        role("Ann Cole, a teacher from Lisse, Ohio, said no.", "Ann Cole"),
        "teacher from Lisse, Ohio"
    );
    assert_eq!(
        role("Ann Cole, the mayor of Lisse, Ohio said, left.", "Ann Cole"),
        "mayor of Lisse"
    );
}

#[test]
fn indefinite_role_ahead_of_a_name_is_its_role() {
    for (source, wanted) in [
        ("A lawyer for the Ode Bank, Anne Brade,", "lawyer for the Ode Bank"),
        ("Another host, Anne Brade,", "host"),
        ("One of the hosts and Anne Brade", ""),
        ("The U.S. attorney in Lisse, Anne Brade,", "U.S. attorney in Lisse"),
    ] {
        let text = format!("{source} said no.");
        assert_eq!(role_of(&text, Span::new(0, source.len())), wanted, "{source}");
    }
}

#[test]
fn party_of_a_member_stands_between_name_and_role() {
    for member in ["Rep. Anne Brade (D-Ohio)", "Rep. Anne Brade, D-Ohio"] {
        let text = format!("{member}, the head of the water panel, said no.");
        assert_eq!(role(&text, "Anne Brade"), "head of the water panel");
    }
    assert_eq!(role("Anne Brade (the taller one) said no, a loss.", "Anne Brade"), "");
}

#[test]
fn title_before_a_name_is_whole() {
    for title in [
        "Lisse police Chief",
        "First Minister",
        "Ruritania's Foreign Secretary",
        "Ode Department of Transport official",
        "United States President",
        "acting Gov.",
        "Secretary-Treasurer",
    ] {
        let text = format!("On Monday {title} Anne Brade said no. President Brade left.");
        assert_eq!(role(&text, "Anne Brade"), title);
    }
    assert_eq!(role("It may force Sen. Anne Brade to leave, all said.", "Anne Brade"), "Sen.");
    assert_eq!(role("The researcher Dr Anne Brade said no.", "Anne Brade"), "researcher");
    assert_eq!(
        role("The Office of Congresswoman Anne Brade said no.", "Anne Brade"),
        "Congresswoman"
    );
}

#[test]
fn under_secretary_is_an_office_of_two_words() {
    check(
        "Under Secretary of State for Harbours Dee Lind came. {The Under Secretary|Dee Lind} said no.",
    );
}

#[test]
fn clause_is_no_role() {
    let text = "Dee Lind, the Queen suspended parliament yesterday, said it was late.";
    let role = role_of(text, Span::new(0, 8));
    assert!(!role.contains("suspended"), "{role}");
    let text = "Dee Lind, an analyst based in Lisse, said it was late.";
    assert_eq!(role_of(text, Span::new(0, 8)), "analyst");
}

#[test]
fn under_secretary_is_no_preposition() {
    check("{Under Secretary for Harbors|Under Secretary for Harbors} said it was late.");
    check("{Under pressure|pressure} it was late.");
}
