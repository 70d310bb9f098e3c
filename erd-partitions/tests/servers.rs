//! What is due is made and taken away on real servers.

use erd_core::schema::{
    Column, ColumnId, OverTime, Partition, PartitionKind, PrimaryKey, Schema, Table, Type,
};
use erd_core::{Dialect, Family, Scalar};
use erd_partitions::{Done, Error, Moment, Options, TablePlan, apply, plan};
use testkit::{Engine, Scratch};

fn moment(text: &str) -> Moment {
    text.parse().expect("a moment")
}

fn options(now: &str) -> Options {
    Options {
        retries: 8,
        lock_timeout: 1_000,
        ..Options::at(moment(now))
    }
}

/// `orders`, cut by months of `at`, 13 of which are kept.
fn orders(scalar: Scalar, default: bool) -> Schema {
    let mut table = Table::new("orders");
    table
        .columns
        .push(Column::new("id", Type::Scalar(Scalar::I64)));
    table.columns.push(Column::new("at", Type::Scalar(scalar)));
    let key = vec![ColumnId(0), ColumnId(1)];
    table.primary_key = Some(PrimaryKey::new("orders_pkey", key));
    table.intent.partition = Some(Partition {
        kind: PartitionKind::Range,
        columns: vec![ColumnId(1)],
        count: Some(2),
        default,
        key: None,
        parts: Vec::new(),
        over_time: Some(OverTime {
            every: "1 month".parse().expect("an interval"),
            retain: Some("13 months".parse().expect("an interval")),
            archive: false,
        }),
    });
    Schema {
        tables: vec![table],
        ..Schema::default()
    }
}

fn archived(mut schema: Schema) -> Schema {
    let partition = schema.tables[0]
        .intent
        .partition
        .as_mut()
        .expect("a partition");
    partition.over_time.as_mut().expect("over time").archive = true;
    schema
}

fn create(engine: &Engine, schema: &Schema) -> Scratch {
    let mut database = Scratch::on(engine);
    let script = erd_ddl::render(schema, engine.model()).expect("DDL");
    database
        .execute_script(&script.to_string())
        .expect("it is made");
    database
}

fn run(database: &Scratch, schema: &Schema, now: &str, drop: bool) -> Done {
    let mut connection = erd_live::connect(database.url()).expect("a connection");
    apply(
        connection.as_mut(),
        schema,
        &options(now),
        &|_| drop,
        &mut |_| {},
    )
    .expect("it runs")
    .remove(0)
}

fn planned(database: &Scratch, schema: &Schema, now: &str) -> TablePlan {
    let mut connection = erd_live::connect(database.url()).expect("a connection");
    plan(connection.as_mut(), schema, &options(now))
        .expect("a plan")
        .remove(0)
}

fn names(plan: &TablePlan) -> Vec<&str> {
    plan.existing
        .iter()
        .map(|part| part.name.as_str())
        .collect()
}

fn codes(plan: &TablePlan) -> Vec<&str> {
    plan.problems.iter().map(|problem| problem.code).collect()
}

fn servers() -> Vec<Engine> {
    let all = testkit::engines().into_iter();
    all.filter(|engine| engine.dialect() != Dialect::Sqlite)
        .collect()
}

fn postgres() -> Vec<Engine> {
    testkit::engines_of(Dialect::Postgres)
}

fn is_postgres(engine: &Engine) -> bool {
    engine.dialect().family() == Family::Postgres
}

/// The partition that holds a row of that moment.
fn home(database: &mut Scratch, id: usize) -> String {
    let query = if database.dialect() == Dialect::Postgres {
        format!("SELECT tableoid::regclass FROM orders WHERE id = {id}")
    } else {
        let parts = database
            .query("SELECT partition_name FROM information_schema.partitions WHERE table_schema = DATABASE() AND table_name = 'orders'")
            .expect("partitions");
        let has = |name: &String, database: &mut Scratch| {
            let found = database.query(&format!(
                "SELECT id FROM orders PARTITION (`{name}`) WHERE id = {id}"
            ));
            !found.expect("rows").is_empty()
        };
        let names: Vec<String> = parts
            .into_iter()
            .filter_map(|row| row.into_iter().next()?)
            .collect();
        return names
            .into_iter()
            .find(|name| has(name, database))
            .expect("a partition");
    };
    database.query(&query).expect("a row")[0][0]
        .clone()
        .expect("a name")
}

