use super::*;

fn names(sql: &str, dialect: Dialect) -> Option<Vec<&str>> {
    let reads = reads(sql, dialect, &|word| word == "key")?;
    Some(reads.into_iter().map(|read| read.name).collect())
}

#[test]
fn columns_are_found_where_they_stand() {
    for dialect in Dialect::ALL {
        for (sql, expected) in [
            ("n > 0", &["n"][..]),
            ("lower(email)", &["email"]),
            ("a = b OR NOT c", &["a", "b", "c"]),
            ("a between b and c + 1", &["a", "b", "c"]),
            ("price * quantity >= 0.5e3", &["price", "quantity"]),
            ("state in ('new', 'old') and n is not null", &["state", "n"]),
            ("(a is null) = (b is null)", &["a", "b"]),
            ("case when a then b else c end", &["a", "b", "c"]),
            ("case a when 1 then b end", &["a", "b"]),
            ("cast(a as decimal(10, 2)) > 1", &["a"]),
            ("a like 'x%' escape '!'", &["a"]),
            ("coalesce(a, b, 0) <> -1", &["a", "b"]),
            ("a=-1", &["a"]),
            ("orders.a > 0", &["a"]),
            ("a not in (1, b)", &["a", "b"]),
            (
                "length(name) > 0 AND deleted_at IS NULL",
                &["name", "deleted_at"],
            ),
            ("starts <= ends, b", &["starts", "ends", "b"]),
            ("extract(year from born) > 1900", &["born"]),
            ("current_timestamp > a", &["a"]),
            ("a collate x", &["a"]),
            ("key > 0", &["key"]),
        ] {
            assert_eq!(
                names(sql, dialect).as_deref(),
                Some(expected),
                "{dialect}: {sql}"
            );
        }
    }
}

#[test]
fn each_dialect_has_its_own_lexis() {
    let postgres = |sql| names(sql, Dialect::Postgres);
    assert_eq!(
        postgres("\"a b\" @> c::text[] || '{}'::jsonb").unwrap(),
        ["a b", "c"]
    );
    assert_eq!(
        postgres("data ->> 'k' = any(array['a', b])").unwrap(),
        ["data", "b"]
    );
    assert_eq!(
        postgres("a::double precision > b::timestamp(3) with time zone").unwrap(),
        ["a", "b"]
    );
    assert_eq!(
        postgres("a at time zone 'UTC' < date '2020-01-01'").unwrap(),
        ["a"]
    );
    assert_eq!(
        postgres("a[1:n] is not distinct from interval '1 day'").unwrap(),
        ["a", "n"]
    );
    assert_eq!(postgres("position('@' in email) > 1").unwrap(), ["email"]);
    let mysql = |sql| names(sql, Dialect::MySql);
    assert_eq!(
        mysql("`a` = \"text\" and b + interval 1 day > c").unwrap(),
        ["a", "b", "c"]
    );
    assert_eq!(mysql("json_extract(doc, '$.x') = x'00'").unwrap(), ["doc"]);
    assert_eq!(mysql("a div 2 = b mod 3").unwrap(), ["a", "b"]);
    let sqlite = |sql| names(sql, Dialect::Sqlite);
    assert_eq!(
        sqlite("[a b] is b and typeof(c) glob 'x'").unwrap(),
        ["a b", "b", "c"]
    );
}

#[test]
fn of_what_is_not_understood_nothing_is_said() {
    for sql in [
        "",
        "n >",
        "a b",
        "exists (select 1)",
        "a in (select b from c)",
        "trim(both from a)",
        "substring(a from 2)",
        "timestampdiff(day, a, b)",
        "normalize(a, nfc)",
        "a -- b",
        "a /* b */",
        "a.b.c > 1",
        "f(x => a)",
        "value > 0",
        "new.a > 0",
        "a > all",
        "not",
        "json_value(doc, '$' returning number)",
        "2fast > 1",
        "a ? 'x' \\ b",
        "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((a",
    ] {
        for dialect in Dialect::ALL {
            assert_eq!(names(sql, dialect), None, "{dialect}: {sql}");
        }
    }
    for sql in ["@a > 1", "'a\\' > b'", "a # b"] {
        assert_eq!(names(sql, Dialect::MySql), None, "{sql}");
    }
    for sql in ["a is json", "E'\\'' = a", "U&\"d\\0061t\" = 1", "a := 1"] {
        assert_eq!(names(sql, Dialect::Postgres), None, "{sql}");
    }
}
