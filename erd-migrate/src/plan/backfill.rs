//! Batches as statements that every tool can run.
//!
//! The batches walk the table along its key, so that no batch reads what an earlier one did, and each is a transaction of
//! its own. A run that is cut off starts again at the first key; the condition skips what is done.

use super::Backfill;
use erd_core::{Dialect, Family};
use std::fmt::Write as _;

impl Backfill {
    /// The statements that run all batches. PostgreSQL and the MySQL family commit after each one, so they must not run
    /// in a transaction; SQLite, whose writers exclude each other anyway, needs one statement.
    pub fn statements(&self, dialect: Dialect) -> Vec<String> {
        match dialect.family() {
            Family::Postgres => vec![self.postgres()],
            Family::MySql => self.mysql(),
            Family::Sqlite => vec![format!(
                "UPDATE {} SET {} WHERE {}",
                self.table, self.set, self.condition
            )],
        }
    }

    fn postgres(&self) -> String {
        let Self { table, set, .. } = self;
        let mut declare = String::new();
        for (i, key) in self.key.iter().enumerate() {
            // Writing to a string does not fail.
            let _ = writeln!(declare, "    after_{i} {table}.{key}%TYPE;");
            let _ = writeln!(declare, "    until_{i} {table}.{key}%TYPE;");
        }
        let keys = self.key.join(", ");
        let after = self.variables("after_");
        let until = self.variables("until_");
        let down = self.descending();
        let step = self.each(|i| format!("        after_{i} := until_{i};\n"));
        format!(
            "DO $erd$\nDECLARE\n    started boolean := false;\n{declare}BEGIN\n    LOOP\n        \
             SELECT {keys} INTO {until} FROM (\n            \
             SELECT {keys} FROM {table} WHERE NOT started OR ({keys}) > ({after}) ORDER BY {keys} LIMIT {rows}\n        \
             ) batch ORDER BY {down} LIMIT 1;\n        \
             EXIT WHEN NOT FOUND;\n        \
             UPDATE {table} SET {set}\n        WHERE (NOT started OR ({keys}) > ({after})) AND ({keys}) <= ({until}) AND ({condition});\n        \
             COMMIT;\n        PERFORM pg_sleep({pause});\n{step}        started := true;\n    END LOOP;\nEND\n$erd$",
            rows = self.rows,
            condition = self.condition,
            pause = f64::from(self.pause_ms) / 1000.0,
        )
    }

    /// User variables, because a procedure's own need types, which MySQL cannot take from a column.
    fn mysql(&self) -> Vec<String> {
        let Self { table, set, .. } = self;
        let keys = self.key.join(", ");
        let after = self.variables("@erd_after_");
        let until = self.variables("@erd_until_");
        let down = self.descending();
        let clear = self.each(|i| format!("        SET @erd_until_{i} = NULL;\n"));
        let step = self.each(|i| format!("        SET @erd_after_{i} = @erd_until_{i};\n"));
        let body = format!(
            "CREATE PROCEDURE erd_backfill()\nBEGIN\n    SET @erd_started = 0;\n    batches: LOOP\n{clear}        \
             SELECT {keys} INTO {until} FROM (\n            \
             SELECT {keys} FROM {table} WHERE @erd_started = 0 OR ({keys}) > ({after}) ORDER BY {keys} LIMIT {rows}\n        \
             ) batch ORDER BY {down} LIMIT 1;\n        \
             IF @erd_until_0 IS NULL THEN LEAVE batches; END IF;\n        \
             UPDATE {table} SET {set}\n        WHERE (@erd_started = 0 OR ({keys}) > ({after})) AND ({keys}) <= ({until}) AND ({condition});\n        \
             COMMIT;\n        DO SLEEP({pause});\n{step}        SET @erd_started = 1;\n    END LOOP;\nEND",
            rows = self.rows,
            condition = self.condition,
            pause = f64::from(self.pause_ms) / 1000.0,
        );
        let drop = "DROP PROCEDURE IF EXISTS erd_backfill".to_owned();
        vec![drop.clone(), body, "CALL erd_backfill()".to_owned(), drop]
    }

    /// A line per key column.
    fn each(&self, line: impl Fn(usize) -> String) -> String {
        (0..self.key.len()).map(line).collect::<Vec<_>>().concat()
    }

    fn variables(&self, prefix: &str) -> String {
        let names: Vec<_> = (0..self.key.len())
            .map(|i| format!("{prefix}{i}"))
            .collect();
        names.join(", ")
    }

    fn descending(&self) -> String {
        let keys: Vec<_> = self.key.iter().map(|key| format!("{key} DESC")).collect();
        keys.join(", ")
    }
}
