//! Where the model keeps a property.

use super::Value;

/// Reading and writing a field of `T`.
pub(super) struct Slot<T> {
    pub(super) get: fn(&T) -> Option<Value>,
    pub(super) set: fn(&mut T, Option<Value>),
}

impl<T> std::fmt::Debug for Slot<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Slot")
    }
}

/// A `bool`.
macro_rules! flag {
    ($field:ident) => {
        Slot {
            get: |of| of.$field.then_some(Value::Flag),
            set: |of, value| of.$field = value == Some(Value::Flag),
        }
    };
}

/// A `bool` that is true where nothing is stated.
macro_rules! unless {
    ($field:ident) => {
        Slot {
            get: |of| (!of.$field).then_some(Value::Flag),
            set: |of, value| of.$field = value != Some(Value::Flag),
        }
    };
}

/// An `Option` of text.
macro_rules! text {
    ($field:ident) => {
        Slot {
            get: |of| of.$field.clone().map(Value::Text),
            set: |of, value| match value {
                Some(Value::Text(text)) => of.$field = Some(text),
                None => of.$field = None,
                Some(_) => {}
            },
        }
    };
}

/// SQL.
macro_rules! sql {
    ($field:ident) => {
        Slot {
            get: |of| {
                Some(of.$field.clone())
                    .filter(|sql| !sql.is_empty())
                    .map(Value::Sql)
            },
            set: |of, value| match value {
                Some(Value::Sql(sql)) => of.$field = sql,
                None => of.$field = Sql::default(),
                Some(_) => {}
            },
        }
    };
}

/// An `Option` of a number.
macro_rules! number {
    ($field:ident) => {
        Slot {
            get: |of| of.$field.map(|number| Value::Number(number.into())),
            set: |of, value| match value {
                Some(Value::Number(number)) => of.$field = number.try_into().ok(),
                None => of.$field = None,
                Some(_) => {}
            },
        }
    };
}

/// A part of the sequence behind a column.
macro_rules! sequence {
    ($field:ident, $shape:ident) => {
        Slot {
            get: |column| {
                let sequence = column.sequence.as_ref()?;
                Clone::clone(&sequence.$field).map(Value::$shape)
            },
            set: |column, value| match (value, &mut column.sequence) {
                (Some(Value::$shape(value)), sequence) => {
                    sequence.get_or_insert_default().$field = Some(value);
                }
                (None, Some(sequence)) => sequence.$field = None,
                _ => {}
            },
        }
    };
}

pub(super) use {flag, number, sequence, sql, text, unless};
