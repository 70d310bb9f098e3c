//! The picture in the README is that of this example.

use erd::diagram::{Diagram, Level, Selection, View};
use shop::Shop;

#[test]
fn the_picture_of_the_readme_is_fresh() {
    let readme = include_str!("../../../README.md");
    let schema = Shop::schema();
    let view = View {
        level: Level::Conceptual,
        ..View::default()
    };
    let drawn = Diagram::new(&Selection::all(&schema), &view).mermaid();
    let shown = readme
        .split_once("```mermaid\n")
        .and_then(|(_, rest)| rest.split_once("```"))
        .map(|(picture, _)| picture);
    assert_eq!(
        shown,
        Some(drawn.as_str()),
        "paste what `cargo erd diagram --level conceptual` prints"
    );
}
