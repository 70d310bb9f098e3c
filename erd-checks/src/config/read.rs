//! Reads `erd.toml`: the part of TOML that it needs, strictly, so that the derive needs no parser of its own.
//!
//! Tables of one level, `key = "string"` one to a line, comments. What is not that is an error with its line, and so is
//! any name that the file does not have: nothing in it is ever ignored.

use super::naming::{self, NamePattern, Named};
use super::{Config, ProjectAllow, RuleLevel, TargetVersion, releases};
use erd_core::{Level, Product, nearest};
use std::fmt;

/// What is wrong in the file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Line, from 1.
    pub line: u32,
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}; {}", self.line, self.message, self.help)
    }
}

impl std::error::Error for ReadError {}

const TABLES: [&str; 5] = ["targets", "rules", "naming", "allow", "migrations"];
const ALLOW_KEYS: [&str; 3] = ["rule", "target", "reason"];

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Top,
    Targets,
    Rules,
    Naming,
    Allow,
    Migrations,
}

/// Reads the text of the file.
pub fn read(text: &str) -> Result<Config, ReadError> {
    let mut reader = Reader {
        config: Config::default(),
        part: Part::Top,
        seen: Vec::new(),
        line: 0,
    };
    for (number, line) in text.lines().enumerate() {
        reader.line = u32::try_from(number + 1).unwrap_or(u32::MAX);
        reader.line(line.trim())?;
    }
    reader.end_of_allow()?;
    Ok(reader.config)
}

