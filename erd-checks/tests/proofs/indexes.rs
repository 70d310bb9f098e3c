//! What rules on indexes say of engines, asked of the engines: with each claim its negative control.

use super::claims::Shown::{Gives, Says};
use super::claims::{Claim, claim, prove};
use erd_checks::check_schema;
use erd_core::Dialect::{self, MariaDb, MySql, Postgres};
use erd_core::schema::{
    AccessPath, Column, ColumnId, Index, IndexKey, IndexKind, Order, PrimaryKey, Role, Schema,
    Table, Type,
};
use erd_core::{Family, Level, Scalar};
use testkit::Scratch;

pub(super) const CLAIMS: &[Claim] = &[
    // Each of the two is written.
    claim(
        "I03",
        &[(Postgres, Gives("2", "1"))],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, a integer)",
            "CREATE INDEX i ON t (a)",
        ],
        &[
            "CREATE INDEX j ON t (a)",
            "INSERT INTO t SELECT i, i FROM generate_series(1, 10000) AS s (i)",
            "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND NOT indisprimary AND pg_relation_size(indexrelid) > 0",
        ],
        &[
            "INSERT INTO t SELECT i, i FROM generate_series(1, 10000) AS s (i)",
            "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND NOT indisprimary AND pg_relation_size(indexrelid) > 0",
        ],
    ),
    // MariaDB says so itself: note 1831.
    claim(
        "I03",
        &[(MariaDb, Says("1831"))],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer)",
            "CREATE INDEX i ON t (a)",
        ],
        &["CREATE INDEX j ON t (a)", "SHOW WARNINGS"],
        &["CREATE INDEX j ON t (b)", "SHOW WARNINGS"],
    ),
    // Without an SRID the optimizer passes a spatial index by.
    claim(
        "I21",
        &[(MySql, Says(" ALL "))],
        &[],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, a point NOT NULL, SPATIAL KEY (a))",
            "INSERT INTO t WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 900) SELECT i, ST_PointFromText(concat('POINT(', i % 30, ' ', i DIV 30, ')')) FROM s",
            "ANALYZE TABLE t",
            "EXPLAIN FORMAT=TRADITIONAL SELECT * FROM t WHERE MBRContains(ST_GeomFromText('POLYGON((1 1,1 2,2 2,2 1,1 1))'), a)",
        ],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, a point NOT NULL SRID 0, SPATIAL KEY (a))",
            "INSERT INTO t WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 900) SELECT i, ST_PointFromText(concat('POINT(', i % 30, ' ', i DIV 30, ')')) FROM s",
            "ANALYZE TABLE t",
            "EXPLAIN FORMAT=TRADITIONAL SELECT * FROM t WHERE MBRContains(ST_GeomFromText('POLYGON((1 1,1 2,2 2,2 1,1 1))'), a)",
        ],
    )
    .level(Level::Warn),
    // A declared comparison of JSON: containment by GIN.
    claim(
        "T09",
        &[(Postgres, Says("Seq Scan"))],
        &[
            "CREATE TABLE t (id integer PRIMARY KEY, a jsonb NOT NULL)",
            "INSERT INTO t SELECT i, jsonb_build_object('k', i) FROM generate_series(1, 10000) AS s (i)",
        ],
        &[
            "ANALYZE t",
            "EXPLAIN SELECT * FROM t WHERE a @> '{\"k\": 7}'",
        ],
        &[
            "CREATE INDEX i ON t USING gin (a)",
            "ANALYZE t",
            "EXPLAIN SELECT * FROM t WHERE a @> '{\"k\": 7}'",
        ],
    )
    .declared(|schema| {
        schema.tables[0].intent.access.push(AccessPath {
            by: vec![ColumnId(1)],
            range: None,
            contains: Vec::new(),
            order: Vec::new(),
            limit: false,
            live: false,
            select: Vec::new(),
        });
    }),
];

#[test]
fn of_indexes() {
    prove(CLAIMS);
}

/// Columns of the table that is asked: a key, three numbers, and when a row was deleted.
const COLUMNS: [&str; 5] = ["id", "a", "b", "c", "deleted_at"];

/// Keys of the index; columns compared with `=`; one compared with `>`; the sort; whether only live rows are read.
struct Case {
    index: &'static str,
    by: &'static str,
    range: &'static str,
    order: &'static str,
    live: bool,
}

const fn case(
    index: &'static str,
    by: &'static str,
    range: &'static str,
    order: &'static str,
) -> Case {
    Case {
        index,
        by,
        range,
        order,
        live: false,
    }
}

