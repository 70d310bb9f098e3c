//! What can go wrong, as sentences that say what to do.

use crate::output;
use crate::project::ProjectError;
use erd_checks::Rule;
use erd_checks::config::ReadError;
use erd_core::nearest;
use erd_ddl::DdlErrors;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a command has no result.
#[derive(Debug)]
pub(crate) enum Error {
    /// No rule has that id or slug.
    UnknownRule(String),
    /// Nobody can say which schema of which package is meant.
    Project(ProjectError),
    /// A manifest cannot be read.
    Manifest { path: PathBuf, error: String },
    /// The library does not compile; `findings` if erd's rules are a reason.
    Build { package: String, findings: bool },
    /// What `cargo erd fix` wrote does not build, and was taken back.
    Unfixed(Box<Error>),
    /// The runner was built and did not do its work.
    Run { program: PathBuf, reason: String },
    /// The project's erd writes schemas in a way that this program does not read.
    Format { found: u32 },
    /// The schema was printed and cannot be read.
    Unreadable {
        version: String,
        error: serde_json::Error,
    },
    /// `erd.toml` cannot be understood.
    Decisions { path: PathBuf, error: ReadError },
    /// `diesel.toml` cannot be understood.
    DieselToml {
        path: PathBuf,
        error: erd_schema_rs::ReadError,
    },
    /// A schema file of diesel cannot be printed.
    Print(erd_schema_rs::PrintError),
    /// The baseline is not one.
    Baseline { path: PathBuf, reason: String },
    /// The dialect cannot do all that the schema asks for.
    Dialect(DdlErrors),
    /// A database cannot be reached or read.
    Database(erd_live::Error),
    /// `cargo erd init` cannot reach or read the database, and has done nothing.
    InitDatabase(erd_live::Error),
    /// Cargo did not add a dependency; `unpublished` where it may be that erd is not on crates.io.
    Add {
        name: String,
        said: String,
        unpublished: bool,
    },
    /// A migration folder or a run of it.
    History(erd_history::Error),
    /// Partitions cannot be planned, or a run of them ended early.
    Partitions(erd_partitions::Error),
    /// Two schemas cannot be compared.
    Diff(erd_migrate::DiffError),
    /// There is no plan before something is decided.
    Refused {
        dialect: erd_core::Dialect,
        refusals: erd_migrate::Refusals,
    },
    /// `cargo erd diff` has no answer, which no exit code of an answer may stand for.
    NoDifference(Box<Error>),
    /// Something is missing on the command line.
    Usage { message: String, help: String },
    /// A file cannot be read.
    Read { path: PathBuf, error: io::Error },
    /// A file cannot be written.
    Write { path: PathBuf, error: io::Error },
    /// A program cannot be started.
    Start { program: PathBuf, error: io::Error },
}

impl Error {
    /// 1 where the schema is to blame, 2 where the command or its configuration is, 3 for the rest.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::NoDifference(error) => match (&**error, error.exit_code()) {
                (Self::Refused { .. } | Self::Diff(_), _) => 2,
                (_, 1) => 3,
                (_, code) => code,
            },
            Self::Build { findings: true, .. }
            | Self::Print(erd_schema_rs::PrintError::Schema(_))
            | Self::Dialect(_)
            | Self::Diff(_)
            | Self::Refused { .. } => 1,
            Self::History(error) => history_code(error),
            Self::Project(ProjectError::Metadata(_)) => 3,
            Self::UnknownRule(_)
            | Self::Partitions(erd_partitions::Error::NoPartitions)
            | Self::Project(_)
            | Self::Decisions { .. }
            | Self::DieselToml { .. }
            | Self::Print(erd_schema_rs::PrintError::Namespace)
            | Self::Usage { .. }
            | Self::Database(erd_live::Error::Url(_))
            | Self::InitDatabase(erd_live::Error::Url(_))
            | Self::Baseline { .. } => 2,
            Self::Manifest { .. }
            | Self::Build { .. }
            | Self::Run { .. }
            | Self::Unfixed(_)
            | Self::Format { .. }
            | Self::Unreadable { .. }
            | Self::Database(_)
            | Self::InitDatabase(_)
            | Self::Partitions(_)
            | Self::Add { .. }
            | Self::Read { .. }
            | Self::Write { .. }
            | Self::Start { .. } => 3,
        }
    }

    /// What to do about it.
    pub(crate) fn help(&self) -> Vec<String> {
        let help = match self {
            Self::NoDifference(error) => return error.help(),
            Self::UnknownRule(word) => return unknown_rule(word),
            Self::Project(error) => return error.help(),
            Self::Manifest { path, .. } | Self::DieselToml { path, .. } => {
                format!("mend {}", path.display())
            }
            Self::Build { findings: true, .. } => "mend what erd found above".into(),
            Self::Build { package, .. } => {
                format!("mend the errors above; `cargo check --package {package}` shows them too")
            }
            Self::Unfixed(_) => "mend it by hand, or name the rules to mend with `--rule`".into(),
            Self::Run { .. } => "run `cargo erd` where cargo builds for this machine, \
                without `build.target`"
                .into(),
            Self::Format { .. } | Self::Unreadable { .. } => {
                "install the cargo-erd that has the version of erd in Cargo.lock".into()
            }
            Self::Decisions { error, .. } => error.help.clone(),
            Self::Print(erd_schema_rs::PrintError::Namespace) => {
                "leave `schema` out of diesel.toml".into()
            }
            Self::Print(_) => "resolve the schema again".into(),
            Self::Baseline { .. } => "write it anew with `--write-baseline`".into(),
            Self::Dialect(_) => "write what differs per dialect, or choose another dialect".into(),
            Self::Database(erd_live::Error::Url(_)) => {
                "for example `--database-url postgres://user@localhost/shop`".into()
            }
            // They say themselves what to do.
            Self::Database(erd_live::Error::Oracle(_))
            | Self::History(_)
            | Self::Partitions(_)
            | Self::Diff(_)
            | Self::Refused { .. } => return Vec::new(),
            Self::Database(erd_live::Error::NoFile(_)) => {
                "check the path, or let `cargo erd migrate apply` make it".into()
            }
            Self::Database(_) => "check the address, and that the server runs".into(),
            Self::InitDatabase(erd_live::Error::NoFile(_)) => {
                "check the path, or leave it out with `--no-database`".into()
            }
            Self::InitDatabase(_) => {
                "start it and check the address, or leave it out with `--no-database`".into()
            }
            Self::Add {
                unpublished: true, ..
            } => "until erd is on crates.io, depend on a checkout of it: `--erd-path DIR`".into(),
            Self::Add { name, .. } => format!("mend what cargo says, or try `cargo add {name}`"),
            Self::Usage { help, .. } => help.clone(),
            Self::Read { .. } | Self::Write { .. } => "check the path and its permissions".into(),
            Self::Start { .. } => "check that it is installed and on the PATH".into(),
        };
        vec![help]
    }
}

