//! What the keys of each table mean.

use super::{ReadError, Reader};
use crate::config::naming::{self, NamePattern, Named};
use crate::config::{RuleLevel, TargetVersion, releases};
use erd_core::{Level, Product, nearest};

const ALLOW_KEYS: [&str; 3] = ["rule", "target", "reason"];
const MIGRATION_KEYS: [&str; 3] = ["folder", "format", "online"];
const FORMATS: [&str; 4] = ["diesel", "sqlx", "refinery", "plain"];

impl Reader {
    pub(super) fn target(&mut self, key: &str, value: &str) -> Result<(), ReadError> {
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

    pub(super) fn rule(&mut self, key: &str, value: &str) -> Result<(), ReadError> {
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

    pub(super) fn naming(&mut self, key: &str, value: String) -> Result<(), ReadError> {
        let Some(of) = Named::ALL.into_iter().find(|named| named.key() == key) else {
            return Err(self.unknown_key("[naming]", key, &Named::ALL.map(Named::key)));
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

    pub(super) fn allow(&mut self, key: &str, value: String) -> Result<(), ReadError> {
        let Some(allow) = self.config.allows.last_mut() else {
            return Ok(());
        };
        match key {
            "rule" => allow.rule = value,
            "target" => allow.target = value,
            "reason" => allow.reason = value,
            _ => return Err(self.unknown_key("an allow", key, &ALLOW_KEYS)),
        }
        Ok(())
    }

    pub(super) fn migrations(&mut self, key: &str, value: String) -> Result<(), ReadError> {
        match key {
            "folder" => self.config.migrations.folder = Some(value),
            "format" if FORMATS.contains(&value.as_str()) => {
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
            _ => return Err(self.unknown_key("[migrations]", key, &MIGRATION_KEYS)),
        }
        Ok(())
    }

    /// A table that has no such key, and those that it has.
    fn unknown_key(&self, table: &str, key: &str, keys: &[&str]) -> ReadError {
        let all = || format!("the keys are {}", keys.join(", "));
        let near = nearest(key, keys.iter().copied());
        let help = near.map_or_else(all, |near| format!("write `{near}`"));
        self.error(format!("{table} has no key `{key}`"), &help)
    }
}
