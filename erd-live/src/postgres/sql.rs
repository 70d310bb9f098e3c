//! The catalog queries of PostgreSQL. Names come from `pg_catalog` alone, and everything that prints SQL runs with
//! `search_path = public`, so that what is in the default namespace is bare and all else is qualified, whoever asks.

/// Opens the transaction. PostgreSQL 14 to 18 know all of it.
pub(super) const BEGIN: [&str; 8] = [
    "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    "SET LOCAL search_path = public",
    "SET LOCAL statement_timeout = '60s'",
    "SET LOCAL lock_timeout = '10s'",
    "SET LOCAL quote_all_identifiers = off",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'postgres'",
    "SET LOCAL TimeZone = 'UTC'",
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

/// Whether a table has a column, which PostgreSQL does not ask for.
macro_rules! has_columns {
    () => {
        "EXISTS (SELECT 1 FROM pg_catalog.pg_attribute ea WHERE ea.attrelid = c.oid AND ea.attnum > 0 AND NOT ea.attisdropped)"
    };
}

/// The tables: no partitions, nothing of an extension, none without columns.
macro_rules! tables {
    () => {
        concat!(
            "pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ",
            "AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND ",
            user_namespace!(),
            " AND ",
            has_columns!(),
            " AND ",
            not_of_extension!("pg_class", "c.oid")
        )
    };
}

/// Whether the column holds integers, never NULL, and its default is the next number of the sequence and nothing else.
macro_rules! is_serial {
    ($sequence:literal, $table:literal, $column:literal) => {
        concat!(
            "(EXISTS (SELECT 1 FROM pg_catalog.pg_attrdef sd WHERE sd.adrelid = ",
            $table,
            " AND sd.adnum = ",
            $column,
            " AND pg_catalog.pg_get_expr(sd.adbin, sd.adrelid) = 'nextval(' || pg_catalog.quote_literal(",
            $sequence,
            "::pg_catalog.regclass::pg_catalog.text) || '::regclass)') ",
            "AND EXISTS (SELECT 1 FROM pg_catalog.pg_attribute sa JOIN pg_catalog.pg_type st ON st.oid = sa.atttypid ",
            "WHERE sa.attrelid = ",
            $table,
            " AND sa.attnum = ",
            $column,
            " AND sa.attnotnull AND CASE st.typbasetype WHEN 0 THEN st.oid ELSE st.typbasetype END ",
            "IN ('pg_catalog.int2'::pg_catalog.regtype, 'pg_catalog.int4'::pg_catalog.regtype, 'pg_catalog.int8'::pg_catalog.regtype)))"
        )
    };
}

/// The trigger of the partitioned table that a partition's trigger `g` was made from, as `r.root`.
macro_rules! root_trigger {
    () => {
        concat!(
            "CROSS JOIN LATERAL (WITH RECURSIVE up (oid, parent) AS (SELECT g.oid, g.tgparentid UNION ALL ",
            "SELECT t.oid, t.tgparentid FROM up JOIN pg_catalog.pg_trigger t ON t.oid = up.parent) ",
            "SELECT up.oid AS root FROM up WHERE up.parent = 0) r"
        )
    };
}

/// Whether a constraint is a key WITHOUT OVERLAPS or a reference with PERIOD, which PostgreSQL has since 18.
macro_rules! is_period {
    ($constraint:literal) => {
        concat!(
            "coalesce((pg_catalog.to_jsonb(",
            $constraint,
            ") ->> 'conperiod')::pg_catalog.bool, false)"
        )
    };
}

/// Whether the index `r` of `c` has a name that the server or the model gives it: one that a partition has by way of its
/// table is called after the partition and its columns.
macro_rules! has_usual_name {
    () => {
        concat!(
            "(NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits uh JOIN pg_catalog.pg_index ux ON ux.indexrelid = uh.inhparent AND ux.indisvalid ",
            "WHERE uh.inhrelid = r.oid) OR r.relname = c.relname || '_pkey' OR r.relname IN (SELECT c.relname || '_' || ",
            "(SELECT pg_catalog.string_agg(ua.attname, '_' ORDER BY ua.attnum) FROM pg_catalog.pg_attribute ua WHERE ua.attrelid = r.oid AND ua.attnum > 0) ",
            "|| ending FROM (VALUES ('_idx'), ('_key')) usual (ending)))"
        )
    };
}

pub(super) use {
    has_columns, has_usual_name, is_period, is_serial, not_of_extension, root_trigger,
    user_namespace,
};

/// oid, namespace, name, comment, partition key, its columns, options, unlogged, row security, forced, what the model
/// has no place for
pub(super) const TABLES: &str = concat!(
    "SELECT c.oid, n.nspname, c.relname, pg_catalog.obj_description(c.oid, 'pg_class'), ",
    "CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END, ",
    "CASE WHEN c.relkind = 'p' THEN (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY k.place) ",
    "FROM pg_catalog.pg_partitioned_table p CROSS JOIN LATERAL pg_catalog.unnest(p.partattrs::pg_catalog.int2[]) WITH ORDINALITY k(number, place) ",
    "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number WHERE p.partrelid = c.oid) END, ",
    "(SELECT pg_catalog.string_agg(o.text, ', ') FROM (SELECT pg_catalog.unnest(c.reloptions) AS text ",
    "UNION ALL SELECT 'toast.' || pg_catalog.unnest(x.reloptions) FROM pg_catalog.pg_class x WHERE x.oid = c.reltoastrelid) o), ",
    "c.relpersistence = 'u', c.relrowsecurity, c.relforcerowsecurity, ",
    "pg_catalog.concat_ws(', ', CASE WHEN c.reltablespace <> 0 THEN 'tablespace' END, ",
    "CASE WHEN m.amname <> 'heap' THEN 'access method ' || m.amname END, ",
    "CASE WHEN c.reloftype <> 0 THEN 'of type ' || pg_catalog.format_type(c.reloftype, NULL) END) ",
    "FROM ",
    tables!(),
    " LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam ",
    "ORDER BY n.nspname <> 'public', n.nspname COLLATE \"C\", c.relname COLLATE \"C\""
);

/// table, namespace and name of the table that it inherits
pub(super) const INHERITS: &str = concat!(
    "SELECT c.oid, pn.nspname, p.relname FROM ",
    tables!(),
    " JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid ",
    "JOIN pg_catalog.pg_class p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace ",
    "ORDER BY c.oid, i.inhseqno"
);

/// parent, partition, namespace, name, bounds, its own partition key, whether it is a table, what the model has no place
/// for
pub(super) const PARTITIONS: &str = concat!(
    "SELECT i.inhparent, c.oid, n.nspname, c.relname, pg_catalog.pg_get_expr(c.relpartbound, c.oid), ",
    "CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END, c.relkind IN ('r', 'p'), ",
    "pg_catalog.concat_ws(', ', CASE WHEN c.reltablespace <> 0 AND c.reltablespace <> p.reltablespace THEN 'tablespace' END, ",
    "CASE WHEN m.amname <> 'heap' THEN 'access method ' || m.amname END, (SELECT 'generated column ' || ",
    "pg_catalog.string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a ",
    "JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum ",
    "JOIN pg_catalog.pg_attribute pa ON pa.attrelid = p.oid AND pa.attname = a.attname AND pa.attnum > 0 ",
    "JOIN pg_catalog.pg_attrdef pd ON pd.adrelid = p.oid AND pd.adnum = pa.attnum ",
    "WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> '' ",
    "AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) <> pg_catalog.pg_get_expr(pd.adbin, pd.adrelid) HAVING count(*) > 0), ",
    // Those of an attached table stand as they were made, which INSERT without a list of columns tells.
    "CASE WHEN (SELECT pg_catalog.string_agg(a.attname, ',' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) ",
    "<> (SELECT pg_catalog.string_agg(a.attname, ',' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a WHERE a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped) ",
    "THEN 'order of columns' END) ",
    "FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relispartition AND c.relkind IN ('r', 'p', 'f') ",
    "JOIN pg_catalog.pg_class p ON p.oid = i.inhparent ",
    "LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ",
    "ORDER BY n.nspname <> 'public', n.nspname COLLATE \"C\", c.relname COLLATE \"C\""
);

/// table, number, name, type oid, type modifier, type as text, NOT NULL, default, generated, identity, serial, then of
/// its sequence: name, start, increment, least, greatest and cache where they are not the default, greatest of its type,
/// cycle; collation, its namespace, comment, storage and compression where they are not the default, whether it is the
/// table's own, whether it is inherited
const COLUMNS: &str = concat!(
    "SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, ",
    "pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, ",
    "pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated, a.attidentity, coalesce(q.serial, false), ",
    "q.relname, nullif(q.seqstart, CASE WHEN q.seqincrement > 0 THEN q.seqmin ELSE q.seqmax END), nullif(q.seqincrement, 1), ",
    "nullif(q.seqmin, CASE WHEN q.seqincrement > 0 THEN 1 ELSE -q.top - 1 END), ",
    "nullif(q.seqmax, CASE WHEN q.seqincrement > 0 THEN q.top ELSE -1 END), nullif(q.seqcache, 1), q.top, q.seqcycle, ",
    "CASE WHEN a.attcollation <> t.typcollation THEN o.collname END, on_.nspname, ",
    "pg_catalog.col_description(a.attrelid, a.attnum), ",
    "nullif(pg_catalog.concat_ws(' ', CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN 'PLAIN' ",
    "WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END, ",
    "CASE a.attcompression WHEN 'p' THEN 'COMPRESSION pglz' WHEN 'l' THEN 'COMPRESSION lz4' END), ''), ",
    "a.attislocal, a.attinhcount > 0{properties} FROM ",
    tables!(),
    " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ",
    "JOIN pg_catalog.pg_type t ON t.oid = a.atttypid ",
    "LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum ",
    "LEFT JOIN pg_catalog.pg_collation o ON o.oid = a.attcollation ",
    "LEFT JOIN pg_catalog.pg_namespace on_ ON on_.oid = o.collnamespace ",
    "LEFT JOIN (SELECT p.refobjid, p.refobjsubid, p.deptype = 'a' AS serial, sc.relname, s.*, ",
    "CASE pg_catalog.format_type(s.seqtypid, NULL) WHEN 'smallint' THEN 32767 WHEN 'integer' THEN 2147483647 ",
    "ELSE 9223372036854775807 END::pg_catalog.int8 AS top ",
    "FROM pg_catalog.pg_depend p JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.objid ",
    "JOIN pg_catalog.pg_class sc ON sc.oid = s.seqrelid ",
    "WHERE p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass ",
    "AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.refobjsubid > 0 ",
    "AND (p.deptype = 'i' OR p.deptype = 'a' AND ",
    is_serial!("s.seqrelid", "p.refobjid", "p.refobjsubid"),
    ")) q ON q.refobjid = a.attrelid AND q.refobjsubid = a.attnum ",
    "ORDER BY a.attrelid, a.attnum"
);

/// [`COLUMNS`], with the properties that [`erd_ddl::postgres_catalog`] lists at the end of each row.
pub(super) fn columns() -> String {
    let properties = erd_ddl::postgres_catalog().map(|(_, value)| format!(", {value}"));
    COLUMNS.replacen("{properties}", &properties.collect::<String>(), 1)
}

/// oid, namespace, name, kind, category, element, base type, base modifier, NOT NULL, comment, text
pub(super) const TYPES: &str = concat!(
    "SELECT t.oid, n.nspname, t.typname, t.typtype, t.typcategory, ",
    "CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END, t.typbasetype, t.typtypmod, t.typnotnull, ",
    "CASE WHEN t.typtype = 'e' THEN pg_catalog.obj_description(t.oid, 'pg_type') END, pg_catalog.format_type(t.oid, NULL) FROM pg_catalog.pg_type t ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace ",
    "WHERE t.oid IN (SELECT a.atttypid FROM pg_catalog.pg_attribute a JOIN ",
    tables!(),
    " ON c.oid = a.attrelid) OR t.typtype = 'd' OR (t.typtype = 'e' AND ",
    not_of_extension!("pg_type", "t.oid"),
    ") OR (n.nspname = 'pg_catalog' AND t.typtype = 'b')"
);

/// type, label
pub(super) const LABELS: &str = concat!(
    "SELECT e.enumtypid, e.enumlabel FROM pg_catalog.pg_enum e ",
    "ORDER BY e.enumtypid, e.enumsortorder"
);

/// table, name, kind, columns, target, target columns, on delete, on update, match, deferrable, deferred, validated,
/// expression, index, no inherit, columns that ON DELETE sets, enforced, whether it is about periods, definition of an
/// exclusion
pub(super) fn constraints(version: i64) -> String {
    let set_columns = if version >= 150_000 {
        "k.confdelsetcols"
    } else {
        "NULL"
    };
    // A NOT NULL of a column is a constraint since 18; only what the column does not say is of interest.
    let not_null = if version >= 180_000 {
        "k.contype <> 'n' OR k.connoinherit OR NOT k.convalidated"
    } else {
        "true"
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
            "pg_catalog.pg_get_expr(k.conbin, k.conrelid), k.conindid, k.connoinherit, {}, {}, ",
            is_period!("k"),
            ", CASE WHEN k.contype = 'x' THEN pg_catalog.pg_get_constraintdef(k.oid) END FROM ",
            tables!(),
            " JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid AND k.conparentid = 0 AND (k.contype <> 'c' OR k.conislocal) AND ({}) ",
            "ORDER BY k.conrelid, k.conname COLLATE \"C\""
        ),
        set_columns, enforced, not_null
    )
}

