//! The catalog queries for objects that erd does not take apart. The server writes their statements.
//!
//! All answer the same columns: catalog, oid, [word](erd_core::schema::ObjectKind::word), namespace, name, arguments,
//! namespace and name of the table, comment, statement. A second row of an object is a second statement.

use super::super::sql::{
    has_columns, has_usual_name, is_period, is_serial, not_of_extension, user_namespace,
};

/// A name in a namespace as SQL, bare where it is in the default one.
macro_rules! path_of {
    ($namespace:literal, $name:literal) => {
        concat!(
            "CASE WHEN ",
            $namespace,
            ".nspname = 'public' THEN '' ELSE pg_catalog.quote_ident(",
            $namespace,
            ".nspname) || '.' END || pg_catalog.quote_ident(",
            $name,
            ")"
        )
    };
}

/// The comment of an object.
macro_rules! comment {
    ($class:literal, $oid:literal) => {
        concat!("pg_catalog.obj_description(", $oid, ", '", $class, "')")
    };
}

/// A join to the namespace of a relation `c` that is the user's.
macro_rules! relation {
    () => {
        concat!(
            "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND ",
            user_namespace!(),
            " AND c.relpersistence <> 't' AND ",
            not_of_extension!("pg_class", "c.oid")
        )
    };
}

pub(super) use {path_of, relation};

/// All namespaces of the user's, whatever they hold.
pub(super) const NAMESPACES: &str = concat!(
    "SELECT 'pg_namespace', n.oid, 'schema', NULL, n.nspname, NULL, NULL, NULL, ",
    "CASE WHEN n.nspname <> 'public' OR pg_catalog.lower(",
    comment!("pg_namespace", "n.oid"),
    ") <> 'standard public schema' THEN ",
    comment!("pg_namespace", "n.oid"),
    " END, ",
    "'CREATE SCHEMA ' || CASE WHEN n.nspname = 'public' THEN 'IF NOT EXISTS ' ELSE '' END || pg_catalog.quote_ident(n.nspname) ",
    "FROM pg_catalog.pg_namespace n WHERE ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_namespace", "n.oid"),
);

/// A comment that is the extension's own says nothing.
pub(super) const EXTENSIONS: &str = concat!(
    "SELECT 'pg_extension', x.oid, 'extension', NULL, x.extname, NULL, NULL, NULL, ",
    "nullif(",
    comment!("pg_extension", "x.oid"),
    ", (SELECT a.comment FROM pg_catalog.pg_available_extensions() a WHERE a.name = x.extname)), ",
    "'CREATE EXTENSION IF NOT EXISTS ' || pg_catalog.quote_ident(x.extname) || CASE WHEN n.nspname = 'public' ",
    "OR n.nspname ~ '^pg_' OR NOT ",
    not_of_extension!("pg_namespace", "n.oid"),
    " THEN '' ELSE ' WITH SCHEMA ' || pg_catalog.quote_ident(n.nspname) END ",
    "FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace ",
    "WHERE x.extname <> 'plpgsql'"
);

/// The column that holds an ICU locale has moved twice.
pub(super) fn collations(version: i64) -> String {
    let locale = match version {
        170_000.. => "o.colllocale",
        150_000.. => "o.colliculocale",
        _ => "NULL",
    };
    let rules = if version >= 160_000 {
        "coalesce(', rules = ' || pg_catalog.quote_literal(o.collicurules), '')"
    } else {
        "''"
    };
    format!(
        concat!(
            "SELECT 'pg_collation', o.oid, 'collation', n.nspname, o.collname, NULL, NULL, NULL, ",
            comment!("pg_collation", "o.oid"),
            ", 'CREATE COLLATION ' || ",
            path_of!("n", "o.collname"),
            " || ' (provider = ' || CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END ",
            "|| CASE WHEN o.collisdeterministic THEN '' ELSE ', deterministic = false' END ",
            "|| CASE WHEN coalesce({}, CASE WHEN o.collcollate = o.collctype THEN o.collcollate END) IS NULL ",
            "THEN ', lc_collate = ' || pg_catalog.quote_literal(o.collcollate) || ', lc_ctype = ' || pg_catalog.quote_literal(o.collctype) ",
            "ELSE ', locale = ' || pg_catalog.quote_literal(coalesce({}, o.collcollate)) END || {} || ')' ",
            "FROM pg_catalog.pg_collation o JOIN pg_catalog.pg_namespace n ON n.oid = o.collnamespace AND ",
            user_namespace!(),
            " AND ",
            not_of_extension!("pg_collation", "o.oid")
        ),
        locale, locale, rules
    )
}

/// Composite types.
pub(super) const COMPOSITES: &str = concat!(
    "SELECT 'pg_type', t.oid, 'type', n.nspname, t.typname, NULL, NULL, NULL, ",
    comment!("pg_type", "t.oid"),
    ", 'CREATE TYPE ' || ",
    path_of!("n", "t.typname"),
    " || ' AS (' || coalesce((SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) || ' ' || ",
    "pg_catalog.format_type(a.atttypid, a.atttypmod) || ",
    "CASE WHEN a.attcollation <> at.typcollation THEN ' COLLATE ' || a.attcollation::pg_catalog.regcollation::pg_catalog.text ELSE '' END, ",
    "', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type at ON at.oid = a.atttypid ",
    "WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')' ",
    "FROM pg_catalog.pg_class c ",
    relation!(),
    " JOIN pg_catalog.pg_type t ON t.oid = c.reltype AND ",
    not_of_extension!("pg_type", "t.oid"),
    " WHERE c.relkind = 'c'"
);