#[test]
fn rows_at_the_edges_of_periods_land_in_theirs() {
    let edges = [
        ("2023-12-31 23:59:59", "2023_12"),
        ("2024-01-01 00:00:00", "2024_01"),
        ("2024-02-28 23:59:59", "2024_02"),
        ("2024-02-29 00:00:00", "2024_02"),
        ("2024-02-29 23:59:59", "2024_02"),
        ("2024-03-01 00:00:00", "2024_03"),
        ("2024-03-31 01:30:00", "2024_03"),
    ];
    for engine in servers() {
        for scalar in [Scalar::TimestampTz, Scalar::Timestamp] {
            let schema = orders(scalar, false);
            let mut database = create(&engine, &schema);
            let done = run(&database, &schema, "2023-12-31 23:59:59", false);
            assert!(done.is_whole(), "{engine:?}: {:?}", done.plan.problems);
            run(&database, &schema, "2024-01-31 00:00:00", false);
            for (id, (at, part)) in edges.into_iter().enumerate() {
                let zone = if is_postgres(&engine) && scalar == Scalar::TimestampTz {
                    "+00"
                } else {
                    ""
                };
                database
                    .execute(&format!("INSERT INTO orders VALUES ({id}, '{at}{zone}')"))
                    .expect("a home");
                let home = home(&mut database, id);
                assert!(home.ends_with(part), "{engine:?}: {at} is in {home}");
            }
        }
    }
}

#[test]
fn what_was_made_is_not_made_again_and_is_no_difference() {
    for engine in servers() {
        for default in [false, true] {
            let schema = orders(Scalar::TimestampTz, default);
            let database = create(&engine, &schema);
            let before = planned(&database, &schema, "2026-11-30 12:00:00");
            assert!(!before.is_clean());
            let done = run(&database, &schema, "2026-11-30 12:00:00", false);
            assert!(
                done.is_whole(),
                "{engine:?} {default}: {:?}",
                done.plan.problems
            );
            let after = planned(&database, &schema, "2026-11-30 12:00:00");
            assert!(after.is_clean(), "{engine:?} {default}: {after:?}");
            let ends = ["2026_11", "2026_12", "2027_01"];
            let made = names(&after);
            let made = &made[made.len() - 3..];
            assert!(
                made.iter().zip(ends).all(|(name, end)| name.ends_with(end)),
                "{made:?}"
            );
            assert_eq!(after.default.is_some(), default);
            let found = erd_live::describe_url(database.url()).expect("a description");
            for [old, new] in [[&found.schema, &schema], [&schema, &found.schema]] {
                let options = erd_migrate::Options::default();
                let diff = erd_migrate::diff(old, new, engine.model(), &options);
                let steps = diff.expect("a difference").steps;
                assert!(steps.is_empty(), "{engine:?} {default}: {steps:?}");
            }
        }
    }
}

#[test]
fn old_partitions_are_dropped_where_that_is_allowed() {
    for engine in servers() {
        for default in [false, true] {
            let schema = orders(Scalar::TimestampTz, default);
            let mut database = create(&engine, &schema);
            run(&database, &schema, "2025-10-15", false);
            database.execute("INSERT INTO orders VALUES (1, '2025-10-31 23:59:59'), (2, '2025-11-01 00:00:01')").expect("rows");
            let held = run(&database, &schema, "2026-12-01", false);
            assert_eq!(held.held.len(), 1, "{engine:?} {default}: {held:?}");
            assert_eq!(
                database.query("SELECT count(*) FROM orders").expect("rows")[0][0].as_deref(),
                Some("2")
            );
            let done = run(&database, &schema, "2026-12-01", true);
            assert!(done.is_whole(), "{engine:?} {default}: {done:?}");
            assert_eq!(
                database.query("SELECT id FROM orders").expect("rows")[0][0].as_deref(),
                Some("2")
            );
            assert!(planned(&database, &schema, "2026-12-01").is_clean());
        }
    }
}

#[test]
fn an_archived_partition_stays_as_a_table() {
    for engine in postgres() {
        let schema = archived(orders(Scalar::TimestampTz, false));
        let mut database = create(&engine, &schema);
        run(&database, &schema, "2025-10-15", false);
        database
            .execute("INSERT INTO orders VALUES (1, '2025-10-31 12:00:00+00')")
            .expect("a row");
        let done = run(&database, &schema, "2026-12-01", false);
        assert!(done.is_whole(), "{done:?}");
        assert!(
            database
                .query("SELECT id FROM orders")
                .expect("rows")
                .is_empty()
        );
        assert_eq!(
            database
                .query("SELECT id FROM orders_2025_10")
                .expect("rows")
                .len(),
            1
        );
        // It is no longer a part of the schema, and no difference either.
        let found = erd_live::describe_url(database.url()).expect("a description");
        let options = erd_migrate::Options::default();
        let diff = erd_migrate::diff(&found.schema, &schema, engine.model(), &options);
        assert!(diff.expect("a difference").steps.is_empty());
        assert_eq!(found.left_out[0].table, "orders_2025_10");
    }
}

