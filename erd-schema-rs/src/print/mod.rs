//! The text of a schema file, before rustfmt.

mod columns;
mod custom;
mod joins;
mod text;

use crate::catalog::{self, Catalog, Table};
use crate::config::{Comments, PrintSchema, SameQuery};
use crate::names;
use crate::warning::{Code, Warning};
use custom::CustomTypes;
use erd_core::Engine;
use erd_core::schema::Schema;
use erd_ddl::DdlErrors;
use std::collections::BTreeSet;
use std::fmt;
use text::Text;

/// The first line.
const HEADER: &str = "// @generated automatically by Diesel CLI.\n\n";

/// What was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The file, as diesel hands it to rustfmt; see [`rustfmt`](crate::rustfmt).
    pub text: String,
    /// What is not in it, or will not compile.
    pub warnings: Vec<Warning>,
}

/// Why nothing can be printed.
#[derive(Debug)]
pub enum PrintError {
    /// The schema is not resolved: an id leads nowhere.
    Schema(DdlErrors),
    /// SQLite has no namespaces, and `schema` asks for one.
    Namespace,
}

impl fmt::Display for PrintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Schema(errors) => errors.fmt(f),
            Self::Namespace => f.write_str("SQLite has no namespaces, and `schema` asks for one"),
        }
    }
}

impl std::error::Error for PrintError {}

/// What `diesel print-schema` prints on a database that the schema makes. Tables that it would stop at are left out, with a
/// warning.
pub fn print(schema: &Schema, engine: Engine, config: &PrintSchema) -> Result<Printed, PrintError> {
    let mut catalog = catalog::read(schema, engine, config)?;
    let takes = |name: &str| config.filter.takes(name);
    catalog.tables.retain(|table| takes(&table.name.table));
    let mut warnings = left_out(&mut catalog, &takes);
    warnings.extend(same_names(&catalog.tables));
    let custom = CustomTypes::of(&catalog.tables, engine.dialect.family(), config);
    let mut out = Text::default();
    custom.print(&mut out, &catalog.tables);
    for (i, table) in catalog.tables.iter().enumerate() {
        if i > 0 {
            out.line("");
        }
        print_table(&mut out, table, custom.of_table(i), config);
    }
    print_joins(&mut out, &catalog, config);
    let body = match &config.schema {
        Some(schema) => {
            let mut module = Text::default();
            module.line(&format!("pub mod {} {{", names::rust(schema)));
            module.indented(&out);
            module.line("}");
            module
        }
        None => out,
    };
    Ok(Printed {
        text: format!("{HEADER}{}", body.as_str()),
        warnings,
    })
}

/// Takes out what diesel would stop at.
fn left_out(catalog: &mut Catalog, takes: &dyn Fn(&str) -> bool) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let warning = |code, path, detail| Warning { code, path, detail };
    catalog.tables.retain(|table| {
        let path = table.name.full();
        if table.key.is_empty() {
            warnings.push(warning(Code::NoPrimaryKey, path, String::new()));
            return false;
        }
        let unknown = table.columns.iter().find_map(|column| {
            let text = column.ty.as_ref().err()?;
            Some(format!("`{}`, which is `{text}`", column.name))
        });
        let is_known = unknown.is_none();
        warnings.extend(unknown.map(|text| warning(Code::UnsupportedType, path, text)));
        is_known
    });
    for name in catalog.virtual_tables.drain(..).filter(|name| takes(name)) {
        warnings.push(warning(Code::VirtualTable, name, String::new()));
    }
    for name in catalog.versioned.drain(..).filter(|name| takes(name)) {
        warnings.push(warning(Code::SystemVersioned, name, String::new()));
    }
    warnings
}

fn same_names(tables: &[Table]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut modules = BTreeSet::new();
    for table in tables {
        let rust = names::rust(&table.name.table);
        let mut columns = BTreeSet::new();
        for column in &table.columns {
            if !columns.insert(names::column(&column.name, &rust)) {
                let path = format!("{}.{}", table.name.full(), column.name);
                warnings.push(same_name(path));
            }
        }
        if !modules.insert(rust) {
            warnings.push(same_name(table.name.full()));
        }
    }
    warnings
}

fn same_name(path: String) -> Warning {
    Warning {
        code: Code::SameName,
        path,
        detail: String::new(),
    }
}

fn print_table(
    out: &mut Text,
    table: &Table,
    custom: Option<&[Option<String>]>,
    config: &PrintSchema,
) {
    let rust = names::rust(&table.name.table);
    let mut inner = Text::default();
    let mut imports: Vec<String> = config.import_types.clone().unwrap_or_default();
    let mut named = BTreeSet::new();
    for name in custom.into_iter().flatten().flatten() {
        if named.insert(name) {
            if imports.is_empty() {
                imports.push("diesel::sql_types::*".to_owned());
            }
            imports.push(format!("super::sql_types::{name}"));
        }
    }
    for import in &imports {
        inner.line(&format!("use {import};"));
    }
    if !imports.is_empty() {
        inner.line("");
    }
    let full = table.name.full();
    inner.docs(config.with_docs, table.comment.as_deref(), || {
        format!("Representation of the `{full}` table.\n\n(Automatically generated by Diesel.)")
    });
    if rust != table.name.table {
        inner.line(&format!("#[sql_name = {}]", text::quoted(&full)));
    }
    let path = match &table.name.schema {
        Some(schema) => format!("{}.{rust}", names::rust(schema)),
        None => rust.clone(),
    };
    let key: Vec<String> = table.key.iter().map(|c| names::column(c, &rust)).collect();
    inner.line(&format!("{path} ({}) {{", key.join(", ")));
    inner.indented(&columns::columns(table, custom, config.with_docs));
    inner.line("}");
    out.line("diesel::table! {");
    out.indented(&inner);
    out.line("}");
}

fn print_joins(out: &mut Text, catalog: &Catalog, config: &PrintSchema) {
    let keys = joins::joinable(catalog);
    for (i, key) in keys.iter().enumerate() {
        if i == 0 {
            out.line("");
        }
        let child = names::rust(&key.child.table);
        out.line(&format!(
            "diesel::joinable!({child} -> {} ({}));",
            names::rust(&key.parent.table),
            names::column(&key.columns[0], &child)
        ));
    }
    let groups = match config.allow_tables_to_appear_in_same_query_config {
        SameQuery::All => vec![catalog.tables.iter().map(|table| &table.name).collect()],
        SameQuery::Related => joins::groups(&catalog.tables, &keys),
        SameQuery::None => Vec::new(),
    };
    for (i, group) in groups.iter().filter(|group| group.len() > 1).enumerate() {
        if i == 0 {
            out.line("");
        }
        let names = group.iter().map(|name| names::rust(&name.table) + ",");
        out.line("diesel::allow_tables_to_appear_in_same_query!(");
        out.line(&format!("    {});", names.collect::<String>()));
    }
}

impl Comments {
    /// Whether definitions of types have comments too.
    const fn of_types(self) -> bool {
        matches!(self, Self::Always)
    }
}
