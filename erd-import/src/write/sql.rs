//! SQL texts, names and numbers as attributes write them.

use super::attribute::Item;
use crate::literal::literal;
use erd_core::schema::{ObjectName, Sql};

/// `name = "sql"`, or `name(postgres = "sql", ..)` where dialects differ; nothing for no text.
pub(super) fn sql(name: &str, sql: &Sql) -> Option<Item> {
    if sql.is_empty() {
        return None;
    }
    match (&sql.any, &sql.by_dialect[..]) {
        (Some(any), []) => Some(Item::text(name, any)),
        _ => Some(Item::list(name, texts(sql))),
    }
}

/// `"sql"`, or `postgres = "sql", ..`: what stands in the parentheses of `expr(..)`.
pub(super) fn texts(sql: &Sql) -> Vec<Item> {
    if let (Some(any), []) = (&sql.any, &sql.by_dialect[..]) {
        return vec![Item::word(literal(any))];
    }
    let mut items = Vec::new();
    for dialect in erd_core::Dialect::ALL {
        if let Some(text) = sql.get(dialect) {
            items.push(Item::text(dialect.name(), text));
        }
    }
    items
}

/// `name`, or `namespace.name`; a part that has a dot or a quote in it stands in double quotes.
pub(super) fn object_name(name: &ObjectName) -> String {
    let part = |part: &str| {
        if part.contains(['.', '"']) {
            format!("\"{}\"", part.replace('"', "\"\""))
        } else {
            part.to_owned()
        }
    };
    match &name.schema {
        Some(schema) => format!("{}.{}", part(schema), part(&name.name)),
        None => part(&name.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::Dialect;

    #[test]
    fn a_text_is_written_once_where_dialects_agree() {
        assert_eq!(sql("default", &Sql::default()), None);
        assert_eq!(
            sql("default", &Sql::new("now()")),
            Some(Item::Plain("default = \"now()\"".to_owned()))
        );
        let one = Sql {
            any: None,
            by_dialect: vec![(Dialect::Postgres, "now()".to_owned())],
        };
        assert_eq!(
            sql("default", &one),
            Some(Item::list("default", vec![Item::text("postgres", "now()")]))
        );
    }

    #[test]
    fn a_name_with_a_dot_is_quoted() {
        let name = |schema: Option<&str>, name: &str| {
            object_name(&ObjectName {
                schema: schema.map(str::to_owned),
                name: name.to_owned(),
            })
        };
        assert_eq!(name(None, "a"), "a");
        assert_eq!(name(Some("s.x"), "say \"a\""), "\"s.x\".\"say \"\"a\"\"\"");
    }
}
