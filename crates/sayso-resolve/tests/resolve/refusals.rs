//! Nobody is put in another's place: the one who stands nearest is not the one who is meant.

use crate::articles::check;

#[test]
fn bare_role_noun_that_nothing_introduced_keeps_its_own_words() {
    check("Owen Pryce, a baker, spoke on Monday. {The plumber|plumber} said the pipe had burst.");
    check("Senator Dee Lind came late. {The usher|usher} told Lind that the hall was full.");
}

#[test]
fn role_noun_with_a_role_told_or_with_words_that_fit_takes_its_name_up() {
    check("Owen Pryce, a baker, spoke on Monday. {The baker|Owen Pryce} said it was late.");
    check("Senator Dee Lind of Iowa came late. {The Iowa senator|Dee Lind} said it had rained.");
}

#[test]
fn whoever_runs_is_the_candidate() {
    check("Dee Lind toured Iowa on Monday. {The candidate|Dee Lind} said it was late.");
}

#[test]
fn two_role_nouns_of_nobody_named_are_two_people() {
    check("{A nurse|nurse} said it was late. {The plumber|plumber} said it was early.");
    check("{A nurse|nurse} said it was late. {The nurse|nurse} said it again.");
    check("{A nurse|nurse} said she was late. {The nurse|nurse} said it again.");
}

#[test]
fn stated_gender_is_never_contradicted() {
    check("Sir Owen Pryce opened the hall. {She|} said it was late.");
    check("Dee Lind, a mother of two, opened the hall. {He|} said it was late.");
    check("Mrs. Lind met Owen Pryce. {He|Owen Pryce} said it was late.");
}

#[test]
fn who_is_quoted_is_not_whom_the_quotation_tells_of() {
    check(
        "Owen Pryce met Mark Ode.\n\n\"Then {he|Mark Ode} said no,\" {Pryce|Owen Pryce} told the \
         court.",
    );
    // Where nothing is quoted, the speaker is told of as any other.
    check("Mark Ode left early. {Owen Pryce|Owen Pryce} said {he|Owen Pryce} believed the court.");
}

#[test]
fn pronoun_before_its_name_is_not_the_owner_of_the_noun_before_the_name() {
    check(
        "Although {she|Dee Lind} hoped that it would pass, Owen's mother Dee Lind stayed at home.",
    );
    check("When {she|Dee Lind} said it was late, Dee Lind had seen the clock.");
}

#[test]
fn a_and_an_are_for_somebody_new() {
    check(
        "Secretary Dee Lind came late. While most were late, according to {a Lake Department \
         official|Lake Department official}, two came early.\n\nMinister Owen Pryce left.",
    );
    // But for who is named later, or is but a role in the headline.
    check("{A lake adviser|Dee Lind} said it was late.\n\nDee Lind, the adviser, said why.");
}

#[test]
fn whom_the_words_before_a_noun_name_is_somebody_else() {
    check("Senator Dee Lind came late. {The Lind supporter|Lind supporter} said it was early.");
    check("Senator Dee Lind of Iowa came late. {The Iowa senator|Dee Lind} said it was early.");
}

#[test]
fn noun_of_an_owner_with_a_modifier_takes_nobody_up() {
    check(
        "Dee Lind met Owen Pryce. Pryce was late. {His chief aide|His chief aide} said that Lind was early.",
    );
}

#[test]
fn two_fields_of_one_office_are_two_people() {
    check(
        "Civil Harbour Minister Dee Lind said it was late. {The health minister|health minister} said it \
         was early.",
    );
}

#[test]
fn given_name_of_one_gender_alone_is_no_pronoun_of_the_other() {
    check("Mary Lind opened the hall. {He|} said it was late.");
}

#[test]
fn bodies_together_are_no_ministers() {
    check(
        "{The council and the bank|council; bank} said no. {The foreign ministers|foreign ministers} \
         said yes.",
    );
}

#[test]
fn predicate_about_many_is_about_others() {
    check("Dee Lind is the candidate {Iowa voters|Iowa voters} trust.");
}

#[test]
fn both_with_two_nouns_is_no_pair() {
    check(
        "Dee Lind met Owen Pryce. {Both private experts and federal clerks|private experts and federal \
         clerks} said it was late.",
    );
}

#[test]
fn document_is_none_of_those_whom_it_tells_of() {
    check(
        "{A Lake Echo poll|Lake Echo poll} said that Lind led in each of those states. {That \
         poll|Lake Echo poll} said no.",
    );
}

#[test]
fn organizers_are_no_invitation() {
    check(
        "{Organizers of the fair|Organizers of the fair} said they were late. They want to deny him a chance to \
         use the invitation. {The organizers|Organizers of the fair} said so.",
    );
}

#[test]
fn one_of_some_role_in_the_text_is_nobody_named_later() {
    check(
        "Dee Lind was hurt on Monday. Lind has two wounds, {a spokesperson|spokesperson} said. The roads \
         are shut.\n\nArmy spokesperson Tom Ode said little.",
    );
    check(
        "{A spokesperson|Tom Ode} said on Monday that Dee Lind was hurt.\n\nArmy spokesperson Tom Ode said \
         little.",
    );
}

#[test]
fn nation_public_and_delegation_are_no_body_of_another_kind() {
    check(
        "The House met on Monday in the old town. {The nation|nation} wants it. {The public|public} said no.",
    );
    check(
        "Iran met the French delegation in May. {The delegation|French delegation} said it was late.",
    );
    check("France sent ships in May. {The nation|France} wants peace in the north.");
    check("The Maine Delegation wrote in May. {The delegation|Maine Delegation} said it was late.");
}