/// Range types.
pub(super) const RANGES: &str = concat!(
    "SELECT 'pg_type', t.oid, 'type', n.nspname, t.typname, NULL, NULL, NULL, ",
    comment!("pg_type", "t.oid"),
    ", 'CREATE TYPE ' || ",
    path_of!("n", "t.typname"),
    " || ' AS RANGE (subtype = ' || pg_catalog.format_type(r.rngsubtype, NULL) ",
    "|| CASE WHEN o.opcdefault THEN '' ELSE ', subtype_opclass = ' || pg_catalog.quote_ident(o.opcname) END ",
    "|| CASE WHEN r.rngcollation <> s.typcollation THEN ', collation = ' || r.rngcollation::pg_catalog.regcollation::pg_catalog.text ELSE '' END ",
    "|| CASE WHEN r.rngcanonical <> 0 THEN ', canonical = ' || r.rngcanonical::pg_catalog.text ELSE '' END ",
    "|| CASE WHEN r.rngsubdiff <> 0 THEN ', subtype_diff = ' || r.rngsubdiff::pg_catalog.text ELSE '' END ",
    "|| coalesce(', multirange_type_name = ' || pg_catalog.quote_ident(m.typname), '') || ')' ",
    "FROM pg_catalog.pg_range r JOIN pg_catalog.pg_type t ON t.oid = r.rngtypid ",
    "JOIN pg_catalog.pg_type s ON s.oid = r.rngsubtype ",
    "JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc ",
    "LEFT JOIN pg_catalog.pg_type m ON m.oid = r.rngmultitypid ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_type", "t.oid")
);

/// Domains; a constraint that is not validated is a statement of its own.
pub(super) const DOMAINS: &str = concat!(
    "SELECT * FROM (SELECT 'pg_type' AS class, t.oid, 'domain', n.nspname, t.typname, NULL, NULL, NULL, ",
    comment!("pg_type", "t.oid"),
    ", 'CREATE DOMAIN ' || ",
    path_of!("n", "t.typname"),
    " || ' AS ' || pg_catalog.format_type(t.typbasetype, t.typtypmod) ",
    "|| CASE WHEN t.typcollation <> b.typcollation THEN ' COLLATE ' || t.typcollation::pg_catalog.regcollation::pg_catalog.text ELSE '' END ",
    "|| coalesce(' DEFAULT ' || coalesce(pg_catalog.pg_get_expr(t.typdefaultbin, 0), pg_catalog.quote_literal(t.typdefault)), '') ",
    // It has a name since PostgreSQL 18.
    "|| CASE WHEN t.typnotnull THEN coalesce((SELECT ' CONSTRAINT ' || pg_catalog.quote_ident(k.conname) FROM pg_catalog.pg_constraint k ",
    "WHERE k.contypid = t.oid AND k.contype = 'n' AND k.conname !~ '_not_null[0-9]*$'), '') || ' NOT NULL' ELSE '' END ",
    "|| coalesce((SELECT pg_catalog.string_agg(' CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' ' || pg_catalog.pg_get_constraintdef(k.oid), '' ",
    "ORDER BY k.conname COLLATE \"C\") FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c' AND k.convalidated), ''), 0 AS place ",
    "FROM pg_catalog.pg_type t JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace AND t.typtype = 'd' AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_type", "t.oid"),
    " UNION ALL SELECT 'pg_type', t.oid, 'domain', n.nspname, t.typname, NULL, NULL, NULL, NULL, ",
    "'ALTER DOMAIN ' || ",
    path_of!("n", "t.typname"),
    " || ' ADD CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' ' || pg_catalog.pg_get_constraintdef(k.oid), 1 ",
    "FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_type t ON t.oid = k.contypid AND k.contype = 'c' AND NOT k.convalidated ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_type", "t.oid"),
    ") d ORDER BY d.oid, d.place"
);

/// Sequences that no column owns.
pub(super) const SEQUENCES: &str = concat!(
    "SELECT 'pg_class', c.oid, 'sequence', n.nspname, c.relname, NULL, NULL, NULL, ",
    comment!("pg_class", "c.oid"),
    ", 'CREATE ' || CASE WHEN c.relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END || 'SEQUENCE ' || ",
    path_of!("n", "c.relname"),
    " || CASE WHEN s.seqtypid = 'pg_catalog.int8'::pg_catalog.regtype THEN '' ELSE ' AS ' || pg_catalog.format_type(s.seqtypid, NULL) END ",
    "|| CASE WHEN s.seqincrement = 1 THEN '' ELSE ' INCREMENT BY ' || s.seqincrement END ",
    "|| CASE WHEN s.seqmin = CASE WHEN s.seqincrement > 0 THEN 1 ELSE -l.top - 1 END THEN '' ELSE ' MINVALUE ' || s.seqmin END ",
    "|| CASE WHEN s.seqmax = CASE WHEN s.seqincrement > 0 THEN l.top ELSE -1 END THEN '' ELSE ' MAXVALUE ' || s.seqmax END ",
    "|| CASE WHEN s.seqstart = CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END THEN '' ELSE ' START WITH ' || s.seqstart END ",
    "|| CASE WHEN s.seqcache = 1 THEN '' ELSE ' CACHE ' || s.seqcache END ",
    "|| CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END ",
    "FROM pg_catalog.pg_class c ",
    relation!(),
    " JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid ",
    "CROSS JOIN LATERAL (SELECT CASE pg_catalog.format_type(s.seqtypid, NULL) WHEN 'smallint' THEN 32767 ",
    "WHEN 'integer' THEN 2147483647 ELSE 9223372036854775807 END::pg_catalog.int8 AS top) l ",
    "WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend p WHERE ",
    "p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.objid = c.oid AND p.refobjsubid > 0 AND ",
    "(p.deptype = 'i' OR p.deptype = 'a' AND ",
    is_serial!("c.oid", "p.refobjid", "p.refobjsubid"),
    "))"
);

