//! The schema of a live database.

use super::Looked;
use super::source::Decisions;
use crate::commands::{address, import, in_no_model};
use crate::error::Error;
use crate::output;
use crate::runner::CompilerOutput;

/// Describes the database at that address, or at the one in `DATABASE_URL` where it is empty, of the environment or of `.env`. The `erd.toml` of the
/// current folder decides on levels and allows; the target is the database's own engine in its own version.
pub(in crate::commands) fn read(url: &str) -> Result<Looked, Error> {
    let url = address::required(Some(url), address::OPTION)?;
    let described = erd_live::describe_url(&url)?;
    let folder = std::env::current_dir().unwrap_or_default();
    let mut decisions = Decisions::read(&folder)?;
    decisions.config.targets = import::target_of(&described)?.targets;
    if !described.unsupported.is_empty() {
        output::note(in_no_model(
            &described.unsupported,
            None,
            ["no rule sees it", "no rule sees them"],
        ));
    }
    Ok(Looked {
        schema: described.schema,
        decisions,
        workspace: folder,
        missing: Vec::new(),
        said: CompilerOutput::default(),
        project: None,
    })
}
