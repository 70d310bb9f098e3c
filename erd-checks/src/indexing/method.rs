//! What PostgreSQL's methods of indexes lack, and what no engine keeps as the key or the predicate of an index.

use crate::columns::spelling;
use crate::expression::kind::no_condition;
use crate::expression::steady::{beyond_row, changing};
use crate::plain::plain;
use erd_core::schema::{Column, Index, IndexKey, KeyPart, Order, Table, Type};
use erd_core::{Dialect, Scalar};

/// Why PostgreSQL makes no index of that method, as it is declared.
pub(crate) fn lacking(table: &Table, index: &Index) -> Option<String> {
    let method = index.method.as_deref().unwrap_or("btree").to_lowercase();
    let ordered = index
        .keys
        .iter()
        .any(|key| key.order == Order::Desc || key.nulls.is_some());
    let (orders, includes, several) = match method.as_str() {
        "btree" => (true, true, true),
        "gist" => (false, true, true),
        "spgist" => (false, true, false),
        "gin" | "brin" => (false, false, true),
        "hash" => (false, false, false),
        _ => return None,
    };
    let lacks = if ordered && !orders {
        "has no `desc` or `nulls`"
    } else if !index.include.is_empty() && !includes {
        "has no `include`"
    } else if index.keys.len() > 1 && !several {
        "has one key"
    } else {
        let mut keys = index.keys.iter();
        return keys.find_map(|key| unsorted(table, key, &method));
    };
    Some(format!("is `{method}`, which {lacks}"))
}

/// Types without an order that a btree could keep.
const UNORDERED: [&str; 13] = [
    "json",
    "xml",
    "point",
    "line",
    "lseg",
    "box",
    "path",
    "polygon",
    "circle",
    "cid",
    "xid",
    "txid_snapshot",
    "jsonpath",
];

/// A key whose type the method does not hold, or which is no text that a collation could sort.
pub(crate) fn unsorted(table: &Table, key: &IndexKey, method: &str) -> Option<String> {
    let KeyPart::Column(id) = key.part else {
        return None;
    };
    let column = &table[id];
    let name = &column.name;
    if key.opclass.is_none() {
        let spelling = spelling(column, Dialect::Postgres);
        let word = spelling.as_ref().map(|s| s.name.as_str());
        if method == "btree"
            && let Some(word) = word.filter(|word| UNORDERED.contains(word))
        {
            return Some(format!("sorts `{name}`, and `{word}` has no order"));
        }
        if holds_none(column, word, method) {
            return Some(format!(
                "is `{method}`, which has nothing for the type of `{name}`"
            ));
        }
    }
    let plain = plain(column, Dialect::Postgres)?;
    let text = plain.ty == Type::Scalar(Scalar::Text);
    (key.collation.is_some() && !text)
        .then(|| format!("has a collation for `{name}`, which is no text"))
}

/// Whether neither PostgreSQL nor an extension that comes with it has a class of operators for the type in that method.
fn holds_none(column: &Column, word: Option<&str>, method: &str) -> bool {
    let is = |words: &[&str]| word.is_some_and(|word| words.contains(&word));
    let array = matches!(column.ty, Type::Array(_)) && word.is_none();
    let scalar = match plain(column, Dialect::Postgres).map(|plain| plain.ty.clone()) {
        Some(Type::Scalar(scalar)) => Some(scalar),
        _ => None,
    };
    let json = scalar == Some(Scalar::Json);
    match method {
        "hash" => is(&["json", "xml", "point", "tsvector", "tsquery"]),
        "gin" => is(&["json", "xml", "point", "box", "polygon", "circle"]),
        "gist" => json || is(&["xml"]),
        "brin" => array || json || scalar == Some(Scalar::Bool) || is(&["xml", "point"]),
        "spgist" => array || json || scalar.is_some_and(|scalar| scalar != Scalar::Text),
        _ => false,
    }
}