#[test]
fn rows_in_the_default_partition_are_said_before() {
    for engine in servers() {
        let schema = orders(Scalar::TimestampTz, true);
        let mut database = create(&engine, &schema);
        database
            .execute("INSERT INTO orders VALUES (1, '2026-12-05 00:00:00')")
            .expect("a row");
        let done = run(&database, &schema, "2026-11-30", false);
        if !is_postgres(&engine) {
            // Those engines move it themselves.
            assert!(done.is_whole(), "{done:?}");
            assert_eq!(home(&mut database, 1), "p_2026_12");
            continue;
        }
        assert_eq!(codes(&done.plan), ["rows_in_default"]);
        let after = planned(&database, &schema, "2026-11-30");
        assert_eq!(names(&after), ["orders_2026_11", "orders_2027_01"]);
        let help = &after.problems[0].help;
        let script = help.split_once(": ").expect("statements").1;
        database
            .execute_script(script)
            .expect("what it says can be done");
        assert!(planned(&database, &schema, "2026-11-30").is_clean());
        assert_eq!(home(&mut database, 1), "orders_2026_12");
    }
}

#[test]
fn rows_are_moved_in_the_namespace_of_the_table() {
    for engine in postgres() {
        let mut schema = orders(Scalar::TimestampTz, true);
        schema.tables[0].schema = Some("shop".to_owned());
        let mut database = create(&engine, &schema);
        database
            .execute("INSERT INTO shop.orders VALUES (1, '2026-12-05 00:00:00')")
            .expect("a row");
        let done = run(&database, &schema, "2026-11-30", false);
        let help = &done.plan.problems[0].help;
        let script = help.split_once(": ").expect("statements").1;
        database
            .execute_script(script)
            .expect("what it says can be done");
        assert!(planned(&database, &schema, "2026-11-30").is_clean());
        let rows = database.query("SELECT id FROM shop.orders_2026_12");
        assert_eq!(rows.expect("rows"), [[Some("1".to_owned())]]);
    }
}

#[test]
fn a_partition_whose_rows_are_referenced_stays_and_that_is_said() {
    for engine in postgres() {
        let schema = orders(Scalar::TimestampTz, false);
        let mut database = create(&engine, &schema);
        run(&database, &schema, "2025-10-15", false);
        database.execute_script(
            "CREATE TABLE lines (id bigint PRIMARY KEY, order_id bigint, at timestamptz, FOREIGN KEY (order_id, at) REFERENCES orders (id, at));
             INSERT INTO orders VALUES (1, '2025-10-31 12:00:00+00'), (2, '2025-11-02 12:00:00+00');
             INSERT INTO lines VALUES (1, 1, '2025-10-31 12:00:00+00');",
        ).expect("references");
        let done = run(&database, &schema, "2027-01-01", true);
        assert_eq!(codes(&done.plan), ["referenced"], "{done:?}");
        assert_eq!(
            done.plan.problems[0].partition.as_deref(),
            Some("orders_2025_10")
        );
        // The other one went, although the table is referenced.
        assert_eq!(
            database.query("SELECT id FROM orders").expect("rows").len(),
            1
        );
        database.execute("DELETE FROM lines").expect("no reference");
        assert!(run(&database, &schema, "2027-01-01", true).is_whole());
    }
}

#[test]
fn a_detach_that_was_cut_off_is_brought_to_its_end() {
    for engine in postgres() {
        let schema = orders(Scalar::TimestampTz, false);
        let mut database = create(&engine, &schema);
        run(&database, &schema, "2025-10-15", false);
        // A reader whose snapshot is older holds up the second half, which then gives up.
        let mut reader = erd_live::connect(database.url()).expect("a connection");
        reader
            .batch("BEGIN; SELECT count(*) FROM orders")
            .expect("a reader");
        let mut other = erd_live::connect(database.url()).expect("a connection");
        other.batch("SET lock_timeout = 300").expect("a setting");
        let cut = other.batch("ALTER TABLE orders DETACH PARTITION orders_2025_10 CONCURRENTLY");
        assert!(cut.is_err());
        reader.batch("COMMIT").expect("the end");
        let pending = database
            .query("SELECT count(*) FROM pg_inherits WHERE inhdetachpending")
            .expect("a count");
        assert_eq!(pending[0][0].as_deref(), Some("1"));
        let done = run(&database, &schema, "2026-12-01", true);
        assert!(done.is_whole(), "{done:?}");
        assert!(planned(&database, &schema, "2026-12-01").is_clean());
    }
}

