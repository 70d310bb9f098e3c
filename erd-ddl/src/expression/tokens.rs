//! The normal form of text that no parser has taken apart.

use erd_core::{Capability, Dialect};

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
            "public" if next(1) == "." && dialect.has(Capability::DefaultNamespace) => i += 1,
            "::" if matches!(next(1), "text" | "varchar" | "bpchar") => {
                i += 1 + brackets(&tokens[i + 2..]);
            }
            "::" if next(1) == "character" && next(2) == "varying" => {
                i += 2 + brackets(&tokens[i + 3..]);
            }
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

/// Words, literals and marks with one space between them, without comments and without parentheses around the whole.
pub(super) fn kept(text: &str, dialect: Dialect) -> String {
    let tokens = tokens(text, dialect);
    let mut all = tokens.as_slice();
    while let ["(", inner @ .., ")"] = all
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
        && is_balanced(inner)
    {
        all = &all[1..all.len() - 1];
    }
    all.join(" ")
}

/// Whether each parenthesis that closes was opened before.
fn is_balanced(tokens: &[&str]) -> bool {
    let mut open = 0_usize;
    for token in tokens {
        match *token {
            "(" => open += 1,
            ")" if open == 0 => return false,
            ")" => open -= 1,
            _ => {}
        }
    }
    open == 0
}

/// The number of tokens that make an array of the type before them: `[ ]`, as often as it stands there.
fn brackets(tokens: &[String]) -> usize {
    let pairs = tokens.chunks(2).take_while(|pair| *pair == ["[", "]"]);
    2 * pairs.count()
}

/// What a stretch of text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Letters, digits and underscores.
    Word,
    /// In single quotes, double quotes or backquotes.
    Quoted,
    /// Between dollar quotes.
    Dollar,
    /// `::`, or one other character.
    Mark,
}

/// The stretches of a text that are neither space nor comment, as positions of characters.
fn lex(chars: &[char], dialect: Dialect) -> Vec<(Kind, std::ops::Range<usize>)> {
    let backslash = dialect.has(Capability::BackslashEscapes);
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
            i = quoted_end(chars, i, backslash);
            out.push((Kind::Quoted, start..i));
        } else if c == '$'
            && let Some(end) = dollar_end(chars, i)
        {
            i = end;
            out.push((Kind::Dollar, start..i));
        } else if c.is_alphanumeric() || c == '_' {
            while i < chars.len() && (chars[i].is_alphanumeric() || chars[i] == '_') {
                i += 1;
            }
            out.push((Kind::Word, start..i));
        } else {
            i += if c == ':' && chars.get(i + 1) == Some(&':') {
                2
            } else {
                1
            };
            out.push((Kind::Mark, start..i));
        }
    }
    out
}

/// A string in which a quote is written twice, not behind a backslash: MariaDB prints partitions in that way.
fn doubled(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    let mut chars = token.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some('\'')) => {
                out.push_str("''");
                chars.next();
            }
            ('\\', Some(next)) => {
                out.extend([c, next]);
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

fn tokens(text: &str, dialect: Dialect) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    lex(&chars, dialect)
        .into_iter()
        .map(|(kind, range)| {
            let token: String = chars[range].iter().collect();
            match kind {
                Kind::Word => token.to_lowercase(),
                Kind::Mark => token,
                Kind::Quoted => {
                    if token.starts_with('\'') && dialect.has(Capability::BackslashEscapes) {
                        return doubled(&token);
                    }
                    // A text that ends inside of quotes ends anywhere.
                    let inner = token.get(1..token.len().max(2) - 1).unwrap_or_default();
                    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                    if !token.starts_with('\'') && !inner.is_empty() && inner.chars().all(plain) {
                        inner.to_owned()
                    } else {
                        token
                    }
                }
                // The tag is the server's, and spaces in a body mean nothing.
                Kind::Dollar => {
                    let tag = 2 + token[1..].find('$').unwrap_or_default();
                    let body = token.get(tag..token.len() - tag).unwrap_or_default();
                    let words: Vec<_> = body.split_whitespace().collect();
                    format!("$${}$$", words.join(" "))
                }
            }
        })
        .collect()
}

/// A stretch of SQL that is neither space nor comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// An identifier or a key word, as the dialect folds it, without quotes.
    Name(String),
    /// What a literal in single quotes holds.
    Text(String),
    /// What stands between dollar quotes.
    Body(String),
    /// A mark: `::`, or one other character.
    Mark(String),
}

impl Word {
    /// Whether it is that mark, or that key word in lower case.
    pub fn is(&self, text: &str) -> bool {
        match self {
            Self::Name(word) => word.eq_ignore_ascii_case(text),
            Self::Mark(mark) => mark == text,
            Self::Text(_) | Self::Body(_) => false,
        }
    }
}

/// The stretches of a text.
pub fn words(text: &str, dialect: Dialect) -> Vec<Word> {
    let chars: Vec<char> = text.chars().collect();
    lex(&chars, dialect)
        .into_iter()
        .map(|(kind, range)| {
            let token: String = chars[range].iter().collect();
            match kind {
                Kind::Mark => Word::Mark(token),
                Kind::Dollar => {
                    let tag = 2 + token[1..].find('$').unwrap_or_default();
                    let body = token.get(tag..token.len() - tag);
                    Word::Body(body.unwrap_or_default().to_owned())
                }
                Kind::Quoted if token.starts_with('\'') => Word::Text(unquoted(&token)),
                Kind::Quoted
                    if token.starts_with('"') && dialect.has(Capability::BackslashEscapes) =>
                {
                    Word::Text(unquoted(&token))
                }
                Kind::Word | Kind::Quoted => {
                    Word::Name(identifier(kind, token, dialect).unwrap_or_default())
                }
            }
        })
        .collect()
}

/// What is between quotes, with quotes that are doubled in it as one.
fn unquoted(token: &str) -> String {
    let mark = &token[..1];
    let inner = token.get(1..token.len().max(2) - 1).unwrap_or_default();
    inner.replace(&format!("{mark}{mark}"), mark)
}

/// The identifiers of a text, as the dialect folds them; keywords and names of functions are among them.
pub fn identifiers(text: &str, dialect: Dialect) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let all = lex(&chars, dialect).into_iter();
    all.filter_map(|(kind, range)| identifier(kind, chars[range].iter().collect(), dialect))
        .collect()
}

/// The name that a token is, if it is one.
fn identifier(kind: Kind, token: String, dialect: Dialect) -> Option<String> {
    match kind {
        Kind::Word if dialect.has(Capability::CaseSensitiveNames) => Some(token.to_lowercase()),
        Kind::Word => Some(token),
        Kind::Quoted if !token.starts_with('\'') && token.len() > 1 => Some(unquoted(&token)),
        _ => None,
    }
}

/// A text with the identifiers in it renamed: `rename` gets a name as the dialect folds it, and gives it anew, quoted.
pub fn renamed(text: &str, dialect: Dialect, rename: &dyn Fn(&str) -> Option<String>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for (kind, range) in lex(&chars, dialect) {
        let token: String = chars[range.clone()].iter().collect();
        let name = identifier(kind, token.clone(), dialect);
        let new = name.and_then(|name| rename(&name)).unwrap_or(token);
        out.extend(&chars[end..range.start]);
        out.push_str(&new);
        end = range.end;
    }
    out.extend(&chars[end..]);
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
