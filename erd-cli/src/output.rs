//! Results to standard output, talk to standard error. Colours follow the terminal and `NO_COLOR`.

use crate::error::Error;
use anstyle::{AnsiColor, Style};
pub(crate) use erd_checks::render::counted;
use erd_json::{Answer, Output};
use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Red: something is wrong.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// Yellow: something may be wrong.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// Blue: something to know.
pub(crate) const NOTE: Style = AnsiColor::Blue.on_default().bold();
/// What a line is about.
pub(crate) const TITLE: Style = Style::new().bold();

/// Writes a result for people to standard output, with colours where it is a terminal. A reader that has seen enough
/// (`| head`) is no failure.
pub(crate) fn result(text: &str) -> Result<(), Error> {
    write(anstream::stdout().lock(), text)
}

/// Writes SQL and other files to standard output, every byte of them: a colour stream would take control characters out of
/// literals.
pub(crate) fn file(text: &str) -> Result<(), Error> {
    write(std::io::stdout().lock(), text)
}

/// Writes a result for programs to standard output.
pub(crate) fn json<A: Answer>(answer: A) -> Result<(), Error> {
    file(&Output::new(answer).text())
}

fn write(mut out: impl Write, text: &str) -> Result<(), Error> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::Write {
            path: "standard output".into(),
            error,
        }),
        _ => Ok(()),
    }
}

/// Writes a result to that file, or to standard output if there is none.
pub(crate) fn result_to(path: Option<&Path>, text: &str) -> Result<(), Error> {
    let Some(path) = path else {
        return file(text);
    };
    std::fs::write(path, text).map_err(|error| Error::Write {
        path: path.to_owned(),
        error,
    })?;
    note(format_args!("wrote {}", short(path).display()));
    Ok(())
}

/// Says something beside the result.
pub(crate) fn note(text: impl Display) {
    anstream::eprintln!("{text}");
}

/// Says beside the result what may be wrong.
pub(crate) fn warn(text: impl Display) {
    note(format_args!("{WARNING}warning{WARNING:#}: {text}"));
}

/// Says why there is no result.
pub(crate) fn error(error: &Error) {
    anstream::eprintln!("{ERROR}error{ERROR:#}: {error}");
    for help in error.help() {
        anstream::eprintln!("  help: {help}");
    }
}

/// A path as it is named from the current folder.
pub(crate) fn short(path: &Path) -> &Path {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path)
}

/// A text with paths, as they are named from the current folder.
pub(crate) fn from_here(text: &str) -> String {
    let here = std::env::current_dir().unwrap_or_default().join("");
    match here.to_str() {
        // Every path is below the root, and would be another one without it.
        Some(here) if here.len() > 1 => text.replace(here, ""),
        _ => text.to_owned(),
    }
}

/// Says which files of one thing were written: their folder, where they have one to themselves.
pub(crate) fn wrote(files: &[PathBuf], shared: &Path) {
    match files.first().and_then(|file| file.parent()) {
        Some(own) if own != shared => note(format_args!("wrote {}", short(own).display())),
        _ => {
            for file in files {
                note(format_args!("wrote {}", short(file).display()));
            }
        }
    }
}
