//! What psql reads itself, and sends to no server: `\connect`, `\gset`, and the rows of a `COPY .. FROM stdin`.

/// The text with blanks in their place, so that all else stands where it stood; `None` where it has none of them.
pub(super) fn without_commands(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut copies, mut open, mut found) = (false, false, false);
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let lower = trimmed.to_ascii_lowercase();
        if copies {
            copies = trimmed != "\\.";
            out.push_str(&blank(line));
            continue;
        }
        let command = trimmed.strip_prefix('\\').is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_alphabetic() || "!?.".contains(c))
        });
        if command && !open {
            found = true;
            out.push_str(&blank(line));
            continue;
        }
        // `SELECT 1 \gset` ends the statement as a semicolon does.
        if let Some(at) = line.find("\\g").filter(|_| !line.contains(['\'', '$'])) {
            found = true;
            out.push_str(&line[..at]);
            out.push(';');
            out.push_str(&blank(&line[at + 1..]));
            open = false;
            continue;
        }
        out.push_str(line);
        copies = lower.starts_with("copy ") && lower.ends_with("from stdin;");
        found |= copies;
        let is_comment = trimmed.starts_with("--");
        if !trimmed.is_empty() && !is_comment {
            open = !trimmed.ends_with(';');
        }
    }
    found.then_some(out)
}

/// Blanks, and the end of the line.
fn blank(line: &str) -> String {
    let keep = |c: char| {
        if c == '\n' {
            "\n".to_owned()
        } else {
            " ".repeat(c.len_utf8())
        }
    };
    line.chars().map(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_where_it_was() {
        for (text, kept) in [
            ("\\connect é\nSELECT 1;\n", &["SELECT 1;"][..]),
            ("SELECT 1 \\gset\nSELECT 2;", &["SELECT 1 ;", "SELECT 2;"]),
            (
                "COPY t FROM stdin;\n1\tx\n\\.\nSELECT 3;",
                &["COPY t FROM stdin;", "SELECT 3;"],
            ),
        ] {
            let out = without_commands(text).unwrap();
            assert_eq!(out.len(), text.len());
            for part in kept {
                assert!(out.contains(part), "{out}");
            }
            assert!(!out.contains("connect") && !out.contains("gset") && !out.contains('x'));
        }
        assert_eq!(without_commands("SELECT '\\g';"), None);
        assert_eq!(without_commands("DO $$ BEGIN\n\\x\nEND $$;"), None);
    }
}