struct Reader {
    config: Config,
    part: Part,
    /// What may not come twice: `[rules]`, and the keys of the current table.
    seen: Vec<String>,
    line: u32,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), ReadError> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if line.starts_with('[') {
            return self.head(line);
        }
        let form = "write `key = \"text\"`, one to a line";
        let Some((key, value)) = line.split_once('=') else {
            return Err(self.error(format!("`{line}` is not `key = \"text\"`"), form));
        };
        let key = key.trim();
        let key = match key.strip_prefix('"').and_then(|k| k.strip_suffix('"')) {
            Some(inner) if !inner.contains(['"', '\\']) => inner,
            _ => key,
        };
        let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if key.is_empty() || !key.chars().all(word) {
            return Err(self.error(format!("`{key}` is not the name of a key"), form));
        }
        if self.part == Part::Top && TABLES.contains(&key) {
            let example = match key {
                "targets" => {
                    "`[targets]` and below it a line such as `postgres = \"15\"`".to_owned()
                }
                _ => format!("`[{key}]`, and its keys below it"),
            };
            return Err(self.error(
                format!("`{key}` is a table, not a key"),
                &format!("write {example}"),
            ));
        }
        let Some((value, rest)) = string(value.trim()) else {
            return Err(self.error(
                format!("the value of `{key}` is not a text in quotes"),
                form,
            ));
        };
        let rest = rest.trim();
        if !rest.is_empty() && !rest.starts_with('#') {
            return Err(self.error(format!("`{rest}` follows the value of `{key}`"), form));
        }
        self.once(key)?;
        match self.part {
            Part::Top => Err(self.unknown("key", key, "a table such as [rules] comes first")),
            Part::Targets => self.target(key, &value),
            Part::Rules => self.rule(key, &value),
            Part::Naming => self.naming(key, value),
            Part::Allow => self.allow(key, value),
            Part::Migrations => self.migrations(key, value),
        }
    }

    fn head(&mut self, line: &str) -> Result<(), ReadError> {
        let line = line.split('#').next().unwrap_or(line).trim();
        let list = line.strip_prefix("[[").and_then(|l| l.strip_suffix("]]"));
        let one = line.strip_prefix('[').and_then(|l| l.strip_suffix(']'));
        let (name, list) = match (list, one) {
            (Some(name), _) => (name.trim(), true),
            (None, Some(name)) => (name.trim(), false),
            (None, None) => {
                return Err(self.error(format!("`{line}` is not closed"), "write `[name]`"));
            }
        };
        self.end_of_allow()?;
        self.part = match (name, list) {
            ("targets", false) => Part::Targets,
            ("rules", false) => Part::Rules,
            ("naming", false) => Part::Naming,
            ("allow", true) => Part::Allow,
            ("migrations", false) => Part::Migrations,
            ("targets" | "rules" | "naming" | "migrations", true) => {
                return Err(self.error(
                    format!("`{line}` is one table"),
                    &format!("write `[{name}]`"),
                ));
            }
            ("allow", false) => {
                return Err(self.error(format!("`{line}` is a list"), "write `[[allow]]`"));
            }
            _ => {
                let help = match nearest(name, TABLES) {
                    Some("allow") => String::from("write `[[allow]]`"),
                    Some(near) => format!("write `[{near}]`"),
                    None => String::from(
                        "the tables are [targets], [rules], [naming], [[allow]] and [migrations]",
                    ),
                };
                return Err(self.error(format!("there is no table `{name}`"), &help));
            }
        };
        self.seen.retain(|seen| seen.starts_with('['));
        if list {
            self.config.allows.push(ProjectAllow {
                rule: String::new(),
                target: String::new(),
                reason: String::new(),
                line: self.line,
            });
            return Ok(());
        }
        self.once(&format!("[{name}]"))
    }

    fn once(&mut self, what: &str) -> Result<(), ReadError> {
        if self.seen.iter().any(|seen| seen == what) {
            return Err(self.error(format!("`{what}` is there twice"), "keep one"));
        }
        self.seen.push(what.to_owned());
        Ok(())
    }

    fn target(&mut self, key: &str, value: &str) -> Result<(), ReadError> {
        let names = Product::ALL.map(Product::name);
        let Some(product) = Product::ALL.into_iter().find(|p| p.name() == key) else {
            let all = || format!("the dialects are {}", Product::list());
            let help = nearest(key, names).map_or_else(all, |near| format!("write `{near}`"));
            return Err(self.error(format!("there is no dialect `{key}`"), &help));
        };
        let version: Result<Vec<u32>, _> = value.split('.').map(str::parse).collect();
        let version = version.unwrap_or_default();
        if !releases::exists(product, &version) {
            // MariaDB goes by MySQL's name in many places, and the numbers tell them apart.
            let other = Product::ALL.into_iter().find(|other| {
                other.dialect().family() == product.dialect().family()
                    && *other != product
                    && releases::exists(*other, &version)
            });
            let other = other.map_or_else(String::new, |other| {
                format!("; {} has it: `{other} = \"{value}\"`", other.title())
            });
            let title = product.title();
            return Err(self.error(
                format!("no {title} has the version `{value}`"),
                &format!(
                    "write the oldest version that the schema must run on, of {}{other}",
                    releases::known(product)
                ),
            ));
        }
        if releases::is_too_old(product, &version) {
            let (title, first) = (product.title(), product.first());
            return Err(self.error(
                format!("erd writes no SQL for {title} {value}: {}", first.reason),
                &format!("the versions are {}", releases::known(product)),
            ));
        }
        self.config.targets.push(TargetVersion {
            product,
            version,
            line: self.line,
        });
        Ok(())
    }

    fn rule(&mut self, key: &str, value: &str) -> Result<(), ReadError> {
        let level = match value {
            "deny" => Level::Deny,
            "warn" => Level::Warn,
            "allow" => Level::Allow,
            _ => {
                let message = format!("there is no level `{value}`");
                return Err(self.error(message, "write \"deny\", \"warn\" or \"allow\""));
            }
        };
        self.config.levels.push(RuleLevel {
            rule: key.to_owned(),
            level,
            line: self.line,
        });
        Ok(())
    }

    fn naming(&mut self, key: &str, value: String) -> Result<(), ReadError> {
        let Some(of) = Named::ALL.into_iter().find(|named| named.key() == key) else {
            let near = nearest(key, Named::ALL.map(Named::key));
            let help = near.map_or_else(
                || format!("the keys are {}", Named::ALL.map(Named::key).join(", ")),
                |near| format!("write `{near}`"),
            );
            return Err(self.error(format!("[naming] has no key `{key}`"), &help));
        };
        if let Some(unknown) = naming::unknown_part(&value) {
            let message = format!("the pattern `{value}` has the unknown part `{unknown}`");
            return Err(self.error(message, "write `{table}`, `{columns}`, `{target}` or `*`"));
        }
        self.config.naming.push(NamePattern {
            of,
            pattern: value,
            line: self.line,
        });
        Ok(())
    }

    fn allow(&mut self, key: &str, value: String) -> Result<(), ReadError> {
        let Some(allow) = self.config.allows.last_mut() else {
            return Ok(());
        };
        match key {
            "rule" => allow.rule = value,
            "target" => allow.target = value,
            "reason" => allow.reason = value,
            _ => {
                let near = nearest(key, ALLOW_KEYS).map(|near| format!("write `{near}`"));
                let help =
                    near.unwrap_or_else(|| "the keys are rule, target and reason".to_owned());
                return Err(self.error(format!("an allow has no key `{key}`"), &help));
            }
        }
        Ok(())
    }

    fn migrations(&mut self, key: &str, value: String) -> Result<(), ReadError> {
        let known = ["diesel", "sqlx", "refinery", "plain"];
        match key {
            "folder" => self.config.migrations.folder = Some(value),
            "format" if known.contains(&value.as_str()) => {
                self.config.migrations.format = Some(value);
            }
            "format" => {
                let help = "write \"diesel\", \"sqlx\", \"refinery\" or \"plain\"";
                return Err(self.error(format!("there is no format `{value}`"), help));
            }
            "online" if ["always", "small"].contains(&value.as_str()) => {
                self.config.migrations.small = value == "small";
            }
            "online" => {
                let help =
                    "write \"always\", or \"small\" where tables of unknown size have few rows";
                return Err(self.error(format!("there is no `online = \"{value}\"`"), help));
            }
            _ => {
                let keys = ["folder", "format", "online"];
                let near = nearest(key, keys).map(|near| format!("write `{near}`"));
                let help =
                    near.unwrap_or_else(|| "the keys are folder, format and online".to_owned());
                return Err(self.error(format!("[migrations] has no key `{key}`"), &help));
            }
        }
        Ok(())
    }

    /// An allow without a reason is a finding; one that names no rule or no place cannot even be judged.
    fn end_of_allow(&self) -> Result<(), ReadError> {
        let open = self
            .config
            .allows
            .last()
            .filter(|_| self.part == Part::Allow);
        let Some(allow) = open else { return Ok(()) };
        let key = match (allow.rule.is_empty(), allow.target.is_empty()) {
            (true, _) => "rule",
            (_, true) => "target",
            _ => return Ok(()),
        };
        let example = if key == "rule" {
            "fk_without_index"
        } else {
            "orders.customer_id"
        };
        Err(ReadError {
            line: allow.line,
            message: format!("this allow has no {key}"),
            help: format!("write `{key} = \"..\"`, for example \"{example}\""),
        })
    }

    fn unknown(&self, what: &str, name: &str, help: &str) -> ReadError {
        self.error(format!("there is no {what} `{name}` here"), help)
    }

    fn error(&self, message: String, help: &str) -> ReadError {
        ReadError {
            line: self.line,
            message,
            help: help.to_owned(),
        }
    }
}

/// A text in quotes at the beginning of `text`, and what follows it. Single quotes take everything as it is (TOML 1.0,
/// "String").
fn string(text: &str) -> Option<(String, &str)> {
    if let Some(inner) = text.strip_prefix('\'') {
        let (value, rest) = inner.split_once('\'')?;
        return printable(value).then(|| (value.to_owned(), rest));
    }
    let inner = text.strip_prefix('"')?;
    let mut value = String::new();
    let mut chars = inner.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((value, &inner[at + 1..])),
            '\\' => value.push(match chars.next()?.1 {
                '"' => '"',
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            }),
            c if c.is_control() && c != '\t' => return None,
            c => value.push(c),
        }
    }
    None
}

fn printable(text: &str) -> bool {
    text.chars().all(|c| !c.is_control() || c == '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
