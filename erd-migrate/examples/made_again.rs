//! Loads SQL files into a scratch database, describes it, makes the same again in an empty one, describes that, and prints
//! what differs: in the model, and in the engine's own words.
//!
//! `made_again DIALECT FILE ..`; in the place of a file the address of a database, which is only read.

use erd_core::Dialect;
use erd_core::schema::Schema;
use erd_live::{Query, Rows};
use testkit::Scratch;

/// A scratch database as a connection.
struct Connection(Scratch);

impl Query for Connection {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self.0.answer(sql).map(Rows::from)
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let dialect = arguments.next().unwrap_or_default();
    let outcome = dialect
        .parse()
        .map_err(|error: erd_core::ParseDialectError| error.to_string())
        .and_then(|dialect| arguments.try_for_each(|file| round_trip(dialect, &file)));
    if let Err(error) = outcome {
        eprintln!("{error}");
    }
}

fn round_trip(dialect: Dialect, source: &str) -> Result<(), String> {
    let started = std::time::Instant::now();
    let loaded = if source.contains("://") {
        None
    } else {
        let mut before = Scratch::new(dialect);
        let text = std::fs::read_to_string(source).map_err(|error| format!("{source}: {error}"))?;
        before.execute_script(&text)?;
        Some(before)
    };
    let url = loaded.as_ref().map_or(source, Scratch::url);
    let found = erd_live::describe_url(url).map_err(|error| error.to_string())?;
    let columns: usize = found.schema.tables.iter().map(|t| t.columns.len()).sum();
    println!(
        "== {source}: {} tables, {columns} columns, {} objects, {} ms",
        found.schema.tables.len(),
        found.schema.objects.len(),
        started.elapsed().as_millis()
    );
    for what in &found.unsupported {
        println!("unsupported: {what}");
    }
    let engine = erd_core::Engine::new(dialect, &found.version);
    let script = erd_ddl::render(&found.schema, engine).map_err(|errors| errors.to_string())?;
    let mut after = Connection(Scratch::new(dialect));
    for sql in script.iter() {
        after.0.execute(sql)?;
    }
    let again = describe(&mut after, dialect)?;
    print("model", &lines(&found.schema), &lines(&again.schema));
    let lost = erd_live::oracle::lost(url, after.0.url(), Some(&found))
        .map_err(|error| error.to_string())?;
    println!("oracle: {} differences", lost.len());
    for difference in lost {
        println!("{difference}");
    }
    let drop = erd_ddl::render_drop(&again.schema, engine).map_err(|errors| errors.to_string())?;
    for sql in drop.iter() {
        after.0.execute(sql)?;
    }
    let empty = describe(&mut after, dialect)?;
    print("dropped", &[], &lines(&empty.schema));
    Ok(())
}

fn describe(connection: &mut Connection, dialect: Dialect) -> Result<erd_live::Described, String> {
    erd_live::describe(connection, dialect).map_err(|error| error.to_string())
}

fn print(what: &str, before: &[String], after: &[String]) {
    let gone = before.iter().filter(|line| !after.contains(line));
    let new = after.iter().filter(|line| !before.contains(line));
    let differences: Vec<String> = gone
        .map(|line| format!("- {line}"))
        .chain(new.map(|line| format!("+ {line}")))
        .collect();
    println!(
        "{what}: {} differences of {} lines",
        differences.len(),
        before.len()
    );
    for line in differences {
        println!("{line}");
    }
}

/// The model, one line per column, key and object.
fn lines(schema: &Schema) -> Vec<String> {
    let mut lines = Vec::new();
    for table in &schema.tables {
        let name = &table.name;
        lines.push(format!("{name}: {:?} {:?}", table.options, table.comment));
        lines.push(format!(
            "{name}: strict {} {:?}",
            table.strict, table.intent.partition
        ));
        let key = table.primary_key.iter().map(|k| format!("{name}: {k:?}"));
        lines.extend(key);
        lines.extend(table.columns.iter().map(|c| format!("{name}: {c:?}")));
        lines.extend(table.foreign_keys.iter().map(|k| format!("{name}: {k:?}")));
        lines.extend(table.indexes.iter().map(|i| format!("{name}: {i:?}")));
        lines.extend(table.checks.iter().map(|c| format!("{name}: {c:?}")));
        lines.extend(table.exclusions.iter().map(|e| format!("{name}: {e:?}")));
    }
    lines.extend(schema.enums.iter().map(|e| format!("{e:?}")));
    lines.extend(schema.objects.iter().map(|o| format!("{o:?}")));
    lines
}