/// table, index, name, method, unique, valid, keys (number), columns in all, predicate, options, nulls not distinct,
/// comment, then of each key: position, column, text, operator class unless it is the default one, its options, collation
/// unless it is the column's, its namespace, whether it is a btree
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
            "pg_catalog.array_to_string(r.reloptions, ', '), {}, pg_catalog.obj_description(x.indexrelid, 'pg_class'), g.i, x.indkey[g.i - 1], ",
            "pg_catalog.pg_get_indexdef(x.indexrelid, g.i, false), ",
            "CASE WHEN NOT p.opcdefault OR p.opcintype IS NULL OR ia.attoptions IS NOT NULL THEN ",
            "CASE WHEN pg_catalog.pg_opclass_is_visible(p.oid) THEN '' ELSE pg_catalog.quote_ident(pn.nspname) || '.' END ",
            "|| pg_catalog.quote_ident(p.opcname) || coalesce(' (' || pg_catalog.array_to_string(ia.attoptions, ', ') || ')', '') END, ",
            "x.indoption[g.i - 1], ",
            "CASE WHEN x.indkey[g.i - 1] <> 0 AND x.indcollation[g.i - 1] <> ba.attcollation THEN ic.collname ",
            // An expression has a collation of its own, which no catalog has: the whole text says where the key has another.
            "WHEN x.indkey[g.i - 1] = 0 AND pg_catalog.strpos(pg_catalog.pg_get_indexdef(x.indexrelid), ",
            "pg_catalog.pg_get_indexdef(x.indexrelid, g.i, false) || ' COLLATE ') > 0 THEN ic.collname END, icn.nspname, ",
            "m.amname = 'btree' FROM ",
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
            "LEFT JOIN pg_catalog.pg_collation ic ON g.i <= x.indnkeyatts AND ic.oid = x.indcollation[g.i - 1] ",
            "LEFT JOIN pg_catalog.pg_namespace icn ON icn.oid = ic.collnamespace ",
            "ORDER BY x.indrelid, r.relname COLLATE \"C\", g.i"
        ),
        nulls
    )
}

