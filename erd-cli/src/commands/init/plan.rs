//! What is to be done, before any of it is.

use super::baseline;
use super::dependencies::Crate;
use super::found::Found;
use super::model::{self, Model};
use super::module;
use super::package::Here;
use crate::cli::{self, Subject};
use crate::commands::import;
use crate::error::Error;
use crate::output;
use erd_checks::{Config, config};
use erd_live::Described;
use std::path::{Path, PathBuf};

/// What is to be done.
pub(super) struct Plan {
    pub(super) model: Model,
    pub(super) steps: Vec<Step>,
    /// What somebody has to do by hand: the file, and the text for it.
    pub(super) by_hand: Vec<(PathBuf, String)>,
}

/// One thing to do.
pub(super) enum Step {
    /// Cargo adds a dependency, or features of one.
    Depend(Crate),
    /// Files that are not there are written; `title` says what they are.
    Files {
        files: Vec<(PathBuf, String)>,
        title: String,
    },
    /// A line is put into a file that is there, which becomes `text`.
    Line {
        path: PathBuf,
        line: String,
        text: String,
    },
    /// The folder of migrations says what it leads to.
    Baseline { migrations: usize },
}

impl Plan {
    pub(super) fn make(
        args: &cli::Init,
        here: &Here,
        found: &Found,
        source: Option<&Described>,
    ) -> Result<Self, Error> {
        let config_text = model::config_text(here, found, source);
        let config = model::config(found, &config_text)?;
        let model = Model::plan(here, found, source, &config)?;
        let mut plan = Self {
            model: Model::Waits,
            steps: Vec::new(),
            by_hand: Vec::new(),
        };
        let crates = match &model {
            Model::New(new) if !new.crates.is_empty() => new.crates.clone(),
            _ => Crate::read(&["erd = \"0.1\"".to_owned()]),
        };
        let checkout = args.erd_path.as_deref();
        let lacking = crates.into_iter().filter_map(|c| c.lacking(here, checkout));
        plan.steps.extend(lacking.map(Step::Depend));
        if found.config.is_none() {
            plan.steps.push(Step::Files {
                files: vec![(here.folder.join(config::FILE), config_text)],
                title: title_of_config(found, &config),
            });
        }
        if let Model::New(new) = &model {
            plan.declare(here, new)?;
        }
        // Without a database the entities that are there may be of a later day than the migrations.
        let known = match &model {
            Model::Waits => false,
            Model::New(_) => true,
            Model::There { .. } => source.is_some_and(|s| !s.schema.tables.is_empty()),
        };
        if known && plan.by_hand.is_empty() && !baseline::is_there(found) {
            plan.steps.push(Step::Baseline {
                migrations: found.migrations.len(),
            });
        }
        plan.model = model;
        Ok(plan)
    }

    /// The files of the declarations, and what leads to them.
    fn declare(&mut self, here: &Here, new: &model::New) -> Result<(), Error> {
        if !new.files.is_empty() {
            let title = match &new.imported {
                Some((_, imported)) => {
                    format!(
                        "{}, listed in `{}`",
                        match imported.schema.tables.len() {
                            1 => "1 table as a struct".to_owned(),
                            tables => format!("{tables} tables as structs"),
                        },
                        new.name
                    )
                }
                None => format!("`{}`, the list of entities, which is empty", new.name),
            };
            self.steps.push(Step::Files {
                files: new.files.clone(),
                title,
            });
        }
        let line = format!("pub mod {};", new.module);
        match &here.library {
            None => self.steps.push(Step::Files {
                files: vec![(
                    here.folder.join("src/lib.rs"),
                    format!("//! What the program and `cargo erd` share.\n\n{line}\n"),
                )],
                title: format!(
                    "a library, because a program alone cannot be read; the program uses `{}::{}`",
                    here.library_name(),
                    new.module
                ),
            }),
            Some(root) => {
                let text = read(root)?;
                if !module::declares(&text, new.module) {
                    self.line(root, line, module::insert(&text, new.module));
                }
            }
        }
        let path = format!("{}::{}::{}", here.library_name(), new.module, new.name);
        let text = read(&here.manifest)?;
        let line = format!("[package.metadata.erd]\nschema = \"{path}\"");
        let longer = format!("{}\n\n{line}\n", text.trim_end());
        let good = longer.parse::<toml::Table>().is_ok();
        self.line(&here.manifest, line, good.then_some(longer));
        Ok(())
    }

    fn line(&mut self, path: &Path, line: String, text: Option<String>) {
        let path = path.to_owned();
        match text {
            Some(text) => self.steps.push(Step::Line { path, line, text }),
            None => self.by_hand.push((path, line)),
        }
    }

    /// What an import has to say of the database.
    pub(super) fn report(&self) -> Option<String> {
        let Model::New(new) = &self.model else {
            return None;
        };
        let (described, imported) = new.imported.as_ref()?;
        let mut text = import::report(described, imported);
        for note in &imported.notes {
            text = text + "note: " + note + "\n";
        }
        (!text.is_empty()).then_some(text)
    }
}

/// What the new `erd.toml` is for, and on whose word.
fn title_of_config(found: &Found, config: &Config) -> String {
    let dialects = config.dialects();
    let engine = dialects.first().map_or("it", |d| d.title());
    if found.dialect.is_some() {
        return format!("for {engine}");
    }
    format!("for {engine}, because nothing here names a database; `--dialect` names another one")
}

impl Step {
    pub(super) fn run(
        &self,
        here: &Here,
        subject: &Subject,
        found: &Found,
        source: Option<&Described>,
    ) -> Result<(), Error> {
        match self {
            Self::Depend(krate) => {
                krate.add(here)?;
                output::note(format_args!("added {}", krate.title()));
            }
            Self::Files { files, .. } => {
                for (path, text) in files {
                    create(path, text)?;
                }
                let shown = files.first().map(|(path, _)| match files.len() {
                    1 => here.short(path),
                    n => format!(
                        "{n} files below {}",
                        here.short(path.parent().unwrap_or(path))
                    ),
                });
                output::note(format_args!("wrote {}", shown.unwrap_or_default()));
            }
            Self::Line { path, line, .. } if path == &here.manifest => {
                // cargo has changed it since it was read.
                let text = read(path)?;
                write(path, &format!("{}\n\n{line}\n", text.trim_end()))?;
                output::note(format_args!("changed {}", here.short(path)));
            }
            Self::Line { path, text, .. } => {
                write(path, text)?;
                output::note(format_args!("changed {}", here.short(path)));
            }
            Self::Baseline { .. } => baseline::write(here, subject, found, source)?,
        }
        Ok(())
    }
}

fn read(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|error| Error::Read {
        path: path.to_owned(),
        error,
    })
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    std::fs::write(path, text).map_err(|error| Error::Write {
        path: path.to_owned(),
        error,
    })
}

/// Writes a file that is not there.
fn create(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |error| Error::Write {
        path: path.to_owned(),
        error,
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = std::fs::File::create_new(path).map_err(failed)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(failed)
}
