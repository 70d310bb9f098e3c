//! What the normal form of MySQL and MariaDB equates, and what it does not.

use super::super::dump::{Dump, Place};
use super::statement::{trigger, without_database, without_definer};
use super::table::table;
use erd_core::Dialect;

const CREATE: &str = "CREATE TABLE `t` (\n  `id` int NOT NULL AUTO_INCREMENT,\n  `a` varchar(20) DEFAULT 'x\\ny,(' COMMENT 'it''s \\' odd',\n  \
     PRIMARY KEY (`id`),\n  UNIQUE KEY `k` (`a`),\n  FULLTEXT KEY `f` (`a`) /*!50100 WITH PARSER `ngram` */ ,\n  \
     CONSTRAINT `c` CHECK ((`a` <> 'b'))\n) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COMMENT='AUTO_INCREMENT=9'\n\
     /*!50100 PARTITION BY HASH (`id`)\nPARTITIONS 2 */";

fn of(text: &str) -> Dump {
    let mut dump = Dump::new(Dialect::MySql);
    table(&mut dump, &Place::object("table", "t"), text);
    dump
}

fn shown(left: &str, right: &str) -> Vec<String> {
    let differences = of(left).differences(&of(right));
    differences.iter().map(ToString::to_string).collect()
}

#[test]
fn the_next_number_is_no_part_of_a_table() {
    assert_eq!(shown(CREATE, &CREATE.replace("=7", "=70000")), [""; 0]);
    assert_eq!(
        shown(CREATE, &CREATE.replace(" AUTO_INCREMENT=7", "")),
        [""; 0]
    );
    assert_eq!(
        shown(CREATE, &CREATE.replace("INCREMENT=9", "INCREMENT=8")).len(),
        1
    );
}

#[test]
fn a_check_at_its_column_is_one_of_its_name() {
    let beside = "CREATE TABLE `t` (\n  `a` int CHECK (`a` > 0)\n) ENGINE=InnoDB";
    let behind =
        "CREATE TABLE `t` (\n  `a` int,\n  CONSTRAINT `a` CHECK (`a` > 0)\n) ENGINE=InnoDB";
    assert_eq!(shown(beside, behind), [""; 0]);
    assert_eq!(shown(beside, &behind.replace("> 0", "> 1")).len(), 1);
}

#[test]
fn keys_have_no_order_and_columns_have() {
    let turned = CREATE.replace(
        "  PRIMARY KEY (`id`),\n  UNIQUE KEY `k` (`a`),\n",
        "  UNIQUE KEY `k` (`a`),\n  PRIMARY KEY (`id`),\n",
    );
    assert_ne!(turned, CREATE);
    assert_eq!(shown(CREATE, &turned), [""; 0]);
    let moved = "CREATE TABLE `t` (\n  `b` int,\n  `a` int\n) ENGINE=InnoDB";
    let table = "CREATE TABLE `t` (\n  `a` int,\n  `b` int\n) ENGINE=InnoDB";
    assert_eq!(
        shown(table, moved),
        ["~ table t, order of columns\n    A: a\n    A: b\n    B: b\n    B: a"]
    );
}

#[test]
fn whatever_else_a_table_says_counts() {
    for (from, to) in [
        ("'x\\ny,('", "'x\\ny,)'"),
        ("it''s", "its"),
        (" /*!50100 WITH PARSER `ngram` */ ", ""),
        ("'b'", "'B'"),
        ("PARTITIONS 2", "PARTITIONS 3"),
        ("UNIQUE KEY", "KEY"),
        ("utf8mb4", "latin1"),
    ] {
        let other = CREATE.replace(from, to);
        assert_eq!(shown(CREATE, &other).len(), 1, "{from}");
    }
}

#[test]
fn a_key_of_innodb_is_a_b_tree_and_of_memory_what_it_says() {
    let table = "CREATE TABLE `t` (\n  `a` int,\n  KEY `k` (`a`) USING HASH COMMENT 'USING'\n) ENGINE=InnoDB";
    assert_eq!(shown(table, &table.replace(" USING HASH", "")), [""; 0]);
    let memory = table.replace("InnoDB", "MEMORY");
    assert_eq!(shown(&memory, &memory.replace(" USING HASH", "")).len(), 1);
    let key =
        "CREATE TABLE `t` (\n  `a` int NOT NULL,\n  PRIMARY KEY (`a`) USING BTREE\n) ENGINE=InnoDB";
    assert_eq!(shown(key, &key.replace(" USING BTREE", "")), [""; 0]);
}

