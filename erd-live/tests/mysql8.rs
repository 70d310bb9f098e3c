//! MySQL 8 as its manual says its catalog answers. No server runs the tests, so the answers are written down here.

use erd_core::Dialect;
use erd_core::schema::{
    Column, ForeignKey, IndexKind, KeyPart, Maintenance, ObjectKind, PartitionKind, Role, Schema,
    Type,
};
use erd_core::{Scalar, schema::Action};
use erd_live::{Described, Rows};

fn row(values: &[Option<&str>]) -> Vec<Option<String>> {
    values.iter().map(|v| v.map(str::to_owned)).collect()
}

fn column(
    name: &str,
    ty: &str,
    null: &str,
    default: Option<&str>,
    extra: &str,
    expression: &str,
) -> Vec<Option<String>> {
    let collation = ty.starts_with("varchar").then_some("utf8mb4_0900_ai_ci");
    row(&[
        Some("orders"),
        Some(name),
        Some(ty),
        Some(null),
        default,
        Some(extra),
        Some(""),
        collation,
        Some(expression),
        None,
    ])
}

fn index(
    name: &str,
    not_unique: &str,
    key: Option<&str>,
    expression: Option<&str>,
) -> Vec<Option<String>> {
    let hidden = if name == "hidden" { "1" } else { "0" };
    row(&[
        Some("orders"),
        Some(name),
        Some(not_unique),
        key,
        None,
        Some("A"),
        Some("BTREE"),
        expression,
        Some(hidden),
        Some(""),
    ])
}

const CREATE_TABLE: &str = "CREATE TABLE `orders` (\n  `id` bigint unsigned NOT NULL AUTO_INCREMENT\n) ENGINE=InnoDB\n\
    /*!50100 PARTITION BY RANGE (`id`)\n(PARTITION p0 VALUES LESS THAN (10) ENGINE = InnoDB,\n \
    PARTITION p1 VALUES LESS THAN MAXVALUE ENGINE = InnoDB) */";

/// Answers by the view that a query reads: the session and the tables.
#[allow(clippy::too_many_lines, reason = "a catalog is a list")]
fn tables() -> Vec<(&'static str, Rows)> {
    vec![
        (
            "SELECT VERSION()",
            vec![row(&[
                Some("8.4.2"),
                Some("shop"),
                Some("app@%"),
                Some("utf8mb4_0900_ai_ci"),
                Some("STRICT_TRANS_TABLES"),
            ])],
        ),
        (
            "SHOW GRANTS",
            vec![row(&[Some(
                "GRANT ALL PRIVILEGES ON `shop`.* TO `app`@`%`",
            )])],
        ),
        (
            "CHARACTER_SETS",
            vec![row(&[Some("utf8mb4"), Some("utf8mb4_0900_ai_ci")])],
        ),
        (
            "information_schema.TABLES",
            vec![row(&[
                Some("orders"),
                Some("BASE TABLE"),
                Some("InnoDB"),
                Some(""),
                Some("utf8mb4_0900_ai_ci"),
                Some("row_format=DYNAMIC partitioned"),
            ])],
        ),
        (
            "information_schema.COLUMNS",
            vec![
                column("id", "bigint unsigned", "NO", None, "auto_increment", ""),
                column("state", "varchar(20)", "NO", Some("it's"), "", ""),
                column(
                    "token",
                    "varchar(36)",
                    "NO",
                    Some("concat(_utf8mb4\\'a\\',uuid())"),
                    "DEFAULT_GENERATED",
                    "",
                ),
                column(
                    "upper",
                    "varchar(20)",
                    "YES",
                    None,
                    "VIRTUAL GENERATED",
                    "concat(`state`,_utf8mb4\\'!\\')",
                ),
                column(
                    "at",
                    "timestamp(3)",
                    "NO",
                    Some("CURRENT_TIMESTAMP(3)"),
                    "DEFAULT_GENERATED on update CURRENT_TIMESTAMP(3) INVISIBLE",
                    "",
                ),
                column("doc", "json", "YES", None, "", ""),
                column("n", "int", "NO", Some("7"), "", ""),
                column("parent", "bigint unsigned", "YES", None, "", ""),
            ],
        ),
        (
            "information_schema.STATISTICS",
            vec![
                index("PRIMARY", "0", Some("id"), None),
                index("hidden", "1", Some("n"), None),
                index("lower_state", "0", None, Some("lower(`state`)")),
            ],
        ),
        (
            "REFERENTIAL_CONSTRAINTS",
            vec![row(&[
                Some("orders"),
                Some("orders_ibfk_1"),
                Some("parent"),
                Some("shop"),
                Some("orders"),
                Some("id"),
                Some("NO ACTION"),
                Some("CASCADE"),
                Some("1"),
            ])],
        ),
        (
            "CHECK_CONSTRAINTS",
            vec![row(&[
                Some("orders"),
                Some("state_known"),
                Some("(`state` <> _utf8mb4\\'x\\')"),
                Some("Table"),
                Some("NO"),
            ])],
        ),
        (
            "SHOW CREATE TABLE",
            vec![row(&[Some("orders"), Some(CREATE_TABLE)])],
        ),
    ]
}

