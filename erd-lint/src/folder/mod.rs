//! Migration folders: which files there are, in which order they run, and in whose transaction.

mod layout;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The migrations of a folder, in the order in which they run.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    pub(crate) migrations: Vec<Migration>,
}

impl Folder {
    /// How many migrations there are.
    pub fn len(&self) -> usize {
        self.migrations.len()
    }

    /// Whether there is none; [`read`] never gives such a folder.
    pub fn is_empty(&self) -> bool {
        self.migrations.is_empty()
    }
}

/// One migration.
#[derive(Clone, Debug)]
pub(crate) struct Migration {
    /// Name of the folder or file, without what says the direction.
    pub(crate) name: String,
    /// What orders and identifies it for its tool, as written: `0007`, `2024-01-31-120000`.
    pub(crate) version: Option<String>,
    /// Which tool runs it.
    pub(crate) tool: Tool,
    /// In whose transaction.
    pub(crate) transaction: Transaction,
    /// The way forward.
    pub(crate) up: File,
    /// The way back.
    pub(crate) down: Option<File>,
}

/// A file.
#[derive(Clone, Debug, Default)]
pub(crate) struct File {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What is in it.
    pub(crate) text: String,
}

/// The tools whose layouts are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    /// diesel: a folder with `up.sql` and `down.sql`.
    Diesel,
    /// sqlx: `0001_name.sql`, or `.up.sql` and `.down.sql`.
    Sqlx,
    /// refinery: `V1__name.sql`.
    Refinery,
    /// Any other `.sql` file.
    Plain,
}

/// Who begins and ends the transaction of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transaction {
    /// The tool, around the whole file.
    Tool,
    /// Nobody; but the tool sends the file in one message, and PostgreSQL runs several statements of one message in one
    /// transaction ("Simple Query", Multiple Statements).
    Message,
    /// Nobody knows.
    Unknown,
}

/// Why a folder cannot be read.
#[derive(Debug)]
pub enum FolderError {
    /// A file or folder cannot be read.
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// There is no migration in it.
    Empty(PathBuf),
    /// A `metadata.toml` that is not one of diesel's.
    Metadata {
        /// Which.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, error } => write!(f, "{} cannot be read: {error}", path.display()),
            Self::Empty(path) => write!(f, "{} has no migrations", path.display()),
            Self::Metadata { path, reason } => write!(f, "{}: {reason}", path.display()),
        }
    }
}

impl std::error::Error for FolderError {}

/// Reads the migrations of a folder: diesel's folders and Prisma's, sqlx's and refinery's files, or plain `.sql` files.
pub fn read(folder: &Path) -> Result<Folder, FolderError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| FolderError::Read { path, error }
    };
    let mut migrations = Vec::new();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        if path.is_dir() {
            if path.join("up.sql").is_file() {
                migrations.push(diesel(&path)?);
            } else if path.join("migration.sql").is_file() {
                migrations.push(prisma(&path)?);
            }
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            files.push(file(&path)?);
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    migrations.extend(layout::of_files(files));
    if migrations.is_empty() {
        return Err(FolderError::Empty(folder.to_owned()));
    }
    migrations.sort_by(|a, b| layout::order(a).cmp(&layout::order(b)));
    Ok(Folder { migrations })
}

fn file(path: &Path) -> Result<File, FolderError> {
    let text = std::fs::read_to_string(path).map_err(|error| FolderError::Read {
        path: path.to_owned(),
        error,
    })?;
    Ok(File {
        path: path.to_owned(),
        text,
    })
}

fn diesel(folder: &Path) -> Result<Migration, FolderError> {
    let name = layout::name(folder);
    let down = folder.join("down.sql");
    let metadata = folder.join("metadata.toml");
    let transaction = if metadata.is_file() && !runs_in_transaction(&file(&metadata)?)? {
        Transaction::Message
    } else {
        Transaction::Tool
    };
    Ok(Migration {
        // diesel compares versions without the dashes.
        version: name
            .split('_')
            .next()
            .map(|version| version.replace('-', "")),
        name,
        tool: Tool::Diesel,
        transaction,
        up: file(&folder.join("up.sql"))?,
        down: if down.is_file() {
            Some(file(&down)?)
        } else {
            None
        },
    })
}

/// `20240304123642_name/migration.sql`: it is sent in one message, and two may have one number.
fn prisma(folder: &Path) -> Result<Migration, FolderError> {
    Ok(Migration {
        version: None,
        name: layout::name(folder),
        tool: Tool::Plain,
        transaction: Transaction::Message,
        up: file(&folder.join("migration.sql"))?,
        down: None,
    })
}

/// `run_in_transaction` of diesel's `metadata.toml`; true where the file does not say.
fn runs_in_transaction(metadata: &File) -> Result<bool, FolderError> {
    let wrong = |reason: String| FolderError::Metadata {
        path: metadata.path.clone(),
        reason,
    };
    let table: toml::Table = metadata
        .text
        .parse()
        .map_err(|e: toml::de::Error| wrong(e.message().to_owned()))?;
    match table.get("run_in_transaction") {
        None => Ok(true),
        Some(value) => value
            .as_bool()
            .ok_or_else(|| wrong("`run_in_transaction` is neither true nor false".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_diesel_and_of_prisma_stand_in_their_order() {
        let root = std::env::temp_dir().join(format!("erd-folder-{}", std::process::id()));
        for (name, file) in [
            ("20240304123642_b", "migration.sql"),
            ("20240304123642_a", "migration.sql"),
            ("2024-01-01-000000_first", "up.sql"),
        ] {
            let folder = root.join(name);
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(folder.join(file), "SELECT 1;").expect("a file");
        }
        let folder = read(&root).expect("migrations");
        let said = folder.migrations.iter();
        let said: Vec<_> = said
            .map(|m| (m.name.as_str(), m.transaction, m.version.is_some()))
            .collect();
        std::fs::remove_dir_all(&root).expect("removed");
        let expected = [
            ("2024-01-01-000000_first", Transaction::Tool, true),
            ("20240304123642_a", Transaction::Message, false),
            ("20240304123642_b", Transaction::Message, false),
        ];
        assert_eq!(said, expected);
    }
}
