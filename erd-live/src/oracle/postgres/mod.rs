//! PostgreSQL: what `pg_dump --schema-only` writes.

mod array;
mod program;

use erd_core::Dialect;

use super::dump::{COLUMNS, Dump, Place};
use super::items::{split, statements};
use crate::Error;
use crate::token::{Lexis, Token, tokens};

pub(super) fn dump(url: &str) -> Result<Dump, Error> {
    let mut connection = crate::connect::postgres::connect(url)?;
    let version = crate::version::version(&mut connection, Dialect::Postgres)?;
    let dump = program::dump(url, version.first().copied().unwrap_or_default())?;
    Ok(read(&dump))
}

/// The settings that stand between entries and hold for those that follow, with the value that says nothing.
const SETTINGS: [(&str, &str); 2] = [
    ("default_tablespace", "''"),
    ("default_table_access_method", "heap"),
];

/// Reads a dump: entries with a comment before each that says what they are.
fn read(text: &str) -> Dump {
    let mut dump = Dump::new(Dialect::Postgres);
    let mut settings = SETTINGS.map(|(_, value)| value.to_owned());
    // What stands before the first entry is about the session.
    let (preamble, rest) = text.split_once(ENTRY).unwrap_or((text, ""));
    let _ = set(preamble, &mut settings);
    for entry in rest.split(ENTRY).filter(|entry| !entry.is_empty()) {
        let (title, text) = entry.split_once("\n--\n").unwrap_or((entry, ""));
        let Some(place) = place(title) else {
            dump.push(Place::object("entry", title), text.trim());
            continue;
        };
        let now = settings.clone();
        let mut text = set(text, &mut settings);
        // A body is text, and is printed as it was written.
        if !matches!(place.kind.as_str(), "function" | "procedure") {
            text = array::settled(&text);
        }
        if matches!(
            place.kind.as_str(),
            "table" | "index" | "materialized view" | "constraint"
        ) {
            for (value, (name, plain)) in now.iter().zip(SETTINGS) {
                if value != plain {
                    dump.push(place.part(name, ""), value.as_str());
                }
            }
        }
        if matches!(place.kind.as_str(), "table" | "foreign table") {
            table(&mut dump, &place, &text);
        } else if place.kind == "materialized view" {
            let lines: Vec<String> = text.lines().filter_map(without_counter).collect();
            dump.push(place, lines.join("\n"));
        } else if place.kind == "statistics" {
            dump.push(place, in_one_order(&text));
        } else {
            dump.push(place, text);
        }
    }
    dump
}

const ENTRY: &str = "\n--\n-- Name: ";

/// `t; Type: TABLE; Schema: public; Owner: -`. The dump writes line feeds of names as blanks.
fn place(title: &str) -> Option<Place> {
    let (name, rest) = title.split_once("; Type: ")?;
    let (kind, rest) = rest.split_once("; Schema: ")?;
    let schema = rest
        .split_once("; Owner: ")
        .map_or(rest, |(schema, _)| schema);
    Some(match schema {
        // What a publication is of is named behind it, in whatever namespace that is.
        _ if kind.starts_with("PUBLICATION") => Place::object(kind, name),
        "-" | "public" => Place::object(kind, name),
        schema => Place::object(kind, &format!("{schema}.{name}")),
    })
}

/// The text without the settings and the end of the dump, which are no part of the entry that they follow.
fn set(text: &str, settings: &mut [String]) -> String {
    let mut kept = Vec::new();
    for line in text.lines() {
        let setting = line
            .strip_prefix("SET ")
            .and_then(|line| line.split_once(" = "));
        let known = setting.and_then(|(name, value)| {
            let at = SETTINGS.iter().position(|(setting, _)| *setting == name)?;
            Some((at, value.trim_end_matches(';')))
        });
        if let Some((at, value)) = known {
            value.clone_into(&mut settings[at]);
        } else if !line.starts_with("\\unrestrict ") {
            kept.push(line);
        }
    }
    let text = kept.join("\n");
    let text = text.trim();
    text.strip_suffix("--\n-- PostgreSQL database dump complete\n--")
        .map_or(text, str::trim_end)
        .to_owned()
}

