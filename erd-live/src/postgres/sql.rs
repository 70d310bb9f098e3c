//! The catalog queries of PostgreSQL. Names come from `pg_catalog` alone, and everything that prints SQL runs with
//! `search_path = public`, so that what is in the default namespace is bare and all else is qualified, whoever asks.

/// Opens the transaction. PostgreSQL 14 to 18 know all of it.
pub(super) const BEGIN: [&str; 7] = [
    "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "SET LOCAL search_path = public",
    "SET LOCAL statement_timeout = '60s'",
    "SET LOCAL lock_timeout = '10s'",
    "SET LOCAL quote_all_identifiers = off",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'postgres'",
];

/// Closes it.
pub(super) const END: &str = "ROLLBACK";

/// `server_version_num`.
pub(super) const VERSION: &str = "SELECT pg_catalog.current_setting('server_version_num')";

/// Which namespaces are the user's.
macro_rules! user_namespace {
    () => {
        "n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"
    };
}

/// What an extension owns is the extension's business.
macro_rules! not_of_extension {
    ($class:literal, $oid:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend e WHERE e.classid = 'pg_catalog.",
            $class,
            "'::pg_catalog.regclass AND e.objid = ",
            $oid,
            " AND e.deptype = 'e')"
        )
    };
}

/// The tables: no partitions, nothing of an extension.
macro_rules! tables {
    () => {
        concat!(
            "pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ",
            "AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND ",
            user_namespace!(),
            " AND ",
            not_of_extension!("pg_class", "c.oid")
        )
    };
}

/// oid, namespace, name, comment, partition key, inherits, unlogged, options, row security
pub(super) const TABLES: &str = concat!(
    "SELECT c.oid, n.nspname, c.relname, pg_catalog.obj_description(c.oid, 'pg_class'), ",
    "CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END, ",
    "EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid), ",
    "c.relpersistence = 'u', c.reloptions IS NOT NULL, c.relrowsecurity FROM ",
    tables!(),
    " ORDER BY n.nspname <> 'public', n.nspname COLLATE \"C\", c.relname COLLATE \"C\""
);

/// table, number, name, type oid, type modifier, type as text, NOT NULL, default, generated, identity, serial,
/// sequence has other than the default options, collation, comment
pub(super) const COLUMNS: &str = concat!(
    "SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, ",
    "pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, ",
    "pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated, a.attidentity, ",
    "a.attidentity = '' AND EXISTS (SELECT 1 FROM pg_catalog.pg_depend p WHERE ",
    "p.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND p.objid = d.oid ",
    "AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.refobjid = q.oid), ",
    "q.odd, CASE WHEN a.attcollation <> t.typcollation THEN o.collname END, on_.nspname, ",
    "pg_catalog.col_description(a.attrelid, a.attnum) FROM ",
    tables!(),
    " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ",
    "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid ",
    "LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum ",
    "LEFT JOIN pg_catalog.pg_collation o ON o.oid = a.attcollation ",
    "LEFT JOIN pg_catalog.pg_namespace on_ ON on_.oid = o.collnamespace ",
    "LEFT JOIN LATERAL (SELECT s.seqrelid AS oid, ",
    "s.seqstart <> 1 OR s.seqincrement <> 1 OR s.seqcycle OR s.seqcache <> 1 OR s.seqmin <> 1 AS odd ",
    "FROM pg_catalog.pg_depend p JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.objid ",
    "WHERE p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass ",
    "AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass ",
    "AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum AND p.deptype IN ('a', 'i') LIMIT 1) q ON true ",
    "ORDER BY a.attrelid, a.attnum"
);

/// oid, namespace, name, kind, category, element, base type, base modifier, NOT NULL, default, text of the base
pub(super) const TYPES: &str = concat!(
    "SELECT t.oid, n.nspname, t.typname, t.typtype, t.typcategory, ",
    "CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END, t.typbasetype, t.typtypmod, t.typnotnull, ",
    "t.typdefault, pg_catalog.format_type(t.oid, NULL) FROM pg_catalog.pg_type t ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace ",
    "WHERE t.oid IN (SELECT a.atttypid FROM pg_catalog.pg_attribute a JOIN ",
    tables!(),
    " ON c.oid = a.attrelid) OR t.typtype IN ('d', 'e') OR (n.nspname = 'pg_catalog' AND t.typtype = 'b')"
);

/// type, label
pub(super) const LABELS: &str = concat!(
    "SELECT e.enumtypid, e.enumlabel FROM pg_catalog.pg_enum e ",
    "ORDER BY e.enumtypid, e.enumsortorder"
);

/// table, name, kind, columns, target, target columns, on delete, on update, match, deferrable, deferred, validated,
/// expression, index, no inherit, columns that ON DELETE sets (number), has INCLUDE
pub(super) fn constraints(version: i64) -> String {
    let set_columns = if version >= 150_000 {
        "coalesce(pg_catalog.cardinality(k.confdelsetcols), 0)"
    } else {
        "0"
    };
    let enforced = if version >= 180_000 {
        "k.conenforced"
    } else {
        "true"
    };
    format!(
        concat!(
            "SELECT k.conrelid, k.conname, k.contype, k.conkey, k.confrelid, k.confkey, k.confdeltype, ",
            "k.confupdtype, k.confmatchtype, k.condeferrable, k.condeferred, k.convalidated, ",
            "pg_catalog.pg_get_expr(k.conbin, k.conrelid), k.conindid, k.connoinherit, {}, {} FROM ",
            tables!(),
            " JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.conparentid = 0 AND k.contype <> 'n' ",
            "ORDER BY k.conrelid, k.conname COLLATE \"C\""
        ),
        set_columns, enforced
    )
}

