//! Names of several words: possessives, lists and nicknames inside them, their acronyms, their short
//! and full forms.

use crate::articles::{check, role_of};

#[test]
fn people_of_a_trade_or_an_age_stand_in_the_names_of_bodies() {
    for mark in ["'", "’"] {
        check(&format!("{{The Children{mark}s Ombudsman|Children{mark}s Ombudsman}} said no."));
        check(&format!(
            "{{The Tenants{mark} Party|Tenants{mark} Party}} said no. {{The party|Tenants{mark} \
             Party}} will vote."
        ));
        check(&format!(
            "{{Women{mark}s Bank of Ruritania|Women{mark}s Bank of Ruritania}} said rates would fall."
        ));
        check(&format!(
            "{{The Poor Farmers{mark} Alliance|Poor Farmers{mark} Alliance}} met. {{The PFA|Poor \
             Farmers{mark} Alliance}} said it would stay."
        ));
    }
    check("{Lisse's Mayor Anne Brade|Anne Brade} said no.");
    check("{The Players' Owen Pryce|Owen Pryce} said no.");
}

#[test]
fn people_alone_are_not_the_body_with_them_in_its_name() {
    check("{The People's Bank|People's Bank} left. {People|People} said it was late.");
}

#[test]
fn lists_stand_in_the_names_of_offices() {
    check(
        "{The Bureau of Harbours, Ferries and Locks|Bureau of Harbours, Ferries and Locks} said no.",
    );
    check(
        "{The Senate Fisheries, Forests and Harbours Committee|Senate Fisheries, Forests and Harbours \
         Committee} said no.",
    );
    check(
        "{The U.S. Harbours and Shipping Agency|U.S. Harbours and Shipping Agency} said no. {The \
         USHSA|U.S. Harbours and Shipping Agency} will pay.",
    );
    check("{The Australian Health and Diet Agency|Australian Health and Diet Agency} said no.");
    check("{The High Court of England and Wales|High Court of England and Wales} said no.");
    check("{Health and Human Services Secretary Anne Brade|Anne Brade} said no.");
    check(
        "{The Ode Federation of Bakers and the National Millers Association|Ode Federation of Bakers; \
         National Millers Association} said no.",
    );
    check("{The Ode Bank, Lisse and Acme|Ode Bank; Lisse; Acme} said no.");
}

#[test]
fn nickname_stands_in_the_name_and_names_alone() {
    check(
        "{Peter \"Rusty\" Brade|Peter \"Rusty\" Brade} said no. {Brade|Peter \"Rusty\" Brade} left. \
         {Peter Brade|Peter \"Rusty\" Brade} agreed. {Rusty|Peter \"Rusty\" Brade} went home.",
    );
    check("{Sheriff Anne (Annie) Brade|Anne (Annie) Brade} said no.");
    check("{Elizabeth “Bess” Oduya, the judge,|Elizabeth “Bess” Oduya} said no.");
    check("{Anne Brade (Ohio)|Anne Brade} said no.");
    check("{Anne (Ohio) Brade|Brade} said no.");
    check("Anne saw “Rust” Brade made. {Brade|Brade} said no.");
}

#[test]
fn acronym_is_what_the_article_spells_out_before_or_after() {
    check(
        "{The LHPS|Lisse Harbour and Port Service} said no. All this belongs to the Lisse Harbour and Port Service.",
    );
    check(
        "She asked Citizens for Harbours and Ethics in Lisse. {CHEL|Citizens for Harbours and Ethics in \
         Lisse} said no.",
    );
    check("{The U.N.|United Nations} said no. The United Nations Harbour Council met.");
    check("The group, Ode Front, or ODF, met. {ODF|Ode Front} said no.");
}

#[test]
fn longer_other_name_in_a_parenthesis_is_its_own() {
    check(
        "Students United for Water (CLEAN UL) met at the University of Lisse, which UL allowed. {CLEAN \
         UL|Students United for Water} said no. {UL|University of Lisse} said yes.",
    );
}

