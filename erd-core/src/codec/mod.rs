//! The text that carries a declared table from the derive to [`resolve`](crate::resolve).
//!
//! A number ends in `;`. A text is its length in bytes, `:` and itself. A list is the number of its parts and the parts; what
//! may be missing is a list of one or none; a struct is its fields in order; a variant is its name and its fields. Nothing
//! says what a value is for: the crates that write and read it are of one version, which their manifests pin.

mod reader;
mod values;

pub(crate) use reader::Reader;

/// A value that can be carried.
pub(crate) trait Codec: Sized {
    /// Appends the value.
    fn encode(&self, out: &mut String);

    /// Takes a value off the front; `None` where there is none.
    fn decode(input: &mut Reader<'_>) -> Option<Self>;
}

/// Carries a struct, field by field. One that is left out does not compile.
macro_rules! record {
    ($ty:ident { $($field:ident),* $(,)? }) => {
        impl $crate::codec::Codec for $ty {
            fn encode(&self, out: &mut String) {
                let Self { $($field),* } = self;
                $($crate::codec::Codec::encode($field, out);)*
            }

            fn decode(input: &mut $crate::codec::Reader<'_>) -> Option<Self> {
                Some(Self { $($field: $crate::codec::Codec::decode(input)?),* })
            }
        }
    };
}
pub(crate) use record;

/// Carries an enum by the names of its variants. One that is left out does not compile.
macro_rules! variants {
    ($ty:ident { $($variant:ident $(($($part:ident),*))?),* $(,)? }) => {
        impl $crate::codec::Codec for $ty {
            fn encode(&self, out: &mut String) {
                match self {
                    $(Self::$variant $(($($part),*))? => {
                        $crate::codec::text(stringify!($variant), out);
                        $($($crate::codec::Codec::encode($part, out);)*)?
                    })*
                }
            }

            fn decode(input: &mut $crate::codec::Reader<'_>) -> Option<Self> {
                Some(match input.text()? {
                    $(stringify!($variant) => Self::$variant $(($({
                        let $part = $crate::codec::Codec::decode(input)?;
                        $part
                    }),*))?,)*
                    _ => return None,
                })
            }
        }
    };
}
pub(crate) use variants;

/// Carries a struct around one value.
macro_rules! newtype {
    ($ty:ident) => {
        impl $crate::codec::Codec for $ty {
            fn encode(&self, out: &mut String) {
                $crate::codec::Codec::encode(&self.0, out);
            }

            fn decode(input: &mut $crate::codec::Reader<'_>) -> Option<Self> {
                $crate::codec::Codec::decode(input).map(Self)
            }
        }
    };
}
pub(crate) use newtype;

/// Appends a text.
pub(crate) fn text(text: &str, out: &mut String) {
    out.push_str(&text.len().to_string());
    out.push(':');
    out.push_str(text);
}
