//! The normal form of text that no parser has taken apart.

use erd_core::Dialect;

/// Words, literals and marks with one space between them. Outside of strings capitals are lowered; quotes go where they
/// change nothing; what servers add when they print an object anew goes too: parentheses, the default namespace, casts
/// to text, OR REPLACE.
pub fn statement(text: &str, dialect: Dialect) -> String {
    let tokens = tokens(text, dialect);
    let mut out: Vec<String> = Vec::with_capacity(tokens.len());
    let mut i = 0;
    while i < tokens.len() {
        let next = |n: usize| tokens.get(i + n).map_or("", String::as_str);
        match tokens[i].as_str() {
            "(" | ")" | ";" => {}
            "public" if next(1) == "." && dialect == Dialect::Postgres => i += 1,
            "::" if matches!(next(1), "text" | "varchar" | "bpchar") => i += 1,
            "::" if next(1) == "character" && next(2) == "varying" => i += 2,
            "or" if next(1) == "replace" => i += 1,
            "procedure" if out.last().is_some_and(|t| t == "execute") => {
                out.push("function".to_owned());
            }
            token => out.push(token.to_owned()),
        }
        i += 1;
    }
    out.join(" ")
}

fn tokens(text: &str, dialect: Dialect) -> Vec<String> {
    let backslash = dialect.is_mysql_family();
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let start = i;
        if c.is_whitespace() {
            i += 1;
        } else if (c == '-' && chars.get(i + 1) == Some(&'-')) || (backslash && c == '#') {
            while i < chars.len() && chars[i] != '\n' {
                i += 1;
            }
        } else if c == '/' && chars.get(i + 1) == Some(&'*') {
            i += 2;
            while i + 1 < chars.len() && !(chars[i] == '*' && chars[i + 1] == '/') {
                i += 1;
            }
            i += 2;
        } else if matches!(c, '\'' | '"' | '`') {
            i = quoted_end(&chars, i, backslash);
            let inner: String = chars[start + 1..i.saturating_sub(1).max(start + 1)]
                .iter()
                .collect();
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if c != '\'' && !inner.is_empty() && inner.chars().all(plain) {
                out.push(inner);
            } else {
                out.push(chars[start..i.min(chars.len())].iter().collect());
            }
        } else if c == '$'
            && let Some(end) = dollar_end(&chars, i)
        {
            i = end;
            // The tag is the server's, and spaces in a body mean nothing.
            let tag = 1 + chars[start + 1..].iter().take_while(|c| **c != '$').count();
            let body: String = chars[start + tag + 1..end - tag - 1].iter().collect();
            let words: Vec<_> = body.split_whitespace().collect();
            out.push(format!("$${}$$", words.join(" ")));
        } else if c.is_alphanumeric() || c == '_' {
            while i < chars.len() && (chars[i].is_alphanumeric() || chars[i] == '_') {
                i += 1;
            }
            out.push(chars[start..i].iter().collect::<String>().to_lowercase());
        } else if c == ':' && chars.get(i + 1) == Some(&':') {
            i += 2;
            out.push("::".to_owned());
        } else {
            i += 1;
            out.push(c.to_string());
        }
    }
    out
}

/// Behind the quote that ends what the quote at `start` begins.
fn quoted_end(chars: &[char], start: usize, backslash: bool) -> usize {
    let mark = chars[start];
    let mut i = start + 1;
    while i < chars.len() {
        let escaped = chars[i] == '\\' && backslash && mark != '`';
        if escaped || (chars[i] == mark && chars.get(i + 1) == Some(&mark)) {
            i += 2;
        } else if chars[i] == mark {
            return i + 1;
        } else {
            i += 1;
        }
    }
    chars.len()
}

/// Behind the dollar quote that begins at `start`; `None` where none does.
fn dollar_end(chars: &[char], start: usize) -> Option<usize> {
    let word = |c: &&char| c.is_alphanumeric() || **c == '_';
    let length = chars[start + 1..].iter().take_while(word).count();
    let tag = chars.get(start..start + length + 2)?;
    if tag.last() != Some(&'$') {
        return None;
    }
    let body = start + tag.len();
    (body..chars.len())
        .find(|i| chars[*i..].starts_with(tag))
        .map(|end| end + tag.len())
}