/// table, index, name, method, unique, valid, keys (number), columns in all, predicate, options, nulls not distinct,
/// then of each key: position, column, text, operator class unless it is the default one, its options, collation
/// unless it is the column's
pub(super) fn indexes(version: i64) -> String {
    let nulls = if version >= 150_000 {
        "x.indnullsnotdistinct"
    } else {
        "false"
    };
    format!(
        concat!(
            "SELECT x.indrelid, x.indexrelid, r.relname, m.amname, x.indisunique, x.indisvalid, ",
            "x.indnkeyatts, pg_catalog.pg_get_expr(x.indpred, x.indrelid), ",
            "pg_catalog.array_to_string(r.reloptions, ', '), {}, g.i, x.indkey[g.i - 1], ",
            "pg_catalog.pg_get_indexdef(x.indexrelid, g.i, false), ",
            "CASE WHEN NOT p.opcdefault OR p.opcintype IS NULL OR ia.attoptions IS NOT NULL THEN ",
            "CASE WHEN pg_catalog.pg_opclass_is_visible(p.oid) THEN '' ELSE pg_catalog.quote_ident(pn.nspname) || '.' END ",
            "|| pg_catalog.quote_ident(p.opcname) || coalesce(' (' || pg_catalog.array_to_string(ia.attoptions, ', ') || ')', '') END, ",
            "x.indoption[g.i - 1], ",
            "x.indcollation[g.i - 1] <> 0 AND x.indkey[g.i - 1] <> 0 AND x.indcollation[g.i - 1] <> ba.attcollation, m.amname = 'btree' FROM ",
            tables!(),
            " JOIN pg_catalog.pg_index x ON x.indrelid = c.oid ",
            "JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid ",
            "JOIN pg_catalog.pg_am m ON m.oid = r.relam ",
            "CROSS JOIN LATERAL pg_catalog.generate_series(1, x.indnatts) AS g(i) ",
            "LEFT JOIN pg_catalog.pg_opclass p ON g.i <= x.indnkeyatts AND p.oid = x.indclass[g.i - 1] ",
            "LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.opcnamespace ",
            "LEFT JOIN pg_catalog.pg_attribute ia ON ia.attrelid = x.indexrelid AND ia.attnum = g.i ",
            "LEFT JOIN pg_catalog.pg_attribute ba ON ba.attrelid = x.indrelid AND ba.attnum = x.indkey[g.i - 1] ",
            "AND x.indkey[g.i - 1] <> 0 ",
            "ORDER BY x.indrelid, r.relname COLLATE \"C\", g.i"
        ),
        nulls
    )
}

/// table, name of trigger, namespace and name of function, columns of UPDATE OF, whether BEFORE UPDATE FOR EACH ROW
pub(super) const TRIGGERS: &str = concat!(
    "SELECT g.tgrelid, g.tgname, fn.nspname, f.proname, (g.tgtype & 19) = 19, ",
    "pg_catalog.array_length(pg_catalog.string_to_array(nullif(g.tgattr::pg_catalog.text, ''), ' '), 1) FROM ",
    tables!(),
    " JOIN pg_catalog.pg_trigger g ON g.tgrelid = c.oid AND NOT g.tgisinternal ",
    "JOIN pg_catalog.pg_proc f ON f.oid = g.tgfoid ",
    "JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace ",
    "ORDER BY g.tgrelid, g.tgname COLLATE \"C\""
);

/// kind, namespace, name: all that is no table
pub(super) const OTHERS: &str = concat!(
    "SELECT c.relkind::pg_catalog.text, n.nspname, c.relname FROM pg_catalog.pg_class c ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND c.relkind IN ('v', 'm', 'f', 'c') AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_class", "c.oid"),
    " UNION ALL SELECT 'S', n.nspname, c.relname FROM pg_catalog.pg_class c ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND c.relkind = 'S' AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_class", "c.oid"),
    " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend p WHERE ",
    "p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.objid = c.oid AND p.deptype IN ('a', 'i')) ",
    "UNION ALL SELECT 'function', n.nspname, f.proname || '(' || pg_catalog.pg_get_function_identity_arguments(f.oid) || ')' ",
    "FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_proc", "f.oid"),
    " UNION ALL SELECT 'type ' || t.typtype::pg_catalog.text, n.nspname, t.typname FROM pg_catalog.pg_type t ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace AND t.typtype IN ('d', 'r') AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_type", "t.oid"),
    " UNION ALL SELECT 'rule', n.nspname, c.relname || '.' || u.rulename FROM pg_catalog.pg_rewrite u ",
    "JOIN pg_catalog.pg_class c ON c.oid = u.ev_class AND u.rulename <> '_RETURN' ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND ",
    user_namespace!(),
    " UNION ALL SELECT 'statistics', n.nspname, s.stxname FROM pg_catalog.pg_statistic_ext s ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace AND ",
    user_namespace!(),
    " UNION ALL SELECT 'collation', n.nspname, o.collname FROM pg_catalog.pg_collation o ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = o.collnamespace AND ",
    user_namespace!(),
    " UNION ALL SELECT 'policy', n.nspname, c.relname || '.' || p.polname FROM pg_catalog.pg_policy p ",
    "JOIN pg_catalog.pg_class c ON c.oid = p.polrelid ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND ",
    user_namespace!(),
    " UNION ALL SELECT 'extension', NULL, x.extname FROM pg_catalog.pg_extension x WHERE x.extname <> 'plpgsql'"
);
