//! The catalog queries of MySQL and MariaDB: views of `information_schema`, of the current database.
//!
//! Their number is fixed but for two: what the catalog says wrongly or not at all is asked of each table that is partitioned,
//! has a FULLTEXT key or may have a period, and on MySQL of each view.

/// Opens the transaction. The catalog is not transactional there, but nothing can be written in it.
pub(super) const BEGIN: &str = "START TRANSACTION READ ONLY";

/// Closes it.
pub(super) const END: &str = "ROLLBACK";

/// Version, current database, the account, the collation that utf8mb4 has without COLLATE, and the modes that change how
/// the server writes SQL.
pub(super) const VERSION: &str = "SELECT VERSION(), DATABASE(), CURRENT_USER(), COLLATION(CONVERT('' USING utf8mb4)), @@sql_mode";

/// Milliseconds for MySQL, seconds for MariaDB.
pub(super) fn timeout(mariadb: bool) -> &'static str {
    if mariadb {
        "SET SESSION max_statement_time = 60"
    } else {
        "SET SESSION max_execution_time = 60000"
    }
}

pub(super) const CHARSETS: &str =
    "SELECT CHARACTER_SET_NAME, DEFAULT_COLLATE_NAME FROM information_schema.CHARACTER_SETS";

pub(super) const TABLES: &str = "SELECT TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COMMENT, TABLE_COLLATION, CREATE_OPTIONS \
    FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME";

/// Only MySQL ties a geometry to a reference system in the column's type.
pub(super) fn columns(mariadb: bool) -> String {
    let system = if mariadb { "NULL" } else { "SRS_ID" };
    format!(
        "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA, COLUMN_COMMENT, COLLATION_NAME, \
         GENERATION_EXPRESSION, {system} \
         FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME, ORDINAL_POSITION"
    )
}

/// MariaDB has no functional key parts and calls invisibility IGNORED.
pub(super) fn indexes(mariadb: bool) -> String {
    let (expression, hidden) = if mariadb {
        ("NULL", "IGNORED = 'YES'")
    } else {
        ("EXPRESSION", "IS_VISIBLE = 'NO'")
    };
    format!(
        "SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART, COLLATION, INDEX_TYPE, {expression}, {hidden}, \
         INDEX_COMMENT FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() \
         ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX"
    )
}

pub(super) const FOREIGN_KEYS: &str = "SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA, \
    k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, r.DELETE_RULE, r.UPDATE_RULE, k.ORDINAL_POSITION \
    FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r \
    ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND r.TABLE_NAME = k.TABLE_NAME \
    WHERE k.TABLE_SCHEMA = DATABASE() AND r.CONSTRAINT_SCHEMA = DATABASE() AND k.REFERENCED_TABLE_NAME IS NOT NULL \
    ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION";

/// MySQL says the table in another view, and whether the check is enforced.
pub(super) fn checks(mariadb: bool) -> &'static str {
    if mariadb {
        "SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE, LEVEL, 'YES' FROM information_schema.CHECK_CONSTRAINTS \
         WHERE CONSTRAINT_SCHEMA = DATABASE() ORDER BY TABLE_NAME, LEVEL, CONSTRAINT_NAME"
    } else {
        "SELECT t.TABLE_NAME, c.CONSTRAINT_NAME, c.CHECK_CLAUSE, 'Table', t.ENFORCED \
         FROM information_schema.CHECK_CONSTRAINTS c JOIN information_schema.TABLE_CONSTRAINTS t \
         ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME \
         WHERE c.CONSTRAINT_SCHEMA = DATABASE() ORDER BY t.TABLE_NAME, c.CONSTRAINT_NAME"
    }
}

/// MySQL's catalog does not say a view's ALGORITHM.
pub(super) fn views(mariadb: bool) -> String {
    let algorithm = if mariadb { "ALGORITHM" } else { "NULL" };
    format!(
        "SELECT TABLE_NAME, VIEW_DEFINITION, CHECK_OPTION, DEFINER, SECURITY_TYPE, {algorithm} \
         FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME"
    )
}

pub(super) const TRIGGERS: &str = "SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION, \
    ACTION_STATEMENT, DEFINER, SQL_MODE FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() \
    ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER, TRIGGER_NAME";

pub(super) const ROUTINES: &str = "SELECT ROUTINE_NAME, ROUTINE_TYPE, ROUTINE_DEFINITION, IS_DETERMINISTIC, \
    SQL_DATA_ACCESS, SECURITY_TYPE, ROUTINE_COMMENT, DEFINER, SQL_MODE FROM information_schema.ROUTINES \
    WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE IN ('FUNCTION', 'PROCEDURE') \
    ORDER BY ROUTINE_TYPE, ROUTINE_NAME";

/// Routines of another kind: packages of MariaDB's Oracle mode, functions in another language than SQL.
pub(super) const OTHER_ROUTINES: &str = "SELECT ROUTINE_NAME FROM information_schema.ROUTINES \
    WHERE ROUTINE_SCHEMA = DATABASE() AND (ROUTINE_TYPE NOT IN ('FUNCTION', 'PROCEDURE') OR ROUTINE_BODY <> 'SQL') \
    ORDER BY ROUTINE_NAME";

/// A character set is worth a word where it is not the database's.
pub(super) const PARAMETERS: &str = "SELECT ROUTINE_TYPE, SPECIFIC_NAME, ORDINAL_POSITION, PARAMETER_MODE, PARAMETER_NAME, \
    DTD_IDENTIFIER, CASE WHEN COLLATION_NAME <> @@collation_database THEN CHARACTER_SET_NAME END, \
    CASE WHEN COLLATION_NAME <> @@collation_database THEN COLLATION_NAME END \
    FROM information_schema.PARAMETERS WHERE SPECIFIC_SCHEMA = DATABASE() \
    ORDER BY ROUTINE_TYPE, SPECIFIC_NAME, ORDINAL_POSITION";

pub(super) const EVENTS: &str = "SELECT EVENT_NAME, EVENT_TYPE, EXECUTE_AT, INTERVAL_VALUE, INTERVAL_FIELD, STARTS, ENDS, \
    STATUS, ON_COMPLETION, EVENT_COMMENT, EVENT_DEFINITION, DEFINER, SQL_MODE FROM information_schema.EVENTS \
    WHERE EVENT_SCHEMA = DATABASE() ORDER BY EVENT_NAME";
