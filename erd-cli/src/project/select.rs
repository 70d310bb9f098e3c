//! Which package of a workspace is meant.

use super::{ProjectError, core_of};
use cargo_metadata::{Metadata, Package};

/// The package of that name; without one, the package of the current folder, or else the only one that uses erd.
pub(super) fn package<'a>(
    metadata: &'a Metadata,
    name: Option<&str>,
) -> Result<&'a Package, ProjectError> {
    let members = metadata.workspace_packages();
    if let Some(name) = name {
        let found = members.iter().find(|p| p.name.as_str() == name);
        return found.copied().ok_or_else(|| ProjectError::UnknownPackage {
            name: name.to_owned(),
            members: members.iter().map(|p| p.name.to_string()).collect(),
        });
    }
    let uses_erd = |package: &&Package| core_of(metadata, package).is_some();
    if let Some(package) = metadata.root_package().filter(uses_erd) {
        return Ok(package);
    }
    let mut users = members.into_iter().filter(uses_erd);
    match (users.next(), users.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(ProjectError::NoPackage),
        (Some(first), Some(second)) => {
            let all = [first, second].into_iter().chain(users);
            Err(ProjectError::SeveralPackages(
                all.map(|p| p.name.to_string()).collect(),
            ))
        }
    }
}
