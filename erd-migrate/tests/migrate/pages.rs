//! What the planners of the other engines do about each rule, read by a person.

use crate::changes::{CHANGES, Change, FAMILY};
use crate::diff::shop;
use crate::engines::planned;
use crate::page::Pages;
use erd_core::Dialect;

fn pages(dialect: Dialect, changes: &[Change]) {
    let mut pages = Pages::default();
    for (name, change) in changes {
        let mut new = shop();
        change(&mut new);
        for (name, plan) in [
            ((*name).to_owned(), planned(&shop(), &new, dialect)),
            (
                format!("{name}, backwards"),
                planned(&new, &shop(), dialect),
            ),
        ] {
            // What an engine cannot do in place is refused, and has no page.
            if let Ok(plan) = plan {
                pages.add(&name, &plan);
            }
        }
    }
    insta::assert_snapshot!(format!("{dialect}_rules"), pages.rules().join(" "));
    pages.assert(dialect.name());
}

#[test]
fn the_pages_of_sqlite() {
    pages(Dialect::Sqlite, CHANGES);
}

#[test]
fn the_pages_of_mariadb() {
    pages(Dialect::MariaDb, &[CHANGES, FAMILY].concat());
}

#[test]
fn the_pages_of_mysql() {
    pages(Dialect::MySql, &[CHANGES, FAMILY].concat());
}