/// Functions and procedures.
pub(super) const FUNCTIONS: &str = concat!(
    "SELECT 'pg_proc', f.oid, CASE f.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, n.nspname, f.proname, ",
    "pg_catalog.oidvectortypes(f.proargtypes), NULL, NULL, ",
    comment!("pg_proc", "f.oid"),
    ", pg_catalog.pg_get_functiondef(f.oid) ",
    "FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace AND f.prokind <> 'a' AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_proc", "f.oid"),
    // The functions of a range type come with it.
    " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend p WHERE ",
    "p.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.objid = f.oid AND p.deptype = 'i')"
);

/// Aggregates, which have no function that prints them.
pub(super) const AGGREGATES: &str = concat!(
    "SELECT 'pg_proc', f.oid, 'aggregate', n.nspname, f.proname, i.arguments, NULL, NULL, ",
    comment!("pg_proc", "f.oid"),
    ", 'CREATE AGGREGATE ' || ",
    path_of!("n", "f.proname"),
    " || '(' || i.arguments || ') (SFUNC = ' || a.aggtransfn::pg_catalog.text || ', STYPE = ' || pg_catalog.format_type(a.aggtranstype, NULL) ",
    "|| CASE WHEN a.aggtransspace <> 0 THEN ', SSPACE = ' || a.aggtransspace ELSE '' END ",
    "|| CASE WHEN a.aggfinalfn <> 0 THEN ', FINALFUNC = ' || a.aggfinalfn::pg_catalog.text ELSE '' END ",
    "|| CASE WHEN a.aggfinalextra THEN ', FINALFUNC_EXTRA' ELSE '' END ",
    "|| CASE WHEN a.aggfinalfn <> 0 AND a.aggfinalmodify <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END::\"char\" ",
    "THEN ', FINALFUNC_MODIFY = ' || CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END ELSE '' END ",
    "|| CASE WHEN a.aggcombinefn <> 0 THEN ', COMBINEFUNC = ' || a.aggcombinefn::pg_catalog.text ELSE '' END ",
    "|| CASE WHEN a.aggserialfn <> 0 THEN ', SERIALFUNC = ' || a.aggserialfn::pg_catalog.text ELSE '' END ",
    "|| CASE WHEN a.aggdeserialfn <> 0 THEN ', DESERIALFUNC = ' || a.aggdeserialfn::pg_catalog.text ELSE '' END ",
    "|| coalesce(', INITCOND = ' || pg_catalog.quote_literal(a.agginitval), '') ",
    "|| CASE WHEN a.aggmtransfn <> 0 THEN ', MSFUNC = ' || a.aggmtransfn::pg_catalog.text || ', MINVFUNC = ' || a.aggminvtransfn::pg_catalog.text ",
    "|| ', MSTYPE = ' || pg_catalog.format_type(a.aggmtranstype, NULL) ELSE '' END ",
    "|| CASE WHEN a.aggmtransspace <> 0 THEN ', MSSPACE = ' || a.aggmtransspace ELSE '' END ",
    "|| CASE WHEN a.aggmfinalfn <> 0 THEN ', MFINALFUNC = ' || a.aggmfinalfn::pg_catalog.text ELSE '' END ",
    "|| CASE WHEN a.aggmfinalextra THEN ', MFINALFUNC_EXTRA' ELSE '' END ",
    "|| coalesce(', MINITCOND = ' || pg_catalog.quote_literal(a.aggminitval), '') ",
    "|| CASE WHEN a.aggsortop <> 0 THEN ', SORTOP = OPERATOR(' || os.nspname || '.' || op.oprname || ')' ELSE '' END ",
    "|| CASE WHEN a.aggkind = 'h' THEN ', HYPOTHETICAL' ELSE '' END ",
    "|| CASE f.proparallel WHEN 's' THEN ', PARALLEL = SAFE' WHEN 'r' THEN ', PARALLEL = RESTRICTED' ELSE '' END || ')' ",
    "FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = f.oid ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_proc", "f.oid"),
    " LEFT JOIN pg_catalog.pg_operator op ON op.oid = a.aggsortop ",
    "LEFT JOIN pg_catalog.pg_namespace os ON os.oid = op.oprnamespace ",
    "CROSS JOIN LATERAL (SELECT coalesce(nullif(pg_catalog.pg_get_function_identity_arguments(f.oid), ''), '*') AS arguments) i"
);

