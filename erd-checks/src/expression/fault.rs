//! Operators that lack an operand: no server takes such a text.

use super::lex::{Token, tokens};
use erd_core::Dialect;

/// What is wrong with an expression, if every dialect whose lexis fits the text sees it, such as that nothing
/// stands behind `>`.
pub fn fault(sql: &str) -> Option<String> {
    let mut found = None;
    for dialect in Dialect::ALL {
        if let Some(tokens) = tokens(sql, dialect) {
            found = Some(dangling(&tokens)?);
        }
    }
    found
}

/// Operators that have an operand on either side wherever they stand. A sign may have none before it, and `*` may stand
/// for all columns.
const BINARY: &[&str] = &["=", "==", "<", ">", "<=", ">=", "<>", "!=", "||", "/", "%"];
const JOINING: &[&str] = &["and", "or"];

fn dangling(tokens: &[Token<'_>]) -> Option<String> {
    // `OPERATOR(pg_catalog.=)` names one.
    if tokens.iter().any(|token| token.is_word(&["operator"])) {
        return None;
    }
    for (i, token) in tokens.iter().enumerate() {
        let (before, behind) = (i.checked_sub(1).map(|i| &tokens[i]), tokens.get(i + 1));
        let shown = match token {
            Token::Operator(operator) => operator,
            Token::Word(word) => word,
            _ => continue,
        };
        // `t.and` is a name.
        if [before, behind].contains(&Some(&Token::Symbol('.'))) {
            continue;
        }
        let joins = token.is_word(JOINING);
        let binary = joins || is_binary(token);
        let needs_operand =
            binary || token.is_word(&["not"]) || matches!(token, Token::Operator("+" | "-"));
        if needs_operand && behind.is_none_or(ends) {
            return Some(format!("nothing stands behind `{shown}`"));
        }
        if binary && before.is_none_or(begins) {
            return Some(format!("nothing stands before `{shown}`"));
        }
    }
    None
}

/// What no operand begins with.
fn ends(token: &Token<'_>) -> bool {
    matches!(token, Token::Symbol(')' | ']' | ',')) || token.is_word(JOINING) || is_binary(token)
}

/// What no operand ends with.
fn begins(token: &Token<'_>) -> bool {
    matches!(token, Token::Symbol('(' | '[' | ','))
}

fn is_binary(token: &Token<'_>) -> bool {
    matches!(token, Token::Operator(operator) if BINARY.contains(operator))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn an_operator_has_its_operands() {
        for (bad, expected) in [
            ("n >", "nothing stands behind `>`"),
            ("n > AND m > 0", "nothing stands behind `>`"),
            ("(n >= ) OR m", "nothing stands behind `>=`"),
            ("a AND", "nothing stands behind `AND`"),
            ("= 1", "nothing stands before `=`"),
            ("(OR a)", "nothing stands before `OR`"),
            ("a + ", "nothing stands behind `+`"),
            ("a and not", "nothing stands behind `not`"),
            ("lower(a ||) = b", "nothing stands behind `||`"),
            ("a = = b", "nothing stands behind `=`"),
        ] {
            assert_eq!(fault(bad).as_deref(), Some(expected), "{bad}");
        }
        for good in [
            "n > -1",
            "a = ANY (b)",
            "count(*) > 0",
            "a OPERATOR(pg_catalog.=) b",
            "@ a > 1",
            "|/ a > 1",
            "~a = 1",
            "a IN (1, 2) AND (b OR c)",
            "a = 'x' -- =",
            "NOT a",
            "now()",
            "-1",
            "varchar(10)",
            "numeric(10, 2)[]",
            "CASE WHEN a THEN 1 ELSE -1 END",
            "a BETWEEN 1 AND 2",
            "a -> 'b' ->> 'c' = 'd'",
            "\"and\" = 1",
            "a=-1",
        ] {
            assert_eq!(fault(good), None, "{good}");
        }
    }
}
