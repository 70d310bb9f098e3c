//! Tokens.

/// What an expression is written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A key word, or a name without quotes, in lower case.
    Word(String),
    /// A name in quotes, as it is.
    Name(String),
    /// A text with its escapes resolved.
    Text(String),
    /// Digits of base 2, or of base 16 with an `x` before them, as the server keeps them.
    Bits(String),
    /// A number, in lower case.
    Number(String),
    /// What operators are made of.
    Operator(String),
    /// Anything else.
    Mark(&'static str),
}

const MARKS: [&str; 8] = ["::", "(", ")", "[", "]", ",", ".", ":"];
/// What operators are made of.
const OPERATOR: &str = "+-*/<>=~!@#%^&|`?";
/// What an operator has that may end in `+` or `-`.
const SPECIAL: &str = "~!@#%^&|`?";

/// The tokens of a text; `None` where there is something that no expression has, or that only a server can read.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<Token> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        if c.is_whitespace() {
            i += 1;
        } else if is_comment(&chars, i) {
            i = comment_end(&chars, i)?;
        } else if c == '\'' {
            let (value, end) = quoted(&chars, i, false)?;
            i = end;
            text_token(&mut out, value)?;
        } else if c == '"' {
            let (name, end) = quoted(&chars, i, false)?;
            i = end;
            out.push(Token::Name(name));
        } else if c == '$' {
            let (value, end) = dollar(&chars, i)?;
            i = end;
            out.push(Token::Text(value));
        } else if c.is_ascii_digit()
            || (c == '.' && chars.get(i + 1).is_some_and(char::is_ascii_digit))
        {
            let (number, end) = number(&chars, i)?;
            i = end;
            out.push(Token::Number(number));
        } else if c.is_alphabetic() || c == '_' {
            let start = i;
            while i < chars.len() && (chars[i].is_alphanumeric() || matches!(chars[i], '_' | '$')) {
                i += 1;
            }
            let word: String = chars[start..i].iter().collect();
            if matches!(word.as_str(), "e" | "E") && chars.get(i) == Some(&'\'') {
                let (value, end) = quoted(&chars, i, true)?;
                i = end;
                out.push(Token::Text(value));
            } else {
                out.push(Token::Word(word.to_lowercase()));
            }
        } else if OPERATOR.contains(c) {
            let operator = operator(&chars, i);
            i += operator.len();
            out.push(Token::Operator(operator));
        } else {
            let rest: String = chars[i..chars.len().min(i + 2)].iter().collect();
            let mark = MARKS.into_iter().find(|mark| rest.starts_with(mark))?;
            i += mark.len();
            out.push(Token::Mark(mark));
        }
    }
    Some(out)
}

/// Whether a comment begins here.
fn is_comment(chars: &[char], at: usize) -> bool {
    matches!(
        (chars[at], chars.get(at + 1)),
        ('-', Some('-')) | ('/', Some('*'))
    )
}

/// Where the comment ends that begins here; `None` where it does not. Comments in comments count.
fn comment_end(chars: &[char], start: usize) -> Option<usize> {
    if chars[start] == '-' {
        let end = (start..chars.len()).find(|i| chars[*i] == '\n');
        return Some(end.unwrap_or(chars.len()));
    }
    let (mut open, mut i) = (0_usize, start);
    while i + 1 < chars.len() {
        match (chars[i], chars[i + 1]) {
            ('/', '*') => open += 1,
            ('*', '/') => open -= 1,
            _ => {
                i += 1;
                continue;
            }
        }
        i += 2;
        if open == 0 {
            return Some(i);
        }
    }
    None
}

/// A text behind what says how to read it: `N`, `B`, `X`, or a text on the line before, which it continues.
fn text_token(out: &mut Vec<Token>, value: String) -> Option<()> {
    let token = match out.last() {
        Some(Token::Text(before)) => Token::Text(format!("{before}{value}")),
        Some(Token::Word(word)) => match word.as_str() {
            "n" => Token::Text(value),
            "b" => Token::Bits(value),
            "x" => Token::Bits(format!("x{}", value.to_lowercase())),
            _ => {
                out.push(Token::Text(value));
                return Some(());
            }
        },
        // `U&'..'` has escapes of its own.
        Some(Token::Operator(mark)) if mark == "&" && out.len() > 1 => {
            if matches!(&out[out.len() - 2], Token::Word(word) if word == "u") {
                return None;
            }
            out.push(Token::Text(value));
            return Some(());
        }
        _ => {
            out.push(Token::Text(value));
            return Some(());
        }
    };
    out.pop();
    out.push(token);
    Some(())
}

/// What is in quotes, and where it ends.
fn quoted(chars: &[char], start: usize, escapes: bool) -> Option<(String, usize)> {
    let mark = chars[start];
    let mut out = String::new();
    let mut i = start + 1;
    loop {
        match *chars.get(i)? {
            '\\' if escapes => {
                let next = *chars.get(i + 1)?;
                out.push(match next {
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    // By number.
                    '0'..='7' | 'x' | 'u' | 'U' => return None,
                    other => other,
                });
                i += 2;
            }
            c if c == mark && chars.get(i + 1) == Some(&mark) => {
                out.push(mark);
                i += 2;
            }
            c if c == mark => return Some((out, i + 1)),
            c => {
                out.push(c);
                i += 1;
            }
        }
    }
}

/// What is between dollar quotes, and where they end.
fn dollar(chars: &[char], start: usize) -> Option<(String, usize)> {
    let length = chars[start + 1..].iter().position(|c| *c == '$')? + 2;
    let tag = &chars[start..start + length];
    let inner = &tag[1..length - 1];
    let is_tag = inner.iter().all(|c| c.is_alphanumeric() || *c == '_');
    if !is_tag || inner.first().is_some_and(char::is_ascii_digit) {
        return None;
    }
    let body = start + length;
    let end = (body..chars.len()).find(|i| chars[*i..].starts_with(tag))?;
    Some((chars[body..end].iter().collect(), end + length))
}

/// Digits with a point and an exponent; underscores between them say nothing.
fn number(chars: &[char], start: usize) -> Option<(String, usize)> {
    let mut i = start;
    while let Some(c) = chars.get(i) {
        let exponent = matches!(chars[i - usize::from(i > start)], 'e' | 'E');
        if !(c.is_ascii_digit()
            || matches!(c, '.' | 'e' | 'E' | '_')
            || (matches!(c, '+' | '-') && exponent))
        {
            break;
        }
        i += 1;
    }
    // Hexadecimal, octal and binary digits, or a name that begins with a digit.
    if chars.get(i).is_some_and(|c| c.is_alphabetic()) {
        return None;
    }
    let text: String = chars[start..i].iter().filter(|c| **c != '_').collect();
    let text = text.to_lowercase();
    text.parse::<f64>().is_ok().then_some((text, i))
}

/// The longest operator that begins here: one that ends in a sign has a mark that no sum has.
fn operator(chars: &[char], start: usize) -> String {
    let mut out = String::new();
    let mut i = start;
    while let Some(c) = chars.get(i).filter(|c| OPERATOR.contains(**c)) {
        if i > start && is_comment(chars, i) {
            break;
        }
        out.push(*c);
        i += 1;
    }
    while out.len() > 1 && out.ends_with(['+', '-']) && !out.contains(|c| SPECIAL.contains(c)) {
        out.pop();
    }
    out
}