#[test]
fn two_runners_do_the_work_once() {
    for engine in servers() {
        let schema = orders(Scalar::TimestampTz, true);
        let database = create(&engine, &schema);
        let url = database.url().to_owned();
        let work = || {
            let mut connection = erd_live::connect(&url).expect("a connection");
            let done = apply(
                connection.as_mut(),
                &schema,
                &options("2026-11-30"),
                &|_| false,
                &mut |_| {},
            );
            done.expect("it runs").remove(0).made()
        };
        let made = std::thread::scope(|scope| {
            let runners = [scope.spawn(work), scope.spawn(work)];
            runners.map(|runner| runner.join().expect("no panic"))
        });
        assert!(
            made.contains(&0) && made.iter().any(|made| *made > 0),
            "{made:?}"
        );
    }
}

#[test]
fn readers_do_not_wait_longer_than_the_lock_timeout() {
    for engine in servers() {
        let schema = orders(Scalar::TimestampTz, true);
        let database = create(&engine, &schema);
        run(&database, &schema, "2025-10-15", false);
        // A long transaction holds the table, so that the run queues up behind it, and a reader behind the run.
        let mut long = erd_live::connect(database.url()).expect("a connection");
        long.batch("BEGIN").expect("a transaction");
        long.query("SELECT count(*) FROM orders").expect("a reader");
        let url = database.url().to_owned();
        let worst = std::thread::scope(|scope| {
            let runner = scope.spawn(|| {
                let mut connection = erd_live::connect(&url).expect("a connection");
                apply(
                    connection.as_mut(),
                    &schema,
                    &options("2026-12-01"),
                    &|_| true,
                    &mut |_| {},
                )
            });
            let mut reader = erd_live::connect(&url).expect("a connection");
            let start = std::time::Instant::now();
            let mut worst = std::time::Duration::ZERO;
            while start.elapsed().as_secs() < 3 {
                let begin = std::time::Instant::now();
                reader.query("SELECT count(*) FROM orders").expect("rows");
                worst = worst.max(begin.elapsed());
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            long.batch("COMMIT").expect("the end");
            let done = runner
                .join()
                .expect("no panic")
                .expect("it runs in the end");
            assert!(done[0].is_whole(), "{done:?}");
            worst
        });
        // What waits behind the run waits until it gives up, and for the server's own time to notice.
        assert!(worst.as_millis() < 1_900, "{engine:?}: {worst:?}");
    }
}

#[test]
fn sqlite_has_none_and_that_is_said() {
    let mut connection = erd_live::connect("sqlite::memory:").expect("a connection");
    let schema = orders(Scalar::TimestampTz, false);
    let refused = plan(connection.as_mut(), &schema, &options("2026-11-30"));
    assert_eq!(refused, Err(Error::NoPartitions));
}

#[test]
fn keys_of_mysql_are_cut_in_their_own_numbers() {
    let keys = [
        (
            "timestamp",
            "UNIX_TIMESTAMP(at)",
            "2024-03-01 00:00:00",
            "p_2024_03",
        ),
        (
            "datetime",
            "TO_DAYS(at)",
            "2024-02-29 23:59:59",
            "p_2024_02",
        ),
        ("date", "TO_DAYS(at)", "2024-03-01", "p_2024_03"),
    ];
    for engine in servers().iter().filter(|engine| !is_postgres(engine)) {
        for (ty, key, at, part) in keys {
            for default in [false, true] {
                let mut schema = orders(Scalar::Timestamp, default);
                schema.tables[0].columns[1].sql_type.any = Some(ty.to_owned());
                let partition = schema.tables[0].intent.partition.as_mut();
                partition.expect("a partition").key = Some(key.to_owned());
                let mut database = create(engine, &schema);
                let done = run(&database, &schema, "2024-02-29 12:00:00", false);
                assert!(
                    done.is_whole(),
                    "{engine:?} {key}: {:?}",
                    done.plan.problems
                );
                database
                    .execute("SET time_zone = '+00:00'")
                    .expect("a setting");
                database
                    .execute(&format!("INSERT INTO orders VALUES (1, '{at}')"))
                    .expect("a home");
                assert_eq!(home(&mut database, 1), part, "{engine:?} {key}");
                assert!(planned(&database, &schema, "2024-02-29 12:00:00").is_clean());
                // 13 months after the end of February of 2024 it is over.
                let later = run(&database, &schema, "2025-04-01", true);
                assert!(later.is_whole(), "{engine:?} {key}: {later:?}");
                let left = planned(&database, &schema, "2025-04-01");
                assert!(
                    left.is_clean() && !names(&left).contains(&"p_2024_02"),
                    "{left:?}"
                );
            }
        }
    }
}
