//! Tokens.

/// What an expression is written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A key word, or a name without quotes, in lower case.
    Word(String),
    /// A name in backquotes, in lower case: columns are compared without regard to case.
    Name(String),
    /// A text with its escapes resolved, and the character set that stands before it.
    Text(Option<String>, String),
    /// A number as it is written, in lower case.
    Number(String),
    /// Bytes in hexadecimal digits, and whether they were written `x'..'`.
    Bytes(String, bool),
    /// An operator or a mark.
    Mark(&'static str),
}

/// Longer ones first.
const MARKS: [&str; 30] = [
    "<=>", "->>", "->", "<>", "!=", "<=", ">=", "&&", "||", "<<", ">>", "(", ")", ",", ".", "=",
    "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "~", "!", "{", "}",
];

/// The tokens of a text; `None` where there is something that no expression has.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<Token> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = chars[i];
        let after = |n: usize| chars.get(i + n).copied();
        if c.is_whitespace() {
            i += 1;
        } else if c == '#'
            || (c == '-' && after(1) == Some('-') && after(2).is_none_or(char::is_whitespace))
        {
            while i < chars.len() && chars[i] != '\n' {
                i += 1;
            }
        } else if c == '/' && after(1) == Some('*') {
            // What only some versions read is not one text.
            if matches!(after(2), Some('!' | 'M')) {
                return None;
            }
            let end = (i + 2..chars.len()).find(|at| chars[*at..].starts_with(&['*', '/']))?;
            i = end + 2;
        } else if c == '\'' || c == '"' {
            let (value, end) = quoted(&chars, i)?;
            i = end;
            text_token(&mut out, value)?;
        } else if c == '`' {
            let (name, end) = name(&chars, i)?;
            i = end;
            out.push(Token::Name(name.to_lowercase()));
        } else if c.is_ascii_digit()
            || (c == '.' && after(1).is_some_and(|c| c.is_ascii_digit()) && !is_qualified(&out))
        {
            let (token, end) = number(&chars, i)?;
            i = end;
            out.push(token);
        } else if is_letter(c) {
            let start = i;
            while i < chars.len() && is_letter(chars[i]) {
                i += 1;
            }
            let word: String = chars[start..i].iter().collect();
            out.push(Token::Word(word.to_lowercase()));
        } else {
            let rest: String = chars[i..chars.len().min(i + 3)].iter().collect();
            let mark = MARKS.into_iter().find(|mark| rest.starts_with(mark))?;
            i += mark.len();
            out.push(Token::Mark(mark));
        }
    }
    Some(out)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// Whether a name stands before, so that a point leads to a part of it.
fn is_qualified(before: &[Token]) -> bool {
    matches!(before.last(), Some(Token::Name(_) | Token::Word(_)))
}

/// A text behind what says how to read it: a character set, `N`, `X`, `B`, or a text that it continues.
fn text_token(out: &mut Vec<Token>, value: String) -> Option<()> {
    let bytes = |digits: &str, radix: u32| {
        let digits: Vec<char> = digits.chars().collect();
        bits(&digits, radix)
    };
    let token = match out.last() {
        Some(Token::Text(set, before)) => Token::Text(set.clone(), format!("{before}{value}")),
        Some(Token::Word(word)) => match word.as_str() {
            "x" => Token::Bytes(bytes(&value, 16)?, true),
            "b" => Token::Bytes(bytes(&value, 2)?, false),
            "n" => Token::Text(None, value),
            set if set.starts_with('_') => Token::Text(Some(set[1..].to_owned()), value),
            _ => {
                out.push(Token::Text(None, value));
                return Some(());
            }
        },
        _ => {
            out.push(Token::Text(None, value));
            return Some(());
        }
    };
    out.pop();
    out.push(token);
    Some(())
}

/// Digits of base 16 or 2 as whole bytes in hexadecimal digits.
fn bits(digits: &[char], radix: u32) -> Option<String> {
    let per_byte = if radix == 16 { 2 } else { 8 };
    let missing = digits.len().next_multiple_of(per_byte) - digits.len();
    let padded: Vec<char> = std::iter::repeat_n('0', missing)
        .chain(digits.iter().copied())
        .collect();
    padded
        .chunks(per_byte)
        .map(|byte| {
            let text: String = byte.iter().collect();
            u8::from_str_radix(&text, radix)
                .ok()
                .map(|byte| format!("{byte:02x}"))
        })
        .collect()
}

/// What is in quotes, and where it ends. `\%` and `\_` keep their backslash, as patterns need it.
fn quoted(chars: &[char], start: usize) -> Option<(String, usize)> {
    let mark = chars[start];
    let mut out = String::new();
    let mut i = start + 1;
    loop {
        match *chars.get(i)? {
            '\\' => {
                let next = *chars.get(i + 1)?;
                match next {
                    '0' => out.push('\0'),
                    'b' => out.push('\u{8}'),
                    'n' => out.push('\n'),
                    'r' => out.push('\r'),
                    't' => out.push('\t'),
                    'Z' => out.push('\u{1a}'),
                    '%' | '_' => out.extend(['\\', next]),
                    other => out.push(other),
                }
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

/// A name in backquotes, and where it ends.
fn name(chars: &[char], start: usize) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut i = start + 1;
    loop {
        match (*chars.get(i)?, chars.get(i + 1)) {
            ('`', Some('`')) => {
                out.push('`');
                i += 2;
            }
            ('`', _) => return Some((out, i + 1)),
            (c, _) => {
                out.push(c);
                i += 1;
            }
        }
    }
}

/// A number: without zeros before its first digit, with one before a point.
fn number(chars: &[char], start: usize) -> Option<(Token, usize)> {
    let radix = match (chars[start], chars.get(start + 1)) {
        ('0', Some('x')) => Some(16),
        ('0', Some('b')) => Some(2),
        _ => None,
    };
    let digits = |from: usize| {
        chars[from..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count()
    };
    if let Some(radix) = radix {
        let length = chars[start + 2..]
            .iter()
            .take_while(|c| c.is_ascii_hexdigit())
            .count();
        let end = start + 2 + length;
        let bytes = bits(&chars[start + 2..end], radix).filter(|bytes| !bytes.is_empty())?;
        return ends(chars, end).then_some((Token::Bytes(bytes, false), end));
    }
    let mut end = start + digits(start);
    let whole: String = chars[start..end].iter().collect();
    let whole = whole.trim_start_matches('0');
    let mut text = if whole.is_empty() {
        "0".to_owned()
    } else {
        whole.to_owned()
    };
    if chars.get(end) == Some(&'.') {
        let length = digits(end + 1);
        if length > 0 {
            text.extend(&chars[end..=end + length]);
        }
        end += 1 + length;
    }
    if matches!(chars.get(end), Some('e' | 'E')) {
        let sign = usize::from(matches!(chars.get(end + 1), Some('+' | '-')));
        let length = digits(end + 1 + sign);
        if length == 0 {
            return None;
        }
        text.extend(
            chars[end..end + 1 + sign + length]
                .iter()
                .map(char::to_ascii_lowercase),
        );
        end += 1 + sign + length;
    }
    ends(chars, end).then_some((Token::Number(text), end))
}

/// Whether no letter follows: a name may begin with a digit.
fn ends(chars: &[char], end: usize) -> bool {
    !chars.get(end).is_some_and(|c| is_letter(*c))
}
