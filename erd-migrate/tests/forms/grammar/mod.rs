//! Random expressions of a typed grammar.

mod numbers;
mod texts;
mod truth;

use crate::server::{Case, Place};
use erd_core::{Dialect, Family, Scalar};

/// What an expression is made by.
pub(crate) struct Grammar {
    state: u64,
    pub(crate) dialect: Dialect,
}

impl Grammar {
    pub(crate) fn new(seed: u64, dialect: Dialect) -> Self {
        Self {
            state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            dialect,
        }
    }

    /// A number below `end` (xorshift).
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap_or(0) % end
    }

    pub(crate) fn pick(&mut self, all: &[&str]) -> String {
        all[self.below(all.len())].to_owned()
    }

    pub(crate) fn is(&self, dialect: Dialect) -> bool {
        self.dialect == dialect
    }

    pub(crate) fn mysql(&self) -> bool {
        self.dialect.is(Family::MySql)
    }

    pub(crate) fn case(&mut self) -> Case {
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

    pub(crate) fn constant(&mut self) -> String {
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
