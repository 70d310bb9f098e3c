//! A set of 64-bit keys with open addressing. Its slots are all the memory there is during const evaluation.

/// Keys and, for each, where it came from.
pub(crate) struct Set<const SLOTS: usize> {
    keys: [u64; SLOTS],
    origins: [(u32, u32); SLOTS],
    len: usize,
}

/// Where a key is, or would be.
#[derive(Clone, Copy)]
pub(crate) struct Slot(usize);

impl<const SLOTS: usize> Set<SLOTS> {
    /// Without any key. `SLOTS` is a power of two.
    pub(crate) const fn new() -> Self {
        assert!(SLOTS.is_power_of_two());
        Self {
            keys: [0; SLOTS],
            origins: [(0, 0); SLOTS],
            len: 0,
        }
    }

    /// The first slot to look at for a key.
    pub(crate) const fn first(key: u64) -> Slot {
        // The high half of an FNV hash is mixed better than the low one.
        #[allow(
            clippy::cast_possible_truncation,
            reason = "only the lowest bits of the number are used"
        )]
        Slot((key ^ (key >> 32)) as usize & (SLOTS - 1))
    }

    /// The slot after a slot that holds something else.
    pub(crate) const fn next(slot: Slot) -> Slot {
        Slot((slot.0 + 1) & (SLOTS - 1))
    }

    /// The key in a slot; `None` while it is free.
    pub(crate) const fn get(&self, slot: Slot) -> Option<u64> {
        match self.keys[slot.0] {
            0 => None,
            key => Some(key),
        }
    }

    /// Where the key in a slot came from.
    pub(crate) const fn origin(&self, slot: Slot) -> (u32, u32) {
        self.origins[slot.0]
    }

    /// Puts a key, which is not 0, into a free slot.
    pub(crate) const fn put(&mut self, slot: Slot, key: u64, origin: (u32, u32)) {
        self.keys[slot.0] = key;
        self.origins[slot.0] = origin;
        self.len += 1;
    }

    /// Adds a key; whether it is new.
    pub(crate) const fn insert(&mut self, key: u64) -> bool {
        let key = nonzero(key);
        let mut slot = Self::first(key);
        while let Some(found) = self.get(slot) {
            if found == key {
                return false;
            }
            slot = Self::next(slot);
        }
        self.put(slot, key, (0, 0));
        true
    }

    /// Whether one more key would make probing slow; a full set would make it endless.
    pub(crate) const fn is_crowded(&self) -> bool {
        self.len >= SLOTS / 2
    }
}

/// A key that can be told from a free slot.
pub(crate) const fn nonzero(key: u64) -> u64 {
    if key == 0 { 1 } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_share_a_slot_are_kept_apart() {
        let mut set = Set::<8>::new();
        for key in [0, 8, 16, 7] {
            assert!(!set.is_crowded());
            assert!(set.insert(key));
            assert!(!set.insert(key));
        }
        assert!(set.is_crowded());
    }
}
