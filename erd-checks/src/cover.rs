//! Which index serves a foreign key: the lookup of the referencing rows that every delete and update of a referenced
//! row makes.
//!
//! An index covers the columns of a foreign key when it is a btree (a hash index too, for a single column) over all
//! rows, or over those where one of these columns is not null, and its first keys are these columns in any order. The
//! primary key and unique constraints count. So do `GiST`, SP-GiST and GIN indexes of PostgreSQL: on plain columns they
//! are there by an operator class that has equality. So does the index of an exclusion constraint that compares these
//! columns with `=` first. An invalid index serves nothing. Seen on PostgreSQL 15 and SQLite 3.40; MySQL and MariaDB make an
//! index of their own where there is none.

use crate::predicate::not_null_columns;
use erd_core::Dialect;
use erd_core::schema::{ColumnId, Exclusion, Index, KeyPart, Table, UniqueScope};

/// How well a foreign key's columns are indexed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Cover<'a> {
    /// An index starts with all of them.
    Full,
    /// An index starts with this many of them.
    Part(&'a str, usize),
    /// An index looks right and cannot be used.
    Unusable(&'a str, Obstacle<'a>),
    /// Nothing.
    Missing,
}

/// Why an index cannot serve; in the order in which one is preferred as the one to name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Obstacle<'a> {
    /// It holds live rows only.
    LiveOnly,
    /// It holds only the rows of a predicate.
    Predicate(&'a str),
    /// Its access method does not look up by equality, or not on the first column alone.
    Method(&'a str),
    /// A BRIN index: it finds ranges of pages, few only where the rows lie in its order.
    Ranges,
    /// It holds only a prefix of the values.
    Prefix,
    /// Other columns come first.
    NotFirst,
    /// The columns are payload.
    Included,
}

/// How well `columns` are indexed in `table`.
pub(crate) fn cover<'a>(table: &'a Table, columns: &[ColumnId]) -> Cover<'a> {
    let key = table.primary_key.as_ref();
    let mut part: Option<(&str, usize)> = None;
    let mut obstacle: Option<(Obstacle<'_>, &str)> = None;
    let verdicts = key
        .map(|key| (key.name.as_str(), of_keys(&key.columns, columns)))
        .into_iter()
        .chain(
            table
                .indexes
                .iter()
                .filter(|index| !index.invalid)
                .map(|index| (index.name.as_str(), of_index(table, index, columns))),
        )
        .chain(table.exclusions.iter().map(|exclusion| {
            (
                exclusion.name.as_str(),
                of_exclusion(table, exclusion, columns),
            )
        }));
    for (name, verdict) in verdicts {
        match verdict {
            Verdict::Full => return Cover::Full,
            Verdict::Part(n) if part.is_none_or(|(_, best)| n > best) => part = Some((name, n)),
            Verdict::Unusable(why) if obstacle.as_ref().is_none_or(|(best, _)| why < *best) => {
                obstacle = Some((why, name));
            }
            _ => {}
        }
    }
    match (part, obstacle) {
        (Some((name, n)), _) => Cover::Part(name, n),
        (None, Some((why, name))) => Cover::Unusable(name, why),
        (None, None) => Cover::Missing,
    }
}

/// Whether an index alone finds the rows with given values in `columns`, and reads no others.
pub(crate) fn covers(table: &Table, index: &Index, columns: &[ColumnId]) -> bool {
    matches!(of_index(table, index, columns), Verdict::Full)
}

enum Verdict<'a> {
    Full,
    Part(usize),
    Unusable(Obstacle<'a>),
    Unrelated,
}

/// A btree over all rows with these leading columns.
fn of_keys(keys: &[ColumnId], columns: &[ColumnId]) -> Verdict<'static> {
    let leading = keys.iter().take_while(|k| columns.contains(k)).count();
    if leading >= distinct(columns) {
        Verdict::Full
    } else if leading > 0 {
        Verdict::Part(leading)
    } else if columns.iter().all(|c| keys.contains(c)) {
        Verdict::Unusable(Obstacle::NotFirst)
    } else {
        Verdict::Unrelated
    }
}

fn of_index<'a>(table: &Table, index: &'a Index, columns: &[ColumnId]) -> Verdict<'a> {
    let whole = index.leading_columns();
    let method = index.method.as_deref().unwrap_or_default();
    // The order of a GIN index's columns is of no account.
    let any_order = method == "gin" && columns.iter().all(|c| whole.contains(c));
    let usable = match of_keys(&whole, columns) {
        _ if any_order => Verdict::Full,
        Verdict::Unrelated | Verdict::Unusable(_) => return almost(index, columns),
        usable => usable,
    };
    if index.scope == UniqueScope::Live {
        Verdict::Unusable(Obstacle::LiveOnly)
    } else if let Some(predicate) = foreign_predicate(table, index, columns) {
        Verdict::Unusable(Obstacle::Predicate(predicate))
    } else if method == "brin" {
        Verdict::Unusable(Obstacle::Ranges)
    } else if !looks_up_by_equality(index, method) {
        Verdict::Unusable(Obstacle::Method(method))
    } else {
        usable
    }
}

