//! The runner's Cargo.toml.

use crate::error::Error;
use crate::project::Project;
use std::path::Path;
use toml::{Table, Value};

/// What the runner calls the user's library, so that no name of theirs clashes with another.
pub(super) const LIBRARY: &str = "erd_runner_library";
/// What the runner calls `erd-core`.
pub(super) const CORE: &str = "erd_runner_core";

/// Name of the runner's package, program and folder.
pub(super) fn name(project: &Project) -> String {
    format!("runner-{}", project.package)
}

/// The manifest: a workspace of its own, with what decides how the user's workspace resolves and compiles.
pub(super) fn manifest(project: &Project) -> Result<String, Error> {
    let path = project.workspace.join("Cargo.toml");
    let text = std::fs::read_to_string(&path).map_err(|error| Error::Read {
        path: path.clone(),
        error,
    })?;
    let theirs: Table = text
        .parse()
        .map_err(|error: toml::de::Error| Error::Manifest {
            path: path.clone(),
            error: error.to_string(),
        })?;
    let ours = build(project, &theirs);
    toml::to_string(&ours).map_err(|error| Error::Manifest {
        path,
        error: error.to_string(),
    })
}

fn build(project: &Project, theirs: &Table) -> Table {
    let mut package = Table::new();
    package.insert("name".into(), name(project).into());
    package.insert("version".into(), "0.0.0".into());
    package.insert("edition".into(), "2021".into());
    package.insert("publish".into(), false.into());

    let mut workspace = Table::new();
    let resolver = theirs.get("workspace").and_then(|w| w.get("resolver"));
    let resolver = resolver.cloned().unwrap_or_else(|| "2".into());
    workspace.insert("resolver".into(), resolver);

    let mut manifest = Table::new();
    manifest.insert("package".into(), package.into());
    manifest.insert("workspace".into(), workspace.into());
    manifest.insert("dependencies".into(), dependencies(project).into());
    if let Some(profile) = theirs.get("profile") {
        manifest.insert("profile".into(), profile.clone());
    }
    if let Some(patch) = theirs.get("patch") {
        let mut patch = patch.clone();
        make_absolute(&mut patch, &project.workspace);
        manifest.insert("patch".into(), patch);
    }
    manifest
}

fn dependencies(project: &Project) -> Table {
    let mut library = Table::new();
    library.insert("package".into(), project.package.clone().into());
    library.insert(
        "path".into(),
        project.folder.to_string_lossy().into_owned().into(),
    );
    if !project.features.is_empty() {
        library.insert("features".into(), project.features.clone().into());
    }
    if !project.default_features {
        library.insert("default-features".into(), false.into());
    }
    let mut core = project.core.to_toml("erd-core");
    core.insert("features".into(), vec!["serde"].into());

    let mut dependencies = Table::new();
    dependencies.insert(LIBRARY.into(), library.into());
    dependencies.insert(CORE.into(), core.into());
    dependencies.insert("serde_json".into(), "1".into());
    dependencies
}

/// Patches name folders from where they stand; the runner stands elsewhere.
fn make_absolute(value: &mut Value, root: &Path) {
    let Value::Table(table) = value else { return };
    for (key, value) in table {
        match value {
            Value::String(path) if key == "path" => {
                *path = root.join(&*path).to_string_lossy().into_owned();
            }
            inner => make_absolute(inner, root),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Dependency;

    fn project() -> Project {
        let library = serde_json::json!({
            "name": "shop", "kind": ["lib"], "crate_types": ["lib"], "src_path": "api/src/lib.rs",
        });
        Project {
            package: "shop".into(),
            id: cargo_metadata::PackageId {
                repr: "path+file:///home/ann/shop/api#shop@1.0.0".into(),
            },
            target_of_library: serde_json::from_value(library).expect("a target"),
            folder: "/home/ann/shop/api".into(),
            library: "shop".into(),
            schema: "Shop".into(),
            features: vec!["reviews".into()],
            default_features: false,
            core: Dependency::from_version("1.2.3"),
            workspace: "/home/ann/shop".into(),
            target: "/home/ann/shop/target".into(),
        }
    }

    #[test]
    fn what_decides_the_user_s_build_decides_the_runner_s() {
        let theirs = r#"
            [workspace]
            members = ["api"]
            resolver = "3"
            [workspace.lints.rust]
            missing_docs = "deny"
            [profile.dev]
            opt-level = 1
            [patch.crates-io]
            erd = { path = "../erd/erd" }
            serde = { git = "https://example.com/serde" }
            "#;
        let theirs = theirs.parse().expect("a manifest");
        let ours = toml::to_string(&build(&project(), &theirs)).expect("a manifest");
        insta::assert_snapshot!(ours);
    }
}
