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

#[test]
fn first_person_speaks_around_it_however_many_stand_between() {
    let many = "{I|Dee Lind} think it is late and ".repeat(6);
    check(&format!(
        "{{Dee Lind|Dee Lind}} said that {many}{{I|Dee Lind}} fear it is later.\n\n{{Owen Pryce|Owen \
         Pryce}} said it was early."
    ));
}

#[test]
fn we_of_an_officer_is_the_body_and_of_a_neighbour_the_speaker() {
    check("{Lake Bank president Dee Lind|Dee Lind} said that {we|Lake Bank} hope it ends.");
    check("{Lake Bank president Dee Lind|Dee Lind} said that {I|Dee Lind} hope it ends.");
    check("Lake Bank closed on Monday. {Dee Lind|Dee Lind} said that {we|Dee Lind} hope it ends.");
}

#[test]
fn who_is_reported_within_a_report_does_not_take_the_floor() {
    check(
        "{Owen Pryce|Owen Pryce} said that {Mark Ode|Mark Ode} believes it is late. {He|Owen Pryce} \
         said it was noon.",
    );
}

#[test]
fn surname_that_is_a_country_is_the_person_unless_something_is_in_it() {
    check(
        "Congressman Jim Jordan left with troops. It passed with Jordan's support. {Jordan|Jim Jordan} said \
         it was late. They met in Jordan.",
    );
    check("They met in Jordan with Congressman Jim Jordan. {Jordan|Jim Jordan} said it was late.");
    check("The king left for Jordan. {Jordan|Jordan} said it was late.");
}

#[test]
fn who_denies_is_who_was_accused() {
    check(
        "The mayor Tom Ode led the town for years. Ode met Karl Lund, who was accused of theft, which \
         {he|Karl Lund} denied on Monday.",
    );
    check("Karl Lund said Tom Ode was accused of theft. {He|Karl Lund} left.");
}

#[test]
fn whom_somebody_spoke_to_is_not_who_answers() {
    check(
        "Ann Roe, the wife of Karl Lund, praised Lund in May. Speaking to Tom Ode of the Post, {he|Karl \
         Lund} said it was late.",
    );
    check(
        "Karl Lund left the town in May. It rained for days. The hills were wet. Tom Ode of the Post rang. \
         Speaking to Ode, {he|Karl Lund} said it was late.",
    );
    check(
        "Karl Lund left the town. Speaking to Tom Ode of the Post, {he|Karl Lund} said it was late.",
    );
    check(
        "Karl Lund left the town. In an interview with Tom Ode, {he|Karl Lund} said it was late.",
    );
}

#[test]
fn bare_noun_takes_up_those_whom_more_words_told() {
    check(
        "{Members of the club|Members of the club} met. It rained. {Members|Members} said it was late.",
    );
    check(
        "{Critics of the old bridge|Critics of the old bridge} met. It rained. {Critics|Critics of the old \
         bridge} said it was late.",
    );
    check("Many farmers met. It rained. {Farmers|Farmers} said it was late.");
    check("Pig farmers and welders met. It rained. {Members|Members} said it was late.");
}
