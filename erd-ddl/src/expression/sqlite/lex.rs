//! Tokens.

/// What an expression is written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A key word, or a name without quotes, in lower case.
    Word(String),
    /// A name in any of the quotes, in lower case: columns are compared without regard to case.
    Name(String),
    /// A text, a number or bytes as they are written.
    Literal(String),
    /// An operator or a mark.
    Mark(&'static str),
}

/// Longer ones first.
const MARKS: [&str; 26] = [
    "->>", "->", "||", "<<", ">>", "<=", ">=", "<>", "!=", "==", "=", "<", ">", "+", "-", "*", "/",
    "%", "&", "|", "~", "(", ")", ",", ".", "!",
];

/// The tokens of a text; `None` where there is something that no expression has.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<Token> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let start = i;
        let rest: String = chars[i..chars.len().min(i + 3)].iter().collect();
        if c.is_whitespace() {
            i += 1;
        } else if rest.starts_with("--") {
            i = (i..chars.len())
                .find(|at| chars[*at] == '\n')
                .unwrap_or(chars.len());
        } else if rest.starts_with("/*") {
            let end = (i + 2..chars.len()).find(|at| chars[*at..].starts_with(&['*', '/']));
            i = end.map_or(chars.len(), |end| end + 2);
        } else if c == '\'' {
            i = quoted(&chars, i, '\'')?;
            let text: String = chars[start..i].iter().collect();
            // Bytes are one with the letter before them.
            if matches!(out.last(), Some(Token::Word(x)) if x == "x") {
                out.pop();
                out.push(Token::Literal(format!("x{}", text.to_lowercase())));
            } else {
                out.push(Token::Literal(text));
            }
        } else if matches!(c, '"' | '`' | '[') {
            let mark = if c == '[' { ']' } else { c };
            i = quoted(&chars, i, mark)?;
            let inner: String = chars[start + 1..i - 1].iter().collect();
            let inner = inner.replace(&format!("{mark}{mark}"), &mark.to_string());
            out.push(Token::Name(inner.to_lowercase()));
        } else if c.is_ascii_digit()
            || (c == '.' && chars.get(i + 1).is_some_and(char::is_ascii_digit))
        {
            while let Some(c) = chars.get(i) {
                let sign = matches!(c, '+' | '-')
                    && i > start
                    && matches!(chars[i - 1], 'e' | 'E')
                    && !matches!(chars.get(start + 1), Some('x' | 'X'));
                if !(c.is_alphanumeric() || matches!(c, '.' | '_') || sign) {
                    break;
                }
                i += 1;
            }
            let number: String = chars[start..i].iter().collect();
            out.push(Token::Literal(number.to_lowercase()));
        } else if c.is_alphabetic() || c == '_' {
            while i < chars.len() && (chars[i].is_alphanumeric() || matches!(chars[i], '_' | '$')) {
                i += 1;
            }
            let word: String = chars[start..i].iter().collect();
            out.push(Token::Word(word.to_lowercase()));
        } else {
            let mark = MARKS.into_iter().find(|mark| rest.starts_with(mark))?;
            i += mark.len();
            out.push(Token::Mark(match mark {
                "==" => "=",
                "!=" => "<>",
                other => other,
            }));
        }
    }
    Some(out)
}

/// Behind the quote that ends what begins at `start`.
fn quoted(chars: &[char], start: usize, mark: char) -> Option<usize> {
    let mut i = start + 1;
    loop {
        match (*chars.get(i)?, chars.get(i + 1)) {
            (c, Some(next)) if c == mark && *next == mark && mark != ']' => i += 2,
            (c, _) if c == mark => return Some(i + 1),
            _ => i += 1,
        }
    }
}
