//! Whose it is, relatives, names that stand for others, and several that speak together.

use crate::articles::check;

#[test]
fn campaign_of_a_person_is_the_one_named_after_him() {
    check(
        "{Senator Bernard Ode|Bernard Ode} said he would stay. The Ode campaign raised millions. \
         {His campaign|Ode campaign} said it would spend them.",
    );
}

#[test]
fn owned_noun_takes_up_what_the_article_gave_the_owner() {
    check(
        "{An attorney for Pagliani, Mark Dougall,|Mark Dougall} said his client was ready. \
         {Pagliani's lawyer|Mark Dougall} said more would follow.",
    );
    check(
        "Acme Bank chief executive Jon Stum spoke on Friday. Acme Bank is old. Senators asked Stum \
         about his bank. {The bank|Acme Bank} said it had paid.",
    );
    check("The court sat. {The court's press office|court's press office} said it would rule.");
}

#[test]
fn relatives_by_given_name_have_the_titled_surname() {
    check(
        "{Campaigner Doreen Platt|Doreen Platt} said she was glad. {Her husband, Ken,|Ken} said he \
         was not. {Mr Platt|Ken} said they would be back.",
    );
}

#[test]
fn pronoun_behind_a_surname_tells_whose_it_is() {
    check(
        "{Mayor Paul Lind|Paul Lind} said the bridge was late. {His wife, Ann Lind,|Ann Lind} said \
         nothing. {Lind|Paul Lind} said that he was sorry.",
    );
}

#[test]
fn names_in_a_parenthesis_are_spelled_by_the_words_before() {
    check(
        "According to {Notes from Ruritania (NFR)|Notes from Ruritania}, prices rose. \
         {NFR|Notes from Ruritania} said they would fall.",
    );
    check(
        "{The U.N. Water Council|United Nations Water Council} met. \
         {The United Nations Water Council|United Nations Water Council} said rain was due.",
    );
}

#[test]
fn short_name_before_a_longer_one_is_no_surname_of_it() {
    check(
        "{Quitter|Quitter} said it grew. Users like Quitter. Investors like Quitter. Some call it \
         Province Quitter. {Quitter|Quitter} said it would grow.",
    );
}

#[test]
fn those_who_were_named_together_speak_together() {
    check(
        "Ann Lind, Bob Ode and Carl Roe met on Monday. \
         {They|Ann Lind; Bob Ode; Carl Roe} said the bridge would open.",
    );
    check(
        "Mayor Ada Obi met Governor Dee Lind on Friday. {They|Ada Obi; Dee Lind} said the bridge \
         would open. {The two|Ada Obi; Dee Lind} said it was safe.",
    );
}
