//! Two expressions with one normal form have one value, whatever is in the columns.

use crate::grammar::Grammar;
use crate::random::{CASES, SEED, number};
use crate::server::{Place, Server, schema};
use erd_core::Dialect;
use erd_core::schema::Column;
use erd_ddl::expression::{Context, expression, type_name};

/// The normal form, over the columns of the tests.
fn form(text: &str, columns: &[Column], dialect: Dialect) -> String {
    let column_type = |name: &str| {
        let column = columns.iter().find(|column| column.name == name)?;
        let ty = column.sql_type.get(dialect)?;
        // What is beneath the domain.
        let ty = if ty == "word" { "varchar(20)" } else { ty };
        Some(type_name(ty, dialect))
    };
    let context = Context {
        dialect,
        column_type: &column_type,
        rename: &|_| None,
    };
    expression(text, &context)
}

/// Rows with values that tell casts, cases, signs, spaces and NULLs apart.
fn rows(dialect: Dialect) -> Vec<String> {
    let texts = ["'a'", "'A '", "'5'", "'ab'", "''", "NULL", "'a%b'", "'7'"];
    let numbers = ["0", "1", "-1", "3", "7", "NULL", "2", "17"];
    let reals = ["0.5", "1.5", "-2.5", "3", "0", "NULL", "2.25", "100.0"];
    let days = ["2024-01-31", "2023-02-28", "2024-12-31", "2000-01-01"];
    let truth = |i: usize| match dialect {
        _ if i % 3 == 2 => "NULL",
        Dialect::Postgres => ["TRUE", "FALSE"][i % 2],
        _ => ["1", "0"][i % 2],
    };
    let documents = [
        "'{\"a\": 1}'",
        "'{\"a\": \"x\", \"b\": [1]}'",
        "'[1, 2]'",
        "NULL",
    ];
    let rows = (0..8).map(|i| {
        let day = days[i % 4];
        let moment = format!("'{day} 10:30:00'");
        let values = [
            ("id", (i + 1).to_string()),
            ("n", numbers[i].into()),
            ("m", numbers[(i + 3) % 8].into()),
            ("w", numbers[(i + 5) % 8].into()),
            ("f", reals[i].into()),
            ("d", reals[(i + 2) % 8].into()),
            ("b", truth(i).into()),
            ("c", truth(i + 1).into()),
            ("a", moment.clone()),
            ("a2", format!("'{} 00:00:00'", days[(i + 1) % 4])),
            ("dt", format!("'{day}'")),
            ("tm", "'10:30:00'".into()),
            ("j", documents[i % 4].into()),
            ("t", texts[i].into()),
            ("s", texts[(i + 1) % 8].into()),
            ("x", texts[(i + 4) % 8].into()),
        ];
        let names: Vec<_> = values.iter().map(|(name, _)| *name).collect();
        let values: Vec<_> = values.iter().map(|(_, value)| value.as_str()).collect();
        format!(
            "INSERT INTO forms ({}) VALUES ({})",
            names.join(", "),
            values.join(", ")
        )
    });
    rows.collect()
}

/// Something close to an expression: one word of it is another one, or a pair of parentheses is gone.
fn near(text: &str, grammar: &mut Grammar) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let at = grammar.below(words.len());
    let word = words[at].clone();
    let casts = [
        "::numeric",
        "::text",
        "::date",
        "::varchar(2)",
        "::int",
        "::bigint",
    ];
    let new = match word.as_str() {
        "AND" | "and" => "OR".to_owned(),
        "OR" => "AND".to_owned(),
        "+" => "-".to_owned(),
        "-" => "+".to_owned(),
        "<" => "<=".to_owned(),
        ">=" => ">".to_owned(),
        "=" => "<>".to_owned(),
        "NOT" => String::new(),
        "n" | "m" if grammar.below(2) == 0 => "w".to_owned(),
        "n" | "m" | "w" | "d" | "f" | "t" | "s" | "x" | "a" | "a2" | "dt"
            if grammar.dialect == Dialect::Postgres =>
        {
            let cast = casts[grammar.below(casts.len())];
            format!("{word}{cast}")
        }
        "1" => "1.0".to_owned(),
        "0" => "1".to_owned(),
        _ => match (
            word.find("::"),
            word.strip_prefix('('),
            word.strip_suffix(')'),
        ) {
            (Some(cast), _, _) => word[..cast].to_owned(),
            (_, Some(inner), _) => {
                // The parenthesis that closes it goes too.
                let mut rest = words.split_off(at + 1);
                if let Some(end) = rest.iter_mut().rev().find(|word| word.ends_with(')')) {
                    end.pop();
                }
                words.extend(rest);
                inner.to_owned()
            }
            (_, _, Some(inner)) => format!("{inner} )"),
            _ => word.to_uppercase(),
        },
    };
    words[at] = new;
    words.join(" ")
}

/// Rows of which the two say other things; `None` where the server cannot compute them.
fn apart(server: &mut Server, a: &str, b: &str) -> Option<usize> {
    let sql = match server.dialect {
        Dialect::Postgres => {
            format!("SELECT id FROM forms WHERE ({a})::text IS DISTINCT FROM ({b})::text")
        }
        Dialect::Sqlite => format!("SELECT id FROM forms WHERE ({a}) IS NOT ({b})"),
        Dialect::MySql | Dialect::MariaDb => {
            format!("SELECT id FROM forms WHERE NOT (({a}) <=> ({b}))")
        }
    };
    server.query(&sql).ok().map(|rows| rows.len())
}

#[test]
fn one_normal_form_is_one_value() {
    let (cases, seed) = (number(CASES, 192), number(SEED, 1));
    Server::each(|server| {
        let dialect = server.dialect;
        let made =
            erd_ddl::render(&schema(&[], dialect), dialect).expect("columns of every engine");
        server.clean().expect("nothing holds them");
        for sql in made.iter() {
            server
                .query(sql)
                .unwrap_or_else(|error| panic!("{sql}: {error}"));
        }
        for sql in rows(dialect) {
            server
                .query(&sql)
                .unwrap_or_else(|error| panic!("{sql}: {error}"));
        }
        let columns = erd_ddl::explicit(&schema(&[], dialect), dialect)
            .expect("columns of every engine")
            .schema
            .tables
            .remove(0)
            .columns;
        let mut grammar = Grammar::new(seed, dialect);
        let (mut equal, mut wrong) = (0, Vec::new());
        for _ in 0..cases {
            let case = grammar.case();
            if matches!(case.place, Place::Default(_)) {
                continue;
            }
            let own = form(&case.text, &columns, dialect);
            for _ in 0..12 {
                let other = near(&case.text, &mut grammar);
                if other == case.text || form(&other, &columns, dialect) != own {
                    continue;
                }
                equal += 1;
                if apart(server, &case.text, &other).is_some_and(|rows| rows > 0) {
                    wrong.push(format!("{}\n  {other}", case.text));
                }
            }
        }
        assert!(equal > 0, "{dialect}: nothing was equal");
        assert!(
            wrong.is_empty(),
            "{dialect} with {SEED}={seed}: one form and other values\n{}",
            wrong.join("\n")
        );
    });
}
