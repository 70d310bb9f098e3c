//! Namespaces, tables, their properties, enums.

use super::{Case, shop};
use erd_core::Scalar;
use erd_core::schema::{Action, EnumStorage, RowSecurity, Sql, Type};
use testkit::schema::{With as _, column, enum_type, enumerated, id, schema, table};

pub(super) fn cases() -> Vec<Case> {
    let mut all = tables();
    all.extend(properties());
    all.extend(enums());
    all
}

fn tables() -> Vec<Case> {
    let lines = || {
        Case::shop("create a table in a namespace that references one", |s| {
            let mut lines = table("lines", [id(), column("order_id", Scalar::I64)])
                .references(&["order_id"], 1, &["id"], Some(Action::Cascade))
                .index(&["order_id"], |_| {});
            lines.0.schema = Some("app".into());
            s.tables.push(lines.0);
        })
    };
    vec![
        lines(),
        lines().back("drop a table that references one, and its namespace"),
        Case::shop("drop a table that is referenced, and the reference", |s| {
            s.tables.remove(0);
            s.tables[0].foreign_keys.clear();
        }),
        Case::shop("create tables in a cycle", |s| {
            let a = table("a", [id(), column("b_id", Scalar::I64).nullable()])
                .references(&["b_id"], 3, &["id"], None)
                .index(&["b_id"], |_| {});
            let b = table("b", [id(), column("a_id", Scalar::I64)])
                .references(&["a_id"], 2, &["id"], None)
                .index(&["a_id"], |_| {});
            s.tables.extend([a.0, b.0]);
        }),
        Case::shop("rename a table", |s| {
            s.tables[1].renamed_from = Some("orders".into());
            s.tables[1].name = "purchases".into();
        }),
        Case::shop("rename a table and a column of it", |s| {
            s.tables[1].renamed_from = Some("orders".into());
            s.tables[1].name = "purchases".into();
            s.tables[1].columns[2].renamed_from = Some("note".into());
            s.tables[1].columns[2].name = "remark".into();
        }),
        Case::shop("move a table", |s| {
            s.tables[0].schema = Some("app".into());
            s.tables[0].renamed_from = Some("public.customers".into());
        }),
        Case::shop("rename two columns into each other", |s| {
            let columns = &mut s.tables[1].columns;
            for (column, name) in [(2, "quantity"), (3, "note")] {
                let old = std::mem::replace(&mut columns[column].name, name.to_owned());
                columns[column].renamed_from = Some(old);
            }
            s.tables[1].checks[0].sql = Sql::new("note > 0");
        }),
    ]
}

fn properties() -> Vec<Case> {
    let of = |name: &str, change: fn(&mut erd_core::schema::Table)| {
        Case::shop(name, |s| change(&mut s.tables[1]))
    };
    vec![
        of("comment a table", |t| {
            t.comment = Some("what is bought".into());
        }),
        of("unlogged", |t| t.options.unlogged = true),
        of("logged", |t| t.options.unlogged = true).back("logged again"),
        of("storage parameters", |t| {
            t.options.with = Some("fillfactor = 70, autovacuum_enabled = false".into());
        }),
        of("row security", |t| {
            t.options.row_security = Some(RowSecurity::Forced);
        }),
        of("row security", |t| {
            t.options.row_security = Some(RowSecurity::Enabled);
        })
        .back("no row security"),
        inherits(),
        inherits().back("inherits no more"),
    ]
}

fn inherits() -> Case {
    let tables = [table("rooms", [id()]), table("suites", [id()])];
    Case::new("inherit a table", schema([], tables), |s| {
        s.tables[1].options.inherits = vec![s.tables[0].object_name()];
    })
}

fn enums() -> Vec<Case> {
    let grade = || {
        Case::shop("a column of a new enum", |s| {
            s.enums
                .push(enum_type("grade", EnumStorage::Native, &["a", "b"]));
            s.tables[1]
                .columns
                .push(enumerated("grade", "grade").nullable());
        })
    };
    let array = || {
        let mut moods = enumerated("moods", "mood").nullable();
        moods.ty = Type::Array(Box::new(Type::Enum("mood".into())));
        schema(
            [enum_type("mood", EnumStorage::Native, &["sad", "glad"])],
            [
                table("days", [id(), enumerated("mood", "mood").default("'sad'")]),
                table("weeks", [id(), moods]),
            ],
        )
    };
    vec![
        grade(),
        grade().back("drop an enum"),
        Case::shop("rename a value of an enum", |s| {
            s.enums[0].values[0] = "low".into();
            s.enums[0].renamed_values = vec![("low".into(), "sad".into())];
        }),
        Case::shop("add values to an enum", |s| {
            s.enums[0].values.insert(1, "calm".into());
            s.enums[0].values.insert(0, "grim".into());
        }),
        Case::shop("comment an enum", |s| {
            s.enums[0].comment = Some("how it is".into());
        }),
        Case::new("turn an enum round", array(), |s| {
            s.enums[0].values.reverse();
        }),
        Case::new("drop a value of an enum", array(), |s| {
            s.enums[0].values.pop();
        }),
        Case::shop("replace an enum of a table with a key", |s| {
            s.enums[0].values.reverse();
        }),
    ]
    .into_iter()
    .chain([Case::new("drop everything", shop(), |s| {
        s.tables.clear();
        s.enums.clear();
    })])
    .collect()
}
