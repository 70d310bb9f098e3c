//! Scripts: lists of statements that are never text to be split again.

use std::fmt;

/// One SQL statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The text, without a final `;`. A trigger's body may hold `;` and line feeds.
    pub sql: String,
    /// The table it belongs to, as `namespace.table` or `table`; `None` for what tables share.
    pub table: Option<String>,
}

/// Statements in the order in which they run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// The statements.
    pub statements: Vec<Statement>,
}

impl Script {
    /// The text of each statement, without a final `;`.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.statements.iter().map(|s| s.sql.as_str())
    }

    /// Whether there is nothing to run.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    pub(crate) fn push(&mut self, table: Option<&str>, sql: String) {
        self.statements.push(Statement {
            sql,
            table: table.map(str::to_owned),
        });
    }
}

/// Every statement with its `;`. Statements of one line about the same table stand together; all others are set apart by
/// a blank line.
impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut previous: Option<(&Statement, bool)> = None;
        for statement in &self.statements {
            let one_line = !statement.sql.contains('\n');
            if previous.is_some_and(|(p, was)| !(was && one_line && p.table == statement.table)) {
                f.write_str("\n")?;
            }
            f.write_str(&statement.sql)?;
            f.write_str(";\n")?;
            previous = Some((statement, one_line));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_about_one_table_stand_together() {
        let mut script = Script::default();
        script.push(Some("a"), "CREATE TABLE a (\n    x\n)".into());
        script.push(Some("a"), "CREATE INDEX i ON a (x)".into());
        script.push(Some("a"), "CREATE INDEX j ON a (x)".into());
        script.push(Some("b"), "DROP TABLE b".into());
        assert_eq!(
            script.to_string(),
            "CREATE TABLE a (\n    x\n);\n\nCREATE INDEX i ON a (x);\nCREATE INDEX j ON a (x);\n\nDROP TABLE b;\n"
        );
    }
}
