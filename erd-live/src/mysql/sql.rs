//! The queries of MySQL and MariaDB: what there is, from views of `information_schema` of the current database. What is in
//! it comes from a SHOW CREATE for each table, view, trigger, routine and event: see [`show`](super::show).

/// Opens the transaction. The catalog is not transactional there, but nothing can be written in it.
pub(super) const BEGIN: &str = "START TRANSACTION READ ONLY";

/// Closes it.
pub(super) const END: &str = "ROLLBACK";

/// The session: the collation is the one that utf8mb4 has without COLLATE, the modes change how the server writes SQL, and
/// the time zone is that of events.
pub(super) const VERSION: &str = "\
    SELECT VERSION() AS version, DATABASE() AS name, CURRENT_USER() AS account, \
        COLLATION(CONVERT('' USING utf8mb4)) AS utf8mb4_collation, @@sql_mode AS session_mode, \
        @@session.time_zone AS time_zone, @@global.sql_mode AS mode";

/// Names in quotes, whatever they are.
pub(super) const PRINTING: &str = "SET SESSION sql_quote_show_create = 1";

/// Milliseconds for MySQL, seconds for MariaDB.
pub(super) fn timeout(mariadb: bool) -> &'static str {
    if mariadb {
        "SET SESSION max_statement_time = 60"
    } else {
        "SET SESSION max_execution_time = 60000"
    }
}

pub(super) const CHARSETS: &str = "SELECT CHARACTER_SET_NAME AS name, DEFAULT_COLLATE_NAME AS collation FROM information_schema.CHARACTER_SETS";

pub(super) const TABLES: &str = "\
    SELECT TABLE_NAME AS name, TABLE_TYPE AS type, ENGINE AS engine, TABLE_COMMENT AS comment, \
        TABLE_COLLATION AS collation \
    FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME";

/// SHOW CREATE TABLE says a collation only where it is not the table's.
pub(super) const COLLATIONS: &str = "\
    SELECT TABLE_NAME AS in_table, COLUMN_NAME AS name, COLLATION_NAME AS collation FROM information_schema.COLUMNS \
    WHERE TABLE_SCHEMA = DATABASE() AND COLLATION_NAME IS NOT NULL";

pub(super) const INDEX_TYPES: &str = "\
    SELECT TABLE_NAME AS on_table, INDEX_NAME AS name, INDEX_TYPE AS type FROM information_schema.STATISTICS \
    WHERE TABLE_SCHEMA = DATABASE() AND SEQ_IN_INDEX = 1";

/// The definition is here for the tables that it names, always with their databases.
pub(super) const VIEWS: &str = "\
    SELECT TABLE_NAME AS name, VIEW_DEFINITION AS definition FROM information_schema.VIEWS \
    WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME";

pub(super) const TRIGGERS: &str = "\
    SELECT EVENT_OBJECT_TABLE AS on_table, TRIGGER_NAME AS name, ACTION_TIMING AS timing, EVENT_MANIPULATION AS event, \
        DEFINER AS definer \
    FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() \
    ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, TRIGGER_NAME";

/// Those in SQL: see [`OTHER_ROUTINES`].
pub(super) const ROUTINES: &str = "\
    SELECT ROUTINE_NAME AS name, ROUTINE_TYPE AS type FROM information_schema.ROUTINES \
    WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE') AND ROUTINE_BODY = 'SQL' \
    ORDER BY ROUTINE_TYPE, ROUTINE_NAME";

/// Routines of another kind: packages of MariaDB's Oracle mode, routines in another language than SQL.
pub(super) const OTHER_ROUTINES: &str = "\
    SELECT ROUTINE_NAME AS name, ROUTINE_TYPE AS type, ROUTINE_BODY AS language FROM information_schema.ROUTINES \
    WHERE ROUTINE_SCHEMA = DATABASE() AND (ROUTINE_TYPE NOT IN ('FUNCTION', 'PROCEDURE') OR ROUTINE_BODY <> 'SQL') \
    ORDER BY ROUTINE_NAME";

/// Character sets of parameters, and of what is returned at position 0, that are not the database's.
pub(super) const PARAMETERS: &str = "\
    SELECT ROUTINE_TYPE AS type, SPECIFIC_NAME AS routine, ORDINAL_POSITION AS position, CHARACTER_SET_NAME AS charset, \
        COLLATION_NAME AS collation \
    FROM information_schema.PARAMETERS WHERE SPECIFIC_SCHEMA = DATABASE() AND COLLATION_NAME <> @@collation_database";

pub(super) const EVENTS: &str = "\
    SELECT EVENT_NAME AS name FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE() \
    ORDER BY EVENT_NAME";

/// MySQL has libraries from 9.2 on.
pub(super) const HAS_LIBRARIES: &str = "\
    SELECT 1 FROM information_schema.TABLES \
    WHERE TABLE_SCHEMA = 'information_schema' AND TABLE_NAME = 'LIBRARIES'";

pub(super) const LIBRARIES: &str = "\
    SELECT LIBRARY_NAME AS name FROM information_schema.LIBRARIES \
    WHERE LIBRARY_SCHEMA = DATABASE() ORDER BY LIBRARY_NAME";
