//! The parsers of other tools, which judge what erd writes for them. They come from npm and, for PlantUML, from Debian.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use erd_core::fnv;
use serde_json::Value;

use crate::servers::{plantuml, run};

const PACKAGES: &str = include_str!("../tools/package.json");
const LOCK: &str = include_str!("../tools/package-lock.json");
const SCRIPT: &str = include_str!("../tools/read.mjs");

/// A language whose own parser is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Graphviz, by `@viz-js/viz`.
    Dot,
    /// D2, by `@terrastruct/d2`.
    D2,
    /// DBML, by `@dbml/core`.
    Dbml,
    /// Mermaid, by `mermaid`.
    Mermaid,
    /// PlantUML, by Debian's package.
    PlantUml,
    /// XML with the cells of draw.io, by `@xmldom/xmldom`.
    DrawIo,
}

impl Language {
    const fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::D2 => "d2",
            Self::Dbml => "dbml",
            Self::Mermaid => "mermaid",
            Self::PlantUml => "plantuml",
            Self::DrawIo => "drawio",
        }
    }
}

/// What the language's own parser reads in each of the texts, as `testkit/tools/read.mjs` says; `None`, and one line on
/// standard error, where the parser cannot be had.
///
/// # Panics
///
/// Where the parser is there and its script does not answer with one reading for each text.
pub fn read(language: Language, texts: &[String]) -> Option<Vec<Value>> {
    let ready = folder().and_then(|folder| match language {
        Language::PlantUml => plantuml().map(|()| folder),
        _ => Ok(folder),
    });
    let folder = match ready {
        Ok(folder) => folder,
        Err(error) => {
            let first = error.lines().next().unwrap_or_default();
            eprintln!("not read by the parser of {}: {first}", language.name());
            return None;
        }
    };
    let answers = ask(&folder, language, texts).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(answers.len(), texts.len(), "one answer for each text");
    Some(answers)
}

fn ask(folder: &Path, language: Language, texts: &[String]) -> Result<Vec<Value>, String> {
    let failed = |error: std::io::Error| format!("cannot run `node`: {error}");
    let mut node = Command::new("node")
        .args([&script(), language.name()])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let input = Value::from(texts).to_string();
    let written = node
        .stdin
        .take()
        .map(|mut pipe| pipe.write_all(input.as_bytes()));
    let output = node.wait_with_output().map_err(failed)?;
    let errors = String::from_utf8_lossy(&output.stderr);
    if let Some(Err(error)) = written {
        return Err(format!("`node` took no input: {error}\n{errors}"));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("no answer: {error}\n{errors}"))
}

/// Installs the packages into the temporary folder, unless they are there, and answers with the folder.
pub fn folder() -> Result<PathBuf, String> {
    static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    FOLDER.get_or_init(install).clone()
}

/// Test programs run beside each other: the packages are installed into a folder of this process, which is then renamed.
fn install() -> Result<PathBuf, String> {
    let folder = std::env::temp_dir().join(format!("erd-tools-{:016x}", fnv(LOCK)));
    if !folder.is_dir() {
        let own = folder.with_extension(std::process::id().to_string());
        let write = |name: &str, text: &str| {
            std::fs::write(own.join(name), text)
                .map_err(|error| format!("{}: {error}", own.display()))
        };
        std::fs::create_dir_all(&own).map_err(|error| format!("{}: {error}", own.display()))?;
        write("package.json", PACKAGES)?;
        write("package-lock.json", LOCK)?;
        let installed = run(Command::new("npm")
            .args([
                "ci",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--loglevel=error",
            ])
            .current_dir(&own));
        // Whoever was first has won.
        let moved = installed.is_ok() && std::fs::rename(&own, &folder).is_ok();
        if !moved {
            let _ = std::fs::remove_dir_all(&own);
        }
        installed?;
    }
    let script = folder.join(script());
    if !script.is_file() {
        // Others may write the same text at the same time.
        let own = script.with_extension(std::process::id().to_string());
        let written = std::fs::write(&own, SCRIPT).and_then(|()| std::fs::rename(&own, &script));
        written.map_err(|error| format!("{}: {error}", script.display()))?;
    }
    Ok(folder)
}

fn script() -> String {
    format!("read-{:016x}.mjs", fnv(SCRIPT))
}
