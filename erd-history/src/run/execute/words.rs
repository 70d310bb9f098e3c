//! What a statement is, by its words: whether it may be run again, is a setting of the session, begins or ends a transaction.

use crate::Statement;

/// Whether a statement leads to the same, however often it is run. A transaction that was begun and not committed has left
/// nothing.
pub(super) fn is_repeatable(sql: &str) -> bool {
    if begins_transaction(sql) {
        return true;
    }
    let mut words = sql.split_whitespace().map(str::to_ascii_uppercase);
    let words: Vec<_> = words.by_ref().take(4).collect();
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    let is_definition = matches!(
        words.as_slice(),
        ["DROP", _, "IF", "EXISTS"] | ["CREATE", "OR", "REPLACE", _]
    );
    is_definition || is_modification(sql)
}

/// Whether a statement gives a column of the MySQL family its whole definition anew.
fn is_modification(sql: &str) -> bool {
    let Some(rest) = sql.strip_prefix("ALTER TABLE ") else {
        return false;
    };
    // Behind the name, and that of its database, in backquotes.
    let mut quoted = false;
    let end = rest.find(|c: char| {
        quoted ^= c == '`';
        c == ' ' && !quoted
    });
    end.is_some_and(|end| rest[end..].starts_with(" MODIFY COLUMN "))
}

fn first_word(sql: &str) -> &str {
    sql.split_whitespace().next().unwrap_or_default()
}

pub(super) fn is_setting(sql: &str) -> bool {
    ["SET", "PRAGMA"]
        .iter()
        .any(|word| first_word(sql).eq_ignore_ascii_case(word))
}

fn begins_transaction(sql: &str) -> bool {
    let words = sql.split_whitespace().map(str::to_ascii_uppercase);
    let words: Vec<_> = words.take(2).collect();
    words.first().is_some_and(|word| word == "BEGIN") || words == ["START", "TRANSACTION"]
}

/// Whether a transaction that the statements begin themselves is open at one of them, with settings of the session alone
/// before it: its failure leaves nothing.
pub(super) fn is_in_own_transaction(statements: &[Statement], i: usize) -> bool {
    let before = &statements[..i];
    let begin = before.iter().position(|s| begins_transaction(&s.sql));
    begin.is_some_and(|begin| {
        before[..begin].iter().all(|s| is_setting(&s.sql))
            && !before[begin..].iter().any(|s| ends_transaction(&s.sql))
    })
}

pub(super) fn ends_transaction(sql: &str) -> bool {
    ["COMMIT", "END"]
        .iter()
        .any(|word| sql.trim().eq_ignore_ascii_case(word))
}

/// What takes `SET name = value` statements back.
pub(super) fn reset(settings: &str) -> String {
    let names = settings.split(';').filter_map(|setting| {
        let name = setting.trim().strip_prefix("SET ")?.split('=').next()?;
        Some(format!("RESET {}", name.trim()))
    });
    names.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_run_again() {
        for sql in [
            "DROP PROCEDURE IF EXISTS p",
            "create or replace view v AS SELECT 1",
            "ALTER TABLE `a b`.`c``d` MODIFY COLUMN `x` int NOT NULL, ALGORITHM=INPLACE",
        ] {
            assert!(is_repeatable(sql), "{sql}");
        }
        for sql in [
            "DROP TABLE t",
            "INSERT INTO t VALUES (1)",
            "ALTER TABLE `t MODIFY COLUMN ` ADD COLUMN x int",
            "ALTER TABLE `t` DROP COLUMN `x`",
        ] {
            assert!(!is_repeatable(sql), "{sql}");
        }
    }

    #[test]
    fn settings_are_taken_back() {
        let settings = "SET lock_timeout = '2000ms'; SET statement_timeout = 0";
        assert_eq!(
            reset(settings),
            "RESET lock_timeout; RESET statement_timeout"
        );
    }
}
