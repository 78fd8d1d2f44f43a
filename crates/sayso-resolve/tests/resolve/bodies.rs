//! Bodies: whose voice a document is, what a body is called, and which others it cannot be.

use crate::articles::check;

#[test]
fn statement_of_a_body_without_a_name_is_the_voice_of_that_body() {
    check(
        "The Lake Ministry met on Monday. {A ministry statement|Lake Ministry} said it was late. \
         {The ministry's website|Lake Ministry} said why.",
    );
    check("{The family's statement|family} said it was late.");
    // A report, a poll or a letter speaks for itself.
    check("The Lake Ministry met on Monday. {A ministry letter|ministry letter} said it was late.");
}

#[test]
fn release_is_the_voice_of_a_body_only_where_the_body_owns_it() {
    check("{Lake Bank's news release|Lake Bank} said it was late.");
    check("{A Lake Bank news release|Lake Bank news release} said it was late.");
}

#[test]
fn report_of_somebody_else_at_a_body_is_not_the_body_s() {
    check(
        "The Lake Ministry met. {A report from the Lake Ministry's auditor|report from the Lake \
         Ministry's auditor} said it was late.",
    );
}

#[test]
fn police_are_no_hotel_and_a_company_is_no_ministry() {
    check(
        "The Arden Hotel burned. {The hotel's website|Arden Hotel} said it was full. A judge was asked, \
         according to {police|police}.",
    );
    check(
        "Weavo Holdings met the Lake Department.\n\nThe Lake Department said it was late. \
         {The company|Weavo Holdings} said it was early.",
    );
}

#[test]
fn well_known_agencies_are_called_agencies() {
    check("The Justice Department and the FBI met. The FBI came late. {The bureau|FBI} said why.");
}

#[test]
fn short_form_of_a_country_is_the_country() {
    check("The United States met Norway. {The U.S.|United States} said it was late.");
}

#[test]
fn name_in_capitals_is_whole() {
    check(
        "Teachers United for Peace (GREEN LW) met at the University of Lisse. {GREEN LW|Teachers United \
         for Peace} said it was late.",
    );
}

#[test]
fn city_that_was_named_is_no_country() {
    check(
        "Then {the city of Lisse|city of Lisse} said it was late in Portugal. {The city|city of Lisse} said why.",
    );
}

#[test]
fn city_that_says_its_name_is_no_country() {
    check("Norway was late. {The city of Lisse|city of Lisse} said it was early.");
}

#[test]
fn campaign_is_named_without_its_apostrophe_where_the_article_does_so() {
    check(
        "Dee Lind ran. {Lind's campaign|Lind campaign} said it was late. {The Lind campaign|Lind campaign} \
         said why.",
    );
}