/// Operators and casts.
pub(super) const OPERATORS: &str = concat!(
    "SELECT 'pg_operator', o.oid, 'operator', NULL, 'OPERATOR ' || i.path || ' (' || i.left_type || ', ' || pg_catalog.format_type(o.oprright, NULL) || ')', ",
    "NULL, NULL, NULL, ",
    comment!("pg_operator", "o.oid"),
    ", 'CREATE OPERATOR ' || i.path || ' (FUNCTION = ' || o.oprcode::pg_catalog.text ",
    "|| CASE WHEN o.oprleft <> 0 THEN ', LEFTARG = ' || i.left_type ELSE '' END ",
    "|| ', RIGHTARG = ' || pg_catalog.format_type(o.oprright, NULL) ",
    "|| coalesce(', COMMUTATOR = OPERATOR(' || pg_catalog.quote_ident(cn.nspname) || '.' || cm.oprname || ')', '') ",
    "|| coalesce(', NEGATOR = OPERATOR(' || pg_catalog.quote_ident(gn.nspname) || '.' || ng.oprname || ')', '') ",
    "|| CASE WHEN o.oprrest <> 0 THEN ', RESTRICT = ' || o.oprrest::pg_catalog.text ELSE '' END ",
    "|| CASE WHEN o.oprjoin <> 0 THEN ', JOIN = ' || o.oprjoin::pg_catalog.text ELSE '' END ",
    "|| CASE WHEN o.oprcanhash THEN ', HASHES' ELSE '' END || CASE WHEN o.oprcanmerge THEN ', MERGES' ELSE '' END || ')' ",
    "FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace AND o.oprcode <> 0 AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_operator", "o.oid"),
    " LEFT JOIN pg_catalog.pg_operator cm ON cm.oid = o.oprcom LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = cm.oprnamespace ",
    "LEFT JOIN pg_catalog.pg_operator ng ON ng.oid = o.oprnegate LEFT JOIN pg_catalog.pg_namespace gn ON gn.oid = ng.oprnamespace ",
    "CROSS JOIN LATERAL (SELECT pg_catalog.quote_ident(n.nspname) || '.' || o.oprname AS path, ",
    "CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE pg_catalog.format_type(o.oprleft, NULL) END AS left_type) i ",
    "UNION ALL SELECT 'pg_cast', k.oid, 'operator', NULL, i.path, NULL, NULL, NULL, ",
    comment!("pg_cast", "k.oid"),
    ", 'CREATE ' || i.path || CASE k.castmethod WHEN 'f' THEN ' WITH FUNCTION ' || k.castfunc::pg_catalog.regprocedure::pg_catalog.text ",
    "WHEN 'i' THEN ' WITH INOUT' ELSE ' WITHOUT FUNCTION' END ",
    "|| CASE k.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END ",
    "FROM pg_catalog.pg_cast k CROSS JOIN LATERAL (SELECT 'CAST (' || pg_catalog.format_type(k.castsource, NULL) || ' AS ' ",
    "|| pg_catalog.format_type(k.casttarget, NULL) || ')' AS path) i WHERE k.oid >= 16384 AND ",
    not_of_extension!("pg_cast", "k.oid"),
    // That of a range to its multirange comes with the type.
    " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend p WHERE ",
    "p.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND p.objid = k.oid AND p.deptype = 'i')"
);

/// Dictionaries and configurations of text search, each mapping a statement.
pub(super) const TEXT_SEARCH: &str = concat!(
    "SELECT * FROM (SELECT 'pg_ts_dict' AS class, d.oid, 'operator', NULL, 'TEXT SEARCH DICTIONARY ' || ",
    path_of!("n", "d.dictname"),
    ", NULL, NULL, NULL, ",
    comment!("pg_ts_dict", "d.oid"),
    ", 'CREATE TEXT SEARCH DICTIONARY ' || ",
    path_of!("n", "d.dictname"),
    " || ' (TEMPLATE = ' || pg_catalog.quote_ident(tn.nspname) || '.' || pg_catalog.quote_ident(t.tmplname) || coalesce(', ' || d.dictinitoption, '') || ')', 0 AS place, '' ",
    "FROM pg_catalog.pg_ts_dict d JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate ",
    "JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = d.dictnamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_ts_dict", "d.oid"),
    " UNION ALL SELECT 'pg_ts_config', g.oid, 'operator', NULL, 'TEXT SEARCH CONFIGURATION ' || ",
    path_of!("n", "g.cfgname"),
    ", NULL, NULL, NULL, ",
    comment!("pg_ts_config", "g.oid"),
    ", 'CREATE TEXT SEARCH CONFIGURATION ' || ",
    path_of!("n", "g.cfgname"),
    " || ' (PARSER = ' || pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.prsname) || ')', 0, '' ",
    "FROM pg_catalog.pg_ts_config g JOIN pg_catalog.pg_ts_parser p ON p.oid = g.cfgparser ",
    "JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = g.cfgnamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_ts_config", "g.oid"),
    " UNION ALL SELECT 'pg_ts_config', g.oid, 'operator', NULL, 'TEXT SEARCH CONFIGURATION ' || ",
    path_of!("n", "g.cfgname"),
    ", NULL, NULL, NULL, NULL, 'ALTER TEXT SEARCH CONFIGURATION ' || ",
    path_of!("n", "g.cfgname"),
    " || ' ADD MAPPING FOR ' || k.alias || ' WITH ' || ",
    "pg_catalog.string_agg(m.mapdict::pg_catalog.regdictionary::pg_catalog.text, ', ' ORDER BY m.mapseqno), 1, k.alias ",
    "FROM pg_catalog.pg_ts_config g JOIN pg_catalog.pg_ts_config_map m ON m.mapcfg = g.oid ",
    "JOIN LATERAL pg_catalog.ts_token_type(g.cfgparser) k ON k.tokid = m.maptokentype ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = g.cfgnamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_ts_config", "g.oid"),
    " GROUP BY g.oid, n.nspname, g.cfgname, k.alias) d ORDER BY d.class, d.oid, d.place, 12"
);

