//! PostgreSQL 14 and later.

mod object;
mod partition;
mod prologue;
pub(super) mod property;
mod sequence;
mod setting;
mod types;

pub(crate) use prologue::create_enum;

use super::{Backend, IndexSql, Lack, NameLimit, Renderer};
use crate::error::{Code, Errors};
use crate::order::Plan;
use crate::render::{
    At, Duty, IndexParts, Lowered, Scope, deferrable, index_parts, is_constraint, is_integer,
    lower, now,
};
use crate::script::Script;
use erd_core::schema::{
    Column, EnumType, ForeignKey, Identity, Index, ObjectName, PartitionTable, PrimaryKey,
    RowSecurity, Schema, SqlObject, Type,
};
use erd_core::{Capability, Dialect, Scalar, naming};

pub(crate) use setting::{split as split_storage, usual_storage};

/// The backend of PostgreSQL.
#[derive(Debug)]
pub(crate) struct Postgres {
    /// What it lacks.
    pub(super) lacks: &'static [Lack],
    /// The methods of its indexes; `None` where extensions bring more.
    pub(super) methods: Option<&'static [&'static str]>,
}

/// PostgreSQL 14 and later.
pub(super) const POSTGRES: Postgres = Postgres {
    lacks: LACKS,
    methods: None,
};

const LACKS: &[Lack] = &[
    Lack::new(
        Code::PrefixLength,
        "PostgreSQL does not index the first characters of a column",
        "index an expression: `expr(\"left(column, 10)\")`",
    ),
    Lack::new(
        Code::IndexMethod,
        "PostgreSQL has no such index method",
        "use `gin` over `expr(\"to_tsvector(...)\")` for full text, `gist` for geometry",
    ),
    Lack::new(
        Code::OnUpdate,
        "PostgreSQL has no ON UPDATE",
        "mark a timestamp that moves with `updated_at`, or write a trigger",
    ),
    Lack::new(
        Code::VirtualColumn,
        "PostgreSQL before 18 has no virtual generated columns",
        "store it: `generated = \"...\"`, or raise the version in `erd.toml`: `postgres = \"18\"`",
    )
    .until(Capability::VirtualColumns),
    Lack::new(
        Code::NotEnforced,
        "PostgreSQL before 18 has no constraints that are not enforced",
        "leave `not_enforced` out, or raise the version in `erd.toml`: `postgres = \"18\"`",
    )
    .until(Capability::UnenforcedChecks),
    Lack::new(
        Code::NullsNotDistinct,
        "NULLs are always distinct in unique keys of PostgreSQL before 15",
        "make the column NOT NULL with a value that stands for none, or raise the version in `erd.toml`: `postgres = \"15\"`",
    )
    .until(Capability::NullsNotDistinct),
    Lack::new(
        Code::SetColumns,
        "PostgreSQL before 15 sets all columns of a foreign key, not some",
        "use `set_null` without columns, or raise the version in `erd.toml`: `postgres = \"15\"`",
    )
    .until(Capability::SetSomeColumns),
];

