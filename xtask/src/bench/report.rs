//! `docs/benchmarks.md`: a section for each measurement, written anew by the measurement.

use std::fs;
use std::process::Command;

use crate::cargo;

const HEAD: &str = "# Benchmarks

Each section is written by the command it names, in a release build. What counts are ratios within one run: the machine
may be shared, so each time is the least of several runs.
";

/// Prints what was measured and puts it into the section of that command.
pub(super) fn write(command: &str, versions: &[String], body: &str) -> Result<(), String> {
    println!("{body}");
    let file = cargo::root().join("docs/benchmarks.md");
    let title = format!("## `cargo xtask bench {command}`\n");
    let machine = [
        vec![machine(), version("rustc", "--version")],
        versions.to_vec(),
    ]
    .concat();
    let section = format!("{title}\n{}\n\n{}\n", machine.join(", "), body.trim());
    let text = fs::read_to_string(&file).unwrap_or_else(|_| HEAD.to_owned());
    fs::write(&file, replaced(&text, &title, &section))
        .map_err(|error| format!("{}: {error}", file.display()))
}

/// The page with another text in the section of that title, or with that section at the end.
fn replaced(page: &str, title: &str, section: &str) -> String {
    let Some(start) = page.find(title) else {
        return format!("{}\n\n{section}", page.trim_end());
    };
    let after = start + title.len();
    let end = page[after..].find("\n## ").map(|at| after + at + 1);
    match end {
        Some(end) => format!("{}{section}\n{}", &page[..start], &page[end..]),
        None => format!("{}{section}", &page[..start]),
    }
}

/// The processor and how many of its cores there are.
pub(super) fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    let model = lines.find(|(key, _)| key.trim() == "model name");
    let model = model.map_or("unknown processor", |(_, model)| model.trim());
    format!("{model}, {cores} cores")
}

/// What a program says of its version, in one line.
pub(super) fn version(program: &str, flag: &str) -> String {
    let output = Command::new(program).arg(flag).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let text = text.unwrap_or_default();
    text.lines().next().unwrap_or(program).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn a_section_takes_the_place_of_its_own() {
        let page = "# Page\n\n## a\n\nold\n\n## b\n\nkept\n";
        let new = replaced(page, "## a\n", "## a\n\nnew\n");
        assert_eq!(new, "# Page\n\n## a\n\nnew\n\n## b\n\nkept\n");
        let last = replaced(&new, "## b\n", "## b\n\nnew\n");
        assert_eq!(last, "# Page\n\n## a\n\nnew\n\n## b\n\nnew\n");
        let more = replaced(&last, "## c\n", "## c\n\nnew\n");
        assert!(more.ends_with("\n\n## c\n\nnew\n"), "{more}");
    }
}
