//! How much work it takes to try one pin code or passphrase.

/// The cost parameters of Argon2id (RFC 9106), version 1.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// A cost is outside the bounds that every device can handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CostError {
    /// Argon2 needs at least 8 KiB per lane; more than [`Cost::MAX_MEMORY_KIB`] may not fit on a phone.
    #[error(
        "{memory_kib} KiB of memory is out of bounds: at least 8 KiB per lane, at most {} KiB",
        Cost::MAX_MEMORY_KIB
    )]
    Memory {
        /// The memory that was asked for, in KiB.
        memory_kib: u32,
    },
    /// The number of passes is not between 1 and [`Cost::MAX_PASSES`].
    #[error("{passes} passes is out of bounds: at least 1, at most {}", Cost::MAX_PASSES)]
    Passes {
        /// The passes that were asked for.
        passes: u32,
    },
    /// The number of lanes is not between 1 and [`Cost::MAX_LANES`].
    #[error("{lanes} lanes is out of bounds: at least 1, at most {}", Cost::MAX_LANES)]
    Lanes {
        /// The lanes that were asked for.
        lanes: u32,
    },
}

impl Cost {
    /// 19 MiB, 2 passes, 1 lane: what OWASP's Password Storage Cheat Sheet recommends, and feasible on a cheap phone.
    pub const DEFAULT: Self = Self {
        memory_kib: 19_456,
        passes: 2,
        lanes: 1,
    };

    /// The maximum memory that a file may ask for, in KiB: 128 MiB.
    pub const MAX_MEMORY_KIB: u32 = 128 * 1024;
    /// The maximum number of passes that a file may ask for.
    pub const MAX_PASSES: u32 = 10;
    /// The maximum number of lanes that a file may ask for; they are computed one after another.
    pub const MAX_LANES: u32 = 4;

    /// A cost within the bounds, which also apply to files that are read: a hostile file cannot ask a phone for gigabytes
    /// or hours.
    ///
    /// # Errors
    /// Fails if a parameter is out of bounds.
    pub const fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, CostError> {
        if lanes < 1 || lanes > Self::MAX_LANES {
            return Err(CostError::Lanes { lanes });
        }
        if passes < 1 || passes > Self::MAX_PASSES {
            return Err(CostError::Passes { passes });
        }
        if memory_kib < 8 * lanes || memory_kib > Self::MAX_MEMORY_KIB {
            return Err(CostError::Memory { memory_kib });
        }
        Ok(Self {
            memory_kib,
            passes,
            lanes,
        })
    }

    /// Memory in KiB.
    pub const fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// Passes over the memory.
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// Lanes, which Argon2 calls parallelism.
    pub const fn lanes(self) -> u32 {
        self.lanes
    }
}

impl Default for Cost {
    fn default() -> Self {
        Self::DEFAULT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check((memory_kib, passes, lanes): (u32, u32, u32), error: Option<CostError>) {
        assert_eq!(Cost::new(memory_kib, passes, lanes).err(), error);
    }

    #[test]
    fn bounds() {
        check((8, 1, 1), None);
        check((7, 1, 1), Some(CostError::Memory { memory_kib: 7 }));
        check((32, 1, 4), None);
        check((31, 1, 4), Some(CostError::Memory { memory_kib: 31 }));
        check((131_072, 10, 4), None);
        check((131_073, 10, 4), Some(CostError::Memory { memory_kib: 131_073 }));
        check((u32::MAX, 1, 1), Some(CostError::Memory { memory_kib: u32::MAX }));
        check((64, 0, 1), Some(CostError::Passes { passes: 0 }));
        check((64, 11, 1), Some(CostError::Passes { passes: 11 }));
        check((64, 1, 0), Some(CostError::Lanes { lanes: 0 }));
        check((64, 1, u32::MAX), Some(CostError::Lanes { lanes: u32::MAX }));
    }

    #[test]
    fn the_default_is_within_bounds() {
        let Cost {
            memory_kib,
            passes,
            lanes,
        } = Cost::DEFAULT;
        assert_eq!(Cost::new(memory_kib, passes, lanes), Ok(Cost::DEFAULT));
    }
}