impl Backend for Postgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn lacks(&self) -> &'static [Lack] {
        self.lacks
    }

    fn name_limit(&self) -> NameLimit {
        NameLimit::Bytes(naming::MAX_IDENTIFIER_BYTES)
    }

    /// With a backslash as an escape string, which means the same whatever `standard_conforming_strings` says.
    fn literal(&self, text: &str) -> String {
        let text = text.replace('\'', "''");
        if text.contains('\\') {
            format!("E'{}'", text.replace('\\', "\\\\"))
        } else {
            format!("'{text}'")
        }
    }

    fn scalar(&self, at: &At<'_>, scalar: Scalar, errors: &mut Errors) -> Lowered {
        types::scalar(at, scalar, errors)
    }

    fn array(&self, at: &At<'_>, element: &Type, errors: &mut Errors) -> Lowered {
        types::array(at, element, errors)
    }

    fn enumeration(&self, at: &At<'_>, ty: &EnumType, errors: &mut Errors) -> Lowered {
        types::enumeration(at, ty, errors)
    }

    /// A name, folded nowhere; text with a dot or a quote is a path the user wrote.
    fn collation(&self, text: &str) -> String {
        if text.contains(['.', '"']) {
            text.to_owned()
        } else {
            self.quote(text)
        }
    }

    fn identity(
        &self,
        at: &At<'_>,
        identity: Identity,
        lowered: &Lowered,
        errors: &mut Errors,
    ) -> String {
        let named = at.sql_type().is_some() || matches!(at.column.ty, Type::Named(_));
        if !named && !matches!(&*lowered.sql, "smallint" | "integer" | "bigint") {
            at.refuse(
                Code::Identity,
                errors,
                "PostgreSQL generates numbers for smallint, integer and bigint only",
                "use `i64`, or `sql_type(postgres = \"bigint\")`",
            );
        }
        let narrow = matches!(&*lowered.sql, "smallint" | "integer");
        if identity == Identity::Serial && narrow && !may(&at.scope, Capability::NarrowSerials) {
            at.refuse(
                Code::Identity,
                errors,
                format!(
                    "{} numbers serial columns with 64 bits",
                    at.scope.backend.engine.product.title()
                ),
                "use `i64`, or `identity` in place of `serial`",
            );
        }
        match identity {
            Identity::ByDefault => format!(
                " GENERATED BY DEFAULT AS IDENTITY{}",
                sequence::identity_options(at)
            ),
            Identity::Always => format!(
                " GENERATED ALWAYS AS IDENTITY{}",
                sequence::identity_options(at)
            ),
            Identity::Serial if sequence::is_written_out(at) => sequence::default(at),
            Identity::Serial => String::new(),
        }
    }

    fn serial<'a>(&self, at: &At<'_>, integer: &'a str) -> &'a str {
        match integer {
            _ if sequence::is_written_out(at) => integer,
            "smallint" => "smallserial",
            "integer" => "serial",
            "bigint" => "bigserial",
            other => other,
        }
    }

    fn default_value(&self, _at: &At<'_>, text: &str, _lowered: &Lowered) -> String {
        text.to_owned()
    }

    /// An audit column holds a moment, so one without zone holds it in UTC, as on the other engines.
    fn now(&self, at: &At<'_>) -> Option<String> {
        let text = match at.column.ty {
            Type::Scalar(Scalar::TimestampTz) => "CURRENT_TIMESTAMP",
            Type::Scalar(Scalar::Timestamp) => "(CURRENT_TIMESTAMP AT TIME ZONE 'UTC')",
            Type::Scalar(Scalar::Date) => "CURRENT_DATE",
            _ => return None,
        };
        Some(text.to_owned())
    }

    fn functions(&self, schema: &Schema) -> Vec<SqlObject> {
        prologue::function_objects(schema)
    }

    fn index(&self, scope: &Scope<'_>, index: &Index, errors: &mut Errors) -> IndexSql {
        let parts: IndexParts = index_parts(scope, index, errors);
        let hidden = index.invisible && may(scope, Capability::InvisibleIndexes);
        if is_constraint(index) && !hidden {
            let clause = parts.constraint(scope, index);
            return if repeats(scope, index) {
                IndexSql::Added(clause)
            } else {
                IndexSql::Inside(clause)
            };
        }
        if index.is_unique() && !index.is_btree() {
            errors.add(
                Code::IndexMethod,
                scope.table,
                Some(&index.name),
                "PostgreSQL keeps unique keys in a btree only",
                "leave `using` out, or `unique`",
            );
        }
        IndexSql::After(parts.statement(scope, index))
    }

    fn has_method(&self, _scope: &Scope<'_>, index: &Index) -> bool {
        match (index.method.as_deref(), self.methods) {
            (None, _) => true,
            (Some(method), Some(known)) => known.contains(&method),
            // Extensions bring methods of their own, so only those of MySQL are unknown.
            (Some(method), None) => !matches!(method, "fulltext" | "spatial"),
        }
    }

    fn primary_key(&self, scope: &Scope<'_>, key: &PrimaryKey) -> String {
        let mut sql = format!(
            "CONSTRAINT {} PRIMARY KEY ({})",
            self.quote(&key.name),
            scope.columns(&key.columns)
        );
        // Where tables are stored by their key, it stores every column anyway.
        let clustered = scope.backend.engine.has(Capability::ClusteredKeys);
        if !key.include.is_empty() && !clustered {
            sql.push_str(" INCLUDE (");
            sql.push_str(&scope.columns(&key.include));
            sql.push(')');
        }
        sql.push_str(deferrable(key.deferrable));
        sql
    }

    /// One that is not enforced is written too.
    fn has_foreign_key(&self, key: &ForeignKey) -> bool {
        key.loose.is_none()
    }

    fn partitions(&self, scope: &Scope<'_>) -> Vec<PartitionTable> {
        let partition = scope.table.intent.partition.as_ref();
        partition.map_or_else(Vec::new, |partition| partition::all(scope, partition))
    }

    fn table_head(&self, scope: &Scope<'_>) -> &'static str {
        if scope.table.options.unlogged && may(scope, Capability::UnloggedTables) {
            "CREATE UNLOGGED TABLE "
        } else {
            "CREATE TABLE "
        }
    }

    fn table_tail(&self, scope: &Scope<'_>) -> String {
        let options = &scope.table.options;
        let mut sql = ")".to_owned();
        if !options.inherits.is_empty() && may(scope, Capability::Inheritance) {
            let parents: Vec<_> = options
                .inherits
                .iter()
                .map(|parent| self.object_path_of(parent))
                .collect();
            sql.push_str(" INHERITS (");
            sql.push_str(&parents.join(", "));
            sql.push(')');
        }
        if let Some(partition) = &scope.table.intent.partition {
            sql.push_str(&partition::by(scope, partition));
        }
        if let Some(with) = &options.with
            && may(scope, Capability::TableParameters)
        {
            sql.push_str(" WITH (");
            sql.push_str(&scope.verbatim(with));
            sql.push(')');
        }
        sql
    }

    /// One that says what the parent's says.
    fn inherits_column(&self, at: &At<'_>) -> bool {
        parent_columns(at).any(|column| is_inherited(at.column, column))
    }

    fn inherits_not_null(&self, at: &At<'_>) -> bool {
        !at.in_primary_key() && parent_columns(at).any(|column| !column.nullable)
    }

    fn sequence(&self, at: &At<'_>, errors: &mut Errors) -> Option<[String; 2]> {
        sequence::is_written_out(at)
            .then(|| [sequence::create(at, &lower(at, errors)), sequence::own(at)])
    }

    fn on_update(&self, at: &At<'_>) -> Option<String> {
        let text = at.column.on_update.get(Dialect::Postgres)?;
        may(&at.scope, Capability::OnUpdate).then(|| at.scope.verbatim(text))
    }

    fn column_tail(&self, at: &At<'_>) -> String {
        let mut tail = String::new();
        if let Some(text) = self.on_update(at) {
            tail = format!(" ON UPDATE {text}");
        }
        if at.column.invisible && may(&at.scope, Capability::InvisibleColumns) {
            tail.push_str(" NOT VISIBLE");
        }
        tail
    }

    fn before_table(&self, scope: &Scope<'_>, out: &mut Script, errors: &mut Errors) {
        for at in scope.all_columns() {
            if let Some([create, _]) = self.sequence(&at, errors) {
                out.push(Some(&scope.path()), create);
            }
        }
    }

    fn after_table(&self, scope: &Scope<'_>, out: &mut Script, errors: &mut Errors) {
        let path = scope.path();
        let name = scope.table_name();
        for at in scope.all_columns() {
            if sequence::is_written_out(&at) {
                out.push(Some(&path), sequence::own(&at));
            }
            let storage = at.column.storage.as_ref();
            if let Some(storage) = storage.filter(|_| may(scope, Capability::ColumnStorage)) {
                for clause in storage_clauses(storage) {
                    let sql = format!("ALTER TABLE {name} ALTER COLUMN {} {clause}", at.name());
                    out.push(Some(&path), sql);
                }
            }
            if !may(scope, Capability::ColumnStatistics) {
                continue;
            }
            for clause in property::clauses(None, at.column) {
                // Partitions and children say for themselves what they are.
                let sql = format!(
                    "ALTER TABLE ONLY {name} ALTER COLUMN {} {clause}",
                    at.name()
                );
                out.push(Some(&path), sql);
            }
        }
        if let Some(partition) = &scope.table.intent.partition {
            partition::create(scope, partition, out, errors);
        }
        let security = scope.table.options.row_security;
        if let Some(security) = security.filter(|_| may(scope, Capability::RowSecurity)) {
            let sql = format!("ALTER TABLE {name} ENABLE ROW LEVEL SECURITY");
            out.push(Some(&path), sql);
            if security == RowSecurity::Forced {
                let sql = format!("ALTER TABLE {name} FORCE ROW LEVEL SECURITY");
                out.push(Some(&path), sql);
            }
        }
    }

    fn object_path(&self, object: &SqlObject) -> Option<String> {
        object::path(object)
    }

    fn drop_object(&self, schema: &Schema, object: &SqlObject) -> Option<String> {
        object::drop(schema, object)
    }

    fn object_comment(&self, object: &SqlObject, comment: &str) -> Option<String> {
        let comment = self.literal(&comment.replace('\0', ""));
        Some(format!("COMMENT ON {} IS {comment}", object::path(object)?))
    }

    /// NOT VALID means nothing in CREATE TABLE, and a unique index that a table's own key needs comes after the table.
    fn takes_foreign_key(&self, scope: &Scope<'_>, key: usize, late: bool) -> bool {
        let fk = &scope.table.foreign_keys[key];
        !late && fk.validated && !(fk.is_self_reference() && targets_index(scope, key))
    }

    fn comments(&self, scope: &Scope<'_>, out: &mut Script) {
        let path = scope.path();
        let name = scope.table_name();
        let literal = |text: &str| self.literal(&text.replace('\0', ""));
        if let Some(comment) = &scope.table.comment {
            let sql = format!("COMMENT ON TABLE {name} IS {}", literal(comment));
            out.push(Some(&path), sql);
        }
        for at in scope.all_columns() {
            if let Some(comment) = &at.column.comment {
                let sql = format!(
                    "COMMENT ON COLUMN {name}.{} IS {}",
                    at.name(),
                    literal(comment)
                );
                out.push(Some(&path), sql);
            }
        }
        for index in &scope.table.indexes {
            if let Some(comment) = &index.comment {
                let sql = format!(
                    "COMMENT ON INDEX {} IS {}",
                    scope.qualified(scope.table, &index.name),
                    literal(comment)
                );
                out.push(Some(&path), sql);
            }
        }
    }

    fn trigger(&self, at: &At<'_>, duty: Duty, name: &str, errors: &mut Errors) -> Option<String> {
        if !may(&at.scope, Capability::TriggerFunctions) {
            at.refuse(
                Code::RowTrigger,
                errors,
                format!(
                    "{} has no triggers",
                    at.scope.backend.engine.product.title()
                ),
                "maintain the column in the application: `by = application`",
            );
            return None;
        }
        match duty {
            Duty::Touch | Duty::Stamp => drop(now(at, errors)?),
            Duty::Bump => is_integer(at, errors).then_some(())?,
        }
        let column = at.name();
        let (event, when) = match duty {
            Duty::Stamp => ("INSERT", String::new()),
            Duty::Touch | Duty::Bump => (
                "UPDATE",
                format!("WHEN (NEW.{column} IS NOT DISTINCT FROM OLD.{column})\n"),
            ),
        };
        Some(format!(
            "CREATE TRIGGER {}\nBEFORE {event} ON {}\nFOR EACH ROW\n{when}EXECUTE FUNCTION {}()",
            self.quote(name),
            at.scope.table_name(),
            prologue::function_name(at, duty)
        ))
    }

    fn has_not_valid(&self) -> bool {
        true
    }

    fn prologue(&self, schema: &Schema, out: &mut Script, errors: &mut Errors) {
        prologue::create(schema, out, errors);
    }

    fn is_default_namespace(&self, name: &str) -> bool {
        name == prologue::DEFAULT_NAMESPACE
    }

    fn finish(&self, schema: &Schema, out: &mut Script) {
        prologue::finish(schema, out);
    }

    fn epilogue(&self, schema: &Schema, out: &mut Script) {
        prologue::drop(schema, out);
    }

    fn drop_items(&self, renderer: Renderer, schema: &Schema, plan: &Plan, out: &mut Script) {
        super::drop_items(renderer, "CONSTRAINT", schema, plan, out);
    }
}

