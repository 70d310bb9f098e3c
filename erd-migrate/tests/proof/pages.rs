//! What the planner of PostgreSQL does about each rule, read by a person.

use crate::cases;
use crate::page::Pages;

/// The version whose plans are kept.
const VERSION: u32 = 15;

#[test]
fn the_pages_of_the_rules() {
    let mut pages = Pages::default();
    for case in cases::all(VERSION) {
        match case.plan(VERSION) {
            Ok(plan) => pages.add(&case.name, &plan),
            Err(error) => panic!("{}: {error}", case.name),
        }
    }
    insta::assert_snapshot!("postgres_rules", pages.rules().join(" "));
    pages.assert("postgres");
}
