//! Text built during const evaluation, where `format!` does not exist.

/// Room for one message. Const evaluation copies it only on the path that fails.
pub const CAPACITY: usize = 4096;

/// A growing text of at most [`CAPACITY`] bytes; what does not fit is cut at a character boundary.
#[derive(Clone, Debug)]
pub struct Text {
    bytes: [u8; CAPACITY],
    len: usize,
}

impl Default for Text {
    fn default() -> Self {
        Self::new()
    }
}

impl Text {
    /// An empty text.
    pub const fn new() -> Self {
        Self {
            bytes: [0; CAPACITY],
            len: 0,
        }
    }

    /// The text with `more` at its end.
    #[must_use]
    pub const fn with(mut self, more: &str) -> Self {
        self.push(more);
        self
    }

    /// Appends `more`.
    pub const fn push(&mut self, more: &str) {
        let more = more.as_bytes();
        let mut fits = more.len();
        if self.len + fits > CAPACITY {
            fits = CAPACITY - self.len;
            // A byte of the form 10xxxxxx continues a character.
            while fits > 0 && more[fits] & 0xc0 == 0x80 {
                fits -= 1;
            }
        }
        let mut i = 0;
        while i < fits {
            self.bytes[self.len] = more[i];
            self.len += 1;
            i += 1;
        }
    }

    /// The text so far.
    pub const fn as_str(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(text) => text,
            // `push` cuts only at character boundaries.
            Err(_) => "",
        }
    }
}

/// Text equality, const.
pub const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_and_cuts_at_a_character() {
        const GREETING: Text = Text::new().with("a").with("é");
        assert_eq!(GREETING.as_str(), "aé");
        let mut long = Text::new();
        long.push(&"x".repeat(CAPACITY - 1));
        long.push("é");
        assert_eq!(long.as_str().len(), CAPACITY - 1);
    }
}
