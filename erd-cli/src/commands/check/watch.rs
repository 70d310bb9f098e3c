//! `cargo erd check --watch`: a check after every change of a file that could change its answer.

use crate::cli;
use crate::error::Error;
use crate::output::{self, TITLE};
use crate::project::Project;
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// What an editor that saves several files, or git that changes a branch, takes between two of them.
const QUIET: Duration = Duration::from_millis(150);

/// The endings of what a schema is read from: code, manifests, erd.toml, SQL of objects, and what migrations lead to.
const ENDINGS: &[&str] = &["rs", "toml", "sql", "sum", "json"];

type Heard = Result<Event, notify::Error>;

/// Checks until somebody ends it.
pub(super) fn run(args: &cli::Check) -> Result<ExitCode, Error> {
    let project = Project::find(&args.subject)?;
    let (sender, events) = channel::<Heard>();
    let mut watcher = notify::recommended_watcher(move |event| {
        // Nobody hears it when the program ends.
        let _ = sender.send(event);
    })
    .map_err(|error| unwatched(&project.workspace, error))?;
    loop {
        for (folder, mode) in folders(&project) {
            watcher
                .watch(&folder, mode)
                .map_err(|error| unwatched(&folder, error))?;
        }
        if let Err(error) = super::once(args) {
            output::error(&error);
        }
        output::note(format_args!(
            "{TITLE}watching{TITLE:#} {}; Ctrl-C ends it",
            project.workspace.display()
        ));
        if !wait(&events, &project) {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// The folders of the workspace and of the package, without what cargo builds and what is hidden.
fn folders(project: &Project) -> Vec<(PathBuf, RecursiveMode)> {
    let mut all = Vec::new();
    let outside = !project.folder.starts_with(&project.workspace);
    let roots = [Some(&project.workspace), outside.then_some(&project.folder)];
    for root in roots.into_iter().flatten() {
        all.push((root.clone(), RecursiveMode::NonRecursive));
        for entry in std::fs::read_dir(root).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !is_hidden(&path, root) && !path.starts_with(&project.target) {
                all.push((path, RecursiveMode::Recursive));
            }
        }
    }
    all
}

/// Waits for a change, and for the end of those that come with it; false where nothing will come any more.
fn wait(events: &Receiver<Heard>, project: &Project) -> bool {
    loop {
        match events.recv() {
            Ok(event) if is_change(&event, project) => break,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
    while events.recv_timeout(QUIET).is_ok() {}
    true
}

/// Whether the answer may be another one now. What the system could not tell counts as a change.
fn is_change(heard: &Heard, project: &Project) -> bool {
    let Ok(event) = heard else {
        return true;
    };
    let written = match event.kind {
        EventKind::Create(_) | EventKind::Remove(_) => true,
        EventKind::Modify(what) => !matches!(what, notify::event::ModifyKind::Metadata(_)),
        EventKind::Any | EventKind::Access(_) | EventKind::Other => false,
    };
    let mut paths = event.paths.iter();
    event.need_rescan() || (written && paths.any(|path| is_source(path, project)))
}

fn is_source(path: &Path, project: &Project) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.contains(&ending))
        && !path.starts_with(&project.target)
        && !is_hidden(path, &project.workspace)
}

/// Whether a part of the path below the root begins with a dot.
fn is_hidden(path: &Path, root: &Path) -> bool {
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut parts = below.iter();
    parts.any(|part| part.to_string_lossy().starts_with('.'))
}

fn unwatched(path: &Path, error: notify::Error) -> Error {
    Error::Read {
        path: path.to_owned(),
        error: std::io::Error::other(error),
    }
}
