//! Which places the target of an allow covers.

/// Whether a target such as `orders`, `orders.customer_id` or `*.legacy_*` covers a logical path. `*` stands for any
/// text; a target also covers what is inside of it, so a table covers its columns.
pub(super) fn covers(target: &str, path: &str) -> bool {
    matches(target, path)
        || path
            .match_indices('.')
            .any(|(dot, _)| matches(target, &path[..dot]))
}

/// Greedy matching with one point to go back to: linear in practice, quadratic at worst.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    let mut star = None;
    while t < text.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, t));
            p += 1;
        } else if pattern.get(p) == Some(&text[t]) {
            p += 1;
            t += 1;
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            p = at + 1;
            t = from + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_text() {
        assert!(matches("*", "") && matches("*", "orders.id"));
        assert!(matches("orders.*_id", "orders.customer_id"));
        assert!(matches("*.a*c", "t.abcabc"));
        assert!(!matches("orders.*_id", "orders.customer"));
        assert!(!matches("orders", "orders2") && !matches("orders2", "orders"));
        assert!(!matches("", "orders") && matches("", ""));
    }

    #[test]
    fn a_table_covers_what_is_in_it() {
        assert!(covers("orders", "orders.customer_id"));
        assert!(covers("billing", "billing.orders.customer_id"));
        assert!(covers("billing.orders", "billing.orders.customer_id"));
        assert!(!covers("order", "orders.customer_id"));
        assert!(!covers("customer_id", "orders.customer_id"));
    }
}
