//! Random expressions of a typed grammar: created on every engine in every place that it has, described, and compared with
//! what was declared.

use crate::server::{Case, Place, Server};
use erd_core::{Dialect, Family, Scalar};

/// How many expressions there are for each engine; more by hand, `ERD_FORMS_CASES=5000`.
const CASES: &str = "ERD_FORMS_CASES";
/// Another row of them: `ERD_FORMS_SEED=7`.
const SEED: &str = "ERD_FORMS_SEED";

fn number(variable: &str, usual: u64) -> u64 {
    match std::env::var(variable) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{variable} is no number: {text}")),
        Err(_) => usual,
    }
}

/// What an expression is made by.
struct Grammar {
    state: u64,
    dialect: Dialect,
}

impl Grammar {
    /// A number below `end` (xorshift).
    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap_or(0) % end
    }

    fn pick(&mut self, all: &[&str]) -> String {
        all[self.below(all.len())].to_owned()
    }

    fn is(&self, dialect: Dialect) -> bool {
        self.dialect == dialect
    }

    fn mysql(&self) -> bool {
        self.dialect.is(Family::MySql)
    }

    fn int(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["n", "m", "w", "0", "1", "42", "-7", "2147483648"]);
        }
        let d = depth - 1;
        match self.below(14) {
            0 | 1 => {
                let op = self.pick(&["+", "-", "*"]);
                format!("{} {op} {}", self.atom_int(d), self.atom_int(d))
            }
            2 => format!(
                "{} {} {} {} {}",
                self.atom_int(d),
                self.pick(&["+", "-"]),
                self.atom_int(d),
                self.pick(&["*", "-"]),
                self.atom_int(d)
            ),
            3 => format!("{} % {}", self.atom_int(d), self.pick(&["2", "10", "m"])),
            4 => format!("-{}", self.atom_int(d)),
            5 => format!("abs({})", self.int(d)),
            6 => format!("coalesce({}, {})", self.int(d), self.int(0)),
            7 => format!("nullif({}, {})", self.int(d), self.int(0)),
            8 => format!("length({})", self.text(d)),
            9 => format!(
                "CASE WHEN {} THEN {} ELSE {} END",
                self.truth(d),
                self.int(d),
                self.int(0)
            ),
            10 if self.mysql() => self.pick(&[
                "n DIV 2",
                "n MOD 3",
                "mod(n, 3)",
                "locate('a', t)",
                "instr(t, 'a')",
                "year(a)",
                "month(dt)",
                "datediff(a, a2)",
                "n & 3",
                "n | m",
                "n ^ m",
                "n << 1",
                "(n and m)",
                "(not n)",
                "!n",
                "if(n > 1, 1, m)",
                "ifnull(n, 0)",
                "cast(t as signed)",
                "extract(day from a)",
                "char_length(t)",
                "timestampdiff(day, a, a2)",
            ]),
            10 if self.is(Dialect::Postgres) => self.pick(&[
                "n / 2",
                "mod(n, 3)",
                "position('a' in t)",
                "strpos(t, 'a')",
                "n & 3",
                "n | m",
                "n # m",
                "n << 1",
                "greatest(n, m)",
                "least(n, 3)",
                "t::int",
                "cast(t as integer)",
                "char_length(t)",
                "jsonb_array_length(j)",
                "dt - dt",
                "(n is null)::int",
            ]),
            10 => self.pick(&[
                "n / 2",
                "instr(t, 'a')",
                "n & 3",
                "n | m",
                "n << 1",
                "max(n, m)",
                "min(n, 3)",
                "CAST(t AS INTEGER)",
                "unicode(t)",
                "iif(n > 1, 1, m)",
            ]),
            11 if !self.is(Dialect::Sqlite) => format!(
                "{}({}, {})",
                self.pick(&["greatest", "least"]),
                self.int(d),
                self.int(0)
            ),
            _ => format!("({})", self.int(d)),
        }
    }

    /// An integer that may stand beside an operator.
    fn atom_int(&mut self, depth: usize) -> String {
        if depth == 0 || self.below(2) == 0 {
            return self.pick(&["n", "m", "3", "17"]);
        }
        format!("({})", self.int(depth))
    }

    fn decimal(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&["d", "f", "0.5", "1.50", "100.0"]);
        }
        match self.below(5) {
            0 => format!("({} * {})", self.decimal(depth - 1), self.decimal(0)),
            1 => format!("({} + {})", self.decimal(depth - 1), self.int(0)),
            2 => "round(d, 1)".to_owned(),
            3 if !self.is(Dialect::Sqlite) => self.pick(&[
                "floor(f)",
                "ceil(f)",
                "ceiling(f)",
                "sqrt(f)",
                "power(f, 2)",
                "round(f)",
                "abs(d)",
            ]),
            _ => format!("coalesce({}, 0)", self.decimal(depth - 1)),
        }
    }

    fn text(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.pick(&[
                "t",
                "s",
                "x",
                "'a'",
                "'it''s'",
                "''",
                "'a%b_c'",
                "'ü -- /* #'",
            ]);
        }
        let d = depth - 1;
        match self.below(9) {
            0 => format!("lower({})", self.text(d)),
            1 => format!("upper({})", self.text(d)),
            2 => format!("trim({})", self.text(d)),
            3 => format!("replace({}, 'a', 'b')", self.text(d)),
            4 => format!("coalesce({}, {})", self.text(d), self.text(0)),
            5 => format!(
                "CASE WHEN {} THEN {} ELSE {} END",
                self.truth(d),
                self.text(d),
                self.text(0)
            ),
            6 if self.mysql() => self.pick(&[
                "concat(t, '-', s)",
                "substring(t, 1, 2)",
                "substr(t from 2)",
                "mid(t, 1, 2)",
                "left(t, 2)",
                "ucase(t)",
                "lcase(t)",
                "cast(n as char)",
                "cast(n as char(10))",
                "concat_ws(',', t, s)",
                "\"double\"",
                "if(n > 1, t, s)",
                "json_unquote(json_extract(j, '$.a'))",
                "json_value(j, '$.a')",
                "lpad(t, 5, 'x')",
                "reverse(t)",
                "trim(both 'x' from t)",
                "t collate utf8mb4_bin",
            ]),
            6 if self.is(Dialect::Postgres) => self.pick(&[
                "t || s",
                "t || '-' || s",
                "substring(t from 1 for 2)",
                "substring(t, 2)",
                "substr(t, 1, 2)",
                "left(t, 2)",
                "right(t, 2)",
                "n::text",
                "cast(n as text)",
                "concat(t, s)",
                "j ->> 'a'",
                "split_part(t, ',', 1)",
                "lpad(t, 5, 'x')",
                "trim(both 'x' from t)",
                "btrim(t)",
                "nullif(t, '')",
                "md5(t)",
                "t::text",
                "x::varchar(5)",
            ]),
            6 => self.pick(&[
                "t || s",
                "substr(t, 1, 2)",
                "CAST(n AS TEXT)",
                "j ->> '$.a'",
                "ltrim(t)",
                "hex(t)",
                "printf('%d', n)",
            ]),
            7 if self.is(Dialect::MySql) => self.pick(&["j->>'$.a'", "j->>\"$.b\""]),
            _ => self.text(d),
        }
    }

    fn moment(&mut self) -> String {
        if self.mysql() {
            return self.pick(&[
                "a",
                "a2",
                "'2024-01-31'",
                "'2024-01-31 10:00:00'",
                "a2 + interval 1 day",
                "date_add(a2, interval 2 hour)",
                "date_sub(a, interval 1 month)",
                "adddate(a, 7)",
                "timestamp '2024-01-31 10:00:00'",
                "date(a)",
                "cast(t as datetime)",
                "last_day(a)",
            ]);
        }
        if self.is(Dialect::Postgres) {
            return self.pick(&[
                "a",
                "a2",
                "'2024-01-31'",
                "'2024-01-31 10:00:00'",
                "a2 + interval '1 day'",
                "a - interval '2 hours'",
                "timestamp '2024-01-31 10:00:00'",
                "date_trunc('day', a)",
                "a::date",
                "now()",
                "current_timestamp",
                "localtimestamp",
                "z at time zone 'UTC'",
            ]);
        }
        self.pick(&[
            "a",
            "a2",
            "'2024-01-31'",
            "date(a)",
            "datetime(a, '+1 day')",
        ])
    }

    fn truth(&mut self, depth: usize) -> String {
        if depth == 0 {
            return format!(
                "{} {} {}",
                self.pick(&["n", "m", "w"]),
                self.pick(&["=", "<>", "!=", "<", "<=", ">", ">="]),
                self.pick(&["0", "1", "-1", "m"])
            );
        }
        let d = depth - 1;
        match self.below(20) {
            0 | 1 => format!(
                "{} {} {}",
                self.truth(d),
                self.pick(&["AND", "and"]),
                self.truth(d)
            ),
            2 | 3 => format!("{} OR {}", self.truth(d), self.truth(d)),
            4 => format!(
                "({} OR {}) AND {}",
                self.truth(d),
                self.truth(0),
                self.truth(d)
            ),
            5 => format!("NOT ({})", self.truth(d)),
            6 => format!(
                "{} BETWEEN {} AND {}",
                self.atom_int(d),
                self.atom_int(0),
                self.atom_int(0)
            ),
            7 => format!("{} NOT BETWEEN 1 AND 10", self.atom_int(d)),
            8 => format!(
                "{} {}IN ({}, {})",
                self.atom_int(d),
                self.pick(&["", "NOT "]),
                self.int(0),
                self.int(0)
            ),
            9 => format!(
                "{} {}IN ('a', 'it''s')",
                self.pick(&["t", "x"]),
                self.pick(&["", "NOT "])
            ),
            10 => format!("{} IN ({})", self.pick(&["n", "m"]), self.int(0)),
            11 => format!(
                "{} {}LIKE {}",
                self.pick(&["t", "s", "x"]),
                self.pick(&["", "NOT "]),
                self.pick(&["'a%'", "'%b_'", "s"])
            ),
            12 => format!(
                "{} IS {}NULL",
                self.pick(&["n", "t", "a", "j", "d", "(n + m)"]),
                self.pick(&["", "NOT "])
            ),
            13 => format!(
                "{} {} {}",
                self.pick(&["t", "s", "lower(t)", "x"]),
                self.pick(&["=", "<>", ">"]),
                self.text(d)
            ),
            14 => format!(
                "{} {} {}",
                self.pick(&["d", "f"]),
                self.pick(&["=", "<", ">="]),
                self.decimal(d)
            ),
            15 => format!(
                "{} {} {}",
                self.pick(&["a", "a2"]),
                self.pick(&["<", ">="]),
                self.moment()
            ),
            16 => format!("({}) = ({})", self.truth(d), self.truth(0)),
            17 => self.own_truth(),
            18 => format!(
                "{} {} {}",
                self.int(d),
                self.pick(&["=", "<", ">"]),
                self.int(0)
            ),
            _ => format!("({})", self.truth(d)),
        }
    }

    /// What only this engine has, or has in its own way.
    fn own_truth(&mut self) -> String {
        if self.mysql() {
            return self.pick(&[
                "n AND m",
                "n OR m > 1",
                "n XOR m",
                "NOT n",
                "n && m",
                "n || m",
                "b",
                "NOT b",
                "b IS TRUE",
                "n IS NOT TRUE",
                "t REGEXP '^a'",
                "t NOT REGEXP 'a'",
                "t RLIKE s",
                "n <=> m",
                "NOT (n <=> 1)",
                "json_valid(x)",
                "json_contains(j, '1')",
                "isnull(n)",
                "(n, m) = (1, 2)",
                "t SOUNDS LIKE 'a'",
                "b = true",
                "t LIKE 'a%' ESCAPE '|'",
            ]);
        }
        if self.is(Dialect::Postgres) {
            return self.pick(&[
                "b",
                "NOT b",
                "b IS TRUE",
                "b IS NOT TRUE",
                "b = true",
                "t ~ '^a'",
                "t !~* 'a'",
                "t ILIKE 'a%'",
                "t SIMILAR TO 'a%'",
                "n = ANY (ARRAY[1, 2])",
                "t = ANY (ARRAY['a', 'b'])",
                "n IS DISTINCT FROM m",
                "j @> '{\"a\": 1}'",
                "j ? 'a'",
                "jsonb_typeof(j) = 'object'",
                "(n, m) = (1, 2)",
                "extract(year from a) > 2000",
                "date_part('year', a) > 2000",
                "dt > current_date",
                "dt > '2024-01-31'",
                "tm > '10:00'",
                "(j ->> 'a')::int > 1",
            ]);
        }
        self.pick(&[
            "b",
            "NOT b",
            "t GLOB 'a*'",
            "n IS NOT 1",
            "n == 1",
            "json_valid(j)",
            "typeof(n) = 'integer'",
            "t LIKE 'a%' ESCAPE '|'",
        ])
    }

    fn case(&mut self) -> Case {
        let (place, text) = match self.below(10) {
            0..=4 => {
                let text = self.truth(3);
                // MySQL takes no number for a condition, however deep in parentheses it is.
                let text = if self.is(Dialect::MySql) {
                    format!("({text}) IS NOT FALSE")
                } else {
                    text
                };
                (Place::Check, text)
            }
            5 => (Place::Generated(Scalar::I64), self.int(3)),
            6 => (Place::Generated(Scalar::Text), self.text(3)),
            7 => (Place::Default(Scalar::I32), self.constant()),
            8 if self.is(Dialect::MariaDb) => (Place::Generated(Scalar::F64), self.decimal(2)),
            8 => {
                let text = if self.below(2) == 0 {
                    self.int(2)
                } else {
                    self.text(2)
                };
                (Place::Index, format!("({text})"))
            }
            _ if self.mysql() => (Place::Generated(Scalar::F64), self.decimal(2)),
            _ => (Place::Predicate, self.truth(2)),
        };
        Case { place, text }
    }

    fn constant(&mut self) -> String {
        let all = self.pick(&[
            "0",
            "-7",
            "+3",
            "'5'",
            "(1 + 2)",
            "(2 * (3 - 1))",
            "(abs(-3))",
            "(length('abc'))",
        ]);
        if self.is(Dialect::Sqlite) {
            all.replace('\'', "")
        } else {
            all
        }
    }
}

#[test]
fn random_expressions_come_back_as_they_were_declared() {
    let (cases, seed) = (number(CASES, 192), number(SEED, 1));
    Server::each(|server| {
        if server.dialect == Dialect::Postgres {
            return;
        }
        let mut grammar = Grammar {
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            dialect: server.dialect,
        };
        let all: Vec<Case> = (0..cases).map(|_| grammar.case()).collect();
        let outcome = server.try_all(&all);
        // A grammar does not know everything that a server refuses: a column of another length, a clock in an index.
        let refused = outcome.refused.len();
        assert!(
            refused * 4 < all.len(),
            "{}: {refused} of {cases} refused\n{}",
            server.dialect,
            outcome.refused.join("\n")
        );
        assert!(
            outcome.different.is_empty(),
            "{} with {SEED}={seed}: {} of {cases} different\n{}",
            server.dialect,
            outcome.different.len(),
            outcome.different.join("\n")
        );
    });
}
