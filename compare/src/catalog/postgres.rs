//! PostgreSQL: `pg_catalog`.

use testkit::Scratch;

use super::{counts, rows};
use crate::item::{Catalog, Kind};

/// Tables of the user, with the name as it is written where `public` is on the search path.
const TABLES: &str = "
    WITH t AS (
        SELECT c.oid, c.relpersistence, c.reloptions,
               CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    )";

pub(crate) fn read(database: &mut Scratch) -> Result<Catalog, String> {
    let mut catalog = Catalog::default();
    for [version] in rows(
        database,
        "SELECT split_part(current_setting('server_version'), ' ', 1)",
    )? {
        catalog.server = format!("PostgreSQL {version}");
    }
    tables(database, &mut catalog)?;
    columns(database, &mut catalog)?;
    keys(database, &mut catalog)?;
    foreign_keys(database, &mut catalog)?;
    checks(database, &mut catalog)?;
    indexes(database, &mut catalog)?;
    enums(database, &mut catalog)?;
    comments(database, &mut catalog)?;
    outside(database, &mut catalog)?;
    Ok(catalog)
}

fn tables(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    let sql = format!(
        "{TABLES}
        SELECT t.name,
               CASE t.relpersistence WHEN 'u' THEN 'unlogged' ELSE '' END,
               array_to_string(t.reloptions, ', '),
               (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
                FROM pg_inherits i WHERE i.inhrelid = t.oid)
        FROM t ORDER BY 1"
    );
    for [table, persistence, options, parents] in rows(database, &sql)? {
        let facts = vec![
            ("persistence", persistence),
            ("options", options),
            ("inherits", parents),
        ];
        catalog.push(Kind::Table, &table, "", "", facts);
    }
    Ok(())
}

fn columns(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    let sql = format!(
        "{TABLES}
        SELECT t.name, a.attname, format_type(a.atttypid, a.atttypmod),
               CASE WHEN a.attnotnull THEN 'NOT NULL' ELSE 'NULL' END,
               CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
               CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END,
               CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END,
               CASE WHEN a.attcollation <> ty.typcollation THEN a.attcollation::regcollation::text END,
               pg_get_serial_sequence(t.oid::regclass::text, a.attname)
        FROM t
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type ty ON ty.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        ORDER BY 1, a.attnum"
    );
    for [
        table,
        column,
        ty,
        null,
        default,
        generated,
        identity,
        collation,
        sequence,
    ] in rows(database, &sql)?
    {
        // A serial column is one thing in two places, so it makes one difference and not two.
        let serial = default.starts_with("nextval(");
        let numbers = match (serial, sequence.is_empty()) {
            (true, false) => "from an owned sequence (serial)".to_owned(),
            (true, true) => "from a free sequence".to_owned(),
            (false, _) if identity.is_empty() => String::new(),
            (false, _) => format!("identity {identity}"),
        };
        let facts = vec![
            ("type", ty),
            ("null", null),
            ("default", if serial { String::new() } else { default }),
            ("numbers", numbers),
            ("generated", generated),
            ("collation", collation),
        ];
        catalog.push(Kind::Column, &table, &column, "", facts);
    }
    Ok(())
}

fn keys(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    let sql = format!(
        "{TABLES}
        SELECT t.name, k.conname, k.contype, pg_get_constraintdef(k.oid)
        FROM t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype IN ('p', 'u', 'x')
        ORDER BY 1, 2"
    );
    for [table, name, kind, definition] in rows(database, &sql)? {
        let kind = if kind == "p" {
            Kind::PrimaryKey
        } else {
            Kind::Unique
        };
        catalog.push(
            kind,
            &table,
            &name,
            &definition.clone(),
            vec![("definition", definition)],
        );
    }
    Ok(())
}

fn foreign_keys(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    let action = |column: &str| {
        format!(
            "CASE k.{column} WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
             WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT' END"
        )
    };
    let names = |table: &str, key: &str| {
        format!(
            "(SELECT string_agg(a.attname, ', ' ORDER BY x.n) FROM unnest(k.{key}) WITH ORDINALITY x(attnum, n)
              JOIN pg_attribute a ON a.attrelid = k.{table} AND a.attnum = x.attnum)"
        )
    };
    let sql = format!(
        "{TABLES}
        SELECT t.name, k.conname,
               '(' || {} || ') -> ' || k.confrelid::regclass || ' (' || {} || ')',
               {}, {},
               CASE k.confmatchtype WHEN 's' THEN '' WHEN 'f' THEN 'FULL' ELSE k.confmatchtype::text END,
               CASE WHEN NOT k.condeferrable THEN '' WHEN k.condeferred THEN 'initially deferred'
                    ELSE 'initially immediate' END,
               CASE WHEN k.convalidated THEN '' ELSE 'NOT VALID' END
        FROM t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
        ORDER BY 1, 2",
        names("conrelid", "conkey"),
        names("confrelid", "confkey"),
        action("confdeltype"),
        action("confupdtype"),
    );
    for [
        table,
        name,
        key,
        delete,
        update,
        matching,
        deferrable,
        validated,
    ] in rows(database, &sql)?
    {
        let facts = vec![
            ("key", key.clone()),
            ("ON DELETE", delete),
            ("ON UPDATE", update),
            ("MATCH", matching),
            ("deferrable", deferrable),
            ("validated", validated),
        ];
        catalog.push(Kind::ForeignKey, &table, &name, &key, facts);
    }
    Ok(())
}

