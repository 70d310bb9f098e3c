//! Arrays: `{a,"b c",NULL}`.

use super::canonical as element_of;

/// With the elements as their type has them, and quotes where they are needed.
pub(super) fn canonical(text: &str, element: &str) -> Option<String> {
    let inner = text.trim().strip_prefix('{')?.strip_suffix('}')?;
    let mut out = Vec::new();
    let mut chars = inner.chars().peekable();
    loop {
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        let mut value = String::new();
        let quoted = chars.next_if_eq(&'"').is_some();
        loop {
            match chars.peek() {
                None if quoted => return None,
                None => break,
                Some('"') if quoted => {
                    chars.next();
                    break;
                }
                Some(',') if !quoted => break,
                // Arrays of arrays, and with bounds, stay as they are written.
                Some('{' | '}' | '"') if !quoted => return None,
                Some('\\') => {
                    chars.next();
                    value.push(chars.next()?);
                }
                Some(_) => value.extend(chars.next()),
            }
        }
        while chars.next_if(|c| c.is_whitespace()).is_some() {}
        if !quoted && value.trim().is_empty() {
            return (out.is_empty() && chars.peek().is_none()).then(|| "{}".to_owned());
        }
        out.push(if !quoted && value.trim().eq_ignore_ascii_case("null") {
            "NULL".to_owned()
        } else {
            let text = if quoted { value.as_str() } else { value.trim() };
            written(&element_of(text, element))
        });
        match chars.next() {
            Some(',') => {}
            None => return Some(format!("{{{}}}", out.join(","))),
            Some(_) => return None,
        }
    }
}

fn written(value: &str) -> String {
    let special = |c: char| c.is_whitespace() || matches!(c, '{' | '}' | ',' | '"' | '\\');
    if value.is_empty() || value.eq_ignore_ascii_case("null") || value.contains(special) {
        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{escaped}\"")
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn arrays_have_one_spelling() {
        for (text, element, expected) in [
            ("{ a, \"b\" }", "text", Some("{a,b}")),
            ("{}", "text", Some("{}")),
            ("{1, 02,null}", "int4", Some("{1,2,NULL}")),
            (
                "{\"null\",\"\",\"a b\",\"q\\\"\"}",
                "text",
                Some("{\"null\",\"\",\"a b\",\"q\\\"\"}"),
            ),
            ("{{1},{2}}", "int4", None),
            ("{a,}", "text", None),
            ("{\"a", "text", None),
            ("a", "text", None),
        ] {
            assert_eq!(canonical(text, element).as_deref(), expected, "{text}");
        }
    }
}
