//! Versions of servers, and since which of them something is so.
//!
//! A version that nobody stated is not one version: it stands for every server that erd supports. So there are two
//! questions, and a caller says which one it asks. What erd does by itself (a statement of a plan, a lock that it promises)
//! must be right on [all of them](super::Engine::has). What somebody wrote down is refused, and a rule is silent, only
//! where it holds on [none of them](super::Engine::may_have). A version stated in part, such as `8.0`, stands for every
//! server that begins with it in the same way.

use std::fmt;

/// A version as far as it is stated: `14`, `10.11`, `8.0.16`, or nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version {
    numbers: [u32; 3],
    stated: u8,
}

impl Version {
    /// Stated by nobody.
    pub const ANY: Self = Self {
        numbers: [0; 3],
        stated: 0,
    };

    /// From its numbers, such as `[10, 11]`; what comes after the third says nothing that erd asks for.
    pub const fn new(numbers: &[u32]) -> Self {
        let mut version = Self::ANY;
        while (version.stated as usize) < numbers.len() && version.stated < 3 {
            version.numbers[version.stated as usize] = numbers[version.stated as usize];
            version.stated += 1;
        }
        version
    }

    /// Whether anybody stated it.
    pub const fn is_stated(self) -> bool {
        self.stated > 0
    }

    /// The first two numbers, 0 where they are not stated.
    pub const fn pair(self) -> (u32, u32) {
        (self.numbers[0], self.numbers[1])
    }

    /// The numbers that are stated.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers[..usize::from(self.stated)]
    }

    /// Whether some server that it stands for is at least `since`.
    pub(super) fn reaches(self, since: Self) -> bool {
        let both = usize::from(self.stated.min(since.stated));
        self.numbers[..both] >= since.numbers[..both]
    }

    /// Whether every server that it stands for is at least `since`, where none is older than `supported`.
    pub(super) fn is_at_least(self, since: Self, supported: Self) -> bool {
        let lowest = if supported.numbers.starts_with(self.numbers()) {
            supported
        } else {
            self
        };
        lowest.numbers >= since.numbers
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<_> = self.numbers().iter().map(u32::to_string).collect();
        f.write_str(&numbers.join("."))
    }
}

/// From which version of a product on something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// In every version that erd supports.
    Always,
    /// From this version on.
    From(Version),
    /// In no version that erd knows.
    Never,
}

/// [`Since::From`] of a version's numbers.
pub const fn since(numbers: &[u32]) -> Since {
    Since::From(Version::new(numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_in_part_stands_for_every_server_that_begins_with_it() {
        let supported = Version::new(&[8, 0, 17]);
        for (version, since, some, all) in [
            (&[][..], &[8, 0, 16][..], true, true),
            (&[], &[8, 4], true, false),
            (&[8], &[8, 0, 16], true, true),
            (&[8, 0], &[8, 0, 29], true, false),
            (&[8, 0, 15], &[8, 0, 16], false, false),
            (&[8, 0], &[8, 4], false, false),
            (&[9, 7, 4], &[8, 4], true, true),
            (&[5, 7], &[5, 7, 8], true, false),
        ] {
            let (stated, since) = (Version::new(version), Version::new(since));
            assert_eq!(stated.reaches(since), some, "{version:?} {since}");
            assert_eq!(
                stated.is_at_least(since, supported),
                all,
                "{version:?} {since}"
            );
        }
    }

    #[test]
    fn it_is_written_as_it_was_stated() {
        assert_eq!(Version::new(&[8, 0, 16]).to_string(), "8.0.16");
        assert_eq!(Version::new(&[11, 8, 9, 1]).to_string(), "11.8.9");
        assert_eq!(Version::ANY.to_string(), "");
        assert_eq!(Version::new(&[14]).pair(), (14, 0));
    }
}