fn checks(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    let sql = format!(
        "{TABLES}
        SELECT t.name, k.conname, pg_get_expr(k.conbin, k.conrelid),
               CASE WHEN k.convalidated THEN '' ELSE 'NOT VALID' END,
               CASE WHEN k.connoinherit THEN 'NO INHERIT' ELSE '' END
        FROM t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'c'
        ORDER BY 1, 2"
    );
    for [table, name, expression, validated, inherited] in rows(database, &sql)? {
        let facts = vec![
            ("expression", expression.clone()),
            ("validated", validated),
            ("inherited", inherited),
        ];
        catalog.push(Kind::Check, &table, &name, &expression, facts);
    }
    Ok(())
}

/// Indexes that back no constraint; those that do are in [`keys`].
fn indexes(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    let sql = format!(
        "{TABLES}
        SELECT t.name, c.relname, CASE WHEN i.indisunique THEN 'unique' ELSE '' END, pg_get_indexdef(c.oid)
        FROM t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid
        WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
        ORDER BY 1, 2"
    );
    for [table, name, unique, definition] in rows(database, &sql)? {
        // `CREATE INDEX name ON schema.table USING btree (..)`: the rest holds neither name nor schema of the table.
        let definition = definition
            .split_once(" USING ")
            .map_or(definition.as_str(), |(_, rest)| rest);
        let definition = definition.replace("public.", "");
        let shape = format!("{unique} {definition}");
        catalog.push(
            Kind::Index,
            &table,
            &name,
            &shape,
            vec![("unique", unique), ("definition", definition)],
        );
    }
    Ok(())
}

fn enums(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    let sql = "SELECT ty.typname, string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)
               FROM pg_enum e JOIN pg_type ty ON ty.oid = e.enumtypid GROUP BY ty.oid, ty.typname ORDER BY 1";
    for [name, values] in rows(database, sql)? {
        catalog.push(
            Kind::EnumType,
            "",
            &name,
            &values.clone(),
            vec![("values", values)],
        );
    }
    Ok(())
}

fn comments(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    let sql = format!(
        "{TABLES}
        SELECT t.name, coalesce(a.attname, ''), d.description
        FROM t JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = t.oid
        LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.objsubid AND a.attnum > 0
        UNION ALL
        SELECT t.name, 'constraint ' || k.conname, d.description
        FROM t JOIN pg_constraint k ON k.conrelid = t.oid
        JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid
        UNION ALL
        SELECT t.name, 'index ' || c.relname, d.description
        FROM t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid
        ORDER BY 1, 2"
    );
    for [table, what, text] in rows(database, &sql)? {
        catalog.push(Kind::Comment, &table, &what, "", vec![("text", text)]);
    }
    Ok(())
}

fn outside(database: &mut Scratch, catalog: &mut Catalog) -> Result<(), String> {
    const OWN: &str = "nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'";
    const EXTENSION: &str = "SELECT FROM pg_depend WHERE deptype = 'e' AND objid";
    let relations = |kind: &str| {
        format!(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = '{kind}' AND {OWN}"
        )
    };
    let functions = format!(
        "SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
         WHERE {OWN} AND NOT EXISTS ({EXTENSION} = p.oid)"
    );
    let types = format!(
        "SELECT count(*) FROM pg_type y JOIN pg_namespace n ON n.oid = typnamespace
         LEFT JOIN pg_class c ON c.oid = y.typrelid
         WHERE {OWN} AND (y.typtype = 'd' OR y.typtype = 'c' AND c.relkind = 'c') AND NOT EXISTS ({EXTENSION} = y.oid)"
    );
    counts(
        database,
        catalog,
        &[
            ("domains and composite types", &types),
            (
                "extensions",
                "SELECT count(*) FROM pg_extension WHERE extname <> 'plpgsql'",
            ),
            ("functions and aggregates", &functions),
            ("materialized views", &relations("m")),
            (
                "rules",
                "SELECT count(*) FROM pg_rules WHERE schemaname = 'public'",
            ),
            ("sequences", &relations("S")),
            (
                "triggers",
                "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal",
            ),
            ("views", &relations("v")),
        ],
    )
}
