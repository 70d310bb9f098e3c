//! The rules, in the order in which lists show them.

use crate::Rule;

/// Every rule.
pub static RULES: &[&Rule] = &[];

/// The rule of that id (`F01`, in any case) or slug (`fk_without_index`).
pub fn find_rule(id_or_slug: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.id.eq_ignore_ascii_case(id_or_slug) || r.slug == id_or_slug)
}