/// The statements of a table: CREATE TABLE, and ALTER TABLE for what that cannot say.
fn table(dump: &mut Dump, place: &Place, text: &str) {
    let mut all = statements(text, Lexis::Plain).into_iter();
    let create = all.next().filter(|sql| sql.starts_with("CREATE "));
    let Some(table) = create.and_then(|sql| split(sql, Lexis::Plain)) else {
        dump.push(place.clone(), text);
        return;
    };
    dump.push(place.clone(), table.head);
    let mut columns = Vec::new();
    for item in table.items {
        let found = tokens(item, Lexis::Plain);
        let name = |i: usize| {
            let token = found.get(i).and_then(|t| t.name());
            token.unwrap_or_default().to_owned()
        };
        let first = found.first();
        // A column of that name is in quotes.
        if first.is_some_and(|t| t.is("CONSTRAINT") && item.starts_with('C')) {
            dump.push(place.part("constraint", &name(1)), item);
        } else {
            let text = without_server_name(item, &found);
            dump.push(place.part("column", &name(0)), text);
            columns.push(name(0));
        }
    }
    dump.push(place.part(COLUMNS, ""), columns.join("\n"));
    if !table.tail.is_empty() {
        dump.push(place.part("options", ""), table.tail);
    }
    for statement in all {
        if let Some(statement) = without_counter(statement) {
            dump.push_unnamed(place, "setting", &statement);
        }
    }
}

/// Without the name of a NOT NULL that ends as the server's own do (PostgreSQL 18): `a_x_not_null` of a column that is `y`
/// by now tells what it was called once. A comment on it is an entry of its own.
fn without_server_name(item: &str, found: &[Token]) -> String {
    let named = found.windows(4).find_map(|four| {
        let name = four[1]
            .name()?
            .trim_end_matches(|c: char| c.is_ascii_digit());
        let own = four[0].is("CONSTRAINT") && four[2].is("NOT") && four[3].is("NULL");
        (own && name.ends_with("_not_null")).then(|| four[0].start..four[2].start)
    });
    match named {
        Some(gone) => format!("{}{}", &item[..gone.start], &item[gone.end..]),
        None => item.to_owned(),
    }
}

/// Without `pg_attver=..`, in which some builds of PostgreSQL 15 count the versions of a column, and nothing where that is
/// all that the statement sets.
fn without_counter(statement: &str) -> Option<String> {
    let Some((before, options)) = statement.split_once(" SET (") else {
        return Some(statement.to_owned());
    };
    let Some((options, after)) = options.rsplit_once(')') else {
        return Some(statement.to_owned());
    };
    let mut all: Vec<&str> = options.split(", ").collect();
    all.retain(|option| !option.starts_with("pg_attver="));
    (!all.is_empty()).then(|| format!("{before} SET ({}){after}", all.join(", ")))
}

