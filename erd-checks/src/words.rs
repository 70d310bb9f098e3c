//! The little that rules understand of other SQL than predicates: which names it mentions.

use erd_core::schema::Sql;

/// Whether a text mentions `name` as a word of its own, in any case.
pub(crate) fn mentions(sql: &str, name: &str) -> bool {
    sql.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .any(|word| word.eq_ignore_ascii_case(name))
}

/// Whether the text of some dialect mentions one of `names`.
pub(crate) fn any_mentions(sql: &Sql, names: &[&str]) -> bool {
    sql.texts()
        .any(|text| names.iter().any(|name| mentions(text, name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_whole_word() {
        assert!(mentions("coalesce(\"Parent_id\", 0)", "parent_id"));
        assert!(!mentions("grandparent_id = 1", "parent_id"));
        assert!(any_mentions(&Sql::new("uuid_v4()"), &["a", "uuid_v4"]));
        assert!(!any_mentions(&Sql::default(), &["a"]));
    }
}
