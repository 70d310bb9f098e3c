//! The picture in the README is that of this example.

#[test]
fn the_picture_of_the_readme_is_fresh() {
    let shown = include_str!("../../../docs/pictures/shop.svg");
    assert!(
        shown == shop::picture(),
        "write it anew: `cargo run -p shop -- picture > docs/pictures/shop.svg`"
    );
}