const CASES: &[Case] = &[
    case("a", "a", "", ""),
    case("a, b", "b, a", "", ""),
    case("a, c, b", "a, b", "", ""),
    case("a, b", "a", "b", ""),
    case("b, a", "a", "b", ""),
    case("a, b, id", "a", "", "b, id"),
    case("a, b, id", "a", "", "b desc, id desc"),
    case("a, b desc, id desc", "a", "", "b, id"),
    case("a, b desc, id", "a", "", "b desc, id"),
    case("a, b, id", "a", "", "b desc, id"),
    case("a", "a", "", "b"),
    case("a, c, b", "a", "", "b"),
    case("b, a", "a", "", "b"),
    case("b, c", "", "", "b, c"),
    case("c, b", "", "", "b, c"),
    case("a, b, c", "a", "b", "b, c"),
    case("a, c, b", "a", "b", "b, c"),
    Case {
        live: true,
        ..case("a, deleted_at", "a", "", "")
    },
    Case {
        live: true,
        ..case("a, b", "a", "", "b")
    },
];

fn list(text: &str) -> Vec<(ColumnId, Order)> {
    let parts = text.split(", ").filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, order) = match part.strip_suffix(" desc") {
                Some(name) => (name, Order::Desc),
                None => (part, Order::Asc),
            };
            let position = COLUMNS.iter().position(|c| *c == name);
            (ColumnId(position.expect("a column of the table")), order)
        })
        .collect()
}

impl Case {
    /// Whether the rules find nothing to say of the path.
    fn is_served(&self) -> bool {
        let mut table = Table::new("t");
        table.columns = COLUMNS
            .into_iter()
            .map(|name| Column::new(name, Type::Scalar(Scalar::I64)))
            .collect();
        table.columns[4].nullable = true;
        table.columns[4].role = Some(Role::DeletedAt);
        table.primary_key = Some(PrimaryKey::new("t_pkey".to_owned(), vec![ColumnId(0)]));
        let mut index = Index::new("i", IndexKind::Plain, []);
        index.keys = list(self.index)
            .into_iter()
            .map(|(column, order)| IndexKey {
                order,
                ..IndexKey::column(column)
            })
            .collect();
        table.indexes.push(index);
        table.intent.access.push(AccessPath {
            by: list(self.by).into_iter().map(|(c, _)| c).collect(),
            range: list(self.range).first().map(|(c, _)| *c),
            contains: Vec::new(),
            order: list(self.order),
            limit: false,
            live: self.live,
            select: Vec::new(),
        });
        let schema = Schema {
            objects: Vec::new(),
            tables: vec![table],
            enums: Vec::new(),
        };
        let found = check_schema(&schema);
        !found.iter().any(|f| f.id == "I01" || f.id == "I02")
    }

    /// Whether the index starts with the columns compared with `=`, so that an engine need not read all of it.
    fn is_found_first(&self) -> bool {
        let by = list(self.by);
        let first: Vec<_> = list(self.index).into_iter().take(by.len()).collect();
        by.iter().all(|key| first.contains(key))
    }

    fn query(&self, from: &str) -> String {
        let mut conditions: Vec<String> = Vec::new();
        for (column, _) in list(self.by) {
            conditions.push(format!("{} = 7", COLUMNS[column.0]));
        }
        for (column, _) in list(self.range) {
            conditions.push(format!("{} > 90", COLUMNS[column.0]));
        }
        if self.live {
            conditions.push("deleted_at IS NULL".to_owned());
        }
        let mut sql = format!("SELECT * FROM {from}");
        if !conditions.is_empty() {
            sql = format!("{sql} WHERE {}", conditions.join(" AND "));
        }
        if !self.order.is_empty() {
            sql = format!("{sql} ORDER BY {} LIMIT 10", self.order);
        }
        sql
    }

    fn text(&self) -> String {
        format!("index ({}), {}", self.index, self.query("t"))
    }
}