impl fmt::Display for Error {
    #[allow(clippy::too_many_lines, reason = "one arm per error")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDifference(error) => error.fmt(f),
            Self::UnknownRule(word) => write!(f, "no rule is called `{word}`"),
            Self::Project(error) => error.fmt(f),
            Self::Manifest { path, error } => {
                write!(f, "{} cannot be read: {error}", path.display())
            }
            Self::Build {
                package,
                findings: true,
            } => {
                write!(
                    f,
                    "`{package}` does not build, because its schema is refused"
                )
            }
            Self::Build { package, .. } => write!(f, "`{package}` does not build"),
            Self::Unfixed(error) => {
                write!(f, "with what mends the findings {error}; it was taken back")
            }
            Self::Run { program, reason } => {
                write!(
                    f,
                    "{} did not print the schema: {reason}",
                    program.display()
                )
            }
            Self::Format { found } => write!(
                f,
                "the project's erd writes schemas in format {found}, and this cargo-erd reads format {}",
                erd_core::schema::FORMAT
            ),
            Self::Unreadable { version, error } => write!(
                f,
                "cargo-erd {} cannot read the schema that erd {version} wrote: {error}",
                env!("CARGO_PKG_VERSION")
            ),
            Self::Decisions { path, error } => {
                write!(f, "{}:{}: {}", path.display(), error.line, error.message)
            }
            Self::DieselToml { path, error } => write!(f, "{}: {error}", path.display()),
            Self::Print(error) => error.fmt(f),
            Self::Baseline { path, reason } => {
                write!(f, "{} is not a baseline: {reason}", path.display())
            }
            Self::Dialect(errors) => {
                let dialect = errors
                    .0
                    .first()
                    .map_or("the dialect", |e| e.dialect.title());
                write!(f, "{dialect} cannot do all of this schema\n{errors}")
            }
            Self::Database(error) => error.fmt(f),
            Self::InitDatabase(error) => write!(f, "nothing was done: {error}"),
            Self::Add { name, said, .. } => write!(
                f,
                "cargo does not add `{name}`: {}",
                said.trim_start_matches("error: ")
            ),
            Self::History(error) => f.write_str(&output::from_here(&error.to_string())),
            Self::Partitions(error) => error.fmt(f),
            Self::Diff(error) => error.fmt(f),
            Self::Refused { dialect, refusals } => write!(
                f,
                "nothing was written for {}: something has to be decided first\n{refusals}",
                dialect.title()
            ),
            Self::Usage { message, .. } => f.write_str(message),
            Self::Read { path, error } => write!(f, "{} cannot be read: {error}", path.display()),
            Self::Write { path, error } => {
                write!(f, "{} cannot be written: {error}", path.display())
            }
            Self::Start { program, error } => {
                write!(f, "{} cannot be started: {error}", program.display())
            }
        }
    }
}

impl std::error::Error for Error {}

impl From<ProjectError> for Error {
    fn from(error: ProjectError) -> Self {
        Self::Project(error)
    }
}

impl From<erd_history::Error> for Error {
    fn from(error: erd_history::Error) -> Self {
        Self::History(error)
    }
}

impl From<erd_partitions::Error> for Error {
    fn from(error: erd_partitions::Error) -> Self {
        Self::Partitions(error)
    }
}

impl From<erd_live::Error> for Error {
    fn from(error: erd_live::Error) -> Self {
        Self::Database(error)
    }
}

/// 1 where folder and database disagree, 3 where an engine or a disk failed.
const fn history_code(error: &erd_history::Error) -> u8 {
    match error {
        erd_history::Error::Tampered(_)
        | erd_history::Error::Diverged(_)
        | erd_history::Error::Duplicate { .. }
        | erd_history::Error::Malformed { .. }
        | erd_history::Error::Unknown { .. }
        | erd_history::Error::Irreversible { .. } => 1,
        _ => 3,
    }
}

fn unknown_rule(word: &str) -> Vec<String> {
    let all = "`cargo erd rules` lists them all".to_owned();
    let names = erd_checks::RULES
        .iter()
        .flat_map(|rule: &&Rule| [rule.slug, rule.id]);
    let on_migrations = erd_lint::RULES.iter();
    let names = names.chain(on_migrations.flat_map(|rule| [rule.slug, rule.id]));
    match nearest(word, names) {
        Some(near) => vec![format!("did you mean `{near}`?"), all],
        None => vec![all],
    }
}
