//! The shop in each language, to be read by people. `languages.rs` asks the parsers.

mod support;

use erd_core::Dialect;
use erd_diagram::{Diagram, Level, Selection, View};
use support::shop;

fn at(level: Level) -> Diagram {
    let view = View {
        level,
        ..View::default()
    };
    Diagram::new(&Selection::all(&shop()), &view)
}

#[test]
fn the_shop_in_dot() {
    insta::assert_snapshot!(at(Level::Logical).dot());
}

#[test]
fn the_shop_in_d2() {
    insta::assert_snapshot!(at(Level::Logical).d2());
}

#[test]
fn the_shop_in_plantuml() {
    insta::assert_snapshot!(at(Level::Physical(Some(Dialect::Postgres))).plantuml());
}

#[test]
fn the_shop_in_draw_io() {
    insta::assert_snapshot!(at(Level::Conceptual).drawio());
}