/// Options of foreign servers, tables and columns as SQL. What is called a password is not for anybody's eyes.
macro_rules! options {
    ($options:literal) => {
        concat!(
            "coalesce(' OPTIONS (' || (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(w.option_name) || ' ' || ",
            "pg_catalog.quote_literal(w.option_value), ', ' ORDER BY w.option_name COLLATE \"C\") ",
            "FROM pg_catalog.pg_options_to_table(",
            $options,
            ") w WHERE w.option_name !~* 'pass|secret') || ')', '')"
        )
    };
}

/// Foreign servers.
pub(super) const SERVERS: &str = concat!(
    "SELECT 'pg_foreign_server', s.oid, 'server', NULL, s.srvname, NULL, NULL, NULL, ",
    comment!("pg_foreign_server", "s.oid"),
    ", 'CREATE SERVER ' || pg_catalog.quote_ident(s.srvname) || coalesce(' TYPE ' || pg_catalog.quote_literal(s.srvtype), '') ",
    "|| coalesce(' VERSION ' || pg_catalog.quote_literal(s.srvversion), '') || ' FOREIGN DATA WRAPPER ' || pg_catalog.quote_ident(w.fdwname) || ",
    options!("s.srvoptions"),
    " FROM pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE ",
    not_of_extension!("pg_foreign_server", "s.oid")
);

/// Foreign tables.
pub(super) const FOREIGN_TABLES: &str = concat!(
    "SELECT 'pg_class', c.oid, 'foreign table', n.nspname, c.relname, NULL, NULL, NULL, ",
    comment!("pg_class", "c.oid"),
    ", 'CREATE FOREIGN TABLE ' || ",
    path_of!("n", "c.relname"),
    " || ' (' || coalesce((SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod) || ",
    options!("a.attfdwoptions"),
    " || CASE WHEN a.attcollation <> at.typcollation THEN ' COLLATE ' || a.attcollation::pg_catalog.regcollation::pg_catalog.text ELSE '' END ",
    "|| CASE WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS (' || pg_catalog.pg_get_expr(d.adbin, d.adrelid) || ') STORED' ",
    "ELSE coalesce(' DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') END ",
    "|| CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, ', ' ORDER BY a.attnum) ",
    "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type at ON at.oid = a.atttypid ",
    "LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum ",
    "WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '') ",
    "|| coalesce((SELECT pg_catalog.string_agg(', CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' ' || pg_catalog.pg_get_constraintdef(k.oid), '' ",
    "ORDER BY k.conname COLLATE \"C\") FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c'), '') ",
    "|| ') SERVER ' || pg_catalog.quote_ident(s.srvname) || ",
    options!("f.ftoptions"),
    " FROM pg_catalog.pg_foreign_table f JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid AND NOT c.relispartition ",
    relation!(),
    " JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver"
);

/// Views and materialized views.
pub(super) const VIEWS: &str = concat!(
    "SELECT * FROM (SELECT 'pg_class' AS class, c.oid, CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END, n.nspname, c.relname, NULL, NULL, NULL, ",
    comment!("pg_class", "c.oid"),
    ", 'CREATE ' || CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW ' ELSE  'VIEW ' END || ",
    path_of!("n", "c.relname"),
    " || CASE WHEN m.amname <> 'heap' THEN ' USING ' || pg_catalog.quote_ident(m.amname) ELSE '' END ",
    "|| coalesce(' WITH (' || pg_catalog.array_to_string(c.reloptions, ', ') || ')', '') || E' AS\\n' ",
    "|| pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid), ';') || CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN E'\\nWITH NO DATA' ELSE '' END, 0 AS place ",
    "FROM pg_catalog.pg_class c ",
    relation!(),
    " LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam WHERE c.relkind IN ('v', 'm') ",
    "UNION ALL SELECT 'pg_class', c.oid, 'view', n.nspname, c.relname, NULL, NULL, NULL, NULL, ",
    "'ALTER VIEW ' || ",
    path_of!("n", "c.relname"),
    " || ' ALTER COLUMN ' || pg_catalog.quote_ident(a.attname) || ' SET DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attnum ",
    "FROM pg_catalog.pg_class c ",
    relation!(),
    " JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum ",
    "WHERE c.relkind = 'v') v ORDER BY v.oid, v.place"
);

/// Indexes of materialized views, and those that a partition has of its own.
pub(super) const INDEXES: &str = concat!(
    "SELECT 'pg_class', r.oid, 'index', NULL, r.relname, NULL, n.nspname, c.relname, ",
    comment!("pg_class", "r.oid"),
    ", s.sql FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid ",
    "JOIN pg_catalog.pg_class c ON c.oid = x.indrelid AND (c.relkind = 'm' OR c.relispartition) ",
    relation!(),
    " LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = r.oid LEFT JOIN pg_catalog.pg_index px ON px.indexrelid = h.inhparent ",
    "LEFT JOIN pg_catalog.pg_class p ON p.oid = h.inhparent LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace ",
    // The table's index makes those of its partitions, unless some are missing: then it was made ON ONLY the table.
    "CROSS JOIN LATERAL (SELECT 0 AS place, pg_catalog.pg_get_indexdef(r.oid) AS sql UNION ALL SELECT 1, 'ALTER INDEX ' || ",
    path_of!("pn", "p.relname"),
    " || ' ATTACH PARTITION ' || ",
    path_of!("n", "r.relname"),
    " WHERE h.inhparent IS NOT NULL) s ",
    " WHERE (h.inhparent IS NULL OR NOT px.indisvalid) ",
    "AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = r.oid AND k.contype IN ('p', 'u', 'x')) ",
    "ORDER BY r.oid, s.place"
);

