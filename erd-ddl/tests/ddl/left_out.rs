//! No property is dropped in silence: on every engine that has none it is an error, or it is named as left out.

use erd_core::engine::Fact;
use erd_core::property::{self, Lacking, Property, Shape, Value};
use erd_core::schema::{Action, Check, Generated, Schema, Sql, Table};
use erd_core::{Capability, Dialect, Engine, Product, Scalar, Since};
use erd_ddl::{Code, render, warnings};
use testkit::schema::{With, column, id, schema, table};

/// Everything that properties stand on, and no property.
fn plain() -> Schema {
    let posts = table(
        "posts",
        [
            id(),
            column("note", Scalar::Text).len(20),
            column("parent", Scalar::I64).nullable(),
        ],
    );
    let posts = posts
        .index(&["note"], |_| {})
        .references(&["parent"], 0, &["id"], Some(Action::SetNull))
        .with(|table| {
            table
                .checks
                .push(Check::new("posts_check", Sql::new("id > 0")));
        });
    let base = table("base", [id()]);
    schema([], [posts, base])
}

/// Values that a property of a shape may have.
fn values(shape: Shape) -> Vec<Value> {
    let text = |text: &str| Value::Text(text.to_owned());
    match shape {
        Shape::Flag => vec![Value::Flag],
        Shape::Sql => vec![Value::Sql(Sql::new("1"))],
        Shape::Text | Shape::Word | Shape::Words(_) => vec![text("MAIN")],
        Shape::Choice(words) => words.iter().map(|word| text(word)).collect(),
        Shape::Names => vec![Value::Names(vec![erd_core::schema::ObjectName {
            schema: None,
            name: "base".to_owned(),
        }])],
        Shape::Number(least, most) => vec![Value::Number(least), Value::Number(most)],
        Shape::Share => vec![text("-0.5")],
        Shape::Own => vec![Value::Flag, Value::Number(2), text("own")],
    }
}

/// States each property of a table in turn, and looks what engines that have none say. Returns how many were looked at.
fn each<T>(properties: &'static [Property<T>], place: fn(&mut Table) -> &mut T) -> usize {
    let mut looked = 0;
    for property in properties {
        let mut stated = 0;
        for value in values(property.shape) {
            let mut schema = plain();
            let of = place(&mut schema.tables[0]);
            property.set(of, Some(value));
            if property.get(of).is_none() {
                // The forms of `Own` are tried one after the other.
                continue;
            }
            stated += 1;
            for engine in engines(property.capability) {
                looked += usize::from(says_so(property, &schema, engine));
            }
            let of = place(&mut schema.tables[0]);
            property.set(of, None);
            assert_eq!(property.get(of), None, "{}", property.name);
        }
        assert!(stated > 0, "{} cannot be stated", property.name);
    }
    looked
}

/// Every dialect, and of those that have something from a version on the oldest that is supported.
fn engines(capability: Capability) -> Vec<Engine> {
    let fact = Fact::of(capability);
    let mut all = Vec::from(Dialect::ALL.map(Engine::from));
    for dialect in Dialect::ALL {
        let oldest = Engine::new(dialect, Product::from(dialect).oldest().numbers());
        if matches!(fact.since(dialect), Since::From(_)) {
            all.push(oldest);
        }
    }
    all
}

/// Whether the engine has none, and says so.
fn says_so<T>(property: &Property<T>, schema: &Schema, engine: Engine) -> bool {
    let (name, title) = (property.name, engine.dialect.title());
    let result = render(schema, engine);
    if property.is_in(engine) {
        let warnings = result.map_or_else(|_| Vec::new(), |script| script.warnings);
        let perhaps = !engine.has(property.capability);
        let all_say_so = warnings.iter().all(|w| w.code == Code::Version);
        assert!(
            all_say_so && warnings.is_empty() != perhaps,
            "{name} on {title}: {warnings:?}"
        );
        return false;
    }
    match (property.lacking, result) {
        (Lacking::Refused, result) => {
            let errors = result
                .err()
                .unwrap_or_else(|| panic!("{name} on {title} vanished"));
            assert!(!errors.0.is_empty());
        }
        (Lacking::LeftOut, result) => {
            let script = result.unwrap_or_else(|errors| panic!("{name} on {title}: {errors}"));
            let [left_out] = script.warnings.as_slice() else {
                panic!("{name} on {title}: {:?}", script.warnings);
            };
            assert_eq!(left_out.code, Code::LeftOut);
            assert!(
                left_out.message.contains(&format!("`{name}`")),
                "{left_out}"
            );
            assert!(left_out.message.starts_with(title), "{left_out}");
        }
    }
    true
}