impl Postgres {
    /// The path of a named object, quoted.
    fn object_path_of(&self, name: &ObjectName) -> String {
        self.path(name.schema.as_deref(), &name.name)
    }
}

/// Whether some server can do that which the statements are for.
fn may(scope: &Scope<'_>, capability: Capability) -> bool {
    scope.backend.engine.may_have(capability)
}

/// The columns of that name in the tables that a column's table inherits from.
fn parent_columns<'a>(at: &At<'a>) -> impl Iterator<Item = &'a Column> + use<'a> {
    let (schema, name) = (at.scope.schema, &at.column.name);
    let inherits = may(&at.scope, Capability::Inheritance);
    let parents = at
        .scope
        .table
        .options
        .inherits
        .iter()
        .filter(move |_| inherits);
    parents
        .filter_map(|parent| schema.find_table(parent.schema.as_deref(), &parent.name))
        .filter_map(move |parent| {
            let parent = &schema[parent];
            Some(&parent[parent.find_column(name)?])
        })
}

/// Whether a child's column says nothing that the parent's does not. Comments are not inherited, and are set apart; nor is
/// identity. Of a serial column the child has the default, from the parent's sequence.
pub(crate) fn is_inherited(child: &Column, parent: &Column) -> bool {
    let mut child = child.clone();
    child.field.clone_from(&parent.field);
    property::copy(parent, &mut child);
    child.comment.clone_from(&parent.comment);
    child.renamed_from.clone_from(&parent.renamed_from);
    if parent.identity == Some(Identity::Serial) {
        let default = child.default.get(Dialect::Postgres).unwrap_or_default();
        if child.identity.is_some() || !default.starts_with("nextval(") {
            return false;
        }
        child.default.clone_from(&parent.default);
        child.identity = parent.identity;
        child.sequence.clone_from(&parent.sequence);
    }
    child == *parent
        && !matches!(
            parent.identity,
            Some(Identity::Always | Identity::ByDefault)
        )
}

