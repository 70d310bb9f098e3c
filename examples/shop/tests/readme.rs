//! The picture in the README is that of this example.

use shop::Shop;

#[test]
fn the_picture_of_the_readme_is_fresh() {
    let readme = include_str!("../../../README.md");
    let drawn = erd::diagram::mermaid_logical(&Shop::schema());
    let shown = readme
        .split_once("```mermaid\n")
        .and_then(|(_, rest)| rest.split_once("```"))
        .map(|(picture, _)| picture);
    assert_eq!(
        shown,
        Some(drawn.as_str()),
        "paste what `cargo erd diagram --level logical` prints"
    );
}
