//! The text that SHOW CREATE prints, in a form that goes through files, clients and other character sets: MariaDB before
//! 11 prints octets into strings as they are, and MySQL the line feeds of a partition's comment.

/// The text with octets that are no UTF-8 as hexadecimal literals, and with NUL and the ends of lines in strings as escapes.
pub(crate) fn clean(value: &str) -> String {
    let bytes = octets(value);
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let mark = bytes[at];
        if !matches!(mark, b'\'' | b'"' | b'`') {
            out.push(mark);
            at += 1;
            continue;
        }
        let end = end_of_quotes(&bytes, at);
        let quoted = &bytes[at..end];
        if mark == b'`' {
            out.extend_from_slice(quoted);
        } else {
            literal(quoted, &mut out);
        }
        at = end;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The octets of a value: one that is no UTF-8 comes as `\x` and hexadecimal digits.
fn octets(value: &str) -> Vec<u8> {
    let hexadecimal = value.strip_prefix("\\x").and_then(|digits| {
        let digits = digits.as_bytes();
        let pairs = digits.chunks(2).map(|pair| {
            let text = std::str::from_utf8(pair).ok().filter(|p| p.len() == 2)?;
            u8::from_str_radix(text, 16).ok()
        });
        pairs.collect::<Option<Vec<u8>>>()
    });
    hexadecimal.unwrap_or_else(|| value.as_bytes().to_vec())
}

/// Behind the quote that ends what the quote at `start` begins.
fn end_of_quotes(bytes: &[u8], start: usize) -> usize {
    let mark = bytes[start];
    let mut at = start + 1;
    while at < bytes.len() {
        if bytes[at] == b'\\' && mark != b'`' {
            at += 2;
        } else if bytes[at] != mark {
            at += 1;
        } else if bytes.get(at + 1) == Some(&mark) {
            at += 2;
        } else {
            return at + 1;
        }
    }
    bytes.len()
}

fn literal(quoted: &[u8], out: &mut Vec<u8>) {
    if std::str::from_utf8(quoted).is_err() {
        // An introducer must not become one word with it.
        if out.last().is_some_and(u8::is_ascii_alphanumeric) {
            out.push(b' ');
        }
        out.extend_from_slice(b"X'");
        for byte in resolved(quoted) {
            out.extend_from_slice(format!("{byte:02x}").as_bytes());
        }
        out.push(b'\'');
        return;
    }
    for byte in quoted {
        match byte {
            0 => out.extend_from_slice(b"\\0"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            other => out.push(*other),
        }
    }
}

/// What a string in quotes holds.
fn resolved(quoted: &[u8]) -> Vec<u8> {
    let mark = quoted[0];
    let inner = &quoted[1..quoted.len().max(2) - 1];
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte == mark {
            out.push(byte);
            bytes.next();
        } else if byte == b'\\' {
            out.extend(bytes.next().map(|escaped| match escaped {
                b'0' => 0,
                b'b' => 8,
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'Z' => 0x1a,
                other => other,
            }));
        } else {
            out.push(byte);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::clean;

    fn hex(bytes: &[u8]) -> String {
        bytes
            .iter()
            .fold("\\x".to_owned(), |text, byte| text + &format!("{byte:02x}"))
    }

    #[test]
    fn octets_are_hexadecimal_and_control_characters_escapes() {
        assert_eq!(clean("DEFAULT 'it''s \\' ü'"), "DEFAULT 'it''s \\' ü'");
        assert_eq!(clean("COMMENT = 'a\nb\r\0'"), "COMMENT = 'a\\nb\\r\\0'");
        assert_eq!(clean("`a\nb` '\n'"), "`a\nb` '\\n'");
        assert_eq!(
            clean(&hex(b"`b` DEFAULT '\\0\xff''\\\\\\r' x")),
            "`b` DEFAULT X'00ff275c0d' x"
        );
        assert_eq!(clean(&hex(b"_binary'\xff'")), "_binary X'ff'");
        assert_eq!(clean("'open"), "'open");
    }
}
