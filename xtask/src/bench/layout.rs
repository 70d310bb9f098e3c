//! `cargo xtask bench layout`.

use std::fs;
use std::process::Command;

use super::report;
use crate::cargo;

/// What ours is compared with. It is installed into a folder of the target, and is no dependency.
const ELKJS: &str = "elkjs@0.12.1";

const HEAD: &str = "# The layout of pictures

Written by `cargo xtask bench layout`. The same boxes and lines are placed by erd, by Graphviz's `dot` and by elkjs (ELK's layered
algorithm, orthogonal, with ports at the rows). Six graphs are those of real schemas (`bench/layout`), as their pictures at the
physical level have them; the others are random ones with as many references. elkjs is measured without its start, `dot` as a
program.

`dot` has no orthogonal lines that begin at a row, so it is measured twice: with straight pieces from row to row, and orthogonal from
anywhere to anywhere, which has fewer crossings and says less. Crossings are points where lines to different rows cross. Lines
that lie on each other belong to different trees and cannot be told apart for a stretch; references to one row are two trees where some
may be NULL and some may not, and elkjs begins both at one point, which counts here. Length is in thousands of pixels, area in
millions of square pixels, aspect is width divided by height.

The last table says how far boxes move, in pixels, when a table is added to fifty: the median of all boxes, of 20 random schemas.
";

pub(crate) fn run() -> Result<(), String> {
    let folder = cargo::target().join("elkjs");
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    let npm = Command::new("npm")
        .args(["install", "--no-save", "--prefix"])
        .arg(&folder)
        .arg(ELKJS)
        .status()
        .map_err(|error| format!("cannot run `npm`: {error}"))?;
    if !npm.success() {
        return Err(format!("npm does not install {ELKJS}"));
    }
    let mut command = super::program("bench_layout", &[]);
    command.arg("bench/layout");
    let tables = cargo::output(command.arg(&folder))?;
    let machine = [
        report::machine(),
        report::version("rustc", "--version"),
        graphviz(),
        ELKJS.to_owned(),
    ];
    let file = cargo::root().join("docs/reports/layout.md");
    let text = format!("{HEAD}\n{}.\n{tables}", machine.join(", "));
    fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))
}

/// What Graphviz says of its version, which it writes as an error.
fn graphviz() -> String {
    let output = Command::new("dot").arg("-V").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stderr).into_owned());
    text.unwrap_or_default().trim().to_owned()
}