/// Constraints that a partition has of its own, and those about periods.
pub(super) const CONSTRAINTS: &str = concat!(
    "SELECT 'pg_constraint', k.oid, 'constraint', NULL, k.conname, NULL, n.nspname, c.relname, ",
    comment!("pg_constraint", "k.oid"),
    ", 'ALTER TABLE ' || ",
    path_of!("n", "c.relname"),
    " || ' ADD CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' ' || pg_catalog.pg_get_constraintdef(k.oid) ",
    "FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid AND (c.relispartition OR ",
    is_period!("k"),
    ") ",
    relation!(),
    " WHERE k.conparentid = 0 AND k.conislocal AND k.contype IN ('p', 'u', 'x', 'c', 'f') AND k.coninhcount = 0"
);

/// Extended statistics; a target of its own is a second statement.
pub(super) const STATISTICS: &str = concat!(
    "SELECT * FROM (SELECT 'pg_statistic_ext' AS class, s.oid, 'statistics', n.nspname, s.stxname, NULL, NULL, NULL, ",
    comment!("pg_statistic_ext", "s.oid"),
    ", pg_catalog.pg_get_statisticsobjdef(s.oid), 0 AS place FROM pg_catalog.pg_statistic_ext s ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_statistic_ext", "s.oid"),
    " UNION ALL SELECT 'pg_statistic_ext', s.oid, 'statistics', n.nspname, s.stxname, NULL, NULL, NULL, NULL, ",
    "'ALTER STATISTICS ' || ",
    path_of!("n", "s.stxname"),
    " || ' SET STATISTICS ' || s.stxstattarget, 1 FROM pg_catalog.pg_statistic_ext s ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace AND s.stxstattarget >= 0 AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_statistic_ext", "s.oid"),
    ") s ORDER BY s.oid, s.place"
);

/// Rewrite rules.
pub(super) const RULES: &str = concat!(
    "SELECT * FROM (SELECT 'pg_rewrite' AS class, u.oid, 'rule', NULL, u.rulename, NULL, n.nspname, c.relname, ",
    comment!("pg_rewrite", "u.oid"),
    ", pg_catalog.pg_get_ruledef(u.oid), 0 AS place FROM pg_catalog.pg_rewrite u ",
    "JOIN pg_catalog.pg_class c ON c.oid = u.ev_class AND u.rulename <> '_RETURN' ",
    relation!(),
    " UNION ALL SELECT 'pg_rewrite', u.oid, 'rule', NULL, u.rulename, NULL, n.nspname, c.relname, NULL, 'ALTER TABLE ' || ",
    path_of!("n", "c.relname"),
    " || CASE u.ev_enabled WHEN 'D' THEN ' DISABLE RULE ' WHEN 'R' THEN ' ENABLE REPLICA RULE ' ELSE ' ENABLE ALWAYS RULE ' END ",
    "|| pg_catalog.quote_ident(u.rulename), 1 FROM pg_catalog.pg_rewrite u ",
    "JOIN pg_catalog.pg_class c ON c.oid = u.ev_class AND u.rulename <> '_RETURN' AND u.ev_enabled <> 'O' ",
    relation!(),
    ") u ORDER BY u.oid, u.place"
);

/// Triggers; another state than enabled is a second statement.
pub(super) const TRIGGERS: &str = concat!(
    "SELECT * FROM (SELECT 'pg_trigger' AS class, g.oid, 'trigger', NULL, g.tgname, NULL, n.nspname, c.relname, ",
    comment!("pg_trigger", "g.oid"),
    ", pg_catalog.pg_get_triggerdef(g.oid), 0 AS place FROM pg_catalog.pg_trigger g ",
    "JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid AND NOT g.tgisinternal AND g.tgparentid = 0 ",
    relation!(),
    " AND ",
    not_of_extension!("pg_trigger", "g.oid"),
    " UNION ALL SELECT 'pg_trigger', g.oid, 'trigger', NULL, g.tgname, NULL, n.nspname, c.relname, NULL, 'ALTER TABLE ' || ",
    path_of!("n", "c.relname"),
    " || CASE g.tgenabled WHEN 'D' THEN ' DISABLE TRIGGER ' WHEN 'R' THEN ' ENABLE REPLICA TRIGGER ' ELSE ' ENABLE ALWAYS TRIGGER ' END ",
    "|| pg_catalog.quote_ident(g.tgname), 1 FROM pg_catalog.pg_trigger g ",
    "JOIN pg_catalog.pg_class c ON c.oid = g.tgrelid AND NOT g.tgisinternal AND g.tgparentid = 0 AND g.tgenabled <> 'O' ",
    relation!(),
    " AND ",
    not_of_extension!("pg_trigger", "g.oid"),
    ") g ORDER BY g.oid, g.place"
);

/// Event triggers.
pub(super) const EVENT_TRIGGERS: &str = concat!(
    "SELECT 'pg_event_trigger', v.oid, 'event trigger', NULL, v.evtname, NULL, NULL, NULL, ",
    comment!("pg_event_trigger", "v.oid"),
    ", s.sql FROM pg_catalog.pg_event_trigger v CROSS JOIN LATERAL (SELECT 0 AS place, ",
    "'CREATE EVENT TRIGGER ' || pg_catalog.quote_ident(v.evtname) || ' ON ' || v.evtevent ",
    "|| coalesce(' WHEN TAG IN (' || (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(t), ', ') FROM pg_catalog.unnest(v.evttags) t) || ')', '') ",
    "|| ' EXECUTE FUNCTION ' || v.evtfoid::pg_catalog.regproc::pg_catalog.text || '()' AS sql UNION ALL SELECT 1, ",
    "'ALTER EVENT TRIGGER ' || pg_catalog.quote_ident(v.evtname) || CASE v.evtenabled WHEN 'D' THEN ' DISABLE' ",
    "WHEN 'R' THEN ' ENABLE REPLICA' ELSE ' ENABLE ALWAYS' END WHERE v.evtenabled <> 'O') s WHERE ",
    not_of_extension!("pg_event_trigger", "v.oid"),
    " ORDER BY v.oid, s.place"
);

