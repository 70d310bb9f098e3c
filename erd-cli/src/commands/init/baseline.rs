//! Where the next migration starts: what the migrations that are there have made.

use super::found::Found;
use super::package::Here;
use crate::cli::Subject;
use crate::commands::compare::difference;
use crate::commands::config_of;
use crate::error::Error;
use crate::output;
use crate::project::Project;
use crate::runner;
use erd_core::{Engine, Schema};
use erd_history::{format, snapshot, sum};
use erd_live::{Connection, Described};

/// Whether the folder says what its migrations lead to.
pub(super) fn is_there(found: &Found) -> bool {
    found.folder.join(snapshot::FILE).is_file() && found.folder.join(sum::FILE).is_file()
}

/// Builds the package, compares its schema with what is there, and notes it. Refuses where both differ: then nothing says
/// which one is meant.
pub(super) fn write(
    here: &Here,
    subject: &Subject,
    found: &Found,
    source: Option<&Described>,
) -> Result<(), Error> {
    let subject = Subject {
        manifest_path: Some(here.manifest.clone()),
        package: Some(here.package.name.to_string()),
        features: subject.features.clone(),
        no_default_features: subject.no_default_features,
    };
    let project = Project::find(&subject)?;
    let config = config_of(&project)?;
    let code = runner::code(&project)?;
    let targets = config.migrated();
    let dialect = source
        .map(|s| s.dialect)
        .or_else(|| targets.first().copied());
    let Some(dialect) = dialect else {
        return Ok(());
    };
    let version = source.map_or_else(Vec::new, |s| s.version.clone());
    let engine = Engine::new(dialect, &version);
    let nothing = Schema::default();
    let old = source.map_or(&nothing, |s| &s.schema);
    let mut connection = match &found.database {
        Some(database) => {
            Some(erd_live::connect_existing(&database.url).map_err(Error::InitDatabase)?)
        }
        None => None,
    };
    let connection = connection.as_deref_mut().map(|c| c as &mut dyn Connection);
    let (diff, said) = difference(connection, old, &code.schema, engine, &[])?;
    if !diff.is_empty() {
        return Err(Error::Usage {
            message: format!(
                "the code and the database are not the same, so nothing says where migrations start:\n{}",
                diff.to_string().trim_end()
            ),
            help: "mend the code, or write what differs as a migration: `cargo erd migrate new NAME --from-database URL`"
                .to_owned(),
        });
    }
    std::fs::create_dir_all(&found.folder).map_err(|error| Error::Write {
        path: found.folder.clone(),
        error,
    })?;
    snapshot::write(&found.folder, dialect, &code.schema)?;
    if !said.is_empty()
        && let Some(written) = snapshot::read(&found.folder)?
    {
        snapshot::remember(&found.folder, &written, &said)?;
    }
    let migrations = format::read(&found.folder, found.format)?;
    sum::write(&found.folder, &migrations, Some(code.fingerprint))?;
    for file in [snapshot::FILE, sum::FILE] {
        output::note(format_args!(
            "wrote {}",
            here.short(&found.folder.join(file))
        ));
    }
    Ok(())
}
