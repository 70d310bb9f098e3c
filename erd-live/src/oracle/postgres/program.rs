//! The program `pg_dump`: where it is, and what it writes.

use std::path::PathBuf;
use std::process::Command;

use crate::Error;

/// The variable that names the program.
const VARIABLE: &str = "PG_DUMP";

/// Where Debian puts the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Runs the program on a server of that major version.
pub(super) fn dump(url: &str, server: u32) -> Result<String, Error> {
    let program = find(server)?;
    let (url, password) = without_password(url);
    let mut command = Command::new(&program);
    command.args([
        "--schema-only",
        "--no-owner",
        "--no-privileges",
        "--encoding=UTF8",
        "--dbname",
        &url,
    ]);
    if let Some(password) = &password {
        // Other users of the machine can read a command line.
        command.env("PGPASSWORD", password);
    }
    let output = command
        .output()
        .map_err(|error| Error::Oracle(format!("cannot run `{}`: {error}", program.display())))?;
    if !output.status.success() {
        let mut said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        if let Some(password) = password.filter(|password| !password.is_empty()) {
            said = said.replace(&password, "***");
        }
        return Err(Error::Oracle(said));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The oldest program that is not older than the server: it has the server's own words.
fn find(server: u32) -> Result<PathBuf, Error> {
    if let Some(program) = std::env::var_os(VARIABLE) {
        return Ok(program.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut programs: Vec<PathBuf> = std::env::split_paths(&path)
        .map(|folder| folder.join("pg_dump"))
        .collect();
    let versions = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    programs.extend(versions.map(|version| version.path().join("bin/pg_dump")));
    let found = programs.into_iter().filter(|program| program.is_file());
    let found: Vec<(u32, PathBuf)> = found
        .filter_map(|program| Some((version(&program)?, program)))
        .collect();
    let newest = found.iter().map(|(version, _)| *version).max();
    let fit = found.into_iter().filter(|(version, _)| *version >= server);
    fit.min_by_key(|(version, _)| *version)
        .map(|(_, program)| program)
        .ok_or_else(|| {
            let there = match newest {
                Some(newest) => format!("the newest here is {newest}"),
                None => "there is none in PATH".to_owned(),
            };
            Error::Oracle(format!(
                "PostgreSQL {server} tells its schema to a `pg_dump` of version {server} or later, and {there}; \
                 install the package postgresql-client-{server}, or name the program in {VARIABLE}"
            ))
        })
}

/// The major version that the program tells.
fn version(program: &std::path::Path) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().ok()?;
    major(&String::from_utf8_lossy(&output.stdout))
}

/// Of `pg_dump (PostgreSQL) 15.20 (Debian 15.20-0)` 15.
fn major(text: &str) -> Option<u32> {
    let (_, version) = text.split_once("(PostgreSQL) ")?;
    let end = version.find(|c: char| !c.is_ascii_digit());
    version[..end.unwrap_or(version.len())].parse().ok()
}

/// The address without its password, and that as it is meant.
fn without_password(url: &str) -> (String, Option<String>) {
    let Some((scheme, rest)) = url.split_once("://") else {
        return (url.to_owned(), None);
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let Some((account, place)) = rest[..end].rsplit_once('@') else {
        return (url.to_owned(), None);
    };
    let Some((user, password)) = account.split_once(':') else {
        return (url.to_owned(), None);
    };
    let url = format!("{scheme}://{user}@{place}{}", &rest[end..]);
    (url, Some(decoded(password)))
}

/// Without `%xx`.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_not_on_the_command_line() {
        assert_eq!(
            without_password("postgres://me:a%2Fb%@h:5432/d?sslmode=disable"),
            (
                "postgres://me@h:5432/d?sslmode=disable".to_owned(),
                Some("a/b%".to_owned())
            )
        );
        let socket = "postgres://postgres@%2Ftmp%2Fx/d";
        assert_eq!(without_password(socket), (socket.to_owned(), None));
    }

    #[test]
    fn a_program_tells_its_version() {
        assert_eq!(
            major("pg_dump (PostgreSQL) 15.20 (Debian 15.20-0)"),
            Some(15)
        );
        assert_eq!(major("pg_dump (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major("pg_dump"), None);
    }
}