/// The index behind an exclusion constraint, which finds rows by what the constraint compares: `USING gist (room WITH =,
/// during WITH &&)` the rows of a room.
fn of_exclusion(table: &Table, exclusion: &Exclusion, columns: &[ColumnId]) -> Verdict<'static> {
    let Some((head, rest)) = exclusion.definition.split_once('(') else {
        return Verdict::Unrelated;
    };
    // Operators of the elements hold no parenthesis, so one that opens is an expression or an operator class's option.
    let Some((elements, tail)) = rest.split_once(')') else {
        return Verdict::Unrelated;
    };
    let head = head.to_ascii_lowercase();
    let serves = !head.contains("brin") && !head.contains("hash");
    if !serves || elements.contains('(') || tail.to_ascii_lowercase().contains("where") {
        return Verdict::Unrelated;
    }
    let column = |element: &str| {
        let mut words = element.split_whitespace();
        let name = words.next()?.trim_matches('"');
        let by_equality = words.next_back() == Some("=");
        table.find_column(name).filter(|_| by_equality)
    };
    let keys: Vec<ColumnId> = elements.split(',').map_while(column).collect();
    match of_keys(&keys, columns) {
        Verdict::Unusable(_) => Verdict::Unrelated,
        verdict => verdict,
    }
}

fn looks_up_by_equality(index: &Index, method: &str) -> bool {
    index.is_btree()
        || matches!(method, "gin" | "gist" | "spgist")
        || method == "hash" && index.keys.len() == 1
}

/// An index that has the columns, but not as its first whole keys.
fn almost<'a>(index: &Index, columns: &[ColumnId]) -> Verdict<'a> {
    let key_of = |column: &ColumnId| {
        let is = |part: &KeyPart| *part == KeyPart::Column(*column);
        index.keys.iter().find(|key| is(&key.part))
    };
    let found: Vec<_> = columns.iter().filter_map(key_of).collect();
    if found.len() == columns.len() {
        if found.iter().any(|key| key.prefix_len.is_some()) {
            Verdict::Unusable(Obstacle::Prefix)
        } else {
            Verdict::Unusable(Obstacle::NotFirst)
        }
    } else if columns
        .iter()
        .all(|c| key_of(c).is_some() || index.include.contains(c))
    {
        Verdict::Unusable(Obstacle::Included)
    } else {
        Verdict::Unrelated
    }
}

/// The predicate that keeps an index from serving a foreign key on `columns`, in a dialect with partial indexes.
fn foreign_predicate<'a>(table: &Table, index: &'a Index, columns: &[ColumnId]) -> Option<&'a str> {
    let serves = |sql: &str| {
        let mine = |name: &String| {
            columns
                .iter()
                .any(|c| table[*c].name.eq_ignore_ascii_case(name))
        };
        not_null_columns(sql).is_some_and(|names| names.iter().all(mine))
    };
    [Dialect::Postgres, Dialect::Sqlite]
        .into_iter()
        .filter_map(|dialect| index.predicate.get(dialect))
        .find(|sql| !serves(sql))
}

