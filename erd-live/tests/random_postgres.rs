//! Random schemas on PostgreSQL: created, described, equal; dropped, nothing left.
//!
//! A schema grows out of a list of numbers, so that a failing one shrinks to few and small ones. Its expressions are
//! written as the server prints them: what is compared is the model, not the server's taste.

use erd_core::schema::{
    Action, Check, Column, ColumnId, Deferrable, EnumStorage, EnumType, Exclusion, ForeignKey,
    Generated, Identity, Index, IndexKey, IndexKind, KeyPart, NullsOrder, ObjectKind, ObjectName,
    Order, Partition, PartitionKind, PartitionTable, PrimaryKey, RowSecurity, Schema, Sequence,
    Sql, SqlObject, Table, TableId, Target, Type,
};
use erd_core::{Dialect, Scalar};
use erd_live::{Query, Rows};
use proptest::prelude::*;
use testkit::Scratch;

struct Connection(Scratch);

impl Query for Connection {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self.0.answer(sql).map(Rows::from)
    }
}

/// Numbers that decide; 0, which is the plainest choice, when they are used up.
struct Choices(std::vec::IntoIter<u8>);

impl Choices {
    fn of(&mut self, n: usize) -> usize {
        self.0.next().map_or(0, usize::from) % n
    }

    fn yes(&mut self) -> bool {
        self.of(4) == 3
    }

    fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.of(all.len())].clone()
    }

    fn text(&mut self) -> Option<String> {
        const TEXTS: [&str; 4] = ["plain", "it's", "a \\ backslash", "zwei\nZeilen, größer"];
        self.yes().then(|| self.pick(&TEXTS).to_owned())
    }

    fn deferrable(&mut self) -> Deferrable {
        let all = [
            Deferrable::No,
            Deferrable::InitiallyImmediate,
            Deferrable::InitiallyDeferred,
        ];
        self.pick(&all)
    }
}

