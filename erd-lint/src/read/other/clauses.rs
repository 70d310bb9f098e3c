//! A statement on a table of MySQL or MariaDB that the parser refuses, clause by clause: each is read alone, and those that the
//! parser lacks are read from their words.

use super::place::Places;
use super::statement;
use crate::facts::{DropTarget, Name, Online, Op, OpKind};
use erd_core::{Dialect, Family};
use sqlparser::dialect::Dialect as Grammar;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Token, Tokenizer};
use std::ops::Range;

/// The clauses of an `ALTER TABLE`, or a `CREATE INDEX` as the one clause that it is.
pub(super) struct Clauses<'a> {
    text: &'a str,
    offset: usize,
    grammar: &'a dyn Grammar,
    dialect: Dialect,
    table: Name,
    /// The text before the first clause: `ALTER TABLE orders`.
    head: String,
    each: Vec<Vec<Part>>,
}

/// A token, and its bytes in the statement.
#[derive(Clone)]
struct Part {
    token: Token,
    span: Range<usize>,
}

impl Part {
    /// The word in capitals, where it is one without quotes.
    fn keyword(&self) -> String {
        match &self.token {
            Token::Word(word) if word.quote_style.is_none() => word.value.to_ascii_uppercase(),
            token => token.to_string(),
        }
    }

    fn name(&self) -> Option<String> {
        match &self.token {
            Token::Word(word) => Some(word.value.to_lowercase()),
            _ => None,
        }
    }
}

impl<'a> Clauses<'a> {
    /// The clauses, where the statement has any.
    pub(super) fn of(
        text: &'a str,
        offset: usize,
        grammar: &'a dyn Grammar,
        dialect: Dialect,
    ) -> Option<Self> {
        if !dialect.is(Family::MySql) {
            return None;
        }
        let places = Places::new(text, 0);
        let tokens = Tokenizer::new(grammar, text)
            .tokenize_with_location()
            .ok()?;
        let tokens = tokens.into_iter();
        let mut parts: Vec<Part> = tokens
            .filter(|found| !matches!(found.token, Token::Whitespace(_) | Token::EOF))
            .map(|found| Part {
                span: places.of(found.span),
                token: found.token,
            })
            .collect();
        let keywords: Vec<String> = parts.iter().take(5).map(Part::keyword).collect();
        let says = |at: usize, word: &str| keywords.get(at).is_some_and(|found| found == word);
        if says(0, "CREATE") {
            return created(text, offset, grammar, dialect, parts);
        }
        let at = usize::from(says(1, "ONLINE") || says(1, "IGNORE")) + 1;
        if !says(0, "ALTER") || !says(at, "TABLE") {
            return None;
        }
        let at = at + 1 + if says(at + 1, "IF") { 2 } else { 0 };
        let mut name = vec![parts.get(at)?.name()?];
        let mut end = at + 1;
        if parts
            .get(end)
            .is_some_and(|part| part.token == Token::Period)
        {
            name.push(parts.get(end + 1)?.name()?);
            end += 2;
        }
        let said = &text[parts[at].span.start..parts[end - 1].span.end];
        let head = format!("ALTER TABLE {said}");
        let clauses = split(&parts.split_off(end));
        Some(Self {
            text,
            offset,
            grammar,
            dialect,
            table: Name::of_parts(name),
            head,
            each: clauses,
        })
    }

    /// What they do; the parser's reason for the first that nobody reads.
    pub(super) fn read(&self, online: &mut Online) -> Result<Vec<Op>, String> {
        let mut ops = Vec::new();
        for clause in &self.each {
            let (Some(first), Some(last)) = (clause.first(), clause.last()) else {
                return Err("a clause is missing".to_owned());
            };
            let range = first.span.start..last.span.end;
            let kinds = self
                .parsed(&self.text[range.clone()], online)
                .or_else(|reason| {
                    let words: Vec<String> = clause.iter().map(Part::keyword).collect();
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    if let Some(kinds) = self.added(clause, &words, online) {
                        return Ok(kinds);
                    }
                    match self.lacking(clause, &words, online) {
                        Some(kind) => Ok(vec![kind]),
                        None => self.keys_alone(clause, &words, online).ok_or(reason),
                    }
                })?;
            let span = self.offset + range.start..self.offset + range.end;
            ops.extend(kinds.into_iter().map(|kind| Op {
                span: span.clone(),
                kind,
            }));
        }
        Ok(ops)
    }

    /// What the parser makes of a clause that stands alone.
    fn parsed(&self, clause: &str, online: &mut Online) -> Result<Vec<OpKind>, String> {
        let text = format!("{} {clause}", self.head);
        let parsed = Parser::parse_sql(self.grammar, &text).map_err(|e| e.to_string())?;
        let places = Places::new(&text, 0);
        let mut kinds = Vec::new();
        for found in &parsed {
            let ops = statement::ops(found, &places, self.dialect);
            kinds.extend(ops.into_iter().map(|op| op.kind));
            statement::online(found, online);
        }
        Ok(kinds)
    }

