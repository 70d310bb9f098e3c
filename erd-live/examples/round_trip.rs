//! Loads SQL files into a scratch database, describes it, makes the same again in an empty one, describes that, and prints
//! what differs: in the model, and in what the engine itself says of its tables.
//!
//! `round_trip DIALECT FILE ..`; in the place of a file the address of a PostgreSQL database, which is only read.

use erd_core::Dialect;
use erd_core::schema::Schema;
use erd_live::{Query, Rows};
use testkit::Scratch;

/// A scratch database as a connection.
struct Connection(Scratch);

impl Query for Connection {
    fn query(&mut self, sql: &str) -> Result<Rows, String> {
        self.0.query(sql)
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
    let (found, before) = if source.starts_with("postgres://") {
        let found = erd_live::describe_url(source).map_err(|error| error.to_string())?;
        (found, dump(source)?)
    } else {
        let mut before = Connection(Scratch::new(dialect));
        let text = std::fs::read_to_string(source).map_err(|error| format!("{source}: {error}"))?;
        before.0.execute_script(&text)?;
        let found = describe(&mut before, dialect)?;
        (found, witness(&mut before, dialect)?)
    };
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
    let mut version = found.version.clone();
    version.truncate(2);
    let engine = erd_ddl::Engine::new(dialect, &version);
    let script = erd_ddl::render(&found.schema, engine).map_err(|errors| errors.to_string())?;
    let mut after = Connection(Scratch::new(dialect));
    for sql in script.iter() {
        after.0.execute(sql)?;
    }
    let again = describe(&mut after, dialect)?;
    print("model", &lines(&found.schema), &lines(&again.schema));
    print("engine", &before, &witness(&mut after, dialect)?);
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

/// What `pg_dump` writes of a database: its lines sorted within each statement, and the statements sorted.
fn dump(url: &str) -> Result<Vec<String>, String> {
    let output = std::process::Command::new("pg_dump")
        .args([
            "--schema-only",
            "--no-owner",
            "--no-privileges",
            "--dbname",
            url,
        ])
        .output()
        .map_err(|error| format!("pg_dump: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.lines().filter(|line| !line.starts_with("--"));
    let lines: Vec<&str> = lines.collect();
    let statements = lines.split(|line| line.is_empty());
    let mut statements: Vec<String> = statements
        .filter(|lines| !lines.is_empty())
        .map(|lines| {
            let mut lines: Vec<_> = lines
                .iter()
                .map(|line| line.trim().trim_end_matches(','))
                .collect();
            lines.sort_unstable();
            lines.join("\n")
        })
        .filter(|text| !text.starts_with("\\restrict") && !text.starts_with("\\unrestrict"))
        .collect();
    statements.sort();
    Ok(statements)
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

/// What the engine itself says: of SQLite the pragmas about each table, and the text of what erd does not take apart;
/// `SHOW CREATE TABLE` of every table, its lines sorted, because keys stand in the order in which they were made.
fn witness(connection: &mut Connection, dialect: Dialect) -> Result<Vec<String>, String> {
    let mut lines = Vec::new();
    if dialect == Dialect::Sqlite {
        for sql in [
            // DEFAULT NULL is none, and the rowid is never NULL.
            "SELECT s.name, x.name, x.type, x.\"notnull\" OR (x.pk AND upper(x.type) = 'INTEGER'), CASE WHEN upper(x.dflt_value) <> 'NULL' THEN x.dflt_value END, x.pk, x.hidden FROM sqlite_schema s, pragma_table_xinfo(s.name) x WHERE s.type = 'table'",
            "SELECT s.name, f.\"table\", f.\"from\", f.on_update, f.on_delete, f.seq FROM sqlite_schema s, pragma_foreign_key_list(s.name) f",
            "SELECT s.name, i.\"unique\", i.origin, i.partial, (SELECT group_concat(x.name || x.\"desc\" || x.coll || x.key) FROM pragma_index_xinfo(i.name) x) FROM sqlite_schema s, pragma_index_list(s.name) i",
            "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main'",
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') OR rootpage = 0",
        ] {
            for row in connection.query(sql)? {
                let words: Vec<String> = row.into_iter().map(Option::unwrap_or_default).collect();
                lines.push(words.join(" | "));
            }
        }
        lines.sort();
    } else if dialect.is_mysql_family() {
        let tables = connection.query("SHOW FULL TABLES WHERE Table_type <> 'VIEW'")?;
        for name in tables.into_iter().filter_map(|row| row.into_iter().next()?) {
            let sql = format!("SHOW CREATE TABLE {}", erd_ddl::quote(dialect, &name));
            let text = connection.query(&sql)?.into_iter().next();
            let text = text
                .and_then(|row| row.into_iter().nth(1)?)
                .unwrap_or_default();
            let of = text
                .lines()
                .map(|line| format!("{name}: {}", line.trim().trim_end_matches(',')));
            let start = lines.len();
            lines.extend(of);
            lines[start..].sort();
        }
    }
    Ok(lines)
}