#[test]
fn nothing_is_left_out_of_a_plain_schema() {
    for dialect in Dialect::ALL {
        let script = render(&plain(), dialect).unwrap_or_else(|errors| panic!("{errors}"));
        assert_eq!(script.warnings, []);
    }
}

#[test]
fn every_property_on_every_engine_that_has_none() {
    let looked = [
        each(property::TABLE, |table| &mut table.options),
        each(property::COLUMN, |table| &mut table.columns[0]),
        each(property::INDEX, |table| &mut table.indexes[0]),
        each(property::INDEX_KEY, |table| &mut table.indexes[0].keys[0]),
        each(property::FOREIGN_KEY, |table| &mut table.foreign_keys[0]),
        each(property::CHECK, |table| &mut table.checks[0]),
    ];
    assert!(looked.iter().all(|looked| *looked > 0), "{looked:?}");
}

#[test]
fn what_is_left_out_has_a_place_and_a_way_out() {
    let mut schema = plain();
    schema.tables[0].options.unlogged = true;
    schema.tables[0].columns[1].storage = Some("EXTERNAL".to_owned());
    let said: Vec<String> = warnings(&schema, Dialect::MariaDb)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        [
            "left_out: `posts`: MariaDB has no unlogged tables, so `unlogged` is left out\n  help: take `unlogged` away, or leave it for PostgreSQL",
            "left_out: `posts.note`: MariaDB has no storage strategies of columns, so `storage` is left out\n  help: take `storage` away, or leave it for PostgreSQL",
        ]
    );
    // Whoever manages the table elsewhere gets no statement, and so no warning.
    schema.tables[0].managed = erd_core::schema::Managed::External;
    assert_eq!(warnings(&schema, Engine::from(Dialect::MariaDb)), []);
}

#[test]
fn what_not_every_server_takes_is_named_where_no_version_is_stated() {
    let mut schema = plain();
    schema.tables[0].indexes[0].nulls_not_distinct = true;
    schema.tables[0].columns[1].generated = Some(Generated {
        sql: Sql::new("'note'"),
        stored: false,
    });
    let of = |version: &[u32]| render(&schema, Engine::new(Dialect::Postgres, version));
    let script = of(&[]).unwrap_or_else(|errors| panic!("{errors}"));
    let said: Vec<_> = script.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "version: `posts.note`: PostgreSQL has virtual generated columns from 18 on, and no version that says so is stated\n  help: state the oldest version in `erd.toml`: `postgres = \"18\"` under `[targets]`",
            "version: `posts.posts_note_idx`: PostgreSQL has unique keys in which NULLs count as equal from 15 on, and no version that says so is stated\n  help: state the oldest version in `erd.toml`: `postgres = \"15\"` under `[targets]`",
        ]
    );
    let stated = of(&[18]).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(stated.warnings, []);
    assert_eq!(stated.statements, script.statements);
    // A version that is stated and too old is no question.
    let codes = |version| {
        of(version)
            .expect_err("it is too old")
            .0
            .into_iter()
            .map(|e| e.code)
    };
    assert_eq!(codes(&[17]).collect::<Vec<_>>(), [Code::VirtualColumn]);
    assert_eq!(
        codes(&[14]).collect::<Vec<_>>(),
        [Code::VirtualColumn, Code::NullsNotDistinct]
    );
}
