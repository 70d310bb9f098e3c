//! Which places the target of an allow covers. `const`, because const evaluation asks too.

/// Whether a target such as `orders`, `orders.customer_id` or `*.legacy_*` covers a logical path. `*` stands for any
/// text; a target also covers what is inside of it, so a table covers its columns.
pub(crate) const fn covers(target: &str, path: &str) -> bool {
    let (target, path) = (target.as_bytes(), path.as_bytes());
    if matches(target, path) {
        return true;
    }
    let mut dot = 0;
    while dot < path.len() {
        if path[dot] == b'.' && matches(target, path.split_at(dot).0) {
            return true;
        }
        dot += 1;
    }
    false
}

/// Greedy matching with one point to go back to: linear in practice, quadratic at worst.
pub(super) const fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star = None;
    while t < text.len() {
        if p < pattern.len() && pattern[p] == b'*' {
            star = Some((p, t));
            p += 1;
        } else if p < pattern.len() && pattern[p] == text[t] {
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
    while p < pattern.len() && pattern[p] == b'*' {
        p += 1;
    }
    p == pattern.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        super::matches(pattern.as_bytes(), text.as_bytes())
    }

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
