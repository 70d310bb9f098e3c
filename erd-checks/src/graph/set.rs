//! A set of 64-bit keys with open addressing. Its slots are all the memory there is during const evaluation.

/// Keys. `SLOTS` is a power of two and larger than their number.
pub(crate) struct Set<const SLOTS: usize> {
    keys: [u64; SLOTS],
}

impl<const SLOTS: usize> Set<SLOTS> {
    /// Without any key.
    pub(crate) const fn new() -> Self {
        assert!(SLOTS.is_power_of_two());
        Self { keys: [0; SLOTS] }
    }

    /// Adds a key; whether it is new.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "only the lowest bits of a key choose its slot"
    )]
    pub(crate) const fn insert(&mut self, key: u64) -> bool {
        // 0 marks a free slot.
        let key = if key == 0 { 1 } else { key };
        let mut slot = key as usize & (SLOTS - 1);
        loop {
            let other = self.keys[slot];
            if other == key {
                return false;
            }
            if other == 0 {
                self.keys[slot] = key;
                return true;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_share_a_slot_are_kept_apart() {
        let mut set = Set::<8>::new();
        for key in [0, 8, 16, 7] {
            assert!(set.insert(key));
            assert!(!set.insert(key));
        }
    }
}