    /// `ADD (a int, b int)`: each column is read alone.
    fn added(&self, clause: &[Part], words: &[&str], online: &mut Online) -> Option<Vec<OpKind>> {
        let open = match words {
            ["ADD", "(", .., ")"] => 1,
            ["ADD", "COLUMN", "(", .., ")"] => 2,
            _ => return None,
        };
        let mut kinds = Vec::new();
        for column in split(&clause[open + 1..clause.len() - 1]) {
            let (first, last) = (column.first()?, column.last()?);
            let text = &self.text[first.span.start..last.span.end];
            kinds.extend(self.parsed(&format!("ADD {text}"), online).ok()?);
        }
        Some(kinds)
    }

    /// A clause that the parser's grammar lacks.
    fn lacking(&self, clause: &[Part], words: &[&str], online: &mut Online) -> Option<OpKind> {
        let table = self.table.clone();
        let name = |at: usize| clause.get(at).and_then(Part::name);
        let rewrite = |what| OpKind::RewriteTable {
            table: Some(self.table.clone()),
            what,
        };
        Some(match words {
            ["DROP", "CHECK", _] => OpKind::DropConstraint {
                table,
                target: DropTarget::Named(name(2)?),
            },
            ["RENAME", _] => OpKind::RenameTable {
                to: table.sibling(&name(1)?),
                from: table,
            },
            ["RENAME", "AS" | "=", _] => OpKind::RenameTable {
                to: table.sibling(&name(2)?),
                from: table,
            },
            ["RENAME", "INDEX" | "KEY", _, "TO", _] => OpKind::RenameIndex {
                from: table.sibling(&name(2)?),
                to: table.sibling(&name(4)?),
            },
            [
                "ALTER",
                "INDEX" | "KEY",
                _,
                "VISIBLE" | "INVISIBLE" | "IGNORED",
            ]
            | ["ALTER", "INDEX" | "KEY", _, "NOT", "IGNORED"]
            | ["ALTER", "COLUMN", _, "SET", "VISIBLE" | "INVISIBLE"]
            | ["DISABLE" | "ENABLE", "KEYS"]
            | ["DISCARD" | "IMPORT", "TABLESPACE" | "PARTITION", ..]
            | ["WITH" | "WITHOUT", "VALIDATION"]
            | [
                "ADD" | "EXCHANGE" | "ANALYZE" | "CHECK" | "REPAIR" | "CONVERT",
                "PARTITION",
                ..,
            ]
            | [
                "SECONDARY_ENGINE" | "SECONDARY_LOAD" | "SECONDARY_UNLOAD",
                ..,
            ]
            | ["ADD" | "DROP", "PERIOD", ..] => OpKind::Other,
            ["ALTER", "CHECK" | "CONSTRAINT", _, rest @ ..]
                if matches!(rest, ["ENFORCED"] | ["NOT", "ENFORCED"]) =>
            {
                OpKind::AlterConstraint {
                    table,
                    name: name(2)?,
                    enforced: Some(rest.len() == 1),
                }
            }
            ["DROP", "KEY", _] => OpKind::DropIndex {
                index: table.sibling(&name(2)?),
                table: Some(table),
                concurrently: false,
            },
            ["DROP", "PARTITION", _] => OpKind::DropTable {
                table: table.sibling(&name(2)?),
            },
            ["TRUNCATE", "PARTITION", _] => OpKind::Truncate {
                table: table.sibling(&name(2).unwrap_or_default()),
                cascade: false,
            },
            ["ORDER", "BY", ..] => rewrite("ORDER BY"),
            ["COALESCE", "PARTITION", ..] => rewrite("COALESCE PARTITION"),
            ["REBUILD" | "OPTIMIZE", "PARTITION", ..] => rewrite("REBUILD PARTITION"),
            ["ADD", "SYSTEM", "VERSIONING"] => rewrite("ADD SYSTEM VERSIONING"),
            ["DROP", "SYSTEM", "VERSIONING"] => rewrite("DROP SYSTEM VERSIONING"),
            ["CONVERT", "TO", ..] => rewrite("CONVERT TO CHARACTER SET"),
            // MariaDB's alone.
            ["ALGORITHM", .., "NOCOPY"] => {
                online.algorithm = true;
                OpKind::Other
            }
            ["FORCE"] => rewrite("FORCE"),
            ["PARTITION", "BY", ..] => rewrite("PARTITION BY"),
            ["REMOVE", "PARTITIONING"] => rewrite("REMOVE PARTITIONING"),
            ["REORGANIZE", "PARTITION", ..] => rewrite("REORGANIZE PARTITION"),
            [first, ..] if OPTIONS.contains(first) => {
                let whole = REWRITING.iter().find(|option| words.contains(option));
                whole.map_or(OpKind::Other, |what| rewrite(what))
            }
            _ => return None,
        })
    }

