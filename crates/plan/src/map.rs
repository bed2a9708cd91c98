//! A map from ids to things.

/// A map that is kept as a list in the order of its keys.
///
/// The plan has a dozen maps of different types. The standard library's `BTreeMap` costs 2 to 4 kB of WebAssembly for
/// each of them; this one costs a tenth. A person's plan has at most some thousands of things, for which looking up by
/// halves is as fast, and values are boxed so that adding one moves little.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map<K, V>(Vec<(K, Box<V>)>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Map<K, V> {
    /// `Ok` with the place of a key, or `Err` with the place where it belongs.
    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(key))
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.place(key)
            .ok()
            .and_then(|place| self.0.get(place))
            .map(|(_, value)| &**value)
    }

    /// The value of a key, to change it.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.place(key)
            .ok()
            .and_then(|place| self.0.get_mut(place))
            .map(|(_, value)| &mut **value)
    }

    /// Whether the key is there.
    pub fn contains_key(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Sets the value of a key.
    pub fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(place) => {
                if let Some((_, known)) = self.0.get_mut(place) {
                    **known = value;
                }
            }
            Err(place) => self.0.insert(place, (key, Box::new(value))),
        }
    }

    /// Changes the value of a key; a new key starts with the default.
    pub fn change(&mut self, key: K, change: impl FnOnce(&mut V))
    where
        V: Default,
    {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.0.insert(place, (key, Box::default()));
            place
        });
        if let Some((_, value)) = self.0.get_mut(place) {
            change(value);
        }
    }

    /// Takes a key away, with its value.
    pub fn remove(&mut self, key: &K) {
        if let Ok(place) = self.place(key) {
            self.0.remove(place);
        }
    }

    /// Keeps what the test says to keep.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &V) -> bool) {
        self.0.retain(|(key, value)| keep(key, value));
    }
}

impl<K, V> Map<K, V> {
    /// All keys with their values, in the order of the keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + Clone {
        self.0.iter().map(|(key, value)| (key, &**value))
    }

    /// All keys in their order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// All values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.0.iter().map(|(_, value)| &**value)
    }

    /// All values in the order of their keys, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| &mut **value)
    }

    /// The number of keys.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::Map;

    proptest! {
        #[test]
        fn behaves_as_the_standard_librarys_map(acts: Vec<(u8, Option<u16>)>) {
            let mut expected = BTreeMap::new();
            let mut map = Map::default();
            for (key, value) in acts {
                if let Some(value) = value {
                    expected.insert(key, value);
                    map.insert(key, value);
                } else {
                    expected.remove(&key);
                    map.remove(&key);
                }
                prop_assert_eq!(map.get(&key), expected.get(&key));
                prop_assert_eq!(map.contains_key(&key), expected.contains_key(&key));
            }
            prop_assert!(map.iter().eq(expected.iter()));
            prop_assert_eq!(map.len(), expected.len());
        }
    }
}
