//! Numbers.

use super::Grammar;
use erd_core::Dialect;

impl Grammar {
    pub(crate) fn int(&mut self, depth: usize) -> String {
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
                "n::bigint",
                "sm + sm",
                "d::int",
                "w % 3",
                "nums[1]",
                "upper(span) - 1",
                "extract(year from a)::int",
                "-(-m)",
                "- -m",
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
    pub(crate) fn atom_int(&mut self, depth: usize) -> String {
        if depth == 0 || self.below(2) == 0 {
            return self.pick(&["n", "m", "3", "17"]);
        }
        format!("({})", self.int(depth))
    }

    pub(crate) fn decimal(&mut self, depth: usize) -> String {
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
}
