//! Reads `erd.toml`: the part of TOML that it needs, strictly, so that the derive needs no parser of its own.
//!
//! Tables of one level, `key = "string"` one to a line, comments. What is not that is an error with its line, and so is
//! any name that the file does not have: nothing in it is ever ignored.

mod tables;
#[cfg(test)]
mod tests;
mod text;

use super::{Config, ProjectAllow};
use erd_core::nearest;
use std::fmt;
use text::string;

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

#[derive(Clone, Copy, PartialEq)]
enum Section {
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
        section: Section::Top,
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
    section: Section,
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
        if self.section == Section::Top && TABLES.contains(&key) {
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
        match self.section {
            Section::Top => Err(self.unknown("key", key, "a table such as [rules] comes first")),
            Section::Targets => self.target(key, &value),
            Section::Rules => self.rule(key, &value),
            Section::Naming => self.naming(key, value),
            Section::Allow => self.allow(key, value),
            Section::Migrations => self.migrations(key, value),
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
        self.section = match (name, list) {
            ("targets", false) => Section::Targets,
            ("rules", false) => Section::Rules,
            ("naming", false) => Section::Naming,
            ("allow", true) => Section::Allow,
            ("migrations", false) => Section::Migrations,
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

    /// An allow without a reason is a finding; one that names no rule or no place cannot even be judged.
    fn end_of_allow(&self) -> Result<(), ReadError> {
        let open = self
            .config
            .allows
            .last()
            .filter(|_| self.section == Section::Allow);
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
