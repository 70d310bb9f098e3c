//! The address of the database: an option, the environment, or the file `.env`, where diesel's and sqlx's tools read it too.

use crate::error::Error;
use std::path::Path;

/// The variable, in the environment and in `.env`.
const VARIABLE: &str = "DATABASE_URL";

/// An address, and who named it.
pub(super) struct Address {
    pub(super) url: String,
    /// Where it was found, for people: it says nothing of the address itself.
    pub(super) from: &'static str,
}

/// How most commands take it.
pub(super) const OPTION: &str = "`--database-url URL`";

/// The address on the command line or in the environment, which is `given`, or the one in `.env`. `written` is how the command
/// takes it.
pub(super) fn required(given: Option<&str>, written: &str) -> Result<String, Error> {
    if let Some(url) = given.filter(|url| !url.is_empty()) {
        return Ok(url.to_owned());
    }
    let here = std::env::current_dir().unwrap_or_default();
    find(&here)?
        .map(|found| found.url)
        .ok_or_else(|| Error::Usage {
            message: "nobody said where the database is".to_owned(),
            help: format!(
                "write {written}, or set {VARIABLE}, in the environment or in the file .env"
            ),
        })
}

/// The address that the environment names, or the `.env` of a folder or of one above it.
pub(super) fn find(folder: &Path) -> Result<Option<Address>, Error> {
    let address = |url: String, from| Some(Address { url, from });
    if let Ok(url) = std::env::var(VARIABLE) {
        return Ok(address(url, "the environment").filter(|found| !found.url.is_empty()));
    }
    let Some(file) = folder
        .ancestors()
        .map(|f| f.join(".env"))
        .find(|f| f.is_file())
    else {
        return Ok(None);
    };
    // What a line of it says is not repeated: it may be a password.
    let unreadable = || Error::Usage {
        message: format!("{} cannot be read as lines of NAME=value", file.display()),
        help: "put values with spaces or `#` into quotes".to_owned(),
    };
    let mut url = None;
    for variable in dotenvy::from_path_iter(&file).map_err(|_| unreadable())? {
        let (name, value) = variable.map_err(|_| unreadable())?;
        if name == VARIABLE && !value.is_empty() {
            url = Some(value);
        }
    }
    Ok(url.and_then(|url| address(url, ".env")))
}