/// `MAIN COMPRESSION lz4` as SET clauses.
fn storage_clauses(storage: &str) -> Vec<String> {
    let (storage, compression) = setting::split(Some(storage));
    let storage = storage.map(|word| format!("SET STORAGE {word}"));
    let compression = compression.map(|word| format!("SET COMPRESSION {word}"));
    storage.into_iter().chain(compression).collect()
}

/// Whether another key before it has the same columns. CREATE TABLE makes one constraint of two such keys and says nothing
/// (`transformIndexConstraints`), so that one name would be missing.
fn repeats(scope: &Scope<'_>, index: &Index) -> bool {
    let table = scope.table;
    let columns = index.key_columns();
    let key = table.primary_key.as_ref().map(|key| &key.columns);
    key == columns.as_ref()
        || table
            .indexes
            .iter()
            .take_while(|other| other.name != index.name)
            .any(|other| is_constraint(other) && other.key_columns() == columns)
}

/// Whether no primary key or unique constraint of the table holds the referenced columns, so that an index must.
fn targets_index(scope: &Scope<'_>, key: usize) -> bool {
    let table = scope.table;
    let wanted = &table.foreign_keys[key].target_columns;
    let same = |columns: &[erd_core::schema::ColumnId]| {
        columns.len() == wanted.len() && columns.iter().all(|c| wanted.contains(&table[*c].name))
    };
    let in_key = table.primary_key.as_ref().is_some_and(|k| same(&k.columns));
    let in_constraint = table
        .indexes
        .iter()
        .filter(|i| is_constraint(i))
        .any(|i| i.key_columns().is_some_and(|columns| same(&columns)));
    !in_key && !in_constraint
}
