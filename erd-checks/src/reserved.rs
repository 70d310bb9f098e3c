//! Words that a dialect does not take for a name unless they are quoted.
//!
//! PostgreSQL 15 (`pg_get_keywords`, classes R and T), MySQL 8.4 (manual, "Keywords and Reserved Words"), and what
//! MariaDB 10.11 and SQLite 3.40 rejected as the name of a column when each keyword was tried.

use erd_core::Dialect;
use std::collections::HashMap;
use std::sync::OnceLock;

const POSTGRES: &str = "\
    all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation \
    column concurrently constraint create cross current_catalog current_date current_role current_schema current_time \
    current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze \
    from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit \
    localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references \
    returning right select session_user similar some symmetric table tablesample then to trailing true union unique user \
    using variadic verbose when where window with";

const MYSQL: &str = "\
    accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade case \
    change char character check collate column condition constraint continue convert create cross cube cume_dist \
    current_date current_time current_timestamp current_user cursor database databases day_hour day_microsecond \
    day_minute day_second dec decimal declare default delayed delete dense_rank desc describe deterministic distinct \
    distinctrow div double drop dual each else elseif empty enclosed escaped except exists exit explain false fetch \
    first_value float float4 float8 for force foreign from fulltext function generated get grant group grouping groups \
    having high_priority hour_microsecond hour_minute hour_second if ignore in index infile inner inout insensitive \
    insert int int1 int2 int3 int4 int8 integer intersect interval into io_after_gtids io_before_gtids is iterate join \
    json_table key keys kill lag last_value lateral lead leading leave left like limit linear lines load localtime \
    localtimestamp lock long longblob longtext loop low_priority manual match maxvalue mediumblob mediumint mediumtext \
    middleint minute_microsecond minute_second mod modifies natural no_write_to_binlog not nth_value ntile null numeric \
    of on optimize optimizer_costs option optionally or order out outer outfile over parallel partition percent_rank \
    precision primary procedure purge qualify range rank read read_write reads real recursive references regexp release \
    rename repeat replace require resignal restrict return revoke right rlike row row_number rows schema schemas \
    second_microsecond select sensitive separator set show signal smallint spatial specific sql sql_big_result \
    sql_calc_found_rows sql_small_result sqlexception sqlstate sqlwarning ssl starting stored straight_join system table \
    tablesample terminated then tinyblob tinyint tinytext to trailing trigger true undo union unique unlock unsigned \
    update usage use using utc_date utc_time utc_timestamp values varbinary varchar varcharacter varying virtual when \
    where while window with write xor year_month zerofill";

const MARIADB: &str = "\
    accessible add all alter analyze and as asc asensitive before between bigint binary blob both by call cascade case \
    change char character check collate column condition constraint continue convert create cross current_date \
    current_role current_time current_timestamp current_user cursor databases day_hour day_microsecond day_minute \
    day_second dec decimal declare default delayed delete delete_domain_id desc describe deterministic distinct \
    distinctrow div do_domain_ids double drop dual each else elseif enclosed escaped except exists exit explain false \
    fetch float float4 float8 for force foreign from fulltext grant group having high_priority hour_microsecond \
    hour_minute hour_second if ignore ignore_domain_ids in index infile inner inout insensitive insert int int1 int2 \
    int3 int4 int8 integer intersect interval into is iterate join key keys kill leading leave left like limit linear \
    lines load localtime localtimestamp lock long longblob longtext loop low_priority master_demote_to_replica \
    master_demote_to_slave master_ssl_verify_server_cert match maxvalue mediumblob mediumint mediumtext middleint \
    minute_microsecond minute_second mod modifies natural no_write_to_binlog not null numeric offset on optimize \
    optionally or order out outer outfile over page_checksum parse_vcol_expr partition portion precision primary \
    procedure purge range read read_write reads real recursive ref_system_id references regexp release rename repeat \
    replace require resignal restrict return returning revoke right rlike row_number rows schemas second_microsecond \
    select sensitive separator set show signal smallint spatial specific sql sql_big_result sql_calc_found_rows \
    sql_small_result sqlexception sqlstate sqlwarning ssl starting stats_auto_recalc stats_persistent stats_sample_pages \
    straight_join table terminated then tinyblob tinyint tinytext to trailing trigger true undo union unique unlock \
    unsigned update usage use using utc_date utc_time utc_timestamp values varbinary varchar varcharacter varying when \
    where while with write xor year_month zerofill";

const SQLITE: &str = "\
    add all alter and as autoincrement between case check collate commit constraint create default deferrable delete \
    distinct drop else escape except exists foreign from group having if in index insert intersect into is isnull join \
    limit not nothing notnull null on or order primary references returning select set table then to transaction union \
    unique update using values when where";

/// Words that, written without quotes, are a value of their own in PostgreSQL: no error, only a wrong answer. Most of
/// them are the same elsewhere.
const VALUES: &str = "\
    current_catalog current_date current_role current_schema current_time current_timestamp current_user localtime \
    localtimestamp session_user user";

/// Which dialects reserve a word, and whether it is a value in PostgreSQL.
#[derive(Clone, Copy, Default)]
struct Reserved {
    /// In the order of [`Dialect::ALL`].
    by: [bool; Dialect::ALL.len()],
    is_value: bool,
}

/// Every reserved word. Made once: the derive asks for each column of each entity.
fn words() -> &'static HashMap<&'static str, Reserved> {
    static WORDS: OnceLock<HashMap<&'static str, Reserved>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words: HashMap<&'static str, Reserved> = HashMap::new();
        for (i, dialect) in Dialect::ALL.into_iter().enumerate() {
            let list = match dialect {
                Dialect::Postgres => POSTGRES,
                Dialect::MySql => MYSQL,
                Dialect::MariaDb => MARIADB,
                Dialect::Sqlite => SQLITE,
            };
            for word in list.split_ascii_whitespace() {
                words.entry(word).or_default().by[i] = true;
            }
        }
        for word in VALUES.split_ascii_whitespace() {
            words.entry(word).or_default().is_value = true;
        }
        words
    })
}

fn find(word: &str) -> Reserved {
    let found = words().get(word.to_ascii_lowercase().as_str());
    found.copied().unwrap_or_default()
}

/// Whether `dialect` reserves `word`, in any case.
pub(crate) fn is_reserved(dialect: Dialect, word: &str) -> bool {
    let place = Dialect::ALL.into_iter().position(|d| d == dialect);
    place.is_some_and(|place| find(word).by[place])
}

/// Whether `word` without quotes means a value, and not a column, in PostgreSQL.
pub(crate) fn is_value(word: &str) -> bool {
    find(word).is_value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dialect_has_its_own_words() {
        for dialect in Dialect::ALL {
            assert!(is_reserved(dialect, "ORDER"), "{dialect}");
            for word in ["type", "name", "status", "value", "orders", "data"] {
                assert!(!is_reserved(dialect, word), "{dialect} {word}");
            }
        }
        assert!(is_reserved(Dialect::MySql, "rank") && !is_reserved(Dialect::MariaDb, "rank"));
        assert!(is_reserved(Dialect::Postgres, "user") && !is_reserved(Dialect::MySql, "user"));
        assert!(is_value("user") && !is_value("users"));
    }
}
