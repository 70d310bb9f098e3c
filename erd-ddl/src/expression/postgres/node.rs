//! What an expression is, before anything is known of types.

/// A tree as the grammar has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A column of the table, under its new name.
    Column(String),
    /// A literal in quotes, whose type its place decides.
    Text(String),
    /// A number with its sign.
    Number(String),
    Bool(bool),
    Null,
    /// `B'..'`, and with an `x` before the digits `X'..'`.
    Bits(String),
    /// A cast to a type in its normal form.
    Cast(Box<Self>, String),
    /// An operator before or between what it is applied to.
    Operator(String, Vec<Self>),
    /// A comparison with any, or with all, elements of an array.
    Any {
        operator: String,
        all: bool,
        left: Box<Self>,
        right: Box<Self>,
    },
    /// `IN`, and `NOT IN`.
    In {
        value: Box<Self>,
        list: Vec<Self>,
        negated: bool,
    },
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    /// `IS ..`, with the word behind it.
    Is(Box<Self>, &'static str),
    Distinct(Box<Self>, Box<Self>),
    Call(String, Vec<Self>),
    /// An argument by the name of its parameter.
    Named(String, Box<Self>),
    Case {
        operand: Option<Box<Self>>,
        branches: Vec<(Self, Self)>,
        other: Option<Box<Self>>,
    },
    Array(Vec<Self>),
    Row(Vec<Self>),
    Element(Box<Self>, Box<Self>),
    Field(Box<Self>, String),
    Collate(Box<Self>, String),
}

impl Node {
    pub(super) fn call<const N: usize>(name: &str, parts: [Self; N]) -> Self {
        Self::Call(name.to_owned(), parts.into())
    }

    pub(super) fn operator(word: &str, left: Self, right: Self) -> Self {
        let word = if word == "!=" { "<>" } else { word };
        Self::Operator(word.to_owned(), vec![left, right])
    }

    pub(super) fn not(inner: Self) -> Self {
        match inner {
            Self::Is(value, "null") => Self::Is(value, "not null"),
            Self::Is(value, "not null") => Self::Is(value, "null"),
            other => Self::Not(Box::new(other)),
        }
    }

    /// A minus before a number is a part of it.
    pub(super) fn minus(inner: Self) -> Self {
        match inner {
            Self::Number(text) => Self::Number(match text.strip_prefix('-') {
                Some(text) => text.to_owned(),
                None => format!("-{text}"),
            }),
            other => Self::Operator("-".to_owned(), vec![other]),
        }
    }

    pub(super) fn between(value: &Self, low: Self, high: Self, negated: bool) -> Self {
        let compared = |word: &str, other: Self| Self::operator(word, value.clone(), other);
        if negated {
            Self::Or(vec![compared("<", low), compared(">", high)])
        } else {
            Self::And(vec![compared(">=", low), compared("<=", high)])
        }
    }

    /// Whether a column is in it: `IN` treats those apart.
    pub(super) fn has_column(&self) -> bool {
        let any = |all: &[Self]| all.iter().any(Self::has_column);
        match self {
            Self::Column(_) => true,
            Self::Text(_) | Self::Number(_) | Self::Bool(_) | Self::Null | Self::Bits(_) => false,
            Self::Cast(inner, _)
            | Self::Not(inner)
            | Self::Is(inner, _)
            | Self::Field(inner, _)
            | Self::Named(_, inner)
            | Self::Collate(inner, _) => inner.has_column(),
            Self::Operator(_, all)
            | Self::And(all)
            | Self::Or(all)
            | Self::Call(_, all)
            | Self::Array(all)
            | Self::Row(all) => any(all),
            Self::Any { left, right, .. }
            | Self::Distinct(left, right)
            | Self::Element(left, right) => left.has_column() || right.has_column(),
            Self::In { value, list, .. } => value.has_column() || any(list),
            Self::Case {
                operand,
                branches,
                other,
            } => {
                operand.as_ref().is_some_and(|o| o.has_column())
                    || other.as_ref().is_some_and(|o| o.has_column())
                    || branches
                        .iter()
                        .any(|(when, then)| when.has_column() || then.has_column())
            }
        }
    }
}
