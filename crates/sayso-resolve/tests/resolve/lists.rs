//! Sources that list people with what is told of each.

use crate::articles::check;

#[test]
fn office_between_two_of_a_list_is_nobody_of_it() {
    check(
        "{Congressman Tom Ode (TX-20), Chair of the House Harbor Subcommittee on Trade, \
         Representatives Dee Lind (TX-10), Ann Roe (MN-03) and Sam Hall (OH-16)|Tom Ode; Dee Lind; \
         Ann Roe; Sam Hall} said it was late.",
    );
}

#[test]
fn surname_that_is_a_noun_is_one_of_the_list() {
    check(
        "{Senators Dee Lind of Maryland, Barbara Boxer of Iowa, and Ann Roe of Ohio|Dee Lind; \
         Barbara Boxer; Ann Roe} said it was late.",
    );
}

#[test]
fn as_well_as_adds_one() {
    check("{Dee Lind (D-Ohio) as well as union president Tom Ode|Dee Lind; Tom Ode} said no.");
    check("{Dee Lind, as well as Tom Ode,|Dee Lind; Tom Ode} said it was late.");
    check(
        "{Rep. Dee Lind and Sen. Ann Roe along with Sen. Tom Ode|Dee Lind; Ann Roe; Tom Ode} said no.",
    );
    check("{The mayor as well as anyone|mayor as well as anyone} said it was late.");
}

#[test]
fn and_in_the_name_of_an_agency_makes_no_list_of_its_director() {
    check("{Enoh Lind, Director of the U.S. Trade and Harbor Agency,|Enoh Lind} said it was late.");
    check("{Enoh Lind, Bob Ode and the Harbor Agency|Enoh Lind; Bob Ode; Harbor Agency} said no.");
}

#[test]
fn examples_belong_to_whom_a_person_works_for() {
    check(
        "{Tom Cross, an aide to lawmakers such as Gov. Bob Ode and Rep. Helen Lind,|Tom Cross} said \
         it was late.",
    );
    check("{Some aides, such as Bob Ode and Helen Lind,|Some aides; Bob Ode; Helen Lind} said no.");
}

#[test]
fn neither_of_two_people_speaks() {
    check("{Neither Dee Lind nor Tom Ode|Dee Lind; Tom Ode} said it was late.");
    check(
        "{Neither state nor county officials|Neither state nor county officials} said it was late.",
    );
}

#[test]
fn name_that_closes_a_source_is_whom_the_rest_tells_of() {
    check("{Talk show host Glenn Ode|Glenn Ode} said it was late.");
    check("{Longtime Lind in the Morning writer and performer Rob Ode|Rob Ode} said it was late.");
    check("{A lawyer for Acme chief Tom Ode|lawyer for Acme chief Tom Ode} said it was late.");
    check("{A study by harbour expert Tom Ode|study by harbour expert Tom Ode} said it was late.");
    check(
        "{Both senators and Congressman Tom Ode|senators and Congressman Tom Ode} said it was late.",
    );
}

#[test]
fn sentence_that_lists_many_bodies_is_no_headline() {
    check(
        "It is backed by {the Lisse Pier Fund (LPF), National League of Harbor Lawyers (NLHL), BoatCare, Council \
         of Ferry Towns, and Project On Harbor Oversight|Lisse Pier Fund; National League of Harbor \
         Lawyers; BoatCare; Council of Ferry Towns; Project On Harbor Oversight} now.",
    );
}

#[test]
fn office_between_two_offices_of_one_person_is_nobody() {
    check(
        "{Ann Roe, Director of Affairs for Lisse and Co-Chair of the Pier Depot Blue Ribbon Task Force,|Ann \
         Roe} said that it was late. {Chancellor Emeritus Tom Ode|Tom Ode} said no.",
    );
}