/// The table with 10,000 rows.
fn table(dialect: Dialect) -> Scratch {
    let mut database = Scratch::new(dialect);
    let key = match dialect {
        Dialect::Sqlite => "integer",
        _ => "bigint",
    };
    let series = match dialect {
        Dialect::Postgres => "SELECT i FROM generate_series(1, 10000) AS s (i)",
        Dialect::Sqlite | Dialect::MySql => {
            "WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 10000) SELECT i FROM s"
        }
        Dialect::MariaDb => "SELECT seq AS i FROM seq_1_to_10000",
    };
    if dialect == Dialect::MySql {
        let sql = "SET cte_max_recursion_depth = 10000";
        database.execute(sql).expect("a limit of the session");
    }
    for sql in [
        format!(
            "CREATE TABLE t (id {key} PRIMARY KEY, a bigint NOT NULL, b bigint NOT NULL, c bigint NOT NULL, deleted_at bigint)"
        ),
        format!(
            "INSERT INTO t SELECT i, i % 50, i * 7 % 100, i * 13 % 100, CASE WHEN i % 2 = 0 THEN i END FROM ({series}) AS r"
        ),
    ] {
        database.execute(&sql).expect("a table with rows");
    }
    if dialect == Dialect::Postgres {
        for setting in ["enable_seqscan", "enable_bitmapscan"] {
            let sql = format!("SET {setting} = off");
            database.execute(&sql).expect("a setting of the planner");
        }
        database.execute("ANALYZE t").expect("statistics");
    }
    database
}

/// The plan, as text.
fn plan(database: &mut Scratch, case: &Case) -> String {
    let dialect = database.dialect();
    let sql = match dialect {
        Dialect::Postgres => format!("EXPLAIN {}", case.query("t")),
        Dialect::Sqlite => format!("EXPLAIN QUERY PLAN {}", case.query("t INDEXED BY i")),
        _ => format!(
            "EXPLAIN FORMAT=TRADITIONAL {}",
            case.query("t FORCE INDEX (i)")
        ),
    };
    let index = case.index;
    database
        .execute(&format!("CREATE INDEX i ON t ({index})"))
        .expect("an index");
    let rows = database.query(&sql);
    let drop = match dialect {
        Dialect::Postgres | Dialect::Sqlite => "DROP INDEX i",
        _ => "DROP INDEX i ON t",
    };
    database.execute(drop).expect("the index goes");
    let line = |row: Vec<Option<String>>| row.into_iter().flatten().collect::<Vec<_>>().join(" ");
    match rows {
        Ok(rows) => rows.into_iter().map(line).collect::<Vec<_>>().join("\n"),
        // SQLite refuses to use an index that is of no use at all.
        Err(error) if error.contains("no query solution") => "no use".to_owned(),
        Err(error) => panic!("{error}"),
    }
}

/// I01, I02: what the rules call served is what the engine reads without sorting; of SQLite, which says so, also
/// without filtering by a column that the index could have found. The others may read a whole index in its order rather
/// than sort, so they are asked about indexes that find the rows.
#[test]
pub(super) fn engines_agree_on_what_an_index_serves() {
    for dialect in testkit::dialects() {
        let mut database = table(dialect);
        for case in CASES {
            let plan = plan(&mut database, case);
            let served = case.is_served();
            let sorts = match dialect {
                Dialect::Postgres => plan.contains("Sort"),
                Dialect::Sqlite => plan.contains("TEMP B-TREE"),
                _ => plan.contains("filesort"),
            };
            let text = || format!("{}: {}\n{plan}", dialect.title(), case.text());
            let filters = dialect == Dialect::Sqlite && {
                let found = plan.matches("=?").count() + plan.matches(">?").count();
                let wanted = list(case.by).len() + list(case.range).len();
                found < wanted
            };
            if dialect == Dialect::Sqlite {
                assert_eq!(served, !sorts && !filters && plan != "no use", "{}", text());
            } else if served {
                assert!(!sorts, "{}", text());
            } else if !case.order.is_empty() && case.is_found_first() {
                assert!(sorts, "{}", text());
            }
        }
    }
}

/// I02: behind a column compared by range, a column compared with `=` only filters. Counted in pages on PostgreSQL.
#[test]
pub(super) fn equality_before_range_reads_fewer_pages() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let mut database = Scratch::new(Dialect::Postgres);
    for sql in [
        "CREATE TABLE t (id bigint PRIMARY KEY, status int NOT NULL, at bigint NOT NULL)",
        "INSERT INTO t SELECT i, i % 1000, i FROM generate_series(1, 100000) AS s (i)",
        "SET enable_seqscan = off",
        "SET enable_bitmapscan = off",
        "ANALYZE t",
    ] {
        database.execute(sql).expect("a table with rows");
    }
    let mut pages = |keys: &str| -> u64 {
        database
            .execute(&format!("CREATE INDEX i ON t ({keys})"))
            .expect("an index");
        let query = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SUMMARY OFF) \
                     SELECT count(*) FROM t WHERE status = 7 AND at > 50000";
        let rows = database.query(query).expect("a plan");
        database.execute("DROP INDEX i").expect("the index goes");
        let lines = rows.into_iter().flatten().flatten();
        let buffers = lines
            .into_iter()
            .find(|line| line.contains("Buffers:"))
            .expect("the plan counts pages");
        let count = |word: &str| -> u64 {
            let (_, rest) = buffers.split_once(word).unwrap_or(("", "0"));
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            digits.parse().unwrap_or(0)
        };
        count("hit=") + count("read=")
    };
    let (right, wrong) = (pages("status, at"), pages("at, status"));
    assert!(right * 2 < wrong, "{right} pages and {wrong} pages");
}

