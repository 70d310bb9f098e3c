//! The user's project: which package has the schema, where in its library, and which erd it uses.

mod dependency;
mod error;
mod locate;
mod select;

pub(crate) use dependency::Dependency;
pub(crate) use error::ProjectError;
pub(crate) use locate::{declared as schemas_in, is_library, schema as declared_in, schema_name};

use crate::cli::Subject;
use crate::error::Error;
use cargo_metadata::{Metadata, MetadataCommand, Package, PackageId, Target};
use std::path::{Path, PathBuf};

/// A package with a schema.
#[derive(Debug)]
pub(crate) struct Project {
    /// Name of the package.
    pub(crate) package: String,
    /// What cargo calls it in its messages.
    pub(crate) id: PackageId,
    /// The library, as cargo describes it in its messages.
    pub(crate) target_of_library: Target,
    /// Folder of its Cargo.toml.
    pub(crate) folder: PathBuf,
    /// Name of its library, as Rust code writes it.
    pub(crate) library: String,
    /// Path of the schema in the library: `Shop`, `model::Shop`.
    pub(crate) schema: String,
    /// Features of the package to turn on.
    pub(crate) features: Vec<String>,
    /// Whether its default features are on.
    pub(crate) default_features: bool,
    /// The `erd-core` that the package resolves to.
    pub(crate) core: Dependency,
    /// Folder with the workspace's Cargo.toml and Cargo.lock.
    pub(crate) workspace: PathBuf,
    /// Where cargo builds.
    pub(crate) target: PathBuf,
}

impl Project {
    /// The project that the options name, or that of the current folder.
    pub(crate) fn find(subject: &Subject) -> Result<Self, Error> {
        let mut command = MetadataCommand::new();
        if let Some(path) = &subject.manifest_path {
            command.manifest_path(path);
        }
        let metadata = command.exec().map_err(ProjectError::Metadata)?;
        let package = select::package(&metadata, subject.package.as_deref())?;
        let name = package.name.to_string();
        let core = core_of(&metadata, package).ok_or_else(|| ProjectError::NoDependency {
            package: name.clone(),
        })?;
        let target_of_library = locate::library(package)?.clone();
        let (library, schema) = locate::schema(package)?;
        Ok(Self {
            folder: folder(package),
            id: package.id.clone(),
            target_of_library,
            library,
            schema,
            features: subject.features.clone(),
            default_features: !subject.no_default_features,
            core: Dependency::on(core),
            workspace: metadata.workspace_root.clone().into(),
            target: metadata.target_directory.clone().into(),
            package: name,
        })
    }
}

/// The folder of a package's Cargo.toml.
pub(crate) fn folder(package: &Package) -> PathBuf {
    let manifest: &Path = package.manifest_path.as_ref();
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// The `erd-core` below the `erd` that a package depends on.
fn core_of<'a>(metadata: &'a Metadata, package: &Package) -> Option<&'a Package> {
    let erd = dependency_of(metadata, &package.id, "erd")?;
    dependency_of(metadata, &erd.id, "erd-core")
}

/// The package of that name among the dependencies of another, under whatever name it is used there.
fn dependency_of<'a>(metadata: &'a Metadata, of: &PackageId, name: &str) -> Option<&'a Package> {
    let nodes = &metadata.resolve.as_ref()?.nodes;
    let node = nodes.iter().find(|node| node.id == *of)?;
    let found = |id: &PackageId| {
        metadata
            .packages
            .iter()
            .find(|p| p.id == *id && p.name.as_str() == name)
    };
    node.deps.iter().find_map(|dep| found(&dep.pkg))
}
