//! Texts and moments.

use super::Grammar;
use erd_core::Dialect;

impl Grammar {
    pub(crate) fn text(&mut self, depth: usize) -> String {
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
                "t::char(3)",
                "ch || t",
                "tags[1]",
                "n || t",
                "coalesce(word, ch, t)",
                "upper(word)",
                "regexp_replace(t, '\\D', '', 'g')",
                "overlay(t placing 'x' from 2)",
                "d::text",
                "E'a\\nb'",
                "format('%s', t)",
                "(j -> 'a')::text",
                "repeat('a', n)",
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

    pub(crate) fn moment(&mut self) -> String {
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
}
