//! Articles in which a neighbouring rule would name somebody else.

use crate::articles::check;

#[test]
fn noun_told_of_a_name_takes_it_up() {
    check(
        "Owen Pryce met Dee Lind on Monday. Lind is a teacher. {The teacher|Dee Lind} said the hall was \
         full.",
    );
}

#[test]
fn pronoun_tells_the_gender_of_those_after_it() {
    check(
        "Robin Lind spoke on Monday. {She|Robin Lind} said the hall was full. Casey Pryce spoke on \
         Tuesday. {He|Casey Pryce} said it was not. Lind met Pryce. {She|Robin Lind} said it was late. \
         Pryce met Lind. {He|Casey Pryce} said it was early. {She|Robin Lind} said it was noon.",
    );
}

#[test]
fn first_person_is_who_speaks_around_it() {
    check(
        "{Owen Pryce|Owen Pryce} said the hall was full. {Dee Lind|Dee Lind} said that {I|Dee Lind} \
         think it is empty.",
    );
}

#[test]
fn name_in_his_own_words_is_not_the_speaker() {
    check("Owen Pryce met Mark Lind on Monday.\n\n\"I know Lind,\" {he|Owen Pryce} said.");
    check(
        "Owen Pryce spoke on Monday. Mark Lind spoke on Tuesday.\n\nLind was slow, {he|Owen Pryce} \
         said.",
    );
}