fn distinct(columns: &[ColumnId]) -> usize {
    let first = |(i, column): &(usize, &ColumnId)| !columns[..*i].contains(column);
    columns.iter().enumerate().filter(first).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Builder, table};
    use erd_core::schema::{Deferrable, IndexKey, Sql};

    fn orders() -> Builder {
        table("orders").columns(["id", "tenant_id", "customer_id"])
    }

    fn of(builder: Builder, names: &[&str]) -> String {
        let columns = builder.ids(names.iter().copied());
        format!("{:?}", cover(&builder.done(), &columns))
    }

    #[test]
    fn all_columns_first_in_any_order() {
        let customer = &["customer_id"][..];
        let both = &["tenant_id", "customer_id"][..];
        assert_eq!(of(orders().index(["customer_id"]), customer), "Full");
        assert_eq!(of(orders().index(["customer_id", "id"]), customer), "Full");
        assert_eq!(
            of(orders().primary_key(["customer_id", "id"]), customer),
            "Full"
        );
        assert_eq!(
            of(orders().unique(["customer_id", "tenant_id"]), both),
            "Full"
        );
        assert_eq!(of(orders(), customer), "Missing");
        assert_eq!(of(orders().index(["id"]), customer), "Missing");
    }

    #[test]
    fn the_index_of_an_exclusion_constraint_serves_and_an_invalid_one_does_not() {
        let customer = &["customer_id"][..];
        let excludes = |definition: &str| {
            let orders = orders().edit(|table| {
                table.exclusions.push(Exclusion {
                    name: "once".to_owned(),
                    definition: definition.to_owned(),
                    deferrable: Deferrable::No,
                });
            });
            of(orders, customer)
        };
        assert_eq!(
            excludes("USING gist (customer_id WITH =, during WITH &&)"),
            "Full"
        );
        assert_eq!(
            excludes("USING gist (\"customer_id\" gist_int8_ops WITH =)"),
            "Full"
        );
        for other in [
            "USING gist (during WITH &&, customer_id WITH =)",
            "USING gist (customer_id WITH <>)",
            "USING gist (customer_id WITH =) WHERE (id > 1)",
            "USING gist (lower(customer_id) WITH =)",
        ] {
            assert_eq!(excludes(other), "Missing", "{other}");
        }
        let invalid = orders()
            .index(["customer_id"])
            .last_index(|i| i.invalid = true);
        assert_eq!(of(invalid, customer), "Missing");
    }

    #[test]
    fn a_partial_index_serves_when_it_skips_only_nulls() {
        let customer = &["customer_id"][..];
        let partial = |sql| of(orders().index(["customer_id"]).filter(sql), customer);
        assert_eq!(partial("customer_id IS NOT NULL"), "Full");
        assert_eq!(partial("(\"customer_id\" is not null)"), "Full");
        assert!(partial("tenant_id IS NOT NULL").contains("Predicate"));
        assert!(partial("deleted_at IS NULL").contains("Predicate"));
        let live = orders().unique(["customer_id"]).scope(UniqueScope::Live);
        assert!(of(live, customer).contains("LiveOnly"));
    }

    #[test]
    fn a_predicate_counts_in_the_dialect_that_has_it() {
        let only_sqlite = Sql {
            any: None,
            by_dialect: vec![(Dialect::Sqlite, "tenant_id > 0".to_owned())],
        };
        let index = orders()
            .index(["customer_id"])
            .last_index(|i| i.predicate = only_sqlite);
        assert!(of(index, &["customer_id"]).contains("Predicate"));
    }

    #[test]
    fn methods_that_look_up_by_equality_serve() {
        let customer = &["customer_id"][..];
        let by = |method: &str| {
            let index = orders().index(["customer_id"]);
            of(
                index.last_index(|i| i.method = Some(method.to_owned())),
                customer,
            )
        };
        assert_eq!(by("hash"), "Full");
        for method in ["btree", "gin", "gist", "spgist"] {
            assert_eq!(by(method), "Full", "{method}");
        }
        assert!(by("fulltext").contains("Method"));
        assert!(by("brin").contains("Ranges"));
        let second = |method: &str| {
            let index = orders().index(["tenant_id", "customer_id"]);
            of(
                index.last_index(|i| i.method = Some(method.to_owned())),
                customer,
            )
        };
        assert_eq!(second("gin"), "Full");
        assert!(second("gist").contains("NotFirst"));
    }

    #[test]
    fn near_misses_are_told_apart() {
        let customer = &["customer_id"][..];
        assert!(of(orders().index(["tenant_id", "customer_id"]), customer).contains("NotFirst"));
        let included = orders().index(["tenant_id"]);
        let included = included.last_index(|i| i.include = vec![ColumnId(2)]);
        assert!(of(included, customer).contains("Included"));
        let prefix = orders().index(["customer_id"]);
        let prefix = prefix.last_index(|i| i.keys[0].prefix_len = Some(4));
        assert!(of(prefix, customer).contains("Prefix"));
        let expression = orders().index(["customer_id"]).last_index(|i| {
            i.keys.insert(
                0,
                IndexKey {
                    part: KeyPart::Expression(Sql::new("lower(x)")),
                    ..IndexKey::column(ColumnId(0))
                },
            );
        });
        assert!(of(expression, customer).contains("NotFirst"));
    }

    #[test]
    fn a_part_is_better_than_nothing() {
        let both = &["tenant_id", "customer_id"][..];
        assert!(of(orders().index(["tenant_id"]), both).contains("Part"));
        assert!(of(orders().index(["tenant_id", "id", "customer_id"]), both).contains("Part"));
        assert!(of(orders().index(["id", "tenant_id", "customer_id"]), both).contains("NotFirst"));
    }
}
