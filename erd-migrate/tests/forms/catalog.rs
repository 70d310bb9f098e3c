//! What the normal form knows of PostgreSQL's functions, operators, casts and types is what servers say.

use erd_core::Dialect;
use std::collections::{BTreeMap, BTreeSet};
use testkit::Scratch;

/// Writes the file anew, of all servers of the run: `ERD_FORMS_CATALOG=write`.
const WRITE: &str = "ERD_FORMS_CATALOG";
/// The newest version that the file was made of.
const NEWEST: u32 = 18;
const FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../erd-ddl/src/expression/postgres/catalog.txt"
);
const KNOWN: &str = include_str!("../../../erd-ddl/src/expression/postgres/catalog.txt");

/// Types as the file names them.
const TYPES: &str = "WITH t AS (SELECT t.oid, CASE WHEN t.typcategory = 'A' AND e.typname IS NOT NULL
    THEN e.typname || '[]' ELSE t.typname::text END AS name, t.typtype, t.typcategory, t.typispreferred,
    t.typtype IN ('b', 'r', 'm', 'p') AND t.typname !~ '^(pg_|internal$|cstring|.*trigger$|void$|.*_handler$|record$|_record)'
    AS usual FROM pg_type t LEFT JOIN pg_type e ON e.oid = t.typelem
    WHERE t.typnamespace = 'pg_catalog'::regnamespace)";

/// What functions people call: not what operators, indexes, the planner and types are made of.
const FUNCTIONS: &str = "SELECT 'f ' || p.proname, '(' || coalesce(string_agg(CASE
        WHEN p.provariadic <> 0 AND a.at = p.pronargs THEN replace(t.name, '[]', '') || '..'
        WHEN a.at > p.pronargs - p.pronargdefaults THEN t.name || '=' ELSE t.name END, ',' ORDER BY a.at), '') || ')' || r.name
    FROM pg_proc p JOIN t r ON r.oid = p.prorettype AND r.usual
    JOIN pg_description d ON d.objoid = p.oid AND d.classoid = 'pg_proc'::regclass
        AND d.description !~ '^(implementation of|I/O|deprecated|internal|join selectivity|restriction selectivity|hash|.* support)'
    LEFT JOIN LATERAL unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a(type, at) ON true
    LEFT JOIN t ON t.oid = a.type
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f' AND NOT p.proretset
        AND p.proname !~ '^(pg_|binary_upgrade|lo_|has_|gin_|hash|txid_|row_security|inet_(client|server)|current_setting_)'
    GROUP BY p.oid, p.proname, r.name HAVING coalesce(bool_and(t.usual), true)";

const OPERATORS: &str = "SELECT 'o ' || o.oprname, '(' || coalesce(a.name || ',', '') || b.name || ')' || r.name
    FROM pg_operator o LEFT JOIN t a ON a.oid = o.oprleft JOIN t b ON b.oid = o.oprright JOIN t r ON r.oid = o.oprresult
    WHERE coalesce(a.usual, true) AND b.usual AND r.usual";

const CASTS: &str = "SELECT 'c ' || a.name, b.name FROM pg_cast c JOIN t a ON a.oid = c.castsource JOIN t b ON b.oid = c.casttarget
    WHERE c.castcontext = 'i' AND a.oid <> b.oid AND a.usual AND b.usual";

const CATEGORIES: &str =
    "SELECT 't ' || name, typcategory::text || CASE WHEN typispreferred THEN '!' ELSE '' END
    FROM t WHERE usual AND name !~ '\\]$'";

const RANGES: &str = "SELECT 'r ' || a.name, b.name FROM pg_range r JOIN t a ON a.oid = r.rngtypid JOIN t b ON b.oid = r.rngsubtype";

type Facts = BTreeMap<String, BTreeSet<String>>;

fn parsed(text: &str) -> Facts {
    let lines = text.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let name = format!("{} {}", words.next()?, words.next()?);
        Some((name, words.map(str::to_owned).collect()))
    });
    lines.collect()
}

fn count(facts: &Facts) -> usize {
    facts.values().map(BTreeSet::len).sum()
}

/// What is in the first and not in the second.
fn missing(a: &Facts, b: &Facts) -> Vec<String> {
    let pairs = a
        .iter()
        .flat_map(|(name, all)| all.iter().map(move |one| (name, one)));
    let only = pairs.filter(|(name, one)| !b.get(*name).is_some_and(|all| all.contains(*one)));
    only.map(|(name, one)| format!("{name} {one}")).collect()
}

#[test]
fn the_catalog_is_what_servers_say() {
    let known = parsed(KNOWN);
    let mut said = Facts::new();
    let mut newest = 0;
    for engine in testkit::engines_of(Dialect::Postgres) {
        let scratch = Scratch::on(&engine);
        let mut connection =
            erd_live::connect(scratch.url()).unwrap_or_else(|error| panic!("{error}"));
        let mut ask = |sql: &str| {
            connection
                .query(sql)
                .unwrap_or_else(|e| panic!("{sql}: {e}"))
                .values
        };
        let version = ask("SELECT current_setting('server_version_num')")[0][0].clone();
        let version = version.unwrap_or_default();
        newest = newest.max(version.parse::<u32>().expect("a version") / 10_000);
        for of in [FUNCTIONS, OPERATORS, CASTS, CATEGORIES, RANGES] {
            for row in ask(&format!("{TYPES} {of}")) {
                let [Some(name), Some(what)] = row.as_slice() else {
                    panic!("{of}: {row:?}");
                };
                said.entry(name.clone()).or_default().insert(what.clone());
            }
        }
    }
    if std::env::var(WRITE).is_ok_and(|how| how == "write") {
        let lines = said.iter().map(|(name, all)| {
            let all: Vec<_> = all.iter().map(String::as_str).collect();
            format!("{name} {}\n", all.join(" "))
        });
        std::fs::write(FILE, lines.collect::<String>()).expect("the file");
        return;
    }
    assert!(count(&said) > 1500, "{}", count(&said));
    // A version after the newest that the file knows may have more.
    if newest <= NEWEST {
        assert_eq!(missing(&said, &known), [""; 0], "not in {FILE}");
    }
    if newest >= NEWEST {
        assert_eq!(missing(&known, &said), [""; 0], "on no server");
    }
}
