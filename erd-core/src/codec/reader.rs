//! Reading what was written. Const evaluation reads texts too, for its messages.

/// What is left of a carried text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    /// All of it.
    pub(crate) const fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// Whether nothing is left.
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text before `end`, which is left out.
    pub(crate) fn until(&mut self, end: char) -> Option<&'a str> {
        let (before, rest) = self.0.split_once(end)?;
        self.0 = rest;
        Some(before)
    }

    /// A text.
    pub(crate) const fn text(&mut self) -> Option<&'a str> {
        let bytes = self.0.as_bytes();
        let mut length = 0_usize;
        let mut at = 0;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            length = length
                .saturating_mul(10)
                .saturating_add((bytes[at] - b'0') as usize);
            at += 1;
        }
        if at == 0 || at == bytes.len() || bytes[at] != b':' || length > bytes.len() - at - 1 {
            return None;
        }
        let rest = self.0.split_at(at + 1).1;
        if !rest.is_char_boundary(length) {
            return None;
        }
        let (text, rest) = rest.split_at(length);
        self.0 = rest;
        Some(text)
    }
}