/// The server prints the columns of statistics in the order that they have in the table, which is compared there.
fn in_one_order(statistics: &str) -> String {
    let found = tokens(statistics, Lexis::Plain);
    let place = |word: &str| found.iter().find(|token| token.is(word));
    let (Some(on), Some(from)) = (place("ON"), place("FROM")) else {
        return statistics.to_owned();
    };
    let mut columns: Vec<&str> = statistics[on.end..from.start].trim().split(", ").collect();
    if columns.iter().any(|column| column.contains('(')) {
        return statistics.to_owned();
    }
    columns.sort_unstable();
    let (head, tail) = (&statistics[..on.end], &statistics[from.start..]);
    format!("{head} {} {tail}", columns.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUMP: &str = "--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\n\n-- Dumped from database version 15.20\n\n\
        SET statement_timeout = 0;\n\nSET default_tablespace = '';\n\nSET default_table_access_method = heap;\n\n\
        --\n-- Name: t; Type: TABLE; Schema: public; Owner: -\n--\n\n\
        CREATE TABLE public.t (\n    id integer NOT NULL,\n    \"CONSTRAINT\" text DEFAULT ';\n(,'::text,\n    CONSTRAINT c CHECK ((id > 0))\n)\nWITH (fillfactor='70');\n\n\
        ALTER TABLE ONLY public.t FORCE ROW LEVEL SECURITY;\n\n\n\
        --\n-- Name: f(integer); Type: FUNCTION; Schema: app; Owner: -\n--\n\nCREATE FUNCTION app.f(integer) RETURNS integer\n    AS $$ SELECT 1 $$;\n\n\n\
        --\n-- Name: t i; Type: INDEX; Schema: public; Owner: -\n--\n\nCREATE INDEX i ON public.t USING btree (id);\n\n\n\
        --\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict abc\n\n";

    fn shown(left: &str, right: &str) -> Vec<String> {
        let differences = read(left).differences(&read(right));
        differences.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_of_the_session_and_of_the_program_is_left_out() {
        let other = DUMP
            .replace("abc", "xyz")
            .replace("15.20", "18.4")
            .replace("statement_timeout = 0", "statement_timeout = 1");
        assert_ne!(DUMP, other);
        assert_eq!(shown(DUMP, &other), [""; 0]);
    }

    #[test]
    fn a_name_that_the_server_gave_a_not_null_is_left_out_and_another_counts() {
        let of = |name: &str| DUMP.replace("id integer NOT", &format!("id integer {name} NOT"));
        for own in [
            "CONSTRAINT t_x_not_null",
            "CONSTRAINT old_id_not_null1",
            "CONSTRAINT \"T_id_not_null\"",
        ] {
            assert_eq!(shown(&of(own), DUMP), [""; 0], "{own}");
        }
        assert_eq!(shown(&of("CONSTRAINT needed"), DUMP).len(), 1);
        let nullable = DUMP.replace("id integer NOT NULL", "id integer");
        assert_eq!(shown(&of("CONSTRAINT t_x_not_null"), &nullable).len(), 1);
    }

    #[test]
    fn the_version_of_a_column_is_a_counter() {
        let set = |options: &str| without_counter(&format!("ALTER COLUMN a SET ({options})"));
        assert_eq!(set("pg_attver=12"), None);
        let wanted = Some("ALTER COLUMN a SET (n_distinct=5)".to_owned());
        assert_eq!(set("pg_attver=12, n_distinct=5"), wanted);
        assert_eq!(set("n_distinct=5, pg_attver=12"), wanted);
        assert_eq!(set("n_distinct=5"), wanted);
    }

    #[test]
    fn columns_of_statistics_have_the_order_of_the_table() {
        let of = |columns: &str| {
            in_one_order(&format!(
                "CREATE STATISTICS public.s (mcv) ON {columns} FROM public.t;\nALTER STATISTICS public.s SET STATISTICS 5;"
            ))
        };
        assert_eq!(of("b, \"a ON\""), of("\"a ON\", b"));
        assert_ne!(of("a, b"), of("a, c"));
        assert_ne!(of("b, lower(c)"), of("a, lower(c)"));
    }

    #[test]
    fn a_setting_before_an_entry_belongs_to_those_that_follow() {
        let other = DUMP.replace(
            "--\n-- Name: t i;",
            "SET default_tablespace = fast;\n\n--\n-- Name: t i;",
        );
        assert_eq!(
            shown(DUMP, &other),
            ["+ index t i, default_tablespace\n    B: fast"]
        );
    }

    #[test]
    fn entries_have_no_order_and_whatever_they_say_counts() {
        let (start, rest) = DUMP.split_once("--\n-- Name: f(").expect("a function");
        let (function, rest) = rest.split_once("--\n-- Name: t i").expect("an index");
        let (index, end) = rest.split_once("--\n-- PostgreSQL").expect("the end");
        let turned = format!(
            "{start}--\n-- Name: t i{index}--\n-- Name: f({function}--\n-- PostgreSQL{end}"
        );
        assert_eq!(shown(DUMP, &turned), [""; 0]);
        for (from, to, expected) in [
            ("id integer", "id bigint", "~ table t, column id"),
            ("'70'", "'80'", "~ table t, options"),
            (";\n(,'", ";\n(;'", "~ table t"),
            ("(id > 0)", "(id > 1)", "~ table t, constraint c"),
            ("SELECT 1", "SELECT 2", "~ function app.f(integer)"),
            ("btree (id)", "btree (id DESC)", "~ index t i"),
            (
                "ALTER TABLE ONLY public.t FORCE ROW LEVEL SECURITY;\n",
                "",
                "- table t, setting",
            ),
        ] {
            let differences = shown(DUMP, &DUMP.replace(from, to));
            assert!(differences[0].starts_with(expected), "{differences:?}");
        }
    }
}