/// Why an engine keeps an expression neither as a key nor as a predicate.
pub(crate) fn unkept(table: &Table, index: &Index, dialect: Dialect) -> Option<String> {
    let keys = index.keys.iter().filter_map(|key| match &key.part {
        KeyPart::Expression(sql) => sql.get(dialect),
        KeyPart::Column(_) => None,
    });
    let (has_keys, has_predicates) = match dialect {
        Dialect::Postgres | Dialect::Sqlite => (true, true),
        Dialect::MySql => (true, false),
        Dialect::MariaDb => (false, false),
    };
    let predicate = index.predicate.get(dialect).filter(|_| has_predicates);
    if let Some(what) = predicate.and_then(|sql| no_condition(sql, dialect, table)) {
        return Some(format!("has a predicate that {what}"));
    }
    let mut all = keys.filter(|_| has_keys).chain(predicate);
    all.find_map(|sql| {
        beyond_row(sql, dialect).or_else(|| {
            let word = changing(sql, dialect, table)?;
            Some(format!("calls {word}, and may not change its value"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use erd_core::schema::{Column, ColumnId, IndexKind, Sql};

    fn posts() -> Table {
        let mut table = Table::new("posts");
        for (name, scalar) in [
            ("n", Scalar::I64),
            ("at", Scalar::TimestampTz),
            ("place", Scalar::Bytes),
        ] {
            table.columns.push(Column::new(name, Type::Scalar(scalar)));
        }
        table.columns[2].sql_type = Sql::new("point");
        table
    }

    fn index(method: &str, edit: impl FnOnce(&mut Index)) -> Index {
        let mut index = Index::new("i", IndexKind::Plain, [ColumnId(0)]);
        index.method = Some(method.to_owned());
        edit(&mut index);
        index
    }

    #[test]
    fn methods_lack() {
        let lacks = |method: &str, edit: fn(&mut Index)| {
            let mut table = posts();
            if method == "spgist" {
                table.columns[0].ty = Type::Scalar(Scalar::Text);
            }
            lacking(&table, &index(method, edit))
        };
        let desc: fn(&mut Index) = |i| i.keys[0].order = Order::Desc;
        let include: fn(&mut Index) = |i| i.include = vec![ColumnId(1)];
        let two: fn(&mut Index) = |i| i.keys.push(IndexKey::column(ColumnId(1)));
        for (method, of_order, of_include, of_two) in [
            ("btree", false, false, false),
            ("gist", true, false, false),
            ("spgist", true, false, true),
            ("gin", true, true, false),
            ("brin", true, true, false),
            ("hash", true, true, true),
            ("rum", false, false, false),
        ] {
            assert_eq!(lacks(method, desc).is_some(), of_order, "{method}");
            assert_eq!(lacks(method, include).is_some(), of_include, "{method}");
            assert_eq!(lacks(method, two).is_some(), of_two, "{method}");
        }
        let point: fn(&mut Index) = |i| i.keys[0] = IndexKey::column(ColumnId(2));
        assert!(lacks("btree", point).unwrap().contains("no order"));
        assert_eq!(lacks("gist", point), None);
        let sorted: fn(&mut Index) = |i| i.keys[0].collation = Some("C".to_owned());
        assert!(lacks("btree", sorted).unwrap().contains("no text"));
        let held = |sql: &str, method: &str| {
            let mut table = posts();
            table.columns[0].sql_type = Sql::new(sql);
            lacking(&table, &index(method, |_| {})).is_none()
        };
        for (sql, method, expected) in [
            ("jsonb", "gin", true),
            ("json", "gin", false),
            ("jsonb", "gist", false),
            ("int4range", "spgist", true),
            ("bigint", "spgist", false),
            ("bigint", "gist", true),
            ("bool", "brin", false),
            ("point", "hash", false),
        ] {
            assert_eq!(held(sql, method), expected, "{sql} {method}");
        }
    }

    #[test]
    fn what_is_kept_stays() {
        let unkept = |sql: &str, dialect| {
            let of = index("btree", |i| i.predicate = Sql::new(sql));
            unkept(&posts(), &of, dialect).is_some()
        };
        for (sql, dialect, refused) in [
            ("at > now()", Dialect::Postgres, true),
            ("at::date > '2020-01-01'", Dialect::Postgres, true),
            ("n IN (SELECT 1)", Dialect::Sqlite, true),
            ("n > random()", Dialect::Sqlite, true),
            ("n > 3", Dialect::Postgres, false),
            ("n > random()", Dialect::MariaDb, false),
        ] {
            assert_eq!(unkept(sql, dialect), refused, "{dialect} {sql}");
        }
        let keyed = index("btree", |i| {
            i.keys[0].part = KeyPart::Expression(Sql::new("rand()"));
        });
        assert!(super::unkept(&posts(), &keyed, Dialect::MySql).is_some());
        assert!(super::unkept(&posts(), &keyed, Dialect::MariaDb).is_none());
    }
}
