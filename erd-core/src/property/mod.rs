//! Properties that some engines have and others do not, in one table for each kind of thing that has them.
//!
//! A line says what a property is called, how its value is written, the capability that it is, and where
//! the model keeps it. The attribute, the import, the difference with its words and the warning that an engine has none
//! come from it.

mod slot;
mod tables;
mod value;

pub use tables::{CHECK, COLUMN, FOREIGN_KEY, INDEX, INDEX_KEY, TABLE};
pub use value::{Shape, Value};

use crate::{Capability, Dialect, Engine};
use slot::Slot;

/// What happens to a property where the engine has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacking {
    /// The schema would mean something else: no statement is written, and the error says what to do.
    Refused,
    /// It is left out, with a warning.
    LeftOut,
}

/// A property of `T`.
#[derive(Debug)]
pub struct Property<T: 'static> {
    /// Its word in declarations.
    pub name: &'static str,
    /// What an engine has none of, in the plural.
    pub what: &'static str,
    /// How its value is written.
    pub shape: Shape,
    /// What an engine that has it can do.
    pub capability: Capability,
    /// What happens elsewhere.
    pub lacking: Lacking,
    /// Where the model keeps it.
    slot: Slot<T>,
}

impl<T> Property<T> {
    /// The value; `None` where nothing is stated.
    pub fn get(&self, of: &T) -> Option<Value> {
        (self.slot.get)(of)
    }

    /// States a value, or that there is none. A value of another shape changes nothing.
    pub fn set(&self, of: &mut T, value: Option<Value>) {
        (self.slot.set)(of, value);
    }

    /// States the text of a catalog: a number where the property is one.
    pub fn read(&self, of: &mut T, text: Option<String>) {
        let value = text.and_then(|text| match self.shape {
            Shape::Number(..) => text.parse().ok().map(Value::Number),
            _ => Some(Value::Text(text)),
        });
        self.set(of, value);
    }

    /// Whether an engine has it, or may have it where nobody stated a version.
    pub fn is_in(&self, engine: impl Into<Engine>) -> bool {
        engine.into().may_have(self.capability)
    }

    /// The name as words.
    pub fn words(&self) -> String {
        self.name.replace('_', " ")
    }

    /// What is said of a value in the difference of two schemas.
    pub fn describe(&self, of: &T, dialect: Dialect) -> String {
        let words = self.words();
        let value = self.get(of).filter(|value| value.speaks_to(dialect));
        match (self.shape, value) {
            (Shape::Flag, Some(_)) => words,
            (Shape::Flag, None) => format!("not {words}"),
            (_, Some(value)) => format!("{words} {}", value.text(dialect)),
            (_, None) => format!("no {words}"),
        }
    }
}

/// The property of that name.
pub fn find<T>(table: &'static [Property<T>], name: &str) -> Option<&'static Property<T>> {
    table.iter().find(|property| property.name == name)
}