#[test]
fn form_of_a_company_makes_its_name_full() {
    check(
        "{Brade Motors|Brade Motors Corp.} said no. {BM|Brade Motors Corp.} left. Brade Motors Corp. pays.",
    );
    check("{NDX|NDX Inc.} said no, as did all. NDX Inc. pays.");
    check("{Ode News|Ode News & Lisse Report} said no. Ode News & Lisse Report pays.");
    check("{The Ode Chamber|Ode Chamber of Commerce} said no. The Ode Chamber of Commerce met.");
    check("Lisse Trust met the Lisse Trust Bank. {Lisse Trust|Lisse Trust} said no.");
}

#[test]
fn name_of_two_words_opens_a_persons_full_name() {
    check("{Abu Brade|Abu Brade Omar} said no. {Minister Abu Brade Omar|Abu Brade Omar} left.");
    check("{Anne Brade|Anne Brade} said no. The Anne Brade Foundation pays.");
}

#[test]
fn surname_that_is_a_title_or_a_saint_stays_a_surname() {
    check(
        "{Congressman Owen D. Bishop, Jr.|Owen D. Bishop, Jr.} said no. {Congressman Bishop|Owen D. \
         Bishop, Jr.} left.",
    );
    check("{A museum spokeswoman, Anne St. Brade,|Anne St. Brade} said no.");
    check(
        "{Haitham bin Tariq Al Said|Haitham bin Tariq Al Said} said no, it said. {Al Said|Haitham bin Tariq Al Said} left.",
    );
}

#[test]
fn degrees_are_no_part_of_a_name() {
    check("{Dr. Anne Brade, M.D.,|Anne Brade} said no.");
    check("{Owen Pryce, Ph.D.|Owen Pryce} said no. {Pryce|Owen Pryce} left.");
    check("{Owen Pryce, Jr.|Owen Pryce, Jr.} said no.");
}

#[test]
fn office_of_an_organisation_is_the_role_of_the_person_behind_it() {
    for office in [
        "former director of the F.B.I.",
        "Former secretary of the Navy",
        "Executive Director of the Ruritania Commission on the Arts",
    ] {
        let text = format!("{office} James B. Brade said no.");
        check(&format!("{{{office} James B. Brade|James B. Brade}} said no."));
        let source = sayso_text::Span::new(0, text.len() - " said no.".len());
        assert_eq!(role_of(&text, source), office);
    }
    check(
        "{The director of the James Brade Foundation|director of the James Brade Foundation} said no.",
    );
}

#[test]
fn short_titles_are_no_part_of_a_name() {
    check("{PM Lucia Brade|Lucia Brade} said no. {Lucia Brade|Lucia Brade} left.");
    check("{Senator-elect Lucia Brade|Lucia Brade} said no.");
    check("{Acting Gov. Lucia Brade|Lucia Brade} said no.");
    check("At 4 PM {Lucia Brade|Lucia Brade} said no.");
}

#[test]
fn things_in_capitals_are_nobody() {
    check("Brevix makes TV sets in Lisse. {The company|Brevix} said sales had doubled.");
    check("Brade & Sons sells HR software. {The company|Brade & Sons} said sales had doubled.");
    check(
        "Stravix updated its app and its Stravix Runner Hub. {The company|Stravix} said boards would be \
         fairer.",
    );
    check("Metox knows what may hurt its business. {The company|Metox} said it sold abroad.");
    check("Snow fell in Norway. {The company|company} said no.");
}

#[test]
fn newspaper_may_be_called_by_the_day() {
    check("{Ruritania Today|Ruritania Today} reported it. {RT|Ruritania Today} said more.");
    check("On Monday {Lisse Today|Lisse Today} said no.");
}

#[test]
fn headline_does_not_glue_its_verb_to_a_name() {
    check(
        "Anne Brade Slams Council Over Harbour Plans\n\n{Brade|Anne Brade} said no. Anne Brade left.",
    );
}