#[test]
fn the_width_of_an_integer_counts_where_it_means_something() {
    let of = |kind: &str| format!("CREATE TABLE `t` (\n  `a` {kind} NOT NULL\n) ENGINE=InnoDB");
    let differ = |left: &str, right: &str| shown(&of(left), &of(right)).len();
    assert_eq!(differ("int(4)", "int(11)"), 0);
    assert_eq!(differ("tinyint(1) unsigned", "tinyint(3) unsigned"), 0);
    assert_eq!(differ("bigint(20)", "bigint"), 0);
    assert_eq!(differ("tinyint(1)", "tinyint(4)"), 1);
    assert_eq!(
        differ("int(4) unsigned zerofill", "int(10) unsigned zerofill"),
        1
    );
    assert_eq!(differ("int(4)", "int(4) unsigned"), 1);
    assert_eq!(differ("decimal(4,0)", "decimal(5,0)"), 1);
    assert_eq!(differ("char(4)", "char(5)"), 1);
}

#[test]
fn the_character_set_of_its_table_goes_without_saying_at_a_column() {
    let of = |column: &str, options: &str| {
        format!(
            "CREATE TABLE `t` (\n  `a` varchar(9){column} DEFAULT NULL\n) ENGINE=InnoDB DEFAULT CHARSET={options}"
        )
    };
    let differ = |column: &str, options: &str| shown(&of(column, options), &of("", options)).len();
    assert_eq!(
        differ(
            " CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci",
            "utf8mb3"
        ),
        0
    );
    assert_eq!(
        differ(" CHARACTER SET utf8mb3 COLLATE utf8mb3_bin", "utf8mb3"),
        1
    );
    assert_eq!(
        differ(" CHARACTER SET latin1 COLLATE latin1_swedish_ci", "latin1"),
        0
    );
    let unicode = "utf8mb4 COLLATE=utf8mb4_unicode_ci";
    assert_eq!(differ(" COLLATE utf8mb4_unicode_ci", unicode), 0);
    assert_eq!(
        differ(" CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci", unicode),
        0
    );
    assert_eq!(
        differ(" CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", unicode),
        1
    );
    assert_eq!(
        differ(" CHARACTER SET latin1 COLLATE latin1_swedish_ci", unicode),
        1
    );
    let bin = of(" CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", unicode);
    assert_eq!(shown(&bin, &of(" COLLATE utf8mb4_bin", unicode)), [""; 0]);
}

#[test]
fn no_action_goes_without_saying() {
    let table = "CREATE TABLE `t` (\n  `a` int,\n  CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`a`) ON DELETE NO ACTION ON UPDATE NO ACTION\n) ENGINE=InnoDB";
    let without = table.replace(" ON DELETE NO ACTION ON UPDATE NO ACTION", "");
    assert_eq!(shown(table, &without), [""; 0]);
    let cascade = table.replace("DELETE NO ACTION", "DELETE CASCADE");
    assert_eq!(shown(table, &cascade).len(), 1);
    assert_eq!(shown(&without, &cascade).len(), 1);
}

#[test]
fn the_head_of_a_trigger_has_one_form_and_its_body_its_own() {
    let written = "create or  replace trigger if not exists Tr before\nINSERT on `t` for each row follows x begin\n set @a = 'ROW'; end ";
    let head = "CREATE TRIGGER `Tr` BEFORE INSERT ON `t` FOR EACH ROW";
    assert_eq!(
        trigger(written),
        format!("{head} begin\n set @a = 'ROW'; end")
    );
    assert_ne!(
        trigger(written),
        trigger(&written.replace("'ROW'", "'row'"))
    );
    assert_ne!(trigger(written), trigger(&written.replace("Tr", "tr")));
}

#[test]
fn the_one_who_made_it_is_no_part_of_an_object() {
    assert_eq!(
        without_definer(
            "CREATE ALGORITHM=UNDEFINED DEFINER=`a b`@`%` SQL SECURITY DEFINER VIEW `v` AS select 1"
        ),
        "CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `v` AS select 1"
    );
    assert_eq!(
        without_definer("CREATE DEFINER=`role` FUNCTION `f`() RETURNS int return definer = 1"),
        "CREATE FUNCTION `f`() RETURNS int return definer = 1"
    );
    let body = "CREATE PROCEDURE `p`() begin set @a = 1; set @b = (select definer='x' from t); end";
    assert_eq!(without_definer(body), body);
}

#[test]
fn a_view_of_another_database_stays_one() {
    assert_eq!(
        without_database(
            "CREATE VIEW `v` AS select `a`.`f`(`b`.`t`.`a`) AS `a.b` from `b`.`t`",
            "a"
        ),
        "CREATE VIEW `v` AS select `f`(`b`.`t`.`a`) AS `a.b` from `b`.`t`"
    );
}
