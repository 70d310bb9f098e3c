//! Conditions.

use super::Grammar;
use erd_core::Dialect;

impl Grammar {
    pub(crate) fn truth(&mut self, depth: usize) -> String {
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
    pub(crate) fn own_truth(&mut self) -> String {
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
                "n / 2 = n::numeric / 2",
                "d::int = n::bigint",
                "f::numeric(10, 2) > d",
                "a::date = dt",
                "a::date < a",
                "a - a2 > '1 day'",
                "a + interval '36:00' > z",
                "dt - 7 < dt + 1",
                "tags @> ARRAY['a']",
                "tags && '{a, b}'",
                "'a' = ANY (names)",
                "n = ALL (nums || m)",
                "cardinality(tags) > w",
                "span @> n",
                "lower(span) BETWEEN 1 AND w",
                "during && tstzrange(z, NULL)",
                "gap * 2 > '1 month'",
                "ip << '10.0.0.0/8'",
                "ch = t",
                "ch = 'a'",
                "mood IN ('sad', 'ok')",
                "word ~ '^a'",
                "u = 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'",
                "(dt, a) OVERLAPS (a2, interval '1 day')",
                "n BETWEEN SYMMETRIC m AND 1.5",
                "num_nonnulls(n, t, a) = 1",
                "r4 + sm > 1.5",
                "sm * n = w / 2",
                "coalesce(j -> 'a', '{}') @> '[1]'",
                "jsonb_array_length(j -> 'a') > 0",
                "(t || n) COLLATE \"C\" > x",
                "CASE n WHEN 1 THEN b WHEN 2.5 THEN c END",
                "extract(epoch from a - a2) > 60",
                "to_tsvector('english', t) @@ to_tsquery('english', 'a')",
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
}
