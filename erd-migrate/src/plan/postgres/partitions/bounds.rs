//! Bounds of a partition as a condition on rows.

use erd_core::schema::PartitionKind;

/// The condition that is true of the rows which belong into those bounds. PostgreSQL finds it equal to its own, so that
/// a check of the opposite saves it from reading the DEFAULT partition. `None` where the bounds are of several columns or
/// not understood.
pub(super) fn condition(kind: PartitionKind, key: &str, bounds: &str) -> Option<String> {
    let rest = after(bounds, &["FOR", "VALUES"])?;
    match kind {
        PartitionKind::Range => {
            let (from, rest) = list(after(rest, &["FROM"])?)?;
            let (to, rest) = list(after(rest, &["TO"])?)?;
            let ([from], [to], "") = (&from[..], &to[..], rest.trim()) else {
                return None;
            };
            let mut all = vec![format!("{key} IS NOT NULL")];
            if !from.eq_ignore_ascii_case("MINVALUE") {
                all.push(format!("{key} >= {from}"));
            }
            if !to.eq_ignore_ascii_case("MAXVALUE") {
                all.push(format!("{key} < {to}"));
            }
            Some(all.join(" AND "))
        }
        PartitionKind::List => {
            let (values, rest) = list(after(rest, &["IN"])?)?;
            if !rest.trim().is_empty() {
                return None;
            }
            let null = |value: &&String| value.eq_ignore_ascii_case("NULL");
            let with_null = values.iter().any(|value| null(&value));
            let some: Vec<_> = values.iter().filter(|v| !null(v)).cloned().collect();
            let some = (!some.is_empty()).then(|| format!("{key} IN ({})", some.join(", ")));
            Some(match (some, with_null) {
                (Some(some), false) => format!("{key} IS NOT NULL AND {some}"),
                (Some(some), true) => format!("{key} IS NULL OR {some}"),
                (None, _) => format!("{key} IS NULL"),
            })
        }
        PartitionKind::Hash => None,
    }
}

/// What follows those words.
fn after<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().try_fold(text, |text, word| {
        let text = text.trim_start();
        let head = text.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
    })
}

/// The items of a list in parentheses, and what follows it.
fn list(text: &str) -> Option<(Vec<String>, &str)> {
    let text = text.trim_start().strip_prefix('(')?;
    let (mut items, mut depth, mut quoted, mut start) = (Vec::new(), 0, false, 0);
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' if depth == 0 => {
                items.push(text[start..at].trim().to_owned());
                return Some((items, &text[at + 1..]));
            }
            ')' => depth -= 1,
            ',' if depth == 0 => {
                items.push(text[start..at].trim().to_owned());
                start = at + 1;
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_become_conditions() {
        let range = |bounds| condition(PartitionKind::Range, "at", bounds);
        let list = |bounds| condition(PartitionKind::List, "at", bounds);
        for (found, expected) in [
            (
                range("for values from ('a,(''') to (maxvalue)"),
                "at IS NOT NULL AND at >= 'a,('''",
            ),
            (
                range("FOR VALUES FROM (date(1, 2)) TO (3)"),
                "at IS NOT NULL AND at >= date(1, 2) AND at < 3",
            ),
            (
                list("FOR VALUES IN (1, 'b)')"),
                "at IS NOT NULL AND at IN (1, 'b)')",
            ),
            (list("FOR VALUES IN (NULL, 2)"), "at IS NULL OR at IN (2)"),
            (list("FOR VALUES IN (null)"), "at IS NULL"),
        ] {
            assert_eq!(found.as_deref(), Some(expected));
        }
        for text in [
            "",
            "DEFAULT",
            "FOR VALUES FROM (1, 2) TO (3, 4)",
            "FOR VALUES FROM ('",
        ] {
            assert_eq!(range(text), None, "{text}");
        }
    }
}