    /// An index whose options the parser lacks, without them.
    fn keys_alone(
        &self,
        clause: &[Part],
        words: &[&str],
        online: &mut Online,
    ) -> Option<Vec<OpKind>> {
        let kinds = ["INDEX", "KEY", "UNIQUE", "FULLTEXT", "SPATIAL"];
        let made = words.first() == Some(&"ADD") || self.head.is_empty();
        if !made || !words.iter().take(4).any(|word| kinds.contains(word)) {
            return None;
        }
        let mut depth = 0_usize;
        let end = clause.iter().position(|part| {
            match part.token {
                Token::LParen => depth += 1,
                Token::RParen => depth = depth.saturating_sub(1),
                _ => return false,
            }
            depth == 0
        })?;
        if !words[end + 1..].iter().all(|word| is_of_index(word)) {
            return None;
        }
        let stated = |option: &str| words[end + 1..].contains(&option);
        online.algorithm |= stated("ALGORITHM");
        online.lock |= stated("LOCK");
        let text =
            |from: usize, to: usize| &self.text[clause[from].span.start..clause[to].span.end];
        if let ["CREATE", kind @ ("FULLTEXT" | "SPATIAL"), "INDEX", ..] = words {
            // The parser has them as a clause of `ALTER TABLE` alone.
            let on = words.iter().position(|word| *word == "ON")?;
            let open = words.iter().position(|word| *word == "(")?;
            if on < 4 || open < on + 2 {
                return None;
            }
            let (index, table) = (text(3, on - 1), text(on + 1, open - 1));
            let alter = format!(
                "ALTER TABLE {table} ADD {kind} INDEX {index} {}",
                text(open, end)
            );
            return self.parsed(&alter, online).ok();
        }
        self.parsed(text(0, end), online).ok()
    }
}

/// `CREATE INDEX`, the one clause that it is.
fn created<'a>(
    text: &'a str,
    offset: usize,
    grammar: &'a dyn Grammar,
    dialect: Dialect,
    parts: Vec<Part>,
) -> Option<Clauses<'a>> {
    let keywords: Vec<String> = parts.iter().take(4).map(Part::keyword).collect();
    let words: Vec<&str> = keywords.iter().map(String::as_str).collect();
    let kinds = ["UNIQUE", "FULLTEXT", "SPATIAL"];
    let is_index = match words.as_slice() {
        ["CREATE", "INDEX", ..] => true,
        ["CREATE", kind, "INDEX", ..] => kinds.contains(kind),
        _ => false,
    };
    is_index.then(|| Clauses {
        text,
        offset,
        grammar,
        dialect,
        table: Name::default(),
        head: String::new(),
        each: vec![parts],
    })
}

/// Options of a table, with which a clause of theirs begins.
const OPTIONS: [&str; 20] = [
    "COMMENT",
    "AUTO_INCREMENT",
    "AVG_ROW_LENGTH",
    "CHARACTER",
    "CHARSET",
    "CHECKSUM",
    "COLLATE",
    "COMPRESSION",
    "DEFAULT",
    "ENCRYPTION",
    "ENGINE",
    "KEY_BLOCK_SIZE",
    "MAX_ROWS",
    "MIN_ROWS",
    "PACK_KEYS",
    "PAGE_COMPRESSED",
    "ROW_FORMAT",
    "STATS_AUTO_RECALC",
    "STATS_PERSISTENT",
    "STATS_SAMPLE_PAGES",
];

/// Those for which the table is written anew.
const REWRITING: [&str; 4] = ["ENGINE", "ROW_FORMAT", "KEY_BLOCK_SIZE", "ENCRYPTION"];

/// Whether a word, number or text may stand among the options of an index.
fn is_of_index(word: &str) -> bool {
    let options = [
        "COMMENT",
        "INVISIBLE",
        "VISIBLE",
        "IGNORED",
        "NOT",
        "USING",
        "BTREE",
        "HASH",
        "WITH",
        "PARSER",
        "NGRAM",
        "MECAB",
        "KEY_BLOCK_SIZE",
        "ALGORITHM",
        "LOCK",
        "INPLACE",
        "INSTANT",
        "NOCOPY",
        "COPY",
        "NONE",
        "SHARED",
        "EXCLUSIVE",
        "DEFAULT",
        "=",
    ];
    options.contains(&word) || word.starts_with(['\'', '"']) || word.parse::<u64>().is_ok()
}

/// The parts between commas outside of all parentheses.
fn split(parts: &[Part]) -> Vec<Vec<Part>> {
    let mut clauses = vec![Vec::new()];
    let mut depth = 0_usize;
    for part in parts {
        match part.token {
            Token::LParen => depth += 1,
            Token::RParen => depth = depth.saturating_sub(1),
            Token::Comma if depth == 0 => {
                clauses.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = clauses.last_mut() {
            last.push(part.clone());
        }
    }
    clauses
}
