//! The package that erd is to begin in.

use super::model::relative;
use crate::cli::Subject;
use crate::error::Error;
use crate::project::{self, ProjectError};
use cargo_metadata::{CrateType, MetadataCommand, Package};
use std::path::{Path, PathBuf};

/// A package, as it is before anything is done.
pub(super) struct Here {
    pub(super) package: Package,
    /// Folder of its Cargo.toml.
    pub(super) folder: PathBuf,
    pub(super) manifest: PathBuf,
    /// Root of its library, where it has one.
    pub(super) library: Option<PathBuf>,
}

impl Here {
    pub(super) fn find(subject: &Subject) -> Result<Self, Error> {
        let manifest = match &subject.manifest_path {
            Some(path) => path.clone(),
            None => nearest()?,
        };
        // Without dependencies: nothing is fetched, and nothing need be there yet.
        let metadata = MetadataCommand::new()
            .manifest_path(&manifest)
            .no_deps()
            .exec()
            .map_err(ProjectError::Metadata)?;
        let members: Vec<String> = metadata
            .packages
            .iter()
            .map(|p| p.name.to_string())
            .collect();
        let is_meant = |p: &Package| match &subject.package {
            Some(name) => p.name.as_str() == name,
            None => same_file(p.manifest_path.as_ref(), &manifest),
        };
        let package = metadata.packages.into_iter().find(is_meant);
        let Some(package) = package else {
            return Err(match &subject.package {
                Some(name) => Error::from(ProjectError::UnknownPackage {
                    name: name.clone(),
                    members,
                }),
                None => Error::Usage {
                    message: format!(
                        "this is the root of a workspace, and no package: its members are {}",
                        members.join(", ")
                    ),
                    help: match members.first() {
                        Some(first) => format!("choose one, for example `--package {first}`"),
                        None => "make one with `cargo new --lib NAME`".to_owned(),
                    },
                },
            });
        };
        let manifest: PathBuf = package.manifest_path.clone().into();
        Ok(Self {
            folder: project::folder(&package),
            library: root_of(&package),
            manifest,
            package,
        })
    }

    /// Its library's name, which it has or will have.
    pub(super) fn library_name(&self) -> String {
        let named = self.package.targets.iter().find(|t| project::is_library(t));
        let name = named.map_or(self.package.name.as_str(), |target| &target.name);
        name.replace('-', "_")
    }

    /// What it is made of.
    pub(super) fn kind(&self) -> &'static str {
        let is_program =
            |t: &cargo_metadata::Target| t.crate_types.contains(&CrateType::Bin) && t.is_bin();
        match (
            self.library.is_some(),
            self.package.targets.iter().any(is_program),
        ) {
            (true, true) => "a library and a program",
            (true, false) => "a library",
            _ => "a program",
        }
    }

    /// A path as the package's folder sees it.
    pub(super) fn short(&self, path: &Path) -> String {
        relative(&self.folder, path)
    }
}

fn root_of(package: &Package) -> Option<PathBuf> {
    let library = package.targets.iter().find(|t| project::is_library(t))?;
    Some(library.src_path.clone().into())
}

/// The Cargo.toml of the current folder, or of the nearest above it.
fn nearest() -> Result<PathBuf, Error> {
    let here = std::env::current_dir().unwrap_or_default();
    let mut all = here.ancestors().map(|folder| folder.join("Cargo.toml"));
    all.find(|path| path.is_file()).ok_or_else(|| Error::Usage {
        message: "there is no Cargo.toml in this folder or above it".to_owned(),
        help: "make a package with `cargo new --lib NAME` and run this in it, or name one with `--manifest-path`"
            .to_owned(),
    })
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}
