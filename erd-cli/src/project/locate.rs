//! Where in a library the schema is.

use super::ProjectError;
use crate::error::Error;
use cargo_metadata::{CrateType, Package, Target};

/// The library's name and the path of the schema in it: what Cargo.toml says, or the only `schema!` of src/lib.rs.
pub(crate) fn schema(package: &Package) -> Result<(String, String), Error> {
    let name = package.name.to_string();
    let target = library(package)?;
    let library = target.name.replace('-', "_");
    if let Some(path) = package.metadata.pointer("/erd/schema") {
        let path = path.as_str().unwrap_or_default();
        return match within(path, &library) {
            Some(inner) => Ok((library, inner)),
            None => Err(Error::from(ProjectError::SchemaPath {
                package: name,
                library,
                path: path.to_owned(),
            })),
        };
    }
    let source = std::fs::read_to_string(&target.src_path).map_err(|error| Error::Read {
        path: target.src_path.clone().into(),
        error,
    })?;
    let mut names = declared(&source);
    match (names.pop(), names.is_empty()) {
        (Some(only), true) => Ok((library, only)),
        (None, _) => Err(Error::from(ProjectError::NoSchema {
            package: name,
            library,
        })),
        (Some(last), false) => {
            names.push(last);
            Err(Error::from(ProjectError::SeveralSchemas {
                package: name,
                library,
                names,
            }))
        }
    }
}

/// The name that a library's schema has where nobody chose another: `ShopApi` for `shop_api`.
pub(crate) fn schema_name(library: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().map(|c| c.to_uppercase().to_string());
        first.unwrap_or_default() + chars.as_str()
    };
    library.split('_').map(word).collect()
}

/// The library of a package.
pub(super) fn library(package: &Package) -> Result<&Target, ProjectError> {
    let mut targets = package.targets.iter();
    targets
        .find(|target| is_library(target))
        .ok_or_else(|| ProjectError::NoLibrary {
            package: package.name.to_string(),
        })
}

/// Whether other crates can depend on that target.
pub(crate) fn is_library(target: &Target) -> bool {
    let types = &target.crate_types;
    let linkable =
        |ty: &CrateType| matches!(ty, CrateType::Lib | CrateType::RLib | CrateType::DyLib);
    types.iter().any(linkable) && !target.is_example()
}

/// The path below the library's root: `shop::model::Shop` to `model::Shop`.
fn within(path: &str, library: &str) -> Option<String> {
    let mut words = path.split("::").map(str::trim);
    let root = words.next()?;
    let inner: Vec<&str> = words.collect();
    let good = (root == library || root == "crate")
        && !inner.is_empty()
        && inner.iter().all(|word| is_identifier(word));
    good.then(|| inner.join("::"))
}

fn is_identifier(word: &str) -> bool {
    let word = word.strip_prefix("r#").unwrap_or(word);
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The names of the public schemas that a source file declares at its top level. A guess by text, and only for the
/// simplest file: whoever builds schemas by macros or in modules says in Cargo.toml where they are.
pub(crate) fn declared(source: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut lines = source.lines().map(code).filter(|line| !line.is_empty());
    while let Some(line) = lines.next() {
        let Some(rest) = ["erd::schema!", "::erd::schema!", "schema!"]
            .iter()
            .find_map(|call| line.strip_prefix(call))
        else {
            continue;
        };
        // The head may go on over several lines, with attributes between.
        let mut head = rest.trim().to_owned();
        while !head.contains("pub ") && !head.contains('}') {
            let Some(next) = lines.next() else { break };
            head.push(' ');
            head.push_str(next);
        }
        let name = head.split("pub ").nth(1).unwrap_or_default();
        let name = name
            .split(|c: char| c.is_whitespace() || c == '{')
            .find(|w| !w.is_empty());
        names.extend(name.filter(|word| is_identifier(word)).map(str::to_owned));
    }
    names
}

/// A line without its comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or(line).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_starts_with_the_library() {
        assert_eq!(within("shop::Shop", "shop").as_deref(), Some("Shop"));
        assert_eq!(
            within("crate::model::Shop", "shop").as_deref(),
            Some("model::Shop")
        );
        assert_eq!(
            within("shop::r#type::Shop", "shop").as_deref(),
            Some("r#type::Shop")
        );
        for wrong in [
            "Shop",
            "shop",
            "other::Shop",
            "shop::",
            "shop::Shop::schema()",
            "",
        ] {
            assert_eq!(within(wrong, "shop"), None, "{wrong}");
        }
    }

    #[test]
    fn schemas_are_found_in_their_usual_forms() {
        assert_eq!(declared("erd::schema! { pub Shop { A, B } }"), ["Shop"]);
        assert_eq!(
            declared(
                "use erd::schema;\nschema! {\n    /// All.\n    #[erd(diesel)]\n    pub Shop {\n        A,\n    }\n}\n"
            ),
            ["Shop"]
        );
        assert_eq!(
            declared("erd::schema! { pub A { X } }\nerd::schema! { pub B { Y } }"),
            ["A", "B"]
        );
    }

    #[test]
    fn examples_and_private_schemas_are_not_found() {
        assert_eq!(declared("//! erd::schema! { pub Doc { A } }\n"), [""; 0]);
        assert_eq!(
            declared("/// ```\n/// erd::schema! { pub Doc { A } }\n"),
            [""; 0]
        );
        assert_eq!(
            declared("erd::schema! { Hidden { A } }\npub struct X;"),
            [""; 0]
        );
        assert_eq!(declared("my_schema! { pub Other { A } }"), [""; 0]);
    }
}
