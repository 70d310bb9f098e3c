use super::read;
use crate::config::Config;
use erd_core::Level;

fn fails(text: &str) -> (u32, String) {
    let error = read(text).expect_err(text);
    (error.line, format!("{}; {}", error.message, error.help))
}

#[test]
fn the_whole_file() {
    let text = "# ours\n[targets]\npostgres = \"14\" # oldest\nmariadb = '10.11'\n\n[rules]\n\"F01\" = \"warn\"\n\
                [[allow]]\nrule = \"wide\"\ntarget = \"a.*\"\nreason = \"say \\\"so\\\" = # \\\\\"\n[[allow]]\nrule = \"x\"\ntarget = \"y\"\n";
    let config = read(text).expect("a good file");
    assert_eq!(config.targets.len(), 2);
    assert_eq!(config.targets[1].version, [10, 11]);
    assert_eq!(config.levels[0].level, Level::Warn);
    assert_eq!(config.levels[0].line, 7);
    assert_eq!(config.allows[0].reason, "say \"so\" = # \\");
    assert_eq!(config.allows[1].reason, "");
    assert_eq!(read(""), Ok(Config::default()));
    assert_eq!(read(&text.replace('\n', "\r\n")).as_ref(), Ok(&config));
}

#[test]
fn the_oldest_versions_are_no_mistake() {
    for (name, oldest) in [
        ("postgres", "14"),
        ("mysql", "8.0"),
        ("mysql", "8"),
        ("mariadb", "10.5"),
        ("sqlite", "3.35"),
    ] {
        let text = format!("[targets]\n{name} = \"{oldest}\"\n");
        assert!(read(&text).is_ok(), "{text}");
    }
}

#[test]
fn nothing_is_ignored() {
    let near = "there is no table `rule`; write `[rules]`";
    assert_eq!(fails("\n[rule]\n"), (2, near.to_owned()));
    let near = "there is no dialect `postgre`; write `postgres`";
    assert_eq!(fails("[targets]\npostgre = \"14\"\n"), (2, near.to_owned()));
    let near = "an allow has no key `raeson`; write `reason`";
    assert_eq!(fails("[[allow]]\nraeson = \"x\"\n"), (2, near.to_owned()));
    for (text, said) in [
        (
            "[targets]\npostgres = \"new\"",
            "no PostgreSQL has the version `new`",
        ),
        (
            "[targets]\nmysql = \"10.11\"",
            "of 8.0 to 8.4, 9.0 to 9.7; MariaDB has it: `mariadb = \"10.11\"`",
        ),
        (
            "[targets]\nmysql = \"5.7\"",
            "no SQL for MySQL 5.7: earlier versions take CHECK and never check it, and have no RENAME COLUMN; \
             the versions are 8.0 to 8.4, 9.0 to 9.7",
        ),
        ("[targets]\nmariadb = \"10.2\"", "no SQL for MariaDB 10.2"),
        ("[targets]\npostgres = \"9.6\"", "no SQL for PostgreSQL 9.6"),
        ("[targets]\nsqlite = \"3.8\"", "no SQL for SQLite 3.8"),
        (
            "[targets]\nsqlite = \"latest\"",
            "no SQLite has the version `latest`",
        ),
        ("[rules]\nF01 = \"loud\"", "there is no level `loud`"),
        ("[rules]\nF01 = warn", "not a text in quotes"),
        ("[rules]\nF01 = \"warn\" x", "`x` follows the value"),
        ("[rules]\nF01", "is not `key = \"text\"`"),
        (
            "[rules]\nF01 = \"warn\"\nF01 = \"deny\"",
            "`F01` is there twice",
        ),
        ("[rules]\n[rules]", "`[rules]` is there twice"),
        ("F01 = \"warn\"", "[rules] comes first"),
        ("targets = [\"postgres\"]", "`targets` is a table"),
        ("[[rules]]", "write `[rules]`"),
        ("[allow]", "write `[[allow]]`"),
        ("[rules]\na.b = \"warn\"", "`a.b` is not the name of a key"),
        ("[rules]\nF01 = \"wa\\qrn\"", "not a text in quotes"),
        ("[rules", "is not closed"),
        ("[migrations]\nformat = \"flyway\"", "no format `flyway`"),
        ("[migrations]\nfolders = \"x\"", "write `folder`"),
        ("[migrations]\nonline = \"never\"", "or \"small\" where"),
        ("[naming]\ntables = \"*\"", "write `table`"),
        (
            "[naming]\nindex = \"{tabel}_*\"",
            "the unknown part `{tabel}`",
        ),
        ("[naming]\nindex = \"{table\"", "the unknown part `{table`"),
    ] {
        let (_, message) = fails(text);
        assert!(message.contains(said), "{text}: {message}");
    }
    let (line, message) = fails("[[allow]]\nrule = \"x\"\n\n[rules]\n");
    assert_eq!((line, message.contains("has no target")), (1, true));
    assert!(fails("[[allow]]\ntarget = \"x\"").1.contains("has no rule"));
}
