//! MariaDB and MySQL: `information_schema`.

use erd_core::Dialect;
use testkit::Scratch;

use super::{counts, rows};
use crate::item::{Catalog, Kind};

pub(crate) fn read(database: &mut Scratch) -> Result<Catalog, String> {
    let mut catalog = Catalog::default();
    for [version] in rows(database, "SELECT substring_index(version(), '-', 1)")? {
        catalog.server = format!("{} {version}", database.dialect().title());
    }
    tables(database, &mut catalog)?;
    columns(database, &mut catalog)?;
    indexes(database, &mut catalog)?;
    foreign_keys(database, &mut catalog)?;
    checks(database, &mut catalog)?;
    let own = |table: &str, column: &str| {
        format!("SELECT count(*) FROM information_schema.{table} WHERE {column} = database()")
    };
    counts(
        database,
        &mut catalog,
        &[
            (
                "procedures and functions",
                &own("routines", "routine_schema"),
            ),
            ("triggers", &own("triggers", "trigger_schema")),
            ("views", &own("views", "table_schema")),
        ],
    )?;
    Ok(catalog)
}

fn tables(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    let sql =
        "SELECT table_name, engine, table_collation, table_comment FROM information_schema.tables
               WHERE table_schema = database() AND table_type = 'BASE TABLE' ORDER BY 1";
    for [table, engine, collation, comment] in rows(database, sql)? {
        catalog.push(
            Kind::Table,
            &table,
            "",
            "",
            vec![("engine", engine), ("collation", collation)],
        );
        comment_of(catalog, &table, "", comment);
    }
    Ok(())
}

fn columns(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    // The table's own collation is a fact of the table; a column has one where it differs.
    let sql = "SELECT c.table_name, c.column_name, c.column_type, if(c.is_nullable = 'NO', 'NOT NULL', 'NULL'),
                      if(c.column_default = 'NULL', '', c.column_default), c.extra, c.generation_expression,
                      if(c.collation_name = t.table_collation, '', c.collation_name), c.column_comment
               FROM information_schema.columns c
               JOIN information_schema.tables t USING (table_schema, table_name)
               WHERE c.table_schema = database() AND t.table_type = 'BASE TABLE'
               ORDER BY 1, c.ordinal_position";
    for [
        table,
        column,
        ty,
        null,
        default,
        extra,
        generated,
        collation,
        comment,
    ] in rows(database, sql)?
    {
        let facts = vec![
            ("type", ty),
            ("null", null),
            ("default", default),
            ("extra", extra),
            ("generated", generated),
            ("collation", collation),
        ];
        catalog.push(Kind::Column, &table, &column, "", facts);
        comment_of(catalog, &table, &column, comment);
    }
    Ok(())
}

fn comment_of(catalog: &mut Catalog, table: &str, column: &str, text: String) {
    if !text.is_empty() {
        catalog.push(Kind::Comment, table, column, "", vec![("text", text)]);
    }
}

fn indexes(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    let sql = "SELECT table_name, index_name, non_unique, index_type,
                      group_concat(concat(column_name, if(sub_part IS NULL, '', concat('(', sub_part, ')')),
                                          if(collation = 'D', ' DESC', ''))
                                   ORDER BY seq_in_index SEPARATOR ', ')
               FROM information_schema.statistics WHERE table_schema = database()
               GROUP BY table_name, index_name, non_unique, index_type ORDER BY 1, 2";
    for [table, name, non_unique, method, keys] in rows(database, sql)? {
        let kind = match (name.as_str(), non_unique.as_str()) {
            ("PRIMARY", _) => Kind::PrimaryKey,
            (_, "0") => Kind::Unique,
            _ => Kind::Index,
        };
        catalog.push(
            kind,
            &table,
            &name,
            &keys.clone(),
            vec![("keys", keys), ("method", method)],
        );
    }
    Ok(())
}

fn foreign_keys(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    let sql = "SELECT k.table_name, k.constraint_name,
                      concat('(', group_concat(k.column_name ORDER BY k.ordinal_position SEPARATOR ', '), ') -> ',
                             k.referenced_table_name, ' (',
                             group_concat(k.referenced_column_name ORDER BY k.ordinal_position SEPARATOR ', '), ')'),
                      r.delete_rule, r.update_rule
               FROM information_schema.key_column_usage k
               JOIN information_schema.referential_constraints r
                 ON r.constraint_schema = k.constraint_schema AND r.table_name = k.table_name
                AND r.constraint_name = k.constraint_name
               WHERE k.table_schema = database() AND k.referenced_table_name IS NOT NULL
               GROUP BY k.table_name, k.constraint_name, k.referenced_table_name, r.delete_rule, r.update_rule
               ORDER BY 1, 2";
    for [table, name, key, delete, update] in rows(database, sql)? {
        let facts = vec![
            ("key", key.clone()),
            ("ON DELETE", delete),
            ("ON UPDATE", update),
        ];
        catalog.push(Kind::ForeignKey, &table, &name, &key, facts);
    }
    Ok(())
}

fn checks(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    // On MariaDB a name is of one table, on MySQL of the whole database.
    let sql = if database.dialect() == Dialect::MariaDb {
        "SELECT table_name, constraint_name, check_clause FROM information_schema.check_constraints
         WHERE constraint_schema = database() ORDER BY 1, 2"
    } else {
        "SELECT t.table_name, c.constraint_name, c.check_clause FROM information_schema.check_constraints c
         JOIN information_schema.table_constraints t USING (constraint_schema, constraint_name)
         WHERE c.constraint_schema = database() AND t.constraint_type = 'CHECK' ORDER BY 1, 2"
    };
    for [table, name, expression] in rows(database, sql)? {
        catalog.push(
            Kind::Check,
            &table,
            &name,
            &expression.clone(),
            vec![("expression", expression)],
        );
    }
    Ok(())
}
