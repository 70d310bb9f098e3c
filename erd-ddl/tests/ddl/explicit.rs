//! The explicit form: nothing is left to the dialect, and it makes the same database.

use crate::{features, shop::shop};
use erd_core::Dialect;
use erd_ddl::{explicit, render};

#[test]
fn writing_out_twice_changes_nothing() {
    for dialect in Dialect::ALL {
        for schema in [shop(), features::of(dialect)] {
            let once = explicit(&schema, dialect).expect("ids lead somewhere");
            assert_eq!(once.errors, [], "{dialect}");
            let twice = explicit(&once.schema, dialect).expect("ids lead somewhere");
            for (a, b) in once.schema.tables.iter().zip(&twice.schema.tables) {
                assert_eq!(a, b, "{dialect}");
            }
            assert_eq!(once, twice, "{dialect}");
        }
    }
}

#[test]
fn tables_are_rendered_as_before() {
    for dialect in Dialect::ALL {
        let schema = shop();
        let out = explicit(&schema, dialect).expect("ids lead somewhere");
        let mut written = out.schema.clone();
        written.objects.clear();
        let tables = |schema: &erd_core::Schema| -> Vec<String> {
            let script = render(schema, dialect).expect("it renders");
            let creates = script.iter().filter(|sql| sql.starts_with("CREATE TABLE"));
            creates.map(sorted).collect()
        };
        assert_eq!(tables(&schema), tables(&written), "{dialect}");
    }
}

/// The lines of a statement without their commas, sorted: checks that follow from types come after the user's, and
/// markers after all columns.
fn sorted(sql: &str) -> String {
    let mut lines: Vec<_> = sql.lines().map(|line| line.trim_end_matches(',')).collect();
    lines.sort_unstable();
    lines.join("\n")
}
