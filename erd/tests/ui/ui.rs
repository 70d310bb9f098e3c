//! Every compile error. `cargo bless -p ui` rewrites the expected texts.

#[test]
fn attributes() {
    trybuild::TestCases::new().compile_fail("attr/*.rs");
}

#[test]
fn rules() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("rules/*/bad*.rs");
    cases.compile_fail("rules/*/warn*.rs");
    cases.compile_fail("schema/*.rs");
    cases.compile_fail("diesel/*.rs");
}

/// What the shop shows as the compiler's words.
#[test]
fn shop() {
    trybuild::TestCases::new().compile_fail("shop/*.rs");
}