/// table, trigger, its name, function, its namespace and name and body, of BEFORE triggers for each row that run on INSERT
/// or UPDATE, unconditionally enabled, of any column: whether on UPDATE
pub(super) const ROW_TRIGGERS: &str = concat!(
    "SELECT g.tgrelid, g.oid, g.tgname, f.oid, fn.nspname, f.proname, f.prosrc, g.tgtype & 20 = 16 FROM ",
    tables!(),
    " JOIN pg_catalog.pg_trigger g ON g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgparentid = 0 ",
    "AND g.tgtype & 3 = 3 AND g.tgtype & 28 IN (4, 16) AND g.tgattr::pg_catalog.text = '' AND g.tgenabled = 'O' AND g.tgnargs = 0 ",
    "JOIN pg_catalog.pg_proc f ON f.oid = g.tgfoid ",
    "JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace ",
    "ORDER BY g.tgrelid, g.tgname COLLATE \"C\""
);

/// What belongs to what: catalog and oid of the part, of the whole.
pub(super) const OWNERS: &str = concat!(
    "SELECT 'pg_attrdef', d.oid, 'pg_class', d.adrelid FROM pg_catalog.pg_attrdef d WHERE d.adrelid >= 16384 ",
    "UNION ALL SELECT 'pg_constraint', k.oid, CASE WHEN k.contypid <> 0 THEN 'pg_type' ELSE 'pg_class' END, ",
    "CASE WHEN k.contypid <> 0 THEN k.contypid ELSE k.conrelid END FROM pg_catalog.pg_constraint k WHERE k.oid >= 16384 AND k.contype <> 'f' ",
    // What references a key that is an object needs the object.
    "UNION ALL SELECT 'pg_class', k.conindid, 'pg_constraint', k.oid FROM pg_catalog.pg_constraint k WHERE k.contype IN ('p', 'u') AND ",
    is_period!("k"),
    " UNION ALL SELECT 'pg_rewrite', u.oid, 'pg_class', u.ev_class FROM pg_catalog.pg_rewrite u WHERE u.oid >= 16384 AND u.rulename = '_RETURN' ",
    "UNION ALL SELECT 'pg_class', x.indexrelid, 'pg_class', x.indrelid FROM pg_catalog.pg_index x WHERE x.indexrelid >= 16384 ",
    "AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u') AND ",
    is_period!("k"),
    ") ",
    "UNION ALL SELECT 'pg_type', c.reltype, 'pg_class', c.oid FROM pg_catalog.pg_class c WHERE c.oid >= 16384 AND c.reltype <> 0 AND c.relkind <> 'c' ",
    "UNION ALL SELECT 'pg_class', c.oid, 'pg_type', c.reltype FROM pg_catalog.pg_class c WHERE c.oid >= 16384 AND c.relkind = 'c' ",
    "UNION ALL SELECT 'pg_type', t.typarray, 'pg_type', t.oid FROM pg_catalog.pg_type t WHERE t.oid >= 16384 AND t.typarray <> 0 ",
    "UNION ALL SELECT 'pg_type', r.rngmultitypid, 'pg_type', r.rngtypid FROM pg_catalog.pg_range r WHERE r.rngtypid >= 16384 ",
    "UNION ALL SELECT 'pg_class', i.inhrelid, 'pg_class', i.inhparent FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid AND c.relispartition ",
    "UNION ALL SELECT 'pg_class', p.objid, 'pg_class', p.refobjid FROM pg_catalog.pg_depend p JOIN pg_catalog.pg_class c ON c.oid = p.objid AND c.relkind = 'S' ",
    "WHERE p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.refobjsubid > 0 AND p.deptype IN ('a', 'i')"
);