/// An identifier as the server prints it.
fn ident(name: &str) -> String {
    let bare = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.chars().all(bare) {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// A table's name in statements: with its namespace, the default one too where the server writes it.
fn path(table: &Table, default: &str) -> String {
    match &table.schema {
        Some(schema) => format!("{}.{}", ident(schema), ident(&table.name)),
        None => format!("{default}{}", ident(&table.name)),
    }
}

fn schema(choices: &mut Choices) -> Schema {
    let mut schema = Schema::default();
    for n in 0..=choices.of(4) {
        let table = if choices.yes() {
            partitioned(n, choices)
        } else {
            ordinary(n, &schema, choices)
        };
        schema.tables.push(table);
        if choices.yes() {
            child(n, &mut schema, choices);
        }
    }
    unlogged(&mut schema, choices);
    enums(&mut schema, choices);
    objects(&mut schema, choices);
    sorted(schema)
}

fn named(n: usize, choices: &mut Choices) -> Table {
    let odd = choices.pick(&["", " odd", "\"q", "Ü", ".x"]);
    let mut table = Table::new(format!("t{n}{odd}"));
    table.schema = choices.pick(&[None, Some("app".to_owned()), Some("Odd ns".to_owned())]);
    table.comment = choices.text();
    table
}

fn partitioned(n: usize, choices: &mut Choices) -> Table {
    let mut table = named(n, choices);
    table.columns.push(scalar("id", Scalar::I64));
    table.columns.push(scalar("part", Scalar::I32));
    let key = PrimaryKey::new(format!("t{n}_key"), vec![ColumnId(0), ColumnId(1)]);
    table.primary_key = choices.yes().then_some(key);
    let kind = choices.pick(&[
        PartitionKind::Range,
        PartitionKind::List,
        PartitionKind::Hash,
    ]);
    let part = |i: usize, bounds: &str| PartitionTable {
        name: ObjectName {
            schema: None,
            name: format!("t{n}_p{i}"),
        },
        bounds: bounds.to_owned(),
        partition: None,
    };
    let mut parts = match kind {
        PartitionKind::Range => vec![part(0, "FOR VALUES FROM (0) TO (10)")],
        PartitionKind::List => vec![part(0, "FOR VALUES IN (1, 2)")],
        PartitionKind::Hash => vec![part(0, "FOR VALUES WITH (modulus 1, remainder 0)")],
    };
    let default = kind != PartitionKind::Hash && choices.yes();
    if default {
        parts.push(part(1, "DEFAULT"));
    }
    table.intent.partition = Some(Partition {
        over_time: None,
        kind,
        columns: vec![ColumnId(1)],
        count: None,
        default,
        key: None,
        parts,
    });
    table
}

fn scalar(name: &str, scalar: Scalar) -> Column {
    Column::new(name, Type::Scalar(scalar))
}

fn ordinary(n: usize, schema: &Schema, choices: &mut Choices) -> Table {
    let mut table = named(n, choices);
    table.columns.push(id(choices));
    for c in 0..choices.of(6) {
        table.columns.push(column(c, choices));
    }
    key(n, &mut table, choices);
    for i in 0..choices.of(4) {
        index(n, i, &mut table, choices);
    }
    for c in 0..choices.of(3) {
        table.checks.push(Check {
            name: format!("t{n}_check{c}"),
            sql: Sql::new("id > 0"),
            column: Some(ColumnId(0)),
            validated: !choices.yes(),
            no_inherit: choices.yes(),
            enforced: true,
        });
    }
    let range = table
        .columns
        .iter()
        .find(|c| c.ty == Type::Named("int4range".into()));
    if let Some(range) = range {
        table.exclusions.push(Exclusion {
            name: format!("t{n}_excl"),
            definition: format!("USING gist ({} WITH &&) WHERE ((id > 3))", range.name),
            deferrable: choices.deferrable(),
        });
    }
    foreign_keys(n, &mut table, schema, choices);
    table.options.with = choices.yes().then(|| "fillfactor=70".to_owned());
    table.options.row_security =
        choices.pick(&[None, Some(RowSecurity::Enabled), Some(RowSecurity::Forced)]);
    table
}

fn id(choices: &mut Choices) -> Column {
    let mut column = scalar("id", choices.pick(&[Scalar::I64, Scalar::I32]));
    column.identity = choices.pick(&[
        None,
        Some(Identity::Always),
        Some(Identity::ByDefault),
        Some(Identity::Serial),
    ]);
    if column.identity.is_some() && choices.yes() {
        let sequence = Sequence {
            name: choices
                .yes()
                .then(|| format!("seq \"{}\"", choices.of(100))),
            start: choices.yes().then_some(7),
            increment: choices.yes().then_some(5),
            min: choices.yes().then_some(-5),
            max: choices.yes().then_some(70_000),
            cache: choices.yes().then_some(9),
            cycle: choices.yes(),
        };
        column.sequence = (sequence != Sequence::default()).then(|| Box::new(sequence));
    }
    column
}

fn column(n: usize, choices: &mut Choices) -> Column {
    let name = format!("c{n}");
    let moods = || Box::new(Type::Enum("mood".into()));
    let kinds: [(Type, Option<&str>); 16] = [
        (Type::Scalar(Scalar::Text), Some("'it''s'::text")),
        (Type::Scalar(Scalar::Bool), Some("true")),
        (Type::Scalar(Scalar::I16), Some("'-3'::integer")),
        (Type::Scalar(Scalar::F64), None),
        (Type::Scalar(Scalar::Decimal), Some("1.50")),
        (Type::Scalar(Scalar::Bytes), None),
        (Type::Scalar(Scalar::Date), Some("CURRENT_DATE")),
        (Type::Scalar(Scalar::TimestampTz), Some("now()")),
        (Type::Scalar(Scalar::Uuid), Some("gen_random_uuid()")),
        (Type::Scalar(Scalar::Json), Some("'{}'::jsonb")),
        (Type::Enum("mood".into()), Some("'it''s ok'::mood")),
        (Type::Enum("app.Size".into()), None),
        (Type::Array(moods()), Some("'{sad}'::mood[]")),
        (Type::Array(Box::new(Type::Scalar(Scalar::I32))), None),
        (Type::Named("int4range".into()), None),
        (Type::Named("bit varying(5)".into()), None),
    ];
    let (ty, default) = choices.pick(&kinds);
    let mut column = Column::new(name, ty);
    column.nullable = choices.yes();
    column.comment = choices.text();
    match column.ty {
        Type::Scalar(Scalar::Text) => {
            column.max_len = choices.yes().then_some(20);
            column.storage = choices.yes().then(|| "EXTERNAL".to_owned());
            if choices.yes() {
                column.collation = Sql::new("C");
            }
        }
        Type::Scalar(Scalar::Decimal) => column.precision = choices.yes().then_some((8, 2)),
        Type::Scalar(Scalar::I16) if choices.yes() => {
            column.ty = Type::Scalar(Scalar::Bool);
            column.generated = Some(Generated {
                sql: Sql::new("id > 2"),
                stored: true,
            });
            return column;
        }
        _ => {}
    }
    if let Some(default) = default.filter(|_| column.max_len.is_none() && choices.yes()) {
        column.default = Sql::new(default);
    }
    column
}

fn key(n: usize, table: &mut Table, choices: &mut Choices) {
    if choices.yes() {
        return;
    }
    let mut key = PrimaryKey::new(format!("t{n} key"), vec![ColumnId(0)]);
    if choices.yes() {
        key.deferrable = choices.deferrable();
    }
    if table.columns.len() > 1 && choices.yes() {
        key.include = vec![ColumnId(1)];
    }
    table.primary_key = Some(key);
}

/// A column that a btree takes.
fn sortable(table: &Table, choices: &mut Choices) -> ColumnId {
    let found = ColumnId(choices.of(table.columns.len()));
    let sorts = !matches!(table[found].ty, Type::Scalar(Scalar::Json));
    if sorts { found } else { ColumnId(0) }
}

fn index(n: usize, i: usize, table: &mut Table, choices: &mut Choices) {
    let name = format!("t{n}_i{i}");
    let column = sortable(table, choices);
    let kind = choices.of(4);
    if kind == 1 {
        let when = choices.deferrable();
        let mut index = Index::new(name, IndexKind::UniqueConstraint(when), [column]);
        index.nulls_not_distinct = choices.yes();
        index.comment = choices.text();
        table.indexes.push(index);
        return;
    }
    if kind == 2 {
        let mut index = Index::new(name, IndexKind::Plain, [ColumnId(0)]);
        index.method = Some("brin".to_owned());
        index.with = Some("pages_per_range=4".to_owned());
        table.indexes.push(index);
        return;
    }
    let kind = choices.pick(&[IndexKind::Plain, IndexKind::Unique]);
    let mut index = Index::new(name, kind, [column]);
    let key = &mut index.keys[0];
    key.order = choices.pick(&[Order::Asc, Order::Desc]);
    key.nulls = match (choices.yes(), key.order) {
        (false, _) => None,
        (true, Order::Asc) => Some(NullsOrder::First),
        (true, Order::Desc) => Some(NullsOrder::Last),
    };
    let is_text = table[column].ty == Type::Scalar(Scalar::Text);
    if is_text && choices.yes() {
        key.opclass = Some("text_pattern_ops".to_owned());
        if table[column].max_len.is_some() {
            key.opclass = Some("varchar_pattern_ops".to_owned());
        }
    }
    if is_text && table[column].collation.is_empty() && choices.yes() {
        key.collation = Some("C".to_owned());
    }
    if choices.yes() {
        index.keys.push(IndexKey {
            part: KeyPart::Expression(Sql::new("id + 1")),
            ..IndexKey::column(ColumnId(0))
        });
    }
    if choices.yes() {
        index.include = vec![ColumnId(0)];
    }
    if choices.yes() {
        index.predicate = Sql::new("id > 5");
    }
    index.with = choices.yes().then(|| "fillfactor=80".to_owned());
    index.comment = choices.text();
    table.indexes.push(index);
}

fn foreign_keys(n: usize, table: &mut Table, schema: &Schema, choices: &mut Choices) {
    let actions = [
        None,
        Some(Action::Cascade),
        Some(Action::Restrict),
        Some(Action::SetNull),
        Some(Action::SetDefault),
    ];
    for k in 0..choices.of(3) {
        let position = choices.of(schema.tables.len() + 1);
        let own = position == schema.tables.len();
        let target = if own {
            &*table
        } else {
            &schema.tables[position]
        };
        let usable = target
            .primary_key
            .as_ref()
            .is_some_and(|key| key.columns == [ColumnId(0)] && key.deferrable == Deferrable::No);
        if !usable {
            continue;
        }
        let on_delete = choices.pick(&actions);
        table.foreign_keys.push(ForeignKey {
            name: format!("t{n}_f{k}"),
            columns: vec![ColumnId(0)],
            target: if own {
                Target::Own
            } else {
                Target::Table(TableId(position))
            },
            target_columns: vec!["id".to_owned()],
            on_delete,
            on_update: None,
            deferrable: choices.deferrable(),
            validated: !choices.yes(),
            on_soft_delete: None,
            one_to_one: false,
            loose: None,
            match_full: choices.yes(),
            set_columns: if on_delete == Some(Action::SetNull) && choices.yes() {
                vec![ColumnId(0)]
            } else {
                Vec::new()
            },
            enforced: true,
        });
    }
}

/// A table that inherits the last one.
fn child(n: usize, schema: &mut Schema, choices: &mut Choices) {
    let Some(parent) = schema.tables.last() else {
        return;
    };
    let sequence = parent.columns[0].identity == Some(Identity::Serial);
    if parent.intent.partition.is_some() || sequence {
        return;
    }
    let mut table = named(n, choices);
    table.name.insert_str(0, "child of ");
    table.columns.clone_from(&parent.columns);
    for column in &mut table.columns {
        column.identity = None;
        column.sequence = None;
        column.comment = choices.text();
    }
    // A primary key's NOT NULL is inherited, the key is not.
    table.options.inherits = vec![ObjectName {
        schema: parent.schema.clone(),
        name: parent.name.clone(),
    }];
    if choices.yes() {
        table.columns.push(scalar("extra", Scalar::I32));
    }
    schema.tables.push(table);
}

/// A table may be unlogged where no reference, and no inheritance, leads from one that is not.
fn unlogged(schema: &mut Schema, choices: &mut Choices) {
    let tied = schema
        .tables
        .iter()
        .any(|table| !table.foreign_keys.is_empty() || !table.options.inherits.is_empty());
    for table in &mut schema.tables {
        table.options.unlogged = !tied && table.intent.partition.is_none() && choices.yes();
    }
}

fn enums(schema: &mut Schema, choices: &mut Choices) {
    let ty = |schema: Option<&str>, name: &str, values: &[&str], comment| EnumType {
        schema: schema.map(str::to_owned),
        name: name.to_owned(),
        values: values.iter().map(|v| (*v).to_owned()).collect(),
        storage: EnumStorage::Native,
        comment,
        renamed_values: Vec::new(),
    };
    schema.enums = vec![
        ty(None, "mood", &["sad", "it's ok"], choices.text()),
        ty(Some("app"), "Size", &["s", "\"M\""], choices.text()),
    ];
}

fn objects(schema: &mut Schema, choices: &mut Choices) {
    if choices.yes() {
        let mut sequence = SqlObject::new(
            ObjectKind::Sequence,
            "free",
            "CREATE SEQUENCE app.free AS integer START WITH 5",
        );
        sequence.schema = Some("app".to_owned());
        sequence.comment = choices.text();
        schema.objects.push(sequence);
    }
    if !choices.yes() {
        return;
    }
    let mut function = SqlObject::new(
        ObjectKind::Function,
        "watch",
        "CREATE OR REPLACE FUNCTION public.watch()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$ BEGIN RETURN NEW; END $function$",
    );
    function.arguments = Some(String::new());
    function.comment = choices.text();
    schema.objects.push(function);
    for table in &schema.tables {
        let name = ObjectName {
            schema: table.schema.clone(),
            name: table.name.clone(),
        };
        if choices.yes() {
            let on = path(table, "public.");
            let sql = format!(
                "CREATE TRIGGER \"Watch it\" BEFORE UPDATE ON {on} FOR EACH ROW EXECUTE FUNCTION watch()"
            );
            let mut trigger = SqlObject::new(ObjectKind::Trigger, "Watch it", sql);
            trigger.table = Some(name.clone());
            trigger.depends_on = vec!["function watch()".to_owned()];
            trigger.comment = choices.text();
            schema.objects.push(trigger);
        }
        if let Some(check) = table.checks.first()
            && choices.yes()
        {
            let on = format!("CONSTRAINT {} ON {}", ident(&check.name), path(table, ""));
            let sql = format!("COMMENT ON {on} IS 'checked'");
            let mut comment = SqlObject::new(ObjectKind::Comment, on, sql);
            comment.depends_on = vec![format!("table {name}")];
            schema.objects.push(comment);
        }
    }
}

/// In the order in which a description stands.
fn sorted(mut schema: Schema) -> Schema {
    let mut order: Vec<usize> = (0..schema.tables.len()).collect();
    order.sort_by_key(|i| {
        let table = &schema.tables[*i];
        (table.schema.clone(), table.name.clone())
    });
    let old = std::mem::take(&mut schema.tables);
    for i in &order {
        let mut table = old[*i].clone();
        for key in &mut table.foreign_keys {
            if let Target::Table(id) = &mut key.target {
                id.0 = order.iter().position(|o| *o == id.0).unwrap_or_default();
            }
        }
        // NOT NULL follows from the primary key, for those that inherit too.
        schema.tables.push(table);
    }
    let enums = std::mem::take(&mut schema.enums);
    for column in schema.tables.iter().flat_map(|t| &t.columns) {
        let ty = match &column.ty {
            Type::Array(element) => element,
            ty => ty,
        };
        let Type::Enum(key) = ty else { continue };
        let used = enums.iter().find(|ty| ty.is(key));
        let new = used.filter(|ty| !schema.enums.contains(ty));
        schema.enums.extend(new.cloned());
    }
    schema
        .objects
        .sort_by_key(|o| (o.kind, o.schema.clone(), o.name.clone(), o.key()));
    schema
}

fn round_trip(schema: &Schema) -> Result<(), String> {
    let mut database = Connection(Scratch::new(Dialect::Postgres));
    let script = erd_ddl::render(schema, Dialect::Postgres).map_err(|e| e.to_string())?;
    for sql in script.iter() {
        database.0.execute(sql)?;
    }
    let found = erd_live::describe(&mut database, Dialect::Postgres).map_err(|e| e.to_string())?;
    if !found.unsupported.is_empty() {
        return Err(format!("unsupported: {:?}", found.unsupported));
    }
    for (a, b) in schema.tables.iter().zip(&found.schema.tables) {
        if a != b {
            let (declared, found) = (format!("{a:#?}"), format!("{b:#?}"));
            let lines = declared.lines().zip(found.lines());
            let (at, (declared, found)) = lines
                .enumerate()
                .find(|(_, (a, b))| a != b)
                .unwrap_or_default();
            return Err(format!(
                "{}, line {at}: {declared}, and not {found}\n{script}",
                a.name
            ));
        }
    }
    if *schema != found.schema {
        return Err(format!(
            "declared {:#?} {:#?}\nfound {:#?} {:#?}",
            schema.enums, schema.objects, found.schema.enums, found.schema.objects
        ));
    }
    let mut copy = Scratch::new(Dialect::Postgres);
    let script = erd_ddl::render(&found.schema, Dialect::Postgres).map_err(|e| e.to_string())?;
    for sql in script.iter() {
        copy.execute(sql)?;
    }
    erd_live::oracle::judge(database.0.url(), copy.url(), None)?;
    let drop = erd_ddl::render_drop(schema, Dialect::Postgres).map_err(|e| e.to_string())?;
    for sql in drop.iter() {
        database.0.execute(sql)?;
    }
    let left = erd_live::describe(&mut database, Dialect::Postgres).map_err(|e| e.to_string())?;
    if left.schema != Schema::default() {
        return Err(format!("left: {:#?}", left.schema));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_declared_is_described(numbers in proptest::collection::vec(any::<u8>(), 0..200)) {
        if testkit::dialects().contains(&Dialect::Postgres) {
            let schema = schema(&mut Choices(numbers.into_iter()));
            let result = round_trip(&schema);
            prop_assert!(result.is_ok(), "{}", result.unwrap_err());
        }
    }
}
