//! A dependency, written so that cargo resolves it to the very package that it resolved to before.

use super::folder;
use cargo_metadata::Package;
use toml::{Table, Value};

/// What a manifest says about where a package comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dependency {
    /// Its version, for messages.
    pub(crate) version: String,
    place: Table,
}

impl Dependency {
    /// The dependency that leads to that package.
    pub(super) fn on(package: &Package) -> Self {
        let version = package.version.to_string();
        let source = package.source.as_ref().map(|source| source.repr.as_str());
        let place = match source {
            None => pairs([("path", folder(package).to_string_lossy().into_owned())]),
            Some(source) => place(source, &version),
        };
        Self { version, place }
    }

    /// That version of a package on crates.io.
    #[cfg(test)]
    pub(crate) fn from_version(version: &str) -> Self {
        Self {
            version: version.to_owned(),
            place: pairs([("version", format!("={version}"))]),
        }
    }

    /// The value in a table of dependencies, under any key.
    pub(crate) fn to_toml(&self, package: &str) -> Table {
        let mut table = self.place.clone();
        table.insert("package".into(), package.into());
        table
    }
}

/// The place that a source id of `cargo metadata` names. Another spelling of the same place would be another package to
/// cargo, and its types other types.
fn place(source: &str, version: &str) -> Table {
    let exact = format!("={version}");
    if let Some(git) = source.strip_prefix("git+") {
        let address = git.split('#').next().unwrap_or(git);
        let (address, query) = address.split_once('?').unwrap_or((address, ""));
        let reference = query.split('&').filter_map(|pair| pair.split_once('='));
        let reference = reference.filter(|(key, _)| matches!(*key, "branch" | "tag" | "rev"));
        let reference = reference.map(|(key, value)| (key, value.replace("%2F", "/")));
        return pairs([("git", address.to_owned())].into_iter().chain(reference));
    }
    let crates_io = source == "registry+https://github.com/rust-lang/crates.io-index"
        || source == "sparse+https://index.crates.io/";
    if crates_io {
        return pairs([("version", exact)]);
    }
    let index = source
        .strip_prefix("registry+")
        .unwrap_or(source)
        .to_owned();
    pairs([("version", exact), ("registry-index", index)])
}

fn pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> Table {
    let pairs = pairs.into_iter();
    pairs
        .map(|(key, value)| (key.to_owned(), Value::String(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(source: &str) -> String {
        toml::to_string(&place(source, "0.1.0")).expect("strings are TOML")
    }

    #[test]
    fn each_kind_of_source_leads_back_to_itself() {
        assert_eq!(
            written("registry+https://github.com/rust-lang/crates.io-index"),
            "version = \"=0.1.0\"\n"
        );
        assert_eq!(
            written("registry+https://example.com/index"),
            "registry-index = \"https://example.com/index\"\nversion = \"=0.1.0\"\n"
        );
        assert_eq!(
            written("sparse+https://example.com/index/"),
            "registry-index = \"sparse+https://example.com/index/\"\nversion = \"=0.1.0\"\n"
        );
        assert_eq!(
            written("git+https://example.com/erd?branch=a%2Fb#0123abc"),
            "branch = \"a/b\"\ngit = \"https://example.com/erd\"\n"
        );
        assert_eq!(
            written("git+https://example.com/erd#0123abc"),
            "git = \"https://example.com/erd\"\n"
        );
    }
}
