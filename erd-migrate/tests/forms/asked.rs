//! What the table of forms does not know, the server settles, and what it said is known without it.

use crate::server::{Case, Place, Server};
use erd_core::{Dialect, Scalar};

/// Expressions that a server prints otherwise than the table of forms expects, each with one that means another thing.
fn cases(dialect: Dialect) -> &'static [(Place, &'static str, &'static str)] {
    match dialect {
        Dialect::Postgres => &[
            (
                Place::Check,
                "n BETWEEN SYMMETRIC 5 AND 1",
                "n BETWEEN SYMMETRIC 5 AND 2",
            ),
            (Place::Check, "a > 'epoch'", "a > 'infinity'"),
        ],
        Dialect::MySql => &[
            (Place::Check, "NOT NOT json_valid(x)", "json_valid(t)"),
            (
                Place::Default(Scalar::Date),
                "(makedate(2024, 31) + interval 0 day + interval 0 hour)",
                "(makedate(2024, 32))",
            ),
        ],
        Dialect::MariaDb => &[
            (
                Place::Check,
                "concat(t, x'41') = 'b'",
                "concat(t, x'42') = 'b'",
            ),
            (
                Place::Check,
                "weight_string(t) = 'a'",
                "weight_string(s) = 'a'",
            ),
        ],
        // It keeps every text as it was written.
        Dialect::Sqlite => &[],
    }
}

#[test]
fn a_server_settles_what_the_table_of_forms_does_not_know() {
    Server::each(|server| {
        let mut needed = 0;
        for (place, written, other) in cases(server.dialect) {
            let case = |text: &str| Case {
                place: *place,
                text: text.to_owned(),
            };
            let [alone, said, known] = server
                .asked(&case(written), &case(written))
                .expect("a good expression");
            assert_eq!((said.as_str(), known.as_str()), ("", ""), "{written}");
            needed += usize::from(!alone.is_empty());
            let [alone, said, known] = server
                .asked(&case(written), &case(other))
                .expect("a good expression");
            assert!(
                ![alone, said, known].contains(&String::new()),
                "{written} and {other}"
            );
        }
        assert_eq!(
            needed == 0,
            server.dialect == Dialect::Sqlite,
            "{}",
            server.dialect
        );
    });
}