/// Row security policies.
pub(super) const POLICIES: &str = concat!(
    "SELECT 'pg_policy', p.oid, 'policy', NULL, p.polname, NULL, n.nspname, c.relname, ",
    comment!("pg_policy", "p.oid"),
    ", 'CREATE POLICY ' || pg_catalog.quote_ident(p.polname) || ' ON ' || ",
    path_of!("n", "c.relname"),
    " || CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END ",
    "|| CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END ",
    "|| CASE WHEN p.polroles = '{0}'::pg_catalog.oid[] THEN '' ELSE ' TO ' || (SELECT pg_catalog.string_agg(CASE WHEN r.oid = 0 THEN 'PUBLIC' ",
    "ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r.oid)) END, ', ' ORDER BY pg_catalog.pg_get_userbyid(r.oid) COLLATE \"C\") ",
    "FROM pg_catalog.unnest(p.polroles) r(oid)) END ",
    "|| coalesce(' USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')', '') ",
    "|| coalesce(' WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') ",
    "FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid ",
    relation!()
);

/// Comments on what has no place for one. The name is what COMMENT ON is followed by; the statement is the comment.
pub(super) const COMMENTS: &str = concat!(
    "SELECT 'pg_description', 0, 'comment', NULL, s.name, NULL, NULL, NULL, NULL, s.text, s.class, s.owner FROM (",
    "SELECT 'CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' ON ' || ",
    path_of!("n", "c.relname"),
    " AS name, d.description AS text, 'pg_class' AS class, c.oid AS owner FROM pg_catalog.pg_description d ",
    "JOIN pg_catalog.pg_constraint k ON k.oid = d.objoid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass ",
    // The objects among them have theirs.
    "JOIN pg_catalog.pg_class c ON c.oid = k.conrelid AND NOT ",
    is_period!("k"),
    " AND (NOT c.relispartition OR k.conparentid <> 0 OR k.coninhcount > 0) ",
    relation!(),
    " UNION ALL SELECT 'CONSTRAINT ' || pg_catalog.quote_ident(k.conname) || ' ON DOMAIN ' || ",
    path_of!("n", "t.typname"),
    ", d.description, 'pg_type', t.oid FROM pg_catalog.pg_description d ",
    "JOIN pg_catalog.pg_constraint k ON k.oid = d.objoid AND d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass ",
    "JOIN pg_catalog.pg_type t ON t.oid = k.contypid JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace AND ",
    user_namespace!(),
    " UNION ALL SELECT 'COLUMN ' || ",
    path_of!("n", "c.relname"),
    " || '.' || pg_catalog.quote_ident(a.attname), d.description, 'pg_class', c.oid FROM pg_catalog.pg_description d ",
    "JOIN pg_catalog.pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid > 0 ",
    "AND (c.relkind IN ('v', 'm', 'f', 'c') OR c.relispartition) ",
    relation!(),
    " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid ",
    "UNION ALL SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' WHEN 'i' THEN 'INDEX ' ELSE 'TABLE ' END || ",
    path_of!("n", "c.relname"),
    ", d.description, 'pg_class', coalesce(q.refobjid, x.indrelid, c.oid) FROM pg_catalog.pg_description d ",
    "JOIN pg_catalog.pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0 ",
    relation!(),
    " LEFT JOIN pg_catalog.pg_depend q ON c.relkind = 'S' AND q.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND q.objid = c.oid ",
    "AND q.refobjsubid > 0 AND q.deptype IN ('a', 'i') ",
    "LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid ",
    "LEFT JOIN pg_catalog.pg_class xc ON xc.oid = x.indrelid ",
    "WHERE c.relispartition OR q.refobjid IS NOT NULL OR (x.indrelid IS NOT NULL AND xc.relkind = 'r' AND (x.indisprimary OR x.indisexclusion))",
    ") s"
);