/// I08, I09: MySQL and MariaDB take 64 keys of a table; MySQL 16 columns of a key, MariaDB and PostgreSQL 32.
#[test]
pub(super) fn too_many_keys_are_refused() {
    for dialect in testkit::dialects() {
        let mut database = Scratch::new(dialect);
        let columns: Vec<String> = (0..70).map(|i| format!("c{i} int")).collect();
        let table = format!("CREATE TABLE t ({})", columns.join(", "));
        database.execute(&table).expect("a table");
        let mut index = |count: usize| {
            let keys: Vec<String> = (0..count).map(|i| format!("c{i}")).collect();
            database.execute(&format!("CREATE INDEX w{count} ON t ({})", keys.join(", ")))
        };
        let widest = if dialect == Dialect::MySql { 16 } else { 32 };
        assert_eq!(index(widest), Ok(()), "{}", dialect.title());
        assert_eq!(
            index(widest + 1).is_ok(),
            dialect == Dialect::Sqlite,
            "{}",
            dialect.title()
        );
        let mut most = Ok(());
        for i in 0..63 {
            most = database.execute(&format!("CREATE INDEX i{i} ON t (c{i})"));
        }
        assert_eq!(most, Ok(()), "64 indexes");
        let more = database.execute("CREATE INDEX one_more ON t (c65)");
        assert_eq!(
            more.is_err(),
            dialect.is(Family::MySql),
            "{}",
            dialect.title()
        );
    }
}

/// I18: a change of a column in no index writes one row version and no index entry.
#[test]
fn an_index_on_the_column_ends_heap_only_updates() {
    if !testkit::dialects().contains(&Dialect::Postgres) {
        return;
    }
    let mut database = Scratch::new(Dialect::Postgres);
    let mut heap_only = |index: bool| -> String {
        for sql in [
            "DROP TABLE IF EXISTS t",
            "CREATE TABLE t (id bigint PRIMARY KEY, views bigint NOT NULL)",
            "INSERT INTO t VALUES (1, 0)",
        ] {
            database.execute(sql).expect("a table");
        }
        if index {
            database
                .execute("CREATE INDEX i ON t (views)")
                .expect("an index");
        }
        for sql in ["BEGIN", "UPDATE t SET views = views + 1"] {
            database.execute(sql).expect("an update");
        }
        let count =
            database.query("SELECT pg_stat_get_xact_tuples_hot_updated('t'::regclass)::text");
        database.execute("COMMIT").expect("a commit");
        count.expect("a count")[0][0].clone().unwrap_or_default()
    };
    assert_eq!(heap_only(false), "1");
    assert_eq!(heap_only(true), "0");
}

/// I15: an index on `lower(a)` does not serve a comparison with `a`, and does serve one with `lower(a)`.
#[test]
fn an_index_in_lower_case_serves_comparisons_in_lower_case() {
    for dialect in [Dialect::Postgres, Dialect::Sqlite] {
        if !testkit::dialects().contains(&dialect) {
            continue;
        }
        let mut database = Scratch::new(dialect);
        for sql in [
            "CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL)",
            "CREATE INDEX i ON t (lower(a))",
        ] {
            database.execute(sql).expect("a table");
        }
        if dialect == Dialect::Postgres {
            let sql = "SET enable_seqscan = off";
            database.execute(sql).expect("a setting of the planner");
        }
        let explain = match dialect {
            Dialect::Postgres => "EXPLAIN",
            _ => "EXPLAIN QUERY PLAN",
        };
        let mut uses = |column: &str| {
            let sql = format!("{explain} SELECT * FROM t WHERE {column} = 'x'");
            let rows = database.query(&sql).expect("a plan");
            let mut words = rows.into_iter().flatten().flatten();
            words.any(|line| line.contains(" i ") || line.ends_with(" i"))
        };
        assert!(uses("lower(a)"), "{}", dialect.title());
        assert!(!uses("a"), "{}", dialect.title());
    }
}
