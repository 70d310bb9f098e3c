//! Every compile error, and every declaration that must compile. `cargo bless` rewrites the expected texts.

#[test]
fn attributes() {
    trybuild::TestCases::new().compile_fail("tests/ui/attr/*.rs");
}

#[test]
fn rules() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/rules/*/bad*.rs");
    cases.compile_fail("tests/ui/rules/*/warn*.rs");
    cases.compile_fail("tests/ui/schema/*.rs");
    #[cfg(feature = "diesel")]
    cases.compile_fail("tests/ui/diesel/*.rs");
    cases.pass("tests/ui/rules/*/ok*.rs");
}