/// What depends on what: catalog and oid of both. Which column owns a sequence is a setting of its table.
pub(super) const DEPENDENCIES: &str = concat!(
    "SELECT DISTINCT d.classid::pg_catalog.regclass::pg_catalog.text, d.objid, d.refclassid::pg_catalog.regclass::pg_catalog.text, d.refobjid ",
    "FROM pg_catalog.pg_depend d WHERE d.objid >= 16384 AND d.refobjid >= 16384 AND d.deptype IN ('n', 'a') ",
    "AND NOT (d.deptype = 'a' AND d.refobjsubid > 0 AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass ",
    "AND EXISTS (SELECT 1 FROM pg_catalog.pg_class q WHERE q.oid = d.objid AND q.relkind = 'S')) ",
    "AND d.refclassid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass, ",
    "'pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_operator'::pg_catalog.regclass, 'pg_catalog.pg_collation'::pg_catalog.regclass, ",
    "'pg_catalog.pg_ts_config'::pg_catalog.regclass, 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, ",
    "'pg_catalog.pg_foreign_server'::pg_catalog.regclass, 'pg_catalog.pg_cast'::pg_catalog.regclass) ",
    // What a partition's trigger does otherwise is said once the table's trigger is there.
    "UNION ALL SELECT 'trigger state', g.oid, 'pg_trigger', r.root FROM pg_catalog.pg_trigger g ",
    root_trigger!(),
    " WHERE g.tgparentid <> 0 AND NOT g.tgisinternal"
);
