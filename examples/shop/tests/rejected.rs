//! The rejected model is rejected, with the message that the shop prints.

#[test]
fn the_compiler_says_what_the_shop_shows() {
    trybuild::TestCases::new().compile_fail("rejected/*.rs");
}
