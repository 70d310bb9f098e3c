//! Numbers, texts, lists, and what may be missing.

use super::{Codec, Reader, text};

macro_rules! numbers {
    ($($ty:ty),*) => {
        $(impl Codec for $ty {
            fn encode(&self, out: &mut String) {
                out.push_str(&self.to_string());
                out.push(';');
            }

            fn decode(input: &mut Reader<'_>) -> Option<Self> {
                input.until(';')?.parse().ok()
            }
        })*
    };
}
numbers! { u8, u16, u32, u64, i64, usize }

impl Codec for bool {
    fn encode(&self, out: &mut String) {
        u8::from(*self).encode(out);
    }

    fn decode(input: &mut Reader<'_>) -> Option<Self> {
        u8::decode(input).map(|bit| bit != 0)
    }
}

impl Codec for String {
    fn encode(&self, out: &mut String) {
        text(self, out);
    }

    fn decode(input: &mut Reader<'_>) -> Option<Self> {
        input.text().map(str::to_owned)
    }
}

impl<T: Codec> Codec for Option<T> {
    fn encode(&self, out: &mut String) {
        self.is_some().encode(out);
        if let Some(value) = self {
            value.encode(out);
        }
    }

    fn decode(input: &mut Reader<'_>) -> Option<Self> {
        if bool::decode(input)? {
            T::decode(input).map(Some)
        } else {
            Some(None)
        }
    }
}

impl<T: Codec> Codec for Box<T> {
    fn encode(&self, out: &mut String) {
        T::encode(self, out);
    }

    fn decode(input: &mut Reader<'_>) -> Option<Self> {
        T::decode(input).map(Self::new)
    }
}

impl<T: Codec> Codec for Vec<T> {
    fn encode(&self, out: &mut String) {
        self.len().encode(out);
        for part in self {
            part.encode(out);
        }
    }

    fn decode(input: &mut Reader<'_>) -> Option<Self> {
        let count = usize::decode(input)?;
        (0..count).map(|_| T::decode(input)).collect()
    }
}

impl<A: Codec, B: Codec> Codec for (A, B) {
    fn encode(&self, out: &mut String) {
        self.0.encode(out);
        self.1.encode(out);
    }

    fn decode(input: &mut Reader<'_>) -> Option<Self> {
        Some((A::decode(input)?, B::decode(input)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Column, Mark, Role, Table, Type};

    fn carried<T: Codec>(value: &T) -> String {
        let mut text = String::new();
        value.encode(&mut text);
        text
    }

    #[test]
    fn a_table_comes_back() {
        let mut table = Table::new("é;:");
        let mut column = Column::new("a", Type::Unknown);
        column.comment = Some("3:x;\n\u{1F600}".to_owned());
        column.marks = vec![Mark::Bounded(7), Mark::Money];
        column.role = Some(Role::DeletedAt);
        table.columns = vec![column, Column::new("", Type::Unknown)];
        let text = carried(&table);
        let mut reader = Reader::new(&text);
        assert_eq!(Table::decode(&mut reader), Some(table));
        assert!(reader.is_empty());
        // Whatever is cut off is missed.
        for (end, _) in text.char_indices() {
            assert_eq!(Table::decode(&mut Reader::new(&text[..end])), None);
        }
    }

    #[test]
    fn what_was_not_written_is_not_read() {
        for text in ["", "5:abc", "x", ":", "99999999999999999999999:a", "1:é"] {
            assert_eq!(String::decode(&mut Reader::new(text)), None, "{text}");
        }
        for text in ["", "1", ";", "x;", "-1;", "300;"] {
            assert_eq!(u8::decode(&mut Reader::new(text)), None, "{text}");
        }
        assert_eq!(Mark::decode(&mut Reader::new("4:Some")), None);
    }
}