/// What is named and not described: word, namespace, name.
pub(super) const UNSUPPORTED: &str = concat!(
    "SELECT 'base type', n.nspname, t.typname FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace ",
    "AND t.typtype = 'b' AND t.typelem = 0 AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_type", "t.oid"),
    " UNION ALL SELECT 'operator class', n.nspname, o.opcname FROM pg_catalog.pg_opclass o JOIN pg_catalog.pg_namespace n ON n.oid = o.opcnamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_opclass", "o.oid"),
    " UNION ALL SELECT 'operator family', n.nspname, o.opfname FROM pg_catalog.pg_opfamily o JOIN pg_catalog.pg_namespace n ON n.oid = o.opfnamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_opfamily", "o.oid"),
    " UNION ALL SELECT 'conversion', n.nspname, o.conname FROM pg_catalog.pg_conversion o JOIN pg_catalog.pg_namespace n ON n.oid = o.connamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_conversion", "o.oid"),
    " UNION ALL SELECT 'text search parser', n.nspname, o.prsname FROM pg_catalog.pg_ts_parser o JOIN pg_catalog.pg_namespace n ON n.oid = o.prsnamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_ts_parser", "o.oid"),
    " UNION ALL SELECT 'text search template', n.nspname, o.tmplname FROM pg_catalog.pg_ts_template o JOIN pg_catalog.pg_namespace n ON n.oid = o.tmplnamespace AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_ts_template", "o.oid"),
    " UNION ALL SELECT 'language', NULL, o.lanname FROM pg_catalog.pg_language o WHERE o.oid >= 16384 AND ",
    not_of_extension!("pg_language", "o.oid"),
    " UNION ALL SELECT 'transform', NULL, pg_catalog.format_type(o.trftype, NULL) FROM pg_catalog.pg_transform o WHERE ",
    not_of_extension!("pg_transform", "o.oid"),
    " UNION ALL SELECT 'access method', NULL, o.amname FROM pg_catalog.pg_am o WHERE o.oid >= 16384 AND ",
    not_of_extension!("pg_am", "o.oid"),
    " UNION ALL SELECT 'foreign data wrapper', NULL, o.fdwname FROM pg_catalog.pg_foreign_data_wrapper o WHERE ",
    not_of_extension!("pg_foreign_data_wrapper", "o.oid"),
    " UNION ALL SELECT 'user mapping', NULL, o.usename || ' on ' || o.srvname FROM pg_catalog.pg_user_mappings o ",
    "UNION ALL SELECT 'publication', NULL, o.pubname FROM pg_catalog.pg_publication o ",
    "UNION ALL SELECT 'default privileges', n.nspname, pg_catalog.pg_get_userbyid(o.defaclrole) || ' on ' || ",
    "CASE o.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' ",
    "WHEN 'n' THEN 'schemas' ELSE 'large objects' END FROM pg_catalog.pg_default_acl o ",
    "LEFT JOIN pg_catalog.pg_namespace n ON n.oid = o.defaclnamespace ",
    "UNION ALL SELECT 'privileges on', n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ",
    "WHERE c.relpersistence <> 't' AND c.relacl IS NOT NULL AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_class", "c.oid"),
    " UNION ALL SELECT 'privileges on column', n.nspname, c.relname || '.' || a.attname FROM pg_catalog.pg_class c ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL ",
    "WHERE c.relpersistence <> 't' AND NOT a.attisdropped AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_class", "c.oid"),
    " UNION ALL SELECT 'privileges on', n.nspname, o.proname || '(' || pg_catalog.oidvectortypes(o.proargtypes) || ')' FROM pg_catalog.pg_proc o ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = o.pronamespace AND o.proacl IS NOT NULL AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_proc", "o.oid"),
    " UNION ALL SELECT 'privileges on type', n.nspname, t.typname FROM pg_catalog.pg_type t ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace AND t.typacl IS NOT NULL AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_type", "t.oid"),
    " UNION ALL SELECT 'privileges on schema', NULL, n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspacl IS NOT NULL ",
    "AND n.nspacl IS DISTINCT FROM (SELECT i.initprivs FROM pg_catalog.pg_init_privs i WHERE i.objoid = n.oid ",
    "AND i.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass) AND n.nspname <> 'public' AND ",
    user_namespace!(),
    // The foreign keys of a table are checked by triggers, and an owner can turn them off.
    " UNION ALL SELECT 'triggers of foreign keys are disabled:', n.nspname, c.relname FROM pg_catalog.pg_class c ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND ",
    user_namespace!(),
    " WHERE EXISTS (SELECT 1 FROM pg_catalog.pg_trigger g WHERE g.tgrelid = c.oid AND g.tgisinternal AND g.tgenabled <> 'O') ",
    "UNION ALL SELECT 'invalid index', n.nspname, r.relname FROM pg_catalog.pg_index x ",
    "JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid AND r.relkind = 'i' ",
    "JOIN pg_catalog.pg_class c ON c.oid = x.indrelid AND (c.relkind = 'm' OR c.relispartition) ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace AND ",
    user_namespace!(),
    " WHERE NOT x.indisvalid ",
    "UNION ALL SELECT 'name of an index in a setting of', n.nspname, c.relname FROM pg_catalog.pg_index x ",
    "JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid JOIN pg_catalog.pg_class c ON c.oid = x.indrelid ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND ",
    user_namespace!(),
    " WHERE (x.indisclustered OR x.indisreplident) AND NOT ",
    has_usual_name!(),
    " UNION ALL SELECT 'tablespace of index', n.nspname, c.relname FROM pg_catalog.pg_class c ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('i', 'I') AND c.reltablespace <> 0 AND ",
    user_namespace!(),
    " UNION ALL SELECT 'tablespace of', n.nspname, c.relname FROM pg_catalog.pg_class c ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'm' AND c.reltablespace <> 0 AND ",
    user_namespace!(),
    " UNION ALL SELECT 'parameters of partitioned index', n.nspname, r.relname FROM pg_catalog.pg_index x ",
    "JOIN pg_catalog.pg_class r ON r.oid = x.indexrelid AND r.relkind = 'I' AND r.reloptions IS NOT NULL ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace AND ",
    user_namespace!(),
    " WHERE EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = r.oid AND k.contype IN ('p', 'x')) ",
    "UNION ALL SELECT 'table without columns', n.nspname, c.relname FROM pg_catalog.pg_class c ",
    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ",
    "WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't' AND NOT ",
    has_columns!(),
    " AND ",
    user_namespace!(),
    " AND ",
    not_of_extension!("pg_class", "c.oid")
);
