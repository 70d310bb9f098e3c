//! One line, `pub mod model;`, in a file that somebody else wrote.

/// The text with the module declared, where rustfmt would have it; `None` where the head of the file is not simple enough to
/// be sure that the line stands outside of everything else.
pub(super) fn insert(text: &str, module: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let head = head(&lines)?;
    let mut all: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let line = format!("pub mod {module};");
    if let Some(group) = modules(&lines[head..]) {
        let group = head + group.start..head + group.end;
        let attributed = group.start > head && is_of_the_next(lines[group.start - 1]);
        let after = |at: &usize| name(lines[*at]).is_some_and(|name| name > module);
        let place = if attributed {
            group.end
        } else {
            group.clone().find(after).unwrap_or(group.end)
        };
        all.insert(place, line);
    } else {
        let mut new = vec![line];
        if head > 0 && !lines[head - 1].is_empty() {
            new.insert(0, String::new());
        }
        if lines.get(head).is_some_and(|next| !next.is_empty()) {
            new.push(String::new());
        }
        all.splice(head..head, new);
    }
    Some(all.join("\n") + "\n")
}

/// Whether the module is declared at the top level, as far as lines tell.
pub(super) fn declares(text: &str, module: &str) -> bool {
    text.lines()
        .any(|line| name(line) == Some(module) || line.contains(&format!("mod {module} {{")))
}

/// How many lines of documentation and attributes of the crate itself are at the top, with the empty ones behind them.
fn head(lines: &[&str]) -> Option<usize> {
    let mut end = 0;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let line = line.trim();
        if line.starts_with("/*") {
            return None;
        }
        if line.starts_with("#!") {
            // An attribute may go on over several lines.
            while !lines.get(at)?.trim_end().ends_with(']') {
                at += 1;
            }
            end = at + 1;
        } else if line.starts_with("//!") {
            end = at + 1;
        } else if !line.is_empty() && !is_comment(line) {
            break;
        }
        at += 1;
    }
    while lines.get(end).is_some_and(|line| line.trim().is_empty()) {
        end += 1;
    }
    Some(end)
}

/// The first lines that declare modules one after the other, if nothing but imports, attributes and comments stands before
/// them: whatever else there is may be the inside of something.
fn modules(lines: &[&str]) -> Option<std::ops::Range<usize>> {
    let simple = |line: &str| {
        let one = |start: &str, end| line.starts_with(start) && line.ends_with(end);
        line.is_empty()
            || is_comment(line)
            || one("use ", ';')
            || one("pub use ", ';')
            || one("extern crate ", ';')
            || one("#[", ']')
    };
    let start = lines.iter().position(|line| !simple(line))?;
    name(lines[start])?;
    let length = lines[start..]
        .iter()
        .take_while(|line| name(line).is_some())
        .count();
    Some(start..start + length)
}

fn is_comment(line: &str) -> bool {
    line.starts_with("//")
}

/// Attributes and documentation belong to what follows.
fn is_of_the_next(line: &str) -> bool {
    line.starts_with('#') || line.starts_with("///")
}

/// The module that a line at the margin declares.
fn name(line: &str) -> Option<&str> {
    let rest = ["mod ", "pub mod ", "pub(crate) mod "]
        .iter()
        .find_map(|start| line.strip_prefix(start))?;
    rest.strip_suffix(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_stands_where_rustfmt_would_have_it() {
        for (before, after) in [
            ("", "pub mod model;\n"),
            ("pub fn add() {}\n", "pub mod model;\n\npub fn add() {}\n"),
            (
                "//! A shop.\n#![allow(\n    dead_code\n)]\n\nuse std::fs;\n",
                "//! A shop.\n#![allow(\n    dead_code\n)]\n\npub mod model;\n\nuse std::fs;\n",
            ),
            (
                "//! A shop.\n/// Adds.\npub fn add() {}\n",
                "//! A shop.\n\npub mod model;\n\n/// Adds.\npub fn add() {}\n",
            ),
            (
                "use std::fs;\n\nmod auth;\npub mod routes;\n\nfn f() {}\n",
                "use std::fs;\n\nmod auth;\npub mod model;\npub mod routes;\n\nfn f() {}\n",
            ),
            (
                "#[macro_use]\nmod macros;\nmod schema;\n",
                "#[macro_use]\nmod macros;\nmod schema;\npub mod model;\n",
            ),
            (
                "const SQL: &str = \"\nmod b;\n\";\n",
                "pub mod model;\n\nconst SQL: &str = \"\nmod b;\n\";\n",
            ),
        ] {
            assert_eq!(insert(before, "model").as_deref(), Some(after), "{before}");
            assert!(declares(after, "model") && !declares(before, "model"));
        }
        assert_eq!(insert("/* A shop. */\nmod a;\n", "model"), None);
        assert_eq!(insert("#![allow(\n", "model"), None);
    }
}