/// Answers by the view that a query reads: everything else.
fn objects() -> Vec<(&'static str, Rows)> {
    vec![
        (
            "information_schema.VIEWS",
            vec![row(&[
                Some("open"),
                Some("select `shop`.`orders`.`id` AS `id` from `shop`.`orders`"),
                Some("LOCAL"),
                Some("dba@localhost"),
                Some("DEFINER"),
                None,
            ])],
        ),
        (
            "SHOW CREATE VIEW",
            vec![row(&[
                Some("open"),
                Some(
                    "CREATE ALGORITHM=MERGE DEFINER=`dba`@`localhost` SQL SECURITY DEFINER VIEW `open` AS ..",
                ),
            ])],
        ),
        (
            "information_schema.TRIGGERS",
            vec![row(&[
                Some("orders"),
                Some("touch"),
                Some("BEFORE"),
                Some("INSERT"),
                Some("SET NEW.n = 1"),
                Some("app@%"),
                Some("ANSI_QUOTES,STRICT_TRANS_TABLES"),
            ])],
        ),
        (
            "information_schema.PARAMETERS",
            vec![
                row(&[
                    Some("FUNCTION"),
                    Some("f"),
                    Some("0"),
                    None,
                    None,
                    Some("int"),
                    None,
                    None,
                ]),
                row(&[
                    Some("FUNCTION"),
                    Some("f"),
                    Some("1"),
                    Some("IN"),
                    Some("a"),
                    Some("varchar(9)"),
                    Some("latin1"),
                    Some("latin1_bin"),
                ]),
            ],
        ),
        (
            "SELECT ROUTINE_NAME, ROUTINE_TYPE",
            vec![row(&[
                Some("f"),
                Some("FUNCTION"),
                Some("RETURN 1"),
                Some("YES"),
                Some("NO SQL"),
                Some("INVOKER"),
                Some(""),
                Some("app@%"),
                Some("STRICT_TRANS_TABLES"),
            ])],
        ),
    ]
}

fn answer(sql: &str) -> Rows {
    let mut views = tables().into_iter().chain(objects());
    let found = views.find(|(view, _)| sql.contains(view));
    found.map(|(_, rows)| rows).unwrap_or_default()
}

fn described() -> Described {
    let mut connection = |sql: &str| Ok(answer(sql));
    erd_live::describe(&mut connection, Dialect::MySql).unwrap()
}

fn find<'a>(schema: &'a Schema, name: &str) -> &'a Column {
    let table = &schema.tables[0];
    &table[table.find_column(name).unwrap()]
}

#[test]
fn columns_are_as_mysql_lists_them() {
    let schema = described().schema;
    let default = |name: &str| find(&schema, name).default.any.clone();
    assert_eq!(default("state").as_deref(), Some("'it''s'"));
    assert_eq!(
        default("token").as_deref(),
        Some("concat(_utf8mb4'a',uuid())")
    );
    assert_eq!(default("n").as_deref(), Some("7"));
    let upper = find(&schema, "upper").generated.as_ref().unwrap();
    assert_eq!(
        upper.sql.any.as_deref(),
        Some("concat(`state`,_utf8mb4'!')")
    );
    assert!(!upper.stored);
    let at = find(&schema, "at");
    assert!(at.invisible);
    assert_eq!(at.role, Some(Role::UpdatedAt(Maintenance::Trigger)));
    assert_eq!(find(&schema, "doc").ty, Type::Scalar(Scalar::Json));
    assert!(
        schema.tables[0]
            .columns
            .iter()
            .all(|c| c.collation.is_empty())
    );
}

#[test]
fn keys_and_constraints_are_as_mysql_lists_them() {
    let described = described();
    assert_eq!(described.dialect, Dialect::MySql);
    let table = &described.schema.tables[0];
    assert_eq!(table.options.row_format.as_deref(), Some("DYNAMIC"));
    assert!(table.options.collation.is_none() && table.options.charset.is_none());
    assert!(table.indexes[0].invisible);
    assert_eq!(table.indexes[1].kind, IndexKind::Unique);
    let KeyPart::Expression(sql) = &table.indexes[1].keys[0].part else {
        panic!("a functional key part is an expression");
    };
    assert_eq!(sql.any.as_deref(), Some("lower(`state`)"));
    let ForeignKey {
        on_delete,
        on_update,
        ..
    } = &table.foreign_keys[0];
    assert_eq!(
        (*on_delete, *on_update),
        (Some(Action::NoAction), Some(Action::Cascade))
    );
    let check = &table.checks[0];
    assert!(!check.enforced);
    assert_eq!(check.sql.any.as_deref(), Some("`state` <> _utf8mb4'x'"));
    let partition = table.intent.partition.as_ref().unwrap();
    assert_eq!(partition.kind, PartitionKind::Range);
    assert_eq!(partition.parts.len(), 2);
}

#[test]
fn objects_are_statements_again() {
    let described = described();
    let texts: Vec<(ObjectKind, &str)> = described
        .schema
        .objects
        .iter()
        .map(|o| (o.kind, o.create[0].any.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        texts,
        [
            (
                ObjectKind::Function,
                "CREATE FUNCTION `f`(`a` varchar(9) CHARSET latin1 COLLATE latin1_bin) RETURNS int\n    DETERMINISTIC\n    NO SQL\n    SQL SECURITY INVOKER\nRETURN 1"
            ),
            (
                ObjectKind::View,
                "CREATE ALGORITHM=MERGE DEFINER=`dba`@`localhost` VIEW `open` AS select `orders`.`id` AS `id` from `orders` WITH LOCAL CHECK OPTION"
            ),
            (
                ObjectKind::Trigger,
                "CREATE TRIGGER `touch` BEFORE INSERT ON `orders` FOR EACH ROW SET NEW.n = 1"
            ),
        ]
    );
    assert_eq!(described.schema.objects[1].depends_on, ["table orders"]);
    let named: Vec<String> = described
        .unsupported
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        named,
        ["SQL mode of trigger touch on orders: ANSI_QUOTES [sql_mode]"]
    );
}
