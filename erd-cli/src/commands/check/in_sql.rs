//! Help in the words of SQL, for a table that no code declares: what is described of a database has no attributes.

/// Phrases with an attribute, and what they are in SQL.
const PHRASES: &[(&str, &str)] = &[
    (
        "add `#[erd(index)]` to the field, or an index that starts",
        "create an index that starts",
    ),
    (
        "add `#[erd(unique)]` to the field",
        "add a unique constraint on the column",
    ),
    (
        "add `#[erd(unique)]`",
        "add a unique constraint on the column",
    ),
    (
        "add `#[erd(index)]` to the field",
        "create an index on the column",
    ),
    (
        "add `#[erd(primary_key)]` to a field, or `#[erd(primary_key(a, b))]` to the struct",
        "add a primary key",
    ),
    (
        "make the primary key `#[erd(primary_key(",
        "make the primary key (",
    ),
    ("add `#[erd(primary_key(", "add a primary key on ("),
    ("write `#[erd(primary_key(", "make the primary key ("),
    ("add `#[erd(unique(", "add a unique constraint on ("),
    ("add `#[erd(index(", "create an index on ("),
    ("))]` to the struct", ")"),
    ("))]` on the struct", ")"),
    ("))]`", ")"),
    (
        "add `#[erd(max_len = ..)]`",
        "limit the length: `varchar(n)`, or a check",
    ),
    (
        "with `#[erd(precision(12, 2))]`",
        "with its digits: `numeric(12, 2)`",
    ),
    (
        "make it an `i64`, or leave `identity` out",
        "make it a `bigint`, or take its numbering away",
    ),
    (
        "leave `strict = false` out",
        "create the table again with STRICT behind its columns",
    ),
    (
        "leave `engine` out: InnoDB stores it then",
        "convert the table to `ENGINE = InnoDB`",
    ),
    ("`on_delete = restrict`", "ON DELETE RESTRICT"),
    ("`on_delete = cascade`", "ON DELETE CASCADE"),
    ("`on_delete = set_null`", "ON DELETE SET NULL"),
    ("`on_delete = ..`", "ON DELETE"),
    (
        "`on_delete = no_action, deferrable`",
        "ON DELETE NO ACTION DEFERRABLE",
    ),
    ("`on_update = cascade`", "ON UPDATE CASCADE"),
    ("`on_update`", "ON UPDATE"),
    ("`restrict`", "RESTRICT"),
    ("`cascade`", "CASCADE"),
    ("`set_null`", "SET NULL"),
    ("`no_action`", "NO ACTION"),
    ("` an `Option`", "` nullable"),
    ("on an `Option`", "on a nullable column"),
    ("an `i64`", "a `bigint`"),
    ("`DateTime<Utc>` or `OffsetDateTime`", "`timestamptz`"),
];

/// The same in SQL; nothing where only code can say it.
pub(super) fn in_sql(help: &str) -> Option<String> {
    let mut text = help.to_owned();
    for (code, sql) in PHRASES {
        if text.contains(code) {
            text = text.replace(code, sql);
        }
    }
    (!speaks_of_code(&text)).then_some(text)
}

/// Attributes that say what an application means, and types of Rust.
fn speaks_of_code(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "#[erd(",
        "#[derive",
        "`access(",
        "`retain(",
        "`loose",
        "`junction(",
        "`tenant(",
        "`scope",
        "scope = live",
        "`references(",
        "`bounded(",
        "`sync =",
        "`select(",
        "`allow(",
        "`embed",
        "on_soft_delete",
        "`column =",
        "`renamed_from",
        "`shard_by",
        "`reference_table",
        "premake",
        "`Option",
        "`sql_type",
        "`generated =",
        "`generated(",
        "`denormalized",
        "the struct",
        "the field",
        "`options(",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::in_sql;

    #[test]
    fn help_is_said_in_sql_or_not_at_all() {
        let said = |help: &str| in_sql(help).unwrap_or_default();
        assert_eq!(
            said("add `#[erd(index)]` to the field, or an index that starts with (customer_id)"),
            "create an index that starts with (customer_id)"
        );
        assert_eq!(
            said("add `#[erd(index(a, b))]` to the struct; their order is free"),
            "create an index on (a, b); their order is free"
        );
        assert_eq!(
            said("make the primary key `#[erd(primary_key(a, b))]`, or add `#[erd(unique(a, b))]`"),
            "make the primary key (a, b), or add a unique constraint on (a, b)"
        );
        assert_eq!(
            said(
                "add `on_delete = ..` with `restrict`, `cascade` or `set_null`; `no_action` is what happens without it"
            ),
            "add ON DELETE with RESTRICT, CASCADE or SET NULL; NO ACTION is what happens without it"
        );
        assert_eq!(
            said("remove `on_update = cascade` and never change the key"),
            "remove ON UPDATE CASCADE and never change the key"
        );
        assert_eq!(said("keep one identity"), "keep one identity");
        assert_eq!(
            in_sql("add `#[erd(retain(\"90 days\"))]` to the struct"),
            None
        );
    }
}
